"""Sockets for a line that loses packets: opened by a race, given up soon when nothing moves, closed at once.

A lost packet is sent again by the kernel: after a second at first, then after two, four, eight, ... On a line that
loses a fifth of them each way this waiting, and not the sending, takes most of the time.
"""

import errno
import os
import selectors
import socket
import struct
import time
from contextlib import closing, suppress
from typing import Any, Final

JEDA_DETIK: Final = 0.3
"""So long a connection may take to come about until another one is tried beside it."""
SEREMPAK: Final = 4
"""So many are tried at once; the first one that stands is used."""
ULANG_MAKS_MS: Final = 2000
"""So long the kernel waits at most until it sends again what was lost (Linux 6.15 and later)."""
_TCP_RTO_MAX_MS: Final = 44
DIAM_DETIK: Final = 45
"""So long what was sent may stay unconfirmed by the other side's kernel."""
SEBENTAR_DETIK: Final = 6
"""So long at first, where a call goes on over the next line and the kernel waits longer and longer."""
_PENYANGGA: Final = 64 * 1024
_BURU_BURU: Final = struct.pack("ii", 1, 0)
Alamat = tuple[str, int]


def buka(alamat: Alamat, batas: float | None = None, _sumber: Any = None) -> socket.socket:
    """Connect, as ``socket.create_connection`` does, but with several tries at once on a line that loses the first.

    Raises:
        OSError: nobody answers at any address of that name.
    """
    tujuan = socket.getaddrinfo(*alamat, type=socket.SOCK_STREAM)
    with closing(_Balapan(tujuan)) as balapan:
        pemenang = balapan.jalankan(batas)
    pemenang.settimeout(batas)
    return pemenang


class _Balapan:
    """Connections that are being made, one after another in short intervals, to the addresses in turn."""

    def __init__(self, tujuan: list[Any]) -> None:
        self._tujuan = (tujuan * SEREMPAK)[: max(SEREMPAK, len(tujuan))]
        self._pemilih = selectors.DefaultSelector()
        self._galat = OSError(errno.ETIMEDOUT, "timed out")

    def jalankan(self, batas: float | None) -> socket.socket:
        akhir = time.monotonic() + (batas or DIAM_DETIK)
        while self._tujuan or self._pemilih.get_map():
            if self._tujuan:
                self._coba(*self._tujuan.pop(0))
            sisa = akhir - time.monotonic()
            if sisa <= 0:
                raise TimeoutError
            for kunci, _ in self._pemilih.select(min(sisa, JEDA_DETIK) if self._tujuan else sisa):
                if (pemenang := self._selesai(kunci.fileobj, kunci.data)) is not None:
                    return pemenang
        raise self._galat

    def _coba(self, keluarga: int, jenis: int, protokol: int, _nama: str, alamat: Any) -> None:
        satu = socket.socket(keluarga, jenis, protokol)
        satu.setblocking(False)
        hasil = satu.connect_ex(alamat)
        if hasil in {0, errno.EINPROGRESS}:
            self._pemilih.register(satu, selectors.EVENT_WRITE, alamat)
        else:
            self._gagal(satu, hasil, alamat)

    def _selesai(self, satu: Any, alamat: Any) -> socket.socket | None:
        self._pemilih.unregister(satu)
        hasil = satu.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if hasil:
            self._gagal(satu, hasil, alamat)
            return None
        pemenang: socket.socket = satu
        return pemenang

    def _gagal(self, satu: socket.socket, hasil: int, alamat: Any) -> None:
        """An address that refuses is not tried again."""
        satu.close()
        self._tujuan = [lain for lain in self._tujuan if lain[-1] != alamat]
        self._galat = OSError(hasil, os.strerror(hasil))

    def close(self) -> None:
        """End the tries that came too late."""
        for kunci in list(self._pemilih.get_map().values()):
            kunci.fileobj.close()  # type: ignore[union-attr]  # a socket, not a number
        self._pemilih.close()


def siapkan(soket: socket.socket, sabar_detik: int = DIAM_DETIK) -> None:
    """Let the kernel send again soon what was lost; one that cannot gives the line up after so many seconds instead."""
    soket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _PENYANGGA)
    try:
        soket.setsockopt(socket.IPPROTO_TCP, _TCP_RTO_MAX_MS, ULANG_MAKS_MS)
        sabar_detik = DIAM_DETIK
    except OSError:  # an older kernel
        pass
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
        soket.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, sabar_detik * 1000)


def putuskan(soket: socket.socket) -> None:
    """Close a broken line, so that the kernel does not go on sending what lies in it beside the next one."""
    with suppress(OSError):
        soket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _BURU_BURU)
    soket.close()

"""Lines that are bad on purpose: a relay that counts and cuts, and a slow network that loses packets."""

import contextlib
import os
import re
import socket
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.config.dua_tempat import porta_bebas

SEKALI = 4096
SATU_SATU = ("gso_max_segs", "1", "gso_max_size", "1500")
"""Packets travel one by one: a lost one must not be twenty in one."""
ALAMAT = (("", "h", 1), ("s", "sh", 2), ("s", "sr", 5), ("r", "rs", 6), ("r", "rd", 9), ("d", "dr", 10))


@dataclass
class Kabel:
    """A relay in front of a server: counts what goes through, and cuts a line after so many bytes from the server."""

    ke: int
    alamat: str = "127.0.0.1"
    porta: int = field(default_factory=porta_bebas)
    naik: int = 0
    turun: int = 0
    putus: int = 0
    jawaban: list[bytearray] = field(default_factory=list)
    """What came from the server, line by line."""
    putus_sesudah: int | None = None
    """Bytes in either direction, counted anew for every line; ``None``: nothing is cut."""

    def __post_init__(self) -> None:
        self._dengar = socket.create_server((self.alamat, self.porta))
        threading.Thread(target=self._terima, daemon=True).start()

    def tutup(self) -> None:
        self._dengar.close()

    def _terima(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                dari, _ = self._dengar.accept()
                threading.Thread(target=self._satu, args=(dari,), daemon=True).start()

    def _satu(self, dari: socket.socket) -> None:
        try:
            ke = socket.create_connection(("127.0.0.1", self.ke))
        except OSError:
            dari.close()
            return
        sisa, jawaban = [self.putus_sesudah], bytearray()
        self.jawaban.append(jawaban)
        utas = threading.Thread(target=self._alir, args=(dari, ke, sisa, None), daemon=True)
        utas.start()
        self._alir(ke, dari, sisa, jawaban)
        utas.join()
        dari.close()
        ke.close()

    def _alir(
        self, dari: socket.socket, ke: socket.socket, sisa: list[int | None], jawaban: bytearray | None
    ) -> None:
        with contextlib.suppress(OSError):
            while isi := dari.recv(SEKALI):
                if sisa[0] is not None:
                    isi, sisa[0] = isi[: sisa[0]], sisa[0] - len(isi)
                if jawaban is None:
                    self.naik += len(isi)
                else:
                    self.turun += len(isi)
                    jawaban += isi
                ke.sendall(isi)
                if sisa[0] is not None and sisa[0] <= 0:
                    self.putus += 1
                    break
        for ujung in (dari, ke):
            with contextlib.suppress(OSError):
                ujung.shutdown(socket.SHUT_RDWR)

    def bita_berkas(self) -> int:
        """Return how many bytes of files came in partial contents, and forget what came."""
        jumlah = sum(_bita_berkas(bytes(satu)) for satu in self.jawaban)
        self.jawaban.clear()
        return jumlah


def _bita_berkas(isi: bytes) -> int:
    """Add up the bodies of the answers 206 in what came over one line."""
    jumlah = 0
    while (akhir := isi.find(b"\r\n\r\n")) >= 0:
        kepala, isi = isi[:akhir].decode("latin-1"), isi[akhir + 4 :]
        panjang = re.search(r"^content-length: (\d+)", kepala, re.MULTILINE | re.IGNORECASE)
        badan = isi[: int(panjang[1]) if panjang else 0]
        jumlah += len(badan) if " 206 " in kepala.partition("\r\n")[0] else 0
        isi = isi[len(badan) :]
    return jumlah


def ip(*kata: str) -> None:
    subprocess.run(["ip", *kata], check=True, capture_output=True)


@dataclass
class Jaringan:
    """A village's own network: its computers reach the hub's address over a slow line that loses packets.

    Two routers, ``dekat`` the village and ``jauh`` from it, with the slow line between them. Packets get lost behind
    it, so a lost one has cost the line as much as one that arrives.
    """

    nama: str
    hub: str

    @property
    def awalan(self) -> tuple[str, ...]:
        """What runs a command on a computer of the village."""
        return ("ip", "netns", "exec", f"{self.nama}d")

    def _di(self, ns: str, *kata: str, masukan: str | None = None) -> str:
        kata = ("ip", "netns", "exec", f"{self.nama}{ns}", *kata)
        return subprocess.run(kata, check=True, capture_output=True, input=masukan, text=True).stdout

    def hilang(self, persen: int) -> None:
        """Let the line lose so many of a hundred packets, each way."""
        for ns, kartu in (("r", "rd"), ("s", "sh")):
            buang = f"oifname {self.nama}{kartu} numgen random mod 100 < {persen} drop" if persen else ""
            rantai = f"chain lewat {{\ntype filter hook forward priority 0\n{buang}\n}}"
            self._di(ns, "nft", "-f", "-", masukan=f"flush ruleset\ntable ip buruk {{\n{rantai}\n}}\n")

    def laju(self, kbit: int) -> None:
        """Let the line carry so much, each way."""
        for ns, kartu in (("r", "rs"), ("s", "sr")):
            tbf = f"rate {kbit}kbit burst 2kb latency 2s".split()
            self._di(ns, "tc", "qdisc", "replace", "dev", f"{self.nama}{kartu}", "root", "tbf", *tbf)

    @property
    def kendali(self) -> str:
        """How TCP holds back there."""
        return self._di("d", "sysctl", "-n", "net.ipv4.tcp_congestion_control").strip()


@contextlib.contextmanager
def jaringan() -> Iterator[Jaringan]:
    """Make village, two routers and the hub's end. Needs root."""
    nomor = os.getpid() % 200 + 20
    n, jalan = f"eo{nomor}", f"10.77.{nomor}"
    satu = Jaringan(n, f"{jalan}.1")
    try:
        for ns in "drs":
            ip("netns", "add", f"{n}{ns}")
            ip("-n", f"{n}{ns}", "link", "set", "lo", "up")
            satu._di(ns, "sysctl", "-qw", "net.ipv4.ip_forward=1")
        ip("link", "add", f"{n}h", "type", "veth", "peer", "name", f"{n}sh", "netns", f"{n}s")
        for dari, ke in (("d", "r"), ("r", "s")):
            kartu = ("type", "veth", "peer", "name", f"{n}{ke}{dari}", "netns", f"{n}{ke}")
            ip("-n", f"{n}{dari}", "link", "add", f"{n}{dari}{ke}", *kartu)
        for ns, kartu, alamat in ALAMAT:
            di = ("-n", f"{n}{ns}") if ns else ()
            ip(*di, "addr", "add", f"{jalan}.{alamat}/30", "dev", f"{n}{kartu}")
            ip(*di, "link", "set", f"{n}{kartu}", "up", *SATU_SATU)
        ip("route", "add", f"{jalan}.4/30", "via", f"{jalan}.2")
        ip("route", "add", f"{jalan}.8/30", "via", f"{jalan}.2")
        for ns, lewat in (("d", 9), ("r", 5)):
            ip("-n", f"{n}{ns}", "route", "add", "default", "via", f"{jalan}.{lewat}")
        ip("-n", f"{n}s", "route", "add", f"{jalan}.8/30", "via", f"{jalan}.6")
        yield satu
    finally:
        for ns in "drs":
            subprocess.run(["ip", "netns", "del", f"{n}{ns}"], check=False, capture_output=True)
        subprocess.run(["ip", "link", "del", f"{n}h"], check=False, capture_output=True)

"""A slow line is no dead line: what moves may take long, what does not move is given up."""

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from eoffice.kernel.errors import ServiceDown
from eoffice.sinkron.services import sambungan
from eoffice.sinkron.services.sambungan import Sambungan

BADAN = bytes(600_000)
JAWAB = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


class Lambat(threading.Thread):
    """A server that takes in a little at a time, or nothing at all after the beginning."""

    def __init__(self, *, macet: bool) -> None:
        super().__init__(daemon=True)
        self.macet, self.selesai = macet, threading.Event()
        self.pintu = socket.socket()
        self.pintu.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
        self.pintu.bind(("127.0.0.1", 0))
        self.pintu.listen()
        self.alamat = f"http://127.0.0.1:{self.pintu.getsockname()[1]}"

    def run(self) -> None:
        tamu, _ = self.pintu.accept()
        if self.macet:
            self.selesai.wait(10)
        sisa = len(BADAN)
        while not self.macet and sisa > 0:
            sisa -= len(tamu.recv(32_768))
            time.sleep(0.05)
        with suppress(OSError):
            tamu.sendall(JAWAB)
        self.selesai.wait(5)
        tamu.close()


@contextmanager
def bertemu(*, macet: bool) -> Iterator[Sambungan]:
    """Let somebody talk to such a server."""
    server = Lambat(macet=macet)
    server.start()
    garis = Sambungan(server.alamat)
    try:
        yield garis
    finally:
        garis.tutup()
        server.selesai.set()
        server.join(10)
        server.pintu.close()


@pytest.fixture
def sabar(monkeypatch: pytest.MonkeyPatch) -> float:
    """Have less patience than the product has."""
    monkeypatch.setattr(sambungan, "MACET_DETIK", 0.6)
    return 0.6


def test_a_body_that_moves_slowly_is_sent_whole_however_long_it_takes(sabar: float) -> None:
    mulai = time.monotonic()
    with bertemu(macet=False) as garis:
        assert garis.minta("POST", "/x", BADAN).json() == {}
        assert time.monotonic() - mulai > sabar


def test_a_line_on_which_nothing_moves_is_given_up(sabar: float) -> None:
    mulai = time.monotonic()
    with bertemu(macet=True) as garis:
        with pytest.raises(ServiceDown) as putus:
            garis.minta("POST", "/x", BADAN)
        assert time.monotonic() - mulai < 5
    assert dict(putus.value.pesan.params) == {"sebab": "TimeoutError"}


def test_the_kernel_gives_up_as_well_when_nothing_is_confirmed() -> None:
    with bertemu(macet=True) as garis:
        garis._sambungkan()
        batas = garis._sambungan.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
    assert 45_000 <= batas <= 60_000


class Menutup(threading.Thread):
    """A server that answers the first call of its first line, and closes that line in the middle of the second."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.baris: list[str] = []
        self.pintu = socket.create_server(("127.0.0.1", 0))
        self.alamat = f"http://127.0.0.1:{self.pintu.getsockname()[1]}"

    def run(self) -> None:
        with suppress(OSError):
            while True:
                tamu, _ = self.pintu.accept()
                self._layani(tamu)

    def _layani(self, tamu: socket.socket) -> None:
        with tamu:
            while isi := tamu.recv(65_536):
                baris = isi.split(b"\r\n", 1)[0].decode("latin-1")
                if not baris.endswith("HTTP/1.1"):
                    continue  # the rest of a body
                self.baris.append(baris.split()[0])
                if len(self.baris) == 2:
                    tamu.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
                    return
                tamu.sendall(JAWAB)


@pytest.fixture
def menutup() -> Iterator[Menutup]:
    server = Menutup()
    server.start()
    yield server
    server.pintu.close()


@pytest.mark.parametrize("metode", ["GET", "POST"])
def test_a_call_over_a_line_that_was_closed_meanwhile_is_made_again(menutup: Menutup, metode: str) -> None:
    garis = Sambungan(menutup.alamat)
    garis.minta("GET", "/a")
    assert garis.minta(metode, "/b", b"isi" if metode == "POST" else b"").status == 200
    assert menutup.baris == ["GET", metode, metode]
    garis.tutup()


def test_a_piece_is_never_sent_again_blindly_because_some_of_it_may_have_arrived(menutup: Menutup) -> None:
    garis = Sambungan(menutup.alamat)
    garis.minta("GET", "/a")
    with pytest.raises(ServiceDown, match=sambungan.GARIS_PUTUS):
        garis.minta("PATCH", "/b", b"isi")
    assert menutup.baris == ["GET", "PATCH"]
    assert garis.minta("PATCH", "/b", b"isi").status == 200
    garis.tutup()

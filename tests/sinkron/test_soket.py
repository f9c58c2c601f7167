"""Connections over a bad line: tried beside each other, used once, given up without a trace."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from eoffice.sinkron.services import soket
from eoffice.sinkron.services.sambungan import Sambungan

JAWAB = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@pytest.fixture
def pintu() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as satu:
        satu.settimeout(5)
        yield satu


@pytest.fixture
def bisu() -> Iterator[socket.socket]:
    """Somebody whose door is full, so that every further greeting is lost on its way."""
    with contextlib.ExitStack() as semua:
        satu = semua.enter_context(socket.socket())
        satu.bind(("127.0.0.1", 0))
        satu.listen(0)
        for _ in range(3):
            tamu = semua.enter_context(socket.socket())
            tamu.setblocking(False)
            tamu.connect_ex(satu.getsockname())
        yield satu


@pytest.fixture
def dibuat(monkeypatch: pytest.MonkeyPatch) -> list[socket.socket]:
    """Every socket that is made."""
    semua: list[socket.socket] = []

    class Tercatat(socket.socket):
        def __init__(self, *kata: Any, **lain: Any) -> None:
            super().__init__(*kata, **lain)
            semua.append(self)

    monkeypatch.setattr(soket.socket, "socket", Tercatat)
    return semua


def alamat(*semua: socket.socket) -> list[Any]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", satu.getsockname()) for satu in semua]


def menjadi(monkeypatch: pytest.MonkeyPatch, *semua: socket.socket) -> None:
    """Let a name stand for these addresses."""
    monkeypatch.setattr(soket.socket, "getaddrinfo", lambda *_a, **_k: alamat(*semua))


def test_a_good_line_is_tried_once(pintu: socket.socket, dibuat: list[socket.socket]) -> None:
    with soket.buka(pintu.getsockname(), 7) as satu:
        lawan, _ = pintu.accept()
        satu.sendall(b"salam")
        assert (lawan.recv(9), satu.gettimeout()) == (b"salam", 7)
        lawan.close()
    assert len([s for s in dibuat if s.fileno() != -1 or s is satu]) == 1


def test_a_greeting_that_is_lost_does_not_hold_up_the_next(
    pintu: socket.socket, bisu: socket.socket, dibuat: list[socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soket, "JEDA_DETIK", 0.02)
    menjadi(monkeypatch, bisu, pintu)
    with soket.buka(("hub", 1), 7) as satu:
        assert satu.getpeername() == pintu.getsockname()
        yang_kalah = [lain for lain in dibuat if lain is not satu]
        assert len(yang_kalah) >= 1
        assert all(lain.fileno() == -1 for lain in yang_kalah)


def test_no_more_than_a_few_are_tried_and_the_patience_has_an_end(
    bisu: socket.socket, dibuat: list[socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soket, "JEDA_DETIK", 0.01)
    with pytest.raises(TimeoutError):
        soket.buka(bisu.getsockname(), 0.2)
    assert len(dibuat) == soket.SEREMPAK
    assert all(satu.fileno() == -1 for satu in dibuat)


def test_who_refuses_is_not_asked_again(dibuat: list[socket.socket]) -> None:
    with socket.socket() as tertutup:
        tertutup.bind(("127.0.0.1", 0))  # nobody listens
        dibuat.clear()
        with pytest.raises(ConnectionRefusedError):
            soket.buka(tertutup.getsockname(), 7)
    assert len(dibuat) == 1


def test_who_refuses_at_one_address_is_asked_at_the_next(
    pintu: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as tertutup:
        tertutup.bind(("127.0.0.1", 0))
        menjadi(monkeypatch, tertutup, pintu)
        with soket.buka(("hub", 1), 7) as satu:
            assert satu.getpeername() == pintu.getsockname()


def test_a_name_that_is_unknown_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def tidak_ada(*_kata: Any, **_lain: Any) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(soket.socket, "getaddrinfo", tidak_ada)
    with pytest.raises(OSError, match="not known"):
        soket.buka(("tidak.ada", 1), 7)


class TestSiap:
    def test_what_is_lost_is_sent_again_soon_where_the_kernel_can(self) -> None:
        with socket.socket() as satu:
            soket.siapkan(satu)
            try:
                batas = satu.getsockopt(socket.IPPROTO_TCP, soket._TCP_RTO_MAX_MS)
            except OSError:  # an older kernel
                batas = soket.ULANG_MAKS_MS
            assert batas == soket.ULANG_MAKS_MS

    def test_an_older_kernel_is_no_obstacle(self) -> None:
        class Tua:
            dipasang: dict[int, int] = {}  # noqa: RUF012  a stand-in

            def setsockopt(self, _tingkat: int, nama: int, nilai: int) -> None:
                if nama == soket._TCP_RTO_MAX_MS:
                    raise OSError(92, "Protocol not available")
                self.dipasang[nama] = nilai

        soket.siapkan(Tua(), 6)  # type: ignore[arg-type]
        assert Tua.dipasang[socket.TCP_USER_TIMEOUT] == 6000

    def test_a_kernel_that_hurries_itself_is_left_its_time(self) -> None:
        with socket.socket() as satu:
            soket.siapkan(satu, 6)
            batas = satu.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
            with contextlib.suppress(OSError):  # an older kernel
                satu.getsockopt(socket.IPPROTO_TCP, soket._TCP_RTO_MAX_MS)
                batas -= (soket.DIAM_DETIK - 6) * 1000
            assert batas == 6000

    def test_a_broken_line_is_dropped_with_what_lies_in_it(self, pintu: socket.socket) -> None:
        satu = soket.buka(pintu.getsockname(), 7)
        lawan, _ = pintu.accept()
        lawan.settimeout(5)
        soket.putuskan(satu)
        assert satu.fileno() == -1
        with pytest.raises(ConnectionResetError):
            lawan.recv(1)
        lawan.close()


def test_calls_go_over_such_a_connection(pintu: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    dibuka: list[tuple[Any, ...]] = []
    asli = soket.buka

    def buka(*kata: Any) -> socket.socket:
        dibuka.append(kata)
        return asli(*kata)

    monkeypatch.setattr(soket, "buka", buka)

    def layani() -> None:
        tamu, _ = pintu.accept()
        with tamu:
            tamu.recv(9999)
            tamu.sendall(JAWAB)

    utas = threading.Thread(target=layani)
    utas.start()
    garis = Sambungan(f"http://127.0.0.1:{pintu.getsockname()[1]}")
    assert garis.minta("GET", "/a").json() == {}
    assert [kata[0] for kata in dibuka] == [pintu.getsockname()]
    garis.tutup()
    utas.join(5)


def test_patience_is_told_to_a_line_that_stands_and_to_the_next(
    pintu: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    diberi: list[int] = []
    monkeypatch.setattr(soket, "siapkan", lambda _satu, detik: diberi.append(detik))
    garis = Sambungan(f"http://127.0.0.1:{pintu.getsockname()[1]}")
    garis.bersabar(6)
    garis._sambungkan()
    garis.bersabar(24)
    garis.bersabar(600)
    garis.bersabar()
    assert diberi == [6, 24, 45, 45]
    garis.tutup()

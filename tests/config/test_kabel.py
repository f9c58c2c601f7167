"""The cable of the trial: bytes pass, are cut in the middle, and pass again."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.demo import kabel as modul
from config.demo.kabel import Kabel
from config.demo.pg import free_port
from config.demo.proses import is_listening

BANYAK = 3_000_000


def _gema(dari: socket.socket) -> None:
    with dari:
        while isi := dari.recv(65536):
            dari.sendall(isi)


@pytest.fixture
def kabupaten() -> Iterator[int]:
    """Something that says back whatever it hears."""
    with socket.create_server(("127.0.0.1", 0)) as pendengar:

        def layani() -> None:
            while True:
                try:
                    satu, _ = pendengar.accept()
                except OSError:
                    return
                threading.Thread(target=_gema, args=(satu,), daemon=True).start()

        threading.Thread(target=layani, daemon=True).start()
        yield pendengar.getsockname()[1]


@pytest.fixture
def kabel(kabupaten: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kabel:
    monkeypatch.setattr(modul, "JEDA_DETIK", 0.02)
    satu = Kabel(free_port(), kabupaten, tmp_path / "tercabut")
    satu.mulai()
    _tunggu(lambda: is_listening(satu.porta))
    return satu


def _tunggu(benar: object) -> None:
    batas = time.monotonic() + 10
    while not benar():  # type: ignore[operator]
        assert time.monotonic() < batas
        time.sleep(0.02)


def _sambung(kabel: Kabel) -> socket.socket:
    satu = socket.create_connection(("127.0.0.1", kabel.porta), timeout=10)
    satu.settimeout(10)
    return satu


def _bolak_balik(satu: socket.socket, isi: bytes) -> bytes:
    threading.Thread(target=satu.sendall, args=(isi,), daemon=True).start()
    kembali = bytearray()
    while len(kembali) < len(isi) and (bagian := satu.recv(65536)):
        kembali += bagian
    return bytes(kembali)


def _mati(satu: socket.socket) -> bool:
    try:
        return satu.recv(1) == b""
    except ConnectionError:
        return True


def test_every_byte_comes_back_as_it_went(kabel: Kabel) -> None:
    isi = bytes(range(256)) * (BANYAK // 256)
    with _sambung(kabel) as satu:
        assert _bolak_balik(satu, isi) == isi


def test_several_connections_do_not_mix(kabel: Kabel) -> None:
    semua = [_sambung(kabel) for _ in range(5)]
    for nomor, satu in enumerate(semua):
        assert _bolak_balik(satu, bytes([nomor]) * 1000) == bytes([nomor]) * 1000
    for satu in semua:
        satu.close()


def test_pulled_out_it_cuts_what_is_on_its_way(kabel: Kabel) -> None:
    with _sambung(kabel) as satu:
        assert _bolak_balik(satu, b"halo") == b"halo"
        kabel.tercabut.touch()
        assert _mati(satu)


def test_pulled_out_it_lets_nobody_through(kabel: Kabel) -> None:
    kabel.tercabut.touch()
    with _sambung(kabel) as satu:
        assert _mati(satu)


def test_plugged_in_again_it_carries_as_before(kabel: Kabel) -> None:
    kabel.tercabut.touch()
    with _sambung(kabel) as satu:
        assert _mati(satu)
    kabel.tercabut.unlink()
    with _sambung(kabel) as satu:
        assert _bolak_balik(satu, b"halo") == b"halo"


def test_a_regency_that_is_off_ends_the_call_and_not_the_cable(tmp_path: Path) -> None:
    mati = free_port()
    satu = Kabel(free_port(), mati, tmp_path / "tercabut")
    satu.mulai()
    _tunggu(lambda: is_listening(satu.porta))
    for _ in range(2):
        with _sambung(satu) as panggilan:
            assert _mati(panggilan)


def test_who_hangs_up_ends_the_other_side(kabel: Kabel) -> None:
    with _sambung(kabel) as satu:
        assert _bolak_balik(satu, b"x") == b"x"
    _tunggu(lambda: not kabel._jalan)

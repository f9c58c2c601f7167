"""A thread beside the worker's rounds lives on after a defect, and ends with the worker."""

import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs

from config import utas
from config.pengantar import Pengantar
from config.penghubung import Penghubung
from config.utas import UtasPekerja, acak


class Contoh(UtasPekerja):
    """Notes what is asked of it; breaks at the steps it is told."""

    nama = "contoh"

    def __init__(self, rusak: set[int]) -> None:
        super().__init__("32.07.15.2004", threading.Event())
        self.rusak = rusak
        self.kata: list[str] = []

    def langkah(self) -> None:
        self.kata.append(threading.current_thread().name)
        if len(self.kata) in self.rusak:
            raise ZeroDivisionError

    def tunda(self) -> None:
        self.kata.append("tunda")

    @property
    def hidup(self) -> threading.Thread:
        assert self._utas is not None
        return self._utas


@pytest.fixture
def buat(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[set[int]], Contoh]]:
    """Make threads that hurry, and end them."""
    monkeypatch.setattr(utas, "INTIP_DETIK", 0.01)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    semua: list[Contoh] = []

    def satu(rusak: set[int]) -> Contoh:
        semua.append(Contoh(rusak))
        return semua[-1]

    yield satu
    for contoh in semua:
        contoh.berhenti.set()
        if contoh._utas is not None:
            contoh._utas.join(5)


Buat = Callable[[set[int]], Contoh]


def tunggu(benar: Callable[[], bool]) -> None:
    batas = time.monotonic() + 10
    while not benar():
        assert time.monotonic() < batas
        time.sleep(0.01)


def test_steps_follow_each_other_in_a_thread_of_that_name(buat: Buat) -> None:
    satu = buat(set())
    satu.pastikan_jalan()
    tunggu(lambda: len(satu.kata) >= 3)
    assert set(satu.kata) == {"contoh"}


def test_a_living_thread_is_left_alone(buat: Buat) -> None:
    satu = buat(set())
    satu.pastikan_jalan()
    dulu = satu.hidup
    satu.pastikan_jalan()
    assert satu.hidup is dulu
    assert "tunda" not in satu.kata


def test_a_defect_ends_one_thread_and_the_worker_starts_the_next_later(buat: Buat) -> None:
    satu = buat({1})
    with capture_logs() as log:
        satu.pastikan_jalan()
        tunggu(lambda: not satu.hidup.is_alive())
        assert satu.kata == ["contoh"]
        assert log == [], "nobody has looked yet"
        satu.pastikan_jalan()
    assert log == [{"event": "utas_mati", "utas": "contoh", "desa": "32.07.15.2004", "log_level": "critical"}]
    tunggu(lambda: len(satu.kata) >= 4)
    assert satu.kata[:3] == ["contoh", "tunda", "contoh"]


def test_every_death_is_told_and_put_off(buat: Buat) -> None:
    satu = buat({1, 3, 5})
    with capture_logs() as log:
        for _ in range(4):
            satu.pastikan_jalan()
            tunggu(lambda: not satu.hidup.is_alive() or len(satu.kata) > 7)
    assert [baris["event"] for baris in log] == ["utas_mati"] * 3
    assert satu.kata[:6] == ["contoh", "tunda", "contoh", "tunda", "contoh", "tunda"]


def test_it_ends_with_the_worker(buat: Buat) -> None:
    satu = buat(set())
    satu.pastikan_jalan()
    satu.berhenti.set()
    satu.hidup.join(5)
    assert not satu.hidup.is_alive()


def test_it_does_not_keep_the_process_alive(buat: Buat) -> None:
    satu = buat(set())
    satu.pastikan_jalan()
    assert satu.hidup.daemon


def test_its_connection_is_closed_when_it_ends(buat: Buat, monkeypatch: pytest.MonkeyPatch) -> None:
    tutup: list[str] = []
    tiruan = SimpleNamespace(close=lambda: tutup.append(threading.current_thread().name))
    monkeypatch.setattr(utas, "connection", tiruan)
    for rusak in ({1}, set[int]()):
        satu = buat(rusak)
        satu.pastikan_jalan()
        tunggu(lambda satu=satu: bool(satu.kata))  # type: ignore[misc]
        satu.berhenti.set()
        satu.hidup.join(5)
    assert tutup == ["contoh", "contoh"]


def test_both_threads_of_the_worker_are_such_and_have_names_of_their_own() -> None:
    semua = (Penghubung, Pengantar)
    assert all(issubclass(satu, UtasPekerja) for satu in semua)
    assert {satu.nama for satu in semua} == {"penghubung", "pengantar"}
    assert not [satu for satu in semua if "pastikan_jalan" in vars(satu)], "its life is told once"


def test_villages_part_by_chance() -> None:
    semua = {acak() for _ in range(20)}
    assert len(semua) > 10
    assert all(0 <= satu < 1 for satu in semua)

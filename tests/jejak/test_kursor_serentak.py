"""Cursors on committed data: two workers at once, transactions that overlap, a crash between work and cursor."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connections, transaction

from eoffice.jejak import cursors, services
from eoffice.jejak.cursors import lewati, run_once, run_round
from eoffice.jejak.models import Akses, Kursor, Peristiwa
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.jejak.verify import periksa_rantai
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

from .conftest import Batal, banyak, tulis

pytestmark = pytest.mark.serentak


class Penulis:
    """A consumer whose work is a row of the database: what it did is what stands there."""

    def __init__(self, nama: str = "penulis") -> None:
        self.name, self.hanya_sendiri, self.jenis = nama, True, None

    def handle(self, event: PeristiwaTercatat, /) -> None:
        if event.jenis == "uji.orang":
            services.catat_akses(
                pengguna_id=event.agregat_id,
                sasaran=self.name,
                sasaran_id=event.id_peristiwa,
                tindakan=str(event.urut),
            )


def dikerjakan(desa: Desa, nama: str = "penulis") -> list[int]:
    """Return the numbers a consumer worked on, in the order of their numbers."""
    with lingkup(desa.kode):
        return sorted(int(x) for x in Akses.objects.filter(sasaran=nama).values_list("tindakan", flat=True))


def isi(desa: Desa, jumlah: int) -> None:
    with lingkup(desa.kode), transaction.atomic():
        services.catat_banyak(banyak(jumlah), pelaku="sistem")


def utas(*kerja: Callable[[], None]) -> list[BaseException]:
    """Run each in a thread of its own, started together; return what went wrong."""
    galat: list[BaseException] = []
    mulai = threading.Barrier(len(kerja))

    def jalan(satu: Callable[[], None]) -> None:
        try:
            mulai.wait(20)
            satu()
        except BaseException as error:  # noqa: BLE001  a thread's failure is the test's
            galat.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=jalan, args=(satu,)) for satu in kerja]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return galat


def habiskan(desa: Desa, *konsumen: Penulis, batch: int = 3) -> None:
    """Run consumers until a round finds nothing to do."""
    while any(hasil.dikerjakan for hasil in run_round(list(konsumen), [desa.kode], batch=batch)):
        pass


def test_the_same_consumer_in_four_workers_does_each_event_once(cisontrol: Desa) -> None:
    isi(cisontrol, 30)
    assert utas(*[lambda: habiskan(cisontrol, Penulis(), batch=4)] * 4) == []
    habiskan(cisontrol, Penulis())
    assert dikerjakan(cisontrol) == list(range(1, 31))


def test_two_consumers_at_once_have_nothing_to_do_with_each_other(cisontrol: Desa) -> None:
    isi(cisontrol, 20)
    satu, dua = Penulis("satu"), Penulis("dua")
    assert utas(lambda: habiskan(cisontrol, satu, batch=2), lambda: habiskan(cisontrol, dua, batch=7)) == []
    habiskan(cisontrol, satu, dua)
    assert dikerjakan(cisontrol, "satu") == dikerjakan(cisontrol, "dua") == list(range(1, 21))


def test_writers_and_workers_together_lose_and_double_nothing(cisontrol: Desa) -> None:
    """What an auto-increment id with ``id > last`` loses: a lower number that commits after a higher one."""
    selesai = threading.Event()

    def menulis() -> None:
        for nomor in range(12):
            with lingkup(cisontrol.kode):
                tulis(pelaku=f"penulis-{nomor}")
            try:
                with lingkup(cisontrol.kode), transaction.atomic():
                    tulis()
                    raise Batal
            except Batal:
                pass

    def bekerja() -> None:
        while not selesai.is_set():
            habiskan(cisontrol, Penulis(), batch=2)

    def semua_penulis() -> None:
        try:
            assert utas(menulis, menulis, menulis) == []
        finally:
            selesai.set()

    assert utas(semua_penulis, bekerja, bekerja) == []
    habiskan(cisontrol, Penulis())
    assert dikerjakan(cisontrol) == list(range(1, 37))
    assert periksa_rantai(cisontrol.kode).utuh


@pytest.mark.hanya_postgres  # SQLite has one writer at a time
def test_a_worker_goes_on_to_the_next_village_while_another_is_at_the_first(
    cisontrol: Desa, situmandala: Desa
) -> None:
    """Also when nobody was ever there: a cursor that is only being inserted would let the second worker wait."""
    isi(cisontrol, 3)
    isi(situmandala, 3)
    desa = [cisontrol.kode, situmandala.kode]
    di_tengah, boleh = threading.Event(), threading.Event()

    class Lambat(Penulis):
        def handle(self, event: PeristiwaTercatat, /) -> None:
            if event.desa == cisontrol.kode:
                di_tengah.set()
                assert boleh.wait(20)
            super().handle(event)

    def lambat() -> None:
        run_round([Lambat()], desa[:1])

    def cepat() -> None:
        assert di_tengah.wait(20)
        try:
            hasil = run_round([Penulis()], desa)
        finally:
            boleh.set()
        assert [(satu.desa, satu.dikerjakan) for satu in hasil] == [(desa[0], 0), (desa[1], 3)]

    assert utas(lambat, cepat) == []
    assert dikerjakan(cisontrol) == dikerjakan(situmandala) == [1, 2, 3]


@pytest.mark.hanya_postgres  # SQLite has one writer at a time
def test_an_open_transaction_holds_its_number_back_until_it_ends(cisontrol: Desa) -> None:
    """The worker stops before the number that is not committed; the next writer waits for it."""
    isi(cisontrol, 2)
    tertulis, boleh = threading.Event(), threading.Event()

    def lambat() -> None:
        with lingkup(cisontrol.kode):
            assert tulis().urut == 3
            tertulis.set()
            assert boleh.wait(20)

    def lihat() -> None:
        assert tertulis.wait(20)
        habiskan(cisontrol, Penulis())
        assert dikerjakan(cisontrol) == [1, 2]
        boleh.set()
        with lingkup(cisontrol.kode):
            assert tulis().urut == 4

    assert utas(lambat, lihat) == []
    habiskan(cisontrol, Penulis())
    assert dikerjakan(cisontrol) == [1, 2, 3, 4]


@contextmanager
def mati_di(monkeypatch: pytest.MonkeyPatch, nama: str, kali: int) -> Iterator[None]:
    """Let a step of the loop be the last one of this process: nothing after it happens, nothing catches it."""
    step = getattr(cursors, nama)
    sisa = [kali]

    def wrapped(*args: object) -> object:
        hasil = step(*args)
        sisa[0] -= 1
        if sisa[0] == 0:
            raise Mati
        return hasil

    with monkeypatch.context() as sementara:
        sementara.setattr(cursors, nama, wrapped)
        with pytest.raises(Mati):
            yield


class Mati(BaseException):
    """What a kill looks like from inside."""


@pytest.mark.parametrize(
    ("langkah", "kali"),
    [("_pending", 1), ("_attempt", 1), ("_attempt", 3), ("_advance", 1), ("_advance", 5), ("_work", 1)],
)
def test_a_crash_between_work_and_cursor_undoes_the_work_too(
    cisontrol: Desa, monkeypatch: pytest.MonkeyPatch, langkah: str, kali: int
) -> None:
    isi(cisontrol, 9)
    with mati_di(monkeypatch, langkah, kali):
        habiskan(cisontrol, Penulis(), batch=5)
    with lingkup(cisontrol.kode):
        posisi = sum(Kursor.objects.values_list("urut", flat=True))
    assert dikerjakan(cisontrol) == list(range(1, posisi + 1)), "work and cursor stand or fall together"
    habiskan(cisontrol, Penulis())
    assert dikerjakan(cisontrol) == list(range(1, 10))


def test_a_crash_in_one_village_leaves_the_others_done(
    cisontrol: Desa, situmandala: Desa, monkeypatch: pytest.MonkeyPatch
) -> None:
    isi(cisontrol, 3)
    isi(situmandala, 3)
    with mati_di(monkeypatch, "_work", 2):
        run_round([Penulis()], [cisontrol.kode, situmandala.kode])
    assert (dikerjakan(cisontrol), dikerjakan(situmandala)) == ([1, 2, 3], [])
    habiskan(situmandala, Penulis())
    assert dikerjakan(situmandala) == [1, 2, 3]


def test_a_busy_database_is_another_rounds_business(cisontrol: Desa, situmandala: Desa) -> None:
    isi(cisontrol, 2)
    isi(situmandala, 2)

    class Sibuk(Penulis):
        def handle(self, event: PeristiwaTercatat, /) -> None:
            super().handle(event)

    def gagal(*_: object) -> None:
        raise OperationalError("database is locked")

    with pytest.MonkeyPatch.context() as sementara:
        sementara.setattr(cursors, "_pending", gagal)
        assert run_round([Sibuk()], [cisontrol.kode, situmandala.kode]) == []
    habiskan(cisontrol, Sibuk())
    habiskan(situmandala, Sibuk())
    assert dikerjakan(cisontrol) == dikerjakan(situmandala) == [1, 2]


def test_two_people_let_a_consumer_pass_and_one_did(cisontrol: Desa) -> None:
    isi(cisontrol, 3)

    class Beracun(Penulis):
        def handle(self, event: PeristiwaTercatat, /) -> None:
            if event.urut == 2:
                raise ValueError
            super().handle(event)

    with lingkup(cisontrol.kode):
        assert run_once(Beracun()).tertahan == 2
    hasil: list[bool] = []

    def lewat() -> None:
        with lingkup(cisontrol.kode):
            hasil.append(lewati(konsumen="penulis", urut=2, alasan="rusak", pelaku="kades"))

    assert utas(lewat, lewat, lewat) == []
    assert sorted(hasil) == [False, False, True]
    habiskan(cisontrol, Penulis())
    assert dikerjakan(cisontrol) == [1, 3]
    with lingkup(cisontrol.kode):
        assert Peristiwa.objects.filter(jenis="jejak.peristiwa_dilewati").count() == 1

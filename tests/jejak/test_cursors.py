"""Consumers: a durable cursor each, work done once, a poison event stops only its own consumer, visibly."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
import structlog
import time_machine
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.jejak import selectors
from eoffice.jejak.cursors import HasilJalan, lewati, run_once, run_round
from eoffice.jejak.models import Kepala, Kursor
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.kernel import clock
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

from .conftest import POLOS, tulis

SEKARANG = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


class Catat:
    """Remembers what it was given; refuses the numbers in ``racun``."""

    def __init__(
        self, nama: str = "catat", racun: Sequence[int] = (), galat: type[Exception] = ValueError
    ) -> None:
        self.name, self.racun, self.galat = nama, set(racun), galat
        self.hanya_sendiri = True
        self.jenis: frozenset[str] | None = None
        self.dapat: list[int] = []

    def handle(self, event: PeristiwaTercatat, /) -> None:
        if event.urut in self.racun:
            raise self.galat(event.urut)
        self.dapat.append(event.urut)


class Borongan(Catat):
    """The same in batches."""

    def __init__(self, nama: str = "borongan", racun: Sequence[int] = ()) -> None:
        super().__init__(nama, racun)
        self.ukuran: list[int] = []

    def handle_batch(self, events: Sequence[PeristiwaTercatat], /) -> None:
        self.ukuran.append(len(events))
        if self.racun & {satu.urut for satu in events}:
            raise ValueError
        self.dapat += [satu.urut for satu in events]


def _habiskan(konsumen: Catat, batch: int = 4) -> None:
    while run_once(konsumen, batch=batch).dikerjakan:
        pass


def test_events_come_in_order_once_and_to_the_end(panjang: Callable[[int], None]) -> None:
    panjang(10)
    konsumen = Catat()
    assert run_once(konsumen, batch=4) == HasilJalan("catat", "32.07.15.2004", 4)
    _habiskan(konsumen)
    assert konsumen.dapat == list(range(1, 11))
    assert run_once(konsumen).dikerjakan == 0


def test_a_consumer_starts_where_it_stood_before_the_restart(panjang: Callable[[int], None]) -> None:
    panjang(6)
    run_once(Catat(), batch=4)
    sesudah = Catat()
    _habiskan(sesudah)
    assert sesudah.dapat == [5, 6]


def test_consumers_do_not_share_a_cursor(panjang: Callable[[int], None]) -> None:
    panjang(3)
    satu, dua = Catat("satu"), Catat("dua")
    _habiskan(satu)
    _habiskan(dua)
    assert satu.dapat == dua.dapat == [1, 2, 3]


def test_an_event_arrives_whole(di_cisontrol: Desa) -> None:
    ditulis = tulis(revisi=3)
    dapat: list[PeristiwaTercatat] = []

    class Simpan:
        name = "simpan"
        hanya_sendiri = True
        jenis = None

        def handle(self, event: PeristiwaTercatat, /) -> None:
            dapat.append(event)

    run_once(Simpan())
    (satu,) = dapat
    assert (satu.id_peristiwa, satu.desa, satu.jenis, satu.revisi) == (
        ditulis.id_peristiwa,
        di_cisontrol.kode,
        "uji.orang",
        3,
    )
    assert satu.pribadi == {"nama": "Euis", "nik": "3207159000000001"}


def test_nothing_to_do_writes_nothing(di_cisontrol: Desa, django_assert_num_queries: object) -> None:
    tulis()
    _habiskan(Catat())
    with django_assert_num_queries(2):  # type: ignore[operator]
        run_once(Catat())


def test_a_poison_event_stops_its_consumer_there_and_is_shown(panjang: Callable[[int], None]) -> None:
    panjang(8)
    konsumen = Catat(racun=[5])
    with structlog.testing.capture_logs() as log, time_machine.travel(SEKARANG, tick=False):
        hasil = run_once(konsumen)
    assert (hasil.dikerjakan, hasil.tertahan, hasil.sebab) == (4, 5, "ValueError")
    assert [satu["event"] for satu in log] == ["konsumen_tertahan"]
    (keadaan,) = selectors.keadaan_konsumen()
    assert (keadaan.urut, keadaan.tertahan, keadaan.menunggu, keadaan.sebab) == (4, 5, 4, "ValueError")
    assert keadaan.coba_lagi_pada == SEKARANG + timedelta(seconds=2)


def test_the_reason_shown_is_the_message_code_never_free_text(panjang: Callable[[int], None]) -> None:
    panjang(1)

    class Menolak(Catat):
        def handle(self, event: PeristiwaTercatat, /) -> None:
            raise RuleRefused(Pesan("surat.berkas_kurang", nama="KTP"))

    assert run_once(Menolak()).sebab == "surat.berkas_kurang {'nama': 'KTP'}"

    class Bocor(Catat):
        def handle(self, event: PeristiwaTercatat, /) -> None:
            raise ValueError("NIK 3207159000000001")

    assert run_once(Bocor("bocor")).sebab == "ValueError"


def test_a_stopped_consumer_waits_longer_each_time_and_goes_on_when_mended(
    panjang: Callable[[int], None],
) -> None:
    panjang(3)
    konsumen = Catat(racun=[2])
    with time_machine.travel(SEKARANG, tick=False) as jam:
        assert run_once(konsumen).tertahan == 2
        for tunggu in (2, 4, 8, 16):
            jam.shift(timedelta(seconds=tunggu - 1))
            assert run_once(konsumen) == HasilJalan("catat", "32.07.15.2004"), "too early"
            jam.shift(timedelta(seconds=1))
            assert run_once(konsumen).tertahan == 2
        konsumen.racun = set()
        jam.shift(timedelta(hours=1))
        assert run_once(konsumen).dikerjakan == 2
    assert selectors.keadaan_konsumen()[0].tertahan is None


def test_the_wait_has_a_longest(panjang: Callable[[int], None]) -> None:
    panjang(1)
    Kursor(konsumen="catat", epoch=Kepala.objects.get().epoch, gagal_kali=5000).save()
    with time_machine.travel(SEKARANG, tick=False):
        run_once(Catat(racun=[1]))
        assert Kursor.objects.get().coba_lagi_pada == SEKARANG + timedelta(hours=1)


def test_a_clock_set_back_does_not_put_a_consumer_to_sleep(panjang: Callable[[int], None]) -> None:
    panjang(2)
    konsumen = Catat(racun=[1])
    with time_machine.travel(SEKARANG, tick=False):
        run_once(konsumen)
    konsumen.racun = set()
    with time_machine.travel(SEKARANG - timedelta(days=365), tick=False):
        assert run_once(konsumen).dikerjakan == 2


def test_the_poisoned_ones_work_is_undone_but_what_came_before_stays(di_cisontrol: Desa) -> None:
    tulis()
    tulis()

    class Setengah(Catat):
        def handle(self, event: PeristiwaTercatat, /) -> None:
            tulis(pelaku=f"hasil-{event.urut}")
            super().handle(event)

    run_once(Setengah(racun=[2]), batch=2)
    pelaku = {satu.pelaku for satu in selectors.sesudah(Kepala.objects.get().epoch, 2, 10)}
    assert pelaku == {"hasil-1"}


def test_one_poison_event_does_not_hold_up_others(cisontrol: Desa, situmandala: Desa) -> None:
    desa = [cisontrol.kode, situmandala.kode]
    for kode in desa:
        with lingkup(kode):
            for _ in range(3):
                tulis()
    sakit, sehat = Catat("sakit", racun=[1]), Catat("sehat")
    hasil = run_round([sakit, sehat], desa)
    assert [(satu.konsumen, satu.desa, satu.dikerjakan, satu.tertahan) for satu in hasil] == [
        ("sakit", desa[0], 0, 1),
        ("sehat", desa[0], 3, None),
        ("sakit", desa[1], 0, 1),
        ("sehat", desa[1], 3, None),
    ]
    assert sehat.dapat == [1, 2, 3, 1, 2, 3]


def test_batches_are_fast_and_after_a_failure_name_the_culprit(panjang: Callable[[int], None]) -> None:
    panjang(9)
    konsumen = Borongan(racun=[7])
    with time_machine.travel(SEKARANG, tick=False) as jam:
        assert run_once(konsumen, batch=5).dikerjakan == 5
        assert run_once(konsumen, batch=5).tertahan == 6, "the whole batch failed"
        jam.shift(timedelta(minutes=1))
        hasil = run_once(konsumen, batch=5)
        assert (hasil.dikerjakan, hasil.tertahan) == (1, 7), "now one by one"
    assert konsumen.ukuran == [5, 4, 1, 1]
    assert konsumen.dapat == [1, 2, 3, 4, 5, 6]


def test_a_person_may_let_a_consumer_pass_and_that_is_recorded(panjang: Callable[[int], None]) -> None:
    panjang(3)
    konsumen = Catat(racun=[2])
    run_once(konsumen)
    assert not lewati(konsumen="catat", urut=3, alasan="salah nomor", pelaku="kades")
    assert not lewati(konsumen="lain", urut=2, alasan="salah nama", pelaku="kades")
    assert lewati(konsumen="catat", urut=2, alasan="baris lama rusak", pelaku="kades")
    assert not lewati(konsumen="catat", urut=2, alasan="dua kali", pelaku="kades")
    _habiskan(konsumen)
    assert konsumen.dapat == [1, 3, 4]
    terakhir = selectors.sesudah(Kepala.objects.get().epoch, 3, 5)
    assert [satu.jenis for satu in terakhir] == ["jejak.peristiwa_dilewati"]
    assert (terakhir[0].publik["urut"], terakhir[0].pribadi) == (2, {"alasan": "baris lama rusak"})


def test_a_new_epoch_follows_when_the_old_one_is_done(di_cisontrol: Desa) -> None:
    tulis()
    Kepala.objects.update(ditutup_pada=clock.now())
    tulis()
    tulis()
    konsumen = Catat()
    _habiskan(konsumen)
    assert konsumen.dapat == [1, 1, 2]
    assert Kursor.objects.count() == 2


class Mati(BaseException):
    """What a kill looks like from inside: nothing may catch it."""


def test_a_killed_run_moves_nothing_and_is_done_again(panjang: Callable[[int], None]) -> None:
    panjang(5)

    class Terbunuh(Catat):
        def handle(self, event: PeristiwaTercatat, /) -> None:
            if event.urut == 4:
                raise Mati
            super().handle(event)

    with pytest.raises(Mati), transaction.atomic():
        run_once(Terbunuh())
    assert all(satu.urut == 0 for satu in Kursor.objects.all())
    sesudah = Catat()
    _habiskan(sesudah)
    assert sesudah.dapat == [1, 2, 3, 4, 5]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    langkah=st.lists(st.tuples(st.sampled_from(["tulis", "jalan"]), st.integers(1, 7)), max_size=14),
    racun=st.sets(st.integers(1, 20), max_size=3),
)
def test_whatever_the_interleaving_each_event_is_handled_once_in_order(
    di_cisontrol: Desa, langkah: list[tuple[str, int]], racun: set[int]
) -> None:
    Kursor.objects.all().delete()
    konsumen = Catat(racun=tuple(racun))
    for apa, jumlah in langkah:
        if apa == "tulis":
            for _ in range(jumlah):
                tulis()
        else:
            run_once(konsumen, batch=jumlah)
        Kursor.objects.update(coba_lagi_pada=None)
    konsumen.racun = set()
    _habiskan(konsumen)
    ada = Kepala.objects.get().urut if Kepala.objects.exists() else 0
    assert konsumen.dapat == list(range(1, ada + 1))


class Pilih(Borongan):
    """A consumer that has to do with one type only."""

    def __init__(self, racun: Sequence[int] = ()) -> None:
        super().__init__("pilih", racun)
        self.jenis = frozenset({"uji.polos"})


def _campur(banyak: int) -> None:
    """Write a stream of which every third event is of the other type."""
    for nomor in range(1, banyak + 1):
        if nomor % 3:
            tulis()
        else:
            tulis(jenis=POLOS, publik={"nilai": nomor}, pribadi={})


def test_events_of_other_types_are_passed_unread(di_cisontrol: Desa) -> None:
    _campur(11)
    konsumen = Pilih()
    assert [run_once(konsumen, batch=5).dikerjakan for _ in range(4)] == [5, 5, 1, 0]
    assert konsumen.dapat == [3, 6, 9]
    assert Kursor.objects.get().urut == 11


def test_a_consumer_with_nothing_of_its_own_in_a_batch_goes_on_to_the_next(di_cisontrol: Desa) -> None:
    _campur(3)
    konsumen = Pilih()
    assert run_once(konsumen, batch=2).dikerjakan == 2
    assert (konsumen.ukuran, Kursor.objects.get().urut) == ([], 2)
    assert run_once(konsumen, batch=2).dikerjakan == 1
    assert konsumen.dapat == [3]


def test_a_poison_event_is_named_by_its_own_number_and_waits_longer_each_time(di_cisontrol: Desa) -> None:
    _campur(7)
    konsumen = Pilih(racun=[6])
    with time_machine.travel(SEKARANG, tick=False) as jam:
        assert run_once(konsumen) == HasilJalan("pilih", di_cisontrol.kode, 2, 3, "ValueError")
        jam.shift(timedelta(seconds=2))
        assert run_once(konsumen) == HasilJalan("pilih", di_cisontrol.kode, 3, 6, "ValueError"), "one by one"
        for kali in (2, 3):
            jam.shift(timedelta(hours=1))
            assert run_once(konsumen).tertahan == 6
            assert Kursor.objects.get().gagal_kali == kali
    assert konsumen.dapat == [3]
    assert lewati(konsumen="pilih", urut=6, alasan="rusak", pelaku="kades")
    assert run_once(konsumen).tertahan is None
    assert Kursor.objects.get().urut == 8, "also past the event that tells of it"


def test_a_round_asks_twice_of_a_village_where_nothing_is_new(
    cisontrol: Desa, django_assert_num_queries: object
) -> None:
    with lingkup(cisontrol.kode):
        tulis()
    semua = [Catat("satu"), Catat("dua"), Catat("tiga")]
    run_round(semua, [cisontrol.kode])
    lingkup_sql = 4 if connection.vendor == "postgresql" else 0  # a savepoint and the village, told twice
    with django_assert_num_queries(2 + lingkup_sql):  # type: ignore[operator]
        assert [satu.dikerjakan for satu in run_round(semua, [cisontrol.kode])] == [0, 0, 0]

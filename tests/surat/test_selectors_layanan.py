"""How the promise is really kept: counted from issued letters of this village, in office hours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from eoffice.kernel.ids import new_id
from eoffice.surat.models import Permohonan, Surat
from eoffice.surat.rules.alur import Status
from eoffice.surat.rules.janji import JamKerja
from eoffice.surat.rules.standar import Kinerja
from eoffice.surat.selectors.layanan import TERAKHIR, kinerja
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

KERJA = JamKerja(ZoneInfo("Asia/Jakarta"))
KINI = datetime(2026, 11, 20, 3, tzinfo=UTC)  # Friday, 10.00 in the office
JAM = timedelta(hours=1)


def tujuh(_: str) -> int:
    """Promise a day for every type."""
    return 7


def terbit(lama: timedelta, pada: datetime, banyak: int = 1, jenis: str = "sku") -> None:
    """Store letters that were issued at a moment, after so long."""
    for _ in range(banyak):
        permohonan = Permohonan.objects.create(
            id=new_id(),
            tiket=str(new_id())[-12:],
            jenis=jenis,
            penduduk_id=new_id(),
            nama="Euis",
            kunci_kirim=new_id(),
            diajukan_pada=pada - lama,
        )
        Surat.objects.create(
            id=new_id(),
            permohonan=permohonan,
            status=Status.TERBIT.value,
            sejak=pada,
            nomor="1",
            sha256="a" * 64,
            terbit_pada=pada,
        )


@pytest.mark.django_db
def test_time_runs_in_office_hours_only(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        terbit(17 * JAM, KINI - JAM, 5)  # from 16.00 the day before, when it was closed, until 9.00: one hour
        assert kinerja(KINI, KERJA, tujuh) == Kinerja(5, JAM, 100)


@pytest.mark.django_db
def test_old_letters_those_ahead_and_those_not_issued_do_not_count(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        terbit(JAM, KINI - timedelta(days=91), 9)
        terbit(JAM, KINI + timedelta(days=400), 9)  # a clock that was wrong then
        terbit(JAM, KINI, 4)
        Surat.objects.filter(terbit_pada=KINI).update(terbit_pada=None, status=Status.DIAJUKAN.value)
        assert kinerja(KINI, KERJA, tujuh) == Kinerja(0, None, None)


@pytest.mark.django_db
def test_the_newest_count_when_there_are_many(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        terbit(timedelta(days=7), KINI - timedelta(days=20), 3)
        terbit(JAM, KINI, TERAKHIR)
        assert kinerja(KINI, KERJA, tujuh) == Kinerja(TERAKHIR, JAM, 100)


@pytest.mark.django_db
def test_another_village_keeps_its_own_figures(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(situmandala.kode):
        terbit(JAM, KINI, 9)
    with lingkup(cisontrol.kode):
        assert kinerja(KINI, KERJA, tujuh).banyak == 0


@pytest.mark.django_db
def test_each_type_is_measured_by_its_own_promise(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        terbit(2 * JAM, KINI, 3)
        terbit(2 * JAM, KINI, 1, "sktm")
        terbit(2 * JAM, KINI, 1, "lama_tiada")
        janji = {"sku": 2, "sktm": 1}
        assert kinerja(KINI, KERJA, lambda kode: janji.get(kode, 7)) == Kinerja(5, 2 * JAM, 80)

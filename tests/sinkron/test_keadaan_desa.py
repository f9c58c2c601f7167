"""What the light of a village is lit by, read from its tables; the light then promises no more than they prove."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.proyeksi import PROYEKSI
from eoffice.jejak.aliran import cabangkan, kunci_aliran, ujung
from eoffice.jejak.selectors import saat_sesudah
from eoffice.kernel.ids import new_id
from eoffice.sinkron.models import BerkasAntar, Karantina, Pencocokan, TandaTerima
from eoffice.sinkron.rules.lampu import Keadaan, Warna, lampu
from eoffice.sinkron.rules.salam import Ujung
from eoffice.sinkron.selectors import (
    _TABEL,
    belum_di_seberang,
    belum_dikonfirmasi,
    berkas_belum_tiba,
    keadaan,
    keadaan_rinci,
)
from tests.jejak.conftest import POLOS, tulis

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("di_cisontrol")]
PAGI = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def aliran() -> UUID:
    """Five events, written one an hour from PAGI on."""
    for jam in range(5):
        with time_machine.travel(PAGI + timedelta(hours=jam), tick=False):
            satu = tulis()
    return satu.epoch


def resi(epoch: UUID, urut: int, pada: datetime = PAGI, digest: str | None = None) -> None:
    kini = ujung(epoch)
    assert kini is not None
    isi = {"urut": urut, "digest": digest or (kini.digest if kini.urut == urut else "0" * 64)}
    TandaTerima.objects.update_or_create(epoch=epoch, defaults=isi | {"isi": b"x", "pada": pada})


def banding(epoch: UUID, urut: int, pada: datetime, **tabel: str) -> None:
    """Remember a comparison: ``sama``, ``beda`` or ``tanpa`` by table."""
    for nama, hasil in tabel.items():
        sini = {"sama": "a" * 64, "beda": "b" * 64, "tanpa": ""}[hasil]
        isi: dict[str, Any] = {"digest": sini, "digest_pemilik": "a" * 64, "pada": pada}
        Pencocokan(epoch=epoch, urut=urut, tabel=nama, berbeda=[1] if hasil == "beda" else [], **isi).save()


def berkas(*, ditunggu: bool, selesai: bool = False) -> str:
    sha256 = uuid4().hex * 2
    BerkasAntar(
        sha256=sha256, ditunggu=ditunggu, disebut_pada=PAGI, selesai_pada=PAGI if selesai else None
    ).save()
    return sha256


def tahan(*, selesai: bool = False) -> None:
    satu = new_id()
    Karantina(
        epoch=satu, urut=1, id_peristiwa=satu, jenis="surat.surat", agregat="surat", agregat_id=satu,
        sebab="sinkron.ditarik", sejak=PAGI, selesai_pada=PAGI if selesai else None,
    ).save()  # fmt: skip


def warna(isi: Keadaan) -> Warna:
    return lampu(isi, PAGI + timedelta(hours=9)).warna


def test_a_village_that_never_met_knows_only_its_own_head(aliran: UUID) -> None:
    isi = keadaan()
    kepala = ujung(aliran)
    assert kepala is not None
    assert isi == Keadaan([Ujung(aliran, 5, kepala.digest)], {}, 0, 0, None, None)
    assert warna(isi) is Warna.KUNING


def test_green_wants_the_receipt_of_the_head_and_an_equal_comparison(aliran: UUID) -> None:
    saat = PAGI + timedelta(hours=8)
    resi(aliran, 5, saat)
    assert warna(keadaan()) is Warna.KUNING
    banding(aliran, 4, saat, surat="sama", penduduk="sama")
    isi = keadaan()
    assert (isi.kontak, isi.sampai, isi.cocok, isi.cocok_pada) == (saat, saat, True, saat)
    assert warna(isi) is Warna.HIJAU
    tulis()
    assert warna(keadaan()) is Warna.KUNING, "a new event is not covered yet"


def test_a_receipt_for_another_chain_of_the_same_length_is_not_green(aliran: UUID) -> None:
    resi(aliran, 5, PAGI + timedelta(hours=8), digest="f" * 64)
    banding(aliran, 4, PAGI + timedelta(hours=8), surat="sama")
    assert warna(keadaan()) is Warna.KUNING


def test_everything_before_the_first_uncovered_event_is_in_step(aliran: UUID) -> None:
    resi(aliran, 3, PAGI + timedelta(hours=8))
    assert keadaan().sampai == PAGI + timedelta(hours=3), "the fourth event happened then, and is not there"
    resi(aliran, 3, PAGI + timedelta(hours=1))
    assert keadaan().sampai == PAGI + timedelta(hours=1), "what came after the receipt nobody has confirmed"


@pytest.mark.parametrize(
    ("tabel", "hasil"),
    [
        ({"a": "sama", "b": "sama"}, True),
        ({"a": "sama", "b": "beda"}, False),
        ({"a": "sama", "b": "tanpa"}, None),
        ({"a": "beda", "b": "tanpa"}, False),
    ],
)
def test_a_comparison_is_equal_only_as_a_whole(
    aliran: UUID, tabel: dict[str, str], hasil: bool | None
) -> None:
    banding(aliran, 2, PAGI, **tabel)
    assert (keadaan().cocok, keadaan().cocok_pada) == (hasil, PAGI)


def test_the_last_comparison_counts(aliran: UUID) -> None:
    banding(aliran, 2, PAGI, a="beda")
    banding(aliran, 4, PAGI + timedelta(hours=1), a="sama", b="sama")
    assert keadaan().cocok is True
    banding(aliran, 5, PAGI + timedelta(hours=2), a="sama", b="beda")
    assert keadaan().cocok is False


def test_what_the_regency_compared_of_its_own_says_nothing_about_ours(aliran: UUID) -> None:
    asing = kunci_aliran(uuid4()).epoch
    banding(aliran, 2, PAGI, a="beda")
    banding(asing, 1, PAGI + timedelta(hours=1), a="sama")
    assert keadaan().cocok is False


def test_a_branch_left_at_a_fork_is_asked_of_nobody(aliran: UUID) -> None:
    resi(aliran, 3, PAGI + timedelta(hours=8))
    baru = cabangkan(aliran, 3)
    isi = keadaan()
    assert [satu.epoch for satu in isi.milik] == [baru.epoch]
    assert sum(satu.urut for satu in isi.milik) == belum_dikonfirmasi() == 2
    resi(baru.epoch, 2, PAGI + timedelta(hours=8))
    banding(baru.epoch, 2, PAGI + timedelta(hours=8), a="sama")
    assert warna(keadaan()) is Warna.HIJAU


def test_waiting_is_counted_by_kind(aliran: UUID) -> None:
    for _ in range(2):
        tulis(jenis=POLOS, publik={"nilai": 1}, pribadi={})
    resi(aliran, 4)
    assert keadaan_rinci() == (keadaan(), {"uji.orang": 1, "uji.polos": 2})
    resi(aliran, 7)
    assert keadaan_rinci() == (keadaan(), {})


def test_files_out_and_in_are_told_apart(aliran: UUID) -> None:
    del aliran
    berkas(ditunggu=False), berkas(ditunggu=False, selesai=True)
    datang, tiba = berkas(ditunggu=True), berkas(ditunggu=True, selesai=True)
    assert (keadaan().berkas_menunggu, keadaan().berkas_ditunggu) == (1, 1)
    berkas(ditunggu=True), berkas(ditunggu=True)
    assert (keadaan().berkas_menunggu, keadaan().berkas_ditunggu) == (1, 3)
    assert berkas_belum_tiba([datang, tiba, "0" * 64]) == {datang}
    assert berkas_belum_tiba([]) == set()


def test_a_thing_is_over_there_when_its_last_event_and_its_files_are(aliran: UUID) -> None:
    surat = new_id()
    akhir = [tulis(agregat_id=surat, revisi=n).urut for n in (1, 2)][-1]
    tulis()
    keluar = berkas(ditunggu=False)
    assert belum_di_seberang(surat, [])
    resi(aliran, akhir - 1)
    assert belum_di_seberang(surat, [])
    resi(aliran, akhir)
    assert not belum_di_seberang(surat, [])
    assert belum_di_seberang(surat, [keluar])
    assert not belum_di_seberang(surat, ["0" * 64])


def test_the_light_costs_few_statements_however_much_there_is(aliran: UUID) -> None:
    resi(aliran, 3)
    for n in range(1, 30):
        banding(aliran, n, PAGI + timedelta(minutes=n), **{f"t{k}": "sama" for k in range(12)})
        berkas(ditunggu=False)
    for tanya in (keadaan, keadaan_rinci):
        with CaptureQueriesContext(connection) as kueri:
            tanya()
        assert len(kueri) == 5


def test_all_tables_of_a_comparison_are_read_at_once() -> None:
    """A comparison of more tables than are read would hide the one that differs."""
    assert len(PROYEKSI) < _TABEL


def test_what_is_set_aside_is_counted_until_it_is_settled(aliran: UUID) -> None:
    del aliran
    tahan(), tahan(), tahan(selesai=True)
    assert keadaan().tertahan == 2


def test_in_step_until_the_earliest_of_several_kinds(aliran: UUID) -> None:
    """Asked briefly and asked in detail it is the same moment."""
    resi(aliran, 2, PAGI + timedelta(days=9))
    tulis(jenis=POLOS, publik={"nilai": 1}, pribadi={})
    singkat, (rinci, menurut) = keadaan(), keadaan_rinci()
    assert singkat == rinci
    assert singkat.sampai == saat_sesudah(aliran, 2)
    assert sum(menurut.values()) == 4
    assert saat_sesudah(aliran, 6) is None

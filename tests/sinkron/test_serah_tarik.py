"""A family is given, written, taken back and given again between two real installations, with lines down between."""

from collections.abc import Callable
from uuid import UUID

import pytest

from eoffice.jejak.models import Kursor
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.sinkron.models import Karantina
from eoffice.sinkron.services import cocok, tarik
from eoffice.sinkron.services.cocok import catat_titik
from eoffice.sinkron.services.perbaikan import Letak, Temuan, perbaiki
from eoffice.sinkron.services.sesi import jalankan
from tests.sinkron.mesin import Mesin
from tests.sinkron.serah_uji import PROYEKSI, Serah, cerita, isi, keadaan, terapkan, tertahan

pytestmark = pytest.mark.hanya_sqlite  # disks are copied as files
DITARIK = "sinkron.ditarik"


@pytest.fixture
def serah(buat_mesin: Callable[[str], Mesin]) -> Serah:
    """A village with a server of its own, and the regency."""
    return Serah(buat_mesin("desa"), buat_mesin("kabupaten"))


def cocok_semua(serah: Serah) -> bool:
    """Compare all rows at a checkpoint of the village, as both sides do every day."""
    titik = serah.node.di_sini(catat_titik, (PROYEKSI,), pelaku="uji")
    serah.bertemu()
    (hasil,) = serah.hub.di_sini(cocok.hasil_titik, titik)
    return bool(hasil.digest == hasil.digest_pemilik)


@pytest.fixture
def terlambat(serah: Serah) -> tuple[Serah, UUID]:
    """The village wrote twice while nobody heard of it, and the regency took the family back meanwhile."""
    satu = serah.diterima()
    serah.di_desa(satu, "Jalan Satu", "Jalan Dua")
    serah.tarik(satu)
    serah.bertemu(2)
    return serah, satu


def test_the_village_accepts_once_and_both_sides_know_it(serah: Serah) -> None:
    satu = serah.diterima()
    assert serah.kedua(keadaan, satu) == (("sini", 1), ("sana", 1))
    serah.bertemu(2)
    assert [(m, e, r) for _, m, e, r, _ in serah.hub.di_sini(cerita, satu)] == [
        ("give", 1, 1),
        ("accept", 1, 1),
    ]
    assert cocok_semua(serah)


def test_work_of_the_village_after_the_recall_is_set_aside_and_the_village_is_told(
    terlambat: tuple[Serah, UUID],
) -> None:
    serah, satu = terlambat
    assert serah.kedua(keadaan, satu) == (("ditarik", 2), ("sini", 2))
    assert serah.kedua(isi) == ({satu: (1, "")}, {satu: (1, "")})
    assert serah.kedua(tertahan) == ([], [DITARIK, DITARIK])
    with pytest.raises(RuleRefused) as salah:
        serah.di_desa(satu, "Jalan Tiga")
    assert salah.value.pesan.kode == "jejak.ditarik"
    assert serah.node.di_sini(isi) == {satu: (1, "")}
    assert cocok_semua(serah)


def test_the_regency_goes_on_while_late_work_waits(terlambat: tuple[Serah, UUID]) -> None:
    serah, satu = terlambat
    serah.di_kabupaten(satu, "Jalan Kabupaten")
    serah.bertemu(2)
    assert serah.kedua(isi) == ({satu: (2, "Jalan Kabupaten")},) * 2
    assert serah.kedua(tertahan) == ([], [DITARIK, DITARIK])
    assert cocok_semua(serah)


def test_the_village_s_last_word_is_taken_over_on_both_sides(terlambat: tuple[Serah, UUID]) -> None:
    serah, satu = terlambat
    (karya,) = serah.hub.di_sini(tarik.karya_desa)
    assert (karya.agregat_id, karya.jumlah, karya.terakhir.pribadi["alamat"]) == (satu, 2, "Jalan Dua")
    assert serah.pakai(satu) == 4
    serah.bertemu(2)
    assert serah.kedua(isi) == ({satu: (4, "Jalan Dua")},) * 2
    assert serah.kedua(tertahan) == ([], [])
    serah.di_kabupaten(satu, "Jalan Lima")
    serah.bertemu(2)
    assert serah.kedua(isi) == ({satu: (5, "Jalan Lima")},) * 2
    assert cocok_semua(serah)


def test_left_alone_the_village_s_work_changes_nothing(terlambat: tuple[Serah, UUID]) -> None:
    serah, satu = terlambat
    assert serah.biarkan(satu) == 2
    serah.bertemu(2)
    assert serah.kedua(isi) == ({satu: (1, "")},) * 2
    assert serah.kedua(tertahan) == ([], [])


def test_given_again_the_village_writes_on(terlambat: tuple[Serah, UUID]) -> None:
    serah, satu = terlambat
    with pytest.raises(RuleRefused) as salah:
        serah.beri_lagi(satu)
    assert salah.value.pesan.kode == "sinkron.karya_belum_diputuskan"
    serah.pakai(satu)
    serah.beri_lagi(satu)
    serah.bertemu(2)
    assert serah.kedua(keadaan, satu) == (("sini", 3), ("sana", 3))
    serah.di_desa(satu, "Jalan Lima")
    serah.bertemu(2)
    assert serah.kedua(isi) == ({satu: (5, "Jalan Lima")},) * 2
    assert cocok_semua(serah)


def test_what_the_regency_had_before_the_recall_is_old_news_when_told_again(serah: Serah) -> None:
    satu = serah.diterima()
    serah.node.cadangkan()
    serah.di_desa(satu, "Jalan Satu")
    serah.bertemu()
    serah.node.pulihkan(0)
    serah.di_desa(satu, "Jalan Satu")
    serah.tarik(satu)
    serah.bertemu(3)
    assert serah.kedua(keadaan, satu) == (("ditarik", 2), ("sini", 2))
    assert serah.kedua(isi) == ({satu: (2, "Jalan Satu")},) * 2
    assert serah.kedua(tertahan) == ([], [])


def test_a_recall_that_overtakes_the_give_ends_with_the_regency(serah: Serah) -> None:
    satu = serah.beri()
    serah.tarik(satu)
    serah.bertemu(2)
    assert serah.kedua(keadaan, satu) == (("ditarik", 2), ("sini", 2))
    serah.bertemu(2)
    assert serah.hub.di_sini(keadaan, satu) == ("sini", 2), "an acceptance that is over moves nothing"
    assert serah.kedua(tertahan) == ([], [])


def test_what_is_on_its_way_is_no_difference(serah: Serah) -> None:
    satu = serah.diterima()
    di_jalan = serah.beri(2)
    titik = serah.node.di_sini(catat_titik, (PROYEKSI,), pelaku="uji")
    serah.bertemu()
    (hasil,) = serah.hub.di_sini(cocok.hasil_titik, titik)
    assert hasil.digest == hasil.digest_pemilik
    serah.bertemu()
    assert set(serah.node.di_sini(isi)) == {satu, di_jalan}
    assert cocok_semua(serah)


def test_a_repair_of_the_village_does_not_reach_what_was_taken_back(serah: Serah) -> None:
    """The village, not knowing yet, repairs the row; the row of the regency stays."""
    satu = serah.diterima()
    serah.di_desa(satu, "Jalan Satu")
    serah.tarik(satu)
    serah.node.di_sini(terapkan)
    temuan = [Temuan(PROYEKSI.jenis.nama, satu, Letak.SANA, 2, 1)]
    serah.node.di_sini(perbaiki, temuan, (PROYEKSI,), pelaku="uji")
    serah.bertemu(2)
    assert serah.kedua(isi) == ({satu: (1, "")},) * 2
    assert serah.hub.di_sini(tertahan) == [DITARIK]


def test_decided_once_it_is_not_asked_again_when_told_in_a_new_epoch(serah: Serah) -> None:
    """What was decided stands under the number it had then; told again under another one it is the same event."""
    satu = serah.diterima()
    serah.di_desa(satu, "Jalan Satu")
    serah.tarik(satu)
    serah.node.di_sini(jalankan, serah.kabel, serah.node.diri)
    serah.hub.di_sini(terapkan)
    assert serah.biarkan(satu) == 1

    def diceritakan_lagi() -> None:
        Kursor.objects.all().delete()
        Karantina.objects.update(epoch=new_id())
        terapkan()

    serah.hub.di_sini(diceritakan_lagi)
    assert serah.hub.di_sini(tertahan) == []


def test_the_village_answers_for_what_it_accepted(serah: Serah) -> None:
    """From the acceptance on its row is compared, also while it changed nothing yet."""
    serah.diterima()
    serah.node.di_sini(lambda: PROYEKSI.tabel.objects.update(alamat="diubah"))
    assert not cocok_semua(serah)


def test_heard_again_from_the_beginning_nothing_moves(terlambat: tuple[Serah, UUID]) -> None:
    serah, satu = terlambat
    serah.pakai(satu)
    serah.beri_lagi(satu)
    serah.bertemu(2)
    serah.di_desa(satu, "Jalan Lima")
    serah.bertemu(2)
    semula = serah.kedua(isi), serah.kedua(keadaan, satu), serah.kedua(cerita)
    for mesin in (serah.node, serah.hub):
        mesin.di_sini(lambda: Kursor.objects.all().delete())
    serah.bertemu(2)
    assert (serah.kedua(isi), serah.kedua(keadaan, satu), serah.kedua(cerita)) == semula
    assert serah.kedua(tertahan) == ([], [])


SELALU = (2, 3, 5)
"""The moments of every run; ``make test-long`` asks the others as well."""
SAAT = ("before the give", "given", "accepted", "written", "recalled", "decided", "given again")


@pytest.mark.parametrize(
    "saat",
    [
        pytest.param(nomor, id=kata.replace(" ", "-"), marks=() if nomor in SELALU else pytest.mark.lama)
        for nomor, kata in enumerate(SAAT)
    ],
)
@pytest.mark.parametrize("sisi", ["desa", "kabupaten"])
def test_a_disk_put_back_at_any_moment_ends_where_it_would_have(serah: Serah, sisi: str, saat: int) -> None:
    """One side loses everything since that moment, then meets the other, and the story goes on to its end."""
    mesin = serah.node if sisi == "desa" else serah.hub
    satu = UUID(int=0)

    def beri() -> None:
        nonlocal satu
        satu = serah.beri()

    babak: list[Callable[[], object]] = [
        beri,
        serah.bertemu,
        lambda: (serah.di_desa(satu, "Jalan Satu"), serah.bertemu()),
        lambda: serah.di_desa(satu, "Jalan Dua"),
        lambda: (serah.tarik(satu), serah.bertemu(2)),
        lambda: (serah.pakai(satu), serah.bertemu(2)),
        lambda: (serah.beri_lagi(satu), serah.bertemu(2)),
    ]
    for nomor, lakukan in enumerate(babak):
        if nomor == saat:
            mesin.cadangkan()
        lakukan()
    serah.bertemu()
    mesin.pulihkan(0)
    serah.bertemu(3)
    assert serah.kedua(keadaan, satu) == (("sini", 3), ("sana", 3))
    assert serah.kedua(isi) == ({satu: (4, "Jalan Dua")},) * 2
    serah.di_desa(satu, "Jalan Lima")
    serah.bertemu(2)
    assert serah.kedua(isi) == ({satu: (5, "Jalan Lima")},) * 2
    assert cocok_semua(serah)

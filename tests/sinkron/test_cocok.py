"""Reconciliation: what differs is found to the row and put right by its owner, on two real databases."""

from dataclasses import replace
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.penduduk.models import Keluarga
from eoffice.sinkron.models import Karantina, Pencocokan
from eoffice.sinkron.rules.cocok import baca, ember
from eoffice.sinkron.selectors import tertahan
from eoffice.sinkron.services import cocok
from eoffice.sinkron.services.perbaikan import Letak, Temuan, perbaiki, periksa
from eoffice.sinkron.services.sesi import jalankan
from tests.sinkron.cocok_alat import PROYEKSI, TABEL, Lawan, isi, keluarga, sql, terapkan
from tests.sinkron.mesin import Kabel, Mesin

pytestmark = pytest.mark.hanya_sqlite  # disks are files
Tiga = tuple[Mesin, Mesin, Kabel]
TETAP = UUID(int=32071520040001)
ALAMAT = "UPDATE penduduk_keluarga SET alamat = 'Diubah diam-diam' WHERE no_kk = %s"


def kk(no: int) -> str:
    return f"{no:016d}"


def bertemu(tiga: Tiga) -> None:
    node, kabupaten, garis = tiga
    node.di_sini(jalankan, garis, node.diri)
    kabupaten.di_sini(terapkan)
    node.di_sini(terapkan)


def cocokkan(tiga: Tiga) -> list[Temuan]:
    """Tell the digests, meet, ask what was found, repair, meet."""
    node, kabupaten, _ = tiga
    titik = node.di_sini(cocok.catat_titik, PROYEKSI, pelaku="sistem")
    bertemu(tiga)
    temuan: list[Temuan] = node.di_sini(periksa, Lawan(kabupaten), titik, PROYEKSI)
    node.di_sini(perbaiki, temuan, PROYEKSI, pelaku="sistem")
    bertemu(tiga)
    return temuan


@pytest.fixture
def sama(kabel: Tiga) -> Tiga:
    """A village with twelve families, all of them at the hub."""
    node, kabupaten, _ = kabel
    for no in range(12):
        node.di_sini(keluarga, no, alamat=f"Dusun {no}")
    bertemu(kabel)
    assert node.di_sini(isi) == kabupaten.di_sini(isi)
    return kabel


def test_equal_tables_are_found_equal_on_both_sides(sama: Tiga) -> None:
    node, kabupaten, _ = sama
    assert cocokkan(sama) == []
    for mesin in (node, kabupaten):
        rows = mesin.di_sini(lambda: list(Pencocokan.objects.order_by("tabel")))
        assert [(r.tabel, r.berbeda, r.digest == r.digest_pemilik) for r in rows] == [
            (TABEL, [], True),
            ("penduduk.penduduk_dicatat", [], True),
        ]


def test_a_row_changed_at_the_hub_is_found_and_put_right(sama: Tiga) -> None:
    _, kabupaten, _ = sama
    kabupaten.di_sini(sql, ALAMAT, kk(3))
    with capture_logs() as log:
        temuan = cocokkan(sama)
    (satu,) = temuan
    assert (satu.tabel, satu.letak, satu.revisi_sini, satu.revisi_sana) == (TABEL, Letak.SANA, 1, 1)
    alarm = [(e["event"], e.get("ember"), e.get("agregat_id")) for e in log if e["log_level"] == "critical"]
    assert alarm == [
        ("sinkron.tidak_cocok", [ember(satu.agregat_id)], None),
        ("sinkron.baris_berbeda", None, str(satu.agregat_id)),
    ]
    assert kabupaten.di_sini(isi)[kk(3)] == (1, "Dusun 3")
    assert cocokkan(sama) == []


def test_a_row_changed_in_the_village_is_shown_and_the_village_wins(sama: Tiga) -> None:
    node, kabupaten, _ = sama
    node.di_sini(sql, ALAMAT, kk(4))
    assert [satu.letak for satu in cocokkan(sama)] == [Letak.SINI]
    assert kabupaten.di_sini(isi)[kk(4)] == (1, "Diubah diam-diam")
    assert cocokkan(sama) == []


def test_a_row_that_claims_a_later_revision_is_put_right_and_goes_on(sama: Tiga) -> None:
    node, kabupaten, _ = sama
    kabupaten.di_sini(sql, "UPDATE penduduk_keluarga SET revisi = 40, alamat = 'x' WHERE no_kk = %s", kk(5))
    node.di_sini(keluarga, 5, alamat="Dusun baru")
    assert len(cocokkan(sama)) == 1
    assert kabupaten.di_sini(isi)[kk(5)] == (2, "Dusun baru")
    node.di_sini(keluarga, 5, alamat="Dusun lagi")
    bertemu(sama)
    assert kabupaten.di_sini(isi)[kk(5)] == (3, "Dusun lagi")


def test_a_row_lost_at_the_hub_comes_back_with_what_waited_for_it(sama: Tiga) -> None:
    node, kabupaten, _ = sama
    kabupaten.di_sini(sql, "DELETE FROM penduduk_keluarga WHERE no_kk = %s", kk(6))
    node.di_sini(keluarga, 6, alamat="Dusun baru")
    bertemu(sama)
    assert [satu.sebab.kode for satu in kabupaten.di_sini(tertahan)] == ["sinkron.revisi_melompat"]
    assert len(cocokkan(sama)) == 1
    assert kabupaten.di_sini(isi)[kk(6)] == (2, "Dusun baru")
    assert kabupaten.di_sini(tertahan) == []
    assert kabupaten.di_sini(lambda: Karantina.objects.get().diputuskan_oleh) == "pemilik data"
    node.di_sini(keluarga, 6, alamat="Dusun lagi")
    bertemu(sama)
    assert kabupaten.di_sini(isi)[kk(6)] == (3, "Dusun lagi")


def test_a_row_invented_at_the_hub_is_removed_there(sama: Tiga) -> None:
    _, kabupaten, _ = sama
    karangan: UUID = kabupaten.di_sini(lambda: Keluarga.objects.create(no_kk=kk(99)).pk)
    (satu,) = cocokkan(sama)
    assert (satu.agregat_id, satu.letak, satu.revisi_sini) == (karangan, Letak.SANA, None)
    assert kk(99) not in kabupaten.di_sini(isi)
    assert cocokkan(sama) == []


def test_a_row_invented_in_the_village_reaches_the_hub(sama: Tiga) -> None:
    node, kabupaten, _ = sama
    node.di_sini(lambda: Keluarga.objects.create(no_kk=kk(98), alamat="Tanpa catatan"))
    assert [satu.letak for satu in cocokkan(sama)] == [Letak.SINI]
    assert kabupaten.di_sini(isi)[kk(98)] == (1, "Tanpa catatan")


def test_writing_after_the_checkpoint_disturbs_nothing(sama: Tiga) -> None:
    node, kabupaten, _ = sama
    titik = node.di_sini(cocok.catat_titik, PROYEKSI, pelaku="sistem")
    node.di_sini(keluarga, 1, alamat="Sesudahnya")
    node.di_sini(keluarga, 70, alamat="Sesudahnya")
    bertemu(sama)
    assert node.di_sini(periksa, Lawan(kabupaten), titik, PROYEKSI) == []


def test_only_the_buckets_that_differ_are_asked_for(sama: Tiga) -> None:
    node, kabupaten, _ = sama
    kabupaten.di_sini(sql, ALAMAT, kk(7))
    pk = node.di_sini(lambda: Keluarga.objects.get(no_kk=kk(7)).pk)
    titik = node.di_sini(cocok.catat_titik, PROYEKSI, pelaku="sistem")
    bertemu(sama)
    lawan = Lawan(kabupaten)
    node.di_sini(periksa, lawan, titik, PROYEKSI)
    assert lawan.ditanya == [(TABEL, (ember(pk),))]


def test_a_checkpoint_not_applied_yet_has_no_answer(sama: Tiga) -> None:
    node, kabupaten, garis = sama
    titik = node.di_sini(cocok.catat_titik, PROYEKSI, pelaku="sistem")
    node.di_sini(jalankan, garis, node.diri)
    assert node.di_sini(periksa, Lawan(kabupaten), titik, PROYEKSI) is None


def test_a_restored_village_removes_nothing_before_it_knows_its_own_rows(sama: Tiga) -> None:
    node, kabupaten, garis = sama
    node.cadangkan()
    node.di_sini(keluarga, 50, alamat="Sesudah cadangan")
    bertemu(sama)
    node.pulihkan(0)
    node.di_sini(jalankan, garis, node.diri)  # its events are back, not applied yet
    titik = node.di_sini(cocok.catat_titik, PROYEKSI, pelaku="sistem")
    node.di_sini(jalankan, garis, node.diri)
    kabupaten.di_sini(terapkan)
    temuan = node.di_sini(periksa, Lawan(kabupaten), titik, PROYEKSI)
    assert [satu.revisi_sini for satu in temuan] == [None]
    with pytest.raises(RuleRefused) as tolak:
        node.di_sini(perbaiki, temuan, PROYEKSI, pelaku="sistem")
    assert tolak.value.pesan.kode == "sinkron.belum_diterapkan"
    node.di_sini(terapkan)
    assert cocokkan(sama) == []
    assert kk(50) in kabupaten.di_sini(isi)


def test_an_own_repair_never_sets_a_later_change_back(sama: Tiga) -> None:
    node, kabupaten, _ = sama
    kabupaten.di_sini(sql, ALAMAT, kk(8))
    titik = node.di_sini(cocok.catat_titik, PROYEKSI, pelaku="sistem")
    bertemu(sama)
    temuan = node.di_sini(periksa, Lawan(kabupaten), titik, PROYEKSI)
    node.di_sini(perbaiki, temuan, PROYEKSI, pelaku="sistem")
    node.di_sini(keluarga, 8, alamat="Lebih baru")
    bertemu(sama)
    assert node.di_sini(isi)[kk(8)] == kabupaten.di_sini(isi)[kk(8)] == (2, "Lebih baru")


def test_rows_written_at_the_hub_are_neither_compared_nor_removed(sama: Tiga) -> None:
    _, kabupaten, _ = sama
    kabupaten.di_sini(keluarga, 60, alamat="Ditulis kabupaten")
    assert cocokkan(sama) == []
    node, _, _ = sama
    assert node.di_sini(isi)[kk(60)] == (1, "Ditulis kabupaten")
    assert cocokkan(sama) == []
    assert kk(60) in kabupaten.di_sini(isi)


@pytest.mark.parametrize("dulu", ["desa", "kabupaten"])
def test_a_row_that_both_sides_told_as_its_first_is_the_villages(kabel: Tiga, dulu: str) -> None:
    node, kabupaten, _ = kabel
    for mesin in (node, kabupaten) if dulu == "desa" else (kabupaten, node):
        mesin.di_sini(keluarga, 1, alamat="Sama", pk=TETAP)
    bertemu(kabel)
    kabupaten.di_sini(sql, ALAMAT, kk(1))
    assert [satu.agregat_id for satu in cocokkan(kabel)] == [TETAP]
    assert kabupaten.di_sini(isi) == {kk(1): (1, "Sama")} == node.di_sini(isi)
    assert cocokkan(kabel) == []


def test_a_repair_of_a_row_written_here_is_refused(sama: Tiga) -> None:
    node, kabupaten, _ = sama
    pk = kabupaten.di_sini(keluarga, 61, alamat="Ditulis kabupaten")
    palsu = [Temuan(TABEL, pk, Letak.SANA, None, 1)]
    node.di_sini(perbaiki, palsu, PROYEKSI, pelaku="sistem")
    bertemu(sama)
    assert [satu.sebab.kode for satu in kabupaten.di_sini(tertahan)][:1] == ["sinkron.bukan_pemilik"]
    assert kk(61) in kabupaten.di_sini(isi)


@pytest.mark.parametrize(
    "rusak",
    [
        None,
        [],
        {"x": 1},
        {"x": {"versi": 1}},
        {"x": {"versi": 1, "jumlah": 1, "akar": "z" * 64, "ember": ""}},
    ],
)
def test_a_damaged_checkpoint_is_refused(rusak: object) -> None:
    with pytest.raises(InvalidInput) as tolak:
        baca({"t": rusak} if rusak is None else rusak)
    assert tolak.value.pesan.kode == "sinkron.titik_cocok_rusak"


def test_a_table_of_another_version_is_not_compared_and_not_called_different(
    sama: Tiga, monkeypatch: pytest.MonkeyPatch
) -> None:
    node, kabupaten, _ = sama
    titik = node.di_sini(cocok.catat_titik, PROYEKSI, pelaku="sistem")
    monkeypatch.setattr(PROYEKSI[0], "jenis", replace(PROYEKSI[0].jenis, versi=9), raising=False)
    bertemu(sama)
    satu = kabupaten.di_sini(lambda: Pencocokan.objects.get(tabel=TABEL))
    assert (satu.urut, satu.digest, satu.berbeda) == (titik.urut, "", [])


def test_an_unknown_id_has_no_row(sama: Tiga) -> None:
    node, kabupaten, _ = sama
    node.di_sini(perbaiki, [Temuan(TABEL, new_id(), Letak.SANA, None, 1)], PROYEKSI, pelaku="sistem")
    sebelum = kabupaten.di_sini(isi)
    bertemu(sama)
    assert kabupaten.di_sini(isi) == sebelum

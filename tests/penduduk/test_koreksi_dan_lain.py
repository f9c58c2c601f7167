"""Corrections beside the other ways a row changes: imports, mutations, taking a mutation back, statistics."""

from uuid import UUID

import pytest

from eoffice.jejak.selectors import riwayat
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import ChangedMeanwhile, RuleRefused
from eoffice.penduduk import services
from eoffice.penduduk.models import Koreksi, Mutasi, Penduduk
from eoffice.penduduk.selectors import by_nik, cari, satu
from eoffice.penduduk.selectors.koreksi import isi_koreksi
from eoffice.penduduk.selectors.mutasi import cap_keluarga
from eoffice.penduduk.selectors.riwayat import riwayat_orang
from eoffice.wilayah.models import Desa
from tests.conftest import CISONTROL
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import Masuk
from tests.penduduk.koreksi_uji import betulkan
from tests.penduduk.koreksi_uji import lembar as surat
from tests.penduduk.mutasi_uji import lembar, orang

pytestmark = pytest.mark.django_db
BEBAS = "3207150506859007"


@pytest.fixture
def euis(di_cisontrol: Desa, masukkan: Masuk) -> UUID:
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(), uji.bayi()))
    return orang(uji.EUIS).pk


def test_an_import_that_still_has_the_old_spelling_is_a_step_of_its_own(euis: UUID, masukkan: Masuk) -> None:
    betulkan(euis, nama="EUIS KOMARIYAH")
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(), uji.bayi()))
    assert satu(euis).nama == "EUIS KOMARIAH", "the file is the newer word; the history shows both"
    assert [langkah.sebab for langkah in riwayat_orang(euis)[:2]] == ["impor", "koreksi"]


def test_an_import_that_agrees_changes_nothing(euis: UUID, masukkan: Masuk) -> None:
    betulkan(euis, nama="EUIS KOMARIYAH")
    revisi = satu(euis).revisi
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(nama="EUIS KOMARIYAH"), uji.bayi()))
    assert satu(euis).revisi == revisi


def test_after_a_corrected_nik_an_import_finds_the_same_person(euis: UUID, masukkan: Masuk) -> None:
    services.koreksi_nik(surat(), penduduk_id=euis, revisi=satu(euis).revisi, nik=BEBAS)
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(nik=BEBAS), uji.bayi()))
    assert Penduduk.objects.count() == 3
    ada = by_nik(BEBAS)
    assert ada is not None
    assert ada.id == euis


def test_a_form_about_the_family_sees_that_a_member_was_corrected(euis: UUID) -> None:
    mati = lembar(euis)
    betulkan(euis, agama=2)
    with pytest.raises(ChangedMeanwhile):
        services.catat_kematian(mati, penduduk_id=euis)
    assert not Mutasi.objects.exists()
    services.catat_kematian(lembar(euis), penduduk_id=euis)


def test_a_correction_sees_that_a_mutation_changed_the_row(euis: UUID) -> None:
    asep = orang(uji.ASEP).pk
    semula = isi_koreksi(asep)
    services.catat_kematian(lembar(euis), penduduk_id=euis)
    assert isi_koreksi(asep)["status_kawin"] == 5, "a widower now"
    with pytest.raises(ChangedMeanwhile):
        services.koreksi_penduduk(surat(), penduduk_id=asep, semula=semula, diketik={**semula, "agama": 2})
    assert not Koreksi.objects.exists()


def test_a_mutation_can_be_taken_back_after_another_column_was_corrected(euis: UUID) -> None:
    mati = lembar(euis)
    services.catat_kematian(mati, penduduk_id=euis)
    betulkan(euis, nama_ibu="ICIH")
    services.betulkan_mutasi(lembar(), kelompok=mati.kelompok, alasan="Salah orang")
    kini = satu(euis)
    assert (kini.hidup, kini.nama_ibu) == (True, "ICIH")


def test_a_mutation_whose_column_was_corrected_since_is_not_taken_back_blindly(euis: UUID) -> None:
    mati = lembar(euis)
    services.catat_kematian(mati, penduduk_id=euis)
    betulkan(orang(uji.ASEP).pk, status_kawin=4)
    with pytest.raises(RuleRefused) as tolak:
        services.betulkan_mutasi(lembar(), kelompok=mati.kelompok, alasan="Salah orang")
    assert tolak.value.pesan.kode == "penduduk.mutasi_terlanjur"


def test_a_correction_is_taken_back_by_another_one_and_both_stay(euis: UUID) -> None:
    betulkan(euis, agama=2)
    betulkan(euis, surat(alasan="Ternyata tidak keliru"), agama=1)
    assert [k.ubahan["agama"] for k in Koreksi.objects.order_by("revisi_orang")] == [[1, 2], [2, 1]]
    assert len([k for k in riwayat_orang(euis) if k.sebab == "koreksi"]) == 2
    assert periksa_rantai(CISONTROL).utuh


def test_a_corrected_head_is_found_by_the_card_and_by_both_names_of_the_search(euis: UUID) -> None:
    asep = orang(uji.ASEP).pk
    betulkan(asep, nama="ASEP SUTRISNA")
    assert [p.id for p in cari("sutrisna")] == [asep]
    assert cari("sutisna asep") == []
    assert asep in {p.id for p in cari(uji.KK)}
    del euis


def test_the_mark_of_the_family_moves_with_every_correction(euis: UUID) -> None:
    dulu = cap_keluarga(euis)
    betulkan(euis, agama=2)
    assert cap_keluarga(euis) != dulu
    assert cap_keluarga(orang(uji.ASEP).pk) != dulu


@pytest.mark.parametrize(
    ("kunci", "jenis"),
    [
        ("penduduk_id", str),
        ("revisi_orang", int),
        ("nomor_dasar", str),
        ("alasan", str),
        ("ubahan", dict),
        ("permintaan", type(None)),
        ("dicatat_pada", str),
        ("oleh", str),
    ],
)
def test_the_first_writing_fixes_the_type_of_every_private_value(euis: UUID, kunci: str, jenis: type) -> None:
    betulkan(euis, agama=2)
    (kabar,) = riwayat("koreksi", Koreksi.objects.get().pk)
    assert kabar.pribadi is not None
    assert type(kabar.pribadi[kunci]) is jenis


def test_values_before_and_after_stand_as_json_writes_them(euis: UUID) -> None:
    betulkan(euis, tanggal_lahir="1985-07-05", golongan_darah=None, nama_ayah="", jenis_kelamin="L", shdk=9)
    (satu_koreksi,) = Koreksi.objects.all()
    assert satu_koreksi.ubahan == {
        "tanggal_lahir": ["1985-06-05", "1985-07-05"],
        "golongan_darah": [4, None],
        "nama_ayah": ["MAMAN SUTISNA", ""],
        "jenis_kelamin": ["P", "L"],
        "shdk": [3, 9],
    }

"""A file against what the office recorded itself: nobody comes back to life by a spreadsheet."""

from datetime import date

import pytest

from eoffice.jejak.models import Peristiwa
from eoffice.kernel.errors import ChangedMeanwhile
from eoffice.penduduk import selectors
from eoffice.penduduk.models import Penduduk
from eoffice.penduduk.rules.mutasi import Rumah
from eoffice.penduduk.selectors.mutasi import mutasi_orang
from eoffice.penduduk.services import (
    betulkan_mutasi,
    catat_kedatangan,
    catat_kematian,
    catat_kepindahan,
    terapkan_impor,
)
from eoffice.wilayah.models import Desa
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import Masuk
from tests.penduduk.mutasi_uji import CICALUNG, KK_BARU, OLEH, lembar, orang, pendatang

pytestmark = pytest.mark.django_db
BERTIGA = (uji.orang(), uji.istri(), uji.bayi())
DUDA = uji.orang(status_kawin="CERAI MATI")


@pytest.fixture(autouse=True)
def _keluarga(di_cisontrol: Desa, masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(*BERTIGA))


def euis() -> Penduduk:
    return orang(uji.EUIS)


def meninggal() -> None:
    catat_kematian(lembar(euis().pk), penduduk_id=euis().pk, tempat="", sebab="", kepala_baru=None)


def pindah() -> None:
    catat_kepindahan(
        lembar(euis().pk), penduduk_id=euis().pk, ikut=(), tujuan="BANJAR", sebab="", kepala_baru=None
    )


@pytest.mark.parametrize(("catat", "sebab", "status"), [(meninggal, "meninggal", 2), (pindah, "pindah", 3)])
def test_who_died_or_left_by_the_book_is_not_brought_back_by_a_file(
    masukkan: Masuk, catat: object, sebab: str, status: int
) -> None:
    assert callable(catat)
    catat()
    asep = DUDA if status == 2 else uji.orang()
    hasil = masukkan(uji.berkas_csv(asep, uji.istri(nama="EUIS BARU"), uji.bayi()))
    assert (hasil.jumlah["ditolak"], hasil.jumlah["hilang"], hasil.jumlah["sama"]) == (1, 0, 2)
    (baris,) = selectors.baris_impor(hasil.id)
    assert [(m.kolom, m.pesan.kode) for m in baris.masalah if m.menolak] == [
        ("status_dasar", f"penduduk.impor_sudah_{sebab}")
    ]
    assert (euis().status_dasar, euis().nama) == (status, "EUIS KOMARIAH")


def test_the_others_of_the_file_are_taken_in_all_the_same(masukkan: Masuk) -> None:
    meninggal()
    hasil = masukkan(uji.berkas_csv(uji.orang(nama="ASEP S"), uji.istri(), uji.bayi()))
    assert (hasil.jumlah["berubah"], hasil.jumlah["ditolak"]) == (1, 1)
    assert orang().nama == "ASEP S"


@pytest.mark.parametrize("status", ["MATI", "", "-"])
def test_a_file_that_does_not_say_he_lives_may_say_the_rest(masukkan: Masuk, status: str) -> None:
    meninggal()
    hasil = masukkan(uji.berkas_csv(DUDA, uji.istri(nama="EUIS K", status_dasar=status), uji.bayi()))
    assert (hasil.jumlah["berubah"], hasil.jumlah["ditolak"]) == (1, 0)
    assert (euis().status_dasar, euis().nama) == (2, "EUIS K")


def test_whom_a_file_made_dead_a_file_may_bring_back(masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(status_dasar="MATI"), uji.bayi()))
    assert euis().status_dasar == 2
    assert masukkan(uji.berkas_csv(*BERTIGA)).jumlah["berubah"] == 1
    assert euis().status_dasar == 1


def test_a_mutation_taken_back_opens_the_way_again(masukkan: Masuk) -> None:
    meninggal()
    (satu,) = mutasi_orang(euis().pk)
    betulkan_mutasi(lembar(tanggal=date(2026, 1, 1)), kelompok=satu.kelompok, alasan="salah orang")
    hasil = masukkan(uji.berkas_csv(uji.orang(), uji.istri(nama="EUIS K"), uji.bayi()))
    assert (hasil.jumlah["berubah"], hasil.jumlah["ditolak"]) == (1, 0)


def test_who_came_back_by_the_book_is_a_resident_like_others(masukkan: Masuk) -> None:
    pindah()
    kembali = pendatang(
        nama="EUIS KOMARIAH", nik=uji.EUIS, jenis_kelamin="P", tanggal_lahir=euis().tanggal_lahir
    )
    rumah = Rumah(KK_BARU, CICALUNG.alamat, CICALUNG.dusun, CICALUNG.rw, CICALUNG.rt)
    catat_kedatangan(lembar(), orang=kembali, rumah=rumah, asal="BANJAR")
    hasil = masukkan(uji.berkas_csv(uji.istri(nama="EUIS K", no_kk=KK_BARU)), lengkap=False)
    assert (hasil.jumlah["berubah"], hasil.jumlah["ditolak"]) == (1, 0)


def test_a_death_recorded_between_preview_and_applying_stops_the_file(siapkan: Masuk) -> None:
    siap = siapkan(uji.berkas_csv(uji.orang(), uji.istri(nama="EUIS K"), uji.bayi()))
    meninggal()
    with pytest.raises(ChangedMeanwhile):
        terapkan_impor(impor_id=siap.id, oleh=OLEH)
    assert euis().status_dasar == 2


def test_nothing_is_told_of_a_refused_row(masukkan: Masuk) -> None:
    meninggal()
    sebelum = Peristiwa.objects.filter(agregat="penduduk").count()
    masukkan(uji.berkas_csv(DUDA, uji.istri(), uji.bayi()))
    assert Peristiwa.objects.filter(agregat="penduduk").count() == sebelum

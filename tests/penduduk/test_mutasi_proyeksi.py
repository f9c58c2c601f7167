"""Mutations between their rows and the stream, and what people read when one is refused."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from eoffice.jejak.proyeksi import IndukBelumAda
from eoffice.jejak.selectors import PeristiwaTercatat, riwayat
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.penduduk import services
from eoffice.penduduk.models import Mutasi
from eoffice.penduduk.projections import ProyeksiMutasi
from eoffice.web.komponen.kalimat import kalimat
from tests.pabrik import penduduk
from tests.penduduk.mutasi_uji import lembar

pytestmark = pytest.mark.usefixtures("di_cisontrol")


@pytest.fixture
def kabar(di_cisontrol: object) -> PeristiwaTercatat:
    """The event of one death."""
    orang = penduduk()
    surat = lembar(orang.pk, keterangan="Dilaporkan ketua RT")
    services.catat_kematian(surat, penduduk_id=orang.pk, tempat="Rumah", sebab="Sakit")
    (satu,) = riwayat("mutasi", Mutasi.objects.get().pk)
    return satu


def baris() -> dict[str, Any]:
    """Return the one line of the book, column by column."""
    (satu,) = Mutasi.objects.values()
    return satu


def ubah(kabar: PeristiwaTercatat, **isi: Any) -> PeristiwaTercatat:
    """Return the event with other private values."""
    return replace(kabar, pribadi={**(kabar.pribadi or {}), **isi})


def test_a_line_is_made_again_from_its_event_alone(kabar: PeristiwaTercatat) -> None:
    dulu = baris()
    Mutasi.objects.all().delete()
    ProyeksiMutasi().terapkan(kabar)
    assert baris() == dulu
    assert dulu["keterangan"] == "Dilaporkan ketua RT"


def test_an_event_twice_is_one_line(kabar: PeristiwaTercatat) -> None:
    dulu = baris()
    ProyeksiMutasi().terapkan(kabar)
    assert baris() == dulu


def test_a_line_gives_the_picture_its_event_gave(kabar: PeristiwaTercatat) -> None:
    (gambar,) = ProyeksiMutasi().gambaran()
    assert (gambar.agregat_id, gambar.revisi) == (kabar.agregat_id, kabar.revisi)
    assert dict(gambar.publik) == dict(kabar.publik)
    assert dict(gambar.pribadi) == dict(kabar.pribadi or {})


def test_a_line_its_owner_does_not_have_goes(kabar: PeristiwaTercatat) -> None:
    ProyeksiMutasi().hapus(new_id())
    assert Mutasi.objects.count() == 1
    ProyeksiMutasi().hapus(kabar.agregat_id)
    assert not Mutasi.objects.exists()


@pytest.mark.parametrize("kotak", ["penduduk_id", "keluarga_id"])
def test_a_line_waits_for_whom_it_is_about(kabar: PeristiwaTercatat, kotak: str) -> None:
    Mutasi.objects.all().delete()
    with pytest.raises(IndukBelumAda):
        ProyeksiMutasi().terapkan(ubah(kabar, **{kotak: str(new_id())}))
    assert not Mutasi.objects.exists()


@pytest.mark.parametrize(
    "isi",
    [
        {"dari": "x" * 201},
        {"ke": "x" * 201},
        {"sebab": "x" * 101},
        {"tempat": None},
        {"keterangan": None},
        {"dusun": "x" * 61},
        {"oleh": None},
    ],
)
def test_a_line_that_no_column_holds_is_refused(kabar: PeristiwaTercatat, isi: dict[str, Any]) -> None:
    dulu = baris()
    with pytest.raises(InvalidInput):
        ProyeksiMutasi().terapkan(ubah(kabar, **isi))
    assert baris() == dulu


@pytest.mark.parametrize("isi", [{"tanggal": "2026-02-30"}, {"kelompok": "bukan"}, {"penduduk_id": "x"}])
def test_a_value_that_is_none_is_refused(kabar: PeristiwaTercatat, isi: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        ProyeksiMutasi().terapkan(ubah(kabar, **isi))


def test_a_kind_nobody_knows_is_refused_by_the_database(kabar: PeristiwaTercatat) -> None:
    asing = replace(kabar, publik={"jenis": "hilang"})
    with pytest.raises(IntegrityError), transaction.atomic():
        ProyeksiMutasi().terapkan(asing)
    assert baris()["jenis"] == "mati"


def test_a_correction_carries_whom_it_corrects(kabar: PeristiwaTercatat) -> None:
    assert kabar.pribadi is not None
    kelompok = UUID(kabar.pribadi["kelompok"])
    services.betulkan_mutasi(lembar(), kelompok=kelompok, alasan="Salah orang")
    betul = Mutasi.objects.get(jenis="pembetulan")
    (kata,) = riwayat("mutasi", betul.pk)
    assert kata.pribadi is not None
    assert (kata.pribadi["membetulkan"], kata.pribadi["sebab"]) == (str(kelompok), "Salah orang")
    betul.delete()
    ProyeksiMutasi().terapkan(kata)
    assert Mutasi.objects.get(jenis="pembetulan").membetulkan == kelompok
    assert Mutasi.objects.get(jenis="pembetulan").tanggal >= date(2020, 1, 1)


@pytest.mark.parametrize(
    ("kode", "kata"),
    [
        ("mutasi_tanggal_depan", "hari ini atau sebelumnya"),
        ("mutasi_sebelum_lahir", "Periksa tanggalnya"),
        ("mutasi_terlalu_lama", "Periksa tahunnya"),
        ("mutasi_nama_kosong", "Tulis namanya"),
        ("mutasi_nik_kosong", "16 angka"),
        ("mutasi_no_kk_kosong", "16 angka"),
        ("mutasi_berubah", "isi sekali lagi"),
        ("mutasi_bentrok", "Cari dulu orangnya"),
        ("pilih_kepala", "Pilih siapa"),
        ("tujuan_kosong", "Tulis ke mana"),
        ("asal_kosong", "Tulis dari mana"),
        ("bukan_sekeluarga", "isi sekali lagi"),
        ("anak_sudah_ada", "sudah dicatat petugas lain"),
        ("kepala_sudah_ada", "Pilih hubungan"),
        ("kepala_belum_ada", "Catat kepala keluarganya dulu"),
        ("nik_sudah_ada", "Cari dulu orangnya"),
        ("nik_meninggal", "Periksa lagi"),
        ("rumah_kosong", "Tulis dusun"),
        ("rumah_sama", "sama dengan alamat sekarang"),
        ("pecah_kosong", "Pilih siapa"),
        ("pecah_semua", "pakai pindah dalam desa"),
        ("no_kk_dipakai", "Periksa angkanya"),
        ("alasan_kosong", "Tulis apa"),
        ("pembetulan_dibetulkan", "catat sekali lagi"),
        ("mutasi_terlanjur", "Batalkan dulu"),
        ("kawin_diri_sendiri", "NIK pasangannya"),
        ("kawin_sejenis", "Periksa NIK-nya"),
        ("istri_masih_kawin", "catat cerainya dulu"),
        ("suami_masih_kawin", "nomor penetapan"),
        ("kawin_di_bawah_umur", "dispensasi kawin"),
        ("kawin_tanpa_kk", "Pilih KK baru"),
        ("ikut_bukan_serumah", "Periksa pilihannya"),
        ("tidak_kawin", "sudah dicatat petugas lain"),
        ("akta_cerai_kosong", "Tulis nomor akta cerai"),
        ("bukan_pasangan", "Pilih yang lain"),
        ("pilih_mantan", "Pilih dengan siapa"),
        ("pilih_keluar", "salah satu dari yang bercerai"),
        ("pasangan_masih_hidup", "catat kematiannya"),
    ],
)
def test_a_refusal_says_what_to_do_next(kode: str, kata: str) -> None:
    assert kata in kalimat(Pesan(f"penduduk.{kode}"))

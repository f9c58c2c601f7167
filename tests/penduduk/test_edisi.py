"""The mark of the register's state: whoever writes people or families draws a new one, and what is remembered is true."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import EofficeError
from eoffice.kernel.ids import new_id
from eoffice.penduduk.models import Edisi, Keluarga, Penduduk
from eoffice.penduduk.projections import ProyeksiKeluarga, ProyeksiMutasi, ProyeksiPenduduk
from eoffice.penduduk.rules.mutasi import Lembar, OrangBaru, Rumah
from eoffice.penduduk.rules.statistik import MENURUT_NAMA, SEMUA, Statistik, Wilayah
from eoffice.penduduk.selectors import statistik as selektor
from eoffice.penduduk.selectors.statistik import TERINGAT, hitung, hitung_terkini
from eoffice.penduduk.services import (
    catat_kedatangan,
    catat_kematian,
    catat_pindah_rumah,
    koreksi_nik,
    siapkan_impor,
    terapkan_impor,
)
from eoffice.penduduk.services.edisi import edisi_baru
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.penduduk import berkas_uji as uji
from tests.penduduk.koreksi_uji import betulkan
from tests.penduduk.koreksi_uji import lembar as surat_koreksi

pytestmark = pytest.mark.django_db
HARI = date(2026, 11, 25)
AGAMA, UMUR = MENURUT_NAMA["agama"], MENURUT_NAMA["umur-lima-tahunan"]
DESA = Wilayah()


def cap() -> UUID | None:
    return Edisi.objects.values_list("cap", flat=True).first()


def impor(*orang: dict[str, str], lengkap: bool = True) -> None:
    berkas = siapkan_impor(isi=uji.berkas_csv(*orang), nama_berkas="a.csv", lengkap=lengkap, oleh="uji")
    terapkan_impor(impor_id=berkas.id, oleh="uji")


def lembar(**ubah: Any) -> Lembar:
    return replace(Lembar(new_id(), date(2026, 3, 3), "uji"), **ubah)


def datang() -> UUID:
    baru = OrangBaru("DEDE KURNIA", "L", date(1990, 4, 14), shdk=1, nik="3207151404909007")
    rumah = Rumah("3207150101269051", dusun="CICALUNG", rw="001", rt="004")
    catat_kedatangan(lembar(), orang=baru, rumah=rumah, asal="Kota Banjar")
    return Penduduk.objects.get(nik=baru.nik).pk


def banyak(statistik: Statistik = AGAMA, wilayah: Wilayah = DESA, hari: date = HARI) -> int:
    return hitung_terkini(statistik, wilayah, hari).semua.jumlah


def pernyataan(kerja: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as kueri:
        kerja()
    return len(kueri)


# ---- every writer ----


def test_an_import_draws_a_mark_and_one_that_changes_nothing_too(di_cisontrol: Desa) -> None:
    assert cap() is None
    semua = set()
    for orang in ([uji.orang()], [uji.orang(), uji.istri()], [uji.orang()], [uji.orang()]):
        impor(*orang)
        semua.add(cap())
    assert len(semua) == 4
    assert Edisi.objects.count() == 1


def test_every_mutation_draws_a_mark(di_cisontrol: Desa) -> None:
    semua = [cap()]
    dede = datang()
    semua.append(cap())
    keluarga_id = Penduduk.objects.get(pk=dede).keluarga_id
    assert keluarga_id
    catat_pindah_rumah(lembar(), keluarga_id=keluarga_id, rumah=Rumah(dusun="JETAK", rw="002", rt="001"))
    semua.append(cap())
    catat_kematian(lembar(), penduduk_id=dede, sebab="Sakit")
    semua.append(cap())
    assert len(set(semua)) == 4


def test_a_correction_draws_a_mark_and_one_that_is_only_tried_does_not(di_cisontrol: Desa) -> None:
    dede = datang()
    semua = [cap()]
    betulkan(dede, surat_koreksi(coba=True), agama=2)
    assert cap() == semua[0]
    betulkan(dede, agama=2)
    semua.append(cap())
    koreksi_nik(
        surat_koreksi(), penduduk_id=dede, revisi=Penduduk.objects.get(pk=dede).revisi, nik="3207151404909008"
    )
    semua.append(cap())
    assert len(set(semua)) == 3


def test_a_mutation_that_is_only_tried_leaves_the_mark(di_cisontrol: Desa) -> None:
    dede = datang()
    sebelum = cap()
    catat_kematian(lembar(coba=True), penduduk_id=dede, sebab="Sakit")
    assert cap() == sebelum


def test_a_mutation_that_is_refused_leaves_the_mark(di_cisontrol: Desa) -> None:
    dede = datang()
    catat_kematian(lembar(), penduduk_id=dede, sebab="Sakit")
    sebelum = cap()
    with pytest.raises(EofficeError):
        catat_kematian(lembar(), penduduk_id=dede, sebab="Sakit")
    assert cap() == sebelum


@pytest.mark.parametrize(
    ("proyeksi", "agregat", "tabel"),
    [(ProyeksiPenduduk(), "penduduk", Penduduk), (ProyeksiKeluarga(), "keluarga", Keluarga)],
    ids=["people", "families"],
)
def test_what_follows_a_stream_draws_a_mark(
    di_cisontrol: Desa, proyeksi: Any, agregat: str, tabel: Any
) -> None:
    dede = datang()
    pk = dede if tabel is Penduduk else Penduduk.objects.get(pk=dede).keluarga_id
    akhir = riwayat(agregat, pk)[-1]
    semua = [cap()]
    proyeksi.terapkan(akhir)
    semua.append(cap())
    proyeksi.terapkan_banyak([akhir, akhir])
    semua.append(cap())
    proyeksi.hapus(new_id())
    semua.append(cap())
    assert len(set(semua)) == 4


def test_the_book_of_mutations_is_not_counted_and_draws_none(di_cisontrol: Desa) -> None:
    datang()
    (gambar,) = ProyeksiMutasi().gambaran()
    sebelum = cap()
    ProyeksiMutasi().terapkan(riwayat("mutasi", gambar.agregat_id)[-1])
    assert cap() == sebelum


def test_a_mark_that_was_rolled_back_never_comes_again(di_cisontrol: Desa) -> None:
    edisi_baru()
    sebelum = cap()
    with transaction.atomic():
        edisi_baru()
        hilang = cap()
        transaction.set_rollback(True)
    assert cap() == sebelum != hilang
    edisi_baru()
    assert cap() not in {sebelum, hilang}


def test_each_village_has_a_mark_of_its_own(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        edisi_baru()
        sini = cap()
    with lingkup(situmandala.kode):
        assert cap() is None
        edisi_baru()
        sana = cap()
        edisi_baru()
    with lingkup(cisontrol.kode):
        assert cap() == sini != sana


# ---- what is remembered ----


@pytest.mark.parametrize("satu", SEMUA, ids=[satu.nama for satu in SEMUA])
def test_what_is_remembered_is_what_would_be_counted(di_cisontrol: Desa, satu: Statistik) -> None:
    impor(uji.orang(), uji.istri(), uji.bayi())
    for _ in range(2):
        assert hitung_terkini(satu, DESA, HARI) == hitung(satu, DESA, HARI)


def test_asked_again_the_register_is_not_read(di_cisontrol: Desa) -> None:
    impor(uji.orang(), uji.istri())
    assert pernyataan(banyak) == 2
    assert pernyataan(banyak) == 1
    assert banyak() == 2


def test_what_moved_the_register_is_counted_at_once(di_cisontrol: Desa) -> None:
    impor(uji.orang(), uji.istri())
    assert banyak() == 2
    dede = datang()
    assert banyak() == 3
    catat_kematian(lembar(), penduduk_id=dede, sebab="Sakit")
    assert banyak() == 2
    impor(uji.orang(), lengkap=True)
    assert banyak() == 1, "who vanished from a complete file is not counted any more"


def test_who_moves_house_is_counted_in_his_new_part(di_cisontrol: Desa) -> None:
    dede = datang()
    lama, baru = Wilayah("CICALUNG"), Wilayah("JETAK")
    assert (banyak(UMUR, lama), banyak(UMUR, baru)) == (1, 0)
    keluarga_id = Penduduk.objects.get(pk=dede).keluarga_id
    assert keluarga_id
    catat_pindah_rumah(lembar(), keluarga_id=keluarga_id, rumah=Rumah(dusun="JETAK", rw="002", rt="001"))
    assert (banyak(UMUR, lama), banyak(UMUR, baru)) == (0, 1)


def test_parts_statistics_and_days_are_kept_apart(di_cisontrol: Desa) -> None:
    impor(uji.orang(), uji.istri())
    datang()
    assert (banyak(), banyak(wilayah=Wilayah("CICALUNG")), banyak(wilayah=Wilayah("TIDAK ADA"))) == (3, 1, 0)
    lahir = Penduduk.objects.get(nama="DEDE KURNIA").tanggal_lahir
    assert lahir
    ulang_tahun = lahir.replace(year=lahir.year + 15)
    for hari, kelompok in ((ulang_tahun - timedelta(days=1), 2), (ulang_tahun, 3)):
        hasil = hitung_terkini(UMUR, Wilayah("CICALUNG"), hari)
        assert [n for n, satu in enumerate(hasil.baris) if satu.jumlah] == [kelompok]
    assert hitung_terkini(AGAMA, DESA, HARI).statistik is AGAMA


def test_villages_with_equal_questions_get_their_own_answers(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        impor(uji.orang(), uji.istri())
        assert banyak() == 2
    with lingkup(situmandala.kode):
        assert banyak() == 0
        edisi_baru()
        assert banyak() == 0
    with lingkup(cisontrol.kode):
        assert banyak() == 2


def test_even_one_mark_in_two_villages_would_not_mix_them(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        impor(uji.orang())
        sama = cap()
        assert banyak() == 1
    with lingkup(situmandala.kode):
        edisi_baru()
        Edisi.objects.update(cap=sama)
        assert banyak() == 0


def test_without_a_mark_nothing_is_remembered(di_cisontrol: Desa) -> None:
    for n in (1, 2):
        Penduduk(nama="ORANG", jenis_kelamin="L", kunci_cari="orang").save(force_insert=True)
        assert banyak() == n


def test_a_transaction_that_was_undone_is_not_remembered(di_cisontrol: Desa) -> None:
    impor(uji.orang())
    with transaction.atomic():
        datang()
        assert banyak() == 2
        transaction.set_rollback(True)
    assert banyak() == 1


def test_memory_has_an_end(di_cisontrol: Desa) -> None:
    impor(uji.orang())
    for n in range(TERINGAT + 20):
        banyak(hari=HARI + timedelta(days=n))
    assert selektor._terhitung.cache_info().currsize <= TERINGAT

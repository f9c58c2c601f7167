"""Who may open what: every address of the office, every role, own and foreign ids."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from eoffice.penduduk.services import siapkan_impor
from eoffice.surat import services as surat
from eoffice.surat.selectors.meja import rincian
from eoffice.web.aparat.urls import urlpatterns
from tests.pabrik import diajukan, diparaf
from tests.web.aparat.conftest import Balai, browser

pytestmark = pytest.mark.django_db

O, S, K = "operator", "sekdes", "kades"
SEMUA = {O, S, K}
TANPA_MASUK = {"masuk", "masuk_kode", "masuk_pemulihan"}
# name -> who may, by GET; "POST" first where the address takes only that
HAK: dict[str, tuple[str, set[str]]] = {
    "beranda": ("GET", SEMUA),
    "keluar": ("POST", SEMUA),
    "pastikan": ("GET", SEMUA),
    "pastikan_pemulihan": ("GET", SEMUA),
    "keamanan": ("GET", SEMUA),
    "sandi": ("GET", SEMUA),
    "totp": ("GET", SEMUA),
    "kode_pemulihan": ("GET", SEMUA),
    "rekan": ("GET", SEMUA),
    "permohonan": ("GET", SEMUA),
    "daftar_batal": ("GET", SEMUA),
    "periksa": ("GET", SEMUA),
    "periksa_nik": ("POST", {O, S}),
    "langkah": ("POST", {O, S}),
    "alasan": ("GET", SEMUA),
    "berkas": ("GET", SEMUA),
    "isian": ("GET", {O}),
    "kata": ("GET", {O}),
    "halaman": ("GET", SEMUA),
    "baca": ("GET", SEMUA),
    "cetak_basah": ("GET", {O}),
    "lembar_cetak": ("GET", set()),
    "pindaian": ("POST", {O}),
    "unduh": ("GET", set()),
    "cabut": ("GET", set()),
    "loket": ("GET", {O}),
    "loket_jenis": ("GET", {O}),
    "loket_isi": ("GET", {O}),
    "loket_ulang": ("GET", {O}),
    "loket_selesai": ("GET", {O}),
    "penduduk": ("GET", {O, S}),
    "penduduk_satu": ("GET", {O, S}),
    "penduduk_nik": ("POST", {O, S}),
    "slip": ("GET", {O}),
    "impor": ("GET", {O}),
    "impor_satu": ("GET", {O}),
    "impor_terapkan": ("POST", {O}),
    "impor_batal": ("POST", {O}),
    "impor_ditolak": ("GET", {O}),
    "tumpukan": ("GET", {K}),
    "putuskan": ("POST", {K}),
    "hasil_tanda": ("GET", {K}),
    "pengaturan": ("GET", SEMUA),
    "identitas": ("GET", {O, S}),
    "lambang": ("GET", {O, S}),
    "kertas": ("GET", {O, S}),
    "penomoran": ("GET", {O, S}),
    "terbit": ("GET", {S, K}),
    "pejabat": ("GET", SEMUA),
    "pejabat_baru": ("GET", {S, K}),
    "tugas_baru": ("GET", {S, K}),
    "tugas_akhiri": ("GET", {S, K}),
    "pelimpahan": ("GET", {S, K}),
    "pelimpahan_akhiri": ("GET", {S, K}),
    "sertifikat": ("GET", SEMUA),
    "sertifikat_baru": ("GET", {K}),
    "sertifikat_cabut": ("GET", {S, K}),
}
TUNDA = {"lembar_cetak", "unduh", "cabut"}  # only in later states of a letter; see test_terbit


def test_every_address_is_in_the_table() -> None:
    assert {p.name for p in urlpatterns} == HAK.keys() | TANPA_MASUK


def argumen(balai: Balai) -> dict[str, Any]:
    """Make one of everything in a village, and return the arguments of each address."""
    surat_id = balai.dalam(diajukan, balai.orang)
    berkas = balai.dalam(rincian, surat_id).berkas[0].id
    draf = balai.dalam(
        surat.mulai_draf, pemilik=balai.orang.operator, penduduk_id=balai.orang.penduduk_id, jenis="sktm"
    )
    isi = b"nik,nama,jenis_kelamin\n1,BUKAN NIK,L\n"
    impor = balai.dalam(siapkan_impor, isi=isi, nama_berkas="a.csv", lengkap=False, oleh="uji").id
    tugas, mandat = balai.dalam(_tugas, balai)
    per_nama: dict[str, list[Any]] = {
        "alasan": [surat_id, "kembalikan"],
        "berkas": [surat_id, berkas],
        "halaman": [surat_id, 1],
        "loket_isi": [draf],
        "loket_ulang": [surat_id, draf],
        "loket_selesai": [surat_id],
        "loket_jenis": [balai.orang.penduduk_id],
        "slip": [balai.orang.penduduk_id],
        "tugas_baru": [balai.orang.kades_pejabat],
        "sertifikat_cabut": [balai.orang.kades_pejabat],
        "tugas_akhiri": [tugas],
        "pelimpahan_akhiri": [mandat],
    }
    for pola in urlpatterns:
        nama, jalur = str(pola.name), str(pola.pattern)
        if nama in per_nama or "<" not in jalur:
            continue
        pilih = {"surat_id": surat_id, "penduduk_id": balai.orang.penduduk_id, "impor_id": impor}
        per_nama[nama] = [nilai for kunci, nilai in pilih.items() if kunci in jalur]
    return per_nama


def _tugas(balai: Balai) -> tuple[UUID, UUID]:
    from datetime import date

    from eoffice.akun import services
    from eoffice.akun.rules.jabatan import Bentuk, Jabatan
    from eoffice.akun.selectors import daftar_pejabat

    sekdes = next(b for b in daftar_pejabat() if b.jabatan is Jabatan.SEKRETARIS_DESA)
    mandat = services.limpahkan(
        pejabat_id=sekdes.pejabat_id,
        bentuk=Bentuk.ATAS_NAMA,
        mulai=date(2020, 1, 1),
        selesai=date(2020, 1, 2),
        pelaku="uji",
    )
    return daftar_pejabat()[0].penugasan_id, mandat.pk


def panggil(klien: Client, nama: str, args: list[Any]) -> int:
    """Open an address the way it is meant to be opened."""
    ke = reverse(f"aparat:{nama}", args=args)
    isi = {"aksi": "verifikasi"}
    return (klien.post(ke, isi) if HAK[nama][0] == "POST" else klien.get(ke)).status_code


def test_role_matrix(balai: Balai) -> None:
    args = argumen(balai)
    salah = []
    for nama, (_, boleh) in HAK.items():
        if nama == "keluar" or nama in TUNDA:
            continue
        for peran in SEMUA:
            kode = panggil(getattr(balai, peran), nama, args.get(nama, []))
            if (kode == 404) is (peran in boleh) or kode >= 500:
                salah.append((nama, peran, kode))
    assert not salah


def test_foreign_ids_answer_404(balai: Balai, balai_lain: Balai) -> None:
    args = argumen(balai_lain)
    salah = [
        (nama, kode)
        for nama, isi in args.items()
        for kode in [panggil(getattr(balai, _seorang(nama)), nama, isi)]
        if kode != 404
    ]
    assert not salah


def _seorang(nama: str) -> str:
    boleh = HAK[nama][1] or SEMUA
    return max(boleh)


def test_nobody_else_gets_in(balai: Balai) -> None:
    args = argumen(balai)
    warga = browser(balai.orang.warga)
    for nama in HAK.keys() - {"keluar"}:
        assert panggil(warga, nama, args.get(nama, [])) == 404, nama
        assert panggil(Client(), nama, args.get(nama, [])) == 302, nama


def test_an_official_without_a_post_sees_only_his_account(balai: Balai) -> None:
    from eoffice.akun import services

    orang = balai.dalam(
        services.buat_aparat, nama_masuk="baru", nama="Orang Baru", sandi="sandi yang panjang", pelaku="uji"
    )
    klien = browser(orang.pengguna_id)
    assert "belum punya jabatan" in klien.get("/aparat/").content.decode()
    assert klien.get("/aparat/keamanan/").status_code == 200
    for ke in ("/aparat/penduduk/", "/aparat/loket/", "/aparat/tanda-tangan/", "/aparat/pengaturan/nomor/"):
        assert klien.get(ke).status_code == 404, ke


def banyak_kueri(klien: Client, ke: str) -> int:
    """Return how many SQL statements a page takes, without those that open and close scope and savepoints."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as kueri:
        assert klien.get(ke).status_code == 200
    bingkai = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config")
    return len([q for q in kueri.captured_queries if not q["sql"].startswith(bingkai)])


def halaman_dihitung(balai: Balai, surat_id: UUID) -> Iterator[tuple[Client, str]]:
    """Yield the pages that people open all day, with who opens them."""
    yield balai.operator, "/aparat/"
    yield balai.kades, "/aparat/"
    yield balai.operator, "/aparat/permohonan/?keadaan=semua"
    yield balai.operator, reverse("aparat:periksa", args=[surat_id])
    yield balai.kades, reverse("aparat:periksa", args=[surat_id])
    yield balai.operator, "/aparat/penduduk/"
    yield balai.operator, reverse("aparat:penduduk_satu", args=[balai.orang.penduduk_id])
    yield balai.kades, "/aparat/tanda-tangan/"
    yield balai.operator, "/aparat/pengaturan/"
    yield balai.sekdes, "/aparat/pengaturan/pejabat/"


def test_fifteen_statements_a_page_with_one_row_and_with_three(balai: Balai) -> None:
    balai.operator.post(reverse("aparat:penduduk_satu", args=[balai.orang.penduduk_id]), {"alasan": "loket"})
    satu = balai.dalam(diparaf, balai.orang)
    dulu = {ke + str(id(k)): banyak_kueri(k, ke) for k, ke in halaman_dihitung(balai, satu)}
    for _ in range(2):
        balai.dalam(diparaf, balai.orang)
    kini = {ke + str(id(k)): banyak_kueri(k, ke) for k, ke in halaman_dihitung(balai, satu)}
    assert kini == dulu
    assert max(kini.values()) <= 15, kini

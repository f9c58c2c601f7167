"""Settings of the village: identity, emblem, paper, numbers, the way of signing, officials."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from PIL import Image

from eoffice.akun.selectors import daftar_pejabat, tugas_pengguna
from eoffice.kernel import clock
from eoffice.kernel.peran import Peran
from eoffice.surat.rules.alur import CaraTerbit
from eoffice.surat.services import pengaturan
from eoffice.wilayah.selectors import identitas
from tests.web.aparat.conftest import Balai, browser

pytestmark = pytest.mark.django_db


def ke(nama: str, *args: Any) -> str:
    """Return an address of the office."""
    return reverse(f"aparat:{nama}", args=args)


def gambar(sisi: int = 400) -> bytes:
    """Return a PNG."""
    keluar = io.BytesIO()
    Image.new("RGB", (sisi, sisi), "green").save(keluar, "PNG")
    return keluar.getvalue()


def test_the_overview_says_what_is_missing(balai: Balai) -> None:
    page = balai.operator.get(ke("pengaturan")).content.decode()
    assert "Lambang belum dipasang" in page
    assert "Cara menandatangani" not in page, "only the head of the office changes it"
    assert "Cara menandatangani" in balai.kades.get(ke("pengaturan")).content.decode()


def test_identity_lines_are_kept_and_checked(balai: Balai) -> None:
    isi = {
        "alamat": "Jalan Baru 5 <b>", "telepon": "+62 265 555 0142", "surel": "desa@example.id", "pos": "46387",
        "zona_waktu": "Asia/Jakarta",
    }  # fmt: skip
    salah = balai.operator.post(ke("identitas"), isi | {"pos": "46A"})
    assert salah.status_code == 422
    assert "5 angka" in salah.content.decode()
    assert balai.operator.post(ke("identitas"), isi).status_code == 302
    desa = balai.dalam(identitas)
    assert (desa.alamat, desa.telepon, desa.kode_pos) == ("Jalan Baru 5 <b>", "02655550142", "46387")
    assert "Jalan Baru 5 &lt;b&gt;" in balai.operator.get(ke("pengaturan")).content.decode()


def test_the_emblem_is_a_picture_only(balai: Balai) -> None:
    svg = SimpleUploadedFile(
        "l.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/svg+xml"
    )
    kecil = SimpleUploadedFile("l.png", gambar(20), "image/png")
    for berkas in (svg, kecil):
        jawab = balai.operator.post(ke("lambang"), {"lambang": berkas})
        assert jawab.status_code == 422
        assert "id_lambang-g" in jawab.content.decode()
    baik = SimpleUploadedFile("l.png", gambar(), "image/png")
    assert balai.operator.post(ke("lambang"), {"lambang": baik}).status_code == 302
    assert len(balai.dalam(pengaturan).lambang) == 64
    assert "data:image/png;base64" in balai.operator.get(ke("lambang")).content.decode()


def test_paper_is_tried_before_it_is_kept(balai: Balai) -> None:
    isi = {
        "ukuran": "A4",
        "atas": 15,
        "bawah": 25,
        "kiri": 30,
        "kanan": 20,
        "huruf": "serif",
        "ukuran_huruf": 11,
    }
    lihat = balai.operator.post(ke("kertas"), isi | {"aksi": "contoh"})
    assert lihat.status_code == 200
    assert "data:image/png;base64" in lihat.content.decode()
    assert balai.dalam(pengaturan).kertas.ukuran == "F4"
    assert balai.operator.post(ke("kertas"), isi | {"aksi": "simpan"}).status_code == 302
    assert balai.dalam(pengaturan).kertas.huruf == "serif"
    assert balai.operator.post(ke("kertas"), isi | {"atas": 500}).status_code == 422


def test_numbers_are_shown_while_the_pattern_is_typed(balai: Balai) -> None:
    isi = {"format_nomor": "{kode_klasifikasi}/{urut:4}/{tahun}", "lingkup": "per_buku", "aksi": "contoh"}
    page = balai.operator.post(ke("penomoran"), isi).content.decode()
    assert "/0001/" in page
    assert "/0002/" in page
    galat = balai.operator.post(ke("penomoran"), isi | {"format_nomor": "{tahun}"}).content.decode()
    assert "/0001/" not in galat
    assert "{urut}" in galat
    simpan = isi | {"aksi": "simpan"}
    assert balai.operator.post(ke("penomoran"), simpan | {"format_nomor": "{urut}"}).status_code == 422
    assert balai.operator.post(ke("penomoran"), simpan).status_code == 302
    assert balai.dalam(pengaturan).format_nomor == "{kode_klasifikasi}/{urut:4}/{tahun}"


def test_the_way_of_signing_wants_fresh_proof(balai: Balai) -> None:
    basi = browser(balai.orang.kades, segar=False)
    assert basi.get(ke("terbit")).headers["Location"].startswith("/aparat/pastikan/")
    isi = {"cara_terbit": "tte_lokal", "paraf": ""}
    assert balai.kades.post(ke("terbit"), isi).status_code == 302
    atur = balai.dalam(pengaturan)
    assert (atur.cara_terbit, atur.paraf) == (CaraTerbit.TTE_LOKAL, False)
    assert "Belum ada sertifikat" in balai.kades.get(ke("pengaturan")).content.decode()
    assert balai.kades.post(ke("terbit"), {"cara_terbit": "bsre"}).status_code == 422


def test_a_new_official_gets_a_post_and_loses_it(balai: Balai) -> None:
    hari = localdate(clock.now())
    isi = {
        "nama": "Iis Sumiati",
        "nip": "",
        "niap": "1207",
        "nama_masuk": "Iis.S",
        "sandi": "empat kata yang panjang",
    }
    lemah = balai.kades.post(ke("pejabat_baru"), isi | {"sandi": "123"})
    assert lemah.status_code == 422
    ke_tugas = balai.kades.post(ke("pejabat_baru"), isi).headers["Location"]
    tugas = {
        "jabatan": "kasi_pelayanan",
        "sifat": "definitif",
        "mulai": hari.isoformat(),
        "selesai": (hari - timedelta(days=1)).isoformat(),
        "dasar": "SK 5/2026",
    }
    assert balai.kades.post(ke_tugas, tugas).status_code == 422
    assert balai.kades.post(ke_tugas, tugas | {"selesai": ""}).status_code == 302
    page = balai.operator.get(ke("pejabat")).content.decode()
    assert "Iis Sumiati" in page
    baru = next(b for b in balai.dalam(daftar_pejabat) if b.nama == "Iis Sumiati")
    assert balai.dalam(tugas_pengguna, baru.pengguna_id, hari).peran == {Peran.OPERATOR}
    assert ke("tugas_akhiri", baru.penugasan_id) not in page, "an operator only looks"
    akhir = {"selesai": hari.isoformat()}
    assert balai.kades.post(ke("tugas_akhiri", baru.penugasan_id), akhir).status_code == 302
    assert balai.dalam(tugas_pengguna, baru.pengguna_id, hari + timedelta(days=1)).peran == frozenset()
    ganda = balai.kades.post(ke("pejabat_baru"), isi)
    assert ganda.status_code == 422
    assert 'href="#id_nama_masuk"' in ganda.content.decode()


def test_a_mandate_lets_the_secretary_sign_for_its_days(balai: Balai) -> None:
    hari = localdate(clock.now())
    sekdes = next(b for b in balai.dalam(daftar_pejabat) if b.nama.startswith("Dadang"))
    assert balai.sekdes.get("/aparat/tanda-tangan/").status_code == 404
    isi = {
        "pejabat": str(sekdes.pejabat_id),
        "bentuk": "an",
        "mulai": (hari - timedelta(days=2)).isoformat(),
        "selesai": (hari + timedelta(days=2)).isoformat(),
        "dasar": "SPT 9/2026",
    }
    assert balai.kades.post(ke("pelimpahan"), isi).status_code == 302
    assert balai.sekdes.get("/aparat/tanda-tangan/").status_code == 200
    page = balai.kades.get(ke("pejabat")).content.decode()
    assert "SPT 9/2026" in page
    assert "a.n." in page
    asing = balai.kades.post(ke("pelimpahan"), isi | {"pejabat": "00000000-0000-0000-0000-000000000000"})
    assert asing.status_code == 422


def test_dates_long_ago_stay_in_the_table(balai: Balai) -> None:
    page = balai.sekdes.get(ke("pejabat")).content.decode()
    assert "1 Januari 2020" in page
    assert date(2020, 1, 1) < localdate(clock.now())

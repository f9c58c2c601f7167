"""Finding residents, opening their data with a reason, slips, and the counter."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from eoffice.akun.services import baca_slip
from eoffice.jejak.selectors import akses_atas
from eoffice.surat.rules.alur import Status
from eoffice.surat.selectors.meja import daftar_surat, rincian
from tests.pabrik import SKU, foto, penduduk
from tests.web.aparat.conftest import Balai

pytestmark = pytest.mark.django_db
NIK = "3207154506859001"
HTMX = {"HX-Request": "true"}


def ke(nama: str, *args: Any) -> str:
    """Return an address of the office."""
    return reverse(f"aparat:{nama}", args=args)


@pytest.mark.parametrize("q", ["euis", "KOMARIAH", "kom eu", "9001", "3207 1545", "EUIS\u200b komariah"])
def test_found_by_any_part_of_name_nik_or_family(balai: Balai, q: str) -> None:
    page = balai.operator.post(ke("penduduk"), {"q": q}).content.decode()
    assert "Euis Komariah" in page
    assert NIK not in page


@pytest.mark.parametrize("q", ["zzzz", "1' OR 1=1 --", "%", "<script>alert(1)</script>", "x" * 5000])
def test_strange_searches_find_nobody_and_break_nothing(balai: Balai, q: str) -> None:
    page = balai.operator.post(ke("penduduk"), {"q": q})
    assert page.status_code == 200
    assert "Tidak ada yang cocok" in page.content.decode()
    assert "<script>alert" not in page.content.decode()


def test_typing_gets_a_part_of_the_same_page(balai: Balai) -> None:
    penuh = balai.operator.post(ke("penduduk"), {"q": "euis"}).content.decode()
    sebagian = balai.operator.post(ke("penduduk"), {"q": "euis"}, headers=HTMX).content.decode()
    potong = lambda s: re.search(r'<div id="hasil">.*?</table>', s, re.DOTALL)[0]  # type: ignore[index]  # noqa: E731
    assert potong(penuh) == potong(sebagian)
    assert "<html" not in sebagian


def test_a_search_is_never_in_an_address(balai: Balai) -> None:
    page = balai.operator.get(f"{ke('penduduk')}?q={NIK}").content.decode()
    assert 'method="post"' in page
    assert NIK not in page
    assert "hx-push-url" not in page


def test_the_register_is_paged(balai: Balai) -> None:
    for n in range(60):
        balai.dalam(penduduk, f"Warga {n:02}", f"32071545068591{n:02}")
    page = balai.operator.get(ke("penduduk")).content.decode()
    assert "61 orang di data desa" in page
    assert "?hal=2" in page
    assert "Warga 59" in balai.operator.get(ke("penduduk") + "?hal=2").content.decode()
    assert balai.operator.get(ke("penduduk") + "?hal=999").status_code == 200


def test_data_opens_with_a_reason_that_the_citizen_will_read(balai: Balai) -> None:
    alamat = ke("penduduk_satu", balai.orang.penduduk_id)
    tanya = balai.operator.get(alamat).content.decode()
    assert "Untuk apa data ini dibuka?" in tanya
    assert "Nomor KK" not in tanya
    assert balai.operator.post(ke("penduduk_nik", balai.orang.penduduk_id)).status_code == 302
    kosong = balai.operator.post(alamat, {"alasan": "lain", "keterangan": ""})
    assert kosong.status_code == 422
    balai.operator.post(alamat, {"alasan": "lain", "keterangan": "Diminta puskesmas"})
    page = balai.operator.get(alamat).content.decode()
    assert "Nomor KK" in page
    assert NIK not in page
    assert NIK in balai.operator.post(ke("penduduk_nik", balai.orang.penduduk_id)).content.decode()
    catatan = balai.dalam(akses_atas, "penduduk", balai.orang.penduduk_id)
    assert {(a.tindakan, a.alasan) for a in catatan} == {
        ("lihat", "Diminta puskesmas"),
        ("lihat_nik", "Diminta puskesmas"),
    }
    assert "Diminta puskesmas" in balai.operator.get(alamat).content.decode()


def test_a_slip_is_made_after_a_question_and_shown_once(balai: Balai) -> None:
    alamat = ke("slip", balai.orang.penduduk_id)
    assert "Cocokkan wajah" in balai.operator.get(alamat).content.decode()
    page = balai.operator.post(alamat).content.decode()
    cocok = re.search(r'class="kode">([A-Z0-9-]{14})<', page)
    assert cocok
    assert '<svg class="qr" role="img"' in page
    assert NIK not in page
    assert balai.dalam(baca_slip, cocok[1]).penduduk_id == balai.orang.penduduk_id
    assert cocok[1] not in balai.operator.get(alamat).content.decode()


def test_serving_a_citizen_from_search_to_ticket(balai: Balai) -> None:
    pilih = balai.operator.post(ke("loket"), {"q": "euis"}).content.decode()
    assert ke("loket_jenis", balai.orang.penduduk_id) in pilih
    jenis = ke("loket_jenis", balai.orang.penduduk_id)
    assert "Surat Keterangan Usaha" in balai.operator.get(jenis).content.decode()
    assert balai.operator.post(jenis, {"jenis": "tidak_ada"}).status_code == 404
    isi_ke = balai.operator.post(jenis, {"jenis": "sku"}).headers["Location"]
    page = balai.operator.get(isi_ke).content.decode()
    assert "Nama usaha" in page
    assert "Surat pengantar RT/RW" in page
    kirim = balai.operator.post(isi_ke, SKU)
    assert "/loket/selesai/" in kirim.headers["Location"]
    selesai = balai.operator.get(kirim.headers["Location"]).content.decode()
    (baris,) = balai.dalam(daftar_surat).baris
    assert baris.tiket.split("-")[0] in selesai
    r = balai.dalam(rincian, baris.id)
    assert (r.pemilik, r.dilayani_oleh) == (balai.orang.warga, balai.orang.operator)
    assert r.status is Status.DIAJUKAN
    assert balai.operator.post(isi_ke, SKU).headers["Location"] == kirim.headers["Location"], "sent once"
    assert balai.dalam(daftar_surat).jumlah == 1


def test_wrong_answers_come_back_as_typed_and_good_files_stay(balai: Balai) -> None:
    isi_ke = balai.operator.post(ke("loket_jenis", balai.orang.penduduk_id), {"jenis": "sku"}).headers[
        "Location"
    ]
    berkas = {
        "berkas_ktp": SimpleUploadedFile("ktp.jpg", foto(), "image/jpeg"),
        "berkas_kk": SimpleUploadedFile("kk.jpg", b"MZ bukan foto", "image/jpeg"),
    }
    salah = balai.operator.post(isi_ke, {**SKU, "mulai_usaha": "dulu sekali", **berkas})
    assert salah.status_code == 422
    page = salah.content.decode()
    assert "dulu sekali" in page
    assert "Warung Bu Euis" in page
    assert "Sudah ada: ktp.jpg" in page
    assert 'href="#id_berkas_kk"' in page
    assert balai.dalam(daftar_surat).jumlah == 0


def test_somebody_elses_draft_is_not_mine(balai: Balai, balai_lain: Balai) -> None:
    isi_ke = balai.operator.post(ke("loket_jenis", balai.orang.penduduk_id), {"jenis": "sku"}).headers[
        "Location"
    ]
    assert balai_lain.operator.get(isi_ke).status_code == 404
    assert balai_lain.operator.post(isi_ke, SKU).status_code == 404

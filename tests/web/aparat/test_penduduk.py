"""Finding residents, opening their data with a reason, slips, the counter, and taking lists in."""

import re
from typing import Any
from uuid import UUID

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


BARIS = (
    "nik,no_kk,nama,jenis_kelamin,tempat_lahir,tanggal_lahir,agama,pekerjaan,status_kawin,shdk,dusun,rt,rw\n"
    "3207150101909101,3207150101909201,ACENG MULYANA,L,Ciamis,1990-01-01,1,1,1,1,Cikupa,1,2\n"
    "32071501A190910X,3207150101909201,SALAH NIK,L,Ciamis,1990-01-01,1,1,1,1,Cikupa,1,2\n"
    "3207150201909102,3207150101909201,=HYPERLINK(1),L,Ciamis,1990-02-30,1,1,1,1,Cikupa,1,2\n"
)


def unggah(balai: Balai, isi: bytes, nama: str = "penduduk.csv", **lain: str) -> Any:
    """Upload a list of residents."""
    return balai.operator.post(ke("impor"), {"berkas": SimpleUploadedFile(nama, isi), **lain})


def test_a_list_is_looked_through_then_applied(balai: Balai) -> None:
    lihat = unggah(balai, BARIS.encode()).headers["Location"]
    page = balai.operator.get(lihat).content.decode()
    assert "Baris 3" in page
    assert "nik" in page.lower()
    assert "32071501A190910X" in page
    assert "Terapkan 1 perubahan" in page
    assert "Tidak ada yang cocok" in balai.operator.post(ke("penduduk"), {"q": "aceng"}).content.decode()
    impor_id = UUID(lihat.rstrip("/").rsplit("/", 1)[-1])
    assert balai.operator.get(ke("impor_terapkan", impor_id)).status_code == 405
    for _ in range(2):
        assert balai.operator.post(ke("impor_terapkan", impor_id)).headers["Location"] == lihat
    assert "ACENG MULYANA" in balai.operator.post(ke("penduduk"), {"q": "aceng"}).content.decode()
    assert "Sudah diterapkan" in balai.operator.get(lihat).content.decode()
    assert "penduduk.csv" in balai.operator.get(ke("impor")).content.decode()
    file = balai.operator.get(ke("impor_ditolak", impor_id))
    teks = file.content.decode("utf-8-sig")
    assert "32071501A190910X" in teks
    assert "'=HYPERLINK(1)" in teks
    assert "attachment" in file.headers["Content-Disposition"]


def test_a_preview_can_be_thrown_away(balai: Balai) -> None:
    lihat = unggah(balai, BARIS.encode()).headers["Location"]
    impor_id = UUID(lihat.rstrip("/").rsplit("/", 1)[-1])
    assert balai.operator.post(ke("impor_batal", impor_id)).headers["Location"] == ke("impor")
    assert "Dibatalkan" in balai.operator.get(lihat).content.decode()
    balai.operator.post(ke("impor_terapkan", impor_id))
    assert "Tidak ada yang cocok" in balai.operator.post(ke("penduduk"), {"q": "aceng"}).content.decode()


@pytest.mark.parametrize(
    ("isi", "nama"),
    [
        (b"", "kosong.csv"),
        (b"%PDF-1.4 bukan tabel", "a.xlsx"),
        (b"PK\x03\x04rusak", "a.xlsx"),
        (b"a,b,c\n1,2,3\n", "lain.csv"),
        (b"\xff\xfe\x00\x00", "a.csv"),
    ],
)
def test_a_wrong_file_is_refused_beside_its_box(balai: Balai, isi: bytes, nama: str) -> None:
    jawab = unggah(balai, isi, nama)
    assert jawab.status_code == 422
    assert "ringkas-galat" in jawab.content.decode()
    assert balai.operator.post(ke("impor"), {}).status_code == 422

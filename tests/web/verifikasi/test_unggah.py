"""The uploaded file: the very one, a changed one, somebody else's, none at all."""

import io
from uuid import UUID

import pikepdf
import pytest
from django.conf import settings
from django.test import Client

from eoffice.dokumen import services as dokumen
from eoffice.wilayah.models import Desa
from tests.pabrik import foto
from tests.web.markup import Page, read
from tests.web.verifikasi.conftest import NIK, Kertas, Unggah, tanda_tangani

MB = 1024 * 1024


def baca(jawab: object) -> Page:
    """Read the answer to a file; no answer holds a NIK."""
    isi = jawab.content.decode()  # type: ignore[attr-defined]
    assert NIK not in isi
    return read(isi)


def balik(pdf: bytes, letak: int) -> bytes:
    """Return the file with one bit turned over."""
    return pdf[:letak] + bytes([pdf[letak] ^ 1]) + pdf[letak + 1 :]


def disimpan_ulang(pdf: bytes) -> bytes:
    """Return the file as another program would save it."""
    keluar = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as berkas:
        berkas.save(keluar)
    return keluar.getvalue()


def ditutupi(pdf: bytes) -> bytes:
    """Return the file with a white box drawn over it and appended, as editors do it."""
    keluar = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as berkas:
        halaman = berkas.pages[0]
        halaman.contents_add(berkas.make_stream(b"q 1 g 50 400 400 40 re f Q"), prepend=False)
        berkas.save(keluar)
    return keluar.getvalue()


@pytest.mark.serentak
def test_the_file_itself_is_genuine_and_every_change_is_found(unggah: Unggah, terbit: Kertas) -> None:
    asli = baca(unggah(terbit.pdf))
    assert "Surat ini asli" in asli.text
    assert "Isi berkas sama persis dengan yang diterbitkan." in asli.text
    assert "sertifikat desa. Ini bukan sertifikat BSrE." in asli.text
    for letak in (len(terbit.pdf) // 3, len(terbit.pdf) // 2, len(terbit.pdf) - 4000):
        teks = baca(unggah(balik(terbit.pdf, letak))).text
        assert "Surat ini asli" not in teks, letak
        assert "Jangan dipakai" in teks or "tidak kami kenal" in teks, letak
    for sampah in (b"\n", b"\n%% catatan", b"\0" * 1000, terbit.pdf):
        teks = baca(unggah(terbit.pdf + sampah)).text
        assert "Surat ini asli" not in teks
        assert "Jangan dipakai" in teks
    for ubah in (ditutupi, disimpan_ulang):
        teks = baca(unggah(ubah(terbit.pdf))).text
        assert "Surat ini asli" not in teks
        assert "Euis Komariah" not in teks
    terpotong = baca(unggah(terbit.pdf[:-200])).text
    assert "Surat ini asli" not in terpotong


@pytest.mark.serentak
def test_a_revoked_letter_and_one_of_the_other_village(
    client: Client, unggah: Unggah, terbit: Kertas, situmandala: Desa
) -> None:
    asing = tanda_tangani(situmandala, "situmandala", "3207154506859002")
    teks = baca(unggah(asing.pdf)).text
    assert "Surat ini asli" in teks
    assert "Desa Situmandala" in teks
    assert "Desa Cisontrol" not in teks
    terbit.cabut()
    assert "Surat ini sudah dicabut" in baca(unggah(terbit.pdf)).text
    assert "Surat ini asli" in baca(unggah(asing.pdf)).text


@pytest.mark.django_db
def test_a_letter_signed_by_hand_is_known_by_its_bytes(unggah: Unggah, basah: Kertas) -> None:
    teks = baca(unggah(basah.pdf)).text
    assert "Surat ini asli" in teks
    assert "ditandatangani dengan tangan" in teks
    for ubah in (basah.pdf + b"\n", balik(basah.pdf, len(basah.pdf) // 2), disimpan_ulang(basah.pdf)):
        assert "Surat ini asli" not in baca(unggah(ubah)).text


TIDAK_DIKENAL = "Berkas ini tidak kami kenal"
BUKAN = [
    ("text", b"bukan pdf", TIDAK_DIKENAL),
    ("photo", foto(), TIDAK_DIKENAL),
    ("page", b"<html><script>alert(1)</script></html>", TIDAK_DIKENAL),
    ("head only", b"%PDF-1.7", TIDAK_DIKENAL),
    ("cut", b"%PDF-1.7\n1 0 obj\n<<", TIDAK_DIKENAL),
    ("program", b"MZ\x90\0", TIDAK_DIKENAL),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("isi", "judul"), [b[1:] for b in BUKAN], ids=[b[0] for b in BUKAN])
def test_what_is_no_letter_is_not_called_forged(
    unggah: Unggah, cisontrol: Desa, isi: bytes, judul: str
) -> None:
    """Somebody chose the wrong file: that is no crime, and the page says what to do."""
    teks = baca(unggah(isi)).text
    assert "Surat ini asli" not in teks
    assert "palsu" not in teks.lower()
    assert judul in teks or "Berkas ini tidak dapat dipercaya" in teks


@pytest.mark.django_db
def test_no_file_and_an_empty_one_are_asked_for_again(
    client: Client, unggah: Unggah, cisontrol: Desa
) -> None:
    kosong = client.post("/cek/", {})
    assert kosong.status_code == 422
    page = baca(kosong)
    assert "Pilih berkas PDF-nya dulu." in page.text
    assert page.all("a", href="#id_pdf")
    assert page.all("details", open=""), "the part with the error is open"
    hampa = unggah(b"")
    assert hampa.status_code == 422
    assert "Berkasnya kosong. Pilih berkas lain." in baca(hampa).text


@pytest.mark.django_db
def test_twenty_megabytes_are_read_and_more_is_refused(unggah: Unggah, cisontrol: Desa) -> None:
    assert settings.EOFFICE_BATAS_UNGGAH == 20 * MB
    tepat = unggah(b"%PDF-1.7\n" + b"x" * (20 * MB - 9))
    assert tepat.status_code == 200
    lebih = unggah(b"%PDF-1.7\n" + b"x" * (20 * MB - 8))
    assert lebih.status_code == 422
    assert "Berkas ini lebih dari 20 MB. Pilih berkas surat yang asli." in baca(lebih).text


@pytest.mark.django_db
def test_a_file_is_checked_and_never_kept(unggah: Unggah, cisontrol: Desa) -> None:
    def isi() -> set[str]:
        return {str(p) for p in settings.EOFFICE_HOME.rglob("*") if p.is_file() and "sqlite3" not in p.name}

    sebelum = isi()
    unggah(b"%PDF-1.7 rahasia orang lain")
    assert isi() == sebelum


@pytest.mark.django_db
def test_checking_files_costs_work_and_is_held_back(unggah: Unggah, cisontrol: Desa) -> None:
    kode = [unggah(b"bukan pdf").status_code for _ in range(21)]
    assert kode[0] == 200
    assert kode[-1] == 429


@pytest.mark.django_db
def test_another_file_field_or_many_files_break_nothing(
    client: Client, unggah: Unggah, cisontrol: Desa
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    dua = [SimpleUploadedFile(f"{n}.pdf", b"bukan pdf", "application/pdf") for n in range(2)]
    assert client.post("/cek/", {"pdf": dua}).status_code == 200
    assert client.post("/cek/", {"lain": dua[0]}).status_code == 422
    assert client.post("/cek/", {"pdf": "bukan berkas"}).status_code == 422
    nama = unggah(b"bukan pdf", nama="<script>alert(1)</script>.pdf")  # type: ignore[call-arg]
    assert "<script>alert" not in nama.content.decode()


@pytest.mark.django_db
def test_the_check_needs_no_account_and_leaves_no_trace_of_the_letter(client: Client, basah: Kertas) -> None:
    """A stranger looked: the access log is about officials and owners, and holds nothing of him."""
    from eoffice.jejak.selectors import akses_atas
    from eoffice.wilayah.tenancy import lingkup

    client.get(basah.qr)
    client.get(f"/cek/{basah.kode}/")
    with lingkup(basah.desa):
        assert akses_atas("surat", UUID(str(basah.surat_id))) == []
    assert dokumen.baca_muatan(basah.qr.removeprefix("/V/")) == basah.klaim

"""Photos and PDFs of a requirement: what is kept and how, what is refused and in which words, adding and removing."""

import io
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from eoffice.dokumen import services as dokumen
from eoffice.dokumen.adapters import store
from eoffice.kernel.errors import StorageFull
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import foto
from tests.web.markup import read
from tests.web.warga.conftest import NIK, Pengisian, unggahan

MB = 1024 * 1024
KAMERA = "Kamera Rahasia 3000"


def gambar(
    lebar: int = 640, tinggi: int = 480, jenis: str = "JPEG", warna: str = "green", **simpan: object
) -> bytes:
    """Return a picture as a camera or a screenshot makes it."""
    keluar = io.BytesIO()
    Image.new("RGB", (lebar, tinggi), warna).save(keluar, jenis, **simpan)
    return keluar.getvalue()


def bergps(arah: int = 1) -> bytes:
    """Return a photo that tells where it was taken and by which camera; ``arah``: how the camera was held."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = arah, KAMERA
    lintang = exif.get_ifd(0x8825)
    lintang[1], lintang[2], lintang[3], lintang[4] = "S", (7.0, 13.0, 5.0), "E", (108.0, 27.0, 9.0)
    return gambar(exif=exif)


def pdf(halaman: int = 1) -> bytes:
    """Return a plain PDF of blank pages."""
    import pikepdf

    keluar = io.BytesIO()
    with pikepdf.new() as berkas:
        for _ in range(halaman):
            berkas.add_blank_page(page_size=(595, 842))
        berkas.save(keluar)
    return keluar.getvalue()


def tersimpan(isian: Pengisian) -> bytes:
    """Return the bytes of the one file in the draft."""
    (satu,) = isian.isi().berkas
    return dokumen.baca(satu.sha256)


@pytest.mark.parametrize(
    ("isi", "nama", "media"),
    [
        (gambar(), "IMG_0001.jpg", "image/jpeg"),
        (gambar(jenis="PNG"), "tangkapan layar.png", "image/png"),
        (gambar(jenis="WEBP"), "foto.webp", "image/webp"),
        (pdf(2), "kk.pdf", "application/pdf"),
        (gambar(), "foto tanpa akhiran", "application/octet-stream"),
    ],
    ids=["jpeg", "png", "webp", "pdf", "no-name"],
)
def test_photos_and_pdfs_are_kept(isian: Pengisian, isi: bytes, nama: str, media: str) -> None:
    jawab = isian.foto("ktp", unggahan(isi, nama, media))
    assert jawab.headers["Location"] == isian.ke("berkas", "kk")
    (satu,) = isian.isi().berkas
    assert (satu.syarat, satu.nama) == ("ktp", nama)
    assert satu.media == ("application/pdf" if media == "application/pdf" else "image/jpeg")
    halaman = isian.hp.get(isian.ke("berkas", "ktp")).content.decode()
    assert nama in read(halaman).text
    assert "Lanjut" in halaman


def test_a_photo_loses_where_it_was_taken_and_by_what(isian: Pengisian) -> None:
    asli = bergps()
    assert KAMERA.encode() in asli
    isian.foto("ktp", unggahan(asli))
    bersih = tersimpan(isian)
    with Image.open(io.BytesIO(bersih)) as dibuka:
        assert dict(dibuka.getexif()) == {}
        assert "exif" not in dibuka.info
    assert KAMERA.encode() not in bersih
    lihat = isian.hp.get(isian.ke("lihat", isian.isi().berkas[0].sha256))
    assert lihat.content == bersih, "what the office sees is what was kept"


@pytest.mark.parametrize(
    ("arah", "ukuran"), [(1, (640, 480)), (3, (640, 480)), (6, (480, 640)), (8, (480, 640))]
)
def test_a_photo_stands_upright_however_the_phone_was_held(
    isian: Pengisian, arah: int, ukuran: tuple[int, int]
) -> None:
    isian.foto("ktp", unggahan(bergps(arah)))
    with Image.open(io.BytesIO(tersimpan(isian))) as dibuka:
        assert dibuka.size == ukuran


@pytest.mark.parametrize(
    "ekor",
    [b"<script>alert(1)</script>", b"PK\x03\x04 sebuah zip", b"%PDF-1.7 sebuah pdf", b"<?php system(1);"],
)
def test_what_hides_behind_a_photo_stays_behind(isian: Pengisian, ekor: bytes) -> None:
    isian.foto("ktp", unggahan(gambar() + ekor))
    bersih = tersimpan(isian)
    assert ekor not in bersih
    assert bersih.endswith(b"\xff\xd9")


def test_a_pdf_leaves_its_script_behind(isian: Pengisian) -> None:
    import pikepdf

    keluar = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as berkas:
        naskah = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        berkas.Root.OpenAction = berkas.make_indirect(naskah)
        berkas.save(keluar)
    isian.foto("ktp", unggahan(keluar.getvalue(), "kk.pdf", "application/pdf"))
    with pikepdf.open(io.BytesIO(tersimpan(isian))) as bersih:
        assert "/OpenAction" not in bersih.Root
    assert b"app.alert" not in tersimpan(isian)


RUSAK: list[tuple[str, bytes, str]] = [
    ("empty", b"", "Berkas ini kosong. Pilih berkas lain."),
    ("page", b"<html>bukan foto</html>", "Jenis berkas ini tidak diterima. Kirim foto (JPEG, PNG) atau PDF."),
    ("program", b"MZ\x90\x00program", "Jenis berkas ini tidak diterima."),
    (
        "drawing",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "Jenis berkas ini tidak diterima.",
    ),
    ("gif", gambar(jenis="GIF"), "Jenis berkas ini tidak diterima."),
    ("sheet", b"PK\x03\x04[Content_Types].xml", "Jenis berkas ini tidak diterima."),
    ("heic", b"\x00\x00\x00\x18ftypheic" + bytes(40), "Foto HEIC belum dapat dibaca. Atur kamera ke JPEG"),
    ("avif", b"\x00\x00\x00\x1cftypavif" + bytes(40), "Foto HEIC belum dapat dibaca."),
    ("header only", b"\xff\xd8\xff\xe0", "Foto ini tidak dapat dibuka. Foto ulang, lalu kirim lagi."),
    ("cut", foto()[:900], "Foto ini tidak dapat dibuka."),
    ("thin", gambar(6000, 20), "Ukuran foto 6000 x 20 titik tidak wajar."),
    ("bad pdf", b"%PDF-1.7 rusak", "PDF ini tidak dapat dibaca. Simpan ulang atau foto halamannya."),
    ("cut pdf", pdf()[:200], "PDF ini tidak dapat dibaca."),
]


@pytest.mark.parametrize(("isi", "kalimat"), [r[1:] for r in RUSAK], ids=[r[0] for r in RUSAK])
def test_what_is_no_photo_is_refused_beside_the_box(isian: Pengisian, isi: bytes, kalimat: str) -> None:
    jawab = isian.foto("ktp", unggahan(isi, "KTP Euis.jpg"))
    assert jawab.status_code == 422
    page = read(jawab.content.decode())
    assert kalimat in page.text
    assert page.all("a", href="#id_berkas"), "the summary leads to the box"
    assert isian.isi().berkas == ()


def test_twenty_megabytes_pass_and_a_little_more_does_not(isian: Pengisian) -> None:
    assert settings.EOFFICE_BATAS_UNGGAH == 20 * MB
    besar = gambar() + b"\0" * (20 * MB - len(gambar()))
    assert isian.foto("ktp", unggahan(besar)).status_code == 302
    jawab = isian.foto("kk", unggahan(besar + b"\0", "kk.jpg"))
    assert jawab.status_code == 422
    assert "kk.jpg: Berkas terlalu besar. Paling besar 20 MB." in read(jawab.content.decode()).text


def test_a_good_photo_beside_a_bad_one_is_kept_and_the_bad_one_named(isian: Pengisian) -> None:
    jawab = isian.foto("ktp", unggahan(gambar(), "depan.jpg"), unggahan(b"bukan foto", "belakang.jpg"))
    assert jawab.status_code == 422
    teks = read(jawab.content.decode()).text
    assert "belakang.jpg: Jenis berkas ini tidak diterima." in teks
    assert "depan.jpg:" not in teks
    assert [b.nama for b in isian.isi().berkas] == ["depan.jpg"]


def test_more_photos_of_one_paper_can_be_added(isian: Pengisian) -> None:
    lagi = isian.foto("kk", unggahan(gambar(), "kk-1.jpg"), lagi="1")
    assert lagi.headers["Location"] == isian.ke("berkas", "kk")
    isian.foto("kk", unggahan(gambar(warna="blue"), "kk-2.jpg"), unggahan(gambar(warna="red"), "kk-3.jpg"))
    assert [b.nama for b in isian.isi().berkas] == ["kk-1.jpg", "kk-2.jpg", "kk-3.jpg"]


def test_the_same_photo_sent_twice_is_kept_once(isian: Pengisian) -> None:
    for _ in range(2):
        isian.foto("ktp", unggahan(gambar(), "ktp.jpg"))
    assert len(isian.isi().berkas) == 1


def test_there_is_an_end_to_photos(isian: Pengisian) -> None:
    banyak = [unggahan(gambar(20 + n, 20), f"{n}.jpg") for n in range(19)]
    assert isian.foto("kk", *banyak).status_code == 302
    jawab = isian.foto("ktp", unggahan(gambar(99, 40), "a.jpg"), unggahan(gambar(99, 50), "b.jpg"))
    assert jawab.status_code == 422
    assert "b.jpg: Paling banyak 20 berkas untuk satu permohonan." in read(jawab.content.decode()).text
    assert len(isian.isi().berkas) == 20


def test_too_many_files_in_one_form_get_a_page_that_says_so(isian: Pengisian) -> None:
    jawab = isian.foto("ktp", *(unggahan(gambar(20 + n, 20), f"{n}.jpg") for n in range(21)))
    assert jawab.status_code == 413
    assert "Berkas terlalu besar" in jawab.content.decode()


def test_a_required_paper_cannot_be_passed_over_an_optional_one_can(isian: Pengisian) -> None:
    wajib = isian.foto("ktp")
    assert wajib.status_code == 422
    assert "Pilih atau ambil fotonya dulu. Berkas ini wajib ada." in read(wajib.content.decode()).text
    boleh = isian.hp.get(isian.ke("berkas", "pbb")).content.decode()
    assert "(boleh dilewati)" in boleh
    assert isian.foto("pbb").headers["Location"] == isian.ke("kontak")
    isian.foto("ktp", unggahan(gambar()))
    assert isian.foto("ktp").status_code == 302, "one that is there already need not be chosen again"


@pytest.mark.parametrize("syarat", ["tidak_ada", "KTP", "ktp-2"])
def test_a_paper_nobody_asked_for_is_not_taken(isian: Pengisian, syarat: str) -> None:
    assert isian.foto(syarat, unggahan(gambar())).headers["Location"] == isian.ke("tanya", "nama_usaha")
    assert isian.isi().berkas == ()


def test_a_photo_is_seen_and_taken_out_again(isian: Pengisian) -> None:
    isian.foto("ktp", unggahan(gambar(), "ktp.jpg"))
    sha256 = isian.isi().berkas[0].sha256
    lihat = isian.hp.get(isian.ke("lihat", sha256))
    assert lihat.headers["Content-Type"] == "image/jpeg"
    assert lihat.headers["Content-Disposition"] == 'inline; filename="ktp.jpg"'
    assert lihat.headers["Cache-Control"] == "private, no-store"
    assert lihat.headers["X-Content-Type-Options"] == "nosniff"
    hapus = isian.hp.post(isian.ke("hapus", "ktp", sha256))
    assert hapus.headers["Location"] == isian.ke("berkas", "ktp")
    assert "Berkas dihapus dari permohonan ini." in isian.hp.get(hapus.headers["Location"]).content.decode()
    assert isian.isi().berkas == ()
    assert isian.hp.get(isian.ke("lihat", sha256)).status_code == 404


def test_opening_the_address_of_the_bin_throws_nothing_away(isian: Pengisian) -> None:
    isian.foto("ktp", unggahan(gambar()))
    jawab = isian.hp.get(isian.ke("hapus", "ktp", isian.isi().berkas[0].sha256))
    assert jawab.headers["Location"] == isian.ke("berkas", "ktp")
    assert len(isian.isi().berkas) == 1


def test_a_pdf_is_downloaded_never_shown_inside_our_pages(isian: Pengisian) -> None:
    isian.foto("ktp", unggahan(pdf(), "kk.pdf", "application/pdf"))
    lihat = isian.hp.get(isian.ke("lihat", isian.isi().berkas[0].sha256))
    assert lihat.headers["Content-Type"] == "application/pdf"
    assert lihat.headers["Content-Disposition"] == 'attachment; filename="kk.pdf"'


@pytest.mark.parametrize(
    ("nama", "aman"),
    [
        ("a%22; x=b.html", 'filename="a22 xb.html"'),
        ("../../etc/passwd.jpg", 'filename="passwd.jpg"'),
        ("ＫＴＰ・日本.jpg", 'filename=".jpg"'),
        ("\u202egpj.exe", 'filename="gpj.exe"'),
        ("日本", 'filename="berkas"'),
    ],
)
def test_a_hostile_file_name_breaks_neither_page_nor_header(isian: Pengisian, nama: str, aman: str) -> None:
    isian.foto("ktp", unggahan(gambar(), nama))
    lihat = isian.hp.get(isian.ke("lihat", isian.isi().berkas[0].sha256))
    assert lihat.headers["Content-Disposition"] == f"inline; {aman}"
    read(isian.hp.get(isian.ke("berkas", "ktp")).content.decode())


def test_a_file_name_is_shown_as_text(isian: Pengisian) -> None:
    jawab = isian.foto("ktp", unggahan(b"bukan foto", "<img src=x onerror=alert(1)>.jpg"))
    assert "<img src=x" not in jawab.content.decode()
    assert NIK not in jawab.content.decode()


def test_a_full_disk_says_so_and_keeps_nothing(isian: Pengisian, monkeypatch: pytest.MonkeyPatch) -> None:
    def penuh(*_: object) -> str:
        raise StorageFull

    monkeypatch.setattr(store, "simpan", penuh)
    jawab = isian.foto("ktp", unggahan(gambar()))
    assert jawab.status_code == 507
    assert "Penyimpanan kantor penuh" in jawab.content.decode()
    assert isian.isi().berkas == ()


def test_another_citizen_sees_no_photo_even_with_its_digest(isian: Pengisian, tetangga: Client) -> None:
    isian.foto("ktp", unggahan(gambar()))
    sha256 = isian.isi().berkas[0].sha256
    assert tetangga.get(isian.ke("lihat", sha256)).status_code == 404
    sendiri = tetangga.post("/warga/mulai/", {"jenis": "sku"}).headers["Location"]
    assert tetangga.get(f"{sendiri}lihat/{sha256}/").status_code == 404


@pytest.mark.parametrize(
    "rusak", [lambda p: p.unlink(), lambda p: p.write_bytes(b"lain")], ids=["lost", "changed"]
)
def test_a_lost_photo_is_an_alarm_and_not_an_empty_picture(
    isian: Pengisian, rusak: Callable[..., object]
) -> None:
    isian.foto("ktp", unggahan(gambar()))
    sha256 = isian.isi().berkas[0].sha256
    with lingkup(isian.desa):
        (path,) = (settings.EOFFICE_HOME / "berkas").rglob(f"*{sha256[4:]}*")
    path.chmod(0o600)
    rusak(path)
    jawab = isian.hp.get(isian.ke("lihat", sha256))
    path.unlink(missing_ok=True)
    assert jawab.status_code == 503
    assert "hilang atau rusak di penyimpanan" in jawab.content.decode()

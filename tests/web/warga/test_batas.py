"""Few statements a page, foreign ids that do not exist, no sign-in where none is needed, slips, files, refusals."""

import io
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from eoffice.akun import services as akun
from eoffice.akun.selectors import pengguna
from eoffice.surat import services as surat
from eoffice.surat.models import Surat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import Pemeran, diajukan, pemeran, penduduk

MAKS = 15
BINGKAI = ("SAVEPOINT", "RELEASE", "SELECT set_config")
"""What opens and closes scope and savepoints is not asked by the page."""


def banyak_pernyataan(browser: Client, alamat: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as semua:
        assert browser.get(alamat).status_code == 200, alamat
    return len([q for q in semua if not q["sql"].startswith(BINGKAI)])


@pytest.mark.parametrize("baris", [1, 3])
def test_a_page_asks_the_database_little(warga: Client, cast: Pemeran, cisontrol: Desa, baris: int) -> None:
    with lingkup(cisontrol.kode):
        for _ in range(baris):
            surat_id = diajukan(cast)
        draf = surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis="sktm")
    awal, isi = f"/desa/{cisontrol.kode}/", f"/warga/isi/{draf}/"
    alamat = [
        awal,
        f"{awal}surat/",
        f"{awal}lacak/",
        "/warga/",
        f"/warga/surat/{surat_id}/",
        f"{isi}periksa/",
        f"{isi}tanya/keperluan/",
        f"{isi}berkas/ktp/",
        f"{isi}kontak/",
        "/warga/akses/",
        "/warga/data/",
        f"{isi}sekaligus/",
        "/cek/",
        "/cek/0000-0000-00/",
    ]
    banyak = {a: banyak_pernyataan(warga, a) for a in alamat}
    assert {a: n for a, n in banyak.items() if n > MAKS} == {}


def test_what_belongs_to_others_does_not_exist(
    warga: Client, cast: Pemeran, cisontrol: Desa, situmandala: Desa
) -> None:
    with lingkup(situmandala.kode):
        asing = pemeran("situmandala", nik="3207154506859002")
        surat_asing = diajukan(asing)
        draf_asing = surat.mulai_draf(pemilik=asing.warga, penduduk_id=asing.penduduk_id, jenis="sku")
    with lingkup(cisontrol.kode):
        tetangga = penduduk("Siti Aminah", "3207155506859003")
        slip = akun.terbitkan_slip(penduduk_id=tetangga.pk, pelaku="uji")
        sebelah = akun.aktifkan_warga(
            token=slip.token, pin="739154", nik=tetangga.nik, nama=tetangga.nama, tanggal_lahir=None
        )
        surat_sebelah = diajukan(
            Pemeran(sebelah.pk, tetangga.pk, cast.operator, cast.sekdes, cast.kades, cast.kades_pejabat)
        )
        draf_sebelah = surat.mulai_draf(pemilik=sebelah.pk, penduduk_id=tetangga.pk, jenis="sku")
    for satu in (surat_asing, surat_sebelah, uuid4()):
        for ekor in ("", "terkirim/", "unduh/", "tarik/", "perbaiki/"):
            assert warga.get(f"/warga/surat/{satu}/{ekor}").status_code == 404
        assert warga.post(f"/warga/surat/{satu}/tarik/", {"versi": "1"}).status_code == 404
    for satu in (draf_asing, draf_sebelah, uuid4()):
        for ekor in ("", "tanya/nama_usaha/", "berkas/ktp/", "kontak/", "periksa/", "buang/"):
            assert warga.get(f"/warga/isi/{satu}/{ekor}").status_code == 404
        assert warga.post(f"/warga/isi/{satu}/kirim/", {"benar": "on"}).status_code == 404


def test_an_official_finds_no_citizens_page(cast: Pemeran) -> None:
    browser = Client()
    browser.force_login(pengguna(cast.operator))
    assert browser.get("/warga/").status_code == 404
    assert browser.get("/").headers["Location"] == "/aparat/"


def test_a_visitor_is_asked_to_sign_in(client: Client, cast: Pemeran) -> None:
    for alamat in ("/warga/", f"/warga/surat/{uuid4()}/", f"/warga/isi/{uuid4()}/periksa/", "/warga/akses/"):
        assert client.get(alamat).headers["Location"].startswith("/warga/masuk/?lanjut="), alamat


def test_a_slip_makes_a_pin_once(client: Client, cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        orang = penduduk()
        slip = akun.terbitkan_slip(penduduk_id=orang.pk, pelaku="uji")
    alamat = f"/desa/{cisontrol.kode}/aktivasi/{slip.token}/"
    assert client.post("/aktivasi/", {"kode": slip.kode.lower()}).status_code == 302
    halaman = client.get(alamat).content.decode()
    assert "Eu*** Ko***" in halaman
    assert "Komariah" not in halaman
    assert client.post(alamat, {"pin": "123456", "ulang": "123456"}).status_code == 422
    assert client.post(alamat, {"pin": "739154", "ulang": "739155"}).status_code == 422
    assert client.post(alamat, {"pin": "739154", "ulang": "739154"}).headers["Location"] == "/warga/"
    assert client.get("/warga/").status_code == 200
    assert Client().get(alamat).status_code == 422
    assert Client().get("/aktivasi/BUKANSLIP/").status_code == 422


def besar() -> bytes:
    keluar = io.BytesIO()
    Image.effect_noise((2600, 2600), 90).convert("RGB").save(keluar, "PNG")
    return keluar.getvalue()


def test_files_that_are_something_else_are_refused_in_place(warga: Client) -> None:
    awal = warga.post("/warga/mulai/", {"jenis": "sku"}, follow=True).redirect_chain[-1][0]
    alamat = awal.partition("/tanya/")[0] + "/berkas/ktp/"
    for isi in (b"<html>bukan foto</html>", b"MZ\x90program", b"%PDF-1.7 rusak", b"x" * (21 * 1024 * 1024)):
        jawab = warga.post(alamat, {"berkas": SimpleUploadedFile("ktp.jpg", isi, "image/jpeg")})
        assert jawab.status_code == 422
        assert "ktp.jpg" in jawab.content.decode()
    assert warga.post(alamat, {}).status_code == 422, "a required document cannot be passed over"
    foto = besar()
    assert len(foto) < 20 * 1024 * 1024
    assert warga.post(alamat, {"berkas": SimpleUploadedFile("ktp.png", foto, "image/png")}).status_code == 302


def test_photos_sent_after_the_session_ended_are_kept(warga: Client, cast: Pemeran, cisontrol: Desa) -> None:
    awal = warga.post("/warga/mulai/", {"jenis": "sku"}, follow=True).redirect_chain[-1][0]
    draf = awal.split("/")[3]
    alamat = f"/warga/isi/{draf}/berkas/ktp/"
    warga.logout()
    keluar = io.BytesIO()
    Image.new("RGB", (300, 200), "green").save(keluar, "JPEG")
    warga.post(alamat, {"berkas": SimpleUploadedFile("ktp.jpg", keluar.getvalue(), "image/jpeg")})
    masuk = f"/desa/{cisontrol.kode}/masuk/?lanjut={alamat}"
    assert warga.post(masuk, {"nik": "3207154506859001", "pin": "739154"}).headers["Location"] == alamat
    assert "ktp.jpg" in warga.get(alamat).content.decode()


def test_a_ticket_tells_the_status_and_no_name(client: Client, cast: Pemeran, cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        surat_id: UUID = diajukan(cast)
        tiket = Surat.objects.select_related("permohonan").get(pk=surat_id).permohonan.tiket
    for ketikan in (tiket, tiket.lower().replace("-", " ")):
        halaman = client.get(f"/desa/{cisontrol.kode}/lacak/", {"tiket": ketikan}).content.decode()
        assert tiket in halaman
        assert "Euis" not in halaman
    assert client.get(f"/desa/{cisontrol.kode}/lacak/", {"tiket": "salah"}).status_code == 422

"""From the home page to the ticket, and after."""

import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import PIN, SKU, Pemeran, diajukan, foto
from tests.web.markup import read

NIK = "3207154506859001"
JAHAT = '<script>alert(1)</script> #read("/etc/passwd") =1+1'


def isi_semua(warga: Client) -> str:
    """Answer every page as a citizen would; return the address of the check page."""
    mulai = warga.post("/warga/mulai/", {"jenis": "sku"}, follow=True)
    alamat = mulai.redirect_chain[-1][0]
    for _ in range(30):
        if alamat.endswith("/periksa/"):
            return alamat
        halaman = warga.get(alamat)
        read(halaman.content.decode())
        assert halaman.status_code == 200
        if "/tanya/" in alamat:
            kode = alamat.rstrip("/").rpartition("/")[2]
            jawab = warga.post(alamat, {kode: SKU.get(kode, "")})
        elif "/kontak/" in alamat:
            jawab = warga.post(alamat, {"telepon": "0812 5550 0174"})
        else:
            jawab = warga.post(alamat, {"berkas": SimpleUploadedFile("ktp.jpg", foto(), "image/jpeg")})
        assert jawab.status_code == 302, jawab.content.decode()
        alamat = jawab.headers["Location"]
    raise AssertionError("the questions do not end")


def test_from_the_first_question_to_the_ticket(warga: Client) -> None:
    periksa = isi_semua(warga)
    halaman = warga.get(periksa).content.decode()
    assert "Warung Bu Euis" in read(halaman).text
    assert NIK not in halaman
    kirim = periksa.replace("/periksa/", "/kirim/")
    assert warga.post(kirim, {}).status_code == 422
    pertama = warga.post(kirim, {"benar": "on"})
    kedua = warga.post(kirim, {"benar": "on"})
    assert pertama.headers["Location"] == kedua.headers["Location"]
    assert pertama.headers["Idempotency-Key"] == kedua.headers["Idempotency-Key"] in periksa
    selesai = warga.get(pertama.headers["Location"])
    assert selesai.status_code == 200
    assert re.search(r"class=\"tiket\"", selesai.content.decode())
    read(selesai.content.decode())
    surat_ini = warga.get(pertama.headers["Location"].replace("terkirim/", ""))
    read(surat_ini.content.decode())
    assert warga.get("/warga/").content.decode().count("/warga/surat/") == 1


def test_the_queue_of_the_phone_gets_its_key_and_the_way_on(warga: Client) -> None:
    kirim = isi_semua(warga).replace("/periksa/", "/kirim/")
    kunci = kirim.split("/")[3]
    for _ in range(2):
        jawab = warga.post(kirim, {"benar": "on", "kunci": kunci}, headers={"Idempotency-Key": kunci})
        assert jawab.status_code == 201
        assert jawab.headers["Idempotency-Key"] == kunci
        assert jawab.headers["Content-Location"].endswith("/terkirim/")


def test_public_pages_are_whole(client: Client, cast: Pemeran, cisontrol: Desa) -> None:
    awal = f"/desa/{cisontrol.kode}/"
    for alamat in (
        "/",
        "/bantuan/",
        "/aktivasi/",
        awal,
        f"{awal}masuk/",
        f"{awal}surat/",
        f"{awal}surat/?q=bank",
        f"{awal}surat/sku/",
        f"{awal}lacak/",
        f"{awal}aktivasi/",
    ):
        jawab = client.get(alamat)
        assert jawab.status_code == 200, alamat
        read(jawab.content.decode())


def test_signing_in_by_nik_and_pin(client: Client, cast: Pemeran, cisontrol: Desa) -> None:
    alamat = f"/desa/{cisontrol.kode}/masuk/"
    assert client.post(alamat, {"nik": NIK, "pin": "111222"}).status_code == 422
    assert client.post(alamat, {"nik": NIK, "pin": PIN}).headers["Location"] == "/warga/"
    assert client.get("/warga/").status_code == 200
    assert client.post("/warga/keluar/").status_code == 302
    assert client.get("/warga/").status_code == 302


def test_nothing_is_lost_when_the_session_ended(warga: Client, cisontrol: Desa) -> None:
    mulai = warga.post("/warga/mulai/", {"jenis": "sku"}, follow=True).redirect_chain[-1][0]
    warga.logout()
    jawab = warga.post(mulai, {"nama_usaha": "Warung Lama"})
    assert jawab.status_code == 302
    masuk = f"/desa/{cisontrol.kode}/masuk/?lanjut={mulai}"
    kembali = warga.post(masuk, {"nik": NIK, "pin": PIN})
    assert kembali.headers["Location"] == mulai
    assert "Warung Lama" in warga.get(mulai).content.decode()


@pytest.mark.parametrize("kode", ["nama_usaha", "jenis_usaha"])
def test_hostile_answers_are_shown_as_text(warga: Client, kode: str) -> None:
    awal = warga.post("/warga/mulai/", {"jenis": "sku"}, follow=True).redirect_chain[-1][0]
    alamat = awal.replace("nama_usaha", kode)
    jawab = warga.post(alamat, {kode: JAHAT}, follow=True)
    assert "<script>alert" not in jawab.content.decode()


def test_a_returned_application_is_mended_and_withdrawn(
    warga: Client, cast: Pemeran, cisontrol: Desa
) -> None:
    with lingkup(cisontrol.kode):
        surat_id: UUID = diajukan(cast)
        surat.jalankan(
            surat_id=surat_id,
            aksi=Aksi.KEMBALIKAN,
            oleh=cast.pelaku(Peran.OPERATOR),
            versi=1,
            catatan="Foto KK buram",
        )
    halaman = warga.get(f"/warga/surat/{surat_id}/").content.decode()
    assert "Foto KK buram" in halaman
    read(halaman)
    assert "Foto KK buram" in warga.get(f"/warga/surat/{surat_id}/perbaiki/").content.decode()
    periksa = warga.post(f"/warga/surat/{surat_id}/perbaiki/").headers["Location"]
    assert periksa.endswith("/periksa/")
    assert warga.get(periksa).status_code == 200
    kirim = periksa.removesuffix("periksa/") + "kirim/"
    for _ in range(2):  # sent again over a broken line, it is sent once
        assert warga.post(kirim, {"benar": "on"}).status_code == 302
    assert "menunggu diperiksa" in warga.get(f"/warga/surat/{surat_id}/").content.decode()
    assert warga.get(f"/warga/surat/{surat_id}/tarik/").status_code == 200
    assert warga.post(f"/warga/surat/{surat_id}/tarik/", {"versi": "3"}).status_code == 302
    assert "dibatalkan" in warga.get(f"/warga/surat/{surat_id}/").content.decode()

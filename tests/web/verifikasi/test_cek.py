"""What anybody learns about a letter."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Surat
from eoffice.surat.rules.alur import Aksi
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.web.markup import read
from tests.web.verifikasi.conftest import Kertas as Terbit

NIK = "3207154506859001"
pytestmark = pytest.mark.serentak


def unggah(client: Client, isi: bytes) -> str:
    berkas = SimpleUploadedFile("surat.pdf", isi, "application/pdf")
    return client.post("/cek/", {"pdf": berkas}).content.decode()


def test_a_genuine_letter_shows_name_and_purpose_and_never_a_nik(client: Client, terbit: Terbit) -> None:
    for alamat in (terbit.qr, terbit.qr.lower(), f"/cek/{terbit.kode}/"):
        jawab = client.get(alamat).content.decode()
        teks = read(jawab).text
        assert "Surat ini asli" in teks
        assert "Euis Komariah" in teks
        assert "kredit usaha rakyat" in teks
        assert "Oman Rohman" in teks
        assert NIK not in jawab
    assert "Surat ini asli" in unggah(client, terbit.pdf)


def test_a_revoked_letter_is_revoked_by_every_way(client: Client, cisontrol: Desa, terbit: Terbit) -> None:
    with lingkup(cisontrol.kode):
        versi = Surat.objects.get(pk=terbit.surat_id).versi
        oleh = terbit.cast.pelaku(Peran.PENANDA_TANGAN)
        surat.jalankan(surat_id=terbit.surat_id, aksi=Aksi.CABUT, oleh=oleh, versi=versi, catatan="keliru")
    for alamat in (terbit.qr, f"/cek/{terbit.kode}/"):
        assert "Surat ini sudah dicabut" in client.get(alamat).content.decode()


def test_a_forged_code_is_forged_and_a_changed_file_is_changed(client: Client, terbit: Terbit) -> None:
    tengah = len(terbit.qr) // 2
    huruf = "A" if terbit.qr[-4] != "A" else "B"
    palsu = client.get(terbit.qr[:-4] + huruf + terbit.qr[-3:])
    assert "palsu" in palsu.content.decode()
    assert client.get(terbit.qr[:tengah]).status_code == 404
    assert "diubah" in unggah(client, terbit.pdf.replace(b"/Type", b"/Tipe", 1))
    assert "tidak kami kenal" in unggah(client, b"bukan pdf")


def test_the_check_page_is_whole(client: Client, cisontrol: Desa) -> None:
    jawab = client.get("/cek/")
    assert jawab.status_code == 200
    read(jawab.content.decode())
    assert client.get("/cek/?kode=ABC").status_code == 422
    assert "tidak mengenal" in client.get("/cek/0000-0000-00/").content.decode()
    assert client.get("/v/BUKAN").status_code == 404
    read(client.get("/v/luring/").content.decode())
    assert client.get("/sw.js").headers["Service-Worker-Allowed"] == "/"


def test_guessing_codes_is_held_back(client: Client, cisontrol: Desa) -> None:
    kode = [client.get("/cek/0000-0000-00/").status_code for _ in range(62)]
    assert kode[:60] == [200] * 60
    assert kode[-1] == 429

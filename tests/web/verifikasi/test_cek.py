"""What anybody learns about a letter."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from eoffice.dokumen import services as dokumen
from eoffice.dokumen.rules.hasil import Klaim
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Surat
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.rules.kode import kode_pendek, tampilkan_kode
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import FRASA, Pemeran, diparaf, pemeran, tte_lokal
from tests.web.markup import read

NIK = "3207154506859001"
pytestmark = pytest.mark.serentak


@pytest.fixture(autouse=True)
def _forget_rates() -> None:
    cache.clear()


@dataclass(frozen=True)
class Terbit:
    """An issued letter, as its paper shows it."""

    cast: Pemeran
    surat_id: UUID
    qr: str
    kode: str
    nomor: str
    pdf: bytes


@pytest.fixture
def terbit(cisontrol: Desa) -> Terbit:
    """A letter for Euis, signed by Oman."""
    with lingkup(cisontrol.kode):
        cast = pemeran()
        tte_lokal(cast)
        surat_id = diparaf(cast)
    oleh = cast.pelaku(Peran.PENANDA_TANGAN)
    hasil = surat.tanda_tangani(desa=cisontrol.kode, pilihan=[(surat_id, 3)], frasa=FRASA, oleh=oleh)
    assert hasil[0].terbit, hasil
    with lingkup(cisontrol.kode):
        s = Surat.objects.select_related("permohonan").get(pk=surat_id)
        kode = bytes.fromhex(s.kode)
        assert s.tanggal is not None
        klaim = Klaim(
            cisontrol.kode, kode, "SKU", s.permohonan.nama, s.keperluan, s.tanggal, s.berlaku_sampai
        )
        pdf = dokumen.baca(s.sha256)
    qr = f"/V/{dokumen.buat_muatan(klaim)}"
    return Terbit(cast, surat_id, qr, tampilkan_kode(kode_pendek(kode)), s.nomor, pdf)


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


def test_keys_come_by_kecamatan(client: Client, terbit: Terbit) -> None:
    assert client.get("/v/kunci.json").json()["kecamatan"] == [{"kode": "32.07.15", "nama": "Rancah"}]
    isi = client.get("/v/kunci.json?kec=32.07.15").json()
    assert [k["desa"] for k in isi["kunci"]] == ["32.07.15.2004"]
    assert isi["dicabut"] == []
    assert client.get("/v/kunci.json?kec=32.07.99").status_code == 404


def test_guessing_codes_is_held_back(client: Client, cisontrol: Desa) -> None:
    kode = [client.get("/cek/0000-0000-00/").status_code for _ in range(62)]
    assert kode[:60] == [200] * 60
    assert kode[-1] == 429

"""A full disk: a plain message, nothing half-written, the number kept; with room again the work goes on."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client

from eoffice.akun.selectors import pengguna
from eoffice.arsip.selectors import celah
from eoffice.dokumen import services as dokumen
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import StorageFull
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Draf, IndeksTerbit, Surat
from eoffice.surat.rules.alur import Status
from eoffice.surat.selectors import warga
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.middleware.galat import known_error
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.alur.gangguan import TITIK_TULIS, basis_penuh, disk_penuh, halaman_habis
from tests.surat.conftest import Tanda

PENUH = Pesan("kernel.disk_penuh")


def isi_penyimpanan() -> set[Path]:
    """Everything that lies in the store, also what is hidden."""
    return {jalur for jalur in (settings.EOFFICE_HOME / "berkas").rglob("*") if jalur.is_file()}


def kosongkan() -> None:
    """Empty the store: a photo that other tests kept would else be kept again without writing."""
    shutil.rmtree(settings.EOFFICE_HOME / "berkas", ignore_errors=True)


def test_the_message_says_what_happened_in_plain_words() -> None:
    assert kalimat(PENUH) == "Penyimpanan kantor penuh. Tidak ada yang tersimpan separuh."


@pytest.mark.parametrize("titik", TITIK_TULIS)
def test_a_signed_letter_that_finds_no_room_waits_with_its_number(
    titik: str, cisontrol: Desa, siap: UUID, tanda: Tanda
) -> None:
    sebelum = isi_penyimpanan()
    with disk_penuh(titik):
        gagal = tanda(siap)
    assert (gagal.terbit, gagal.pesan) == (False, PENUH)
    assert isi_penyimpanan() == sebelum
    with lingkup(cisontrol.kode):
        tunggu = Surat.objects.get(pk=siap)
        assert (tunggu.status, tunggu.nomor, tunggu.sha256) == (Status.MENUNGGU_TTE, gagal.nomor, "")
        assert [e.publik["status"] for e in riwayat("surat", siap)][-1] == Status.MENUNGGU_TTE
    assert gagal.nomor
    ulang = tanda(siap, 4)
    assert (ulang.terbit, ulang.nomor) == (True, gagal.nomor)
    with lingkup(cisontrol.kode):
        assert dokumen.periksa_pdf(warga.berkas_terbit(siap)).keadaan == "sah"
        assert celah(surat.hari_ini().year) == {}
    assert len(isi_penyimpanan() - sebelum) == 1
    assert IndeksTerbit.objects.count() == 1
    assert periksa_rantai(cisontrol.kode).utuh


@pytest.mark.parametrize("titik", TITIK_TULIS)
def test_a_photo_that_finds_no_room_leaves_the_draft_as_it_was(
    titik: str, cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        draf = surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis="sku")
        surat.simpan_jawaban(draf_id=draf, pemilik=cast.warga, jawaban=pabrik.SKU)
        kirim = {"draf_id": draf, "pemilik": cast.warga, "syarat": "ktp", "nama": f"{titik}.jpg"}
        baris = Draf.objects.filter(pk=draf).values().get()
        kosongkan()
        with disk_penuh(titik), pytest.raises(StorageFull):
            surat.lampirkan(**kirim, data=pabrik.foto())
        assert isi_penyimpanan() == set()
        assert Draf.objects.filter(pk=draf).values().get() == baris
        isi = surat.lampirkan(**kirim, data=pabrik.foto())
    assert [b.nama for b in isi.berkas] == [f"{titik}.jpg"]


def test_a_scan_that_finds_no_room_leaves_the_letter_on_paper(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    operator = basah.pelaku(Peran.OPERATOR)
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diparaf(basah)
        beku = surat.cetak_basah(surat_id=surat_id, versi=3, oleh=operator)
        kirim: dict[str, Any] = {"surat_id": surat_id, "versi": 4, "oleh": operator}
        sebelum = isi_penyimpanan()
        with disk_penuh("separuh"), pytest.raises(StorageFull):
            surat.terbitkan_pindaian(**kirim, berkas=[pabrik.foto()])
        row = Surat.objects.get(pk=surat_id)
        assert (row.status, row.versi, row.nomor) == (Status.MENUNGGU_BASAH, 4, beku.nomor)
        assert (row.sha256, row.pindaian) == ("", [])
        assert isi_penyimpanan() == sebelum
        sha256 = surat.terbitkan_pindaian(**kirim, berkas=[pabrik.foto()])
        row.refresh_from_db()
    assert (row.status, row.nomor, row.sha256) == (Status.TERBIT, beku.nomor, sha256)


def test_the_citizen_reads_it_on_the_page_and_tries_again_later(
    cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    browser = Client()
    browser.force_login(pengguna(cast.warga))
    awal = browser.post("/warga/mulai/", {"jenis": "sku"}, follow=True).redirect_chain[-1][0]
    alamat = f"{awal.partition('tanya/')[0]}berkas/ktp/"
    kosongkan()

    def unggah() -> Any:
        return browser.post(alamat, {"berkas": SimpleUploadedFile("ktp.jpg", pabrik.foto(), "image/jpeg")})

    with disk_penuh("tulis"):
        jawab = unggah()
    assert jawab.status_code == 507
    assert kalimat(PENUH) in jawab.content.decode()
    assert unggah().status_code == 302


def hampir_penuh(monkeypatch: pytest.MonkeyPatch, persen: int) -> None:
    """Let so many percent of the disk be free."""
    keadaan = SimpleNamespace(total=100 * 1024**3, free=persen * 1024**3)
    monkeypatch.setattr(shutil, "disk_usage", lambda _tempat: keadaan)


def test_a_disk_that_fills_refuses_photos_on_the_page_and_still_gives_numbers(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Client()
    browser.force_login(pengguna(cast.warga))
    awal = browser.post("/warga/mulai/", {"jenis": "sku"}, follow=True).redirect_chain[-1][0]
    alamat = f"{awal.partition('tanya/')[0]}berkas/ktp/"
    hampir_penuh(monkeypatch, 9)
    jawab = browser.post(alamat, {"berkas": SimpleUploadedFile("ktp.jpg", pabrik.foto(), "image/jpeg")})
    assert jawab.status_code == 507
    assert kalimat(Pesan("dokumen.ruang_lampiran", persen=9)) in jawab.content.decode()
    with lingkup(cisontrol.kode):
        assert [satu.berkas for satu in Draf.objects.filter(pemilik=cast.warga)] == [[]]
    assert tanda(siap).terbit


def test_a_disk_that_is_nearly_full_gives_no_number_and_the_letter_waits_in_the_pile(
    cisontrol: Desa, siap: UUID, tanda: Tanda, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lingkup(cisontrol.kode):
        sebelum = Surat.objects.filter(pk=siap).values().get()
    hampir_penuh(monkeypatch, 2)
    gagal = tanda(siap)
    assert (gagal.terbit, gagal.nomor, gagal.pesan) == (False, "", Pesan("dokumen.ruang_nomor", persen=2))
    with lingkup(cisontrol.kode):
        assert Surat.objects.filter(pk=siap).values().get() == sebelum
        assert celah(surat.hari_ini().year) == {}
    hampir_penuh(monkeypatch, 3)
    assert tanda(siap).terbit


@pytest.mark.serentak
def test_a_full_database_gives_no_number_and_changes_nothing(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda
) -> None:
    with lingkup(cisontrol.kode):
        sebelum = Surat.objects.filter(pk=siap).values().get()
    with halaman_habis() if connection.vendor == "sqlite" else basis_penuh():
        gagal = tanda(siap)
    assert (gagal.terbit, gagal.nomor, gagal.pesan) == (False, "", PENUH)
    with lingkup(cisontrol.kode):
        assert Surat.objects.filter(pk=siap).values().get() == sebelum
    assert periksa_rantai(cisontrol.kode).utuh
    assert tanda(siap).terbit


@pytest.mark.serentak
def test_a_full_database_keeps_the_draft_and_the_sending_is_repeated(
    cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        draf = surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis="sku")
        surat.simpan_jawaban(draf_id=draf, pemilik=cast.warga, jawaban=pabrik.SKU)
        for syarat in surat.draf(draf_id=draf, pemilik=cast.warga).jenis.syarat:
            surat.lampirkan(
                draf_id=draf, pemilik=cast.warga, syarat=syarat.kode, nama="a.jpg", data=pabrik.foto()
            )
    oleh = cast.pelaku(Peran.WARGA)
    with basis_penuh(), pytest.raises(OperationalError) as galat, lingkup(cisontrol.kode):
        surat.ajukan(draf_id=draf, oleh=oleh)
    jawab = known_error(galat.value)
    assert jawab is not None
    assert (jawab[0], jawab[1]) == (507, PENUH)
    with lingkup(cisontrol.kode):
        assert not Surat.objects.exists()
        assert surat.draf(draf_id=draf, pemilik=cast.warga).nilai["nama_usaha"] == "Warung Bu Euis"
        assert surat.ajukan(draf_id=draf, oleh=oleh).baru
        assert not surat.ajukan(draf_id=draf, oleh=oleh).baru
        assert Surat.objects.count() == 1


@pytest.fixture
def berkas_sempit() -> Iterator[Path]:
    """The store on a real file system of 128 KiB; needs root and the right to mount."""
    titik = settings.EOFFICE_HOME / "berkas"
    titik.mkdir(exist_ok=True)
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", titik], capture_output=True, check=True
    )
    yield titik
    subprocess.run(["umount", titik], check=True)


@pytest.mark.lama  # mounts a file system, so it needs root
def test_a_really_full_store_and_more_room_afterwards(
    berkas_sempit: Path, cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda
) -> None:
    ganjal = berkas_sempit / "ganjal"
    ganjal.write_bytes(bytes(100_000))
    sebelum = isi_penyimpanan()
    gagal = tanda(siap)
    assert (gagal.terbit, gagal.pesan, isi_penyimpanan()) == (False, PENUH, sebelum)
    with lingkup(cisontrol.kode):
        assert Surat.objects.get(pk=siap).status == Status.MENUNGGU_TTE
    subprocess.run(["mount", "-o", "remount,size=4m", berkas_sempit], capture_output=True, check=True)
    ulang = tanda(siap, 4)
    assert (ulang.terbit, ulang.nomor) == (True, gagal.nomor)
    with lingkup(cisontrol.kode):
        assert dokumen.periksa_pdf(warga.berkas_terbit(siap)).keadaan == "sah"

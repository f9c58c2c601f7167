"""An issued file that is lost or changed: an alarm, never made again; everybody reads what happened."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import structlog
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from structlog.testing import capture_logs

from config.workers import TUGAS
from eoffice.akun.selectors import pengguna
from eoffice.dokumen import services as dokumen
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Surat
from eoffice.surat.rules.alur import Status
from eoffice.surat.rules.kode import kode_pendek, tampilkan_kode
from eoffice.surat.selectors import verifikasi, warga
from eoffice.surat.selectors.hilang import berkas_hilang
from eoffice.surat.selectors.verifikasi import Keadaan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.conftest import Tanda
from tests.web.aparat.conftest import browser
from tests.web.markup import read

Rusak = Callable[[Path], None]
(PERIKSA_BERKAS,) = (tugas.jalankan for tugas in TUGAS if tugas.nama == "berkas")


def hapus(jalur: Path) -> None:
    jalur.unlink()


def ubah(jalur: Path) -> None:
    isi = bytearray(jalur.read_bytes())
    isi[len(isi) // 2] ^= 1
    jalur.write_bytes(isi)


def potong(jalur: Path) -> None:
    jalur.write_bytes(jalur.read_bytes()[:1000])


def tukar(jalur: Path) -> None:
    """Put a well-formed PDF of somebody else into its place."""
    jalur.write_bytes(b"%PDF-1.7 bukan surat ini %%EOF")


RUSAK = [hapus, ubah, potong, tukar]


@pytest.fixture
def terbit(cisontrol: Desa, siap: UUID, tanda: Tanda) -> Iterator[tuple[UUID, str, Path]]:
    """An issued letter: its id, the digest and the place of its file, which no other test shall find damaged."""
    cache.clear()
    assert tanda(siap).terbit
    with lingkup(cisontrol.kode):
        sha256 = Surat.objects.get(pk=siap).sha256
    (jalur,) = (settings.EOFFICE_HOME / "berkas").glob(f"**/{sha256}")
    yield siap, sha256, jalur
    jalur.unlink(missing_ok=True)


def log_alarm(kerja: Callable[[], Any]) -> list[tuple[str, str]]:
    """Return the grave events that some work logs."""
    with capture_logs() as catatan:
        structlog.get_logger("uji").debug("mulai")
        kerja()
    return [(satu["event"], satu["sidik"]) for satu in catatan if satu["log_level"] == "critical"]


@pytest.mark.parametrize("rusak", RUSAK)
def test_citizen_and_office_read_that_the_file_is_lost_and_the_letter_stands(
    rusak: Rusak, cisontrol: Desa, cast: pabrik.Pemeran, terbit: tuple[UUID, str, Path]
) -> None:
    surat_id, sha256, jalur = terbit
    hp = Client()
    hp.force_login(pengguna(cast.warga))
    pintu = [
        (hp, reverse("warga:unduh", args=[surat_id])),
        (browser(cast.operator), reverse("aparat:unduh", args=[surat_id])),
        (browser(cast.kades), reverse("aparat:unduh", args=[surat_id])),
    ]
    for klien, alamat in pintu:
        assert klien.get(alamat).headers["Content-Type"] == "application/pdf"
    rusak(jalur)
    sisa = jalur.read_bytes() if jalur.exists() else None
    for klien, alamat in pintu:
        jawab = klien.get(alamat)
        teks = read(jawab.content.decode()).text
        assert jawab.status_code == 503
        assert f"Berkas {sha256[:12]} hilang atau rusak di penyimpanan" in teks
        assert "tidak dibuat ulang" in teks
    assert hp.get(reverse("warga:surat", args=[surat_id])).status_code == 200
    assert browser(cast.operator).get(reverse("aparat:periksa", args=[surat_id])).status_code == 200
    assert (jalur.read_bytes() if jalur.exists() else None) == sisa  # nobody made it again
    with lingkup(cisontrol.kode):
        assert Surat.objects.get(pk=surat_id).status == Status.TERBIT


@pytest.mark.parametrize("rusak", RUSAK)
def test_every_opening_of_a_lost_file_is_an_alarm(
    rusak: Rusak, cisontrol: Desa, terbit: tuple[UUID, str, Path]
) -> None:
    surat_id, sha256, jalur = terbit
    rusak(jalur)

    def buka() -> None:
        with lingkup(cisontrol.kode), pytest.raises(dokumen.BerkasHilang):
            warga.berkas_terbit(surat_id)

    kejadian = "dokumen.berkas_hilang" if rusak is hapus else "dokumen.berkas_rusak"
    assert log_alarm(buka) == log_alarm(buka) == [(kejadian, sha256)]


@pytest.mark.parametrize("rusak", RUSAK)
def test_the_daily_walk_finds_it_before_anybody_asks(
    rusak: Rusak, cisontrol: Desa, terbit: tuple[UUID, str, Path]
) -> None:
    surat_id, sha256, jalur = terbit
    bersih = log_alarm(PERIKSA_BERKAS)
    assert sha256 not in {sidik for _, sidik in bersih}
    rusak(jalur)
    baru = [satu for satu in log_alarm(PERIKSA_BERKAS) if satu not in bersih]
    assert baru == [("berkas_hilang" if rusak is hapus else "berkas_rusak", sha256)]
    with lingkup(cisontrol.kode):
        assert list(berkas_hilang()) == ([(surat_id, sha256)] if rusak is hapus else [])


def test_the_pages_of_a_lost_scan_are_missed_too(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    operator = basah.pelaku(Peran.OPERATOR)
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diparaf(basah)
        surat.cetak_basah(surat_id=surat_id, versi=3, oleh=operator)
        surat.terbitkan_pindaian(surat_id=surat_id, versi=4, berkas=[pabrik.foto()], oleh=operator)
        (halaman,) = Surat.objects.get(pk=surat_id).pindaian
        assert list(berkas_hilang()) == []
        next((settings.EOFFICE_HOME / "berkas").glob(f"**/{halaman}")).unlink()
        assert list(berkas_hilang()) == [(surat_id, halaman)]


def test_what_a_killed_process_left_half_written_is_cleared_away(
    cisontrol: Desa, terbit: tuple[UUID, str, Path]
) -> None:
    _, sha256, jalur = terbit
    sisa, segar = jalur.with_name(f".{sha256}.lama.tmp"), jalur.with_name(f".{sha256}.baru.tmp")
    for satu in (sisa, segar):
        satu.write_bytes(b"separuh")
    os.utime(sisa, (0, 0))
    PERIKSA_BERKAS()
    assert (sisa.exists(), segar.exists(), jalur.exists()) == (False, True, True)
    segar.unlink()


@pytest.mark.parametrize("rusak", RUSAK)
def test_the_register_still_vouches_for_the_letter_and_not_for_the_changed_file(
    rusak: Rusak, cisontrol: Desa, terbit: tuple[UUID, str, Path]
) -> None:
    surat_id, _, jalur = terbit
    asli = jalur.read_bytes()
    rusak(jalur)
    with lingkup(cisontrol.kode):
        kode = bytes.fromhex(Surat.objects.get(pk=surat_id).kode)
    oleh_kode = verifikasi.periksa_kode(kode_pendek(kode))
    assert oleh_kode is not None
    assert oleh_kode.keadaan is Keadaan.SAH  # the paper in somebody's hand is as good as before
    assert verifikasi.periksa_berkas(asli).keadaan is Keadaan.SAH
    orang = Client()

    def unggah(isi: bytes) -> str:
        berkas = SimpleUploadedFile("surat.pdf", isi, "application/pdf")
        return read(orang.post("/cek/", {"pdf": berkas}).content.decode()).text

    assert (
        "Surat ini asli"
        in read(orang.get(f"/cek/{tampilkan_kode(kode_pendek(kode))}/").content.decode()).text
    )
    assert "Surat ini asli" in unggah(asli)
    if jalur.exists():
        assert "Surat ini asli" not in unggah(jalur.read_bytes())

"""The page's buttons with real processes: the page asks, the worker does it, the light tells the truth."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.dua_tempat import BATAS, DESA, Dunia, Tempat, bertemu, bunuh

pytestmark = pytest.mark.proses
MASUK = f"""
from datetime import date
from eoffice.akun import services
from eoffice.akun.models import Pengguna
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.wilayah.tenancy import lingkup
if not Pengguna.objects.filter(nama_masuk="rika.nyata").exists():
    with lingkup("{DESA}"):
        p = services.buat_aparat(
            nama_masuk="rika.nyata", nama="Rika Amelia", sandi="empat kata yang panjang", pelaku="uji"
        )
        services.angkat(pejabat_id=p.pk, jabatan=Jabatan.OPERATOR, mulai=date(2020, 1, 1), pelaku="uji")
from django.test import Client
klien = Client(SERVER_NAME="localhost")
klien.force_login(Pengguna.objects.get(nama_masuk="rika.nyata"))
"""
LUPAKAN = f"from eoffice.sinkron.services.kemajuan import Kerja, ambil\nambil('{DESA}', Kerja.TEMU)"
"""The first load of an earlier test asked for a meeting that no worker has taken yet."""
LIHAT = "import lxml.html\nprint(' '.join(' '.join(lxml.html.document_fromstring(klien.get('/aparat/sinkron/').content).xpath('//main//text()')).split()))"


def tekan(desa: Tempat, nama: str) -> None:
    desa.lakukan(f"{MASUK}\nassert klien.post('/aparat/sinkron/{nama}/').status_code == 302")


def halaman(desa: Tempat) -> str:
    return desa.lakukan(f"{MASUK}\n{LIHAT}")


def tunggu(desa: Tempat, kata: str) -> str:
    """Look at the page until it says something, as an operator does; each look signs in anew, which may have to wait."""
    sampai = time.monotonic() + BATAS
    while kata not in (isi := _lihat(desa)):
        assert time.monotonic() < sampai, isi
        time.sleep(0.3)
    return isi


def _lihat(desa: Tempat) -> str:
    try:
        return halaman(desa)
    except AssertionError as galat:
        if "database is locked" not in str(galat):
            raise
        return "sibuk"


@pytest.fixture
def pekerja(dunia: Dunia) -> Iterator[subprocess.Popen[str]]:
    """The worker of the hub, which applies what arrives."""
    satu = dunia.kabupaten.mulai("worker")
    yield satu
    bunuh(satu)


@pytest.mark.lama
def test_pressed_buttons_are_carried_out_by_the_worker(dunia: Dunia, pekerja: subprocess.Popen[str]) -> None:
    desa = dunia.desa
    desa.menulis(3)
    halaman(desa)
    desa.lakukan(LUPAKAN)
    tekan(desa, "cocok")
    assert "Sedang berjalan Diminta oleh Rika Amelia." in halaman(desa)
    pekerja_desa = desa.mulai("worker")
    try:
        isi = tunggu(desa, "Ya, sama")
        assert "Tidak sama" not in isi
        isi = tunggu(desa, "Lancar. Tersinkron s.d. hari ini")
        assert "Tidak ada yang menunggu. Cocok dengan kabupaten: ya, " in isi
        dunia.padamkan()
        try:
            tekan(desa, "temu")
            isi = tunggu(
                desa, "Gagal Sambungan ke kabupaten terputus (server kabupaten tidak menerima sambungan)."
            )
            desa.menulis(1)
            assert "Menunggu: 1 data, 0 lampiran." in tunggu(desa, "Menunggu dikirim.")
        finally:
            dunia.nyalakan()
        tekan(desa, "temu")
        tunggu(desa, "1 data dikirim")
    finally:
        bunuh(pekerja_desa)


def test_a_village_without_a_line_exchanges_through_its_pages(dunia: Dunia, tmp_path: Path) -> None:
    hub, desa = dunia.kabupaten, dunia.desa
    halaman(desa)  # the first look makes the operator
    bertemu(dunia)
    dunia.padamkan()
    try:
        desa.menulis(4)
        assert "Menunggu: 4 data, 0 lampiran." in halaman(desa)
        naik, turun = tmp_path / "naik.eod", tmp_path / "turun.eod"
        unduh = "b''.join(klien.get('/aparat/sinkron/berkas.eod').streaming_content)"
        desa.lakukan(f"{MASUK}\nopen({str(naik)!r}, 'wb').write({unduh})")
        hasil, kata, galat = hub.jalankan("sync", "import", str(naik))
        assert (hasil, "4 catatan baru" in kata) == (0, True), kata + galat
        assert hub.jalankan("sync", "export", str(turun), "--desa", DESA)[0] == 0
        assert "Menunggu: 4 data, 0 lampiran." in halaman(desa), "the receipt is still on its way"
        kirim = f"klien.post('/aparat/sinkron/terima/', {{'berkas': open({str(turun)!r}, 'rb')}}).status_code"
        assert desa.lakukan(f"{MASUK}\nprint({kirim})").strip().endswith("302")
        assert "Tidak ada yang menunggu." in halaman(desa)
    finally:
        dunia.nyalakan()

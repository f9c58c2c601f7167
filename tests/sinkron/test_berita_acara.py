"""The monthly Berita Acara Rekonsiliasi: both sides make it, and what must agree agrees on paper."""

import os
import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from eoffice.kernel import clock
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services.berita_acara import berita_acara
from eoffice.sinkron.services.cocok import catat_titik
from eoffice.sinkron.services.sesi import jalankan
from tests.dokumen.alat import pelanggaran
from tests.sinkron.cocok_alat import PROYEKSI, TABEL, keluarga, sql, terapkan
from tests.sinkron.mesin import Mesin
from tests.sinkron.test_cocok import ALAMAT, Tiga, bertemu, cocokkan, kk

pytestmark = pytest.mark.hanya_sqlite  # disks are files
SAAT = datetime(2031, 11, 30, 18, 30, tzinfo=UTC)
"""In Ciamis it is already 1 December, 01.30."""
GAMBAR = os.environ.get("EOFFICE_GAMBAR", "")
SIDIK = re.compile(r"\b[0-9a-f]{4}(?: [0-9a-f]{4}){3}\b")


def teks(pdf: bytes, tmp_path: Path) -> str:
    berkas = tmp_path / "ba.pdf"
    berkas.write_bytes(pdf)
    return subprocess.run(
        ["/usr/bin/pdftotext", "-layout", berkas, "-"], check=True, capture_output=True, text=True
    ).stdout


def buat(mesin: Mesin, bulan: date, *, di_kabupaten: bool) -> bytes:
    nama = {TABEL: "Keluarga", "penduduk.penduduk_dicatat": "Penduduk"}
    return mesin.di_sini(  # type: ignore[no-any-return]
        berita_acara, bulan, di_kabupaten=di_kabupaten, sebut=_sebut, nama_tabel=nama
    )


def _sebut(pesan: Pesan) -> str:
    return f"Sebab {pesan.kode}."


@pytest.fixture(autouse=True)
def _jam(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: SAAT)


@pytest.fixture
def desember(kabel: Tiga) -> Tiga:
    """Twelve families told, compared and repaired once in December of the village's time."""
    node, kabupaten, _ = kabel
    for no in range(12):
        node.di_sini(keluarga, no, alamat=f"Dusun {no}")
    bertemu(kabel)
    kabupaten.di_sini(sql, ALAMAT, kk(3))
    assert len(cocokkan(kabel)) == 1
    assert cocokkan(kabel) == []
    node.di_sini(jalankan, kabel[2], node.diri)
    return kabel


def test_both_sides_print_the_same_counts_and_digests(desember: Tiga, tmp_path: Path) -> None:
    node, kabupaten, _ = desember
    desa = teks(buat(node, date(2031, 12, 1), di_kabupaten=False), tmp_path)
    hub = teks(buat(kabupaten, date(2031, 12, 1), di_kabupaten=True), tmp_path)
    for isi in (desa, hub):
        rata = " ".join(isi.split())
        assert "BERITA ACARA REKONSILIASI DATA Nomor: BAR/32.07.15.2004/2031/12" in rata
        assert "tanggal 1 Desember 2031 pukul 01.30 WIB" in rata
        assert "dicocokkan 2 kali: 1 kali sama, 1 kali berbeda, 0 belum dijawab" in rata
        assert "diperbaiki dari pemiliknya: 1." in rata
        assert "belum dapat dipakai: 0." in rata
        assert re.search(r"Keluarga +12 ", isi)
        assert isi.count(" sama\n") == 2
        assert "KEPALA DESA CISONTROL" in rata
        assert "PENGELOLA SERVER KABUPATEN CIAMIS" in rata
    assert SIDIK.findall(desa) == SIDIK.findall(hub)
    assert len(SIDIK.findall(desa)) == 5
    assert "server Desa Cisontrol" in desa
    assert "server Kabupaten Ciamis" in hub
    assert "sampai 15, 1 Desember 2031" in desa
    assert "diterima di sini sampai 15" in hub


def test_it_is_archival_and_the_same_bytes_every_time(desember: Tiga) -> None:
    node, _, _ = desember
    satu = buat(node, date(2031, 12, 1), di_kabupaten=False)
    assert satu.startswith(b"%PDF")
    assert pelanggaran(satu) == [], "PDF/A-2a and PDF/UA-1"
    if GAMBAR:
        Path(GAMBAR, "berita-acara.pdf").write_bytes(satu)
    assert satu == buat(node, date(2031, 12, 1), di_kabupaten=False)


def test_a_month_without_comparisons_says_so(desember: Tiga, tmp_path: Path) -> None:
    node, _, _ = desember
    isi = " ".join(teks(buat(node, date(2031, 11, 1), di_kabupaten=False), tmp_path).split())
    assert "untuk bulan November 2031" in isi
    assert "dicocokkan 0 kali: 0 kali sama, 0 kali berbeda, 0 belum dijawab" in isi
    assert "Belum ada pencocokan." in isi


def test_an_unanswered_comparison_and_what_is_held_up_are_named(kabel: Tiga, tmp_path: Path) -> None:
    node, kabupaten, garis = kabel
    node.di_sini(keluarga, 1, alamat="Satu")
    bertemu(kabel)
    kabupaten.di_sini(sql, "DELETE FROM penduduk_keluarga WHERE no_kk = %s", kk(1))
    node.di_sini(keluarga, 1, alamat="Dua")
    node.di_sini(catat_titik, PROYEKSI, pelaku="sistem")
    isi = " ".join(teks(buat(node, date(2031, 12, 1), di_kabupaten=False), tmp_path).split())
    assert "dicocokkan 1 kali: 0 kali sama, 0 kali berbeda, 1 belum dijawab" in isi
    assert " - belum" in isi
    node.di_sini(jalankan, garis, node.diri)
    kabupaten.di_sini(terapkan)
    isi = " ".join(teks(buat(kabupaten, date(2031, 12, 1), di_kabupaten=True), tmp_path).split())
    assert "belum dapat dipakai: 1." in isi
    assert "Sebab sinkron.revisi_melompat." in isi
    assert "BERBEDA" in isi

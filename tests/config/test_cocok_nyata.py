"""Comparing, files by hand and the monthly statement, with real processes of a village and its hub."""

import re
import sqlite3
import subprocess
from pathlib import Path

import psycopg
import pytest

from config.proyeksi import PROYEKSI
from tests.config import dua_tempat as nyata
from tests.config.dua_tempat import DESA, Dunia, Tempat

pytestmark = pytest.mark.proses


def sql(tempat: Tempat, perintah: str) -> None:
    """Change a row behind the stream's back, on PostgreSQL as the owner."""
    pemilik = tempat.setelan.get("EOFFICE_DATABASE_OWNER_URL")
    berkas = tempat.rumah / "eoffice.sqlite3"
    with psycopg.connect(pemilik) if pemilik else sqlite3.connect(berkas, timeout=20) as hubungan:
        assert hubungan.execute(perintah).rowcount == 1


def alamat(tempat: Tempat) -> object:
    return tempat.tanya("SELECT alamat FROM wilayah_desa")[0][0]


@pytest.mark.lama
def test_a_row_changed_at_the_hub_is_named_and_put_right_by_command(dunia: Dunia) -> None:
    hub, desa = dunia.kabupaten, dunia.desa
    pekerja = hub.mulai("worker")
    try:
        hasil, kata, galat = desa.jalankan("sync", "cocokkan")
        assert (hasil, kata) == (0, "Cocok: isi semua tabel desa sama dengan kabupaten.\n"), galat
        semula = alamat(desa)
        sql(hub, "UPDATE wilayah_desa SET alamat = 'Diubah diam-diam'")
        hasil, kata, galat = desa.jalankan("sync", "cocokkan")
        assert hasil == 0, galat
        cocok = re.fullmatch(
            r"1 baris berbeda:\n"
            r"  jejak.desa_dicatat 00000000-0000-0000-0000-003207152004: desa perubahan ke-(\d+), "
            r"kabupaten perubahan ke-\1; berbeda di kabupaten; diperbaiki dari desa\.\n"
            r"Cocok: isi semua tabel desa sama dengan kabupaten\.\n",
            kata,
        )
        assert cocok, kata
        assert alamat(hub) == semula == alamat(desa)
    finally:
        nyata.bunuh(pekerja)


def test_a_village_without_a_line_exchanges_by_file(dunia: Dunia, tmp_path: Path) -> None:
    hub, desa = dunia.kabupaten, dunia.desa
    nyata.bertemu(dunia)
    dunia.padamkan()
    try:
        desa.menulis(5)
        hub.menulis(3)
        naik, turun = tmp_path / "naik.eod", tmp_path / "turun.eod"
        hasil, kata, _ = desa.jalankan("sync", "export", str(naik))
        dibawa = re.search(r"(\d+) catatan(, \d+ lampiran,)? dan tanda terima", kata)
        assert hasil == 0
        assert dibawa is not None, kata
        assert int(dibawa[1]) >= 5, kata  # another test may have left more on its way
        assert b"perubahan" not in naik.read_bytes()
        hasil, kata, _ = hub.jalankan("sync", "import", str(naik))
        assert (hasil, kata.startswith("Diterima dari desa: 5 catatan baru.\n")) == (0, True), kata
        hasil, kata, _ = hub.jalankan("sync", "import", str(naik))
        assert kata.startswith(
            "Diterima dari desa: 0 catatan baru.\n"
            "Sebagian isi berkas sudah ada di sini; tidak ada yang menjadi dua kali.\n"
        )
        assert hub.jalankan("sync", "export", str(turun), "--desa", DESA)[0] == 0
        hasil, kata, _ = desa.jalankan("sync", "import", str(turun))
        assert (hasil, kata.startswith("Diterima dari kabupaten: 3 catatan baru.\n")) == (0, True), kata
        dunia.sama()
        hasil, kata, _ = desa.jalankan("sync", "export", str(naik))
        assert re.search(r": 0 catatan(, \d+ lampiran,)? dan tanda terima", kata), kata
    finally:
        dunia.nyalakan()


@pytest.mark.lama
def test_a_wrong_or_damaged_file_is_refused_in_plain_words(dunia: Dunia, tmp_path: Path) -> None:
    hub, desa = dunia.kabupaten, dunia.desa
    berkas = tmp_path / "x.eod"
    assert desa.jalankan("sync", "export", str(berkas))[0] == 0
    utuh = berkas.read_bytes()
    tolak = "Error: Berkas ini dibuat untuk penerima lain, jadi tidak dapat dibuka di sini. "
    hasil, kata, galat = desa.jalankan("sync", "import", str(berkas))
    assert (hasil, kata, galat.startswith(tolak)) == (1, "", True)
    for isi, kode in ((utuh[:-1], "rusak atau terpotong"), (b"PK\x03\x04" * 99, "bukan berkas kiriman")):
        berkas.write_bytes(isi)
        hasil, kata, galat = hub.jalankan("sync", "import", str(berkas))
        assert (hasil, kata, kode in galat, "Traceback" in galat) == (1, "", True, False), galat
    hasil, _, galat = hub.jalankan("sync", "export", str(berkas))
    assert (hasil, galat) == (1, "Error: Sebutkan desanya: --desa KODE.\n")


@pytest.mark.lama
def test_both_sides_print_the_same_statement(dunia: Dunia, tmp_path: Path) -> None:
    hub, desa = dunia.kabupaten, dunia.desa
    pekerja = hub.mulai("worker")
    try:
        assert desa.jalankan("sync", "cocokkan")[0] == 0
    finally:
        nyata.bunuh(pekerja)
    (bulan,) = desa.tanya("SELECT strftime('%Y-%m', max(waktu), '+7 hours') FROM jejak_peristiwa")[0]
    sidik = []
    for tempat, pilihan in ((desa, []), (hub, ["--desa", DESA])):
        pdf = tmp_path / "ba.pdf"
        hasil, _, galat = tempat.jalankan("sync", "berita-acara", "--bulan", str(bulan), *pilihan, str(pdf))
        assert hasil == 0, galat
        isi = subprocess.run(
            ["/usr/bin/pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True
        ).stdout
        assert "BERITA ACARA REKONSILIASI DATA" in isi
        sidik.append(re.findall(r"\b[0-9a-f]{4}(?: [0-9a-f]{4}){3}\b", isi.partition("2. Pencocokan")[2]))
    assert sidik[0] == sidik[1]
    assert len(sidik[0]) == 2 * len(PROYEKSI)

"""Keys and the sheet: the secret one is on paper only, in three ways of writing, and each leads back to it."""

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from eoffice.cadangan.adapters import amplop
from eoffice.cadangan.rules import bech32, kata
from eoffice.cadangan.services.kunci import (
    baca_foto,
    baca_rahasia,
    buat_kunci,
    penerima,
    tambah_penerima,
)
from eoffice.cadangan.services.lembar import lembar
from eoffice.kernel.errors import InvalidInput, RuleRefused
from tests.dokumen.alat import baca_qr, baris_terbaca, foto, pelanggaran, perintah

HARI = date(2026, 11, 24)


def test_the_secret_key_is_nowhere_on_the_disk(rumah: Path, rahasia: str) -> None:
    isi = b"".join(path.read_bytes() for path in rumah.rglob("*") if path.is_file())
    assert bech32.baca(rahasia) not in isi
    assert rahasia.encode() not in isi.upper()
    assert amplop.kunci_publik(rahasia).encode() in isi


def test_the_list_of_keys_is_the_owners(rumah: Path, rahasia: str) -> None:
    assert (rumah / "kunci/cadangan/penerima.json").stat().st_mode & 0o777 == 0o600


def test_a_sheet_is_made_once(rahasia: str) -> None:
    with pytest.raises(RuleRefused) as tolak:
        buat_kunci("Desa Cisontrol")
    assert tolak.value.pesan.kode == "cadangan.kunci_sudah_ada"
    assert [satu.kunci for satu in penerima()] == [amplop.kunci_publik(rahasia)]


def test_a_lost_sheet_is_replaced_and_other_holders_stay(rahasia: str) -> None:
    lain = amplop.kunci_baru()[1]
    tambah_penerima(f" {lain} ", "Diskominfo")
    baru = buat_kunci("Desa Cisontrol", ganti=True)
    assert baru != rahasia
    assert [(s.kunci, s.nama, s.lembar) for s in penerima()] == [
        (lain, "Diskominfo", False),
        (amplop.kunci_publik(baru), "Desa Cisontrol", True),
    ]


def test_a_key_is_added_once_and_only_a_public_one(rahasia: str) -> None:
    for salah in (amplop.kunci_publik(rahasia), rahasia, "age1"):
        with pytest.raises(InvalidInput):
            tambah_penerima(salah, "Diskominfo")
    assert len(penerima()) == 1


@pytest.mark.parametrize("isi", ["", "{}", "[{}]", '[{"kunci": 1}]', "[3]"])
def test_a_damaged_list_is_refused_and_not_taken_for_an_empty_one(rumah: Path, isi: str) -> None:
    (rumah / "kunci/cadangan").mkdir()
    (rumah / "kunci/cadangan/penerima.json").write_text(isi)
    if isi == "{}":
        assert penerima() == []
        return
    with pytest.raises(RuleRefused) as tolak:
        penerima()
    assert tolak.value.pesan.kode == "cadangan.penerima_rusak"


def test_the_line_and_the_words_are_the_same_key(rahasia: str) -> None:
    kata_kata = " ".join(kata.ke_kata(bech32.baca(rahasia)))
    assert baca_rahasia(f" {rahasia.lower()[:40]} {rahasia[40:]} ") == baca_rahasia(kata_kata) == rahasia


def test_a_sheet_is_a_lawful_pdf_that_a_screen_reader_reads(rahasia: str, tmp_path: Path) -> None:
    pdf = lembar(rahasia, "Desa Cisontrol", HARI)
    assert pelanggaran(pdf) == []
    teks = " ".join(baris_terbaca(pdf, tmp_path))
    assert "Desa Cisontrol dibuat 24 November 2026" in teks
    assert "eoffice restore" in teks
    assert amplop.kunci_publik(rahasia) in teks


def test_the_words_on_the_sheet_are_the_key(rahasia: str, tmp_path: Path) -> None:
    teks = " ".join(baris_terbaca(lembar(rahasia, "Desa Cisontrol", HARI), tmp_path))
    awal = teks.index(" 1 " + kata.ke_kata(bech32.baca(rahasia))[0])
    angka_dan_kata = teks[awal : teks.index("Memulihkan")]
    assert baca_rahasia(angka_dan_kata) == rahasia
    assert "".join(teks.split()).count(rahasia) == 1


def test_the_line_is_broken_so_that_it_can_be_read_aloud(rahasia: str, tmp_path: Path) -> None:
    baris = baris_terbaca(lembar(rahasia, "Desa Cisontrol", HARI), tmp_path)
    assert [satu for satu in baris if rahasia[:38] in satu] and [
        satu for satu in baris if rahasia[38:] in satu
    ]


@pytest.mark.parametrize("dpi", [72, 110])
def test_the_qr_on_a_printed_sheet_is_the_key(rahasia: str, tmp_path: Path, dpi: int) -> None:
    pdf = lembar(rahasia, "Desa Cisontrol", HARI)
    assert baca_qr(pdf, tmp_path, dpi=dpi) == [rahasia]


def test_a_photo_of_the_sheet_opens(rahasia: str, tmp_path: Path) -> None:
    (tmp_path / "l.pdf").write_bytes(lembar(rahasia, "Desa Cisontrol", HARI))
    perintah("pdftoppm", "-r", "110", "-jpeg", "-singlefile", str(tmp_path / "l.pdf"), str(tmp_path / "l"))
    assert baca_foto((tmp_path / "l.jpg").read_bytes()) == rahasia


def test_a_photo_without_a_key_is_told(rumah: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as tolak:
        baca_foto(foto())
    assert tolak.value.pesan.kode == "cadangan.foto_tanpa_kunci"


def test_a_sheet_fits_one_page_whatever_the_name(rahasia: str, tmp_path: Path) -> None:
    pdf = lembar(rahasia, "Desa " + "Karangpaningal Girilaya " * 4, HARI)
    with pikepdf.open(io.BytesIO(pdf)) as buku:
        assert len(buku.pages) == 1

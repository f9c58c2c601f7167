"""Every letter type on paper: lawful PDF, its page as it should look, and what the longest and worst answers do."""

import io
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from eoffice.dokumen.adapters.typesetter import gambar_halaman, rangkai
from eoffice.surat.rules.badan import BahanSurat, susun_surat
from eoffice.surat.rules.daftar import baca_semua, tulis_semua
from eoffice.surat.rules.isian import LAINNYA, MAKS_PANJANG, MAKS_TEKS, Isian, Tipe
from eoffice.surat.rules.jenis import JenisSurat, katalog
from tests.dokumen.alat import pelanggaran, teks_pdf
from tests.surat.contoh_jenis import HARI, PENDUDUK
from tests.surat.test_rules_badan import JAWABAN, bahan

GAMBAR = Path(__file__).parent / "golden" / "halaman"
LEBAR = 108
BEDA = 6.0
"""Mean grey difference (of 255) up to which a page looks the same; a moved block is far above it."""
HALAMAN = {"nikah": 4, "nikah-janda": 3, "waris": 2}
KATA = "Wirasatyanagarakusumadiningrat "
SERANGAN = (
    '#read("/etc/passwd")',
    "<b onload=alert(1)>tebal</b>",
    "= Judul *tebal* _miring_ $x$",
    "{nama} **nik** {{ 7*7 }}",
    "'; DROP TABLE surat; /*",
)


def terpanjang(isian: Isian) -> str:
    """Return the longest answer that a field takes."""
    maks = isian.maks or (MAKS_PANJANG if isian.tipe is Tipe.TEKS_PANJANG else MAKS_TEKS)
    if isian.pilihan:
        biasa = [p for p in isian.pilihan if p.kode != LAINNYA]
        return max(biasa, key=lambda p: len(p.cetak or p.label)).kode
    if isian.tipe is Tipe.DAFTAR:
        return json.dumps([{k.kode: terpanjang(k) for k in isian.kolom}] * maks)
    tetap = {
        Tipe.ANGKA: str(isian.maks),
        Tipe.UANG: str(isian.maks),
        Tipe.TANGGAL: f"{HARI}",
        Tipe.TAHUN: "2020",
        Tipe.YA_TIDAK: "tidak" if isian.kode in {"ktp_di_sini", "di_rumah"} else "ya",
        Tipe.NIK: "3207154506859001",
        Tipe.JAM: "23.59",
    }
    return tetap.get(isian.tipe) or (KATA * 20)[:maks].strip()


def jahat(isian: Isian, serangan: str) -> str:
    """Return an attack where words are taken, else a usual answer."""
    if isian.tipe is Tipe.DAFTAR:
        baris = {k.kode: jahat(k, serangan) for k in isian.kolom}
        return json.dumps([baris] * (isian.min or 1))
    if isian.pilihan and isian.pilih(LAINNYA):
        return LAINNYA
    muat = len(serangan) <= (isian.maks or MAKS_TEKS)
    return serangan if isian.tipe in {Tipe.TEKS, Tipe.TEKS_PANJANG} and muat else terpanjang(isian)


def dokumen(jenis: JenisSurat, mentah: dict[str, str]) -> dict[str, Any]:
    """Return the final document of a type with these answers."""
    nilai, galat = baca_semua(jenis.isian, mentah, HARI)
    assert galat == {}
    teks = tulis_semua(jenis.isian, nilai, PENDUDUK | {"berlaku_sampai": "14 Mei 2026"})
    contoh = next(c for c in JAWABAN if c.split("-")[0] == jenis.kode)
    return final(bahan(contoh, nilai=nilai, teks=teks))


def final(isi: BahanSurat) -> dict[str, Any]:
    """Return a document whose QR is measured by the printer."""
    data = susun_surat(isi)
    data["qr"].pop("modul")
    return data


@pytest.fixture(scope="module", params=list(JAWABAN))
def lembar(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any], bytes]:
    """One usual letter: its name, document and file."""
    data = final(bahan(request.param))
    return request.param, data, rangkai(data)


def test_a_usual_letter_is_lawful_pdf_and_keeps_to_its_pages(
    lembar: tuple[str, dict[str, Any], bytes], tmp_path: Path
) -> None:
    contoh, _, pdf = lembar
    assert pelanggaran(pdf) == []
    assert teks_pdf(pdf, tmp_path).count("\f") == HALAMAN.get(contoh, 1)


def test_the_first_page_looks_as_it_was_approved(lembar: tuple[str, dict[str, Any], bytes]) -> None:
    """Compared small and in grey, so that a new version of the renderer may smooth edges, not move blocks."""
    contoh, data, _ = lembar
    kecil = _kecil(gambar_halaman(data, lebar_px=800))
    emas = GAMBAR / f"{contoh}.png"
    if os.environ.get("EOFFICE_TULIS_GOLDEN"):
        kecil.save(emas, optimize=True)
    assert _beda(kecil, Image.open(emas)) < BEDA


def _kecil(png: bytes) -> Image.Image:
    asal = Image.open(io.BytesIO(png)).convert("L")
    kecil = asal.resize((LEBAR, asal.height * LEBAR // asal.width), Image.Resampling.BOX)
    return kecil.quantize(16).convert("L")


def _beda(satu: Image.Image, lain: Image.Image) -> float:
    assert satu.size == lain.size
    return float(ImageStat.Stat(ImageChops.difference(satu, lain.convert("L"))).mean[0])


def test_the_comparison_of_pages_sees_another_letter_and_a_moved_block() -> None:
    halaman = {c: Image.open(GAMBAR / f"{c}.png").convert("L") for c in ("kematian", "keramaian")}
    assert _beda(halaman["kematian"], halaman["keramaian"]) > BEDA
    turun = ImageChops.offset(halaman["kematian"], 0, 6)
    assert _beda(halaman["kematian"], turun) > BEDA


@pytest.mark.parametrize("jenis", katalog().values(), ids=lambda j: j.kode)
class TestBerat:
    def test_the_longest_answers_stay_on_the_paper_and_lawful(
        self, jenis: JenisSurat, tmp_path: Path
    ) -> None:
        pdf = rangkai(dokumen(jenis, {i.kode: terpanjang(i) for i in jenis.isian}))
        assert pelanggaran(pdf) == []
        assert teks_pdf(pdf, tmp_path).count("\f") <= 9
        (tmp_path / "berat.pdf").write_bytes(pdf)
        kotak = subprocess.run(
            ["pdftotext", "-bbox", str(tmp_path / "berat.pdf"), "-"], capture_output=True, check=True
        ).stdout.decode()
        kanan = [float(x) for x in re.findall(r'<word xMin="[\d.]+" yMin="[\d.]+" xMax="([\d.]+)"', kotak)]
        assert max(kanan) <= (215 - 20) / 25.4 * 72 + 1, "no word runs out of the right margin"

    @pytest.mark.parametrize("serangan", SERANGAN)
    def test_what_means_harm_is_printed_as_it_was_typed(
        self, jenis: JenisSurat, serangan: str, tmp_path: Path
    ) -> None:
        mentah = {i.kode: jahat(i, serangan) for i in jenis.isian}
        pdf = rangkai(dokumen(jenis, mentah))
        teks = re.sub(r"\s+", "", teks_pdf(pdf, tmp_path))
        dipakai = any(serangan in str(m) or json.dumps(serangan)[1:-1] in str(m) for m in mentah.values())
        assert (re.sub(r"\s+", "", serangan) in teks) is dipakai
        assert "root:" not in teks

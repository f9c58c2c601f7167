"""Golden text of what changes with the signer and with the answers, as it stands on the printed page."""

import dataclasses
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from eoffice.dokumen import services as dokumen
from eoffice.surat.rules.badan import PenandaTanganSurat, susun_surat
from eoffice.surat.rules.daftar import baca_semua, tulis_semua
from eoffice.surat.rules.jenis import katalog
from tests.surat.test_rules_badan import GOLDEN, HARI, JAWABAN, KADES, PENDUDUK, SEKDES, bahan, polos

QR = {"isi": "HTTPS://CONTOH.EXAMPLE/V/ABC", "kode": "K7QF-2M9D-PX", "alamat": "contoh.example"}
KAUR = PenandaTanganSurat(
    "Ade Rohimah", "Kepala Desa Cisontrol", "an_ub", "Sekretaris Desa", "Kepala Urusan Tata Usaha dan Umum"
)
PENANDA = {
    "definitif": KADES,
    "plt": dataclasses.replace(KADES, nama="Dadang Suhendar, S.IP.", bentuk="plt"),
    "plh": dataclasses.replace(KADES, nama="Dadang Suhendar, S.IP.", bentuk="plh"),
    "pj": dataclasses.replace(
        KADES, nama="Drs. Asep Hidayat", bentuk="pj", identitas=("NIP 196805121990031004",)
    ),
    "an": SEKDES,
    "an_ub": KAUR,
}
TAMBAHAN = {
    "sktm-tanpa-nik": {k: v for k, v in JAWABAN["sktm"].items() if k != "nik_anak"}
    | {"keperluan": "kesehatan"},
    "sku-lain": JAWABAN["sku"]
    | {"keperluan": "lainnya", "keperluan_lain": "pembukaan rekening usaha", "omzet": ""},
}


def tercetak(jenis: str, bentuk: str, cara_terbit: str, folder: Path) -> str:
    """Return the words of one page as a reader sees them, in one column."""
    isi = bahan(jenis, penanda_tangan=PENANDA[bentuk], cara_terbit=cara_terbit, qr=None)
    path = folder / "surat.pdf"
    path.write_bytes(dokumen.rangkai(susun_surat(isi) | {"qr": QR}))
    return subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    ).stdout


def bagian_penanda(teks: str) -> str:
    """Return the opening sentence and the signature block, one line each, without the page's layout."""
    rapi = " ".join(teks.split())
    pembuka = re.search(r"Yang bertanda tangan.*?menerangkan:", rapi)
    blok = re.search(r"Cisontrol, 14 April 2026.*", teks, re.DOTALL)
    assert pembuka
    assert blok
    baris = [" ".join(satu.split()) for satu in blok[0].splitlines()]
    kaki = ("Tembusan", "Tanda tangan elektronik pada", "Isi dan status", "Surat ini")
    akhir = next((n for n, satu in enumerate(baris) if satu.startswith(kaki)), len(baris))
    return "\n".join([pembuka[0], *(satu for satu in baris[:akhir] if satu), ""])


@pytest.mark.parametrize("cara_terbit", ["basah", "tte_lokal"])
@pytest.mark.parametrize("bentuk", PENANDA)
@pytest.mark.parametrize("jenis", ["sku", "sktm"])
def test_opening_and_signature_block_in_every_wording(
    jenis: str, bentuk: str, cara_terbit: str, tmp_path: Path
) -> None:
    emas = GOLDEN / "penanda" / f"{bentuk}-{cara_terbit}.txt"
    assert bagian_penanda(tercetak(jenis, bentuk, cara_terbit, tmp_path)) == emas.read_text(encoding="utf-8")


@pytest.mark.parametrize("contoh", TAMBAHAN)
def test_conditional_parts_that_are_off(contoh: str) -> None:
    jenis = katalog()[contoh.partition("-")[0]]
    nilai, galat = baca_semua(jenis.isian, TAMBAHAN[contoh], HARI)
    assert galat == {}
    dasar = bahan(jenis.kode)
    siap = PENDUDUK | {"berlaku_sampai": dasar.teks["berlaku_sampai"]}
    isi = dataclasses.replace(dasar, nilai=nilai, teks=tulis_semua(jenis.isian, nilai, siap))
    assert polos(susun_surat(isi)) == (GOLDEN / f"{contoh}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("jenis", ["sku", "sktm"])
def test_a_letter_without_limit_says_nothing_of_a_limit(jenis: str) -> None:
    dasar = bahan(jenis)
    teks = {kode: isi for kode, isi in dasar.teks.items() if kode != "berlaku_sampai"}
    tanpa = dataclasses.replace(dasar, jenis=dataclasses.replace(dasar.jenis, berlaku_bulan=None), teks=teks)
    assert tanpa.jenis.berlaku_sampai(date(2026, 4, 14)) is None
    assert "Berlaku sampai" not in polos(susun_surat(tanpa))
    assert polos(susun_surat(dasar)).count("Berlaku sampai dengan") == 1

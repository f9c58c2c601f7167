"""Judges from outside the product (validator, poppler, zbar) and letters to judge. All people are invented."""

import io
import json
import subprocess
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import page
import pikepdf
from PIL import Image, ImageDraw

CONTOH = Path(__file__).parent / "contoh"
NAMA_CONTOH = ("sktm", "usaha", "ahli-waris", "uji-berat")
FRASA = "kopi pagi di saung"


@cache
def _mentah(nama: str) -> str:
    return (CONTOH / f"{nama}.json").read_text("utf-8")


def contoh(nama: str = "sktm", **ganti: Any) -> dict[str, Any]:
    """A fresh copy of an example letter, top-level keys replaced."""
    return {**json.loads(_mentah(nama)), **ganti}


def draf(nama: str = "sktm") -> dict[str, Any]:
    data = contoh(nama, mode="draf")
    data.pop("qr", None)
    data.pop("nomor")
    return data


def lembar_pindaian(**ganti: Any) -> dict[str, Any]:
    """Data of the register page behind a wet-signed scan."""
    asal = contoh("sktm")
    sama = {k: deepcopy(asal[k]) for k in ("kertas", "dokumen", "kop", "judul", "nomor", "qr")}
    return {
        "skema": "pindaian/1",
        **sama,
        "nama": "Euis Komariah",
        "keperluan": "keringanan biaya pendidikan",
        **ganti,
    }


def pelanggaran(pdf: bytes) -> list[str]:
    """Rules of PDF/A-2a and PDF/UA-1 that the file breaks.

    The checker takes a stream whose last byte is 0x0D, followed by the line feed before ``endstream``, for a wrong
    length. That one rule is forgiven only after looking at the bytes.
    """
    salah = []
    for profil in ("2a", "ua1"):
        laporan = page.validate_pdf_bytes(pdf, profile=profil)
        salah += [f"{profil} {f.rule_id} {f.message}" for f in laporan.failures]
    if salah and all("STREAM-LENGTH" in s for s in salah) and _panjang_aliran_benar(pdf):
        return []
    return salah


def _panjang_aliran_benar(pdf: bytes) -> bool:
    """Check every stream's /Length against the bytes: exactly one line end, then ``endstream``."""
    with pikepdf.open(io.BytesIO(pdf)) as dokumen:
        panjang = [len(o.read_raw_bytes()) for o in dokumen.objects if isinstance(o, pikepdf.Stream)]
    posisi, cocok = 0, []
    while (awal := pdf.find(b"stream\n", posisi)) >= 0:
        if pdf[awal - 3 : awal] == b"end":
            posisi = awal + 1
            continue
        mulai = awal + len(b"stream\n")
        cocok.append(any(pdf[mulai + n : mulai + n + 10] == b"\nendstream" for n in panjang))
        posisi = mulai
    return all(cocok)


def perintah(*argumen: str, masukan: bytes | None = None) -> bytes:
    return subprocess.run(argumen, input=masukan, capture_output=True, check=True).stdout


def teks_pdf(pdf: bytes, folder: Path, *pilihan: str) -> str:
    (folder / "teks.pdf").write_bytes(pdf)
    return perintah("pdftotext", *pilihan, str(folder / "teks.pdf"), "-").decode()


def baris_terbaca(pdf: bytes, folder: Path) -> list[str]:
    """The lines of the pages as laid out, without the blanks that differ between versions of poppler."""
    baris = (" ".join(satu.split()) for satu in teks_pdf(pdf, folder, "-layout").splitlines())
    return [satu for satu in baris if satu]


def pdfsig(pdf: bytes, folder: Path) -> str:
    (folder / "ttd.pdf").write_bytes(pdf)
    return subprocess.run(
        ["pdfsig", str(folder / "ttd.pdf")], capture_output=True, check=False
    ).stdout.decode()


def baca_qr(pdf: bytes, folder: Path, dpi: int = 150) -> list[str]:
    """What zbarimg reads from a picture of the pages, as a photocopier would see them."""
    (folder / "qr.pdf").write_bytes(pdf)
    perintah("pdftoppm", "-r", str(dpi), "-gray", "-png", str(folder / "qr.pdf"), str(folder / "qr"))
    gambar = [str(p) for p in sorted(folder.glob("qr-*.png"))]
    hasil = subprocess.run(
        ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", *gambar], capture_output=True, check=False
    ).stdout.decode()
    return hasil.split()


def foto(ukuran: tuple[int, int] = (1200, 1700), bentuk: str = "JPEG", **pilihan: Any) -> bytes:
    """A synthetic photo of a written page."""
    gambar = Image.new("RGB", ukuran, "#f4f1ea")
    pena = ImageDraw.Draw(gambar)
    for y in range(ukuran[1] // 10, ukuran[1] * 9 // 10, max(ukuran[1] // 40, 1)):
        pena.line((ukuran[0] // 10, y, ukuran[0] * 9 // 10, y), fill="#333", width=3)
    keluar = io.BytesIO()
    gambar.save(keluar, bentuk, **pilihan)
    return keluar.getvalue()


def tempat_teks(data: Any, jalur: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of every free text in a letter (not codes, kinds, dates or the QR)."""
    tetap = {
        "jenis",
        "kode",
        "tanda",
        "skema",
        "mode",
        "cara_terbit",
        "bentuk",
        "huruf",
        "ukuran",
        "kerapatan",
        "rata",
        "qr",
    }
    if isinstance(data, str):
        yield jalur
    elif isinstance(data, dict):
        for kunci, nilai in data.items():
            if kunci not in tetap and (*jalur, kunci) != ("dokumen", "tanggal"):
                yield from tempat_teks(nilai, (*jalur, kunci))
    elif isinstance(data, list):
        for nomor, nilai in enumerate(data):
            yield from tempat_teks(nilai, (*jalur, nomor))


def taruh(data: Any, jalur: tuple[Any, ...], nilai: str) -> None:
    for langkah in jalur[:-1]:
        data = data[langkah]
    data[jalur[-1]] = nilai

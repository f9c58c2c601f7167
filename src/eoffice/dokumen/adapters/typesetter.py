"""Typst: one trusted program, one JSON document, one PDF/A-2a + PDF/UA-1 file or page image.

A compiler lives as long as its process and always sees the same file names: new names would grow an interner until
it panics. Two threads in one compiler raise, and one for each thread costs 10 MB apiece, so they take turns (a letter
takes 9 ms). No clock is read: same data, same bytes.
"""

import base64
import json
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import typst

from eoffice.dokumen.adapters.qr import buat_qr
from eoffice.dokumen.adapters.schema import FOLDER, periksa_cetak, periksa_data
from eoffice.kernel.errors import InvalidInput, ServiceDown
from eoffice.kernel.messages import Pesan

STANDAR: Final = ["a-2a", "ua-1"]
MAKS_HALAMAN_PINDAI: Final = 20
HURUF: Final = FOLDER.parent / "fonts"
_BUNTU: Final = str(FOLDER / "tidak-ada")  # no package folder: nothing is looked up, nothing downloaded
_KOSONG: Final = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
_MM_PER_INCI: Final = 25.4
_LEBAR_KERTAS: Final = {"F4": 215.0, "A4": 210.0}
_TINGGI_KERTAS: Final = {"F4": 330.0, "A4": 297.0}
_PROGRAM: Final = (
    "surat.typ",
    "pindaian.typ",
    "poster.typ",
    "pulih.typ",
    "panduan.typ",
    "terima.typ",
    "buku.typ",
    "padam.typ",
    "salinan.typ",
    "tabel.typ",
)
_giliran = threading.Lock()


@cache
def _berkas_tetap() -> dict[str, bytes]:
    return {nama: (FOLDER / nama).read_bytes() for nama in (*_PROGRAM, "dasar.typ", "lambang.svg")}


@cache
def _kompiler(program: str) -> typst.Compiler:
    """Return the compiler of ``program``; the caller holds the turn."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HURUF)])
    awal = _isi_folder(program, {}, _KOSONG, None, [])
    return typst.Compiler(cast("Any", awal), font_paths=fonts, package_path=_BUNTU, package_cache_path=_BUNTU)


def _isi_folder(
    program: str, data: Mapping[str, Any], qr: bytes, lambang: bytes | None, pindai: list[bytes]
) -> dict[str, bytes]:
    """Return the virtual folder of one compile; every name is fixed."""
    tetap = _berkas_tetap()
    isi = {
        "main.typ": tetap[program],
        "dasar.typ": tetap["dasar.typ"],
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
        "qr.svg": qr,
        "lambang.svg": bungkus_gambar(lambang) if lambang else tetap["lambang.svg"],
    }
    if program == "pindaian.typ":
        for nomor in range(1, MAKS_HALAMAN_PINDAI + 1):
            isi[f"pindai-{nomor}.svg"] = pindai[nomor - 1] if nomor <= len(pindai) else _KOSONG
    return isi


def ukuran_gambar(gambar: bytes) -> tuple[int, int]:
    """Return pixel width and height of a JPEG or PNG that this room encoded itself."""
    if gambar.startswith(b"\x89PNG"):
        return int.from_bytes(gambar[16:20], "big"), int.from_bytes(gambar[20:24], "big")
    posisi = 2
    while not (gambar[posisi] == 0xFF and 0xC0 <= gambar[posisi + 1] <= 0xC3):
        posisi += 2 + int.from_bytes(gambar[posisi + 2 : posisi + 4], "big")
    return int.from_bytes(gambar[posisi + 7 : posisi + 9], "big"), int.from_bytes(
        gambar[posisi + 5 : posisi + 7], "big"
    )


def bungkus_gambar(gambar: bytes) -> bytes:
    """Wrap a JPEG or PNG in SVG, because virtual files must be UTF-8. The pixels stay as they are."""
    lebar, tinggi = ukuran_gambar(gambar)
    jenis = "png" if gambar.startswith(b"\x89PNG") else "jpeg"
    isi = base64.b64encode(gambar).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {lebar} {tinggi}" width="{lebar}" height="{tinggi}">'
        f'<image width="{lebar}" height="{tinggi}" href="data:image/{jenis};base64,{isi}"/></svg>'
    ).encode()


def _cap_waktu(data: Mapping[str, Any]) -> int:
    """Return the letter's own date as the file's creation time (midnight UTC), in Unix seconds."""
    try:
        return int(datetime.fromisoformat(data["dokumen"]["tanggal"]).replace(tzinfo=UTC).timestamp())
    except ValueError as galat:
        raise InvalidInput(Pesan("dokumen.data_surat_salah", bagian="dokumen.tanggal")) from galat


def _susun(program: str, folder: dict[str, bytes], **opsi: Any) -> bytes | list[bytes]:
    """Compile; any warning is a failure, since an unknown font or a skipped image is only a warning to Typst."""
    try:
        with _giliran:
            hasil, peringatan = _kompiler(program).compile_with_warnings(input=cast("Any", folder), **opsi)
    except typst.TypstError as galat:
        raise _terjemahkan(galat) from galat
    if peringatan:
        raise ServiceDown(Pesan("dokumen.perangkai_gagal", sebab="; ".join(p.message for p in peringatan)))
    return cast("bytes | list[bytes]", hasil)


def _pdf(program: str, folder: dict[str, bytes], data: Mapping[str, Any]) -> bytes:
    hasil = _susun(program, folder, format="pdf", pdf_standards=STANDAR, timestamp=_cap_waktu(data))
    return cast("bytes", hasil)


def _terjemahkan(galat: typst.TypstError) -> InvalidInput:
    """The program's own refusals (empty isian, odd table) are about the data, never about the machine."""
    return InvalidInput(Pesan("dokumen.surat_tidak_terangkai", sebab=str(galat.message)[:200]))


def _siapkan_qr(data: dict[str, Any]) -> bytes:
    """Draw the QR of ``data`` and write its size in modules into it; a wrong size given is refused."""
    qr = data.get("qr")
    if qr is None:
        return _KOSONG
    gambar = buat_qr(qr["isi"])
    if qr.setdefault("modul", gambar.modul) != gambar.modul:
        raise InvalidInput(Pesan("dokumen.data_surat_salah", bagian="qr.modul"))
    return gambar.svg.encode()


def _folder_surat(data: Mapping[str, Any], lambang: bytes | None) -> tuple[dict[str, Any], dict[str, bytes]]:
    rapi = periksa_data(data, "surat")
    return rapi, _isi_folder("surat.typ", rapi, _siapkan_qr(rapi), lambang, [])


def rangkai(data: Mapping[str, Any], *, lambang: bytes | None = None) -> bytes:
    """Return the letter as PDF/A-2a + PDF/UA-1.

    ``data`` follows ``letter/surat.schema.json``; ``qr.modul`` may be left out. ``lambang`` is a PNG that
    ``terima_lambang`` returned, or None for the neutral placeholder. Raises InvalidInput.
    """
    rapi, folder = _folder_surat(data, lambang)
    return _pdf("surat.typ", folder, rapi)


def gambar_halaman(
    data: Mapping[str, Any], *, halaman: int = 1, lebar_px: int = 800, lambang: bytes | None = None
) -> bytes:
    """Return page ``halaman`` (from 1) as PNG, ``lebar_px`` wide (200-2400), drawn by the same program as the print.

    Raises InvalidInput, also for a page the letter does not have.
    """
    rapi, folder = _folder_surat(data, lambang)
    lebar = min(max(lebar_px, 200), 2400)
    ppi = lebar / (_LEBAR_KERTAS[rapi["kertas"]["ukuran"]] / _MM_PER_INCI)
    hasil = _susun("surat.typ", folder, format="png", ppi=ppi)
    semua = hasil if isinstance(hasil, list) else [hasil]
    if not 1 <= halaman <= len(semua):
        raise InvalidInput(Pesan("dokumen.halaman_tidak_ada", halaman=halaman, jumlah=len(semua)))
    return semua[halaman - 1]


def _ukuran_halaman(gambar: bytes, kertas: str) -> dict[str, float]:
    """Return the page, in mm, for one scan: the letter's paper, turned when the scan lies on its side."""
    lebar, tinggi = ukuran_gambar(gambar)
    pendek, panjang = _LEBAR_KERTAS[kertas], _TINGGI_KERTAS[kertas]
    return {"lebar": panjang, "tinggi": pendek} if lebar > tinggi else {"lebar": pendek, "tinggi": panjang}


def rangkai_pindaian(gambar: list[bytes], data: Mapping[str, Any], *, lambang: bytes | None = None) -> bytes:
    """Return one PDF/A-2a + PDF/UA-1: the scanned pages as they are, then the register page with its QR.

    ``gambar``: 1 to 20 JPEG or PNG pages that this room's intake returned. ``data`` follows
    ``letter/pindaian.schema.json``. Raises InvalidInput.
    """
    if not 1 <= len(gambar) <= MAKS_HALAMAN_PINDAI:
        raise InvalidInput(
            Pesan("dokumen.jumlah_halaman_pindai", jumlah=len(gambar), maks=MAKS_HALAMAN_PINDAI)
        )
    rapi = periksa_data(data, "pindaian")
    qr = _siapkan_qr(rapi)
    rapi |= {"mode": "final", "cara_terbit": "basah", "baris": rapi.get("baris", [])}
    rapi["halaman"] = [_ukuran_halaman(isi, rapi["kertas"]["ukuran"]) for isi in gambar]
    folder = _isi_folder("pindaian.typ", rapi, qr, lambang, [bungkus_gambar(isi) for isi in gambar])
    return _pdf("pindaian.typ", folder, rapi)


def rangkai_poster(data: Mapping[str, Any], *, lambang: bytes | None = None) -> bytes:
    """Return the poster of the office's promise as PDF/A-2a + PDF/UA-1.

    ``data`` follows ``letter/poster.schema.json``; ``qr.modul`` may be left out. Raises InvalidInput.
    """
    rapi = periksa_data(data, "poster")
    qr = _siapkan_qr(rapi)
    rapi |= {"mode": "final", "cara_terbit": "basah"}
    return _pdf("poster.typ", _isi_folder("poster.typ", rapi, qr, lambang, []), rapi)


def rangkai_formulir(program: str, data: Mapping[str, Any], *, lambang: bytes | None = None) -> bytes:
    """Return a form of the office as PDF/A-2a + PDF/UA-1: ``terima``, ``buku``, ``padam`` or ``tabel``.

    Raises InvalidInput: something in it cannot be printed.
    """
    rapi = periksa_cetak(data)
    qr = _siapkan_qr(rapi)
    rapi |= {"mode": "final", "cara_terbit": "basah"}
    return _pdf(f"{program}.typ", _isi_folder(f"{program}.typ", rapi, qr, lambang, []), rapi)


def rangkai_lembar(data: Mapping[str, Any], qr: str, hari: date) -> bytes:
    """Return a recovery sheet (A4) as PDF/A-2a + PDF/UA-1; ``qr``: what its code says. Nothing is kept."""
    return _lembar("pulih.typ", _isi_folder("pulih.typ", data, buat_qr(qr).svg.encode(), None, []), hari)


def rangkai_panduan(data: Mapping[str, Any], hari: date) -> bytes:
    """Return a handbook or a leaflet (A4) as PDF/A-2a + PDF/UA-1, dated ``hari``.

    ``data``: ``bentuk`` (``buku`` or ``selebaran``), ``judul``, ``tentang``, ``penulis`` and ``bagian``, as the
    handbooks of the product are read (``web.komponen.bantuan.data_cetak``).
    """
    return _lembar("panduan.typ", _isi_folder("panduan.typ", data, _KOSONG, None, []), hari)


def _lembar(program: str, folder: dict[str, bytes], hari: date) -> bytes:
    waktu = int(datetime(hari.year, hari.month, hari.day, tzinfo=UTC).timestamp())
    return cast("bytes", _susun(program, folder, format="pdf", pdf_standards=STANDAR, timestamp=waktu))


def rangkai_salinan(data: Mapping[str, Any], hari: date) -> bytes:
    """Return a person's own data (A4) as PDF/A-2a + PDF/UA-1; nothing is kept.

    ``data``: ``judul``, ``kantor``, ``pengantar`` and ``bagian``, each with ``judul``, ``baris`` of label and value,
    and what to say when there is none (``kosong``). Raises InvalidInput for a character that no font here has.
    """
    folder = _isi_folder("salinan.typ", data, _KOSONG, None, [])
    waktu = int(datetime(hari.year, hari.month, hari.day, tzinfo=UTC).timestamp())
    return cast("bytes", _susun("salinan.typ", folder, format="pdf", pdf_standards=STANDAR, timestamp=waktu))


def folder_huruf() -> Path:
    """Return the folder of the embedded fonts (OFL), for tests and packagers."""
    return HURUF

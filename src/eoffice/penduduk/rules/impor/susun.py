"""A whole file to its rows, judged together: headings of each sheet, numbers used twice, addresses of a family."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.impor.baris import KOLOM_KELUARGA, Aturan, BarisTerbaca, baca_baris
from eoffice.penduduk.rules.impor.berkas import Lembar, baca_berkas
from eoffice.penduduk.rules.impor.kolom import Peta, nama_tajuk, petakan
from eoffice.penduduk.rules.impor.sel import MODE_HURUF, teks_asli
from eoffice.penduduk.rules.masalah import Masalah, ingatkan, tolak

_SETIAP = 500


@dataclass(slots=True)
class BerkasTerbaca:
    """A file: its vocabulary, headings as they stand in it, rows, and problems of the file as a whole.

    ``perbaikan``: it is our file of refused rows, mended: who is not in it is not missing.
    """

    bentuk: str
    judul: list[str]
    baris: list[BarisTerbaca]
    masalah: list[Masalah] = field(default_factory=list)
    perbaikan: bool = False


def _diam(_selesai: int, _semua: int) -> None:
    """Tell nobody."""


def baca(isi: bytes, aturan: Aturan, lapor: Callable[[int, int], None] = _diam) -> BerkasTerbaca:
    """Read a file and judge its rows. ``lapor`` is told now and then how many of how many are judged.

    Raises:
        InvalidInput: not a readable spreadsheet, or no sheet of it has the headings we need.
    """
    usable: list[tuple[Lembar, Peta]] = []
    warnings: list[Masalah] = []
    fatal: list[Masalah] = []
    for sheet in baca_berkas(isi):
        peta, problems = petakan(sheet.baris[0][1] if sheet.baris else [])
        if peta is None:
            fatal += problems
            warnings.append(ingatkan("", Pesan("penduduk.lembar_dilewati", lembar=sheet.nama)))
        else:
            usable.append((sheet, peta))
            warnings += problems
    if not usable:
        first = fatal[0].pesan if fatal else Pesan("penduduk.berkas_kosong")
        raise InvalidInput(first, {problem.kolom: problem.pesan for problem in fatal})
    judul = _judul_bersama([sheet for sheet, _ in usable])
    judged = (row for sheet, peta in usable for row in _baris_lembar(sheet, peta, aturan, judul))
    rows = list(_sambil_lapor(judged, sum(len(sheet.baris) - 1 for sheet, _ in usable), lapor))
    if not rows:
        raise InvalidInput(Pesan("penduduk.berkas_tanpa_baris"))
    warnings += _mode_huruf(rows)
    _periksa_ganda(rows)
    _samakan_alamat(rows)
    mended = any(peta.perbaikan for _, peta in usable)
    if mended:
        warnings.append(ingatkan("", Pesan("penduduk.berkas_perbaikan")))
    return BerkasTerbaca(usable[0][1].bentuk, list(judul.values()), rows, warnings, mended)


def _sambil_lapor(
    rows: Iterator[BarisTerbaca], semua: int, lapor: Callable[[int, int], None]
) -> Iterator[BarisTerbaca]:
    for number, row in enumerate(rows):
        if number % _SETIAP == 0:
            lapor(number, semua)
        yield row


def _judul_bersama(sheets: list[Lembar]) -> dict[str, str]:
    """Return the headings of all sheets, each once, as they stand in the first sheet that has them.

    What stands twice in the first sheet (only blanks and strangers can) keeps both its places.
    """
    joint: dict[str, str] = {}
    for number, sheet in enumerate(sheets):
        for place, cell in enumerate(sheet.baris[0][1]):
            name = nama_tajuk(cell)
            if number == 0 and name in joint:
                joint[f"{name} {place}"] = teks_asli(cell)
            elif number == 0 or (name and name not in joint):
                joint[name] = teks_asli(cell)
    return joint


def _baris_lembar(sheet: Lembar, peta: Peta, aturan: Aturan, judul: dict[str, str]) -> Iterator[BarisTerbaca]:
    heads = sheet.baris[0][1]
    own = {nama_tajuk(cell): place for place, cell in enumerate(heads)}
    letak: tuple[int, ...] = ()
    if [teks_asli(cell) for cell in heads] != list(judul.values()):
        letak = tuple(own.get(name, -1) for name in judul)
    for number, cells in sheet.baris[1:]:
        row = baca_baris(cells, peta, aturan, lembar=sheet.nama, baris=number)
        row.letak = letak
        yield row


def _mode_huruf(rows: list[BarisTerbaca]) -> list[Masalah]:
    """Tell once, with the number of rows, that cells were passed over which OpenSID's export in words spoils."""
    spoiled = 0
    for row in rows:
        rest = [problem for problem in row.masalah if problem.pesan.kode != MODE_HURUF]
        spoiled += len(rest) < len(row.masalah)
        row.masalah = rest
    return [ingatkan("", Pesan(MODE_HURUF, jumlah=spoiled))] if spoiled else []


def _periksa_ganda(rows: list[BarisTerbaca]) -> None:
    """Refuse every row after the first that names the same person: by NIK, or where one of them has none."""
    by_number: dict[str, BarisTerbaca] = {}
    by_name: dict[str, BarisTerbaca] = {}
    for row in rows:
        first = by_number.setdefault(row.nik, row) if row.nik else row
        if first is not row:
            row.masalah.append(tolak("nik", Pesan("penduduk.ganda", baris=first.baris)))
            continue
        first = by_name.setdefault(row.kunci_orang, row) if row.kunci_orang else row
        if first is not row and not (row.nik and first.nik):
            row.masalah.append(tolak("", Pesan("penduduk.ganda", baris=first.baris)))


def periksa_kepala(rows: list[BarisTerbaca]) -> None:
    """Tell of a family card without a head, or with two; only a file of all residents can be judged so."""
    families: dict[str, list[BarisTerbaca]] = {}
    for row in rows:
        if "no_kk" in row.nilai and "shdk" in row.nilai:
            families.setdefault(str(row.nilai["no_kk"]), []).append(row)
    for members in families.values():
        heads = [row for row in members if row.nilai["shdk"] == kode.KEPALA_KELUARGA]
        if not heads:
            members[0].masalah.append(ingatkan("shdk", Pesan("penduduk.kk_tanpa_kepala")))
        for row in heads[1:]:
            row.masalah.append(ingatkan("shdk", Pesan("penduduk.kk_dua_kepala", baris=heads[0].baris)))


def _samakan_alamat(rows: list[BarisTerbaca]) -> None:
    """Give members of one family card the address of its first row, telling where they differed."""
    homes: dict[str, BarisTerbaca] = {}
    for row in rows:
        if "no_kk" not in row.nilai or row.ditolak:
            continue
        first = homes.setdefault(str(row.nilai["no_kk"]), row)
        for name in KOLOM_KELUARGA if first is not row else ():
            if name in row.nilai and row.nilai[name] != first.nilai.setdefault(name, row.nilai[name]):
                row.masalah.append(ingatkan(name, Pesan("penduduk.alamat_beda", baris=first.baris)))
                row.nilai[name] = first.nilai[name]

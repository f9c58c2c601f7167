"""The zip a workbook comes in: which of its parts the reader would open as sheets, whatever they are called.

The reader proper finds parts without regard to upper and lower case or the kind of slash, and opens as a sheet
whatever the workbook's relations point to. So names are compared in one form, doubles are refused, and the
relations are followed here too. It would also take another spreadsheet format hidden in the same zip.
"""

import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

BUKU, HUBUNGAN = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_FOLDER_LEMBAR = "xl/worksheets/"
_FORMAT_LAIN = frozenset({"content.xml", "mimetype", "xl/workbook.bin"})
_ODS = frozenset({"content.xml", "mimetype"})
_TERSANDI = frozenset("%&")  # one reader may take the sign for itself, another for the start of a code
_AKHIR_ZIP, _PANJANG_AKHIR = b"PK\x05\x06", 22


def rusak() -> InvalidInput:
    """Return the error of a file that cannot be read as it is."""
    return InvalidInput(Pesan("penduduk.berkas_rusak"))


def akhir_wajar(isi: bytes) -> bool:
    """Tell whether the zip ends where its directory says: two readers could else find two directories."""
    return isi[-_PANJANG_AKHIR:].startswith(_AKHIR_ZIP)


def bagian(book: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the parts by their names in one form.

    Raises:
        InvalidInput: two parts of one name, a name that leads out of its folder, or no workbook.
    """
    parts: dict[str, zipfile.ZipInfo] = {}
    for info in book.infolist():
        name = _satu_bentuk(info.filename)
        if name in parts:
            raise rusak()
        parts[name] = info
    if BUKU not in parts and parts.keys() >= _ODS:
        raise InvalidInput(Pesan("penduduk.berkas_ods"))
    if BUKU not in parts or _FORMAT_LAIN & parts.keys():
        raise InvalidInput(Pesan("penduduk.berkas_bukan_lembar"))
    if HUBUNGAN not in parts:
        raise rusak()
    return parts


def _satu_bentuk(name: str) -> str:
    pieces = [piece for piece in name.replace("\\", "/").lower().split("/") if piece not in ("", ".")]
    if ".." in pieces or _TERSANDI & set(name):
        raise rusak()
    return "/".join(pieces)


class Pengurai(ABC):
    """A streaming reader of one part's XML; entities, which could grow without end, are refused."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.StartElementHandler = self._mulai
        self._parser.StartDoctypeDeclHandler = self._doctype

    def lanjut(self, piece: bytes, *, akhir: bool = False) -> None:
        """Feed bytes of the part."""
        self._parser.Parse(piece, akhir)

    def _doctype(self, *_: object) -> None:
        raise rusak()

    def _mulai(self, tag: str, atribut: dict[str, str]) -> None:
        self.elemen(tag.rpartition("}")[2], atribut)

    @abstractmethod
    def elemen(self, tag: str, atribut: dict[str, str]) -> None:
        """Take one element, without its name space."""


@dataclass(slots=True)
class Hubungan:
    """Which relations the sheets of a workbook name, and where relations lead."""

    dipakai: set[str] = field(default_factory=set)
    tujuan: list[tuple[str, str]] = field(default_factory=list)

    def lembar(self, parts: Iterable[str]) -> frozenset[str]:
        """Return the parts that may be read as sheets.

        Raises:
            InvalidInput: a sheet leads nowhere.
        """
        there = set(parts)
        named = {_letak(target) for name, target in self.tujuan if name in self.dipakai}
        if not named <= there:
            raise rusak()
        return frozenset(named | {name for name in there if name.startswith(_FOLDER_LEMBAR)})


class Acuan(Pengurai):
    """Reads the relations out of the workbook's own part and out of the list of relations."""

    def __init__(self, hubungan: Hubungan) -> None:
        super().__init__()
        self._hubungan = hubungan

    def elemen(self, tag: str, atribut: dict[str, str]) -> None:
        """Take a sheet of the workbook, or a relation."""
        if tag == "sheet":
            self._hubungan.dipakai |= {v for name, v in atribut.items() if name.rpartition("}")[2] == "id"}
        elif tag == "Relationship":
            self._hubungan.tujuan.append((atribut.get("Id", ""), atribut.get("Target", "")))


def _letak(target: str) -> str:
    """Return the name of the part a relation of the workbook leads to."""
    absolute = target.replace("\\", "/").lower().startswith(("/xl/", "xl/"))
    return _satu_bentuk(target if absolute else f"xl/{target}")

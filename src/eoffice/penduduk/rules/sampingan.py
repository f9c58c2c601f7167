"""What an office keeps of a person beside the columns of the family card, and how older rows kept it.

Files and the first version of the event carry these in ``lain`` under the headings of the file they came from, as
text. The register has a column for each, because people are counted by it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from eoffice.penduduk.rules.kode import TABEL_LAIN

KODE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "pendidikan_sedang": "pendidikan_sedang_id",
        "cacat": "cacat_id",
        "cara_kb": "cara_kb_id",
        "hamil": "hamil",
        "ktp_el": "ktp_el",
        "status_rekam": "status_rekam",
        "asuransi": "id_asuransi",
    }
)
"""Columns that hold a code, with the heading in ``lain`` and in ``kode.TABEL_LAIN``."""
TEKS: Final = ("akta_lahir", "akta_perkawinan", "akta_perceraian", "suku")
"""Columns that hold words, called in ``lain`` as here."""
KOLOM_SAMPINGAN: Final = (*KODE, *TEKS)
PANJANG: Final = 200
"""Letters that a column of words holds."""


def angkat(lain: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the columns that ``lain`` tells, all of them, and what stays in it: what no column can hold."""
    kolom: dict[str, Any] = {**dict.fromkeys(KODE), **dict.fromkeys(TEKS, "")}
    dari = {**{tajuk: nama for nama, tajuk in KODE.items()}, **{nama: nama for nama in TEKS}}
    sisa = {}
    for tajuk, isi in lain.items():
        nilai = _nilai(tajuk, isi) if tajuk in dari else None
        if nilai is None:
            sisa[tajuk] = isi
        else:
            kolom[dari[tajuk]] = nilai
    return kolom, sisa


def turunkan(kolom: Mapping[str, Any], lain: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``lain`` as it was before these had columns; ``angkat`` gives both back."""
    kode = {tajuk: str(kolom[nama]) for nama, tajuk in KODE.items() if kolom[nama] is not None}
    return {**lain, **kode, **{nama: kolom[nama] for nama in TEKS if kolom[nama]}}


def _nilai(tajuk: str, isi: Any) -> int | str | None:
    """Return what a column would hold, None for what it cannot: an unknown code, an endless or an empty text."""
    if not isinstance(isi, str):
        return None
    if tajuk not in TABEL_LAIN:
        return isi if 0 < len(isi) <= PANJANG else None
    return next((kode for kode in TABEL_LAIN[tajuk].kata if isi == str(kode)), None)

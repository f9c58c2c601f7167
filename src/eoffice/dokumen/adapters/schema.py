"""Compiled JSON Schemas of what may be printed, and the check of every character in it."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import fastjsonschema

from eoffice.dokumen.rules.teks import jelajahi, periksa_teks, rapikan_semua
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

FOLDER: Final = Path(__file__).resolve().parent.parent / "letter"
_TAK_DICETAK: Final = ("qr.isi",)


@cache
def _pemeriksa(nama: str) -> Callable[[object], object]:
    skema = json.loads((FOLDER / f"{nama}.schema.json").read_text("utf-8"))
    return cast("Callable[[object], object]", fastjsonschema.compile(skema, use_default=False))


def periksa_cetak(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``data`` with composed accents, every text checked against the fonts. Raises InvalidInput."""
    rapi = cast("dict[str, Any]", rapikan_semua(data))
    tercetak = ((jalur, teks) for jalur, teks in jelajahi(rapi) if jalur not in _TAK_DICETAK)
    keluhan = {jalur: pesan for jalur, teks in tercetak if (pesan := periksa_teks(teks))}
    if keluhan:
        raise InvalidInput(Pesan("dokumen.teks_tidak_dapat_dicetak", bagian=next(iter(keluhan))), keluhan)
    return rapi


def periksa_data(data: Mapping[str, Any], nama: str) -> dict[str, Any]:
    """Return ``data`` with composed accents after checking it against schema ``nama`` and the fonts.

    Raises InvalidInput: ``dokumen.data_surat_salah`` names the place that breaks the contract;
    ``dokumen.teks_tidak_dapat_dicetak`` carries, per field, the message about the character.
    """
    rapi = periksa_cetak(data)
    try:
        _pemeriksa(nama)(rapi)
    except fastjsonschema.JsonSchemaValueException as galat:
        raise InvalidInput(
            Pesan("dokumen.data_surat_salah", bagian=str(galat.name).removeprefix("data."))
        ) from galat
    return rapi

"""Names as they are given in the south-east of West Java, by generation. All people are invented."""

import json
from functools import cache
from importlib import resources
from typing import Any

from config.demo.penduduk.acak import Acak
from config.demo.penduduk.tabel import ISLAM

_TENGAH, _MUDA = 1972, 1998  # first birth years of a generation


@cache
def kumpulan() -> dict[str, Any]:
    """Return the lists of ``data/nama.json``; most frequent first."""
    text = resources.files("config.demo.penduduk").joinpath("data/nama.json").read_text(encoding="utf-8")
    tables: dict[str, Any] = _terurai(json.loads(text))
    return tables


def _terurai(isi: Any) -> Any:
    if isinstance(isi, dict):
        return {key: _terurai(value) for key, value in isi.items()}
    return "|".join(isi).split("|") if isinstance(isi, list) else isi


def nama(acak: Acak, kelamin: str, tahun: int, agama: str) -> str:
    """Return a name for a sex, birth year and religion."""
    lists = kumpulan()
    sex = "laki" if kelamin == "L" else "perempuan"
    if agama != ISLAM and acak.mungkin(0.75):
        other = lists["bukan_islam"]
        return f"{acak.satu(other[sex])} {acak.satu(other['belakang'])}"
    if tahun < _TENGAH:
        return _tua(acak, lists[sex]["tua"], tahun)
    if tahun < _MUDA:
        return _dua(acak, lists[sex]["tengah"], tunggal=0.11)
    return _muda(acak, lists[sex]["muda"], tahun)


def _tua(acak: Acak, daftar: dict[str, list[str]], tahun: int) -> str:
    """Return a name of the old: often one word, for men sometimes a rhyming pair (Nana Suryana)."""
    if "pasangan" in daftar and acak.mungkin(0.12):
        return acak.satu(daftar["pasangan"])
    return _dua(acak, daftar, tunggal=0.66 if tahun < 1950 else 0.45)


def _muda(acak: Acak, daftar: dict[str, list[str]], tahun: int) -> str:
    """Return a name of the young: two words, and ever more often three."""
    first, last = acak.satu(daftar["depan"], 1.45), acak.satu(daftar["belakang"], 1.3)
    middle = acak.satu(daftar["depan"]) if acak.mungkin(0.45 if tahun > 2010 else 0.22) else ""
    return " ".join(dict.fromkeys(word for word in (first, middle, last) if word))


def _dua(acak: Acak, daftar: dict[str, list[str]], *, tunggal: float) -> str:
    first = acak.satu(daftar["depan"], 1.35)
    if acak.mungkin(tunggal) and len(first) > 3:
        return first
    last = acak.satu(daftar["belakang"], 1.3)
    return first if first == last else f"{first} {last}"

"""A list in a form (heirs, witnesses): rows of boxes, with buttons that add and take away a row without a script.

What was typed is one JSON text, so everything that carries answers carries a list too; the rooms read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

Ketikan = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class KolomDaftar:
    """One box of a row: its name, label, hint, look and attributes."""

    kode: str
    label: str
    petunjuk: str = ""
    kelas: str = ""
    wajib: bool = True
    atribut: tuple[tuple[str, str], ...] = ()


class KotakDaftar(forms.Widget):
    """The boxes of a list. ``sebutan``: what one row is called; between ``sedikit`` and ``maks`` rows."""

    def __init__(self, kolom: Sequence[KolomDaftar], *, sebutan: str, sedikit: int, maks: int) -> None:
        super().__init__()
        self.kolom, self.sebutan, self.sedikit, self.maks = tuple(kolom), sebutan, sedikit, maks
        self.galat: dict[tuple[int, str], str] = {}

    def __deepcopy__(self, memo: dict[int, Any]) -> KotakDaftar:
        """Complaints belong to one form, not to the class of the form."""
        salinan = KotakDaftar(self.kolom, sebutan=self.sebutan, sedikit=self.sedikit, maks=self.maks)
        salinan.attrs = self.attrs.copy()
        return salinan

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        """Return the rows as they were typed, after the button that adds or takes away one."""
        banyak = data.get(f"{name}-n", "")
        if not (banyak.isascii() and banyak.isdigit() and len(banyak) < 4):
            return str(data.get(name, ""))
        jumlah = min(int(banyak), self.maks)
        baris = [
            {k.kode: str(data.get(f"{name}-{n}-{k.kode}", "")) for k in self.kolom} for n in range(jumlah)
        ]
        return json.dumps(self._ubah(baris, str(data.get(f"{name}-baris", ""))), ensure_ascii=False)

    def _ubah(self, baris: Ketikan, aksi: str) -> Ketikan:
        if aksi == "tambah" and len(baris) < self.maks:
            return [*baris, {}]
        nomor = aksi.removeprefix("hapus-")
        if nomor != aksi and nomor.isascii() and nomor.isdigit() and len(baris) > self.sedikit:
            return [b for n, b in enumerate(baris) if n != int(nomor[:4])]
        return baris

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Return whether the list was not on the page."""
        return f"{name}-n" not in data and name not in data

    def id_for_label(self, id_: str) -> str:
        """Return the first box of the first row."""
        return f"{id_}-0-{self.kolom[0].kode}" if id_ else id_

    def tandai(self, sel: str, kata: str) -> str:
        """Mark one box (``row.column``) as wrong, and return the complaint with the name of the box."""
        nomor, _, kode = sel.partition(".")
        self.galat[int(nomor), kode] = kata
        label = next((k.label for k in self.kolom if k.kode == kode), kode)
        return f"{self.sebutan} {int(nomor) + 1}, {label.lower() if label != 'NIK' else label}: {kata}"

    def baris(self, nama: str, dasar: str, ketikan: str) -> list[dict[str, Any]]:
        """Return the rows to draw: what was typed, and empty ones up to the fewest."""
        isi = uraikan(ketikan)[: self.maks]
        isi += [{} for _ in range(max(self.sedikit, 1) - len(isi))]
        return [
            {
                "nomor": n + 1,
                "hapus": f"hapus-{n}" if len(isi) > max(self.sedikit, 1) else "",
                "sel": list(self._sel(nama, dasar, n, b)),
            }
            for n, b in enumerate(isi)
        ]

    def _sel(self, nama: str, dasar: str, n: int, baris: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        for k in self.kolom:
            galat, jangkar = self.galat.get((n, k.kode), ""), f"{dasar}-{n}-{k.kode}"
            uraian = " ".join(f"{jangkar}-{x}" for x, ada in (("p", k.petunjuk), ("g", galat)) if ada)
            atribut = {
                "id": jangkar,
                "class": f"kotak {k.kelas}".strip(),
                "autocomplete": "off",
                **dict(k.atribut),
            }
            atribut |= {"aria-describedby": uraian} if uraian else {}
            atribut |= {"aria-invalid": "true"} if galat else {}
            kotak = forms.TextInput(atribut).render(f"{nama}-{n}-{k.kode}", baris.get(k.kode, ""))
            yield {"id": jangkar, "kolom": k, "galat": galat, "kotak": kotak}


def uraikan(ketikan: str) -> Ketikan:
    """Return typed rows; what is no list of rows has none."""
    try:
        isi = json.loads(ketikan or "[]")
    except (ValueError, RecursionError):
        return []
    rapi = [b for b in isi if isinstance(b, dict)] if isinstance(isi, list) else []
    return [{str(k): str(v) for k, v in b.items()} for b in rapi]


def ubah_baris(data: Mapping[str, Any]) -> bool:
    """Tell whether a button was pressed that adds or takes away a row: the page is drawn again, nothing is kept."""
    return any(nama.endswith("-baris") for nama in data)

"""The typed questions of a letter type as a form: one definition for the citizen's pages and for the counter.

The boxes take text as it is typed; what it means is decided by `surat.rules.isian`, so both faces accept and
refuse the same, in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms

from eoffice.surat.rules.daftar import baca_semua, mentah_dari
from eoffice.surat.rules.isian import Isian, Nilai, Tipe

from .bidang import Opsi, Teks
from .daftar import KolomDaftar, KotakDaftar
from .formulir import tambah_galat

BANYAK_PILIHAN: Final = 5
YA_TIDAK: Final = (("ya", "Ya"), ("tidak", "Tidak"))
_KETIKAN: Final[dict[Tipe, dict[str, str]]] = {
    Tipe.ANGKA: {"inputmode": "numeric"},
    Tipe.UANG: {"inputmode": "numeric"},
    Tipe.TAHUN: {"inputmode": "numeric", "maxlength": "4"},
    Tipe.NIK: {"inputmode": "numeric", "maxlength": "24"},
    Tipe.TANGGAL: {"inputmode": "text", "placeholder": "25-11-2026"},
    Tipe.JAM: {"inputmode": "decimal", "placeholder": "08.30", "maxlength": "12"},
}
_KELAS: Final = {
    Tipe.ANGKA: "angka pendek",
    Tipe.UANG: "angka sedang",
    Tipe.TAHUN: "angka pendek",
    Tipe.NIK: "angka sedang",
    Tipe.TANGGAL: "sedang",
    Tipe.JAM: "angka pendek",
}
MAKS_BARIS: Final = 60


class Ketikan(Teks):
    """A box that keeps what was typed; it refuses nothing itself. ``diam``: no word about leaving it empty."""

    diam = False

    def validate(self, value: Any) -> None:
        """Leave it to the rules of the letter."""


def bidang_isian(isian: Isian, *, label: str = "", petunjuk: str = "", ringkas: bool = False) -> Ketikan:
    """Return the box of one question; ``label`` is its short name (counter) or the whole question.

    ``ringkas``: a long choice becomes a drop-down.
    """
    bidang = Ketikan(
        label=label or isian.label,
        petunjuk=petunjuk or isian.petunjuk,
        required=isian.wajib and not isian.bila,
        widget=_kotak(isian, ringkas=ringkas),
        kelas=_KELAS.get(isian.tipe, ""),
        awalan="Rp" if isian.tipe is Tipe.UANG else "",
        akhiran=isian.satuan,
    )
    bidang.diam = isian.wajib
    return bidang


def _kotak(isian: Isian, *, ringkas: bool) -> forms.Widget:
    if isian.tipe is Tipe.PILIHAN and ringkas and len(isian.pilihan) > BANYAK_PILIHAN:
        return forms.Select(choices=[("", "Pilih"), *((p.kode, p.label) for p in isian.pilihan)])
    if isian.tipe is Tipe.PILIHAN:
        return forms.RadioSelect(choices=[(p.kode, Opsi(p.label)) for p in isian.pilihan])
    if isian.tipe is Tipe.YA_TIDAK:
        return forms.RadioSelect(choices=list(YA_TIDAK))
    if isian.tipe is Tipe.DAFTAR:
        kolom = [_kolom(k) for k in isian.kolom]
        return KotakDaftar(kolom, sebutan=isian.label, sedikit=isian.min or 1, maks=isian.maks or MAKS_BARIS)
    if isian.tipe is Tipe.TEKS_PANJANG:
        return forms.Textarea(attrs={"rows": "3"})
    return forms.TextInput(attrs={"autocomplete": "off", **_KETIKAN.get(isian.tipe, {})})


def _kolom(isian: Isian) -> KolomDaftar:
    """Return one box of a row; a row is short, so its choices are typed like the rest."""
    atribut = tuple(_KETIKAN.get(isian.tipe, {}).items())
    return KolomDaftar(
        isian.kode, isian.label, isian.petunjuk, _KELAS.get(isian.tipe, ""), isian.wajib, atribut
    )


class FormPertanyaan(forms.Form):
    """The questions of a letter type on one page. After ``is_valid`` ``nilai`` holds the values to keep.

    ``sudah``: values kept before, shown again.
    """

    nilai: dict[str, Nilai]

    def __init__(
        self,
        daftar: Sequence[Isian],
        *args: Any,
        hari_ini: date,
        sudah: Mapping[str, Nilai] | None = None,
        **kw: Any,
    ) -> None:
        self.daftar, self.hari_ini, self.nilai = daftar, hari_ini, {}
        ada = {i.kode: mentah_dari(i, sudah[i.kode]) for i in daftar if sudah and i.kode in sudah}
        kw["initial"] = ada | (kw.get("initial") or {})
        super().__init__(*args, **kw)
        for isian in daftar:
            self.fields[isian.kode] = bidang_isian(isian, petunjuk=self._petunjuk(isian), ringkas=True)

    def _petunjuk(self, isian: Isian) -> str:
        """Say when a question only applies to some answers."""
        return " ".join(
            p for p in (*(self._bila(b.isian, b.salah_satu) for b in isian.bila), isian.petunjuk) if p
        )

    def _bila(self, kode: str, salah_satu: tuple[Nilai, ...]) -> str:
        induk = next((i for i in self.daftar if i.kode == kode), None)
        if induk is None:
            return ""
        kata = {p.kode: p.label for p in induk.pilihan} | {str(True): "ya", str(False): "tidak"}
        pilihan = " atau ".join(kata.get(str(n), str(n)) for n in salah_satu)
        return f"Diisi bila {induk.label}: {pilihan}." if pilihan else f"Diisi bila {induk.label} diisi."

    def clean(self) -> dict[str, Any]:
        """Let the rules read everything at once, because questions depend on each other."""
        mentah = {kode: str(isi) for kode, isi in self.cleaned_data.items() if kode in self.fields}
        self.nilai, galat = baca_semua(self.daftar, mentah, self.hari_ini)
        for kode, pesan in galat.items():
            tambah_galat(self, kode, pesan)
        return self.cleaned_data

    def ketikan(self) -> dict[str, str]:
        """Return what stands in the boxes now, to draw the page once more without judging it."""
        return {kode: str(self[kode].value() or "") for kode in self.fields if kode not in self.files}

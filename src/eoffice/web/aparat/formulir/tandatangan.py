"""The signing pile as one form: a decision for each letter, one passphrase for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField

from eoffice.web.komponen.bidang import Opsi, Pilihan, Sandi, TeksPanjang

SETUJU: Final = "setuju"
KEMBALI: Final = "kembali"
NANTI: Final = "nanti"
PUTUSAN: Final = ((SETUJU, Opsi("Setuju")), (KEMBALI, Opsi("Kembalikan")), (NANTI, Opsi("Nanti saja")))
PUTUSAN_ULANG: Final = ((SETUJU, Opsi("Tanda tangani lagi")), (NANTI, Opsi("Nanti saja")))


@dataclass(frozen=True, slots=True)
class Lembaran:
    """One letter of the pile. ``ulang``: its number is drawn already, only the signature is missing."""

    id: UUID
    versi: int
    ulang: bool


@dataclass(frozen=True, slots=True)
class Keputusan:
    """What was decided about a letter, and the state that was looked at."""

    id: UUID
    versi: int
    alasan: str = ""


class Tumpukan(forms.Form):
    """Decisions start at "Nanti saja": nothing is signed that was not chosen."""

    frasa = Sandi(
        label="Frasa sandi tanda tangan",
        petunjuk="Tidak disimpan dan tidak dilihat siapa pun.",
        isi_sendiri="off",
        required=False,
        max_length=200,
    )

    def __init__(
        self, *args: Any, lembar: Sequence[Lembaran], pilihan: Mapping[str, str] | None = None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.lembar = lembar
        for nama, isi in (pilihan or {}).items():
            self.initial[nama] = isi
        for satu in lembar:
            pilihan_putus = PUTUSAN_ULANG if satu.ulang else PUTUSAN
            kunci = satu.id.hex
            self.fields[f"putus_{kunci}"] = Pilihan(
                label="Keputusan", pilihan=pilihan_putus, sejajar=True, initial=NANTI, required=False
            )
            self.fields[f"versi_{kunci}"] = forms.IntegerField(widget=forms.HiddenInput(), required=False)
            if not satu.ulang:
                self.fields[f"alasan_{kunci}"] = TeksPanjang(
                    label="Alasan",
                    petunjuk="Petugas membaca alasan ini.",
                    baris=2,
                    required=False,
                    max_length=500,
                )

        for bidang in self.fields.values():
            bidang.diam = True  # type: ignore[attr-defined]

    def bidang(self, awalan: str, satu: Lembaran) -> BoundField | None:
        """Return the box of one letter."""
        nama = f"{awalan}_{satu.id.hex}"
        return self[nama] if nama in self.fields else None

    def clean(self) -> dict[str, Any]:
        """Sending a letter back wants a reason, beside that letter."""
        for satu in self.lembar:
            kunci = satu.id.hex
            if self._putus(satu) == KEMBALI and not self.cleaned_data.get(f"alasan_{kunci}"):
                self.add_error(f"alasan_{kunci}", "Tulis alasannya, supaya petugas tahu apa yang diperbaiki.")
        return self.cleaned_data

    def _putus(self, satu: Lembaran) -> str:
        return str(self.cleaned_data.get(f"putus_{satu.id.hex}") or NANTI)

    def keputusan(self, putus: str) -> list[Keputusan]:
        """Return the letters decided so, each with the version its reader had before his eyes."""
        data = self.cleaned_data
        return [
            Keputusan(s.id, data.get(f"versi_{s.id.hex}") or 0, str(data.get(f"alasan_{s.id.hex}", "")))
            for s in self.lembar
            if self._putus(s) == putus
        ]

    def butuh_frasa(self) -> bool:
        """Say beside the box that the passphrase is missing, when a letter is to be signed."""
        if not self.keputusan(SETUJU) or self.cleaned_data.get("frasa"):
            return False
        self.add_error("frasa", "Ketik frasa sandi untuk menandatangani.")
        return True

    def pilihan(self) -> dict[str, str]:
        """Return what was chosen and typed, without the passphrase, to be shown again."""
        return {
            nama: str(isi)
            for nama, isi in self.cleaned_data.items()
            if isi and nama.startswith(("putus_", "alasan_"))
        }

"""The form of the recovery sheet."""

from __future__ import annotations

from typing import Any

from django import forms

from eoffice.web.komponen.bidang import Centang


class BuatLembar(forms.Form):
    """What a person confirms before the one answer that holds the key."""

    def __init__(self, *args: Any, ganti: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        kata = "Lembar lama hilang atau terbaca orang lain, dan saya akan" if ganti else "Saya akan"
        self.fields["setuju"] = Centang(
            label=f"{kata} mencetak lembar ini dan menyimpannya di lemari terkunci"
        )

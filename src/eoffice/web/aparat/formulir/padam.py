"""Forms about the forms for a power cut: reserving, recording a used one, voiding one that was not used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from eoffice.surat.rules.padam import MAKS_SEKALI
from eoffice.web.komponen.bidang import Angka, Opsi, Pilihan, TanggalSatu, Teks, TeksPanjang


class Pesan(forms.Form):
    """How many of which type."""

    def __init__(self, *args: Any, jenis: Sequence[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["jenis"] = Pilihan(label="Jenis surat", pilihan=list(jenis), daftar_turun=True)
        self.fields["banyak"] = Angka(
            label="Berapa formulir",
            petunjuk=f"Paling banyak {MAKS_SEKALI} sekali cetak. Nomor suratnya diambil sekarang.",
            min_value=1,
            max_value=MAKS_SEKALI,
        )


class Kode(forms.Form):
    """The code under the QR of a form."""

    kode = Teks(
        label="Kode di bawah QR formulir",
        petunjuk="Atau pindai QR-nya dengan kamera HP.",
        kosong="Tulis kode yang tercetak di formulir.",
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class Pakai(forms.Form):
    """Which letter was written on the form, when, and who signed it."""

    def __init__(
        self, *args: Any, surat: Sequence[tuple[str, Opsi]], penanda: Sequence[tuple[str, str]], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["surat"] = Pilihan(label="Surat siapa yang ditulis di formulir ini?", pilihan=list(surat))
        self.fields["tanggal"] = TanggalSatu(label="Tanggal yang tertulis di surat")
        self.fields["penanda_tangan"] = Pilihan(label="Siapa yang menandatangani?", pilihan=list(penanda))


class Batal(forms.Form):
    """Why a form was not used."""

    alasan = TeksPanjang(
        label="Mengapa formulir ini tidak dipakai?",
        petunjuk="Misalnya: kembali utuh, salah tulis, atau hilang.",
        kosong="Tulis alasannya, supaya nomor yang batal ada keterangannya.",
        max_length=500,
    )

"""What a reader of a letter types or hands in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from eoffice.web.komponen.bidang import Foto, Teks


class Kode(forms.Form):
    """The code printed under the QR."""

    kode = Teks(
        label="Kode di bawah kotak QR",
        petunjuk="10 huruf dan angka, misalnya K7QF-2M9D-PX. Tanda hubung boleh tidak ditulis.",
        kosong="Tulis kode yang tercetak di surat.",
        kelas="angka sedang",
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class Pdf(Foto):
    """A PDF file."""

    terima = "application/pdf,.pdf"


class Unggah(forms.Form):
    """The file as the office sent it."""

    pdf = Pdf(
        label="Berkas PDF surat",
        petunjuk="Paling besar 20 MB. Berkas hanya diperiksa, tidak kami simpan.",
        kosong="Pilih berkas PDF-nya dulu.",
    )

    def clean_pdf(self) -> Any:
        """Refuse what is too large before it is read."""
        berkas = self.cleaned_data["pdf"]
        if berkas.size > settings.EOFFICE_BATAS_UNGGAH:
            raise forms.ValidationError(
                "Berkas ini lebih dari 20 MB. Pilih berkas surat yang asli.", code="besar"
            )
        return berkas

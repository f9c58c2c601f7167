"""Who takes a letter along."""

from __future__ import annotations

from django import forms

from eoffice.surat.rules.ekspedisi import PANJANG_ALASAN, PANJANG_PENERIMA, Sebagai
from eoffice.web.komponen.bidang import Pilihan, Teks

SEBAGAI = {
    Sebagai.PEMOHON: "Pemohon sendiri",
    Sebagai.KELUARGA: "Keluarga",
    Sebagai.KUASA: "Yang diberi kuasa",
    Sebagai.KURIR: "Petugas atau kurir",
}


class Serah(forms.Form):
    """Name and relation of the person at the counter."""

    penerima = Teks(
        label="Nama yang menerima",
        petunjuk="Seperti di KTP-nya.",
        kosong="Tulis nama orang yang menerima surat.",
        max_length=PANJANG_PENERIMA,
    )
    sebagai = Pilihan(
        label="Ia menerima sebagai", pilihan=[(satu.value, kata) for satu, kata in SEBAGAI.items()]
    )


class Coret(forms.Form):
    """Why a line of the book is struck out."""

    alasan = Teks(
        label="Apa yang keliru?",
        petunjuk="Misalnya: salah nama penerima.",
        kosong="Tulis apa yang keliru.",
        max_length=PANJANG_ALASAN,
    )

"""Forms of the recovery after an older database was put back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from eoffice.web.komponen.bidang import Angka, Opsi, Pilihan, TanggalSatu, Teks, TeksPanjang

AWALAN: Final = "buku_"
MAKS_URUT: Final = 99_999
PANJANG_CATATAN: Final = 200


class NomorTerakhir(forms.Form):
    """The last number of every book, as a person read it in the paper register."""

    def __init__(self, *args: Any, buku: Sequence[tuple[str, str, int]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.buku = buku
        for kunci, nama, tercatat in buku:
            self.fields[AWALAN + kunci] = Angka(
                label=f"Nomor terakhir di {nama}",
                petunjuk=f"Di komputer ini tercatat sampai {tercatat:03d}. Tulis yang ada di buku kertas.",
                kosong="Tulis nomor terakhir di buku. Bila belum ada, tulis 0.",
                min_value=0,
                max_value=MAKS_URUT,
            )
        self.fields["catatan"] = Teks(
            label="Catatan",
            petunjuk="Dari mana nomor itu dibaca, misalnya: buku register halaman 12.",
            kosong="Tulis dari mana nomor itu dibaca.",
            max_length=PANJANG_CATATAN,
        )

    def akhir(self) -> dict[str, int]:
        """Return the numbers by the key of their book."""
        return {kunci: self.cleaned_data[AWALAN + kunci] for kunci, _, _ in self.buku}


class PakaiSementara(forms.Form):
    """Why letters cannot wait."""

    alasan = Teks(
        label="Mengapa tidak dapat menunggu?",
        kosong="Tulis alasannya.",
        max_length=PANJANG_CATATAN,
    )


class PastikanTanggal(forms.Form):
    """Which day it is, by a calendar that is no computer."""

    tanggal = TanggalSatu(
        label="Hari ini tanggal berapa?", petunjuk="Lihat kalender atau HP, bukan komputer ini."
    )


class Putuskan(forms.Form):
    """One of several, and why."""

    alasan = TeksPanjang(
        label="Alasannya",
        petunjuk="Tercatat bersama nama Anda. Misalnya: surat ini sudah dipakai di bank.",
        kosong="Tulis alasannya, supaya kelak dapat dibaca mengapa dipilih begitu.",
        max_length=PANJANG_CATATAN,
        baris=2,
    )

    def __init__(self, *args: Any, tanya: str, pilihan: Sequence[tuple[str, Opsi]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["dipilih"] = Pilihan(label=tanya, pilihan=pilihan)
        self.order_fields(["dipilih", "alasan"])

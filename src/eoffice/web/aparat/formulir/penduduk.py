"""Forms about residents: why their data is opened, and lists to take in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms

from eoffice.web.komponen.bidang import Centang, Lembar, Opsi, Pilihan, Teks, rapikan

ALASAN: Final = (
    ("loket", Opsi("Melayani warga ini", "Warga ada di depan loket atau menelepon")),
    ("permohonan", Opsi("Memeriksa permohonan", "Mencocokkan isian dengan data penduduk")),
    ("pemutakhiran", Opsi("Memeriksa kebenaran data", "Sesudah impor atau atas laporan warga")),
    ("lain", Opsi("Keperluan lain", "Tulis di bawah")),
)
BATAS_CARI: Final = 100


class Alasan(forms.Form):
    """Why an official opens a resident's data."""

    alasan = Pilihan(label="Alasan", pilihan=ALASAN)
    keterangan = Teks(label="Keterangan", required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        """Another reason wants words."""
        if self.cleaned_data.get("alasan") == "lain" and not self.cleaned_data.get("keterangan"):
            self.add_error("keterangan", "Tulis keperluannya.")
        return self.cleaned_data

    def teks(self) -> str:
        """Return the reason in words, as the citizen reads it."""
        kata = str(dict(ALASAN)[self.cleaned_data["alasan"]])
        lebih = str(self.cleaned_data.get("keterangan", ""))
        return lebih if self.cleaned_data["alasan"] == "lain" else f"{kata}. {lebih}".removesuffix(". ")


class Unggah(forms.Form):
    """A spreadsheet of the whole village."""

    berkas = Lembar(
        label="Berkas penduduk",
        petunjuk="CSV kami, atau XLSX dari OpenSID (43 kolom, bentuk kode). Paling besar 20 MB.",
        kosong="Pilih berkasnya.",
    )
    lengkap = Centang(
        label="Berkas ini memuat semua penduduk desa",
        petunjuk="Yang tidak ada di berkas ditandai. Hapus centang bila berkasnya hanya sebagian.",
        required=False,
    )


def kata_cari(mentah: str) -> str:
    """Return what to search for: tidy, and never longer than a name."""
    return rapikan(mentah[: BATAS_CARI * 4])[:BATAS_CARI]


class PilihWilayah(forms.Form):
    """Which part of the village is counted; nothing chosen means all of it."""

    def __init__(self, data: Mapping[str, Any], *, pilihan: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["wilayah"] = Pilihan(
            label="Wilayah",
            pilihan=[("", "Seluruh desa"), *pilihan],
            daftar_turun=True,
            required=False,
        )

"""The form about days on which the head of the office is away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final

from django import forms

from eoffice.akun.rules.keluar import Ganti
from eoffice.web.komponen.bidang import Opsi, Pilihan, TanggalSatu, Teks

GANTI: Final = (
    (
        Ganti.PLH.value,
        Opsi("Plh. Kepala Desa", "Pelaksana harian, dengan surat perintah. Surat tercetak Plh."),
    ),
    (
        Ganti.ATAS_NAMA.value,
        Opsi("a.n. Kepala Desa", "Kepala desa tetap dapat menandatangani sendiri dari jauh."),
    ),
)


class KadesKeluar(forms.Form):
    """Who signs, as what, from when to when, and who initials meanwhile."""

    mulai = TanggalSatu(label="Mulai keluar")
    selesai = TanggalSatu(label="Sampai", petunjuk="Hari terakhir kepala desa tidak ada.")
    ganti = Pilihan(label="Sebagai", pilihan=GANTI)
    dasar = Teks(label="Nomor surat perintah atau keputusan", max_length=100)

    def __init__(
        self,
        *args: Any,
        pejabat: Sequence[tuple[str, str]],
        pemaraf: Sequence[tuple[str, str]],
        sekdes: Collection[str],
        paraf: bool,
        hari: date,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.sekdes, self.paraf, self.hari = sekdes, paraf, hari
        self.fields["pejabat"] = Pilihan(
            label="Yang menandatangani", pilihan=list(pejabat), daftar_turun=True
        )
        self.fields["pemaraf"] = Pilihan(
            label="Yang memaraf selama itu",
            petunjuk="Perlu bila sekretaris desa yang menandatangani: yang memaraf harus orang lain.",
            pilihan=[("", "Tidak diganti"), *pemaraf],
            daftar_turun=True,
            required=False,
        )
        self.order_fields(["mulai", "selesai", "pejabat", "ganti", "pemaraf", "dasar"])

    def clean_mulai(self) -> date:
        """An absence that is over needs no switch."""
        mulai: date = self.cleaned_data["mulai"]
        if mulai < self.hari:
            raise forms.ValidationError("Mulai paling awal hari ini.")
        return mulai

    def clean(self) -> dict[str, Any]:
        """The end is not before the beginning; whoever signs does not initial."""
        data = self.cleaned_data
        if data.get("mulai") and data.get("selesai") and data["selesai"] < data["mulai"]:
            self.add_error("selesai", "Tanggal selesai lebih awal daripada tanggal mulai.")
        if self.paraf and data.get("pejabat") in self.sekdes and not data.get("pemaraf"):
            self.add_error(
                "pemaraf", "Pilih Kaur atau Kasi yang memaraf, karena sekretaris desa menandatangani sendiri."
            )
        return data

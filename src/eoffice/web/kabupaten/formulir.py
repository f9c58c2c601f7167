"""Forms of the regency's pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from eoffice.sinkron.services.pusat import MAKS_ALASAN
from eoffice.web.komponen.angka import ukuran
from eoffice.web.komponen.bidang import Angka, Centang, Foto, Pilihan, Teks, TeksPanjang
from eoffice.web.komponen.waktu import BULAN

BANYAK_BULAN: Final = 12


class Saring(forms.Form):
    """Which villages the board shows."""

    q = Teks(label="Nama desa atau kode", required=False, max_length=60)
    kecamatan = Pilihan(label="Kecamatan", pilihan=[], daftar_turun=True, required=False)

    def __init__(self, *args: Any, kecamatan: Sequence[str], **kw: Any) -> None:
        super().__init__(*args, **kw)
        semua = [("", "Semua kecamatan"), *((nama, nama) for nama in kecamatan)]
        self.fields["kecamatan"].choices = semua  # type: ignore[attr-defined]


class BuatKode(forms.Form):
    """Nothing to choose: the page says what will happen."""


class GantiServer(forms.Form):
    """The village has a server: another one takes its place."""

    use_required_attribute = False

    setuju = Centang(
        label="Server lama diganti",
        petunjuk="Kuncinya dicabut saat kode ini dipakai. Jemput dahulu data yang belum dikirim dari server lama.",
    )


class BerkasAntar(Foto):
    """A sealed file of a village's server."""

    terima: ClassVar[str] = ".eod"


class TerimaBerkas(forms.Form):
    """What somebody brought on a USB stick."""

    use_required_attribute = False
    berkas = BerkasAntar(label="Berkas .eod", petunjuk="Paling besar 1 GB.", kosong="Pilih berkasnya.")

    def clean_berkas(self) -> UploadedFile[Any]:
        """Refuse what no stick of ours carries."""
        satu: UploadedFile[Any] = self.cleaned_data["berkas"]
        if (satu.size or 0) > settings.EOFFICE_BATAS_ANTAR:
            raise forms.ValidationError(
                f"Berkas ini lebih besar dari {ukuran(settings.EOFFICE_BATAS_ANTAR)}."
            )
        return satu


class Alasan(forms.Form):
    """Why something is done; the village and other officers read it."""

    use_required_attribute = False

    alasan = TeksPanjang(
        label="Alasan", petunjuk="Dibaca desa dan petugas lain.", baris=3, max_length=MAKS_ALASAN
    )


class UbahKuota(Alasan):
    """How much room a village's files have."""

    kuota = Angka(label="Kuota berkas", petunjuk="0: tanpa batas.", akhiran="GB", kosong="Isi kuotanya.")
    field_order = ("kuota", "alasan")


class AlasanPemohon(forms.Form):
    """Why an application is returned or refused; the citizen reads it first of all."""

    use_required_attribute = False

    alasan = TeksPanjang(
        label="Alasan",
        petunjuk="Dibaca pemohon, desa, dan petugas lain. Sebutkan apa yang harus dilakukan pemohon.",
        baris=3,
        max_length=MAKS_ALASAN,
    )


class PilihBulan(forms.Form):
    """One of the last twelve months."""

    bulan = Pilihan(label="Bulan", pilihan=[], daftar_turun=True)

    def __init__(self, *args: Any, hari: date, **kw: Any) -> None:
        super().__init__(*args, **kw)
        semua = [_mundur(hari, n) for n in range(BANYAK_BULAN)]
        self.fields["bulan"].choices = [(f"{b:%Y-%m}", f"{BULAN[b.month - 1]} {b.year}") for b in semua]  # type: ignore[attr-defined]

    def clean_bulan(self) -> date:
        """Return the first day of the month."""
        tahun, bulan = self.cleaned_data["bulan"].split("-")
        return date(int(tahun), int(bulan), 1)


def _mundur(hari: date, bulan: int) -> date:
    """Return the first day of the month so many months ago."""
    nomor = hari.year * 12 + hari.month - 1 - bulan
    return date(nomor // 12, nomor % 12 + 1, 1)

"""Forms of the exchange with the regency: a file from a USB stick, a month, an invitation."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from eoffice.web.komponen.angka import ukuran
from eoffice.web.komponen.bidang import Centang, Foto, Pilihan, TeksPanjang
from eoffice.web.komponen.waktu import BULAN

BANYAK_BULAN: Final = 12
PANJANG_UNDANGAN: Final = 500


class BerkasAntar(Foto):
    """A sealed file of the other side."""

    terima: ClassVar[str] = ".eod"


class TerimaBerkas(forms.Form):
    """The regency's file; larger ones than letters need, because it may carry a first load."""

    berkas = BerkasAntar(label="Berkas .eod", petunjuk="Paling besar 1 GB.", kosong="Pilih berkasnya.")

    def clean_berkas(self) -> UploadedFile[Any]:
        """Refuse what no stick of ours carries."""
        satu: UploadedFile[Any] = self.cleaned_data["berkas"]
        if (satu.size or 0) > settings.EOFFICE_BATAS_ANTAR:
            batas = ukuran(settings.EOFFICE_BATAS_ANTAR)
            raise forms.ValidationError(f"Berkas ini lebih besar dari {batas}. Minta kabupaten membaginya.")
        return satu


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


class BacaUndangan(forms.Form):
    """The invitation as it was pasted or typed; with ``qr`` also a photo of it."""

    undangan = TeksPanjang(
        label="Baris undangan",
        petunjuk="Tempel seluruh barisnya. Ada QR? Pindai dengan kamera HP, salin tulisannya, lalu tempel di sini.",
        max_length=PANJANG_UNDANGAN,
    )
    foto = Foto(label="Atau foto QR-nya", petunjuk="Dari dekat, terang, dan tegak lurus.", required=False)

    def __init__(self, *args: Any, qr: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if not qr:
            del self.fields["foto"]
        self.fields["undangan"].required = not (qr and self.files.get("foto"))


class SetujuUndangan(forms.Form):
    """A person has compared the key."""

    undangan = forms.CharField(widget=forms.HiddenInput, max_length=PANJANG_UNDANGAN)
    setuju = Centang(label="Sidik ini sama dengan yang disebut Diskominfo")


class PastikanSatu(forms.Form):
    """A person has seen to it that no other copy of this server runs."""

    use_required_attribute = False

    setuju = Centang(label="Yang lain sudah dimatikan; hanya komputer ini yang berjalan")

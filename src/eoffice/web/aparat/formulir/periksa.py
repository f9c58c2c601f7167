"""Forms about one application: decision, reason, scan, revocation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from eoffice.web.komponen.bidang import BanyakPilihan, Centang, Pilihan, Teks, TeksPanjang

PANJANG_CATATAN = 500


class Versi(forms.Form):
    """Which state of the letter a person was looking at."""

    versi = forms.IntegerField(min_value=0, widget=forms.HiddenInput())


class Putusan(forms.Form):
    """What was checked, and a note for whoever is next."""

    catatan = TeksPanjang(
        label="Catatan untuk petugas berikutnya",
        petunjuk="Warga tidak melihat catatan ini.",
        required=False,
        max_length=PANJANG_CATATAN,
        baris=3,
    )

    def __init__(self, *args: Any, syarat: Sequence[tuple[str, str]] = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        if syarat:
            periksa = BanyakPilihan(
                label="Yang sudah Anda periksa",
                petunjuk="Centang semuanya sebelum meneruskan.",
                pilihan=list(syarat),
                required=False,
            )
            periksa.diam = True  # type: ignore[attr-defined]
            self.fields = {"diperiksa": periksa, **self.fields}

    def lengkap(self) -> bool:
        """Tell whether every requirement was ticked; if not, say so beside the boxes."""
        if "diperiksa" not in self.fields:
            return True
        pilihan = {kode for kode, _ in self.fields["diperiksa"].choices}  # type: ignore[attr-defined]
        if set(self.cleaned_data.get("diperiksa", ())) == pilihan:
            return True
        kata = "Masih ada yang belum Anda centang. Periksa dulu, atau minta perbaikan kepada warga."
        self.add_error("diperiksa", kata)
        return False


class Alasan(Versi):
    """Why something goes back, ends, or is revoked. ``perbaiki``: what the reader may be asked to mend."""

    catatan = TeksPanjang(
        label="Alasannya",
        petunjuk="Tulis apa masalahnya dan apa yang harus dilakukan.",
        kosong="Tulis alasannya, supaya yang membaca tahu apa yang harus dilakukan.",
        max_length=PANJANG_CATATAN,
    )

    def __init__(
        self, *args: Any, perbaiki: Sequence[tuple[str, str]] = (), petunjuk: str = "", **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        if petunjuk:
            self.fields["catatan"].help_text = petunjuk
        if perbaiki:
            self.fields["perbaiki"] = BanyakPilihan(
                label="Apa yang perlu diperbaiki?", pilihan=list(perbaiki), required=False
            )
            self.order_fields(["perbaiki", "catatan"])

    def clean(self) -> dict[str, Any]:
        """What to mend is kept in front of the words, and both together are one note."""
        if "catatan" in self.cleaned_data and len(self.alasan()) > PANJANG_CATATAN:
            kata = f"Bersama daftar yang perlu diperbaiki, paling banyak {PANJANG_CATATAN} huruf. Persingkat."
            self.add_error("catatan", kata)
        return self.cleaned_data

    def alasan(self) -> str:
        """Return the reason as it is kept: first what to mend, then the words."""
        label = dict(self.fields["perbaiki"].choices) if "perbaiki" in self.fields else {}  # type: ignore[attr-defined]
        bagian = ", ".join(str(label[kode]) for kode in self.cleaned_data.get("perbaiki", ()))
        kata = str(self.cleaned_data["catatan"])
        return f"Perbaiki: {bagian}. {kata}" if bagian else kata


class Cabut(Alasan):
    """Revoking an issued letter: a reason, and the consequence understood."""

    paham = Centang(
        label="Saya paham: siapa pun yang memeriksa surat ini akan melihat bahwa surat ini sudah dicabut.",
        kosong="Beri tanda centang bila surat ini memang harus dicabut.",
    )


class BanyakBerkas(forms.ClearableFileInput):
    """A file box that takes several files at once."""

    allow_multiple_selected = True


class BerkasBerkas(forms.FileField):
    """Several files, each checked like one."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files in the order they were chosen."""
        return [super(BerkasBerkas, self).clean(satu, initial) for satu in (data or [None])]


class Pindaian(Versi):
    """The scan of a paper that was signed by hand: photos in order, or one PDF."""

    pindaian = BerkasBerkas(
        label="Foto atau pindaian surat",
        help_text="Semua halaman, urut. Foto atau satu PDF. Tanda tangan dan cap harus terlihat.",
        widget=BanyakBerkas(attrs={"accept": "image/*,application/pdf"}),
        error_messages={
            "required": "Pilih foto atau PDF suratnya.",
            "empty": "Berkasnya kosong. Pilih yang lain.",
        },
    )


class CetakBasah(Versi):
    """For whom the letter is printed."""

    def __init__(self, *args: Any, penanda_tangan: Sequence[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["penanda_tangan"] = Pilihan(
            label="Siapa yang menandatangani?", pilihan=list(penanda_tangan)
        )


class KataBlok(Versi):
    """The words of this letter, one box for each block that may be changed."""

    def __init__(self, *args: Any, blok: Sequence[tuple[str, str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        for kode, label, isi in blok:
            self.fields[f"blok_{kode}"] = TeksPanjang(
                label=label, initial=isi, baris=5, max_length=2000, kosong="Bagian ini tidak boleh kosong."
            )


class Saring(forms.Form):
    """What the list is narrowed to."""

    q = Teks(label="Nama pemohon atau tiket", required=False, max_length=80)

    def __init__(self, *args: Any, jenis: Sequence[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        pilihan = [("", "Semua jenis"), *jenis]
        self.fields["jenis"] = Pilihan(
            label="Jenis surat", pilihan=pilihan, daftar_turun=True, required=False
        )

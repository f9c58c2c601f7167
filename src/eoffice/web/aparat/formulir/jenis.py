"""Forms about letter types, opening hours and days off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField

from eoffice.surat.rules.batas import MAKS_BULAN, MAKS_JANJI, PANJANG_PETUNJUK, PANJANG_SEBAB, PANJANG_SYARAT
from eoffice.surat.rules.jenis import JenisSurat
from eoffice.web.komponen.bidang import Angka, Centang, TanggalSatu, Teks, TeksPanjang
from eoffice.web.komponen.waktu import HARI


class Jenis(forms.Form):
    """What the village decides about one letter type; an empty box means: as usual."""

    aktif = Centang(label="Surat ini dapat diminta warga dan dilayani di loket", required=False)
    janji_jam = Angka(
        label="Janji waktu", required=False, akhiran="jam kerja", min_value=1, max_value=MAKS_JANJI
    )
    camat = Centang(
        label="Surat diketahui camat",
        petunjuk="Di surat ada tempat tanda tangan camat, dan warga diberi tahu untuk membawanya ke kecamatan.",
        required=False,
    )
    atas_nama = Centang(
        label="Boleh ditandatangani atas nama (a.n.) kepala desa",
        petunjuk="Tanpa centang, surat ini hanya ditandatangani kepala desa atau yang menjadi Plt. dan Plh.-nya.",
        required=False,
    )
    berlaku_bulan = Angka(
        label="Masa berlaku", required=False, akhiran="bulan", min_value=1, max_value=MAKS_BULAN
    )
    klasifikasi = Teks(label="Kode klasifikasi", max_length=20, required=False, kelas="angka sedang")
    tembusan = TeksPanjang(
        label="Tembusan", petunjuk="Satu penerima satu baris.", max_length=1700, required=False, baris=3
    )

    def __init__(self, *args: Any, baku: JenisSurat, janji_biasa: int, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields[
            "janji_jam"
        ].help_text = f"Satu hari kerja 7 jam. Kosongkan untuk janji biasa: {janji_biasa} jam kerja."
        self.fields["klasifikasi"].help_text = f"Kosongkan untuk kode bawaan: {baku.klasifikasi}."
        if baku.berlaku_isian:
            del self.fields["berlaku_bulan"]
        else:
            bawaan = f"{baku.berlaku_bulan} bulan" if baku.berlaku_bulan else "tanpa batas"
            self.fields["berlaku_bulan"].help_text = f"Kosongkan untuk bawaan: {bawaan}."

    def clean_tembusan(self) -> tuple[str, ...]:
        """Lines, without the empty ones."""
        semua = str(self.cleaned_data["tembusan"]).splitlines()
        return tuple(rapi for satu in semua if (rapi := " ".join(satu.split())))


class SyaratBaru(forms.Form):
    """One more document that the village asks for."""

    label = Teks(
        label="Nama berkas", petunjuk="Misalnya: Surat pernyataan tidak bekerja.", max_length=PANJANG_SYARAT
    )
    petunjuk = Teks(
        label="Petunjuk", petunjuk="Misalnya: bermeterai, tanda tangan terlihat.", required=False,
        max_length=PANJANG_PETUNJUK,
    )  # fmt: skip
    wajib = Centang(label="Wajib ada", required=False)


JAM: Final = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class Jam(forms.TimeField):
    """A time of the day, in the browser's own box; it may be empty."""

    rupa = "teks"
    awalan = akhiran = ""
    kelas = "sedang"

    def __init__(self, *, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=JAM,
            input_formats=["%H:%M", "%H.%M"],
            error_messages={"invalid": "Tulis jam seperti 08.00."},
        )
        self.diam = True


@dataclass(frozen=True, slots=True)
class HariBuka:
    """The two boxes of one weekday."""

    nama: str
    buka: BoundField
    tutup: BoundField


class JamBuka(forms.Form):
    """From when to when the office is open on each weekday; a day without times is closed."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for n, nama in enumerate(HARI):
            self.fields[f"buka_{n}"] = Jam(label=f"{nama}, buka")
            self.fields[f"tutup_{n}"] = Jam(label=f"{nama}, tutup")

    def hari(self) -> Iterator[HariBuka]:
        """Yield the boxes by weekday."""
        for n, nama in enumerate(HARI):
            yield HariBuka(nama, self[f"buka_{n}"], self[f"tutup_{n}"])

    def clean(self) -> dict[str, Any]:
        """A day has both times or none, and closes after it opens; one day at least is open."""
        ada = False
        for n, nama in enumerate(HARI):
            buka, tutup = self.cleaned_data.get(f"buka_{n}"), self.cleaned_data.get(f"tutup_{n}")
            if buka and tutup and buka >= tutup:
                self.add_error(f"tutup_{n}", f"{nama}: jam tutup harus sesudah jam buka.")
            elif bool(buka) != bool(tutup) and not {f"buka_{n}", f"tutup_{n}"} & set(self.errors):
                self.add_error(f"tutup_{n}", f"{nama}: isi jam buka dan jam tutup, atau kosongkan keduanya.")
            ada = ada or bool(buka)
        if not ada and not self.errors:
            self.add_error("buka_0", "Kantor harus buka paling sedikit satu hari dalam seminggu.")
        return self.cleaned_data


class Libur(forms.Form):
    """Days on which this office alone is closed."""

    mulai = TanggalSatu(label="Tanggal libur")
    sampai = TanggalSatu(label="Sampai", required=False, petunjuk="Kosongkan bila hanya satu hari.")
    sebab = Teks(
        label="Sebab",
        petunjuk="Misalnya: Pemilihan kepala desa. Warga dapat membacanya.",
        max_length=PANJANG_SEBAB,
    )

    def __init__(self, *args: Any, hari: date, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.hari = hari

    def clean_mulai(self) -> date:
        """A day that is over changes no promise any more."""
        mulai: date = self.cleaned_data["mulai"]
        if mulai < self.hari or mulai.year > self.hari.year + 2:
            raise forms.ValidationError("Tulis tanggal dari hari ini sampai dua tahun ke depan.")
        return mulai

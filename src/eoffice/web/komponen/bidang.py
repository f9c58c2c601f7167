"""Form fields of the office: what a person may type, and what the program receives.

They are plain Django fields with a widget and three looks read by `{% isian %}`: `awalan` (text before
the box), `akhiran` (after it) and `rupa` (the kind of control).  People type with spaces, dots and
invisible characters; the fields forgive that and refuse the rest in words that say how to repair it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.core.validators import RegexValidator

from .waktu import baca_tanggal, nomor_bulan, tanggal

TAK_TAMPAK: Final = re.compile(r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
WAJIB: Final = "Bagian ini belum diisi."


def rapikan(teks: str) -> str:
    """NFC, without invisible characters, runs of blanks made one."""
    return re.sub(r"[^\S\n]+", " ", TAK_TAMPAK.sub("", unicodedata.normalize("NFC", teks))).strip()


@dataclass(frozen=True, slots=True)
class Opsi:
    """The label of one choice: a word, and under it a hint that helps to choose."""

    teks: str
    petunjuk: str = ""

    def __str__(self) -> str:
        return self.teks


class Teks(forms.CharField):
    """One line of text; `panjang` in characters is shown by the box's width when it is short."""

    rupa: ClassVar[str] = "teks"
    awalan = ""
    akhiran = ""
    kelas = ""

    def __init__(self, *, label: str, petunjuk: str = "", kosong: str = WAJIB, **kw: Any) -> None:
        self.awalan, self.akhiran = kw.pop("awalan", self.awalan), kw.pop("akhiran", self.akhiran)
        self.kelas = kw.pop("kelas", self.kelas)
        pesan = {"required": kosong} | kw.pop("error_messages", {})
        super().__init__(label=label, help_text=petunjuk, error_messages=pesan, **kw)
        if self.max_length:
            self.error_messages.setdefault(
                "max_length", f"Terlalu panjang. Paling banyak {self.max_length} huruf."
            )

    def to_python(self, value: Any) -> str:
        return rapikan(super().to_python(value) or "")


class TeksPanjang(Teks):
    """Several lines of text."""

    rupa: ClassVar[str] = "panjang"

    def __init__(self, *, label: str, baris: int = 4, **kw: Any) -> None:
        kw.setdefault("widget", forms.Textarea(attrs={"rows": baris}))
        super().__init__(label=label, **kw)


class Angka(forms.IntegerField):
    """A whole number; dots of thousands and blanks are forgiven (1.250.000)."""

    rupa: ClassVar[str] = "angka"
    awalan = ""
    kelas = "angka pendek"

    def __init__(self, *, label: str, petunjuk: str = "", kosong: str = WAJIB, **kw: Any) -> None:
        self.akhiran: str = kw.pop("akhiran", "")
        self.kelas = kw.pop("kelas", self.kelas)
        pesan = {"required": kosong, "invalid": "Tulis dengan angka saja, misalnya 1250."}
        kw.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(
            label=label, help_text=petunjuk, error_messages=pesan | kw.pop("error_messages", {}), **kw
        )

    def to_python(self, value: Any) -> int | None:
        teks = rapikan(str(value)) if value is not None else ""
        polos = re.sub(r"(?<=\d)[. ](?=\d{3}(?:\D|$))", "", teks)
        if polos and not re.fullmatch(r"-?[0-9]{1,18}", polos):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(polos)


class Uang(Angka):
    """Rupiah, whole; "Rp 1.250.000,00" becomes 1250000."""

    awalan = "Rp"
    kelas = "angka sedang"

    def to_python(self, value: Any) -> int | None:
        teks = re.sub(r"(?i)^rp\.?\s*|,(?:00|-)$|\.-$", "", rapikan(str(value or "")))
        return super().to_python(teks)


class Nik(Teks):
    """Sixteen digits; blanks, dots and dashes between them are forgiven."""

    kelas = "angka sedang"

    def __init__(self, *, label: str = "NIK", **kw: Any) -> None:
        kw.setdefault("petunjuk", "16 angka di KTP atau KK.")
        atribut = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "24", "spellcheck": "false"}
        kw.setdefault("widget", forms.TextInput(attrs=atribut))
        super().__init__(label=label, **kw)

    def to_python(self, value: Any) -> str:
        return re.sub(r"[\s.\-]", "", super().to_python(value))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not re.fullmatch(r"[0-9]+", value):
            raise forms.ValidationError(
                "NIK hanya berisi angka. Hapus huruf atau tanda lain.", code="bukan_angka"
            )
        if value and len(value) != 16:
            arah = "baru" if len(value) < 16 else "ada"
            kata = f"Nomor ini {arah} {len(value)} angka, seharusnya 16. Periksa lagi kartunya."
            raise forms.ValidationError(kata, code="panjang")


class Pin(Teks):
    """Six digits, hidden while typed."""

    rupa: ClassVar[str] = "rahasia"
    kelas = "angka pendek rahasia"

    def __init__(self, *, label: str = "PIN", baru: bool = False, **kw: Any) -> None:
        kw.setdefault("petunjuk", "6 angka.")
        isi_sendiri = "new-password" if baru else "current-password"
        atribut = {"inputmode": "numeric", "maxlength": "6", "autocomplete": isi_sendiri}
        kw.setdefault("widget", forms.PasswordInput(attrs=atribut))
        salah = RegexValidator(r"^[0-9]{6}\Z", "PIN harus 6 angka.")
        super().__init__(label=label, validators=[salah], strip=False, **kw)


class Sandi(Teks):
    """A password or passphrase: taken exactly as typed, never tidied."""

    rupa: ClassVar[str] = "rahasia"
    kelas = "rahasia"

    def __init__(
        self, *, label: str = "Kata sandi", isi_sendiri: str = "current-password", **kw: Any
    ) -> None:
        atribut = {"autocomplete": isi_sendiri, "spellcheck": "false", "autocapitalize": "none"}
        kw.setdefault("widget", forms.PasswordInput(attrs=atribut))
        super().__init__(label=label, strip=False, **kw)

    def to_python(self, value: Any) -> str:
        return str(value or "")


class Otp(Teks):
    """The six digits of an authenticator app."""

    kelas = "angka pendek otp"

    def __init__(self, *, label: str = "Kode dari aplikasi", **kw: Any) -> None:
        atribut = {"inputmode": "numeric", "maxlength": "7", "autocomplete": "one-time-code"}
        kw.setdefault("widget", forms.TextInput(attrs=atribut))
        salah = RegexValidator(r"^[0-9]{6}\Z", "Kode terdiri dari 6 angka. Lihat lagi aplikasinya.")
        super().__init__(label=label, validators=[salah], **kw)

    def to_python(self, value: Any) -> str:
        return re.sub(r"\s", "", super().to_python(value))


class Telepon(Teks):
    """A phone number; +62 becomes 0, blanks and dashes go."""

    kelas = "angka sedang"

    def __init__(self, *, label: str = "Nomor HP", **kw: Any) -> None:
        kw.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "type": "tel"})
        )
        salah = RegexValidator(r"^0[0-9]{7,13}\Z", "Nomor telepon diawali 0, misalnya 0812 5550 0174.")
        super().__init__(label=label, validators=[salah], **kw)

    def to_python(self, value: Any) -> str:
        polos = re.sub(r"[\s().\-]", "", super().to_python(value))
        return re.sub(r"^\+?62", "0", polos)


class Pilihan(forms.ChoiceField):
    """One of a few: cards to tap; with `daftar_turun` a drop-down."""

    rupa: ClassVar[str] = "pilihan"

    def __init__(
        self,
        *,
        label: str,
        pilihan: Iterable[tuple[str, str | Opsi]],
        petunjuk: str = "",
        kosong: str = "Pilih salah satu.",
        daftar_turun: bool = False,
        sejajar: bool = False,
        **kw: Any,
    ) -> None:
        self.sejajar = sejajar
        widget = forms.Select() if daftar_turun else forms.RadioSelect()
        pesan = {"required": kosong, "invalid_choice": "Pilihan itu tidak ada. Pilih salah satu dari daftar."}
        choices: Any = list(pilihan)
        if daftar_turun and not any(kode == "" for kode, _ in choices):
            choices.insert(0, ("", "Pilih"))
        super().__init__(
            label=label, choices=choices, help_text=petunjuk, widget=widget, error_messages=pesan, **kw
        )


class BanyakPilihan(forms.MultipleChoiceField):
    """Any number of a few: cards with a tick."""

    rupa: ClassVar[str] = "pilihan"
    sejajar = False

    def __init__(
        self,
        *,
        label: str,
        pilihan: Iterable[tuple[str, str | Opsi]],
        petunjuk: str = "",
        kosong: str = "Pilih paling sedikit satu.",
        **kw: Any,
    ) -> None:
        choices: Any = list(pilihan)
        widget = forms.CheckboxSelectMultiple()
        super().__init__(
            label=label,
            choices=choices,
            help_text=petunjuk,
            widget=widget,
            error_messages={"required": kosong, "invalid_choice": "Pilihan itu tidak ada."},
            **kw,
        )


class Centang(forms.BooleanField):
    """One statement to agree with; required unless `required=False`."""

    rupa: ClassVar[str] = "centang"

    def __init__(
        self,
        *,
        label: str,
        petunjuk: str = "",
        kosong: str = "Beri tanda centang untuk melanjutkan.",
        **kw: Any,
    ) -> None:
        super().__init__(label=label, help_text=petunjuk, error_messages={"required": kosong}, **kw)


class TigaKotak(forms.MultiWidget):
    """Day, month and year in three boxes: no date picker to fight with on an old phone."""

    def __init__(self) -> None:
        angka = {"inputmode": "numeric", "autocomplete": "off"}
        kotak: dict[str, forms.Widget | type[forms.Widget]] = {
            "hari": forms.TextInput({**angka, "maxlength": "2"}),
            "bulan": forms.TextInput({**angka, "maxlength": "10"}),
            "tahun": forms.TextInput({**angka, "maxlength": "4"}),
        }
        super().__init__(kotak)

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        return [None, None, None]


class Tanggal(forms.MultiValueField):
    """A date in three boxes.  The month may be a number or a word ("11", "Nov", "november")."""

    rupa: ClassVar[str] = "tanggal"
    LABEL: ClassVar[Sequence[str]] = ("Hari", "Bulan", "Tahun")

    def __init__(
        self,
        *,
        label: str,
        petunjuk: str = "Misalnya 4 3 1984.",
        kosong: str = WAJIB,
        paling_awal: date | None = None,
        paling_akhir: date | None = None,
        **kw: Any,
    ) -> None:
        self.paling_awal, self.paling_akhir = paling_awal, paling_akhir
        bagian = [forms.CharField(required=False) for _ in range(3)]
        super().__init__(
            fields=bagian,
            widget=TigaKotak(),
            require_all_fields=False,
            label=label,
            help_text=petunjuk,
            error_messages={"required": kosong, "incomplete": kosong},
            **kw,
        )

    def compress(self, data_list: list[Any]) -> date | None:
        teks = [rapikan(str(v or "")) for v in data_list]
        if not any(teks):
            if self.required:  # only invisible characters were typed
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        kurang = [nama.lower() for nama, isi in zip(self.LABEL, teks, strict=True) if not isi]
        if kurang:
            raise forms.ValidationError(f"Lengkapi {' dan '.join(kurang)}.", code="kurang")
        return self._batas(self._bangun(teks))

    def _bangun(self, teks: list[str]) -> date:
        hari, bulan, tahun = teks[0], nomor_bulan(teks[1]), teks[2]
        try:
            return date(int(tahun) if len(tahun) == 4 else 0, bulan, int(hari))
        except ValueError:
            kata = f"Tanggal {' '.join(teks)} tidak ada di kalender. Periksa lagi, dan tulis tahun dengan 4 angka."
            raise forms.ValidationError(kata, code="tidak_ada") from None

    def _batas(self, hari: date) -> date:
        if self.paling_awal and hari < self.paling_awal:
            raise forms.ValidationError(f"Paling awal {tanggal(self.paling_awal)}.", code="terlalu_awal")
        if self.paling_akhir and hari > self.paling_akhir:
            raise forms.ValidationError(f"Paling akhir {tanggal(self.paling_akhir)}.", code="terlalu_akhir")
        return hari


class TanggalSatu(forms.DateField):
    """A date typed in one box, day first, for staff.

    Not the browser's own kind of box: that follows the language of the browser, and an English one shows the month
    first, so that 03/04 is taken for another day.
    """

    rupa: ClassVar[str] = "teks"
    awalan = akhiran = ""
    kelas = "sedang"
    CONTOH: ClassVar[str] = "Hari-bulan-tahun, misalnya 24-11-2026."

    def __init__(self, *, label: str, petunjuk: str = "", kosong: str = WAJIB, **kw: Any) -> None:
        kotak = forms.DateInput(attrs={"autocomplete": "off"}, format="%d-%m-%Y")
        pesan = {"required": kosong, "invalid": "Tulis tanggal yang ada di kalender, misalnya 24-11-2026."}
        bantu = f"{petunjuk} {self.CONTOH}".strip()
        super().__init__(
            label=label, help_text=bantu, widget=kotak, error_messages=pesan, input_formats=["-"], **kw
        )

    def to_python(self, value: Any) -> date | None:
        return super().to_python(rapikan(value) if isinstance(value, str) else value)

    def strptime(self, value: str, format: str) -> date:  # noqa: A002  the name is Django's
        return baca_tanggal(value)


class Foto(forms.FileField):
    """A photo: on a phone the camera or the gallery.  The script shrinks it before it is sent."""

    rupa: ClassVar[str] = "foto"
    terima: ClassVar[str] = "image/*"

    def __init__(
        self, *, label: str, petunjuk: str = "", kosong: str = "Lampirkan fotonya.", **kw: Any
    ) -> None:
        atribut = {"accept": self.terima} | ({"data-kecilkan": ""} if "image" in self.terima else {})
        kw.setdefault("widget", forms.FileInput(attrs=atribut))
        pesan = {
            "required": kosong,
            "missing": kosong,
            "invalid": "Berkas tidak terkirim. Pilih sekali lagi.",
            "empty": "Berkasnya kosong. Pilih berkas lain.",
            "max_length": "Nama berkas terlalu panjang. Ganti namanya dulu.",
        }
        super().__init__(label=label, help_text=petunjuk, error_messages=pesan, **kw)


class Berkas(Foto):
    """A photo or a PDF."""

    terima: ClassVar[str] = "image/*,application/pdf"


class Lembar(Foto):
    """A spreadsheet for an import."""

    terima: ClassVar[str] = ".csv,.xlsx,text/csv"

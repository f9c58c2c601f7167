"""Forms about a person's own account: coming in, second step, passwords, recovery."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from eoffice.akun.rules.kunci_sandi import PANJANG_NAMA
from eoffice.web.komponen.bidang import Centang, Otp, Sandi, Teks

SANDI_PENDEK = (
    "Kata sandi terlalu mudah ditebak. Pakai paling sedikit 12 huruf, misalnya empat kata yang Anda hafal."
)


class Masuk(forms.Form):
    """Name and password of an official."""

    nama_masuk = Teks(
        label="Nama masuk",
        kosong="Tulis nama masuk Anda.",
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    sandi = Sandi(kosong="Tulis kata sandi Anda.", max_length=200)


class KodeHp(forms.Form):
    """The second step: six digits of the authenticator app."""

    kode = Otp(label="Kode dari HP", petunjuk="Buka aplikasi autentikator, lalu ketik 6 angkanya.")


class KodePemulihan(forms.Form):
    """The second step without the phone: one of the printed recovery codes."""

    kode_pemulihan = Teks(
        label="Kode pemulihan",
        petunjuk="Salah satu kode yang dulu dicetak. Tiap kode hanya dapat dipakai satu kali.",
        kosong="Tulis salah satu kode pemulihan.",
        max_length=40,
        kelas="sedang angka",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class Pastikan(forms.Form):
    """Password and code once more, before something weighty."""

    sandi = Sandi(kosong="Tulis kata sandi Anda.", max_length=200)
    kode = Otp(label="Kode dari HP", petunjuk="6 angka dari aplikasi autentikator.")

    def __init__(self, *args: Any, pakai_totp: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if not pakai_totp:
            del self.fields["kode"]


class PastikanPemulihan(KodePemulihan):
    """Password and a recovery code."""

    sandi = Sandi(kosong="Tulis kata sandi Anda.", max_length=200)
    field_order = ("sandi", "kode_pemulihan")


class Kosong(forms.Form):
    """A question without boxes."""


class KunciBaru(forms.Form):
    """What a new passkey is called; the script puts the device's answer beside it."""

    nama = Teks(
        label="Nama perangkat ini",
        petunjuk="Supaya nanti Anda tahu kunci yang mana, misalnya HP Pak Kades.",
        kosong="Beri nama perangkat ini, misalnya HP Pak Kades.",
        max_length=PANJANG_NAMA,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    jawaban = forms.CharField(required=False, widget=forms.HiddenInput)


class GantiSandi(forms.Form):
    """The password now, and the new one twice."""

    sandi = Sandi(label="Kata sandi sekarang", kosong="Tulis kata sandi yang sekarang.", max_length=200)
    sandi_baru = Sandi(
        label="Kata sandi baru",
        petunjuk="Paling sedikit 12 huruf. Empat kata yang Anda hafal lebih kuat daripada satu kata rumit.",
        isi_sendiri="new-password",
        max_length=200,
    )
    sandi_ulang = Sandi(label="Kata sandi baru sekali lagi", isi_sendiri="new-password", max_length=200)

    def clean_sandi_baru(self) -> str:
        """Refuse what everybody tries first."""
        baru = str(self.cleaned_data["sandi_baru"])
        try:
            validate_password(baru)
        except ValidationError:
            raise forms.ValidationError(SANDI_PENDEK) from None
        return baru

    def clean(self) -> dict[str, Any]:
        """Both new ones must be equal."""
        data = self.cleaned_data
        if "sandi_baru" in data and data.get("sandi_ulang") != data["sandi_baru"]:
            self.add_error("sandi_ulang", "Kedua kata sandi baru tidak sama. Ketik ulang.")
        return data


class BantuRekan(forms.Form):
    """Two officials together take away the lost phone of a third."""

    nama_rekan = Teks(
        label="Nama masuk rekan yang HP-nya hilang", kosong="Tulis nama masuknya.", max_length=60
    )
    kode = Otp(label="Kode dari HP Anda", petunjuk="Untuk memastikan ini Anda.")
    nama_saksi = Teks(
        label="Nama masuk saksi", petunjuk="Aparat lain yang ada di samping Anda.", max_length=60
    )
    sandi_saksi = Sandi(label="Kata sandi saksi", max_length=200)
    kode_saksi = Otp(label="Kode dari HP saksi")
    alasan = Teks(label="Apa yang terjadi?", petunjuk="Misalnya: HP hilang di pasar.", max_length=200)
    benar = Centang(label="Kami berdua sudah melihat sendiri orangnya, dan HP-nya memang hilang atau rusak.")

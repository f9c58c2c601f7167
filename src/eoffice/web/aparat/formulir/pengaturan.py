"""Forms about how the village writes, numbers and signs its letters, and who holds which post."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from eoffice.akun.rules.jabatan import SEBUTAN
from eoffice.arsip.rules.nomor import Lingkup
from eoffice.surat.rules.alur import CaraTerbit
from eoffice.surat.rules.batas import TEPI
from eoffice.web.komponen.bidang import Angka, Centang, Foto, Opsi, Pilihan, Sandi, TanggalSatu, Teks, Telepon

from .akun import SANDI_PENDEK

ZONA: Final = (
    ("Asia/Jakarta", "WIB"), ("Asia/Pontianak", "WIB (Kalimantan Barat dan Tengah)"),
    ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT"),
)  # fmt: skip
UKURAN: Final = (("F4", Opsi("F4", "215 x 330 mm, paling umum di desa")), ("A4", Opsi("A4", "210 x 297 mm")))
HURUF: Final = (
    ("sans", Opsi("Tanpa kait", "Seperti Arial")),
    ("serif", Opsi("Berkait", "Seperti Times New Roman")),
)
CARA: Final = (
    (
        CaraTerbit.BASAH.value,
        Opsi(
            "Tanda tangan basah", "Dicetak, ditandatangani di kertas, lalu dipindai. Berlaku di semua kantor."
        ),
    ),
    (
        CaraTerbit.TTE_LOKAL.value,
        Opsi(
            "Tanda tangan elektronik lokal",
            "Dibuat desa sendiri, tidak tersertifikasi. Surat menyebutkannya.",
        ),
    ),
)
LINGKUP: Final = (
    (
        Lingkup.PER_BUKU.value,
        Opsi("Satu urutan untuk surat keterangan", "Nomor berjalan di buku surat keterangan"),
    ),
    (Lingkup.PER_JENIS.value, Opsi("Tiap jenis surat punya urutan sendiri", "Kode jenis wajib ada di nomor")),
    (Lingkup.BERSAMA.value, Opsi("Satu urutan untuk semua surat desa", "Termasuk surat keluar biasa")),
)
SIFAT: Final = (
    ("definitif", Opsi("Definitif", "Pejabat tetap")),
    ("plt", Opsi("Plt.", "Pelaksana tugas: jabatannya kosong")),
    ("plh", Opsi("Plh.", "Pelaksana harian: pejabatnya berhalangan sementara")),
    ("pj", Opsi("Pj.", "Penjabat yang diangkat bupati")),
)


class Identitas(forms.Form):
    """How the village is reached; name and code come from the national list and do not change here."""

    alamat = Teks(label="Alamat kantor", petunjuk="Tercetak di kepala surat.", max_length=200)
    telepon = Telepon(label="Telepon kantor", required=False)
    surel = forms.EmailField(
        label="Surel",
        required=False,
        error_messages={"invalid": "Tulis alamat surel lengkap, misalnya desa@example.id."},
    )
    pos = Teks(label="Kode pos", max_length=5, required=False, kelas="angka pendek")
    zona_waktu = Pilihan(label="Zona waktu", pilihan=ZONA, daftar_turun=True)

    def clean_pos(self) -> str:
        """Five digits, or nothing."""
        pos = str(self.cleaned_data["pos"])
        if pos and not (pos.isascii() and pos.isdigit() and len(pos) == 5):
            raise forms.ValidationError("Kode pos terdiri dari 5 angka.")
        return pos


class Lambang(forms.Form):
    """The emblem at the head of every letter."""

    lambang = Foto(
        label="Gambar lambang",
        petunjuk="PNG atau JPEG, paling sedikit 300 x 300 titik, latar putih atau tembus pandang.",
        kosong="Pilih gambarnya.",
    )


def _ukuran(nama: str, label: str, akhiran: str = "mm") -> Angka:
    """Return the box of a measure, with the bounds of what can be printed."""
    kecil, besar = TEPI[nama]
    petunjuk = f"{kecil} sampai {besar} {akhiran}."
    return Angka(label=label, petunjuk=petunjuk, akhiran=akhiran, min_value=kecil, max_value=besar)


class Kertas(forms.Form):
    """Paper, margins and type."""

    ukuran = Pilihan(label="Kertas", pilihan=UKURAN, sejajar=True)
    atas = _ukuran("atas", "Tepi atas")
    bawah = _ukuran("bawah", "Tepi bawah")
    kiri = _ukuran("kiri", "Tepi kiri")
    kanan = _ukuran("kanan", "Tepi kanan")
    huruf = Pilihan(label="Huruf", pilihan=HURUF, sejajar=True)
    ukuran_huruf = _ukuran("ukuran_huruf", "Ukuran huruf", "pt")


class Terbit(forms.Form):
    """How letters are issued, and whether the secretary initials them first."""

    cara_terbit = Pilihan(label="Cara menandatangani surat", pilihan=CARA)
    paraf = Centang(
        label="Sekretaris desa memaraf sebelum kepala desa menandatangani",
        petunjuk="Tanpa paraf pun, yang memeriksa dan yang menandatangani selalu dua orang yang berbeda.",
        required=False,
    )


class Penomoran(forms.Form):
    """How a number is written and which counter draws it."""

    format_nomor = Teks(
        label="Bentuk nomor",
        petunjuk="Bagian dalam kurung diisi sendiri, contoh {kode_klasifikasi}/{urut:3}/{kode_desa}/{tahun}.",
        max_length=80,
        kosong="Tulis bentuk nomornya.",
        kelas="angka",
    )
    lingkup = Pilihan(label="Urutan nomor", pilihan=LINGKUP)


class Pejabat(forms.Form):
    """A person of the office, with or without an account."""

    nama = Teks(label="Nama lengkap dengan gelar", petunjuk="Seperti tercetak di surat.", max_length=100)
    nip = Teks(
        label="NIP", petunjuk="Bila pegawai negeri.", required=False, max_length=30, kelas="angka sedang"
    )
    niap = Teks(label="NIPD atau NIAP", required=False, max_length=30, kelas="angka sedang")
    nama_masuk = Teks(
        label="Nama masuk",
        petunjuk="Bila perlu akun. Huruf kecil dan angka, misalnya rika.amelia.",
        required=False,
        max_length=60,
    )
    sandi = Sandi(
        label="Kata sandi sementara",
        petunjuk="Paling sedikit 12 huruf. Yang bersangkutan menggantinya sesudah masuk.",
        isi_sendiri="new-password",
        required=False,
        max_length=200,
    )

    def clean_nama_masuk(self) -> str:
        """Letters, digits, dots and dashes, so that it is easy to type."""
        nama = str(self.cleaned_data["nama_masuk"]).lower()
        if nama and not re.fullmatch(r"[a-z0-9][a-z0-9.\-]{2,59}", nama):
            raise forms.ValidationError(
                "Pakai huruf kecil, angka, titik, atau garis; paling sedikit 3 huruf."
            )
        return nama

    def clean(self) -> dict[str, Any]:
        """An account wants a password that is not everybody's first guess."""
        data = self.cleaned_data
        if data.get("nama_masuk"):
            try:
                validate_password(data.get("sandi", ""))
            except ValidationError:
                self.add_error("sandi", SANDI_PENDEK)
        return data


def _tanggal_urut(form: forms.Form) -> None:
    """Say beside the box that the end lies before the beginning."""
    mulai, selesai = form.cleaned_data.get("mulai"), form.cleaned_data.get("selesai")
    if mulai and selesai and selesai < mulai:
        form.add_error("selesai", "Tanggal selesai lebih awal daripada tanggal mulai.")


class Penugasan(forms.Form):
    """A post, from a day to a day."""

    jabatan = Pilihan(
        label="Jabatan", pilihan=[(j.value, kata) for j, kata in SEBUTAN.items()], daftar_turun=True
    )
    sifat = Pilihan(label="Sifat", pilihan=SIFAT)
    mulai = TanggalSatu(label="Mulai bertugas")
    selesai = TanggalSatu(label="Sampai", required=False, petunjuk="Kosongkan bila belum ditentukan.")
    dasar = Teks(label="Nomor SK", petunjuk="Keputusan pengangkatan atau surat perintah.", max_length=100)

    def clean(self) -> dict[str, Any]:
        """The end is not before the beginning."""
        _tanggal_urut(self)
        return self.cleaned_data


class Pelimpahan(forms.Form):
    """The kepala desa lets another official sign on his behalf, for a time."""

    bentuk = Pilihan(
        label="Bentuk",
        pilihan=[
            ("an", Opsi("a.n.", "Atas nama kepala desa")),
            ("an_ub", Opsi("a.n. u.b.", "Kaur atau Kasi, lewat sekretaris desa")),
            ("paraf", Opsi("Paraf", "Kaur atau Kasi, selama sekretaris desa menjadi Plt. kepala desa")),
        ],
    )
    mulai = TanggalSatu(label="Mulai")
    selesai = TanggalSatu(label="Sampai")
    dasar = Teks(label="Nomor surat perintah atau keputusan", max_length=100)

    def __init__(self, *args: Any, pejabat: Sequence[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["pejabat"] = Pilihan(label="Kepada", pilihan=list(pejabat), daftar_turun=True)
        self.order_fields(["pejabat", "bentuk", "mulai", "selesai", "dasar"])

    def clean(self) -> dict[str, Any]:
        """The end is not before the beginning."""
        _tanggal_urut(self)
        return self.cleaned_data


class Akhiri(forms.Form):
    """The last day of a post or a delegation."""

    selesai = TanggalSatu(label="Hari terakhir")


class BuatSertifikat(forms.Form):
    """A passphrase for the signing key, typed twice; it is kept nowhere."""

    frasa = Sandi(
        label="Frasa sandi tanda tangan",
        petunjuk="Paling sedikit 12 huruf, berbeda dari kata sandi masuk. Tidak disimpan di mana pun; "
        "bila lupa, sertifikat dibuat baru.",
        isi_sendiri="new-password",
        max_length=200,
    )
    frasa_ulang = Sandi(label="Ketik frasa sandi sekali lagi", isi_sendiri="new-password", max_length=200)

    def clean(self) -> dict[str, Any]:
        """Both must be equal."""
        data = self.cleaned_data
        if "frasa" in data and data.get("frasa_ulang") != data["frasa"]:
            self.add_error("frasa_ulang", "Kedua frasa sandi tidak sama. Ketik ulang.")
        return data


class CabutSertifikat(forms.Form):
    """Why a certificate is revoked."""

    alasan = Teks(label="Alasan", petunjuk="Misalnya: HP hilang, jabatan berakhir.", max_length=200)
    paham = Centang(
        label="Surat yang sudah terbit tetap sah. Surat baru tidak dapat lagi ditandatangani dengannya."
    )

"""The forms of the office alone: what each box takes, what it refuses, and in which words."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from eoffice.web.aparat.formulir import akun, penduduk, pengaturan, periksa

KOSONG = "Bagian ini belum diisi."
PENDEK = akun.SANDI_PENDEK
SANDI = "gunung kabut kancil melati"
MASUK = {"nama_masuk": "rika.amelia", "sandi": SANDI}
GANTI = {"sandi": "lama", "sandi_baru": SANDI, "sandi_ulang": SANDI}
REKAN = {
    "nama_rekan": "ujang", "kode": "123456", "nama_saksi": "tati", "sandi_saksi": SANDI, "kode_saksi": "654321",
    "alasan": "HP hilang di pasar", "benar": "on",
}  # fmt: skip
IDENTITAS = {"alamat": "Jalan Raya 17", "telepon": "0265 555 0142", "surel": "", "pos": "46387",
             "zona_waktu": "Asia/Jakarta"}  # fmt: skip
KERTAS = {"ukuran": "F4", "atas": "20", "bawah": "20", "kiri": "25", "kanan": "20", "huruf": "sans", "ukuran_huruf": "12"}  # fmt: skip
PEJABAT = {"nama": "Rika Amelia, S.IP.", "nip": "", "niap": "", "nama_masuk": "", "sandi": ""}
TUGAS = {
    "jabatan": "kepala_desa",
    "sifat": "definitif",
    "mulai": "2026-01-02",
    "selesai": "",
    "dasar": "SK 1/2026",
}
LIMPAH = {"pejabat": "p1", "bentuk": "an", "mulai": "2026-01-02", "selesai": "2026-01-09", "dasar": "SP 1"}
FRASA = {"frasa": SANDI, "frasa_ulang": SANDI}
NOMOR = {"format_nomor": "{urut}/{tahun}", "lingkup": "per_buku"}


def _limpah(data: dict[str, Any]) -> forms.Form:
    return pengaturan.Pelimpahan(data, pejabat=[("p1", "Tati"), ("p2", "Asep")])


def _pastikan(data: dict[str, Any]) -> forms.Form:
    return akun.Pastikan(data, pakai_totp=True)


def _basah(data: dict[str, Any]) -> forms.Form:
    return periksa.CetakBasah(data, penanda_tangan=[("a", "Ujang"), ("b", "Tati")])


def _kata(data: dict[str, Any]) -> forms.Form:
    return periksa.KataBlok(
        data, blok=[("pembuka", "Pembuka", "Yang bertanda tangan"), ("penutup", "Penutup", "")]
    )


BENAR: list[tuple[Any, dict[str, Any]]] = [
    (akun.Masuk, MASUK),
    (akun.KodeHp, {"kode": "123 456"}),
    (akun.KodePemulihan, {"kode_pemulihan": "ABCD-EFGH-JKMN"}),
    (_pastikan, {"sandi": SANDI, "kode": "123456"}),
    (akun.PastikanPemulihan, {"sandi": SANDI, "kode_pemulihan": "ABCD"}),
    (akun.GantiSandi, GANTI),
    (akun.BantuRekan, REKAN),
    (pengaturan.Identitas, IDENTITAS),
    (pengaturan.Kertas, KERTAS),
    (pengaturan.Terbit, {"cara_terbit": "basah"}),
    (pengaturan.Penomoran, NOMOR),
    (pengaturan.Pejabat, PEJABAT),
    (pengaturan.Pejabat, PEJABAT | {"nama_masuk": "rika.amelia", "sandi": SANDI}),
    (pengaturan.Penugasan, TUGAS),
    (pengaturan.Penugasan, TUGAS | {"selesai": "2026-01-02"}),
    (_limpah, LIMPAH),
    (pengaturan.Akhiri, {"selesai": "24-11-2026"}),
    (pengaturan.BuatSertifikat, FRASA),
    (pengaturan.CabutSertifikat, {"alasan": "HP hilang", "paham": "on"}),
    (penduduk.Alasan, {"alasan": "loket"}),
    (penduduk.Alasan, {"alasan": "lain", "keterangan": "Undangan rapat"}),
    (periksa.Alasan, {"versi": "1", "catatan": "Foto buram"}),
    (periksa.Cabut, {"versi": "4", "catatan": "Nama keliru", "paham": "on"}),
    (_basah, {"versi": "3", "penanda_tangan": "b"}),
    (_kata, {"versi": "2", "blok_pembuka": "A", "blok_penutup": "B"}),
]


@pytest.mark.parametrize(("form", "data"), BENAR)
def test_what_is_right_is_taken(form: Any, data: dict[str, Any]) -> None:
    diisi = form(data)
    assert diisi.is_valid(), diisi.errors


SALAH: list[tuple[Any, dict[str, Any], dict[str, Any], dict[str, str]]] = [
    (akun.Masuk, MASUK, {"nama_masuk": ""}, {"nama_masuk": "Tulis nama masuk Anda."}),
    (akun.Masuk, MASUK, {"nama_masuk": "\u200b "}, {"nama_masuk": "Tulis nama masuk Anda."}),
    (akun.Masuk, MASUK, {"sandi": ""}, {"sandi": "Tulis kata sandi Anda."}),
    (akun.Masuk, MASUK, {"nama_masuk": "x" * 61}, {"nama_masuk": "Terlalu panjang. Paling banyak 60 huruf."}),
    (akun.Masuk, MASUK, {"sandi": "x" * 201}, {"sandi": "Terlalu panjang. Paling banyak 200 huruf."}),
    (akun.KodeHp, {}, {"kode": "12345"}, {"kode": "Kode terdiri dari 6 angka. Lihat lagi aplikasinya."}),
    (akun.KodeHp, {}, {"kode": "١٢٣٤٥٦"}, {"kode": "Kode terdiri dari 6 angka. Lihat lagi aplikasinya."}),
    (akun.KodePemulihan, {}, {}, {"kode_pemulihan": "Tulis salah satu kode pemulihan."}),
    (_pastikan, {"sandi": SANDI}, {}, {"kode": KOSONG}),
    (akun.GantiSandi, GANTI, {"sandi": ""}, {"sandi": "Tulis kata sandi yang sekarang."}),
    (akun.GantiSandi, GANTI, {"sandi_baru": "pendek"}, {"sandi_baru": PENDEK}),
    (akun.GantiSandi, GANTI, {"sandi_baru": "aaaaaaaaaaaaaaaa"}, {"sandi_baru": PENDEK}),
    (akun.GantiSandi, GANTI, {"sandi_baru": "123456789012"}, {"sandi_baru": PENDEK}),
    (
        akun.GantiSandi,
        GANTI,
        {"sandi_ulang": f"{SANDI} "},
        {"sandi_ulang": "Kedua kata sandi baru tidak sama. Ketik ulang."},
    ),
    (akun.BantuRekan, REKAN, {"nama_rekan": ""}, {"nama_rekan": "Tulis nama masuknya."}),
    (akun.BantuRekan, REKAN, {"benar": ""}, {"benar": "Beri tanda centang untuk melanjutkan."}),
    (akun.BantuRekan, REKAN, {"alasan": " "}, {"alasan": KOSONG}),
    (pengaturan.Identitas, IDENTITAS, {"alamat": ""}, {"alamat": KOSONG}),
    (pengaturan.Identitas, IDENTITAS, {"pos": "4638"}, {"pos": "Kode pos terdiri dari 5 angka."}),
    (pengaturan.Identitas, IDENTITAS, {"pos": "٤٦٣٨٧"}, {"pos": "Kode pos terdiri dari 5 angka."}),
    (pengaturan.Identitas, IDENTITAS, {"pos": "463871"}, {"pos": "Terlalu panjang. Paling banyak 5 huruf."}),
    (
        pengaturan.Identitas,
        IDENTITAS,
        {"surel": "desa(at)example.id"},
        {"surel": "Tulis alamat surel lengkap, misalnya desa@example.id."},
    ),
    (
        pengaturan.Identitas,
        IDENTITAS,
        {"zona_waktu": "Europe/Berlin"},
        {"zona_waktu": "Pilihan itu tidak ada. Pilih salah satu dari daftar."},
    ),
    (pengaturan.Kertas, KERTAS, {"ukuran": ""}, {"ukuran": "Pilih salah satu."}),
    (
        pengaturan.Kertas,
        KERTAS,
        {"huruf": "comic"},
        {"huruf": "Pilihan itu tidak ada. Pilih salah satu dari daftar."},
    ),
    (pengaturan.Kertas, KERTAS, {"atas": "dua"}, {"atas": "Tulis dengan angka saja, misalnya 1250."}),
    (
        pengaturan.Terbit,
        {},
        {"cara_terbit": "bsre"},
        {"cara_terbit": "Pilihan itu tidak ada. Pilih salah satu dari daftar."},
    ),
    (pengaturan.Penomoran, NOMOR, {"format_nomor": ""}, {"format_nomor": "Tulis bentuk nomornya."}),
    (pengaturan.Pejabat, PEJABAT, {"nama": ""}, {"nama": KOSONG}),
    (pengaturan.Pejabat, PEJABAT, {"nama_masuk": "rika", "sandi": "pendek"}, {"sandi": PENDEK}),
    (pengaturan.Pejabat, PEJABAT, {"nama_masuk": "rika", "sandi": ""}, {"sandi": PENDEK}),
    (
        pengaturan.Pejabat,
        PEJABAT,
        {"nama_masuk": "ri", "sandi": SANDI},
        {"nama_masuk": "Pakai huruf kecil, angka, titik, atau garis; paling sedikit 3 huruf."},
    ),
    (
        pengaturan.Pejabat,
        PEJABAT,
        {"nama_masuk": "rika amelia", "sandi": SANDI},
        {"nama_masuk": "Pakai huruf kecil, angka, titik, atau garis; paling sedikit 3 huruf."},
    ),
    (
        pengaturan.Penugasan,
        TUGAS,
        {"mulai": "2026-02-30"},
        {"mulai": "Tulis tanggal yang ada di kalender, misalnya 24-11-2026."},
    ),
    (
        pengaturan.Penugasan,
        TUGAS,
        {"selesai": "2026-01-01"},
        {"selesai": "Tanggal selesai lebih awal daripada tanggal mulai."},
    ),
    (
        pengaturan.Penugasan,
        TUGAS,
        {"jabatan": "camat"},
        {"jabatan": "Pilihan itu tidak ada. Pilih salah satu dari daftar."},
    ),
    (pengaturan.Penugasan, TUGAS, {"dasar": ""}, {"dasar": KOSONG}),
    (_limpah, LIMPAH, {"pejabat": "p3"}, {"pejabat": "Pilihan itu tidak ada. Pilih salah satu dari daftar."}),
    (_limpah, LIMPAH, {"selesai": ""}, {"selesai": KOSONG}),
    (
        _limpah,
        LIMPAH,
        {"selesai": "2026-01-01"},
        {"selesai": "Tanggal selesai lebih awal daripada tanggal mulai."},
    ),
    (
        pengaturan.BuatSertifikat,
        FRASA,
        {"frasa_ulang": SANDI.upper()},
        {"frasa_ulang": "Kedua frasa sandi tidak sama. Ketik ulang."},
    ),
    (pengaturan.CabutSertifikat, {"alasan": "x"}, {}, {"paham": "Beri tanda centang untuk melanjutkan."}),
    (penduduk.Alasan, {}, {}, {"alasan": "Pilih salah satu."}),
    (penduduk.Alasan, {"alasan": "lain"}, {"keterangan": " "}, {"keterangan": "Tulis keperluannya."}),
    (
        penduduk.Alasan,
        {"alasan": "loket"},
        {"keterangan": "x" * 121},
        {"keterangan": "Terlalu panjang. Paling banyak 120 huruf."},
    ),
    (
        periksa.Alasan,
        {"versi": "1"},
        {"catatan": "\u200b"},
        {"catatan": "Tulis alasannya, supaya yang membaca tahu apa yang harus dilakukan."},
    ),
    (
        periksa.Cabut,
        {"versi": "1", "catatan": "x"},
        {},
        {"paham": "Beri tanda centang bila surat ini memang harus dicabut."},
    ),
    (
        _basah,
        {"versi": "3"},
        {"penanda_tangan": "c"},
        {"penanda_tangan": "Pilihan itu tidak ada. Pilih salah satu dari daftar."},
    ),
    (
        _kata,
        {"versi": "2", "blok_penutup": "B"},
        {"blok_pembuka": "  "},
        {"blok_pembuka": "Bagian ini tidak boleh kosong."},
    ),
    (
        _kata,
        {"versi": "2", "blok_penutup": "B"},
        {"blok_pembuka": "x" * 2001},
        {"blok_pembuka": "Terlalu panjang. Paling banyak 2000 huruf."},
    ),
]


@pytest.mark.parametrize(("form", "awal", "ubah", "galat"), SALAH)
def test_what_is_wrong_is_refused_beside_its_box_and_nowhere_else(
    form: Any, awal: dict[str, Any], ubah: dict[str, Any], galat: dict[str, str]
) -> None:
    diisi = form(awal | ubah)
    assert not diisi.is_valid()
    assert {nama: isi[0] for nama, isi in diisi.errors.items()} == galat


@pytest.mark.parametrize("versi", ["", "-1", "x", "1.5", "１"])
def test_a_form_about_a_letter_names_the_state_that_was_seen(versi: str) -> None:
    diisi = periksa.Alasan({"versi": versi, "catatan": "Foto buram"})
    assert diisi.is_valid() is (versi == "１"), "a digit of another script is still that number"
    assert set(diisi.errors) <= {"versi"}


# ---- what comes out ----


def test_dates_names_and_codes_come_out_in_one_form() -> None:
    tugas = pengaturan.Penugasan(TUGAS | {"mulai": "02/01/2026", "dasar": "  SK\u00a01 "})
    assert tugas.is_valid()
    assert (tugas.cleaned_data["mulai"], tugas.cleaned_data["dasar"]) == (date(2026, 1, 2), "SK 1")
    pejabat = pengaturan.Pejabat(PEJABAT | {"nama_masuk": "Rika.AMELIA", "sandi": SANDI})
    assert pejabat.is_valid()
    assert pejabat.cleaned_data["nama_masuk"] == "rika.amelia"
    kode = akun.KodeHp({"kode": " 123\u00a0456 "})
    assert kode.is_valid()
    assert kode.cleaned_data["kode"] == "123456"


@pytest.mark.parametrize("rahasia", ["  dua  spasi  ", "nol\u200blebar", "Ünïcode ß"])
def test_a_password_comes_out_as_it_was_typed(rahasia: str) -> None:
    diisi = akun.Masuk({"nama_masuk": "rika", "sandi": rahasia})
    assert diisi.is_valid()
    assert diisi.cleaned_data["sandi"] == rahasia


def test_without_a_phone_the_proof_asks_for_no_code() -> None:
    assert list(akun.Pastikan(pakai_totp=False).fields) == ["sandi"]
    assert list(akun.Pastikan(pakai_totp=True).fields) == ["sandi", "kode"]


@pytest.mark.parametrize(
    ("data", "kata"),
    [
        ({"alasan": "loket"}, "Melayani warga ini"),
        ({"alasan": "loket", "keterangan": "Ibu Euis menelepon"}, "Melayani warga ini. Ibu Euis menelepon"),
        ({"alasan": "permohonan", "keterangan": " "}, "Memeriksa permohonan"),
        ({"alasan": "lain", "keterangan": "Undangan  rapat"}, "Undangan rapat"),
    ],
)
def test_the_reason_reads_as_the_citizen_will_read_it(data: dict[str, str], kata: str) -> None:
    diisi = penduduk.Alasan(data)
    assert diisi.is_valid()
    assert diisi.teks() == kata


@pytest.mark.parametrize(
    ("mentah", "kata"),
    [
        ("  euis   komariah ", "euis komariah"),
        ("3207\u200b15", "320715"),
        ("x" * 500, "x" * 100),
        ("\u200b" * 390 + "euis", "euis"),
        ("\u200b" * 400 + "euis", ""),
        ("", ""),
    ],
)
def test_a_search_is_tidy_and_short(mentah: str, kata: str) -> None:
    assert penduduk.kata_cari(mentah) == kata


def test_several_scans_keep_their_order_and_each_is_checked() -> None:
    nama = ["b.jpg", "a.jpg", "c.jpg"]
    semua = MultiValueDict({"pindaian": [SimpleUploadedFile(n, b"x") for n in nama]})
    diisi = periksa.Pindaian({"versi": "4"}, semua)
    assert diisi.is_valid(), diisi.errors
    assert [satu.name for satu in diisi.cleaned_data["pindaian"]] == nama
    semua.appendlist("pindaian", SimpleUploadedFile("kosong.jpg", b""))
    salah = periksa.Pindaian({"versi": "4"}, semua)
    assert salah.errors["pindaian"] == ["Berkasnya kosong. Pilih yang lain."]


def test_no_scan_is_said_in_words() -> None:
    assert periksa.Pindaian({"versi": "4"}, {}).errors["pindaian"] == ["Pilih foto atau PDF suratnya."]


# ---- the check, and why something goes back ----

SYARAT = [("ktp", "KTP"), ("kk", "Kartu keluarga")]


@pytest.mark.parametrize(
    ("dicentang", "lengkap"), [([], False), (["ktp"], False), (["kk", "ktp"], True), (["ktp", "kk"], True)]
)
def test_every_paper_must_be_ticked_before_it_goes_on(dicentang: list[str], *, lengkap: bool) -> None:
    diisi = periksa.Putusan({"diperiksa": dicentang}, syarat=SYARAT)
    assert diisi.is_valid()
    assert diisi.lengkap() is lengkap
    kata = "Masih ada yang belum Anda centang. Periksa dulu, atau minta perbaikan kepada warga."
    assert diisi.errors.get("diperiksa", [kata]) == [kata]


def test_a_paper_that_is_not_asked_for_cannot_be_ticked() -> None:
    assert not periksa.Putusan({"diperiksa": ["ktp", "kk", "ijazah"]}, syarat=SYARAT).is_valid()


def test_where_no_paper_is_asked_for_nothing_must_be_ticked() -> None:
    diisi = periksa.Putusan({"catatan": "Lihat KK"})
    assert diisi.is_valid()
    assert diisi.lengkap()
    assert list(diisi.fields) == ["catatan"]


@pytest.mark.parametrize(
    ("perbaiki", "kata"),
    [
        ([], "Foto buram"),
        (["ktp"], "Perbaiki: KTP. Foto buram"),
        (["kk", "ktp"], "Perbaiki: Kartu keluarga, KTP. Foto buram"),
    ],
)
def test_what_to_mend_stands_before_the_words(perbaiki: list[str], kata: str) -> None:
    diisi = periksa.Alasan({"versi": "1", "catatan": "Foto buram", "perbaiki": perbaiki}, perbaiki=SYARAT)
    assert diisi.is_valid()
    assert diisi.alasan() == kata
    assert next(iter(diisi.fields)) == "perbaiki"


@pytest.mark.parametrize(("panjang", "sah"), [(485, True), (486, False), (500, False)])
def test_both_together_are_no_longer_than_a_note(panjang: int, *, sah: bool) -> None:
    diisi = periksa.Alasan({"versi": "1", "catatan": "x" * panjang, "perbaiki": ["ktp"]}, perbaiki=SYARAT)
    assert diisi.is_valid() is sah
    assert len("Perbaiki: KTP. ") + 485 == periksa.PANJANG_CATATAN
    if not sah:
        kata = "Bersama daftar yang perlu diperbaiki, paling banyak 500 huruf. Persingkat."
        assert diisi.errors == {"catatan": [kata]}


def test_the_hint_of_a_reason_can_be_made_exact() -> None:
    assert periksa.Alasan(petunjuk="Warga membaca ini.").fields["catatan"].help_text == "Warga membaca ini."

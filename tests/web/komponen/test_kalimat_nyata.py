"""What the rules of the rooms really say, as a person reads it: whole sentences with their parameters."""

from datetime import date
from typing import Any

import pytest

from eoffice.akun.rules.pin import periksa_pin
from eoffice.arsip.rules.nomor import Lingkup, periksa_format
from eoffice.kernel.messages import Pesan
from eoffice.surat.rules.daftar import baca_semua
from eoffice.surat.rules.isian import Isian, Pilihan, Tipe
from eoffice.surat.rules.kontak import baca_telepon
from eoffice.web.komponen.kalimat import kalimat

HARI = date(2026, 11, 24)
LAHIR, NIK = date(1991, 7, 4), "3207154407919001"


def isian(tipe: Tipe, **lain: Any) -> Isian:
    """Return a question about something called "Jawaban"."""
    return Isian(kode="x", label="Jawaban", tipe=tipe, tanya="Apa?", **lain)


JAWABAN = [
    (isian(Tipe.TEKS), "", "Jawaban belum diisi."),
    (isian(Tipe.TEKS), "   ", "Jawaban belum diisi."),
    (isian(Tipe.TEKS, maks=10), "a" * 11, "Terlalu panjang: 11 huruf. Paling panjang 10 huruf."),
    (
        isian(Tipe.TEKS),
        "Warung \u6c49",
        'Huruf "\u6c49" tidak dapat dicetak di surat. Ganti atau hapus huruf itu.',
    ),
    (isian(Tipe.ANGKA), "1.5", "Tulis angka saja, tanpa titik dan huruf."),
    (isian(Tipe.ANGKA), "lima", "Tulis angka saja, tanpa titik dan huruf."),
    (isian(Tipe.ANGKA, min=3), "2", "Jawaban paling kecil 3."),
    (isian(Tipe.ANGKA, maks=20), "21", "Jawaban paling besar 20."),
    (isian(Tipe.ANGKA, maks=9999), "10000", "Jawaban paling besar 9999."),
    (isian(Tipe.ANGKA, maks=10_000), "10001", "Jawaban paling besar 10.000."),
    (isian(Tipe.UANG), "banyak", "Tulis jumlah rupiah dengan angka, misalnya 850000."),
    (isian(Tipe.UANG, maks=50_000_000), "50.000.001", "Jawaban paling besar 50.000.000."),
    (isian(Tipe.UANG, min=100_000), "99.999", "Jawaban paling kecil 100.000."),
    (isian(Tipe.TAHUN), "18", "Tulis tahun dengan empat angka, misalnya 2018."),
    (isian(Tipe.TAHUN), "2027", "Tahun 2027 belum datang. Tulis tahun 2026 atau sebelumnya."),
    (isian(Tipe.TANGGAL), "kemarin", "Tulis tanggal seperti 25-11-2026."),
    (isian(Tipe.TANGGAL), "31-02-2026", "Tulis tanggal seperti 25-11-2026."),
    (isian(Tipe.NIK), "320715", "NIK terdiri dari 16 angka. Yang Anda tulis 6 angka."),
    (isian(Tipe.YA_TIDAK), "mungkin", "Pilih salah satu jawaban untuk Jawaban."),
    (
        isian(Tipe.PILIHAN, pilihan=(Pilihan("a", "A", "a"), Pilihan("b", "B", "b"))),
        "c",
        "Pilih salah satu jawaban untuk Jawaban.",
    ),
]


@pytest.mark.parametrize(("satu", "ketikan", "kata"), JAWABAN)
def test_an_answer_is_refused_in_whole_sentences(satu: Isian, ketikan: str, kata: str) -> None:
    _, galat = baca_semua((satu,), {"x": ketikan}, HARI)
    assert kalimat(galat["x"]) == kata


PIN = [
    ("12345", "PIN terdiri dari 6 angka."),
    ("12345a", "PIN terdiri dari 6 angka."),
    ("123456", "PIN ini mudah ditebak. Jangan pakai angka berurutan atau berulang."),
    ("777777", "PIN ini mudah ditebak. Jangan pakai angka berurutan atau berulang."),
    ("040791", "PIN ini tanggal lahir Anda, jadi mudah ditebak. Pilih 6 angka lain."),
    ("910704", "PIN ini tanggal lahir Anda, jadi mudah ditebak. Pilih 6 angka lain."),
    ("320715", "PIN ini bagian dari NIK Anda, jadi mudah ditebak. Pilih 6 angka lain."),
]


@pytest.mark.parametrize(("pin", "kata"), PIN)
def test_a_pin_is_refused_in_whole_sentences(pin: str, kata: str) -> None:
    pesan = periksa_pin(pin, LAHIR, NIK)
    assert pesan is not None
    assert kalimat(pesan) == kata


KURUNG = "Pakai bagian yang ada di daftar."
FORMAT = [
    ("{tahun}", "Bentuk nomor harus memuat {urut} tepat satu kali, supaya tidak ada nomor kembar."),
    (
        "{urut}/{urut}/{tahun}",
        "Bentuk nomor harus memuat {urut} tepat satu kali, supaya tidak ada nomor kembar.",
    ),
    ("{urut}/{desa}/{tahun}", f"Bagian {{desa}} tidak dikenal. {KURUNG}"),
    (
        "{urut}/{0}/{tahun}",
        "Bentuk nomor hanya boleh berisi huruf, angka, spasi, titik, garis miring, dan tanda hubung.",
    ),
]


@pytest.mark.parametrize(("pola", "kata"), FORMAT)
def test_a_pattern_is_refused_with_the_very_part_that_is_wrong(pola: str, kata: str) -> None:
    pesan = periksa_format(pola, Lingkup.PER_BUKU)
    assert pesan is not None
    assert kalimat(pesan) == kata


@pytest.mark.parametrize("ketikan", ["12345", "0812", "telepon saya", "081234567890123456"])
def test_a_telephone_number_is_refused_with_an_example(ketikan: str) -> None:
    pesan = baca_telepon(ketikan)
    assert isinstance(pesan, Pesan)
    assert kalimat(pesan) == "Nomor telepon diawali 0 dan berisi 9 sampai 14 angka, misalnya 0812 3456 7890."


# ---- days and numbers as people write them ----


@pytest.mark.parametrize(
    ("pesan", "kata"),
    [
        (
            Pesan("dokumen.sertifikat_kedaluwarsa", sampai="2028-01-05"),
            "Sertifikat Anda berakhir pada 5 Januari 2028. Buat kunci baru di Pengaturan.",
        ),
        (
            Pesan("dokumen.sertifikat_dicabut", pada="2026-11-24"),
            "Sertifikat Anda sudah dicabut pada 24 November 2026. Buat kunci baru di Pengaturan.",
        ),
        (
            Pesan("dokumen.sertifikat_belum_berlaku", mulai="2025-05-31"),
            "Sertifikat Anda baru berlaku mulai 31 Mei 2025. Periksa tanggal di komputer server.",
        ),
        (
            Pesan("dokumen.foto_ukuran_piksel", lebar=30_000, tinggi=12),
            "Ukuran foto 30.000 x 12 titik tidak wajar. Foto ulang dengan kamera biasa.",
        ),
        (
            Pesan("penduduk.tanggal_terlalu_lama", tahun=1785),
            "Tahun 1785 terlalu lama untuk tanggal lahir. Periksa lagi.",
        ),
        (
            Pesan("akun.tertahan", menit=60),
            "Terlalu banyak percobaan yang salah. Demi keamanan, coba lagi 60 menit lagi.",
        ),
    ],
)
def test_days_and_large_numbers_are_written_as_people_write_them(pesan: Pesan, kata: str) -> None:
    assert kalimat(pesan) == kata


@pytest.mark.parametrize("isi", ["1985-02-30x", "17-08-1985", "2026-11-24 ", "1e5", "{sampai}", "<b>"])
def test_what_is_no_day_stays_as_it_was_typed(isi: str) -> None:
    kata = kalimat(Pesan("dokumen.sertifikat_kedaluwarsa", sampai=isi))
    assert kata == f"Sertifikat Anda berakhir pada {isi}. Buat kunci baru di Pengaturan."


def test_a_word_of_a_person_that_looks_like_a_day_is_left_alone() -> None:
    """Only parameters that hold a day are turned into words; a cell of somebody's file is shown as it is."""
    kata = kalimat(Pesan("penduduk.kelamin_asing", isi="1985-08-17"))
    assert kata.startswith('Jenis kelamin "1985-08-17" tidak kami kenal.')

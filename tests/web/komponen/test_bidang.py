"""Fields forgive how people type and refuse the rest in words that help."""

import contextlib
from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from eoffice.web.komponen import bidang


def clean(field: forms.Field, value: Any) -> Any:
    return field.clean(value)


def refusal(field: forms.Field, value: Any) -> str:
    with pytest.raises(forms.ValidationError) as caught:
        field.clean(value)
    return str(caught.value.messages[0])


@pytest.mark.parametrize(
    "nik", ["3207 1512 0384 9003", "3207.1512.0384.9003", " 3207-1512-0384-9003\u200b", "3207151203849003"]
)
def test_a_nik_may_be_typed_with_gaps_and_invisible_characters(nik: str) -> None:
    assert clean(bidang.Nik(), nik) == "3207151203849003"


@pytest.mark.parametrize(
    ("nik", "kata"),
    [
        ("320715120384900", "baru 15 angka"),
        ("32071512038490031", "ada 17 angka"),
        ("32071512O3849003", "hanya berisi angka"),
        ("\u0663\u0662\u0660\u0667151203849003", "hanya berisi angka"),
        ("", "belum diisi"),
    ],
)
def test_a_wrong_nik_is_explained(nik: str, kata: str) -> None:
    assert kata in refusal(bidang.Nik(), nik)


@given(st.text(alphabet="0123456789 .-\u200b\u00a0\ufeff", max_size=60))
def test_a_nik_is_sixteen_digits_or_refused(teks: str) -> None:
    try:
        hasil = bidang.Nik().clean(teks)
    except forms.ValidationError:
        return
    assert len(hasil) == 16
    assert hasil.isascii()
    assert hasil.isdigit()


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("1.250.000", 1_250_000),
        ("1250000", 1_250_000),
        ("Rp 1.250.000", 1_250_000),
        ("rp1.250.000,00", 1_250_000),
        ("Rp. 500.000,-", 500_000),
        ("1 250 000", 1_250_000),
        ("0", 0),
    ],
)
def test_money_as_people_write_it(teks: str, nilai: int) -> None:
    assert clean(bidang.Uang(label="Penghasilan"), teks) == nilai


@pytest.mark.parametrize("teks", ["1,5", "1.5", "12.50", "satu juta", "1.250.00", "1..250"])
def test_money_that_could_mean_two_things_is_refused(teks: str) -> None:
    assert "angka" in refusal(bidang.Uang(label="Penghasilan"), teks)


def test_only_the_sign_of_money_is_nothing() -> None:
    assert "belum diisi" in refusal(bidang.Uang(label="Penghasilan"), "Rp")


@given(st.integers(0, 10**12))
def test_money_survives_its_own_writing(n: int) -> None:
    assert bidang.Uang(label="x").clean(f"Rp{n:,}".replace(",", ".")) == n


def test_a_number_has_limits() -> None:
    field = bidang.Angka(label="Jumlah", min_value=1, max_value=9)
    assert clean(field, "9") == 9
    refusal(field, "10")


@pytest.mark.parametrize("nilai", ["", None, "   ", "\u200b"])
def test_blank_is_empty(nilai: str | None) -> None:
    assert "belum diisi" in refusal(bidang.Teks(label="Nama"), nilai)


def test_text_is_tidied_but_not_changed() -> None:
    assert clean(bidang.Teks(label="Nama"), "  Euis\u00a0 Komariah\u200e ") == "Euis Komariah"
    assert clean(bidang.Teks(label="Nama"), "<b>&'\"") == "<b>&'\""
    assert clean(bidang.TeksPanjang(label="Ket"), "satu\ndua  tiga") == "satu\ndua tiga"


def test_too_long_says_how_long_it_may_be() -> None:
    assert "Paling banyak 5 huruf" in refusal(bidang.Teks(label="Nama", max_length=5), "Komariah")


@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing(teks: str) -> None:
    sekali = bidang.rapikan(teks)
    assert bidang.rapikan(sekali) == sekali


@pytest.mark.parametrize("pin", ["12345", "1234567", "12345a", "١٢٣٤٥٦", ""])
def test_a_pin_is_six_digits(pin: str) -> None:
    refusal(bidang.Pin(), pin)


def test_a_passphrase_is_taken_as_typed() -> None:
    assert clean(bidang.Sandi(), "  kuda\u200b baterai  ") == "  kuda\u200b baterai  "


@pytest.mark.parametrize(("kode", "hasil"), [("123456", "123456"), ("123 456", "123456")])
def test_a_one_time_code_may_have_a_gap(kode: str, hasil: str) -> None:
    assert clean(bidang.Otp(), kode) == hasil


@pytest.mark.parametrize(
    "nomor", ["0812 5550 0174", "+62 812-5550-0174", "62 812 5550 0174", "(0812) 55500174"]
)
def test_a_phone_number_is_written_one_way(nomor: str) -> None:
    assert clean(bidang.Telepon(), nomor) == "081255500174"


@pytest.mark.parametrize("nomor", ["555", "12345678", "0812abc", "0"])
def test_a_wrong_phone_number_is_refused(nomor: str) -> None:
    assert "diawali 0" in refusal(bidang.Telepon(), nomor)


@pytest.mark.parametrize(
    ("kotak", "hasil"),
    [
        (["4", "3", "1984"], date(1984, 3, 4)),
        (["04", "Mar", "1984"], date(1984, 3, 4)),
        (["4", "maret", "1984"], date(1984, 3, 4)),
        (["29", "2", "2024"], date(2024, 2, 29)),
        ([" 1\u200b", "Agt.", "2026"], None),
        (["1", "Agu.", "2026"], date(2026, 8, 1)),
    ],
)
def test_a_date_in_three_boxes(kotak: list[str], hasil: date | None) -> None:
    field = bidang.Tanggal(label="Tanggal lahir")
    if hasil is None:
        refusal(field, kotak)
    else:
        assert clean(field, kotak) == hasil


@pytest.mark.parametrize(
    ("kotak", "kata"),
    [
        (["", "", ""], "belum diisi"),
        (["", "", "\u00ad"], "belum diisi"),
        (["4", "", "1984"], "Lengkapi bulan"),
        (["", "", "1984"], "Lengkapi hari dan bulan"),
        (["31", "2", "1984"], "tidak ada di kalender"),
        (["4", "3", "84"], "4 angka"),
        (["4", "13", "1984"], "tidak ada di kalender"),
        (["x", "3", "1984"], "tidak ada di kalender"),
        (["25", "11", "2026"], "Paling akhir 24 November 2026"),
        (["1", "1", "1899"], "Paling awal 1 Januari 1900"),
    ],
)
def test_a_date_that_cannot_be_is_explained(kotak: list[str], kata: str) -> None:
    field = bidang.Tanggal(label="Lahir", paling_awal=date(1900, 1, 1), paling_akhir=date(2026, 11, 24))
    assert kata in refusal(field, kotak)


def test_an_optional_date_may_stay_empty() -> None:
    assert clean(bidang.Tanggal(label="Lahir", required=False), ["", "", ""]) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_any_date_survives_its_three_boxes(hari: date) -> None:
    field = bidang.Tanggal(label="Lahir")
    kotak = [str(bagian) for bagian in bidang.TigaKotak().decompress(hari)]
    assert field.clean(kotak) == hari


@given(st.lists(st.text(max_size=12), min_size=3, max_size=3))
def test_whatever_is_typed_into_the_boxes_ends_in_a_date_or_a_refusal(kotak: list[str]) -> None:
    with contextlib.suppress(forms.ValidationError):
        assert isinstance(bidang.Tanggal(label="Lahir").clean(kotak), date)


def test_a_choice_outside_the_list_is_refused() -> None:
    field = bidang.Pilihan(label="Untuk apa?", pilihan=[("kur", "Pinjaman")])
    assert clean(field, "kur") == "kur"
    assert "tidak ada" in refusal(field, "lain")
    assert "Pilih salah satu" in refusal(field, "")


def test_a_drop_down_begins_with_nothing_chosen() -> None:
    field = bidang.Pilihan(label="Dusun", pilihan=[("a", "Sukamaju")], daftar_turun=True)
    assert next(iter(field.choices)) == ("", "Pilih")


def test_several_choices() -> None:
    field = bidang.BanyakPilihan(label="Syarat", pilihan=[("a", "A"), ("b", "B")])
    assert clean(field, ["a", "b"]) == ["a", "b"]
    assert "paling sedikit satu" in refusal(field, [])


def test_a_statement_must_be_agreed_to() -> None:
    assert clean(bidang.Centang(label="Benar"), "on") is True
    assert "centang" in refusal(bidang.Centang(label="Benar"), "")


@pytest.mark.parametrize("teks", ["2026-11-24", "24-11-2026", "24/11/2026"])
def test_a_date_in_one_box(teks: str) -> None:
    assert clean(bidang.TanggalSatu(label="Mulai"), teks) == date(2026, 11, 24)


def test_a_photo_must_be_there_and_not_empty() -> None:
    field = bidang.Foto(label="KTP")
    assert "Lampirkan" in refusal(field, None)
    assert "kosong" in refusal(field, SimpleUploadedFile("a.jpg", b""))
    assert clean(field, SimpleUploadedFile("a.jpg", b"x")).name == "a.jpg"


def test_only_pictures_are_made_small() -> None:
    assert "data-kecilkan" in bidang.Foto(label="KTP").widget.attrs
    assert "data-kecilkan" in bidang.Berkas(label="KK").widget.attrs
    assert "data-kecilkan" not in bidang.Lembar(label="Data").widget.attrs

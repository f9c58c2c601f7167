"""A PIN a thief tries first is refused; everything else passes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.akun.rules.pin import periksa_pin
from eoffice.kernel.messages import Pesan

LAHIR = date(1991, 7, 4)
NIK = "3207154407919001"


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "1",
        "12345",
        "1234567",
        "12345a",
        "12 456",
        " 83614",
        "١٢٣٤٥٦",
        "８３６１９４",
        "83614\n",
        "-83614",
        "8.3619",
    ],
)
def test_anything_but_six_ascii_digits_is_refused(pin: str) -> None:
    assert periksa_pin(pin) == Pesan("akun.pin_enam_angka")


@pytest.mark.parametrize("pin", ["123456", "012345", "456789", "567890", "654321", "098765", "543210"])
def test_a_run_up_or_down_is_refused(pin: str) -> None:
    assert periksa_pin(pin) == Pesan("akun.pin_mudah_ditebak")


@pytest.mark.parametrize(
    "pin",
    ["000000", "777777", "121212", "112211", "100001", "999990", "361361", "112233", "147258", "135790"],
)
def test_repeats_and_favourites_are_refused(pin: str) -> None:
    assert periksa_pin(pin) == Pesan("akun.pin_mudah_ditebak")


@pytest.mark.parametrize(
    "pin", ["040791", "070491", "910704", "910407", "199107", "071991", "199104", "041991"]
)
def test_the_birth_date_in_any_order_is_refused(pin: str) -> None:
    assert periksa_pin(pin, LAHIR) == Pesan("akun.pin_tanggal_lahir")


def test_another_persons_birth_date_is_nobodys_business() -> None:
    assert periksa_pin("040791", date(1980, 1, 2)) is None
    assert periksa_pin("040791", None) is None


def test_six_digits_of_the_nik_are_refused() -> None:
    """A woman's NIK holds her birth day plus 40: also not a secret."""
    assert periksa_pin("440791", LAHIR, NIK) == Pesan("akun.pin_dari_nik")
    assert periksa_pin("320715", LAHIR, NIK) == Pesan("akun.pin_dari_nik")
    assert periksa_pin("919001", LAHIR, NIK) == Pesan("akun.pin_dari_nik")


@pytest.mark.parametrize("pin", ["836194", "271828", "905163", "480271"])
def test_an_ordinary_pin_passes(pin: str) -> None:
    assert periksa_pin(pin, LAHIR, NIK) is None


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
def test_every_birth_date_written_usually_is_refused(lahir: date) -> None:
    for bentuk in ("%d%m%y", "%y%m%d", "%m%d%y"):
        assert periksa_pin(lahir.strftime(bentuk), lahir) == Pesan("akun.pin_tanggal_lahir")


@given(st.integers(0, 999_999))
def test_few_digits_never_pass_and_the_answer_is_always_one_of_these(nomor: int) -> None:
    pin = f"{nomor:06}"
    pesan = periksa_pin(pin, LAHIR, NIK)
    if len(set(pin)) <= 2:
        assert pesan is not None
    assert pesan is None or pesan.kode in {
        "akun.pin_tanggal_lahir",
        "akun.pin_dari_nik",
        "akun.pin_mudah_ditebak",
    }


def test_most_pins_stay_free() -> None:
    """The rule must not shrink the choice to something worth guessing."""
    bebas = sum(periksa_pin(f"{nomor:06}", LAHIR, NIK) is None for nomor in range(0, 1_000_000, 97))
    assert bebas / len(range(0, 1_000_000, 97)) > 0.98


@given(st.text(max_size=12))
def test_no_input_breaks_the_rule(pin: str) -> None:
    periksa_pin(pin, LAHIR, NIK)

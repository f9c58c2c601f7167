"""Codes of a phone: the examples of RFC 6238, and another library that computes the same from the same secret."""

import base64

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.akun.rules.kode_hp import alamat_pasang, kode_saat
from eoffice.akun.services.rahasia import rahasia_baru

RFC = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("detik", "kode"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_examples_of_the_standard(detik: int, kode: str) -> None:
    """RFC 6238, appendix B, with six digits instead of eight."""
    assert kode_saat(RFC, detik) == kode


@given(st.binary(min_size=20, max_size=20), st.integers(0, 2**36))
def test_phones_that_were_set_up_with_the_former_library_go_on_working(bita: bytes, detik: int) -> None:
    rahasia = base64.b32encode(bita).decode()
    assert kode_saat(rahasia, detik) == pyotp.TOTP(rahasia).at(detik)


@pytest.mark.parametrize("nama", ["kades", "rika.cisontrol", "h oman", "é/?&=:#%"])
def test_the_address_in_the_qr_is_the_same_as_ever(nama: str) -> None:
    lama = pyotp.TOTP(RFC).provisioning_uri(name=nama, issuer_name="e-Office Desa")
    assert alamat_pasang(RFC, nama) == lama
    assert pyotp.parse_uri(alamat_pasang(RFC, nama)).secret == RFC


def test_a_fresh_secret_is_long_and_new_each_time() -> None:
    satu, lain = rahasia_baru(), rahasia_baru()
    assert satu != lain
    assert {len(base64.b32decode(s)) for s in (satu, lain)} == {20}

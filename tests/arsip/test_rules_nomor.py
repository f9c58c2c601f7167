"""Letter numbers: tokens, scopes, and the patterns a village may not use."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.arsip.rules.nomor import (
    FORMAT_BAKU,
    PANJANG_MAKS,
    TOKEN,
    BahanNomor,
    Lingkup,
    bulan_romawi,
    kunci_buku,
    periksa_format,
    tulis_nomor,
)

BAHAN = BahanNomor(7, "400.12.2.1", "32.07.15.2004", date(2026, 4, 14), "sktm")


def test_the_default_pattern_writes_the_customary_number() -> None:
    assert tulis_nomor(FORMAT_BAKU, BAHAN) == "400.12.2.1/007/3207152004/IV/2026"


@pytest.mark.parametrize(
    ("pola", "hasil"),
    [
        ("{kode_klasifikasi}/{urut}/{tahun}", "400.12.2.1/7/2026"),
        ("{urut:4}-{kode_desa_singkat}.{bulan}.{tahun}", "0007-2004.04.2026"),
        ("{kode_jenis}/{urut:1}/{tahun}", "SKTM/7/2026"),
        ("143/{urut:3}-DPMD/{tahun}", "143/007-DPMD/2026"),
    ],
)
def test_every_token_is_written(pola: str, hasil: str) -> None:
    assert tulis_nomor(pola, BAHAN) == hasil


def test_padding_never_cuts_a_long_number() -> None:
    panjang = BahanNomor(12345, "1", "32.07.15.2004", date(2026, 1, 1), "x")
    assert tulis_nomor("{urut:3}/{tahun}", panjang) == "12345/2026"


def test_roman_months() -> None:
    assert [bulan_romawi(b) for b in range(1, 13)] == "I II III IV V VI VII VIII IX X XI XII".split()


@pytest.mark.parametrize(
    ("lingkup", "kunci"), [("per_buku", "layanan"), ("per_jenis", "jenis:sktm"), ("bersama", "semua")]
)
def test_the_scope_chooses_the_counter(lingkup: str, kunci: str) -> None:
    assert kunci_buku(Lingkup(lingkup), "layanan", "sktm") == kunci


@pytest.mark.parametrize("lingkup", [Lingkup.PER_BUKU, Lingkup.BERSAMA])
def test_the_default_pattern_may_be_used(lingkup: Lingkup) -> None:
    assert periksa_format(FORMAT_BAKU, lingkup) is None


@pytest.mark.parametrize(
    ("pola", "kode"),
    [
        ("{urut}/{tahun}/{nama}", "arsip.format_token_asing"),
        ("{urut}/{bulan}", "arsip.format_token_kurang"),
        ("{tahun}/{bulan}", "arsip.format_token_kurang"),
        ("{urut}/{urut}/{tahun}", "arsip.format_token_kurang"),
        ("{urut:9}/{tahun}", "arsip.format_salah"),
        ("{urut:0}/{tahun}", "arsip.format_salah"),
        ("{tahun:5}/{urut}", "arsip.format_salah"),
        ("{urut}/{tahun}{", "arsip.format_salah"),
        ("{urut}/{tahun}\n", "arsip.format_salah"),
        ("=HYPERLINK({urut}){tahun}", "arsip.format_salah"),
        ("<b>{urut}</b>{tahun}", "arsip.format_salah"),
        ("{urut}/{tahun}/" + "A" * 80, "arsip.format_panjang"),
        ("", "arsip.format_token_kurang"),
    ],
)
def test_patterns_that_would_clash_or_harm_are_refused(pola: str, kode: str) -> None:
    pesan = periksa_format(pola, Lingkup.PER_BUKU)
    assert pesan is not None
    assert pesan.kode == kode


def test_a_counter_per_type_needs_the_type_in_the_number() -> None:
    pesan = periksa_format(FORMAT_BAKU, Lingkup.PER_JENIS)
    assert pesan is not None
    assert pesan.params == {"token": "kode_jenis"}
    assert periksa_format("{kode_jenis}/{urut}/{tahun}", Lingkup.PER_JENIS) is None


POLA = st.lists(
    st.one_of(
        st.sampled_from([f"{{{t}}}" for t in TOKEN] + ["{urut:3}", "/", "-"]),
        st.text("AZaz09 ./-_{}:", max_size=4),
    ),
    max_size=9,
).map("".join)


@given(
    POLA, st.sampled_from(Lingkup), st.integers(1, 10**6), st.integers(1, 10**6), st.dates(date(2020, 1, 1))
)
def test_an_accepted_pattern_never_gives_two_letters_one_number(
    pola: str, lingkup: Lingkup, satu: int, dua: int, tanggal: date
) -> None:
    if periksa_format(pola, lingkup) is not None:
        return

    def tulis(urut: int) -> str:
        return tulis_nomor(pola, BahanNomor(urut, "400.12.2.1", "32.07.15.2004", tanggal, "sktm"))

    assert (tulis(satu) == tulis(dua)) is (satu == dua)
    assert len(tulis(satu)) <= PANJANG_MAKS
    assert "{" not in tulis(satu)

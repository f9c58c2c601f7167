"""Which book a key names, which numbers stay, and which running number a text could have been written with."""

from datetime import date

import pytest

from eoffice.arsip.rules.nomor import (
    AWALAN_SEMENTARA,
    FORMAT_BAKU,
    KUNCI_TAHUN,
    BahanNomor,
    Lingkup,
    baca_urut,
    bernomor_tetap,
    id_buku,
    kunci_buku,
    kunci_sementara,
    lingkup_buku,
    periksa_format,
    tulis_nomor,
)

BAHAN = BahanNomor(7, "400.12.2.1", "32.07.15.2004", date(2026, 4, 14), "sktm")


@pytest.mark.parametrize(
    ("kunci", "tetap"),
    [
        ("layanan", True),
        ("semua", True),
        ("jenis:sku", True),
        ("jenis:tahun", True),
        (KUNCI_TAHUN, False),
        (kunci_sementara("K7QX"), False),
        (AWALAN_SEMENTARA, False),
    ],
)
def test_the_row_of_a_year_and_a_provisional_series_give_no_number_that_stays(
    kunci: str, tetap: bool
) -> None:
    assert bernomor_tetap(kunci) is tetap


def test_a_provisional_series_is_known_by_its_letters() -> None:
    assert kunci_sementara("K7QX") == "sementara:K7QX"
    assert kunci_sementara("K7QX") != kunci_sementara("M2AB")


@pytest.mark.parametrize("lingkup", Lingkup)
def test_a_key_tells_the_way_of_counting_it_was_made_by(lingkup: Lingkup) -> None:
    assert lingkup_buku(kunci_buku(lingkup, "layanan", "sku")) is lingkup


def test_a_part_of_a_book_has_one_id_wherever_it_is_opened() -> None:
    """The ids are in streams and backups already: they may never be computed otherwise."""
    dasar = ("32.07.15.2004", 2026, "semua", 0)
    assert id_buku(*dasar) == id_buku(*dasar)
    lain = {
        id_buku(*dasar),
        id_buku("32.07.15.2005", 2026, "semua", 0),
        id_buku("32.07.15.2004", 2027, "semua", 0),
        id_buku("32.07.15.2004", 2026, "jenis:sku", 0),
        id_buku("32.07.15.2004", 2026, "semua", 7),
    }
    assert len(lain) == 5


def test_a_provisional_number_shows_what_it_is() -> None:
    bahan = BahanNomor(7, "400.12.2.1", "32.07.15.2004", date(2026, 4, 14), "sktm", seri="K7QX")
    assert tulis_nomor("{urut}/{tahun}", bahan) == "P-K7QX-007/2026"
    assert tulis_nomor("{urut:3}/{tahun}", bahan) == "P-K7QX-007/2026"


@pytest.mark.parametrize(
    ("pola", "teks", "urut"),
    [
        (FORMAT_BAKU, tulis_nomor(FORMAT_BAKU, BAHAN), 7),
        (FORMAT_BAKU, "400.12.2.1/07/3207152004/IV/2026", None),
        (FORMAT_BAKU, "400.12.2.1/0007/3207152004/IV/2026", None),
        (FORMAT_BAKU, "400.12.2.1/1234/3207152004/IV/2026", 1234),
        ("{urut}/{tahun}", "7/2026", 7),
        ("{urut}/{tahun}", "007/2026", None),
        ("{urut}/{tahun}", "7/26", None),
        ("{urut}/{tahun}", "7/2026/x", None),
        ("{urut}.{tahun}", "7x2026", None),
        ("{kode_jenis}-{urut}/{tahun}", "SKTM-12/2026", 12),
        ("{kode_jenis}-{urut}/{tahun}", "sktm-12/2026", None),
        ("{urut}/{bulan}/{tahun}", "3/04/2026", 3),
        ("{urut}/{bulan}/{tahun}", "3/4/2026", None),
        ("143/{urut:3}-DPMD/{tahun}", "143/007-DPMD/2026", 7),
        ("143/{urut:3}-DPMD/{tahun}", "144/007-DPMD/2026", None),
    ],
)
def test_a_text_gives_its_running_number_back_only_when_the_pattern_writes_it(
    pola: str, teks: str, urut: int | None
) -> None:
    assert baca_urut(pola, teks) == urut


@pytest.mark.parametrize(("lebar", "boleh"), [(0, False), (1, True), (6, True), (7, False)])
def test_a_number_is_padded_to_six_digits_at_most(lebar: int, boleh: bool) -> None:
    assert (periksa_format(f"{{urut:{lebar}}}/{{tahun}}", Lingkup.PER_BUKU) is None) is boleh


@pytest.mark.parametrize(("panjang", "boleh"), [(67, True), (68, True), (69, False)])
def test_the_longest_number_has_80_characters(panjang: int, boleh: bool) -> None:
    """Seven digits, a stroke and four digits more: at the millionth letter it must still fit."""
    pola = "{urut}/{tahun}" + "A" * panjang
    assert (periksa_format(pola, Lingkup.PER_BUKU) is None) is boleh

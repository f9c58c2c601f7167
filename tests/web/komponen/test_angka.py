"""Numbers in words and figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.web.komponen import angka


@pytest.mark.parametrize(
    ("n", "kata"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (15, "lima belas"),
        (20, "dua puluh"),
        (99, "sembilan puluh sembilan"),
        (100, "seratus"),
        (101, "seratus satu"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (1250, "seribu dua ratus lima puluh"),
        (11_000, "sebelas ribu"),
        (1_000_000, "satu juta"),
        (2_000_001, "dua juta satu"),
        (1_100_000_000, "satu miliar seratus juta"),
    ],
)
def test_a_number_in_words(n: int, kata: str) -> None:
    assert angka.terbilang(n) == kata


@pytest.mark.parametrize("n", [-1, 10**15])
def test_there_are_no_words_outside_the_range(n: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        angka.terbilang(n)


@given(st.integers(0, 10**15 - 1))
def test_words_are_clean_and_their_number_is_found_again(n: int) -> None:
    kata = angka.terbilang(n)
    assert kata == " ".join(kata.split())
    assert _baca(kata) == n


def _baca(kata: str) -> int:
    """Read number words: an independent reading of the same grammar."""
    satuan = {k: n for n, k in enumerate(angka.SATUAN)}
    besar = {"ribu": 1000, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}
    jumlah = kini = terakhir = 0
    for kata_satu in kata.replace("seribu", "satu ribu").replace("seratus", "satu ratus").split():
        if kata_satu in satuan:
            kini, terakhir = kini + satuan[kata_satu], satuan[kata_satu]
        elif kata_satu == "belas":
            kini += 10
        elif kata_satu in ("puluh", "ratus"):
            kini += terakhir * ((10 if kata_satu == "puluh" else 100) - 1)
        else:
            jumlah, kini = jumlah + kini * besar[kata_satu], 0
    return jumlah + kini


@pytest.mark.parametrize(("n", "kata"), [(0, "Rp0"), (1_250_000, "Rp1.250.000"), (-5000, "-Rp5.000")])
def test_rupiah(n: int, kata: str) -> None:
    assert angka.rupiah(n) == kata


@pytest.mark.parametrize(
    ("bita", "kata"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (86_400, "86 KB"),
        (999_499, "999 KB"),
        (999_600, "1,0 MB"),
        (1_440_000, "1,4 MB"),
    ],
)
def test_file_sizes(bita: int, kata: str) -> None:
    assert angka.ukuran(bita) == kata


@pytest.mark.parametrize(
    ("kode", "kata"),
    [
        ("MANUK-PADI-27", "manuk, padi, dua puluh tujuh"),
        ("BATU-HUJAN-05", "batu, hujan, nol lima"),
        ("AWI-1234", "awi, satu dua tiga empat"),
        ("KOPI", "kopi"),
    ],
)
def test_a_ticket_read_aloud(kode: str, kata: str) -> None:
    assert angka.eja(kode) == kata

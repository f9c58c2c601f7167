"""How much a call carries: it finds the size that a line bears, and stays there."""

import pytest

from eoffice.sinkron.rules.takaran import (
    AWAL_BITA,
    BERSAMBUNG,
    MAKS_BITA,
    MIN_BITA,
    SEKALI,
    Takaran,
    Tujuan,
)

TUJU_DETIK, LAMBAT_BITA = SEKALI.lama, SEKALI.lambat


def jalan(bita_sedetik: float, kali: int, dari: int = AWAL_BITA, tujuan: Tujuan = SEKALI) -> list[int]:
    """Return the sizes of calls over a line of constant speed."""
    takaran, ukuran = Takaran(dari), []
    for _ in range(kali):
        ukuran.append(takaran.bita)
        takaran = takaran.sesudah(takaran.bita, takaran.bita / bita_sedetik, tujuan)
    return ukuran


def test_a_good_line_is_filled_after_a_few_calls() -> None:
    assert jalan(10_000_000, 8) == [min(MAKS_BITA, AWAL_BITA * 2**kali) for kali in range(8)]


def test_a_slow_line_gets_a_little_more_each_time_and_never_a_large_batch() -> None:
    naik = [16384, 20480, 25600, 32000, 40000, 50000, 62500]
    assert jalan(4000, 9, dari=24_000)[-1] == LAMBAT_BITA
    assert jalan(3200, 8) == [*naik, LAMBAT_BITA]


@pytest.mark.parametrize("bita_sedetik", [500, 1000, 1500])
def test_on_a_bad_line_a_call_takes_about_twenty_seconds(bita_sedetik: int) -> None:
    akhir = jalan(bita_sedetik, 40)[-20:]
    lama = [bita / bita_sedetik for bita in akhir]
    assert 8 < sum(lama) / len(lama) < TUJU_DETIK + 1
    assert max(akhir) <= LAMBAT_BITA


def test_a_line_that_became_bad_gets_short_calls_again() -> None:
    assert jalan(1000, 12, dari=MAKS_BITA)[-1] <= LAMBAT_BITA


def test_a_broken_call_halves_down_to_the_smallest() -> None:
    takaran = Takaran(10 * 1024)
    assert (takaran.putus().bita, takaran.putus().putus().putus().bita) == (5 * 1024, MIN_BITA)


def test_a_call_that_had_little_to_carry_says_nothing_about_more() -> None:
    assert Takaran().sesudah(AWAL_BITA // 2 - 1, 0.1) == Takaran()
    assert Takaran().sesudah(100, TUJU_DETIK + 1) == Takaran(AWAL_BITA // 2)


def test_what_a_quick_line_reached_is_kept_when_it_slows_a_little() -> None:
    assert Takaran(MAKS_BITA).sesudah(MAKS_BITA, TUJU_DETIK - 1) == Takaran(MAKS_BITA)


def test_where_a_cut_costs_nothing_a_slow_line_carries_much_in_one_call() -> None:
    """64 kbit/s: the pauses between calls are what is saved."""
    assert jalan(8000, 4, tujuan=BERSAMBUNG) == [16_384, 32_768, 65_536, 131_072]
    assert jalan(8000, 9, tujuan=BERSAMBUNG)[-1] == BERSAMBUNG.lambat


@pytest.mark.parametrize("bita_sedetik", [100, 500, 1500])
def test_and_yet_no_call_takes_much_longer_than_a_minute(bita_sedetik: int) -> None:
    akhir = jalan(bita_sedetik, 40, tujuan=BERSAMBUNG)[-20:]
    assert sum(akhir) / len(akhir) / bita_sedetik < BERSAMBUNG.lama * 1.05

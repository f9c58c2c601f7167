"""The service standard has its fourteen components; figures about the promise are true or are not given."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.surat.rules.standar import CUKUP, KOMPONEN, Bagian, Kinerja, nilai_kinerja

JAM = timedelta(hours=1)


def test_there_are_fourteen_components_of_which_six_are_for_the_visitor() -> None:
    assert len({satu.kode for satu in KOMPONEN}) == len({satu.nama for satu in KOMPONEN}) == 14
    assert sum(satu.bagian is Bagian.PENYAMPAIAN for satu in KOMPONEN) == 6


@pytest.mark.parametrize("banyak", range(CUKUP))
def test_few_letters_make_no_figure(banyak: int) -> None:
    assert nilai_kinerja([JAM] * banyak, [JAM] * banyak) == Kinerja(banyak, None, None)


def test_the_middle_is_not_moved_by_one_letter_that_took_very_long() -> None:
    satu = nilai_kinerja([JAM, 2 * JAM, 3 * JAM, 4 * JAM, 900 * JAM], [3 * JAM] * 5)
    assert satu == Kinerja(5, 3 * JAM, 60)


def test_of_an_even_number_the_middle_lies_between_two() -> None:
    lama = [JAM, JAM, 2 * JAM, 3 * JAM, 9 * JAM, 9 * JAM]
    assert nilai_kinerja(lama, [JAM] * 6).tengah == timedelta(minutes=150)


def test_a_promise_kept_to_the_minute_is_kept_and_a_share_is_never_rounded_up() -> None:
    assert nilai_kinerja([7 * JAM] * 199 + [8 * JAM], [7 * JAM] * 200).tepat_persen == 99
    assert nilai_kinerja([7 * JAM] * 5, [7 * JAM] * 5).tepat_persen == 100


def test_each_letter_is_measured_by_its_own_promise() -> None:
    lama = [JAM, 3 * JAM, 3 * JAM, 9 * JAM, 9 * JAM]
    assert nilai_kinerja(lama, [JAM, JAM, 3 * JAM, 10 * JAM, JAM]).tepat_persen == 60
    with pytest.raises(ValueError, match="shorter"):
        nilai_kinerja(lama, [JAM])


@given(st.lists(st.integers(0, 10**6), min_size=CUKUP, max_size=60), st.integers(0, 10**6))
def test_figures_stay_within_what_was_measured(menit: list[int], janji: int) -> None:
    lama = [timedelta(minutes=satu) for satu in menit]
    satu = nilai_kinerja(lama, [timedelta(minutes=janji)] * len(lama))
    assert satu.tengah is not None
    assert satu.tepat_persen is not None
    assert min(lama) <= satu.tengah <= max(lama)
    assert 0 <= satu.tepat_persen <= 100
    assert (satu.tepat_persen == 100) == all(lm <= timedelta(minutes=janji) for lm in lama)

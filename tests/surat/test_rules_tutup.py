"""Closed days ahead: only those on which the office would have been open, in rows, with their reasons."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.surat.rules.janji import JamKerja
from eoffice.surat.rules.tutup import Tutup, hari_tutup

SENIN = date(2026, 11, 23)
HARI = timedelta(days=1)


def kerja(*libur: date, jam: tuple[int, ...] = (0, 1, 2, 3, 4)) -> JamKerja:
    return JamKerja(
        zona=ZoneInfo("Asia/Jakarta"), jam={n: (time(8), time(15)) for n in jam}, libur=frozenset(libur)
    )


def tutup(*libur: date, sebab: dict[date, str] | None = None, sampai: int = 13) -> list[tuple[int, int, str]]:
    """Return first day, last day (from the Monday on) and reason of each span."""
    ada = hari_tutup(SENIN, SENIN + sampai * HARI, kerja(*libur), sebab or {})
    return [((s.mulai - SENIN).days, (s.sampai - SENIN).days, s.sebab) for s in ada]


def test_a_week_without_days_off_tells_nothing() -> None:
    assert tutup() == []


def test_weekends_are_told_by_the_hours() -> None:
    assert tutup(SENIN + 5 * HARI, SENIN + 6 * HARI) == []


@pytest.mark.parametrize(
    ("hari", "harapan"),
    [
        ([1], [(1, 1, "")]),
        ([1, 2], [(1, 2, "")]),
        ([1, 3], [(1, 1, ""), (3, 3, "")]),
        ([4, 7], [(4, 7, "")]),
        ([3, 7], [(3, 3, ""), (7, 7, "")]),
        ([0, 1, 2, 3, 4, 7], [(0, 7, "")]),
        ([13], []),
        ([14], []),
    ],
)
def test_days_in_a_row_are_one_span_also_over_a_weekend(
    hari: list[int], harapan: list[tuple[int, int, str]]
) -> None:
    assert tutup(*(SENIN + n * HARI for n in hari)) == harapan


def test_reasons_part_a_row() -> None:
    dua = {SENIN: "Hari jadi desa", SENIN + HARI: "Natal"}
    assert tutup(*dua, sebab=dua) == [(0, 0, "Hari jadi desa"), (1, 1, "Natal")]


def test_the_first_and_the_last_day_are_in_it() -> None:
    assert tutup(SENIN, SENIN + 2 * HARI, SENIN + 3 * HARI, sampai=2) == [(0, 0, ""), (2, 2, "")]
    assert hari_tutup(SENIN + HARI, SENIN, kerja(SENIN), {}) == ()


@given(st.sets(st.integers(0, 29), max_size=12))
def test_every_closed_day_with_hours_stands_in_exactly_one_span(libur: set[int]) -> None:
    hari = {SENIN + n * HARI for n in libur}
    kantor = kerja(*hari)
    ada = hari_tutup(SENIN, SENIN + 29 * HARI, kantor, {})
    for satu in sorted(hari):
        di_dalam = [s for s in ada if s.mulai <= satu <= s.sampai]
        assert len(di_dalam) == (satu.weekday() < 5 or any(s.mulai < satu < s.sampai for s in ada))
    for s in ada:
        panjang = (s.sampai - s.mulai).days + 1
        assert not any(kantor.buka_pada(s.mulai + n * HARI) for n in range(panjang))
    assert list(ada) == sorted(ada, key=lambda s: s.mulai)


def test_a_span_is_a_plain_value() -> None:
    assert Tutup(SENIN, SENIN, "x") == Tutup(SENIN, SENIN, "x")

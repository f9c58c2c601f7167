"""Holidays are data from decrees; a year without its decree is announced."""

from datetime import date

import holidays
import pytest

from eoffice.kernel.messages import Pesan
from eoffice.wilayah import kalender


@pytest.mark.parametrize("tahun", [2026, 2027])
def test_holidays_agree_with_an_independent_calendar(tahun: int) -> None:
    other = holidays.country_holidays("ID", years=tahun, categories=("public", "government"))
    assert kalender.tanggal_libur(tahun) == frozenset(other)


@pytest.mark.parametrize("tahun", [2026, 2027])
def test_every_day_has_kind_name_and_decree_in_order(tahun: int) -> None:
    days = kalender.hari_libur(tahun)
    assert [d.tanggal for d in days] == sorted({d.tanggal for d in days})
    assert all(d.jenis in ("libur_nasional", "cuti_bersama") and d.nama and "SKB" in d.dasar for d in days)


def test_independence_day_and_collective_leave() -> None:
    assert date(2026, 8, 17) in kalender.tanggal_libur(2026)
    kinds = {d.tanggal: d.jenis for d in kalender.hari_libur(2027)}
    assert kinds[date(2027, 12, 24)] == "cuti_bersama"


def test_a_year_without_decree_is_announced() -> None:
    assert kalender.hari_libur(2031) == ()
    assert kalender.peringatan(2031) == Pesan("wilayah.cuti_bersama_belum_ada", tahun=2031)
    assert kalender.peringatan(2026) is None
    assert kalender.peringatan(2027) is None

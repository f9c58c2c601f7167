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


@pytest.mark.parametrize(
    ("tahun", "libur", "cuti"),
    [(2026, 17, 8), (2027, 18, 8)],
)
def test_a_decree_has_as_many_days_as_it_says(tahun: int, libur: int, cuti: int) -> None:
    kinds = [d.jenis for d in kalender.hari_libur(tahun)]
    assert (kinds.count("libur_nasional"), kinds.count("cuti_bersama")) == (libur, cuti)


@pytest.mark.parametrize(
    ("tanggal", "nama", "jenis"),
    [
        ("2026-01-01", "Tahun Baru Masehi", "libur_nasional"),
        ("2026-03-21", "Hari Raya Idul Fitri", "libur_nasional"),
        ("2026-05-15", "Cuti Bersama Kenaikan Yesus Kristus", "cuti_bersama"),
        ("2026-08-17", "Hari Kemerdekaan Republik Indonesia", "libur_nasional"),
        ("2027-03-10", "Hari Raya Idul Fitri", "libur_nasional"),
        ("2027-05-20", "Hari Raya Waisak", "libur_nasional"),
        ("2027-12-26", "Isra Mikraj Nabi Muhammad", "libur_nasional"),
    ],
)
def test_known_days(tanggal: str, nama: str, jenis: str) -> None:
    hari = {d.tanggal: d for d in kalender.hari_libur(int(tanggal[:4]))}[date.fromisoformat(tanggal)]
    assert (hari.nama, hari.jenis) == (nama, jenis)
    assert ("Cuti Bersama" in hari.nama) == (hari.jenis == "cuti_bersama")


@pytest.mark.parametrize("tahun", [2026, 2027])
def test_collective_leave_is_never_on_a_weekend(tahun: int) -> None:
    """It would be no leave; holidays of the almanac fall where they fall."""
    assert [
        d for d in kalender.hari_libur(tahun) if d.jenis == "cuti_bersama" and d.tanggal.weekday() > 4
    ] == []


def test_years_do_not_mix() -> None:
    assert {d.year for d in kalender.tanggal_libur(2026)} == {2026}
    assert not kalender.tanggal_libur(2026) & kalender.tanggal_libur(2027)
    assert kalender.tanggal_libur(1999) == frozenset()

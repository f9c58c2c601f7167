"""The service clock counts office hours only."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eoffice.surat.rules.janji import NOL, JamKerja, jam_kerja_antara, sisa_waktu, tenggat

WIB = ZoneInfo("Asia/Jakarta")
KERJA = JamKerja(WIB, libur=frozenset({date(2026, 12, 24), date(2026, 12, 25)}))


def pada(teks: str) -> datetime:
    return datetime.fromisoformat(teks).replace(tzinfo=WIB)


@pytest.mark.parametrize(
    ("mulai", "jam", "selesai"),
    [
        ("2026-11-24T09:15", 3, "2026-11-24T12:15"),
        ("2026-11-24T09:15", 7, "2026-11-25T09:15"),  # one working day of seven hours
        ("2026-11-24T14:00", 3, "2026-11-25T10:00"),  # over night
        ("2026-11-27T14:30", 1, "2026-11-30T08:30"),  # Friday to Monday
        ("2026-11-28T10:00", 2, "2026-11-30T10:00"),  # sent on a Saturday
        ("2026-11-24T03:00", 1, "2026-11-24T09:00"),  # sent before opening
        ("2026-11-24T21:00", 1, "2026-11-25T09:00"),  # sent at night
        ("2026-12-23T14:00", 2, "2026-12-28T09:00"),  # Christmas with cuti bersama, then a weekend
        ("2026-11-24T12:00", 3, "2026-11-24T15:00"),  # ends exactly at closing time
    ],
)
def test_promises_end_in_opening_hours(mulai: str, jam: int, selesai: str) -> None:
    assert tenggat(pada(mulai), jam, KERJA) == pada(selesai)


JUMAT_PENDEK = JamKerja(
    WIB, jam={**dict.fromkeys(range(4), (time(7, 30), time(15, 30))), 4: (time(7, 30), time(11, 30))}
)


@pytest.mark.parametrize(
    ("mulai", "jam", "selesai"),
    [
        ("2026-11-24T07:00", 1, "2026-11-24T08:30"),  # before opening
        ("2026-11-24T07:30", 8, "2026-11-24T15:30"),  # the whole of one long day
        ("2026-11-26T14:30", 2, "2026-11-27T08:30"),  # Thursday to Friday
        ("2026-11-27T10:30", 2, "2026-11-30T08:30"),  # a short Friday, then the weekend
        ("2026-11-27T11:30", 1, "2026-11-30T08:30"),  # Friday at closing time
        ("2026-11-27T19:00", 1, "2026-11-30T08:30"),  # Friday evening
    ],
)
def test_each_weekday_has_its_own_hours(mulai: str, jam: int, selesai: str) -> None:
    assert tenggat(pada(mulai), jam, JUMAT_PENDEK) == pada(selesai)


def test_the_village_clock_decides_not_utc() -> None:
    larut = datetime.fromisoformat("2026-11-24T02:15:00+00:00")  # 09.15 in Ciamis
    assert tenggat(larut, 3, KERJA) == pada("2026-11-24T12:15")
    wit = JamKerja(ZoneInfo("Asia/Jayapura"))
    assert tenggat(larut, 3, wit) == pada("2026-11-24T12:15")  # 11.15 there, 14.15 in the end: 12.15 WIB


def test_time_left_turns_negative_by_office_time() -> None:
    batas = pada("2026-11-24T12:00")
    assert sisa_waktu(pada("2026-11-24T10:50"), batas, KERJA) == timedelta(hours=1, minutes=10)
    assert sisa_waktu(batas, batas, KERJA) == NOL
    assert sisa_waktu(pada("2026-11-25T09:00"), batas, KERJA) == -timedelta(hours=4)
    assert sisa_waktu(pada("2026-11-24T12:30"), batas, KERJA) == -timedelta(minutes=30)


SAAT = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)).map(lambda d: d.replace(tzinfo=WIB))  # noqa: DTZ001


@settings(deadline=None)  # a busy machine is no fault of the clock
@given(SAAT, st.integers(1, 40))
def test_a_promise_of_n_hours_holds_exactly_n_office_hours(mulai: datetime, jam: int) -> None:
    batas = tenggat(mulai, jam, KERJA)
    assert jam_kerja_antara(mulai, batas, KERJA) == timedelta(hours=jam)
    assert KERJA.buka_pada(batas.date())
    buka, tutup = KERJA.jam[batas.weekday()]
    assert buka < batas.time() <= tutup


@settings(deadline=None)  # a busy machine is no fault of the clock
@given(SAAT, SAAT, SAAT)
def test_office_time_adds_up(a: datetime, b: datetime, c: datetime) -> None:
    awal, tengah, akhir = sorted((a, b, c))
    if akhir - awal > timedelta(days=300):
        return
    jumlah = jam_kerja_antara(awal, tengah, KERJA) + jam_kerja_antara(tengah, akhir, KERJA)
    assert jam_kerja_antara(awal, akhir, KERJA) == jumlah
    assert sisa_waktu(awal, akhir, KERJA) == -sisa_waktu(akhir, awal, KERJA)


def test_an_office_that_never_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="promises nothing"):
        JamKerja(WIB, jam={})
    with pytest.raises(ValueError, match="promises nothing"):
        JamKerja(WIB, jam={0: (time(8), time(15)), 1: (time(15), time(8))})
    setahun = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(4100))
    with pytest.raises(ValueError, match="too few opening hours"):
        tenggat(pada("2026-03-02T09:00"), 1, JamKerja(WIB, libur=setahun))

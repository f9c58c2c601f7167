"""When a backup is due, which old ones stay, what an archive is called."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.cadangan.rules.simpanan import Masa, jatuh_tempo, lama, nama_arsip, waktu_arsip, yang_dibuang

WIB = ZoneInfo("Asia/Jakarta")
DESA = "32.07.15.2004"
AWAL = datetime(2026, 11, 24, 21, 0, tzinfo=WIB)


def hari(banyak: int, mulai: datetime = AWAL) -> list[str]:
    """One archive a day, the newest first."""
    return [nama_arsip(DESA, mulai - timedelta(days=satu)) for satu in range(banyak)]


def tetap(nama: list[str], masa: Masa) -> list[str]:
    return sorted(set(nama) - set(yang_dibuang(nama, DESA, masa, WIB)), reverse=True)


@given(st.integers(946_684_800, 4_102_444_800).map(lambda detik: datetime.fromtimestamp(detik, UTC)))
def test_a_name_tells_when_it_was_made(saat: datetime) -> None:
    assert waktu_arsip(nama_arsip(DESA, saat), DESA) == saat


@pytest.mark.parametrize(
    "nama",
    [
        "eoffice-32.07.15.2005-20261124T140000Z.age",
        "eoffice-32.07.15.2004-20261124T140000Z.age.sha256",
        "eoffice-32.07.15.2004-20261324T140000Z.age",
        ".eoffice-32.07.15.2004-20261124T140000Z.age.0.tmp",
        "foto.jpg",
    ],
)
def test_what_is_not_ours_is_never_thrown_away(nama: str) -> None:
    assert waktu_arsip(nama, DESA) is None
    assert yang_dibuang([nama, *hari(2)], DESA, Masa(1, 0, 0), WIB) == hari(2)[1:]


def test_seven_days_four_weeks_and_twelve_months_stay() -> None:
    semua = hari(400)
    sisa = tetap(semua, Masa(7, 4, 12))
    assert sisa[:7] == semua[:7]
    waktu = [waktu.astimezone(WIB) for nama in sisa if (waktu := waktu_arsip(nama, DESA))]
    assert [f"{w:%d-%m}" for w in waktu[7:]] == [
        "15-11", "08-11", "31-10", "30-09", "31-08", "31-07", "30-06", "31-05", "30-04", "31-03", "28-02", "31-01", "31-12",
    ]  # fmt: skip


def test_several_of_one_day_count_once() -> None:
    semua = [nama_arsip(DESA, AWAL - timedelta(hours=satu)) for satu in range(15)]
    assert tetap(semua, Masa(2, 0, 0)) == [semua[0]]
    kemarin = nama_arsip(DESA, AWAL - timedelta(hours=22))
    assert tetap([*semua, kemarin], Masa(2, 0, 0)) == [semua[0], kemarin]


@given(st.lists(st.integers(0, 2000), max_size=40), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_the_newest_always_stays_and_nothing_is_thrown_away_twice(
    jam: list[int], harian: int, mingguan: int, bulanan: int
) -> None:
    semua = sorted({nama_arsip(DESA, AWAL - timedelta(hours=satu)) for satu in jam}, reverse=True)
    masa = Masa(harian, mingguan, bulanan)
    dibuang = yang_dibuang(semua, DESA, masa, WIB)
    assert semua[:1] == [satu for satu in semua[:1] if satu not in dibuang]
    sisa = tetap(semua, masa)
    assert yang_dibuang(sisa, DESA, masa, WIB) == []
    assert len(sisa) <= max(1, harian + mingguan + bulanan)


@pytest.mark.parametrize(
    ("kini", "terakhir", "tempo"),
    [
        ("24T20:59", "23T21:00", False),
        ("24T21:00", "23T21:00", True),
        ("24T23:59", "24T21:03", False),
        ("25T08:00", "24T21:03", False),
        ("25T08:00", "23T21:03", True),
        ("25T08:00", None, True),
        ("25T08:00", "26T21:00", True),
    ],
)
def test_a_computer_that_was_off_at_the_hour_makes_up_for_it(
    kini: str, terakhir: str | None, tempo: bool
) -> None:
    def saat(teks: str) -> datetime:
        return datetime.fromisoformat(f"2026-11-{teks}").replace(tzinfo=WIB)

    assert jatuh_tempo(saat(kini), saat(terakhir).astimezone(UTC) if terakhir else None, 21) is tempo


def test_three_days_are_the_most() -> None:
    assert lama(AWAL, None)
    assert not lama(AWAL, AWAL - timedelta(days=3))
    assert lama(AWAL, AWAL - timedelta(days=3, seconds=1))

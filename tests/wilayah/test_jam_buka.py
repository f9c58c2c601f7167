"""Opening hours: what the public reads is what promises are counted in."""

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eoffice.wilayah.jam_buka import BAKU, baca_jam_buka
from eoffice.wilayah.models import Desa

SENIN, SELASA, RABU, KAMIS, JUMAT, SABTU, MINGGU = range(7)
NAMA = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
PAGI = (time(8), time(15))


def test_the_default_of_a_new_village_reads_as_the_default_hours() -> None:
    bawaan = Desa._meta.get_field("jam_buka").get_default()
    assert baca_jam_buka(bawaan) == BAKU == dict.fromkeys(range(5), PAGI)


@pytest.mark.parametrize("teks", ["", "   ", "\n"])
def test_a_village_that_wrote_nothing_keeps_the_usual_hours(teks: str) -> None:
    assert baca_jam_buka(teks) == BAKU


@pytest.mark.parametrize(
    ("teks", "jam"),
    [
        ("Senin sampai Jumat, 08.00-15.00 WIB", dict.fromkeys(range(5), PAGI)),
        ("Senin-Jumat 08:00-15:00", dict.fromkeys(range(5), PAGI)),
        ("Senin s.d. Jumat pukul 08.00 s/d 15.00 WIB.", dict.fromkeys(range(5), PAGI)),
        ("SENIN HINGGA JUM'AT: 8.00 – 15.00 WITA", dict.fromkeys(range(5), PAGI)),
        ("Senin sampai dengan Jum’at jam 08.00 sampai 15.00", dict.fromkeys(range(5), PAGI)),
        (
            "Senin sampai Kamis, 08.00-15.30; Jumat, 08.00-11.30 WIB",
            {**dict.fromkeys(range(4), (time(8), time(15, 30))), JUMAT: (time(8), time(11, 30))},
        ),
        ("Senin, Rabu dan Jumat, 08.00-15.00 WIB", dict.fromkeys((SENIN, RABU, JUMAT), PAGI)),
        ("Senin sampai Rabu, dan Sabtu 08.00-15.00", dict.fromkeys((SENIN, SELASA, RABU, SABTU), PAGI)),
        ("Sabtu sampai Selasa, 08.00-15.00", dict.fromkeys((SABTU, MINGGU, SENIN, SELASA), PAGI)),
        ("Ahad 00.00-23.59", {MINGGU: (time(0), time(23, 59))}),
        ("Kamis 08.00-15.00, Jumat 08.00-15.00", dict.fromkeys((KAMIS, JUMAT), PAGI)),
    ],
)
def test_hours_as_villages_write_them(teks: str, jam: dict[int, tuple[time, time]]) -> None:
    assert baca_jam_buka(teks) == jam


@pytest.mark.parametrize(
    "teks",
    [
        "setiap hari",
        "08.00-15.00",
        "Senin sampai Jumat",
        "Senin sampai Jumat, 08.00",
        "Senin sampai Jumat, 15.00-08.00 WIB",
        "Senin, 08.00-08.00",
        "Senin sampai Jumat, 25.00-26.00",
        "Senin sampai Jumat, 08.60-15.00",
        "Senin sampai Jumat, 08.00-15.00; Jumat, 08.00-11.00",
        "Senen sampai Jumat, 08.00-15.00",
        "Senin sampai Jumat, 08.00-15.00 kecuali hari pasaran",
        "Buka Senin sampai Jumat, 08.00-15.00",
        "Senin sampai Jumat, ٠٨.٠٠-١٥.٠٠",
        ";",
        ".",
        "<b>Senin</b> 08.00-15.00",
    ],
)
def test_what_cannot_be_read_beyond_doubt_is_not_guessed(teks: str) -> None:
    assert baca_jam_buka(teks) is None


HARI = st.integers(0, 6)
JAM = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@settings(deadline=None)
@given(st.dictionaries(HARI, st.tuples(JAM, JAM).map(sorted).filter(lambda j: j[0] < j[1]), min_size=1))
def test_every_week_that_can_be_written_reads_back(minggu: dict[int, list[time]]) -> None:
    teks = "; ".join(f"{NAMA[hari]}, {a:%H.%M}-{b:%H.%M}" for hari, (a, b) in minggu.items())
    assert baca_jam_buka(f"{teks} WIB") == {hari: (a, b) for hari, (a, b) in minggu.items()}


@settings(deadline=None)
@given(st.text(max_size=100))
def test_any_text_gives_hours_or_nothing(teks: str) -> None:
    jam = baca_jam_buka(teks)
    assert jam is None or all(0 <= hari < 7 and buka < tutup for hari, (buka, tutup) in jam.items())

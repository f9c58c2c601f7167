"""What is wrong with a village's server: each alarm at its threshold, working days, the computer of a copied disk."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from eoffice.sinkron.rules.alarm import HITUNG, HariKerja, Keadaan, Kini, Mesin, Taraf, semua_alarm, taraf
from eoffice.web.komponen.kalimat import kalimat

WIB = ZoneInfo("Asia/Jakarta")
SELASA = datetime(2026, 11, 24, 10, 0, tzinfo=WIB)
KINI = Kini(SELASA, HariKerja(SELASA.date(), ()))
BAIK = Keadaan(
    status="aktif",
    terdaftar_pada=SELASA - timedelta(days=90),
    terlihat_pada=SELASA - timedelta(minutes=4),
    cocok_pada=SELASA - timedelta(hours=9),
    disk_sisa=50,
    disk_semua=100,
    berkas_desa=0,
    tertahan_desa=0,
)


def nama(k: Keadaan, kini: Kini = KINI) -> list[tuple[Taraf, str]]:
    return [(satu.taraf, satu.nama) for satu in semua_alarm(k, kini)]


def test_a_server_that_is_well_raises_nothing() -> None:
    assert nama(BAIK) == []
    assert taraf(BAIK, ()) is Taraf.HIJAU


def test_a_village_without_a_server_raises_nothing() -> None:
    kosong = Keadaan(status="", tertahan=3, tabel_beda=2)
    assert nama(kosong) == []
    assert taraf(kosong, ()) is Taraf.NETRAL


M, K = Taraf.MERAH, Taraf.KUNING


@pytest.mark.parametrize(
    ("beda", "harap"),
    [
        ({"tabel_beda": 1}, [(M, "tidak_cocok")]),
        ({"tertahan": 1}, [(M, "tertahan")]),
        ({"tertahan_desa": 1}, [(K, "tertahan_desa")]),
        ({"klon_pada": SELASA - timedelta(days=400)}, [(M, "klon")]),
        ({"klon_pada": SELASA, "mesin_ganti_pada": SELASA}, [(M, "klon")]),
        ({"mesin_ganti_pada": SELASA - timedelta(days=6)}, [(K, "mesin_ganti")]),
        ({"mesin_ganti_pada": SELASA - timedelta(days=8)}, []),
        ({"cabang_pada": SELASA - timedelta(days=6)}, [(K, "cabang")]),
        ({"cabang_pada": SELASA - timedelta(days=8)}, []),
        ({"tertinggal": 5, "batas_pada": SELASA - timedelta(minutes=15)}, []),
        ({"tertinggal": 5, "batas_pada": SELASA - timedelta(minutes=16)}, [(M, "terlambat_terap")]),
        ({"tertinggal": 0, "batas_pada": SELASA - timedelta(minutes=16)}, []),
        ({"selisih_jam": 300}, []),
        ({"selisih_jam": -301}, [(K, "jam")]),
        ({"selisih_jam": 86400}, [(K, "jam")]),
        ({"selisih_jam": -86401}, [(M, "jam_hari")]),
        ({"disk_sisa": 10}, []),
        ({"disk_sisa": 9}, [(K, "disk")]),
        ({"disk_sisa": 3}, [(K, "disk")]),
        ({"disk_sisa": 2}, [(M, "disk")]),
        ({"disk_sisa": None}, []),
        ({"disk_semua": 0}, []),
        ({"berkas_kuota": 100, "berkas_bita": 89}, []),
        ({"berkas_kuota": 100, "berkas_bita": 90}, [(K, "kuota_hampir")]),
        ({"berkas_kuota": 100, "berkas_bita": 40, "berkas_ditolak": 1}, [(M, "kuota")]),
        ({"berkas_kuota": 100, "berkas_bita": 900, "berkas_ditolak": 2}, [(M, "kuota")]),
        ({"berkas_kuota": None, "berkas_bita": 10**15, "berkas_ditolak": 2}, []),
        ({"berkas_kuota": 0, "berkas_bita": 0}, []),
        ({"cocok_pada": SELASA - timedelta(days=5)}, []),
        ({"cocok_pada": SELASA - timedelta(days=6)}, [(K, "cocok_basi")]),
        ({"cocok_pada": None}, [(K, "belum_dicocokkan")]),
        ({"cocok_pada": None, "terdaftar_pada": SELASA - timedelta(days=6)}, [(K, "belum_dicocokkan")]),
        ({"cocok_pada": None, "terdaftar_pada": SELASA - timedelta(days=5)}, []),
        ({"cocok_pada": None, "terlihat_pada": None}, [(M, "belum_bertemu")]),
        ({"cocok_pada": None, "tabel_beda": 2}, [(M, "tidak_cocok")]),
        ({"status": "dicabut"}, [(K, "dicabut")]),
        ({"status": "dicabut", "terlihat_pada": SELASA - timedelta(days=60)}, [(K, "dicabut")]),
    ],
)
def test_each_alarm_at_its_threshold(beda: dict[str, Any], harap: list[tuple[Taraf, str]]) -> None:
    assert nama(replace(BAIK, **beda)) == harap


@pytest.mark.parametrize(
    ("hari", "harap"),
    [
        (0, []), (1, []), (4, []),  # since Friday: Monday and Tuesday
        (5, []),  # since Thursday: three working days
        (6, [(K, "diam")]), (11, [(K, "diam")]),
        (12, [(M, "diam")]), (400, [(M, "diam")]),
    ],
)  # fmt: skip
def test_silence_is_counted_in_working_days(hari: int, harap: list[tuple[Taraf, str]]) -> None:
    sejak = SELASA - timedelta(days=hari)
    assert nama(replace(BAIK, terlihat_pada=sejak)) == harap


def test_holidays_are_no_working_days() -> None:
    libur = {date(2026, 11, 23), date(2026, 11, 20), date(2026, 11, 19)}
    kini = Kini(SELASA, HariKerja(SELASA.date(), libur))
    assert kini.diam(SELASA - timedelta(days=6)) == 1
    assert nama(replace(BAIK, terlihat_pada=SELASA - timedelta(days=6)), kini) == []


@pytest.mark.parametrize("hari", [date(2026, 11, 21), date(2026, 11, 22)])
def test_on_a_weekend_no_working_day_passes(hari: date) -> None:
    kerja = HariKerja(hari, ())
    assert kerja.sejak(date(2026, 11, 20)) == 0
    assert kerja.sejak(date(2026, 11, 19)) == 1


def test_days_are_those_of_the_office_not_of_greenwich() -> None:
    """Seen on Monday at 06.30 WIB, which is Sunday in Greenwich: one working day ago, not two."""
    assert KINI.diam(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == 1


def test_a_silence_of_years_is_told_as_more_than() -> None:
    (satu,) = semua_alarm(replace(BAIK, terlihat_pada=SELASA - timedelta(days=3650)), KINI)
    assert f"lebih dari {HITUNG} hari kerja" in kalimat(satu.pesan)


def test_a_clock_of_the_hub_that_was_set_back_is_no_silence() -> None:
    assert nama(replace(BAIK, terlihat_pada=SELASA + timedelta(days=5))) == []


@pytest.mark.parametrize(
    ("hari", "harap"), [(0, []), (1, [(K, "belum_bertemu")]), (30, [(M, "belum_bertemu")])]
)
def test_a_registered_server_that_never_came_is_told_from_the_next_working_day(
    hari: int, harap: list[tuple[Taraf, str]]
) -> None:
    baru = replace(BAIK, terlihat_pada=None, terdaftar_pada=SELASA - timedelta(days=hari), cocok_pada=None)
    assert nama(baru) == harap


def test_the_gravest_alarm_comes_first_and_gives_the_colour() -> None:
    k = replace(BAIK, cabang_pada=SELASA, tertahan=2, selisih_jam=900)
    semua = semua_alarm(k, KINI)
    assert [satu.nama for satu in semua] == ["tertahan", "cabang", "jam"]
    assert taraf(k, semua) is Taraf.MERAH
    assert taraf(k, semua[1:]) is Taraf.KUNING


@pytest.mark.parametrize(
    "beda",
    [
        {"tabel_beda": 2}, {"tertahan": 4}, {"tertahan_desa": 4}, {"klon_pada": SELASA}, {"mesin_ganti_pada": SELASA},
        {"cabang_pada": SELASA}, {"tertinggal": 5, "batas_pada": SELASA - timedelta(hours=1)}, {"selisih_jam": 1260},
        {"cocok_pada": None}, {"berkas_kuota": 10, "berkas_bita": 9}, {"berkas_kuota": 10, "berkas_ditolak": 1},
        {"selisih_jam": -3 * 86400}, {"disk_sisa": 8}, {"cocok_pada": SELASA - timedelta(days=9)},
        {"status": "dicabut"}, {"terlihat_pada": SELASA - timedelta(days=30)},
        {"terlihat_pada": None, "terdaftar_pada": SELASA - timedelta(days=3)},
    ],
)  # fmt: skip
def test_every_alarm_says_what_happened_and_what_to_do(beda: dict[str, Any]) -> None:
    (satu,) = semua_alarm(replace(BAIK, **beda), KINI)
    teks = kalimat(satu.pesan)
    assert teks.count(". ") + teks.count("kabupaten.") >= 1
    assert teks.endswith(".")
    assert "{" not in teks


def test_the_clock_alarm_names_direction_and_size() -> None:
    (cepat,) = semua_alarm(replace(BAIK, selisih_jam=1260), KINI)
    (lambat,) = semua_alarm(replace(BAIK, selisih_jam=-3 * 86400 - 5), KINI)
    assert "21 menit lebih cepat" in kalimat(cepat.pesan)
    assert "3 hari lebih lambat" in kalimat(lambat.pesan)


@pytest.mark.parametrize(
    ("sisa", "semua", "persen"),
    [(5, 100, 5), (0, 100, 0), (200, 100, 100), (None, 100, None), (5, None, None)],
)
def test_free_disk_in_percent(sisa: int | None, semua: int | None, persen: int | None) -> None:
    assert replace(BAIK, disk_sisa=sisa, disk_semua=semua).disk_persen == persen


@pytest.mark.parametrize(("kepala", "diterima", "harap"), [(9, 4, 5), (4, 4, 0), (4, 9, 0)])
def test_what_is_not_sent_yet_is_never_negative(kepala: int, diterima: int, harap: int) -> None:
    assert replace(BAIK, kepala=kepala, diterima=diterima).belum_terkirim == harap


class TestMesin:
    """One key in several computers."""

    def lihat(self, *sidik: str) -> Mesin:
        satu = Mesin()
        for n, kata in enumerate(sidik):
            satu = satu.lihat(kata, SELASA + timedelta(hours=n))
        return satu

    @pytest.mark.parametrize("sidik", [("a",), ("a", "a"), ("a", "", "a"), ("", "a")])
    def test_one_computer_is_no_news(self, sidik: tuple[str, ...]) -> None:
        assert self.lihat(*sidik) == Mesin("a")

    def test_another_computer_is_told_once(self) -> None:
        satu = self.lihat("a", "b", "b")
        assert (satu.kini, satu.lalu, satu.ganti_pada, satu.klon_pada) == (
            "b", "a", SELASA + timedelta(hours=1), None,
        )  # fmt: skip

    def test_back_in_the_first_one_means_that_two_are_alive(self) -> None:
        satu = self.lihat("a", "b", "a")
        assert (satu.kini, satu.klon_pada) == ("a", SELASA + timedelta(hours=2))

    def test_that_two_are_alive_is_not_forgotten_by_a_third(self) -> None:
        assert self.lihat("a", "b", "a", "c").klon_pada == SELASA + timedelta(hours=2)

    def test_a_third_computer_alone_is_no_proof_of_two(self) -> None:
        assert self.lihat("a", "b", "c").klon_pada is None

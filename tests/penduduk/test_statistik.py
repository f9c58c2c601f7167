"""Residents counted, against the same counted one by one; one statement a statistic."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.kernel import clock
from eoffice.penduduk.models import Keluarga, Penduduk
from eoffice.penduduk.rules.statistik import BELUM, MENURUT_NAMA, SEMUA, Statistik, Wilayah
from eoffice.penduduk.selectors.statistik import hitung, wilayah_desa

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("di_cisontrol")]
HARI = date(2026, 11, 24)


def rumah(nomor: int = 1, dusun: str = "CIKUPA", rw: str = "001", rt: str = "001") -> Keluarga:
    kartu = Keluarga(no_kk=f"320715010115{nomor:04}", dusun=dusun, rw=rw, rt=rt)
    kartu.save(force_insert=True)
    return kartu


def orang(kartu: Keluarga | None = None, **isi: Any) -> Penduduk:
    row = Penduduk(**({"nama": "ORANG", "jenis_kelamin": "L", "keluarga": kartu} | isi))
    row.isi_kunci_cari()
    row.save(force_insert=True)
    return row


def hitungan(nama: str, wilayah: Wilayah = Wilayah()) -> dict[str, tuple[int, int]]:  # noqa: B008  frozen
    hasil = hitung(MENURUT_NAMA[nama], wilayah, HARI)
    return {satu.label: (satu.laki, satu.perempuan) for satu in hasil.baris if satu.jumlah}


@pytest.mark.parametrize("satu", SEMUA, ids=[satu.nama for satu in SEMUA])
def test_each_is_one_statement_and_empty_in_an_empty_village(satu: Statistik) -> None:
    with CaptureQueriesContext(connection) as catatan:
        hasil = hitung(satu, Wilayah(), HARI)
    assert len(catatan) == 1
    assert hasil.semua.jumlah == 0
    assert hasil.baris[-1].label == BELUM


@pytest.mark.parametrize("satu", SEMUA, ids=[satu.nama for satu in SEMUA])
def test_each_counts_a_part_of_the_village_in_one_statement(satu: Statistik) -> None:
    orang(rumah(), shdk=1, agama=1, tanggal_lahir=date(1980, 1, 1), status_kawin=4, jenis_kelamin="P")
    orang(rumah(2, "JETAK"), shdk=1, agama=1, tanggal_lahir=date(2015, 1, 1))
    semua = hitung(satu, Wilayah(), HARI).semua.jumlah
    with CaptureQueriesContext(connection) as catatan:
        bagian = [
            hitung(satu, Wilayah(dusun), HARI).semua.jumlah for dusun in ("CIKUPA", "JETAK", "TIDAK ADA")
        ]
    assert len(catatan) == 3
    assert (sum(bagian), bagian[2]) == (semua, 0)


def test_men_and_women_by_code_and_who_has_none() -> None:
    for agama, kelamin in ((1, "L"), (1, "L"), (1, "P"), (3, "P"), (None, "L")):
        orang(agama=agama, jenis_kelamin=kelamin)
    assert hitungan("agama") == {"Islam": (2, 1), "Katolik": (0, 1), BELUM: (1, 0)}


@pytest.mark.parametrize(
    "bukan", [{"status_dasar": 2}, {"status_dasar": 3}, {"status_dasar": 9}, {"hilang": True}]
)
def test_only_who_lives_here_is_counted(bukan: dict[str, Any]) -> None:
    hilang = {"hilang_pada": clock.now()} if bukan.pop("hilang", False) else {}
    orang(agama=1, **bukan, **hilang)
    orang(agama=1)
    assert hitungan("agama") == {"Islam": (1, 0)}
    assert sum(laki for laki, _ in hitungan("umur-produktif").values()) == 1


def test_who_died_or_left_stands_in_the_statistic_of_the_rows_themselves() -> None:
    for status in (1, 1, 2, 3):
        orang(status_dasar=status)
    assert hitungan("status-dasar") == {"Hidup": (2, 0), "Mati": (1, 0), "Pindah": (1, 0)}


@pytest.mark.parametrize("nama", [satu.nama for satu in SEMUA if satu.rentang and satu.siapa == "penduduk"])
def test_ages_are_those_of_each_person_counted_alone(nama: str) -> None:
    """Around every edge: a day before, on it, a day after; both sexes; and a day that is not known."""
    statistik = MENURUT_NAMA[nama]
    harap: dict[str, list[int]] = {}
    for label, awal in statistik.rentang:
        for geser in (-1, 0, 1):
            lahir = HARI.replace(year=HARI.year - awal) + timedelta(days=geser)
            kelamin = "LP"[geser % 2]
            orang(tanggal_lahir=lahir, jenis_kelamin=kelamin)
            harap.setdefault(_golongan(statistik, lahir), [0, 0])["LP".index(kelamin)] += 1
        assert label
    orang(jenis_kelamin="P")
    harap.setdefault(BELUM, [0, 0])[1] += 1
    assert hitungan(nama) == {label: tuple(dua) for label, dua in harap.items()}


def _golongan(statistik: Statistik, lahir: date) -> str:
    if lahir > HARI:
        return BELUM
    tahun = HARI.year - lahir.year - ((HARI.month, HARI.day) < (lahir.month, lahir.day))
    return [label for label, awal in statistik.rentang if tahun >= awal][-1]


@pytest.mark.parametrize(
    ("isi", "wajib"),
    [
        ({"tanggal_lahir": date(2009, 11, 24)}, True),
        ({"tanggal_lahir": date(2009, 11, 25)}, False),
        ({"tanggal_lahir": date(2009, 11, 25), "status_kawin": 2}, True),
        ({"tanggal_lahir": date(2009, 11, 25), "status_kawin": 4}, True),
        ({"tanggal_lahir": date(2009, 11, 25), "status_kawin": 1}, False),
    ],
)
def test_a_card_is_for_who_is_seventeen_or_was_married_the_others_have_the_childs_card(
    isi: dict[str, Any], wajib: bool
) -> None:
    orang(ktp_el=2, **isi)
    assert bool(hitungan("ktp-el")) == wajib
    assert bool(hitungan("kia")) != wajib


@pytest.mark.parametrize(
    ("nama", "masuk", "di_luar"),
    [
        ("keluarga-berencana", {"status_kawin": 6}, {"status_kawin": 1}),
        ("akta-cerai", {"status_kawin": 4}, {"status_kawin": 5}),
        ("kehamilan", {"jenis_kelamin": "P", "tanggal_lahir": date(2000, 1, 1)}, {"tanggal_lahir": date(2000, 1, 1)}),
        ("kehamilan", {"jenis_kelamin": "P", "tanggal_lahir": date(2016, 11, 24)}, {"jenis_kelamin": "P", "tanggal_lahir": date(1971, 11, 24)}),
        ("akta-lahir-anak", {"tanggal_lahir": date(2008, 11, 25)}, {"tanggal_lahir": date(2008, 11, 24)}),
        ("pendidikan-sedang", {"tanggal_lahir": date(2023, 11, 24)}, {"tanggal_lahir": date(2023, 11, 25)}),
        ("pekerjaan-kepala", {"shdk": 1}, {"shdk": 3}),
    ],
)  # fmt: skip
def test_only_those_it_is_about_are_counted(
    nama: str, masuk: dict[str, Any], di_luar: dict[str, Any]
) -> None:
    orang(**di_luar)
    assert hitungan(nama) == {}
    orang(**masuk)
    assert sum(sum(dua) for dua in hitungan(nama).values()) == 1


def test_a_deed_is_there_or_it_is_not_known() -> None:
    orang(akta_lahir="AL-1/2001", jenis_kelamin="P")
    orang()
    assert hitungan("akta-lahir") == {"Ada nomornya": (0, 1), BELUM: (1, 0)}


def test_the_same_number_of_a_rt_in_two_rw_is_two_rt() -> None:
    orang(rumah(1, rw="001", rt="004"))
    orang(rumah(2, rw="002", rt="004"), jenis_kelamin="P")
    orang(rumah(3, rw="", rt=""))
    orang(None)
    assert hitungan("rt") == {
        "Dusun Cikupa, RW 001, RT 004": (1, 0),
        "Dusun Cikupa, RW 002, RT 004": (0, 1),
        BELUM: (2, 0),
    }
    assert hitungan("dusun") == {"Dusun Cikupa": (2, 1), BELUM: (1, 0)}


def test_families_by_how_many_live_in_them_and_who_is_their_head() -> None:
    for nomor, banyak in ((1, 1), (2, 3), (3, 3), (4, 8), (5, 11)):
        kartu = rumah(nomor)
        for n in range(banyak):
            orang(kartu, shdk=1 if n == 0 else 4, jenis_kelamin="P" if (n == 0) == (nomor == 3) else "L")
    orang(rumah(6), shdk=1, status_dasar=2)
    orang(None, shdk=1)
    assert hitungan("besar-keluarga") == {
        "1 orang": (1, 0),
        "3 orang": (1, 1),
        "8 orang atau lebih": (2, 0),
    }


def test_a_family_without_a_head_is_counted_all_the_same() -> None:
    orang(rumah(), shdk=3, jenis_kelamin="P")
    assert hitungan("besar-keluarga") == {"1 orang": (0, 1)}


def test_parts_of_the_village_each_once_the_larger_before_the_smaller() -> None:
    rumah(1, "JETAK", "002", "001"), rumah(2, "CIKUPA", "001", "001"), rumah(3, "CIKUPA", "001", "002")
    rumah(4, "CIKUPA", "001", "001"), rumah(5, "", "", "")
    assert wilayah_desa() == [
        Wilayah("CIKUPA"), Wilayah("CIKUPA", "001"), Wilayah("CIKUPA", "001", "001"), Wilayah("CIKUPA", "001", "002"),
        Wilayah("JETAK"), Wilayah("JETAK", "002"), Wilayah("JETAK", "002", "001"),
    ]  # fmt: skip


def test_a_part_is_its_own_people_only() -> None:
    orang(rumah(1, rt="001"), agama=1)
    orang(rumah(2, rt="002"), agama=2)
    assert hitungan("agama", Wilayah("CIKUPA", "001", "001")) == {"Islam": (1, 0)}
    assert hitungan("agama", Wilayah("CIKUPA", "001")) == {"Islam": (1, 0), "Kristen": (1, 0)}
    assert hitungan("agama", Wilayah(rt="002")) == {"Kristen": (1, 0)}

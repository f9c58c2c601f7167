"""What may be wrong in the register, against somebody who compares every resident with every other one."""

import random
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.kernel import clock
from eoffice.penduduk.models import Keluarga, Penduduk
from eoffice.penduduk.selectors import keraguan as asal
from eoffice.penduduk.selectors.keraguan import TERBANYAK, Ragu, keraguan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

pytestmark = pytest.mark.django_db
HARI = date(2026, 11, 24)
LAHIR = date(1990, 5, 17)
Isi = dict[str, Any]


def kartu(nomor: int) -> Keluarga:
    satu = Keluarga(no_kk=f"320715010115{nomor:04}", dusun="CIKUPA", rw="001", rt="001")
    satu.save(force_insert=True)
    return satu


def orang(nama: str = "ORANG", kelamin: str = "L", **isi: Any) -> Penduduk:
    row = Penduduk(**({"nama": nama, "jenis_kelamin": kelamin, "tanggal_lahir": LAHIR} | isi))
    row.isi_kunci_cari()
    row.save(force_insert=True)
    return row


def diragukan(hari: date = HARI) -> dict[Ragu, set[frozenset[UUID]]]:
    """Return the cases of each kind, each as its people."""
    return {
        satu.ragu: {frozenset(o.id for o in perkara.orang) for perkara in satu.perkara}
        for satu in keraguan(hari)
    }


# ---- one by one ----


def test_a_register_without_doubts_says_nothing(di_cisontrol: Desa) -> None:
    rumah = kartu(1)
    orang("OMAN", shdk=1, keluarga=rumah, status_kawin=2)
    orang("ENTIN", "P", shdk=3, keluarga=rumah, status_kawin=2)
    orang("TANPA KARTU")
    assert diragukan() == {}


def test_the_same_name_and_birthday_in_two_families_are_one_case(di_cisontrol: Desa) -> None:
    sama = {orang("SITI AMINAH", "P", keluarga=kartu(n), shdk=1).pk for n in range(3)}
    orang("SITI AMINAH", "P", tanggal_lahir=LAHIR + timedelta(days=1))
    orang("SITI AMINAH BINTI OMAN", "P")
    assert diragukan() == {Ragu.KEMBAR: {frozenset(sama)}}


@pytest.mark.parametrize(
    ("shdk", "harap"),
    [
        ((1, 3, 4), {}),
        ((1, 1, 3), {Ragu.DUA_KEPALA: {0, 1}}),
        ((1, 1, 1), {Ragu.DUA_KEPALA: {0, 1, 2}}),
        ((3, 4, 4), {Ragu.TANPA_KEPALA: {0, 1, 2}}),
        ((None, None), {Ragu.TANPA_KEPALA: {0, 1}}),
    ],
)
def test_a_family_has_one_head(
    di_cisontrol: Desa, shdk: tuple[int | None, ...], harap: dict[Ragu, set[int]]
) -> None:
    rumah = kartu(1)
    semua = [orang(f"ORANG {n}", keluarga=rumah, shdk=s).pk for n, s in enumerate(shdk)]
    assert diragukan() == {ragu: {frozenset(semua[n] for n in siapa)} for ragu, siapa in harap.items()}


@pytest.mark.parametrize(
    ("isi", "ragu"),
    [
        ({"tanggal_lahir": None}, Ragu.TANPA_LAHIR),
        ({"tanggal_lahir": date(1916, 11, 24)}, Ragu.TERLALU_TUA),
        ({"tanggal_lahir": date(1916, 11, 25)}, None),
        ({"tanggal_lahir": date(2011, 11, 25), "status_kawin": 2}, Ragu.KAWIN_ANAK),
        ({"tanggal_lahir": date(2011, 11, 25), "status_kawin": 5}, Ragu.KAWIN_ANAK),
        ({"tanggal_lahir": date(2011, 11, 25), "status_kawin": 1}, None),
        ({"tanggal_lahir": date(2011, 11, 25)}, None),
        ({"tanggal_lahir": date(2011, 11, 24), "status_kawin": 2}, None),
    ],
)
def test_what_a_person_alone_makes_doubtful(di_cisontrol: Desa, isi: Isi, ragu: Ragu | None) -> None:
    satu = orang(**isi)
    assert diragukan() == ({ragu: {frozenset({satu.pk})}} if ragu else {})


@pytest.mark.parametrize("bukan", [{"status_dasar": 2}, {"status_dasar": 3}, {"hilang": True}])
def test_who_does_not_live_here_is_nobody_s_double_and_nobody_s_head(di_cisontrol: Desa, bukan: Isi) -> None:
    pergi = {"hilang_pada": clock.now()} if "hilang" in bukan else bukan
    rumah = kartu(1)
    orang("OMAN", keluarga=rumah, shdk=1, **pergi)
    orang("OMAN", keluarga=rumah, shdk=1)
    orang("LAMA", tanggal_lahir=None, **pergi)
    assert diragukan() == {}


def test_people_of_the_neighbour_are_not_compared(cisontrol: Desa, situmandala: Desa) -> None:
    for desa in (cisontrol, situmandala):
        with lingkup(desa.kode):
            orang("SITI AMINAH", "P")
    with lingkup(cisontrol.kode):
        assert diragukan() == {}


def test_fifty_cases_of_a_kind_and_whether_there_are_more(di_cisontrol: Desa) -> None:
    for n in range(TERBANYAK):
        orang(f"ORANG {n:03}", tanggal_lahir=None)
    (satu,) = keraguan(HARI)
    assert (satu.ragu, len(satu.perkara), satu.lebih) == (Ragu.TANPA_LAHIR, TERBANYAK, False)
    orang("ORANG 999", tanggal_lahir=None)
    (satu,) = keraguan(HARI)
    assert (len(satu.perkara), satu.lebih) == (TERBANYAK, True)
    assert [perkara.orang[0].nama for perkara in satu.perkara][:2] == ["ORANG 000", "ORANG 001"]


def test_the_statements_do_not_grow_with_the_cases(di_cisontrol: Desa) -> None:
    banyak = []
    for ronde in range(2):
        for n in range(1 + 9 * ronde):
            orang(f"KEMBAR {ronde} {n}")
            orang(f"KEMBAR {ronde} {n}", keluarga=kartu(100 * ronde + n), shdk=1 + n % 3)
            orang(f"TANPA {ronde} {n}", tanggal_lahir=None)
        with CaptureQueriesContext(connection) as catatan:
            keraguan(HARI)
        banyak.append(len(catatan))
    assert banyak[0] == banyak[1] <= 9


# ---- a whole village at once ----


def _acak(benih: int) -> list[Penduduk]:
    acak = random.Random(benih)
    rumah = [kartu(n) for n in range(12)]
    nama = [f"ORANG {n}" for n in range(12)]
    lahir = [None, date(2012, 3, 1), date(1910, 1, 1), LAHIR, date(2000, 2, 29)]
    return [
        orang(
            acak.choice(nama),
            tanggal_lahir=acak.choice(lahir),
            status_kawin=acak.choice((None, 1, 2, 6)),
            keluarga=acak.choice((*rumah, None)),
            shdk=acak.choice((1, 2, 3, 4, 4, None)),
            status_dasar=acak.choice((1, 1, 1, 2, 3)),
            hilang_pada=acak.choice((None, None, clock.now())),
        )
        for _ in range(60)
    ]


def _berkelompok(semua: list[Penduduk], kunci: Callable[[Penduduk], Any]) -> list[list[Penduduk]]:
    kelompok: dict[Any, list[Penduduk]] = defaultdict(list)
    for satu in semua:
        kelompok[kunci(satu)].append(satu)
    return [isi for nama, isi in kelompok.items() if nama is not None]


def _dengan_mata(semua: list[Penduduk]) -> dict[Ragu, set[frozenset[UUID]]]:
    """Compare everybody who lives here with everybody else."""
    hidup = [satu for satu in semua if satu.status_dasar == 1 and satu.hilang_pada is None]
    sama = _berkelompok(hidup, lambda s: (s.nama, s.tanggal_lahir) if s.tanggal_lahir else None)
    keluarga = _berkelompok(hidup, lambda s: s.keluarga_id)
    kepala = [[s for s in isi if s.shdk == 1] for isi in keluarga]
    anak_kawin = [s for s in hidup if s.tanggal_lahir == date(2012, 3, 1) and s.status_kawin in (2, 6)]
    perkara = {
        Ragu.KEMBAR: [isi for isi in sama if len(isi) > 1],
        Ragu.DUA_KEPALA: [isi for isi in kepala if len(isi) > 1],
        Ragu.TANPA_KEPALA: [isi for isi, satu in zip(keluarga, kepala, strict=True) if not satu],
        Ragu.KAWIN_ANAK: [[s] for s in anak_kawin],
        Ragu.TERLALU_TUA: [[s] for s in hidup if s.tanggal_lahir == date(1910, 1, 1)],
        Ragu.TANPA_LAHIR: [[s] for s in hidup if s.tanggal_lahir is None],
    }
    return {
        ragu: {frozenset(s.pk for s in isi) for isi in isinya} for ragu, isinya in perkara.items() if isinya
    }


@pytest.mark.parametrize("benih", range(6))
def test_a_village_by_chance_is_doubted_as_an_eye_would(di_cisontrol: Desa, benih: int) -> None:
    semua = _acak(benih)
    assert diragukan() == _dengan_mata(semua)


def test_of_very_many_rows_that_are_doubted_together_the_first_are_read(
    di_cisontrol: Desa, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not read comes when these are done: no page reads without end."""
    monkeypatch.setattr(asal, "BARIS", 4)
    for n in range(6):
        orang(f"ORANG {n // 2}")
    (satu,) = keraguan(HARI)
    assert [[o.nama for o in perkara.orang] for perkara in satu.perkara] == [["ORANG 0"] * 2, ["ORANG 1"] * 2]

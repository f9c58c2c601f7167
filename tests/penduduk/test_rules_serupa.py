"""Which names are near, and which pairs of one birthday are doubted."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest

from eoffice.kernel.ids import new_id
from eoffice.penduduk.rules import serupa
from eoffice.penduduk.rules.serupa import Orang, kata_urut, mungkin_satu, nama_dekat, pasangan_serupa

LAHIR = date(1980, 1, 1)
KK = (UUID(int=1), UUID(int=2))


def dekat(satu: str, dua: str) -> bool:
    assert nama_dekat(kata_urut(satu), kata_urut(dua)) == nama_dekat(kata_urut(dua), kata_urut(satu))
    return nama_dekat(kata_urut(satu), kata_urut(dua))


@pytest.mark.parametrize(
    ("satu", "dua"),
    [
        ("ASEP SUTISNA", "ASEP SUTISNA"),
        ("ASEP SUTISNA", "Asep  Sutisna."),
        ("DJOEWITA SARI", "JUWITA SARI"),
        ("TJETJEP SUPRIATNA", "CECEP SUPRIYATNA"),
        ("SITI AMINAH", "SITI AMINNAH"),
        ("SITI AMINAH", "AMINAH SITI"),
        ("MUHAMMAD RIZKI", "MUHAMAD RIZKY"),
        ("MUHAMMAD RIZKI", "M. RIZKI"),
        ("ASEP SUTISNA", "ASEP SUTISNA PRATAMA"),
        ("ASEP", "ASEP SUTISNA"),
        ("KOMARIAH", "KOMARYAH"),
        ("MA'MUN", "MAMUN"),
    ],
)
def test_names_that_may_be_one(satu: str, dua: str) -> None:
    assert dekat(satu, dua)


@pytest.mark.parametrize(
    ("satu", "dua"),
    [
        ("ASEP SUTISNA", "UJANG SUTISNA"),
        ("ASEP SUTISNA", "ASEP KURNIA"),
        ("ADI", "ADE"),
        ("HASAN", "HUSEN"),
        ("SITI", "SITI AMINAH BINTI OMAN"),
        ("SITI AMINAH", "SITI AMINAH BINTI OMAN"),
        ("M. R.", "MUHAMMAD RIZKI"),
        ("A", "ASEP"),
        ("", "ASEP"),
        ("", ""),
        ("ANI ANI", "ANI SUKMA"),
    ],
)
def test_names_of_two_people(satu: str, dua: str) -> None:
    assert not dekat(satu, dua)


def orang(nama: str = "ASEP", **ubah: Any) -> Orang:
    isi = {"kelamin": "L", "lahir": LAHIR, "keluarga": KK[0], "ber_nik": True} | ubah
    return Orang(new_id(), nama, **isi)


@pytest.mark.parametrize(
    ("satu", "dua", "mungkin"),
    [
        ({}, {}, False),
        ({}, {"keluarga": KK[1]}, True),
        ({}, {"keluarga": None}, True),
        ({"keluarga": None}, {"keluarga": None}, True),
        ({}, {"ber_nik": False}, True),
        ({"ber_nik": False}, {"ber_nik": False}, False),
        ({}, {"keluarga": KK[1], "kelamin": "P"}, False),
    ],
    ids=[
        "twins",
        "two cards",
        "no card",
        "both without",
        "one lacks a NIK",
        "both lack one",
        "brother and sister",
    ],
)
def test_twins_are_not_doubted_and_one_written_twice_is(
    satu: dict[str, Any], dua: dict[str, Any], mungkin: bool
) -> None:
    a, b = orang(**satu), orang(**dua)
    assert mungkin_satu(a, b) == mungkin_satu(b, a) == mungkin
    assert (list(pasangan_serupa([b, a])) == [tuple(sorted((a.id, b.id)))]) == mungkin


def test_another_day_is_another_person() -> None:
    besok = orang(lahir=LAHIR + timedelta(days=1), keluarga=KK[1])
    assert list(pasangan_serupa([orang(), besok])) == []


def banyak(benih: int, jumlah: int) -> Iterator[Orang]:
    acak = random.Random(benih)
    depan = ("ASEP", "ACEP", "SITI", "DJUWITA", "JUWITA", "MUHAMMAD", "M")
    belakang = ("SUTISNA", "SUTRISNA", "AMINAH", "KOMARIAH", "KOMARYAH", "")
    for _ in range(jumlah):
        nama = f"{acak.choice(depan)} {acak.choice(belakang)}"
        yield orang(
            nama, keluarga=acak.choice((*KK, None)), kelamin=acak.choice("LP"), ber_nik=acak.random() < 0.8
        )


@pytest.mark.parametrize("benih", range(4))
def test_every_pair_is_found_that_an_eye_would_find(benih: int) -> None:
    semua = list(banyak(benih, serupa.RAMAI))
    mata = {
        (min(a.id, b.id), max(a.id, b.id))
        for a, b in combinations(semua, 2)
        if mungkin_satu(a, b) and nama_dekat(kata_urut(a.nama), kata_urut(b.nama))
    }
    hasil = list(pasangan_serupa(semua))
    assert set(hasil) == mata
    assert len(hasil) == len(set(hasil))
    assert mata, "so that a search that finds nobody cannot agree"


def test_of_a_crowded_birthday_those_are_compared_who_share_a_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    dua = [orang("ASEP SUTISNA"), orang("ASEP SUTRISNA", keluarga=KK[1])]
    jauh = [orang("KOMARIAH"), orang("KOMARAIAH", keluarga=KK[1])]
    assert len(list(pasangan_serupa([*dua, *jauh]))) == 2
    monkeypatch.setattr(serupa, "RAMAI", 3)
    assert list(pasangan_serupa([*dua, *jauh])) == [tuple(sorted(o.id for o in dua))]

"""Doubts about the register: each kind is found, its neighbour that is right is not, and what to do is said."""

from datetime import date, timedelta
from typing import Any

import pytest

from eoffice.kernel import clock
from eoffice.penduduk.models import Keluarga, Penduduk
from eoffice.penduduk.selectors import keraguan as modul
from eoffice.penduduk.selectors.keraguan import Ragu, keraguan
from eoffice.web.aparat.keraguan import KATA
from tests.web.aparat.conftest import Balai, isi, ke

pytestmark = pytest.mark.django_db
HARI = date(2026, 11, 24)
LAHIR = date(1980, 1, 1)


@pytest.fixture
def bersih(balai: Balai) -> Balai:
    """An office whose register holds one family with nothing to doubt."""

    def rapi() -> None:
        Penduduk.objects.update(shdk=1, tanggal_lahir=LAHIR)

    balai.dalam(rapi)
    return balai


def kartu(nomor: int) -> Keluarga:
    satu = Keluarga(no_kk=f"320715010115{nomor:04}", dusun="JETAK")
    satu.save(force_insert=True)
    return satu


def orang(kk: Keluarga | None, nama: str, **ubah: Any) -> Penduduk:
    isian = {"jenis_kelamin": "L", "shdk": 1, "tanggal_lahir": LAHIR, "keluarga": kk, "nama": nama} | ubah
    satu = Penduduk(**isian)
    satu.isi_kunci_cari()
    satu.save(force_insert=True)
    return satu


def ragu(balai: Balai) -> dict[Ragu, list[list[str]]]:
    return {
        satu.ragu: [sorted(o.nama for o in perkara.orang) for perkara in satu.perkara]
        for satu in balai.dalam(keraguan, HARI)
    }


def test_a_register_in_order_has_nothing_to_look_at(bersih: Balai) -> None:
    assert ragu(bersih) == {}
    assert "Tidak ada yang perlu diperiksa" in isi(bersih.operator.get(ke("keraguan")))


@pytest.mark.parametrize(
    ("lain", "kembar"),
    [
        ({}, True),
        ({"tanggal_lahir": date(1980, 1, 2)}, False),
        ({"nama": "UJANG B"}, False),
        ({"status_dasar": 3}, False),
        ({"hilang_pada": clock.now()}, False),
    ],
    ids=["same", "another day", "another name", "moved away", "missing"],
)
def test_the_same_name_and_day_in_two_families(bersih: Balai, lain: dict[str, Any], kembar: bool) -> None:
    def buat() -> None:
        orang(kartu(1), "UJANG A")
        orang(kartu(2), **({"nama": "UJANG A"} | lain))

    bersih.dalam(buat)
    assert (Ragu.KEMBAR in ragu(bersih)) == kembar


def test_twins_without_a_day_of_birth_are_not_guessed_at(bersih: Balai) -> None:
    def buat() -> None:
        orang(kartu(1), "UJANG", tanggal_lahir=None)
        orang(kartu(2), "UJANG", tanggal_lahir=None)

    bersih.dalam(buat)
    assert ragu(bersih) == {Ragu.TANPA_LAHIR: [["UJANG"], ["UJANG"]]}


def test_a_card_with_two_heads_and_one_with_none(bersih: Balai) -> None:
    def buat() -> None:
        dua, tanpa, baik = kartu(1), kartu(2), kartu(3)
        orang(dua, "A"), orang(dua, "B", tanggal_lahir=date(1981, 1, 1)), orang(dua, "C", shdk=4)
        orang(tanpa, "D", shdk=3), orang(tanpa, "E", shdk=4)
        orang(baik, "F"), orang(baik, "G", status_dasar=2)
        orang(None, "H")

    bersih.dalam(buat)
    assert ragu(bersih) == {Ragu.DUA_KEPALA: [["A", "B"]], Ragu.TANPA_KEPALA: [["D", "E"]]}


def test_a_head_who_died_leaves_a_card_without_one_and_an_empty_card_is_no_case(bersih: Balai) -> None:
    def buat() -> None:
        satu = kartu(1)
        orang(satu, "A", status_dasar=2), orang(satu, "B", shdk=3)
        orang(kartu(2), "C", status_dasar=2)

    bersih.dalam(buat)
    assert ragu(bersih) == {Ragu.TANPA_KEPALA: [["B"]]}


@pytest.mark.parametrize(("geser", "ada"), [(1, True), (0, False)])
@pytest.mark.parametrize("status", [2, 4, 5, 6])
def test_married_before_fifteen(bersih: Balai, geser: int, ada: bool, status: int) -> None:
    lahir = date(2011, 11, 24) + timedelta(days=geser)
    bersih.dalam(lambda: orang(kartu(1), "A", tanggal_lahir=lahir, status_kawin=status))
    assert (Ragu.KAWIN_ANAK in ragu(bersih)) == ada


@pytest.mark.parametrize("status", [1, None])
def test_a_child_that_is_not_married_is_a_child(bersih: Balai, status: int | None) -> None:
    bersih.dalam(lambda: orang(kartu(1), "A", tanggal_lahir=date(2020, 1, 1), status_kawin=status))
    assert ragu(bersih) == {}


@pytest.mark.parametrize(("lahir", "ada"), [(date(1916, 11, 24), True), (date(1916, 11, 25), False)])
def test_older_than_anybody_lives(bersih: Balai, lahir: date, ada: bool) -> None:
    bersih.dalam(lambda: orang(kartu(1), "A", tanggal_lahir=lahir))
    assert (Ragu.TERLALU_TUA in ragu(bersih)) == ada


def test_no_more_than_can_be_looked_at_and_that_there_are_more(
    bersih: Balai, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modul, "TERBANYAK", 2)

    def buat() -> None:
        for nomor in range(4):
            orang(kartu(nomor), f"ORANG {'ABCD'[nomor]}", shdk=4, tanggal_lahir=None)

    bersih.dalam(buat)
    semua = bersih.dalam(keraguan, HARI)
    assert {(satu.ragu, len(satu.perkara), satu.lebih) for satu in semua} == {
        (Ragu.TANPA_KEPALA, 2, True),
        (Ragu.TANPA_LAHIR, 2, True),
    }
    assert "Masih ada yang lain" in isi(bersih.operator.get(ke("keraguan")))


def test_the_page_says_what_to_do_and_masks_numbers(bersih: Balai) -> None:
    def buat() -> None:
        orang(kartu(1), "UJANG A", nik="3207150101809077")
        orang(kartu(2), "UJANG A", nik="3207150101809078")

    bersih.dalam(buat)
    page = isi(bersih.sekdes.get(ke("keraguan")))
    assert KATA[Ragu.KEMBAR].langkah in page
    assert page.count("UJANG A") == 2
    assert "3207150101809077" not in page
    assert ke("keraguan") in isi(bersih.operator.get(ke("penduduk")))


def test_every_doubt_has_its_words() -> None:
    assert set(KATA) == set(Ragu)


def test_the_neighbours_people_are_no_case_here(bersih: Balai, balai_lain: Balai) -> None:
    sebelum = ragu(balai_lain)
    bersih.dalam(lambda: orang(kartu(1), "A", tanggal_lahir=None, shdk=4))
    assert Ragu.TANPA_LAHIR in ragu(bersih)
    assert ragu(balai_lain) == sebelum

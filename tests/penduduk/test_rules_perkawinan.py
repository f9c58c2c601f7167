"""Who may marry whom, and what spouse and children are on a card: tables read line by line before they were frozen."""

from datetime import date
from typing import Any

import pytest

from eoffice.kernel.errors import InvalidInput
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.perkawinan import (
    Calon,
    Nikah,
    hubungan_ikut,
    hubungan_pasangan,
    periksa_calon,
    status_sesudah,
    sudah_berpasangan,
)

KEPALA, SUAMI, ISTRI, ANAK, MENANTU, CUCU, ORANG_TUA, MERTUA, FAMILI, PEMBANTU, LAINNYA = range(1, 12)
IKUT = (
    (KEPALA, ANAK, ANAK, CUCU, FAMILI),
    (KEPALA, CUCU, CUCU, FAMILI, FAMILI),
    (KEPALA, ORANG_TUA, FAMILI, FAMILI, FAMILI),
    (KEPALA, FAMILI, FAMILI, FAMILI, FAMILI),
    (KEPALA, PEMBANTU, PEMBANTU, PEMBANTU, PEMBANTU),
    (SUAMI, ANAK, ANAK, CUCU, FAMILI),
    (SUAMI, CUCU, CUCU, FAMILI, FAMILI),
    (SUAMI, ORANG_TUA, FAMILI, FAMILI, FAMILI),
    (SUAMI, FAMILI, FAMILI, FAMILI, FAMILI),
    (SUAMI, PEMBANTU, PEMBANTU, PEMBANTU, PEMBANTU),
    (ISTRI, ANAK, ANAK, CUCU, FAMILI),
    (ISTRI, CUCU, CUCU, FAMILI, FAMILI),
    (ISTRI, ORANG_TUA, FAMILI, FAMILI, FAMILI),
    (ISTRI, FAMILI, FAMILI, FAMILI, FAMILI),
    (ISTRI, PEMBANTU, PEMBANTU, PEMBANTU, PEMBANTU),
    (ANAK, ANAK, FAMILI, FAMILI, FAMILI),
    (ANAK, CUCU, ANAK, CUCU, FAMILI),
    (ANAK, ORANG_TUA, FAMILI, FAMILI, FAMILI),
    (ANAK, FAMILI, FAMILI, FAMILI, FAMILI),
    (ANAK, PEMBANTU, PEMBANTU, PEMBANTU, PEMBANTU),
    (MENANTU, ANAK, FAMILI, FAMILI, FAMILI),
    (MENANTU, CUCU, ANAK, CUCU, FAMILI),
    (MENANTU, ORANG_TUA, FAMILI, FAMILI, FAMILI),
    (MENANTU, FAMILI, FAMILI, FAMILI, FAMILI),
    (MENANTU, PEMBANTU, PEMBANTU, PEMBANTU, PEMBANTU),
    (CUCU, ANAK, FAMILI, FAMILI, FAMILI),
    (CUCU, CUCU, FAMILI, FAMILI, FAMILI),
    (CUCU, ORANG_TUA, FAMILI, FAMILI, FAMILI),
    (CUCU, FAMILI, FAMILI, FAMILI, FAMILI),
    (CUCU, PEMBANTU, PEMBANTU, PEMBANTU, PEMBANTU),
    (ORANG_TUA, ANAK, FAMILI, FAMILI, FAMILI),
    (ORANG_TUA, CUCU, FAMILI, FAMILI, FAMILI),
    (ORANG_TUA, ORANG_TUA, FAMILI, FAMILI, FAMILI),
    (ORANG_TUA, FAMILI, FAMILI, FAMILI, FAMILI),
    (ORANG_TUA, PEMBANTU, PEMBANTU, PEMBANTU, PEMBANTU),
    (FAMILI, ANAK, FAMILI, FAMILI, FAMILI),
    (FAMILI, CUCU, FAMILI, FAMILI, FAMILI),
    (FAMILI, ORANG_TUA, FAMILI, FAMILI, FAMILI),
    (FAMILI, FAMILI, FAMILI, FAMILI, FAMILI),
    (FAMILI, PEMBANTU, PEMBANTU, PEMBANTU, PEMBANTU),
)
"""The parent on the old card, who comes along, and what he is then beside a head, beside a child, beside a relative."""
HARI = date(2026, 11, 24)
PRIA = Calon("L", date(2000, 1, 1), 1)
WANITA = Calon("P", date(2002, 2, 2), 1)
TERCATAT = Nikah(akta="0123/45/XI/2026")


def ditolak(satu: Calon, dua: Calon, nikah: Nikah = TERCATAT) -> tuple[str, set[str]] | None:
    """Return the refusal, ``None`` when they may marry; the order of the two changes only the box."""
    try:
        periksa_calon(satu, dua, nikah, HARI, "nik_pasangan")
    except InvalidInput as galat:
        return galat.pesan.kode, set(galat.per_field)
    return None


def calon(dari: Calon, **ubah: Any) -> Calon:
    isi = {"kelamin": dari.kelamin, "lahir": dari.lahir, "status": dari.status} | ubah
    return Calon(**isi)


@pytest.mark.parametrize("status", [None, 1, kode.CERAI_HIDUP, kode.CERAI_MATI])
def test_who_is_not_married_may_marry(status: int | None) -> None:
    assert ditolak(calon(PRIA, status=status), calon(WANITA, status=status)) is None


def test_two_of_one_sex_are_refused() -> None:
    assert ditolak(PRIA, PRIA) == ("penduduk.kawin_sejenis", {"nik_pasangan"})
    assert ditolak(WANITA, WANITA) == ("penduduk.kawin_sejenis", {"nik_pasangan"})


@pytest.mark.parametrize("status", [kode.KAWIN_TERCATAT, kode.KAWIN_BELUM_TERCATAT, kode.KAWIN])
@pytest.mark.parametrize("penetapan", ["", "12/Pdt.P/2026/PA.Cms"])
def test_a_married_woman_never_and_a_married_man_by_leave_of_the_court(status: int, penetapan: str) -> None:
    nikah = Nikah("0123", penetapan)
    bersuami, beristri = calon(WANITA, status=status), calon(PRIA, status=status)
    assert ditolak(PRIA, bersuami, nikah) == ("penduduk.istri_masih_kawin", {"nik_pasangan"})
    assert ditolak(bersuami, PRIA, nikah) == ("penduduk.istri_masih_kawin", {"nik_pasangan"})
    boleh = None if penetapan else ("penduduk.suami_masih_kawin", {"penetapan"})
    assert ditolak(beristri, WANITA, nikah) == boleh


def test_a_marriage_that_was_not_registered_is_registered_later() -> None:
    siri = [calon(satu, status=kode.KAWIN_BELUM_TERCATAT) for satu in (PRIA, WANITA)]
    assert ditolak(*siri) is None
    campur = calon(WANITA, status=kode.KAWIN_TERCATAT)
    assert ditolak(siri[0], campur) == ("penduduk.istri_masih_kawin", {"nik_pasangan"})


@pytest.mark.parametrize(
    ("lahir", "boleh"),
    [(date(2007, 11, 24), True), (date(2007, 11, 25), False), (date(2008, 1, 1), False), (None, True)],
)
@pytest.mark.parametrize("siapa", [PRIA, WANITA])
def test_nineteen_years_on_the_day_or_a_dispensation(siapa: Calon, lahir: date | None, boleh: bool) -> None:
    muda, lain = calon(siapa, lahir=lahir), WANITA if siapa is PRIA else PRIA
    assert ditolak(muda, lain) == (None if boleh else ("penduduk.kawin_di_bawah_umur", {"penetapan"}))
    assert ditolak(lain, muda, Nikah("1", "Penetapan PA 7/2026")) is None


def test_a_number_makes_a_marriage_registered() -> None:
    assert status_sesudah(TERCATAT) == kode.KAWIN_TERCATAT
    assert status_sesudah(Nikah(penetapan="1", tempat="KUA Rancah")) == kode.KAWIN_BELUM_TERCATAT


@pytest.mark.parametrize(
    ("satu", "dua", "pasangan"),
    [
        (KEPALA, ISTRI, True),
        (KEPALA, SUAMI, True),
        (ANAK, MENANTU, True),
        (MENANTU, ANAK, True),
        (KEPALA, KEPALA, False),
        (KEPALA, ANAK, False),
        (ANAK, ANAK, False),
        (ISTRI, ISTRI, False),
        (None, ISTRI, False),
    ],
)
def test_a_couple_is_known_by_its_card(satu: int | None, dua: int | None, pasangan: bool) -> None:
    assert sudah_berpasangan(satu, dua) == sudah_berpasangan(dua, satu) == pasangan


@pytest.mark.parametrize(
    ("tuan", "istri", "suami"),
    [
        (KEPALA, ISTRI, SUAMI),
        (ANAK, MENANTU, MENANTU),
        (MENANTU, FAMILI, FAMILI),
        (CUCU, FAMILI, FAMILI),
        (ORANG_TUA, FAMILI, FAMILI),
        (PEMBANTU, FAMILI, FAMILI),
        (None, FAMILI, FAMILI),
    ],
)
def test_a_spouse_is_what_the_host_makes_him(tuan: int | None, istri: int, suami: int) -> None:
    assert (hubungan_pasangan(tuan, "P"), hubungan_pasangan(tuan, "L")) == (istri, suami)


@pytest.mark.parametrize(
    ("induk", "anggota", "kepada", "jadi"),
    [
        (KEPALA, ANAK, KEPALA, ANAK),
        (ISTRI, ANAK, KEPALA, ANAK),
        (SUAMI, ANAK, ANAK, CUCU),
        (KEPALA, ANAK, FAMILI, FAMILI),
        (ANAK, CUCU, KEPALA, ANAK),
        (MENANTU, CUCU, ANAK, CUCU),
        (ANAK, ANAK, KEPALA, FAMILI),
        (KEPALA, CUCU, KEPALA, CUCU),
        (KEPALA, CUCU, ANAK, FAMILI),
        (KEPALA, ORANG_TUA, KEPALA, FAMILI),
        (FAMILI, CUCU, KEPALA, FAMILI),
        (None, ANAK, KEPALA, FAMILI),
        (KEPALA, PEMBANTU, KEPALA, PEMBANTU),
        (KEPALA, LAINNYA, ANAK, LAINNYA),
        (KEPALA, None, KEPALA, None),
    ],
)
def test_who_comes_along_is_a_child_or_a_relative(
    induk: int | None, anggota: int | None, kepada: int, jadi: int | None
) -> None:
    assert hubungan_ikut(induk, anggota, kepada) == jadi


@pytest.mark.parametrize(("induk", "anggota", "kepala", "anak", "famili"), IKUT)
def test_the_whole_table_of_who_comes_along(
    induk: int, anggota: int, kepala: int, anak: int, famili: int
) -> None:
    jadi = [hubungan_ikut(induk, anggota, tuan) for tuan in (KEPALA, ANAK, FAMILI)]
    assert jadi == [kepala, anak, famili]

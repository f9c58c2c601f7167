"""Tickets that survive a telephone."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from eoffice.surat.rules.tiket import KATA, Jatah, baca_tiket, sebutan, tiket_baru

TIKET = st.integers(0, 2**32).map(lambda benih: tiket_baru(random.Random(benih)))


def test_the_words_cannot_be_mistaken_for_each_other() -> None:
    assert len(KATA) == len(set(KATA)) == 256
    assert all(k.isascii() and k.islower() and k.isalpha() and 3 < len(k) < 9 for k in KATA)
    dekat = [(a, b) for i, a in enumerate(KATA) for b in KATA[:i] if DamerauLevenshtein.distance(a, b) < 2]
    assert dekat == []


@given(TIKET)
def test_a_ticket_reads_back_however_it_is_written(tiket: str) -> None:
    satu, dua, angka = tiket.lower().split("-")
    for tulisan in (
        tiket,
        tiket.lower(),
        f" {satu} {dua} {angka} ",
        f"{satu}{'-'}{dua}{angka}",
        f"{satu}, {dua}. {angka}",
    ):
        assert baca_tiket(tulisan) == tiket
    assert baca_tiket(sebutan(tiket)) == tiket


@given(TIKET)
def test_digits_may_be_dictated(tiket: str) -> None:
    satuan = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()
    satu, dua, angka = tiket.split("-")
    puluh, ekor = int(angka[0]), int(angka[1])
    if puluh >= 2:
        ucapan = f"{satuan[puluh]} puluh {satuan[ekor] if ekor else ''}"
    elif puluh == 1:
        ucapan = {0: "sepuluh", 1: "sebelas"}.get(ekor, f"{satuan[ekor]} belas")
    else:
        ucapan = f"kosong {satuan[ekor]}"
    assert baca_tiket(f"{satu} {dua} {ucapan}") == tiket


@given(TIKET, st.integers(0, 99))
def test_wrong_digits_are_never_another_ticket_by_one_slip(tiket: str, angka: int) -> None:
    benar = int(tiket[-2:])
    salah_satu = (benar // 10 == angka // 10) != (benar % 10 == angka % 10)
    if salah_satu:
        assert baca_tiket(f"{tiket[:-2]}{angka:02d}") is None


@given(TIKET, st.data())
def test_one_wrong_letter_is_mended_or_refused(tiket: str, data: st.DataObject) -> None:
    letak = data.draw(st.integers(0, tiket.index("-") - 1))
    salah = tiket[:letak] + data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) + tiket[letak + 1 :]
    assert baca_tiket(salah) in {tiket, None}


def test_most_swapped_words_are_noticed() -> None:
    acak = random.Random(7)
    tiket = [tiket_baru(acak).split("-") for _ in range(2000)]
    lolos = sum(baca_tiket(f"{b}-{a}-{angka}") is not None for a, b, angka in tiket)
    assert lolos < 2000 * 0.12


@pytest.mark.parametrize(
    "ketikan",
    [
        "",
        "27",
        "MANUK-27",
        "MANUK-PADI",
        "MANUK-PADI-2",
        "MANUK-PADI-270",
        "xx yy 27",
        "'; DROP TABLE surat; --",
        "😀" * 90,
    ],
)
def test_other_things_are_not_tickets(ketikan: str) -> None:
    assert baca_tiket(ketikan) is None


def test_there_are_enough_tickets_for_a_village() -> None:
    acak = random.Random(1)
    assert len({tiket_baru(acak) for _ in range(5000)}) > 4960


def test_two_installations_of_a_village_never_draw_the_same_ticket() -> None:
    acak = random.Random(1)
    kabupaten, desa = (
        {tiket_baru(acak, jatah) for _ in range(3000)} for jatah in (Jatah.KABUPATEN, Jatah.DESA)
    )
    assert not kabupaten & desa
    assert all(baca_tiket(satu) == satu for satu in kabupaten | desa)

"""What everybody on a card is to a new head: the whole table, read line by line by people before it was frozen.

A line: what the new head was to the old one, what somebody was to the old one, what he is to the new one.
"""

import pytest

from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.mutasi import hubungan_pecah, hubungan_sesudah

KEPALA, SUAMI, ISTRI, ANAK, MENANTU, CUCU, ORANG_TUA, MERTUA, FAMILI, PEMBANTU, LAINNYA = range(1, 12)
SESUDAH = (
    (SUAMI, SUAMI, SUAMI),
    (SUAMI, ISTRI, ISTRI),
    (SUAMI, ANAK, ANAK),
    (SUAMI, MENANTU, MENANTU),
    (SUAMI, CUCU, CUCU),
    (SUAMI, ORANG_TUA, MERTUA),
    (SUAMI, MERTUA, ORANG_TUA),
    (SUAMI, FAMILI, FAMILI),
    (SUAMI, PEMBANTU, PEMBANTU),
    (SUAMI, LAINNYA, LAINNYA),
    (ISTRI, SUAMI, SUAMI),
    (ISTRI, ISTRI, ISTRI),
    (ISTRI, ANAK, ANAK),
    (ISTRI, MENANTU, MENANTU),
    (ISTRI, CUCU, CUCU),
    (ISTRI, ORANG_TUA, MERTUA),
    (ISTRI, MERTUA, ORANG_TUA),
    (ISTRI, FAMILI, FAMILI),
    (ISTRI, PEMBANTU, PEMBANTU),
    (ISTRI, LAINNYA, LAINNYA),
    (ANAK, SUAMI, ORANG_TUA),
    (ANAK, ISTRI, ORANG_TUA),
    (ANAK, ANAK, FAMILI),
    (ANAK, MENANTU, FAMILI),
    (ANAK, CUCU, FAMILI),
    (ANAK, ORANG_TUA, FAMILI),
    (ANAK, MERTUA, FAMILI),
    (ANAK, FAMILI, FAMILI),
    (ANAK, PEMBANTU, PEMBANTU),
    (ANAK, LAINNYA, LAINNYA),
    (MENANTU, SUAMI, FAMILI),
    (MENANTU, ISTRI, FAMILI),
    (MENANTU, ANAK, FAMILI),
    (MENANTU, MENANTU, FAMILI),
    (MENANTU, CUCU, FAMILI),
    (MENANTU, ORANG_TUA, FAMILI),
    (MENANTU, MERTUA, FAMILI),
    (MENANTU, FAMILI, FAMILI),
    (MENANTU, PEMBANTU, PEMBANTU),
    (MENANTU, LAINNYA, LAINNYA),
    (CUCU, SUAMI, FAMILI),
    (CUCU, ISTRI, FAMILI),
    (CUCU, ANAK, FAMILI),
    (CUCU, MENANTU, FAMILI),
    (CUCU, CUCU, FAMILI),
    (CUCU, ORANG_TUA, FAMILI),
    (CUCU, MERTUA, FAMILI),
    (CUCU, FAMILI, FAMILI),
    (CUCU, PEMBANTU, PEMBANTU),
    (CUCU, LAINNYA, LAINNYA),
    (ORANG_TUA, SUAMI, FAMILI),
    (ORANG_TUA, ISTRI, FAMILI),
    (ORANG_TUA, ANAK, FAMILI),
    (ORANG_TUA, MENANTU, FAMILI),
    (ORANG_TUA, CUCU, FAMILI),
    (ORANG_TUA, ORANG_TUA, FAMILI),
    (ORANG_TUA, MERTUA, FAMILI),
    (ORANG_TUA, FAMILI, FAMILI),
    (ORANG_TUA, PEMBANTU, PEMBANTU),
    (ORANG_TUA, LAINNYA, LAINNYA),
    (MERTUA, SUAMI, FAMILI),
    (MERTUA, ISTRI, FAMILI),
    (MERTUA, ANAK, FAMILI),
    (MERTUA, MENANTU, FAMILI),
    (MERTUA, CUCU, FAMILI),
    (MERTUA, ORANG_TUA, FAMILI),
    (MERTUA, MERTUA, FAMILI),
    (MERTUA, FAMILI, FAMILI),
    (MERTUA, PEMBANTU, PEMBANTU),
    (MERTUA, LAINNYA, LAINNYA),
    (FAMILI, SUAMI, FAMILI),
    (FAMILI, ISTRI, FAMILI),
    (FAMILI, ANAK, FAMILI),
    (FAMILI, MENANTU, FAMILI),
    (FAMILI, CUCU, FAMILI),
    (FAMILI, ORANG_TUA, FAMILI),
    (FAMILI, MERTUA, FAMILI),
    (FAMILI, FAMILI, FAMILI),
    (FAMILI, PEMBANTU, PEMBANTU),
    (FAMILI, LAINNYA, LAINNYA),
    (PEMBANTU, SUAMI, FAMILI),
    (PEMBANTU, ISTRI, FAMILI),
    (PEMBANTU, ANAK, FAMILI),
    (PEMBANTU, MENANTU, FAMILI),
    (PEMBANTU, CUCU, FAMILI),
    (PEMBANTU, ORANG_TUA, FAMILI),
    (PEMBANTU, MERTUA, FAMILI),
    (PEMBANTU, FAMILI, FAMILI),
    (PEMBANTU, PEMBANTU, PEMBANTU),
    (PEMBANTU, LAINNYA, LAINNYA),
    (LAINNYA, SUAMI, FAMILI),
    (LAINNYA, ISTRI, FAMILI),
    (LAINNYA, ANAK, FAMILI),
    (LAINNYA, MENANTU, FAMILI),
    (LAINNYA, CUCU, FAMILI),
    (LAINNYA, ORANG_TUA, FAMILI),
    (LAINNYA, MERTUA, FAMILI),
    (LAINNYA, FAMILI, FAMILI),
    (LAINNYA, PEMBANTU, PEMBANTU),
    (LAINNYA, LAINNYA, LAINNYA),
)  # fmt: skip
PECAH = (
    (ANAK, MENANTU, "L", SUAMI),
    (ANAK, MENANTU, "P", ISTRI),
    (ANAK, CUCU, "L", ANAK),
    (ANAK, CUCU, "P", ANAK),
    (MENANTU, ANAK, "L", SUAMI),
    (MENANTU, ANAK, "P", ISTRI),
    (MENANTU, CUCU, "L", ANAK),
    (MENANTU, CUCU, "P", ANAK),
)  # fmt: skip
"""Where a card of one's own says otherwise than a new head of the old card."""


@pytest.mark.parametrize(("kepala", "anggota", "sesudah"), SESUDAH)
def test_relations_after_a_change_of_head(kepala: int, anggota: int, sesudah: int) -> None:
    assert hubungan_sesudah(kepala, anggota) == sesudah


@pytest.mark.parametrize(("kepala", "anggota", "kelamin", "sesudah"), PECAH)
def test_relations_on_a_new_card_where_they_differ(
    kepala: int, anggota: int, kelamin: str, sesudah: int
) -> None:
    assert hubungan_pecah(kepala, anggota, kelamin) == sesudah
    assert hubungan_sesudah(kepala, anggota) != sesudah


def test_the_table_is_whole() -> None:
    """Every pair of relations stands once, but the head of the old card, who is gone or leads it."""
    semua = set(kode.SHDK.kata) - {KEPALA}
    assert {(kepala, anggota) for kepala, anggota, _ in SESUDAH} == {(a, b) for a in semua for b in semua}
    assert len(SESUDAH) == len(semua) ** 2


def test_nowhere_else_do_the_two_rules_differ() -> None:
    beda = {(kepala, anggota, kelamin) for kepala, anggota, kelamin, _ in PECAH}
    for kepala, anggota, sesudah in SESUDAH:
        for kelamin in "LP":
            if (kepala, anggota, kelamin) not in beda:
                assert hubungan_pecah(kepala, anggota, kelamin) == sesudah

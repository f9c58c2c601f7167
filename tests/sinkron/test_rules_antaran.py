"""Whose turn it is when a stick travels: every order of writing, taking in and meeting has one plain answer."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from eoffice.sinkron.rules.antaran import Catatan, Giliran, giliran_desa, giliran_kabupaten

AWAL: Final = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def jam(kali: int | None) -> datetime | None:
    return None if kali is None else AWAL + timedelta(hours=kali)


@pytest.mark.parametrize(
    ("ditulis", "diterima", "kurang", "menunggu", "kontak", "giliran"),
    [
        (None, None, False, 0, None, Giliran.BELUM),
        (None, None, False, 9, 5, Giliran.BELUM),
        (1, None, False, 9, None, Giliran.BAWA),
        (1, None, False, 0, None, Giliran.BAWA),  # what the other side has is fetched this way as well
        (1, None, False, 9, 2, Giliran.BAWA),
        (1, None, False, 0, 0, Giliran.BAWA),
        (1, None, False, 0, 2, Giliran.SELESAI),  # a meeting over the line settled it
        (1, 2, False, 0, 2, Giliran.SELESAI),
        (1, 2, False, 3, 2, Giliran.TULIS),
        (1, 2, True, 0, 2, Giliran.TULIS),
        (3, 2, False, 0, 2, Giliran.BAWA),
        (3, 2, True, 5, 2, Giliran.BAWA),
        (2, 2, False, 0, 2, Giliran.SELESAI),
        (None, 2, False, 4, 2, Giliran.TULIS),
        (None, 2, False, 0, 2, Giliran.SELESAI),
    ],
)
def test_as_the_village_knows_it(
    ditulis: int | None,
    diterima: int | None,
    menunggu: int,
    kontak: int | None,
    giliran: Giliran,
    *,
    kurang: bool,
) -> None:
    catatan = Catatan(jam(ditulis), 7, jam(diterima), kurang)
    assert giliran_desa(catatan, menunggu=menunggu, kontak=jam(kontak)) is giliran


@pytest.mark.parametrize(
    ("ditulis", "diterima", "kontak", "giliran"),
    [
        (None, None, None, Giliran.BELUM),
        (None, None, 9, Giliran.BELUM),
        (None, 1, None, Giliran.BALAS),
        (None, 1, 0, Giliran.BALAS),
        (None, 1, 2, Giliran.SELESAI),
        (2, 1, None, Giliran.PULANG),
        (2, 1, 1, Giliran.PULANG),
        (2, 1, 3, Giliran.SELESAI),
        (2, 3, None, Giliran.BALAS),
        (2, 3, 2, Giliran.BALAS),
        (2, None, None, Giliran.PULANG),
    ],
)
def test_as_the_regency_knows_it(
    ditulis: int | None, diterima: int | None, kontak: int | None, giliran: Giliran
) -> None:
    assert giliran_kabupaten(Catatan(jam(ditulis), 0, jam(diterima)), kontak=jam(kontak)) is giliran


def test_both_sides_never_wait_for_each_other() -> None:
    """After any step of a full exchange, one side at least says that it is its village's or its own turn."""
    desa, kabupaten = Catatan(jam(0), 4), Catatan()
    berbuat = {Giliran.TULIS, Giliran.BAWA, Giliran.BALAS, Giliran.PULANG}
    langkah = [
        (desa, kabupaten),
        (desa, Catatan(None, 0, jam(1))),
        (desa, Catatan(jam(2), 0, jam(1))),
    ]
    for sini, sana in langkah:
        semua = {giliran_desa(sini, menunggu=4, kontak=None), giliran_kabupaten(sana, kontak=None)}
        assert semua & berbuat
    akhir = giliran_desa(Catatan(jam(0), 4, jam(3)), menunggu=0, kontak=jam(3))
    assert akhir is Giliran.SELESAI

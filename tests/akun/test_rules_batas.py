"""Figures and days that the rules of accounts stand on: a day or a failure more would be another rule."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eoffice.akun.rules.jabatan import Bentuk, Jabatan, Sifat
from eoffice.akun.rules.percobaan import BATAS, KIRIM, LUPA, PALING_BANYAK_SATU_SUMBER, Hitungan, segar, sisa
from eoffice.akun.rules.wewenang import Pelimpahan, Tugas, peran_pejabat, wewenang
from eoffice.kernel.peran import Peran

KINI = datetime(2026, 11, 24, 2, tzinfo=UTC)
HARI = date(2026, 11, 24)
SATU = timedelta(days=1)
MENIT, JAM = timedelta(minutes=1), timedelta(hours=1)
KASI = Tugas("kasi", Jabatan.KASI_PELAYANAN, Sifat.DEFINITIF, date(2020, 1, 1), None)


@pytest.mark.parametrize(
    ("hitungan", "gagal", "tunggu"),
    [
        (Hitungan.SUMBER, 59, timedelta(0)),
        (Hitungan.SUMBER, 60, MENIT),
        (Hitungan.SUMBER, 61, 2 * MENIT),
        (Hitungan.SUMBER, 66, JAM),
        (Hitungan.SUMBER, 10_000, JAM),
        (Hitungan.AKUN, 39, timedelta(0)),
        (Hitungan.AKUN, 40, 15 * MENIT),
        (Hitungan.AKUN, 44, 4 * JAM),
        (Hitungan.AKUN, 45, 6 * JAM),
        (Hitungan.AKUN, 10_000, 6 * JAM),
    ],
)
def test_a_source_and_an_account_wait_by_their_own_figures(
    hitungan: Hitungan, gagal: int, tunggu: timedelta
) -> None:
    assert sisa(hitungan, gagal, KINI, KINI) == tunggu


def test_one_source_alone_never_holds_an_account_back() -> None:
    """Else a neighbour who knows a NIK could lock its owner out."""
    assert PALING_BANYAK_SATU_SUMBER == 10
    assert BATAS[Hitungan.AKUN].gagal > PALING_BANYAK_SATU_SUMBER * 3
    assert timedelta(hours=24) == LUPA


@pytest.mark.parametrize(("lalu", "ya"), [(0, True), (30 * 60, True), (30 * 60 + 1, False), (-1, False)])
def test_what_was_opened_is_sent_within_half_an_hour(lalu: int, ya: bool) -> None:
    assert segar(KINI - timedelta(seconds=lalu), KINI, KIRIM) is ya


@pytest.mark.parametrize(("geser", "ya"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_mandate_holds_on_its_first_and_on_its_last_day(geser: int, ya: bool) -> None:
    hari = HARI + geser * SATU
    tulis = Pelimpahan("kasi", Bentuk.UNTUK_BELIAU, HARI - SATU, HARI + SATU)
    paraf = Pelimpahan("kasi", Bentuk.PARAF, HARI - SATU, HARI + SATU)
    assert tulis.berlaku(hari) is ya
    assert (wewenang(hari, [KASI], [tulis]) is not None) is ya
    assert (Peran.PENANDA_TANGAN in peran_pejabat(hari, [KASI], [tulis], "kasi")) is ya
    assert (Peran.PEMERIKSA in peran_pejabat(hari, [KASI], [paraf], "kasi")) is ya


@pytest.mark.parametrize(("geser", "ya"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_post_is_held_on_its_first_and_on_its_last_day(geser: int, ya: bool) -> None:
    tugas = Tugas("plh", Jabatan.KEPALA_DESA, Sifat.PLH, HARI - SATU, HARI + SATU)
    assert tugas.berlaku(HARI + geser * SATU) is ya
    assert (wewenang(HARI + geser * SATU, [tugas], []) is not None) is ya


def test_a_mandate_of_somebody_else_brings_nothing() -> None:
    lain = Pelimpahan("lain", Bentuk.PARAF, HARI, HARI)
    assert peran_pejabat(HARI, [KASI], [lain], "kasi") == {Peran.OPERATOR}
    assert wewenang(HARI, [KASI], [Pelimpahan("lain", Bentuk.UNTUK_BELIAU, HARI, HARI)]) is None

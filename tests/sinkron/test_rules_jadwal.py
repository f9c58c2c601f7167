"""When the next meeting is due."""

import pytest

from eoffice.sinkron.rules.jadwal import JEDA_DETIK, MUNDUR_MAKS_DETIK, Jadwal


def test_the_first_meeting_is_at_once() -> None:
    assert Jadwal().boleh(0.0, ada_yang_baru=False)


@pytest.mark.parametrize("acak", [0.0, 0.5, 1.0])
def test_after_a_meeting_the_next_one_waits_unless_something_is_new(acak: float) -> None:
    satu = Jadwal().berhasil(100.0, acak)
    assert satu.berikut == 100 + JEDA_DETIK * (0.5 + acak / 2)
    assert not satu.boleh(satu.berikut - 0.1, ada_yang_baru=False)
    assert satu.boleh(satu.berikut, ada_yang_baru=False)
    assert satu.boleh(100.1, ada_yang_baru=True)


def test_after_a_failure_what_is_new_waits_too() -> None:
    satu = Jadwal().gagal_lagi(100.0, 1.0)
    assert (satu.gagal, satu.berikut) == (1, 105.0)
    assert not satu.boleh(104.9, ada_yang_baru=True)
    assert satu.boleh(105.0, ada_yang_baru=False)


def test_the_wait_doubles_up_to_a_limit_and_is_by_chance_anything_below() -> None:
    satu, panjang = Jadwal(), list[float]()
    for _ in range(12):
        panjang.append(satu.gagal_lagi(0.0, 1.0).berikut)
        satu = satu.gagal_lagi(0.0, 0.0)
        assert satu.berikut == 0.0
    assert panjang == [5, 10, 20, 40, 80, *[120] * 7]
    assert Jadwal(gagal=10**6).gagal_lagi(0.0, 1.0).berikut == MUNDUR_MAKS_DETIK


def test_never_sooner_than_the_hub_asked_for() -> None:
    assert Jadwal().gagal_lagi(100.0, 0.0, 60).berikut == 160.0
    assert Jadwal().gagal_lagi(100.0, 1.0, 60).berikut == 165.0


def test_one_meeting_forgets_all_failures() -> None:
    assert Jadwal(gagal=7, berikut=900.0).berhasil(10.0, 0.0) == Jadwal(0, 10.0 + JEDA_DETIK / 2)

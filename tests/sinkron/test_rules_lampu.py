"""The light promises only what receipts and digests prove."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.lampu import LAMA_TIDAK_BERTEMU, LAMA_TIDAK_COCOK, Keadaan, Warna, lampu
from eoffice.sinkron.rules.salam import Ujung

KINI = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)
EPOCH = UUID(int=1)
UJUNG = Ujung(EPOCH, 9, "a" * 64)
SAMA = Keadaan((UJUNG,), {EPOCH: UJUNG}, 0, 0, True, KINI, KINI - LAMA_TIDAK_COCOK)


def test_green_says_that_both_sides_hold_the_same() -> None:
    hasil = lampu(SAMA, KINI)
    assert (hasil.warna, hasil.pesan, hasil.menunggu) == (Warna.HIJAU, Pesan("sinkron.lampu_sama"), 0)


@pytest.mark.parametrize(
    ("ubah", "warna", "kode"),
    [
        ({"tanda_terima": {}}, Warna.KUNING, "menunggu"),
        ({"tanda_terima": {EPOCH: Ujung(EPOCH, 8, "a" * 64)}}, Warna.KUNING, "menunggu"),
        ({"tanda_terima": {EPOCH: Ujung(EPOCH, 9, "b" * 64)}}, Warna.KUNING, "menunggu"),
        ({"tanda_terima": {EPOCH: Ujung(EPOCH, 10, "a" * 64)}}, Warna.KUNING, "menunggu"),
        ({"milik": (UJUNG, Ujung(UUID(int=2), 1, "c" * 64))}, Warna.KUNING, "menunggu"),
        ({"berkas_menunggu": 1}, Warna.KUNING, "menunggu"),
        ({"berkas_menunggu": 2, "berkas_malam": 2}, Warna.KUNING, "menunggu"),
        ({"berkas_menunggu": 2, "berkas_ditolak": 1}, Warna.KUNING, "kuota"),
        ({"berkas_menunggu": 0, "berkas_ditolak": 1, "cocok": None}, Warna.KUNING, "belum_dicocokkan"),
        ({"berkas_menunggu": 2, "berkas_ditolak": 1, "cocok": False}, Warna.MERAH, "tidak_cocok"),
        ({"cocok": None}, Warna.KUNING, "belum_dicocokkan"),
        ({"kontak": None}, Warna.KUNING, "belum_bertemu"),
        ({"cocok": False}, Warna.MERAH, "tidak_cocok"),
        ({"tertahan": 1}, Warna.MERAH, "tertahan"),
        ({"kontak": KINI - LAMA_TIDAK_BERTEMU - timedelta(seconds=1)}, Warna.MERAH, "lama"),
        ({"cocok_pada": KINI - LAMA_TIDAK_COCOK - timedelta(seconds=1)}, Warna.KUNING, "lama_dicocokkan"),
    ],
)
def test_one_missing_proof_is_enough_to_lose_green(ubah: dict[str, object], warna: Warna, kode: str) -> None:
    hasil = lampu(replace(SAMA, **ubah), KINI)  # type: ignore[arg-type]
    assert (hasil.warna, hasil.pesan.kode) == (warna, f"sinkron.lampu_{kode}")


def test_what_no_receipt_covers_is_counted_over_all_own_streams() -> None:
    dua = Ujung(UUID(int=2), 4, "c" * 64)
    keadaan = replace(
        SAMA, milik=(UJUNG, dua), tanda_terima={EPOCH: Ujung(EPOCH, 5, "d" * 64)}, berkas_menunggu=3
    )
    assert lampu(keadaan, KINI).pesan == Pesan("sinkron.lampu_menunggu", data=8, berkas=3, ditolak=0)


def test_the_gravest_that_is_true_decides() -> None:
    semua = Keadaan((UJUNG,), {}, 3, 2, False, None)
    for kode, lebih in (
        ("tidak_cocok", {}),
        ("tertahan", {"cocok": True}),
        ("belum_bertemu", {"tertahan": 0}),
    ):
        semua = replace(semua, **lebih)  # type: ignore[arg-type]
        assert lampu(semua, KINI).pesan.kode == f"sinkron.lampu_{kode}"


def test_a_clock_that_was_set_back_makes_nothing_worse() -> None:
    assert lampu(SAMA, KINI - timedelta(days=400)).warna is Warna.HIJAU

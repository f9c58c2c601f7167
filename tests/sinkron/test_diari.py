"""The diary of meetings: what moved or why it failed, once for neighbours that are alike."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError

from eoffice.kernel.errors import InvalidInput, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import Temu
from eoffice.sinkron.selectors import TemuLalu, diari_temu
from eoffice.sinkron.services import diari
from eoffice.sinkron.services.antar import HasilAntar
from eoffice.sinkron.services.sesi import HasilSesi
from eoffice.sinkron.services.temu import HasilTemu
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import desa_aktif, lingkup
from tests.conftest import CISONTROL

pytestmark = pytest.mark.django_db
SAAT = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
PUTUS = ServiceDown(Pesan("sinkron.garis_putus", sebab="TimeoutError"))


class Temuan:
    """Stands for meetings: each ends as the next thing says."""

    def __init__(self) -> None:
        self.akhir: list[HasilTemu | Exception] = []
        self.desa: list[str] = []

    def temui(self, *_: Any) -> HasilTemu:
        self.desa.append(desa_aktif())
        satu = self.akhir.pop(0)
        if isinstance(satu, Exception):
            raise satu
        return satu


@pytest.fixture
def temuan(monkeypatch: pytest.MonkeyPatch, cisontrol: Desa) -> Temuan:
    satu = Temuan()
    monkeypatch.setattr(diari, "temui", satu.temui)
    return satu


def hasil(dikirim: int = 0, diambil: int = 0, selisih: int = 0) -> HasilTemu:
    return HasilTemu(HasilSesi(dikirim, diambil), selisih)


def bertemu(temuan: Temuan, *akhir: HasilTemu | Exception) -> list[TemuLalu]:
    """Meet once a minute, each meeting three seconds long; return the diary."""
    for nomor, satu in enumerate(akhir):
        temuan.akhir.append(satu)
        with time_machine.travel(SAAT + timedelta(minutes=nomor), tick=False) as jam:
            semula = temuan.temui

            def lama(*isi: Any, semula: Any = semula, jam: Any = jam) -> HasilTemu:
                jam.shift(3)
                return semula(*isi)  # type: ignore[no-any-return]

            with pytest.MonkeyPatch.context() as ubah:
                ubah.setattr(diari, "temui", lama)
                if isinstance(satu, Exception):
                    with pytest.raises(type(satu)):
                        diari.bertemu(CISONTROL)
                else:
                    assert diari.bertemu(CISONTROL) is satu
    with lingkup(CISONTROL):
        return diari_temu(50)


def saat(menit: int, detik: int = 0) -> datetime:
    return SAAT + timedelta(minutes=menit, seconds=detik)


def test_a_meeting_says_what_it_moved(temuan: Temuan) -> None:
    assert bertemu(temuan, hasil(14, 2, -7)) == [TemuLalu(saat(0), saat(0, 3), 1, None, 14, 2, 0, -7)]
    assert temuan.desa == [CISONTROL]


def test_a_failure_says_why(temuan: Temuan) -> None:
    (satu,) = bertemu(temuan, PUTUS)
    assert (satu.sebab, satu.akhir) == (PUTUS.pesan, saat(0, 3))


@pytest.mark.parametrize("galat", [OperationalError("database is locked"), OSError(28, "No space left")])
def test_a_failure_of_this_computer_is_told_in_one_sentence(temuan: Temuan, galat: Exception) -> None:
    (satu,) = bertemu(temuan, galat)
    assert satu.sebab == Pesan("sinkron.temu_gagal")


def test_quiet_neighbours_are_one_line_with_the_last_clock(temuan: Temuan) -> None:
    semua = bertemu(temuan, hasil(selisih=1), hasil(selisih=2), hasil(selisih=3), PUTUS, PUTUS, hasil())
    assert [(s.kali, s.mulai, s.akhir, s.selisih_jam, s.sebab is None) for s in semua] == [
        (1, saat(5), saat(5, 3), 0, True),
        (2, saat(3), saat(4, 3), 0, False),
        (3, saat(0), saat(2, 3), 3, True),
    ]


def test_what_moved_something_or_failed_otherwise_is_a_line_of_its_own(temuan: Temuan) -> None:
    lain = InvalidInput(Pesan("sinkron.paket_rusak"))
    semua = bertemu(temuan, hasil(3), hasil(3), PUTUS, lain, hasil(0, 1))
    assert [(s.kali, s.dikirim, s.diambil) for s in semua] == [
        (1, 0, 1), (1, 0, 0), (1, 0, 0), (1, 3, 0), (1, 3, 0),
    ]  # fmt: skip


def test_that_another_meeting_goes_on_is_no_failure(temuan: Temuan) -> None:
    assert bertemu(temuan, ServiceDown(Pesan("sinkron.sedang_bertemu"))) == []


def test_only_the_newest_lines_are_kept(temuan: Temuan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diari, "SIMPAN", 3)
    semua = bertemu(temuan, *(hasil(n) for n in range(1, 7)))
    assert [satu.dikirim for satu in semua] == [6, 5, 4]


def test_a_disk_that_takes_no_line_does_not_hide_the_failure(
    temuan: Temuan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def penuh(_: Temu) -> None:
        raise OperationalError("disk is full")

    monkeypatch.setattr(diari, "_catat", penuh)
    temuan.akhir.append(PUTUS)
    with pytest.raises(ServiceDown) as galat:
        diari.bertemu(CISONTROL)
    assert galat.value is PUTUS


def test_files_are_written_down_when_some_were_moved(temuan: Temuan) -> None:
    del temuan
    with lingkup(CISONTROL):
        diari.catat_antar(SAAT, HasilAntar())
        assert diari_temu(5) == []
        diari.catat_antar(SAAT, HasilAntar(dikirim=2, diambil=1))
        assert [satu.berkas for satu in diari_temu(5)] == [3]

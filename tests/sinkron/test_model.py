"""Every order of writing, meeting, losing, damaging, replaying, copying and putting back disks, on the real code."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import EofficeError
from eoffice.sinkron.services.kemas import buka
from eoffice.sinkron.services.sesi import jalankan
from tests.conftest import CISONTROL
from tests.jejak.conftest import tulis
from tests.sinkron.mesin import Kabel, Mesin, Putus, kenalkan

pytestmark = pytest.mark.hanya_sqlite
CONTOH, LANGKAH = 12, 14
"""Short form; ``make test-long`` runs many more."""


class Sinkron(RuleBasedStateMachine):
    """A village and its hub; every example gets disks of its own."""

    buat_mesin: ClassVar[Callable[[str], Mesin]]
    nomor: ClassVar[Iterator[int]]

    def __init__(self) -> None:
        super().__init__()
        urut = next(self.nomor)
        self.node, self.kabupaten = self.buat_mesin(f"desa{urut}"), self.buat_mesin(f"kabupaten{urut}")
        kenalkan(self.node, self.kabupaten)
        self.kabel = Kabel(self.kabupaten)
        self.diakui: set[UUID] = set()

    @rule(kali=st.integers(1, 3))
    def desa_menulis(self, kali: int) -> None:
        for _ in range(kali):
            self.node.di_sini(tulis)

    @rule()
    def kabupaten_menulis(self) -> None:
        self.kabupaten.di_sini(tulis)

    @rule(hilang=st.booleans(), rusak=st.booleans(), putus=st.none() | st.integers(0, 4))
    def bertemu(self, hilang: bool, rusak: bool, putus: int | None) -> None:
        self.kabel.hilang_jawaban, self.kabel.rusak, self.kabel.putus_sesudah = hilang, rusak, putus
        ada = set(self.node.peristiwa())
        try:
            self.node.di_sini(jalankan, self.kabel, self.node.diri)
        except (Putus, EofficeError):
            return
        self.diakui |= ada

    @precondition(lambda self: self.kabel.lewat)
    @rule(urut=st.integers(0, 9))
    def paket_lama_datang_lagi(self, urut: int) -> None:
        self.kabel.hilang_jawaban = self.kabel.rusak = False
        self.kabel.putus_sesudah = None
        lama = self.kabel.lewat[urut % len(self.kabel.lewat)]
        try:
            self.kabel.dorong(lama)
        except EofficeError:
            return

    @rule()
    def desa_disalin(self) -> None:
        self.node.cadangkan()

    @precondition(lambda self: self.node.cadangan)
    @rule(urut=st.integers(0, 3))
    def desa_dipulihkan(self, urut: int) -> None:
        self.node.pulihkan(urut % len(self.node.cadangan))

    @rule()
    def kabupaten_disalin(self) -> None:
        self.kabupaten.cadangkan()

    @precondition(lambda self: self.kabupaten.cadangan)
    @rule(urut=st.integers(0, 3))
    def kabupaten_dipulihkan(self, urut: int) -> None:
        self.kabupaten.pulihkan(urut % len(self.kabupaten.cadangan))

    def teardown(self) -> None:
        self.kabel.hilang_jawaban = self.kabel.rusak = False
        self.kabel.putus_sesudah = None
        for _ in range(4):
            self.node.di_sini(jalankan, self.kabel, self.node.diri)
        desa, kabupaten = set(self.node.peristiwa()), set(self.kabupaten.peristiwa())
        assert desa <= kabupaten | self._arsip(self.kabupaten), "on the village's disk, never at the hub"
        assert kabupaten <= desa, "at the hub, never back among the events of the village"
        if not self.kabupaten.cadangan:
            assert self.diakui <= kabupaten, "acknowledged, then gone"
        for mesin in (self.node, self.kabupaten):
            assert mesin.di_sini(periksa_rantai, CISONTROL).utuh

    def _arsip(self, mesin: Mesin) -> set[UUID]:
        kunci = self.kabupaten.diri.kunci.public_key()
        semua = (satu for isi in mesin.arsip() for satu in buka(isi, kunci).peristiwa)
        return {UUID(satu.isi["id_peristiwa"]) for satu in semua}


def test_nothing_is_lost_in_any_order(buat_mesin: Callable[[str], Mesin]) -> None:
    atur: Any = settings(
        max_examples=CONTOH,
        stateful_step_count=LANGKAH,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    isi = {"buat_mesin": staticmethod(buat_mesin), "nomor": count()}
    run_state_machine_as_test(type("SinkronUji", (Sinkron,), isi), settings=atur)

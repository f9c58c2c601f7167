"""Every order of giving, writing, taking back, deciding, meeting and putting disks back, on the real code.

I6: for each family and owner epoch there is one writer, and owner epochs only rise. I7: within an owner epoch the
revision rises by one. I8: quiet and connected, both sides hold the same. Nothing is chosen by a clock.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import ChangedMeanwhile, EofficeError
from eoffice.sinkron.models import Karantina
from eoffice.sinkron.services import cocok
from eoffice.sinkron.services.cocok import catat_titik
from eoffice.sinkron.services.serah import LEWAT
from tests.conftest import CISONTROL
from tests.sinkron.mesin import Mesin, Putus
from tests.sinkron.serah_uji import PROYEKSI, Serah, cerita, coba, isi, keadaan, terapkan, tertahan

pytestmark = pytest.mark.hanya_sqlite
CONTOH, LANGKAH = int(os.environ.get("EOFFICE_UJI_CONTOH", "8")), 22
"""Short form; ``make test-long`` runs many more."""


class SerahTerima(RuleBasedStateMachine):
    """A village and the regency; every example gets disks of its own."""

    buat_mesin: ClassVar[Callable[[str], Mesin]]
    nomor: ClassVar[Iterator[int]]

    def __init__(self) -> None:
        super().__init__()
        urut = next(self.nomor)
        self.s = Serah(self.buat_mesin(f"desa{urut}"), self.buat_mesin(f"kabupaten{urut}"))
        self.kata = count()
        self.semua: list[UUID] = []
        self.dikenal: dict[tuple[str, UUID], int] = {}
        self.dipulihkan = False
        self.harus_bertemu = False

    def _pilih(self, nomor: int) -> UUID:
        return self.semua[nomor % len(self.semua)]

    def _sesudah(self) -> None:
        """No owner epoch falls on a disk that was not put back, and never do both sides write under the same one."""
        for satu in self.semua:
            desa, kabupaten = self.s.kedua(keadaan, satu)
            for sisi, milik in (("desa", desa), ("kabupaten", kabupaten)):
                assert milik[1] >= self.dikenal.get((sisi, satu), 0), "an owner epoch fell"
                self.dikenal[sisi, satu] = milik[1]
            assert not (desa == kabupaten and desa[0] == "sini"), "two owners at once"

    @precondition(lambda self: not self.harus_bertemu and len(self.semua) < 3)
    @rule()
    def diberi(self) -> None:
        self.semua.append(self.s.beri(next(self.kata) + 1))

    @precondition(lambda self: self.semua)
    @rule(nomor=st.integers(0, 2))
    def desa_menulis(self, nomor: int) -> None:
        satu = self._pilih(nomor)
        boleh = self.s.node.di_sini(keadaan, satu)[0] == "sini"
        if satu in self.s.node.di_sini(isi):
            assert coba(self.s.di_desa, satu, f"desa {next(self.kata)}") is boleh

    @precondition(lambda self: self.semua and not self.harus_bertemu)
    @rule(nomor=st.integers(0, 2))
    def kabupaten_menulis(self, nomor: int) -> None:
        satu = self._pilih(nomor)
        boleh = self.s.hub.di_sini(keadaan, satu)[0] == "sini"
        if satu in self.s.hub.di_sini(isi):
            assert coba(self.s.di_kabupaten, satu, f"kabupaten {next(self.kata)}") is boleh

    @precondition(lambda self: self.semua and not self.harus_bertemu)
    @rule(nomor=st.integers(0, 2))
    def ditarik(self, nomor: int) -> None:
        satu = self._pilih(nomor)
        boleh = self.s.hub.di_sini(keadaan, satu)[0] in {"dikirim", "sana"}
        assert coba(self.s.tarik, satu) is boleh
        self._sesudah()

    @precondition(lambda self: self.semua and not self.harus_bertemu)
    @rule(nomor=st.integers(0, 2))
    def diberi_lagi(self, nomor: int) -> None:
        with suppress(EofficeError):
            self.s.beri_lagi(self._pilih(nomor))
        self._sesudah()

    @precondition(lambda self: self.semua and not self.harus_bertemu)
    @rule(nomor=st.integers(0, 2), pakai=st.booleans())
    def diputuskan(self, nomor: int, pakai: bool) -> None:
        satu = self._pilih(nomor)
        ada = any(sebab in LEWAT for sebab in self.s.hub.di_sini(tertahan))
        with suppress(ChangedMeanwhile):
            coba(self.s.pakai if pakai else self.s.biarkan, satu)
            assert ada

    @rule(hilang=st.booleans(), putus=st.none() | st.integers(0, 4))
    def bertemu(self, hilang: bool, putus: int | None) -> None:
        self.s.kabel.hilang_jawaban, self.s.kabel.putus_sesudah = hilang, putus
        with suppress(Putus):
            self.s.bertemu()
            self.harus_bertemu = False
        self.s.kabel.hilang_jawaban, self.s.kabel.putus_sesudah = False, None
        self._sesudah()

    @rule(sisi=st.sampled_from(["node", "hub"]), sekali=st.integers(1, 3))
    def pekerja(self, sisi: str, sekali: int) -> None:
        """The worker of one side does a few events and stops."""
        getattr(self.s, sisi).di_sini(terapkan, sekali, 1)
        self._sesudah()

    @rule(sisi=st.sampled_from(["node", "hub"]))
    def disalin(self, sisi: str) -> None:
        getattr(self.s, sisi).cadangkan()

    @rule(sisi=st.sampled_from(["node", "hub"]), nomor=st.integers(0, 3))
    def dipulihkan_dari_salinan(self, sisi: str, nomor: int) -> None:
        """A disk is put back; the regency meets before it works again, a village may not be able to."""
        mesin: Mesin = getattr(self.s, sisi)
        if not mesin.cadangan:
            return
        mesin.pulihkan(nomor % len(mesin.cadangan))
        self.dipulihkan = True
        self.harus_bertemu |= sisi == "hub"
        self.dikenal.clear()

    def teardown(self) -> None:
        self.s.bertemu(4)
        for satu in self.semua:
            with suppress(ChangedMeanwhile):
                self.s.biarkan(satu)
        self.s.bertemu(3)
        self._satu_penulis()
        sengketa = self._bercabang()
        desa, kabupaten = self.s.kedua(isi)
        assert {k: v for k, v in desa.items() if k not in sengketa} == {
            k: v for k, v in kabupaten.items() if k not in sengketa
        }, "quiet, connected, and not the same"
        for satu in self.semua:
            if satu not in sengketa:
                assert sorted(milik[0] for milik in self.s.kedua(keadaan, satu)) in (
                    ["sana", "sini"],
                    ["ditarik", "sini"],
                    ["", ""],  # given by a regency that was put back to before it, and met nobody
                )
        if not self.dipulihkan:
            assert self.s.kedua(tertahan) == ([], [])
            self._cocok()
        for mesin in (self.s.node, self.s.hub):
            assert mesin.di_sini(periksa_rantai, CISONTROL).utuh

    def _bercabang(self) -> set[UUID]:
        """Families that two branches changed: a person has to choose, that is another model's business."""

        def baca() -> set[UUID]:
            return set(Karantina.objects.filter(selesai_pada=None).values_list("agregat_id", flat=True))

        desa, kabupaten = self.s.kedua(baca)
        if not self.dipulihkan:
            assert desa | kabupaten == set(), "nothing was put back, so nothing may be held"
        return desa | kabupaten

    def _satu_penulis(self) -> None:
        penulis: dict[tuple[UUID, int], set[str]] = defaultdict(set)
        revisi: dict[tuple[UUID, int], list[int]] = defaultdict(list)
        for satu, macam, epoch, ke, siapa in self.s.hub.di_sini(cerita):
            if macam == "put":
                penulis[satu, epoch].add(siapa)
                revisi[satu, epoch].append(ke)
        assert all(len(siapa) == 1 for siapa in penulis.values()), "two writers under one owner"
        if not self.dipulihkan:
            for semua in revisi.values():
                assert semua == list(range(semua[0], semua[0] + len(semua))), (
                    "a revision was left out or doubled"
                )

    def _cocok(self) -> None:
        titik = self.s.node.di_sini(catat_titik, (PROYEKSI,), pelaku="uji")
        self.s.bertemu()
        (hasil,) = self.s.hub.di_sini(cocok.hasil_titik, titik)
        assert hasil.digest == hasil.digest_pemilik, "the digests differ"


def test_one_writer_and_the_same_rows_in_any_order(buat_mesin: Callable[[str], Mesin]) -> None:
    atur: Any = settings(
        max_examples=CONTOH,
        stateful_step_count=LANGKAH,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    isi_kelas = {"buat_mesin": staticmethod(buat_mesin), "nomor": count()}
    run_state_machine_as_test(type("SerahTerimaUji", (SerahTerima,), isi_kelas), settings=atur)

"""Turns: who may meet of two copies of one installation. The rule, its file, and every order of copying and losing."""

import copy
import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from eoffice.jejak.models import Peristiwa
from eoffice.kernel import clock
from eoffice.sinkron.models import Temu
from eoffice.sinkron.rules.giliran import Giliran, Kartu, berikutnya
from eoffice.sinkron.services import giliran
from eoffice.sinkron.services.kunci import berkas_kunci, diri, diri_baru
from eoffice.sinkron.services.pusat import Petugas
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL

KOSONG, LIMA = Giliran(), Giliran(5, "lima")
OPERATOR = Petugas(UUID(int=7), "Rika")


@pytest.mark.parametrize(
    ("di_sini", "kartu", "sesudah"),
    [
        (KOSONG, Kartu(KOSONG, "a"), Giliran(1, "a")),
        (LIMA, Kartu(LIMA, "a"), Giliran(6, "a")),
        (Giliran(6, "a"), Kartu(LIMA, "a"), Giliran(6, "a")),
        (Giliran(6, "a"), Kartu(LIMA, "b"), None),
        (LIMA, Kartu(Giliran(5, "lain"), "a"), None),
        (LIMA, Kartu(KOSONG, "a"), None),
        (LIMA, Kartu(Giliran(9, "sembilan"), "a"), Giliran(10, "a")),
        (KOSONG, Kartu(Giliran(9, "sembilan"), "a"), Giliran(10, "a")),
        (LIMA, Kartu(), LIMA),
        (LIMA, Kartu(Giliran(2, "dua"), "a", pasti=True), Giliran(6, "a")),
    ],
    ids=[
        "first meeting", "the next turn", "the answer was lost", "another copy used it up", "same number, other mark",
        "nothing known any more", "the hub was put back", "the hub lost it all", "an older program", "a person vouches",
    ],
)  # fmt: skip
def test_a_turn_goes_on_from_the_last_one(di_sini: Giliran, kartu: Kartu, sesudah: Giliran | None) -> None:
    assert berikutnya(di_sini, kartu) == sesudah


class Salinan(RuleBasedStateMachine):
    """Disks that are copied, put back and cut off at any moment; each meets the same hub with the real rule."""

    def __init__(self) -> None:
        super().__init__()
        self.disk: list[Kartu] = [Kartu()]
        self.hub, self.cadangan_hub = Giliran(), Giliran()
        self.usul = 0
        self.berhasil: defaultdict[int, int] = defaultdict(int)
        """By disk how often it met to the end since anything was copied, put back or vouched for."""
        self.sendiri = True
        """Only one disk was ever used since the last word of a person, and it was never put back."""

    @rule(nomor=st.integers(0, 3), putus=st.sampled_from(["", "permintaan", "jawaban"]))
    def bertemu(self, nomor: int, putus: str) -> None:
        nomor %= len(self.disk)
        satu = self.disk[nomor]
        if not satu.usul:
            self.usul += 1
            satu = self.disk[nomor] = Kartu(satu.punya, f"usul{self.usul}", satu.pasti)
        if putus == "permintaan":
            return
        baru = berikutnya(self.hub, satu)
        assert baru is not None or not self.sendiri, "the only copy there is was refused"
        if baru is None:
            return
        self.hub = baru
        if satu.pasti:
            self.berhasil.clear()
        if putus != "jawaban":
            self.disk[nomor] = Kartu(Giliran(baru.ke, satu.usul))
            self.berhasil[nomor] += 1

    @rule(nomor=st.integers(0, 3))
    def salin(self, nomor: int) -> None:
        assume(len(self.disk) < 4)
        self.disk.append(copy.deepcopy(self.disk[nomor % len(self.disk)]))
        self.berhasil.clear()
        self.sendiri = False

    @rule(nomor=st.integers(0, 3))
    def pastikan(self, nomor: int) -> None:
        nomor %= len(self.disk)
        self.disk[nomor] = Kartu(self.disk[nomor].punya, self.disk[nomor].usul, pasti=True)

    @rule()
    def hub_dicadangkan(self) -> None:
        self.cadangan_hub = self.hub

    @rule()
    def hub_dipulihkan(self) -> None:
        self.hub = self.cadangan_hub
        self.berhasil.clear()

    @invariant()
    def paling_lambat_pada_pertemuan_kedua(self) -> None:
        """Two copies of one disk never both meet twice, unless a person or a backup came between."""
        assert sum(kali >= 2 for kali in self.berhasil.values()) <= 1, self.berhasil


Salinan.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestSalinan = Salinan.TestCase


@pytest.fixture
def rumah(cisontrol: Desa, tmp_path: Path, settings: Any) -> Path:
    """The home of the village's computer."""
    settings.EOFFICE_HOME = tmp_path / "rumah"
    return Path(settings.EOFFICE_HOME)


@pytest.mark.django_db
class TestBerkas:
    @pytest.fixture(autouse=True)
    def _lingkup(self, rumah: Path) -> Any:
        with lingkup(CISONTROL):
            yield

    def test_what_is_proposed_stays_until_it_was_heard(self) -> None:
        pertama = giliran.kartu()
        assert (pertama.punya, len(pertama.usul)) == (Giliran(), 32)
        assert giliran.kartu() == pertama, "the answer was lost: the same words once more"
        giliran.diberi(pertama, 1)
        kedua = giliran.kartu()
        assert kedua.punya == Giliran(1, pertama.usul)
        assert kedua.usul not in {"", pertama.usul}

    def test_an_older_hub_changes_nothing(self) -> None:
        satu = giliran.kartu()
        giliran.diberi(satu, None)
        assert giliran.kartu() == satu

    @pytest.mark.parametrize("isi", ["", "{}", "[]", '{"node": 3}', "bukan json"])
    def test_a_damaged_file_is_nothing_known(self, isi: str) -> None:
        giliran.diberi(giliran.kartu(), 4)
        berkas_kunci(f"giliran-{CISONTROL}.json").write_text(isi)
        assert giliran.kartu().punya == Giliran()

    def test_a_new_key_begins_anew(self) -> None:
        giliran.diberi(giliran.kartu(), 4)
        diri_baru()
        assert giliran.kartu().punya == Giliran()

    def test_the_file_is_for_its_owner_alone_and_names_its_key(self) -> None:
        giliran.kartu()
        berkas = berkas_kunci(f"giliran-{CISONTROL}.json")
        assert berkas.stat().st_mode & 0o777 == 0o600
        assert json.loads(berkas.read_text())["node"] == str(diri().node)

    def test_a_person_who_vouches_is_in_the_trail_and_says_so_once(self) -> None:
        giliran.diberi(giliran.kartu(), 4)
        giliran.jamin(petugas=OPERATOR)
        satu = giliran.kartu()
        assert (satu.pasti, satu.punya.ke) == (True, 4)
        tercatat = Peristiwa.objects.get(jenis="sinkron.tindakan")
        assert (tercatat.publik["tindakan"], tercatat.pelaku) == ("salinan", str(OPERATOR.id))
        giliran.diberi(satu, 9)
        assert not giliran.kartu().pasti

    def test_a_person_is_asked_only_after_a_refusal_and_until_he_answered(self) -> None:
        assert not giliran.menunggu_kepastian()
        _temu("sinkron.kata_kabupaten", kode="sinkron.mesin_lain", kata="...")
        assert not giliran.menunggu_kepastian()
        _temu("sinkron.kata_kabupaten", kode="sinkron.giliran_lama", kata="...")
        assert giliran.menunggu_kepastian()
        giliran.jamin(petugas=OPERATOR)
        assert not giliran.menunggu_kepastian()

    def test_a_meeting_that_went_well_asks_nobody(self) -> None:
        _temu("sinkron.kata_kabupaten", kode="sinkron.giliran_lama", kata="...")
        _temu("")
        assert not giliran.menunggu_kepastian()


def _temu(sebab: str, **rincian: str) -> None:
    kini = clock.now()
    Temu(mulai=kini, akhir=kini, sebab=sebab, rincian=rincian).save(force_insert=True)


@pytest.mark.django_db
def test_really_copied_homes_are_told_apart(rumah: Path, tmp_path: Path, settings: Any) -> None:
    """The whole home with its key is copied; the hub takes the turn of one of them."""
    hub = Giliran()

    def bertemu(di_rumah: Path) -> bool:
        nonlocal hub
        settings.EOFFICE_HOME = di_rumah
        with lingkup(CISONTROL):
            satu = giliran.kartu()
            baru = berikutnya(hub, satu)
            if baru is not None:
                hub = baru
                giliran.diberi(satu, baru.ke)
            return baru is not None

    assert bertemu(rumah)
    salinan = Path(shutil.copytree(rumah, tmp_path / "salinan"))
    assert bertemu(salinan), "nobody can know which of two is the copy"
    assert not bertemu(rumah)
    assert bertemu(salinan)
    settings.EOFFICE_HOME = rumah
    with lingkup(CISONTROL):
        giliran.jamin(petugas=OPERATOR)
    assert bertemu(rumah)
    assert not bertemu(salinan)
    assert bertemu(rumah)

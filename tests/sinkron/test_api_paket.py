"""Batches over the line: one that is known already stays closed; one that is fetched is as it was asked for."""

import json
from pathlib import Path

import pytest
from django.conf import LazySettings

from eoffice.jejak.aliran import Kiriman
from eoffice.sinkron.services import kemas
from eoffice.sinkron.services.kemas import intip
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.jejak.conftest import tulis
from tests.sinkron.penelepon import Penelepon, kiriman, kode
from tests.sinkron.test_api import tersimpan


@pytest.fixture(autouse=True)
def _rumah(tmp_path: Path, settings: LazySettings) -> None:
    settings.EOFFICE_HOME = tmp_path


@pytest.fixture
def node(cisontrol: Desa) -> Penelepon:
    """The registered installation of Cisontrol."""
    return Penelepon().daftar()


class TestUlangan:
    """A batch that was stored before is known by its header: its body stays closed."""

    def test_the_body_is_not_opened(self, node: Penelepon, monkeypatch: pytest.MonkeyPatch) -> None:
        paket = node.paket(kiriman(3))
        assert json.loads(node.panggil("dorong/", paket).content)["penerimaan"] == "simpan"
        monkeypatch.setattr(kemas.zstandard, "ZstdDecompressor", lambda **_: pytest.fail("it was opened"))
        hasil = json.loads(node.panggil("dorong/", paket).content)
        assert (hasil["penerimaan"], hasil["urut"], hasil["digest"]) == ("sudah_ada", 3, intip(paket).digest)

    def test_a_part_of_what_stands_here_is_known_as_well(self, node: Penelepon) -> None:
        semua = kiriman(5)
        node.panggil("dorong/", node.paket(semua))
        hasil = json.loads(node.panggil("dorong/", node.paket(semua[:2])).content)
        assert (hasil["penerimaan"], hasil["urut"]) == ("sudah_ada", 5)
        assert tersimpan() == (1, 5)

    def test_other_events_at_the_same_places_are_a_fork(self, node: Penelepon) -> None:
        semua = kiriman(3)
        node.panggil("dorong/", node.paket(semua))
        lain = [Kiriman({**satu.isi, "pelaku": "lain"}, satu.pribadi, satu.garam) for satu in semua]
        hasil = json.loads(node.panggil("dorong/", node.paket(lain)).content)
        assert (hasil["penerimaan"], hasil["urut"]) == ("cabang", 3)

    def test_its_signature_counts_all_the_same(self, node: Penelepon) -> None:
        paket = node.paket(kiriman(3))
        node.panggil("dorong/", paket)
        assert kode(node.panggil("dorong/", paket[:-1] + bytes([paket[-1] ^ 1]))) == (
            422,
            "sinkron.paket_bukan_dari_sana",
        )


@pytest.mark.parametrize(
    "minta", ["", "&muat=1", "&muat=99999999999999999999", "&muat=x", "&kamus=k1", "&kamus=,,x"]
)
def test_whatever_size_and_dictionary_is_asked_for_a_batch_comes(node: Penelepon, minta: str) -> None:
    with lingkup(CISONTROL):
        epoch = tulis().epoch
    hasil = node.panggil(f"tarik/?epoch={epoch}&sesudah=0{minta}")
    assert hasil.status_code == 200
    assert intip(hasil.content).kamus == ("k1" if "k1" in minta else "")

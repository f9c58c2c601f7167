"""The addresses of a first load, and whose stream it is: on both databases, and against whoever means harm."""

import json
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from django.db import transaction

from eoffice.jejak import services as jejak
from eoffice.jejak.aliran import semua_ujung
from eoffice.jejak.models import Peristiwa
from eoffice.jejak.services import hapus_pribadi
from eoffice.sinkron.models import Node, PenulisAliran, StatusNode
from eoffice.sinkron.rules import muat
from eoffice.sinkron.rules.muat import DaftarSegmen
from eoffice.sinkron.services import segmen
from eoffice.sinkron.services.kemas import buka
from eoffice.sinkron.services.kunci import diri
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL, SITUMANDALA
from tests.jejak.conftest import banyak
from tests.sinkron.penelepon import SALAM, Penelepon, kiriman, kode

TIDAK_DIKENAL = (404, "sinkron.node_tidak_dikenal")


@pytest.fixture(autouse=True)
def rumah(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EOFFICE_HOME = tmp_path
    monkeypatch.setattr(segmen, "SEDIKITNYA", 10)
    monkeypatch.setattr(segmen, "SEPAKET", 30)
    monkeypatch.setattr(segmen, "POTONG", 700)


@pytest.fixture
def desa(cisontrol: Desa) -> Penelepon:
    """An installation of Cisontrol, of which the hub holds seventy events."""
    with lingkup(CISONTROL), transaction.atomic():
        jejak.catat_banyak(banyak(70), pelaku="uji")
    return Penelepon().daftar()


def tanya(desa: Penelepon, punya: dict[str, int] | None = None) -> DaftarSegmen:
    jawab = desa.panggil("muat/", json.dumps({"punya": punya or {}}).encode())
    assert jawab.status_code == 200
    return muat.baca(jawab.content)


def unduh(desa: Penelepon, sha256: str) -> bytes:
    isi = b""
    while True:
        jawab = desa.panggil(f"muat/{sha256}/?dari={len(isi)}")
        assert jawab.status_code == 206
        isi += jawab.content
        if len(isi) == int(jawab.headers["Content-Range"].rpartition("/")[2]):
            return isi


def test_the_list_names_files_that_hold_what_it_says(desa: Penelepon) -> None:
    daftar = tanya(desa)
    ((epoch, urut),) = daftar.per.items()
    assert urut == 70
    assert [(s.epoch, s.dari, s.sampai) for s in daftar.segmen] == [
        (epoch, 1, 30),
        (epoch, 31, 60),
        (epoch, 61, 70),
    ]
    for satu in daftar.segmen:
        isi = unduh(desa, satu.sha256)
        paket = buka(isi, diri().kunci.public_key())
        assert (len(isi), paket.kepala.dari, paket.kepala.sampai) == (satu.ukuran, satu.dari, satu.sampai)
    assert tanya(desa) == daftar
    assert [s.dari for s in tanya(desa, {str(epoch): 60}).segmen] == [61]
    assert tanya(desa, {str(epoch): 65}).segmen == ()


def test_any_byte_is_a_beginning(desa: Penelepon) -> None:
    satu = tanya(desa).segmen[0]
    utuh = unduh(desa, satu.sha256)
    for dari in (0, 1, 699, 700, satu.ukuran - 1):
        jawab = desa.panggil(f"muat/{satu.sha256}/?dari={dari}")
        assert jawab.content == utuh[dari : dari + 700]
        assert jawab.headers["Content-Range"] == f"bytes {dari}-{dari + len(jawab.content) - 1}/{satu.ukuran}"


@pytest.mark.parametrize("dari", ["-1", "x", "", "1" * 30])
def test_a_place_that_is_none_is_refused(desa: Penelepon, dari: str) -> None:
    satu = tanya(desa).segmen[0]
    assert kode(desa.panggil(f"muat/{satu.sha256}/?dari={dari}")) == (422, "sinkron.permintaan_rusak")
    assert kode(desa.panggil(f"muat/{satu.sha256}/?dari={satu.ukuran}")) == (422, "sinkron.permintaan_rusak")


@pytest.mark.parametrize("nama", ["0" * 64, "A" * 64, "*", "..", "0" * 63])
def test_a_name_that_is_no_file_of_this_village_is_nothing(desa: Penelepon, nama: str) -> None:
    tanya(desa)
    assert desa.panggil(f"muat/{nama}/?dari=0").status_code == 404


@pytest.mark.parametrize(
    "badan",
    [
        b"",
        b"[]",
        b'{"punya": 7}',
        b'{"punya": {"x": 1}}',
        b'{"punya": {}',
        b'{"punya": {"' + b"0" * 32 + b'": -1}}',
    ],
)
def test_a_question_that_is_none_is_refused(desa: Penelepon, badan: bytes) -> None:
    assert kode(desa.panggil("muat/", badan)) == (422, "sinkron.permintaan_rusak")


def test_strangers_and_other_villages_get_nothing(desa: Penelepon, situmandala: Desa) -> None:
    satu = tanya(desa).segmen[0]
    tetangga = Penelepon(desa=SITUMANDALA).daftar()
    assert tanya(tetangga).segmen == ()
    assert tetangga.panggil(f"muat/{satu.sha256}/?dari=0").status_code == 404
    tetangga.desa = CISONTROL
    for asing in (Penelepon(), tetangga):
        assert kode(asing.panggil(f"muat/{satu.sha256}/?dari=0")) == TIDAK_DIKENAL
        assert kode(asing.panggil("muat/", b'{"punya": {}}')) == TIDAK_DIKENAL


def test_a_revoked_server_gets_nothing_any_more(desa: Penelepon) -> None:
    satu = tanya(desa).segmen[0]
    with lingkup(CISONTROL):
        Node.objects.update(status=StatusNode.DICABUT)
    assert kode(desa.panggil(f"muat/{satu.sha256}/?dari=0")) == TIDAK_DIKENAL


def test_an_erasure_ends_the_file_before_any_worker_runs(desa: Penelepon) -> None:
    daftar = tanya(desa)
    with lingkup(CISONTROL):
        (aliran,) = semua_ujung()
        korban = Peristiwa.objects.get(epoch=aliran.epoch, urut=35)
        hapus_pribadi(agregat="orang", agregat_id=korban.agregat_id, alasan="diminta", pelaku="uji")
    assert kode(desa.panggil(f"muat/{daftar.segmen[1].sha256}/?dari=0")) == (404, "sinkron.segmen_tidak_ada")
    assert desa.panggil(f"muat/{daftar.segmen[0].sha256}/?dari=0").status_code == 206
    baru = tanya(desa)
    assert baru.segmen[0] == daftar.segmen[0]
    assert baru.segmen[1] != daftar.segmen[1]
    paket = buka(unduh(desa, baru.segmen[1].sha256), diri().kunci.public_key())
    assert [satu.pribadi is None for satu in paket.peristiwa].count(True) == 1


class TestDaftar:
    """The list as it travels."""

    BAIK: ClassVar[dict[str, Any]] = {
        "per": {},
        "segmen": [[str(uuid4()), 1, 2, 3, "a" * 64]],
        "lanjut": False,
    }

    @pytest.mark.parametrize(
        "ubah",
        [
            {"lanjut": 1},
            {"per": []},
            {"per": {"x": 1}},
            {"per": {str(uuid4()): "1"}},
            {"per": {str(uuid4()): 2**63}},
            {"segmen": 3},
            {"segmen": [[str(uuid4()), 0, 2, 3, "a" * 64]]},
            {"segmen": [[str(uuid4()), 3, 2, 3, "a" * 64]]},
            {"segmen": [[str(uuid4()), 1, 2, 0, "a" * 64]]},
            {"segmen": [[str(uuid4()), 1, 2, muat.MAKS_UKURAN + 1, "a" * 64]]},
            {"segmen": [[str(uuid4()), 1, 2, 3, "../../etc/passwd"]]},
            {"segmen": [[str(uuid4()), 1, 2, 3.0, "a" * 64]]},
            {"segmen": [[str(uuid4()), 1, 2, 3]]},
            {"segmen": [[str(uuid4()), 1, 2, 3, "a" * 64]] * (muat.MAKS_SEGMEN + 1)},
        ],
    )
    def test_what_no_hub_says_is_refused(self, ubah: dict[str, Any]) -> None:
        assert muat.baca(json.dumps(self.BAIK).encode()).ukuran == 3
        with pytest.raises(muat.InvalidInput):
            muat.baca(json.dumps(self.BAIK | ubah).encode())

    @pytest.mark.parametrize(
        ("angka", "persen"),
        [
            ((0, 10, 0, 5), 0),
            ((999, 1000, 0, 5), 99),
            ((10, 10, 0, 5), 0),
            ((10, 10, 4, 5), 80),
            ((0, 0, 5, 5), 100),
        ],
    )
    def test_it_is_never_all_before_it_is(self, angka: tuple[int, int, int, int], persen: int) -> None:
        assert muat.KemajuanMuat(*angka).persen == persen


class TestPenulis:
    """A stream belongs to the installation that began it."""

    def test_a_second_server_does_not_go_on_with_the_stream_of_the_first(self, cisontrol: Desa) -> None:
        lama = Penelepon().daftar()
        awal = kiriman(3)
        assert lama.panggil("dorong/", lama.paket(awal)).status_code == 200
        with lingkup(CISONTROL):
            Node.objects.update(status=StatusNode.DICABUT)
            (aliran,) = semua_ujung()
        baru = Penelepon().daftar()
        lanjut = kiriman(1, epoch=aliran.epoch, mulai=4)
        ditolak = baru.panggil("dorong/", baru.paket(lanjut, aliran.digest))
        assert kode(ditolak) == (422, "sinkron.aliran_server_lain")
        assert (
            baru.panggil("dorong/", baru.paket(awal)).json()["penerimaan"] == "sudah_ada"
        )  # told again: no harm
        assert baru.panggil("dorong/", baru.paket()).status_code == 200
        with lingkup(CISONTROL):
            assert sorted(a.urut for a in semua_ujung()) == [3, 3]
            assert PenulisAliran.objects.count() == 2

    def test_the_greeting_says_which_streams_take_no_more(self, cisontrol: Desa) -> None:
        lama = Penelepon().daftar()
        lama.panggil("dorong/", lama.paket())
        assert [a["terbuka"] for a in _salam(lama)] == [True]
        with lingkup(CISONTROL):
            Node.objects.update(status=StatusNode.DICABUT)
        assert [a["terbuka"] for a in _salam(Penelepon().daftar())] == [False]


def _salam(satu: Penelepon) -> list[dict[str, Any]]:
    return satu.panggil("salam/", SALAM).json()["aliran"]  # type: ignore[attr-defined,no-any-return]

"""Letting a village's server in: one-time codes at the hub, the pinned key at the village."""

import json
import stat
from datetime import timedelta
from pathlib import Path
from threading import Thread
from uuid import UUID, uuid4

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import LazySettings
from django.http import HttpResponse

from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput
from eoffice.sinkron.models import KodePendaftaran, Node, StatusNode
from eoffice.sinkron.rules.undangan import Undangan, baca, sidik_kunci
from eoffice.sinkron.services import kunci
from eoffice.sinkron.services.kunci import diri
from eoffice.sinkron.services.panggilan import Panggilan, jawaban_sah
from eoffice.sinkron.services.pendaftaran import buat_kode, setujui_kode
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL, SITUMANDALA
from tests.sinkron.penelepon import SALAM, Penelepon, kode

KODE_SALAH = (422, "sinkron.kode_daftar_salah")
KODE_TERPAKAI = (422, "sinkron.kode_daftar_terpakai")
KODE_LEWAT = (422, "sinkron.kode_daftar_lewat")


@pytest.fixture(autouse=True)
def _rumah(tmp_path: Path, settings: LazySettings) -> None:
    settings.EOFFICE_HOME = tmp_path


def minta_kode(desa: str = CISONTROL, *, ganti: bool = False) -> str:
    with lingkup(desa):
        teks = buat_kode(oleh="Diskominfo", ganti=ganti).teks
        if ganti:
            setujui_kode(oleh="Kepala bidang")
        return teks


def mendaftar(siapa: Penelepon, kodenya: str, terbuka: bytes | None = None) -> HttpResponse:
    terbuka = siapa.diri.kunci.public_key().public_bytes_raw() if terbuka is None else terbuka
    return siapa.panggil("daftar/", json.dumps({"kode": kodenya, "kunci": terbuka.hex()}).encode())


def node(desa: str = CISONTROL) -> dict[UUID, str]:
    """Return the installations of a village and their status."""
    with lingkup(desa):
        return dict(Node.objects.values_list("pk", "status"))


def test_a_code_registers_the_key_of_whoever_knows_it_and_holds_the_key(cisontrol: Desa) -> None:
    siapa = Penelepon()
    assert mendaftar(siapa, minta_kode()).status_code == 200
    assert node() == {siapa.diri.node: StatusNode.AKTIF}
    assert siapa.panggil("salam/", SALAM).status_code == 200
    assert siapa.panggil("dorong/", siapa.paket()).status_code == 200


def test_the_answer_names_the_hub_and_is_signed_with_its_key(cisontrol: Desa) -> None:
    siapa, jalur = Penelepon(), f"/sinkron/{CISONTROL}/daftar/"
    terbuka = siapa.diri.kunci.public_key().public_bytes_raw().hex()
    badan = json.dumps({"kode": minta_kode(), "kunci": terbuka}).encode()
    tajuk = siapa.tajuk("POST", jalur, badan)
    jawab = siapa.kirim("POST", jalur, badan, tajuk)
    hub = diri()
    assert jawab.json() == {"node": str(hub.node), "kunci": hub.kunci.public_key().public_bytes_raw().hex()}
    panggilan = Panggilan("POST", jalur, badan, tajuk["X-Eoffice-Nonce"])
    tanda = jawab.headers["X-Eoffice-Tanda"]
    assert jawaban_sah(panggilan, 200, jawab.content, tanda, hub.kunci.public_key())


def test_only_a_keyed_digest_of_the_code_is_kept(cisontrol: Desa) -> None:
    teks = minta_kode()
    with lingkup(CISONTROL):
        isi = str(list(KodePendaftaran.objects.values_list()))
    assert len(teks) == 20
    assert teks not in isi
    assert minta_kode() != teks


def test_a_code_typed_by_hand_may_be_small_and_spaced(cisontrol: Desa) -> None:
    teks = minta_kode().lower()
    ketikan = " ".join(teks[i : i + 4] for i in range(0, 20, 4))
    assert mendaftar(Penelepon(), ketikan).status_code == 200


def test_a_lost_answer_is_asked_for_again_with_the_same_code(cisontrol: Desa) -> None:
    siapa, teks = Penelepon(), minta_kode()
    assert [mendaftar(siapa, teks).status_code for _ in range(3)] == [200, 200, 200]
    assert node() == {siapa.diri.node: StatusNode.AKTIF}


@pytest.mark.parametrize("teks", ["", "A" * 20, "23456789ABCDEFGHJKLM", "' OR 1=1 --", "\0", "🏠"])
def test_a_guessed_code_registers_nobody(cisontrol: Desa, teks: str) -> None:
    minta_kode()
    assert kode(mendaftar(Penelepon(), teks)) == KODE_SALAH
    assert node() == {}


def test_a_code_works_once(cisontrol: Desa) -> None:
    pertama, teks = Penelepon(), minta_kode()
    mendaftar(pertama, teks)
    assert kode(mendaftar(Penelepon(), teks)) == KODE_TERPAKAI
    sama_node = Penelepon(kunci.Diri(pertama.diri.node, Ed25519PrivateKey.generate()))
    assert kode(mendaftar(sama_node, teks)) == KODE_TERPAKAI
    assert node() == {pertama.diri.node: StatusNode.AKTIF}


def test_a_code_lives_a_day(cisontrol: Desa) -> None:
    teks = minta_kode()
    with time_machine.travel(clock.now() + timedelta(hours=24.1)):
        assert kode(mendaftar(Penelepon(), teks)) == KODE_LEWAT
    with time_machine.travel(clock.now() + timedelta(hours=23.9)):
        assert mendaftar(Penelepon(), teks).status_code == 200


def test_a_newer_code_ends_the_older_one(cisontrol: Desa) -> None:
    lama, baru = minta_kode(), minta_kode()
    assert kode(mendaftar(Penelepon(), lama)) == KODE_LEWAT
    assert mendaftar(Penelepon(), baru).status_code == 200


def test_a_code_of_one_village_lets_nobody_into_another(cisontrol: Desa, situmandala: Desa) -> None:
    teks = minta_kode(SITUMANDALA)
    assert kode(mendaftar(Penelepon(), teks)) == KODE_SALAH
    assert (node(), node(SITUMANDALA)) == ({}, {})
    assert mendaftar(Penelepon(desa=SITUMANDALA), teks).status_code == 200


def test_a_key_that_the_caller_does_not_hold_is_not_registered(cisontrol: Desa) -> None:
    teks, orang_lain = minta_kode(), Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert kode(mendaftar(Penelepon(), teks, orang_lain)) == (404, "sinkron.node_tidak_dikenal")
    assert node() == {}
    assert mendaftar(Penelepon(), teks).status_code == 200  # the code was not spent


@pytest.mark.parametrize(
    "badan",
    [b"", b"{}", b"[]", b'"x"', b'{"kode":"A","kunci":"zz"}', b'{"kode":"A","kunci":5}', b"[" * 90_000],
)
def test_garbage_registers_nobody(cisontrol: Desa, badan: bytes) -> None:
    assert kode(Penelepon().panggil("daftar/", badan)) == (422, "sinkron.permintaan_rusak")
    assert node() == {}


@pytest.mark.parametrize("terbuka", [b"", b"x", b"x" * 31, b"x" * 33])
def test_a_key_of_the_wrong_size_registers_nobody(cisontrol: Desa, terbuka: bytes) -> None:
    assert mendaftar(Penelepon(), minta_kode(), terbuka).status_code == 404
    assert node() == {}


class TestServerKedua:
    def test_is_refused_already_when_the_code_is_asked_for(self, cisontrol: Desa) -> None:
        Penelepon().daftar()
        with pytest.raises(InvalidInput) as tolak:
            minta_kode()
        assert tolak.value.pesan.kode == "sinkron.sudah_ada_server"

    def test_is_refused_also_with_a_code_that_is_older_than_the_first(self, cisontrol: Desa) -> None:
        teks, pertama = minta_kode(), Penelepon().daftar()
        assert kode(mendaftar(Penelepon(), teks)) == (422, "sinkron.sudah_ada_server")
        assert node() == {pertama.diri.node: StatusNode.AKTIF}

    def test_takes_the_place_of_the_first_when_the_code_says_so(self, cisontrol: Desa) -> None:
        lama, baru = Penelepon().daftar(), Penelepon()
        teks = minta_kode(ganti=True)
        assert lama.panggil("salam/", SALAM).status_code == 200  # until the code is used
        assert mendaftar(baru, teks).status_code == 200
        assert node() == {lama.diri.node: StatusNode.DICABUT, baru.diri.node: StatusNode.AKTIF}
        assert kode(lama.panggil("dorong/", lama.paket())) == (404, "sinkron.node_tidak_dikenal")
        assert kode(baru.panggil("dorong/", lama.paket())) == (422, "sinkron.node_tidak_dikenal")
        assert baru.panggil("dorong/", baru.paket()).status_code == 200

    def test_a_wrong_code_revokes_nobody(self, cisontrol: Desa) -> None:
        lama = Penelepon().daftar()
        minta_kode(ganti=True)
        mendaftar(Penelepon(), "A" * 20)
        assert node() == {lama.diri.node: StatusNode.AKTIF}

    def test_a_key_that_was_used_before_does_not_come_back(self, cisontrol: Desa) -> None:
        lama = Penelepon().daftar()
        assert kode(mendaftar(lama, minta_kode(ganti=True))) == (422, "sinkron.kunci_sudah_dipakai")
        assert node() == {lama.diri.node: StatusNode.AKTIF}


class TestUndangan:
    SIDIK = "ABCD-EFGH"

    def test_reads_what_it_wrote(self) -> None:
        satu = Undangan("https://eoffice.ciamiskab.go.id", CISONTROL, "K" * 20, self.SIDIK)
        assert baca(f"  {satu.tulis()}\n") == satu
        assert satu.tulis() == f"https://eoffice.ciamiskab.go.id#{CISONTROL}#{'K' * 20}#{self.SIDIK}"

    @pytest.mark.parametrize(
        "baris", ["", "x", "http://a#b#c", "ftp://a#b#c#d", "http://a##c#d", "http://a#b#c#d#e", "a#b#c#d"]
    )
    def test_refuses_a_line_that_is_cut(self, baris: str) -> None:
        with pytest.raises(InvalidInput) as tolak:
            baca(baris)
        assert tolak.value.pesan.kode == "sinkron.undangan_rusak"

    def test_fingerprints_are_for_people_and_differ(self) -> None:
        satu, dua = sidik_kunci(b"\0" * 32), sidik_kunci(b"\0" * 31 + b"\1")
        assert satu != dua
        assert [len(bagian) for bagian in satu.split("-")] == [4] * 8


class TestKunci:
    def test_two_processes_that_start_at_once_agree_on_one_key(self) -> None:
        hasil = list[object]()
        utas = [Thread(target=lambda: hasil.append(diri().node)) for _ in range(8)]
        for satu in utas:
            satu.start()
        for satu in utas:
            satu.join()
        assert set(hasil) == {diri().node}

    def test_who_comes_second_reads_what_the_first_wrote(self) -> None:
        pertama, path = diri(), kunci.berkas_kunci("diri.json")
        kunci._tulis_pertama(path, {"node": str(uuid4()), "kunci": "00" * 32})
        assert diri().node == pertama.node
        assert [berkas.name for berkas in path.parent.iterdir()] == ["diri.json"]

    def test_lies_in_files_of_its_owner_alone(self, tmp_path: Path) -> None:
        diri()
        folder = tmp_path / "kunci" / "sinkron"
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(berkas.stat().st_mode) for berkas in folder.iterdir()} == {0o600}

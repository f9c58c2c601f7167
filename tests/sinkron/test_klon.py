"""A copied disk that runs in a second computer is let in by two people only. At the hub, on both databases."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.sinkron.models import KeadaanNode, Node, StatusNode
from eoffice.sinkron.rules.giliran import Giliran, Kartu
from eoffice.sinkron.rules.laporan import Laporan
from eoffice.sinkron.services.pendaftaran import (
    buat_kode,
    cabut,
    menunggu_persetujuan,
    setujui_kode,
)
from eoffice.web.komponen.kalimat import kalimat
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.sinkron.penelepon import Penelepon, kode

SATU = Laporan("1.0", 0, None, 7, mesin="a" * 16)
DUA = replace(SATU, mesin="b" * 16)


@pytest.fixture(autouse=True)
def _rumah(tmp_path: Path, settings: Any) -> None:
    settings.EOFFICE_HOME = tmp_path


@pytest.fixture
def desa(cisontrol: Desa) -> Penelepon:
    """The server of Cisontrol, which greeted from one computer."""
    siapa = Penelepon().daftar()
    assert siapa.panggil("salam/", SATU.tulis()).status_code == 200
    return siapa


def node() -> dict[str, str]:
    with lingkup(CISONTROL):
        return dict(Node.objects.order_by("terdaftar_pada").values_list("mesin", "status"))


def test_the_second_computer_is_refused_and_told_what_to_do(desa: Penelepon) -> None:
    jawab = desa.panggil("salam/", replace(DUA, urut=99).tulis())
    assert kode(jawab) == (422, "sinkron.mesin_lain")
    kata = json.loads(jawab.content)["kalimat"]
    assert "matikan yang lain" in kata and "kode penggantian" in kata
    assert len(kata) <= 300, "the village's side cuts what is longer"
    with lingkup(CISONTROL):
        assert Node.objects.get().urut == 7, "what it tells of itself counts for nothing"


def test_the_first_computer_goes_on(desa: Penelepon) -> None:
    desa.panggil("salam/", DUA.tulis())
    assert desa.panggil("salam/", SATU.tulis()).status_code == 200
    assert desa.panggil("dorong/", desa.paket()).status_code == 200


def test_the_regency_keeps_what_it_saw(desa: Penelepon) -> None:
    desa.panggil("salam/", DUA.tulis())
    with lingkup(CISONTROL):
        assert KeadaanNode.objects.get().mesin_ganti_pada is not None
    desa.panggil("salam/", SATU.tulis())
    with lingkup(CISONTROL):
        assert KeadaanNode.objects.get().klon_pada is not None, "both are alive"


def test_an_installation_that_tells_no_computer_is_believed(cisontrol: Desa) -> None:
    siapa = Penelepon().daftar()
    lama = replace(SATU, mesin="")
    for kabar in (lama, SATU, lama, SATU):
        assert siapa.panggil("salam/", kabar.tulis()).status_code == 200


def mendaftar(siapa: Penelepon, teks: str) -> Any:
    terbuka = siapa.diri.kunci.public_key().public_bytes_raw().hex()
    return siapa.panggil("daftar/", json.dumps({"kode": teks, "kunci": terbuka}).encode())


def test_a_replacement_wants_a_second_person(desa: Penelepon) -> None:
    with lingkup(CISONTROL):
        teks = buat_kode(oleh="Asep", ganti=True).teks
        assert menunggu_persetujuan() == "Asep"
    baru = Penelepon()
    assert kode(mendaftar(baru, teks)) == (422, "sinkron.kode_belum_disetujui")
    with lingkup(CISONTROL):
        with pytest.raises(InvalidInput) as tolak:
            setujui_kode(oleh="Asep")
        assert "Anda sendiri" in kalimat(tolak.value.pesan)
    assert kode(mendaftar(baru, teks)) == (422, "sinkron.kode_belum_disetujui")
    with lingkup(CISONTROL):
        setujui_kode(oleh="Neni")
        assert menunggu_persetujuan() == ""
    assert mendaftar(baru, teks).status_code == 200
    assert baru.panggil("salam/", DUA.tulis()).status_code == 200
    assert node() == {"a" * 16: StatusNode.DICABUT, "b" * 16: StatusNode.AKTIF}
    assert kode(desa.panggil("salam/", SATU.tulis()))[0] == 404, "the old key appends nothing any more"


def test_there_is_nothing_to_approve_without_a_code_that_waits(desa: Penelepon) -> None:
    with lingkup(CISONTROL):
        with pytest.raises(NotFound):
            setujui_kode(oleh="Neni")
        buat_kode(oleh="Asep", ganti=True)
        setujui_kode(oleh="Neni")
        with pytest.raises(NotFound):
            setujui_kode(oleh="Tuti")


def test_a_new_code_has_to_be_approved_anew(desa: Penelepon) -> None:
    with lingkup(CISONTROL):
        buat_kode(oleh="Asep", ganti=True)
        setujui_kode(oleh="Neni")
        teks = buat_kode(oleh="Asep", ganti=True).teks
    assert kode(mendaftar(Penelepon(), teks)) == (422, "sinkron.kode_belum_disetujui")


def test_a_revoked_server_is_replaced_by_one_person(desa: Penelepon) -> None:
    """The key counts no more: two servers are impossible."""
    with lingkup(CISONTROL):
        teks = buat_kode(oleh="Asep", ganti=True).teks
        cabut(oleh="Asep")
    assert mendaftar(Penelepon(), teks).status_code == 200


def salam(siapa: Penelepon, ke: int, tanda: str, usul: str, *, pasti: bool = False) -> Any:
    """Greet with a turn, from the computer that is known."""
    return siapa.panggil("salam/", replace(SATU, kartu=Kartu(Giliran(ke, tanda), usul, pasti)).tulis())


class TestGiliran:
    """A copy of the whole machine, with its id and its network cards."""

    def test_each_meeting_takes_a_turn(self, desa: Penelepon) -> None:
        assert salam(desa, 0, "", "satu").json()["giliran"] == 1
        assert salam(desa, 1, "satu", "dua").json()["giliran"] == 2
        with lingkup(CISONTROL):
            node = Node.objects.get()
            assert (node.giliran_ke, node.giliran_tanda) == (2, "dua")
            assert KeadaanNode.objects.get().klon_pada is None

    def test_an_answer_that_was_lost_is_given_again(self, desa: Penelepon) -> None:
        salam(desa, 0, "", "satu")
        for _ in range(3):
            assert salam(desa, 0, "", "satu").json()["giliran"] == 1
        assert salam(desa, 1, "satu", "dua").json()["giliran"] == 2

    def test_the_copy_is_refused_and_the_regency_sees_it(self, desa: Penelepon) -> None:
        salam(desa, 0, "", "satu")
        salam(desa, 1, "satu", "dua")
        jawab = salam(desa, 1, "satu", "salinan")
        assert kode(jawab) == (422, "sinkron.giliran_lama")
        kata = json.loads(jawab.content)["kalimat"]
        assert "matikan yang lain" in kata and len(kata) <= 300, "the village's side cuts what is longer"
        with lingkup(CISONTROL):
            assert KeadaanNode.objects.get().klon_pada is not None
            assert Node.objects.get().giliran_tanda == "dua"
        assert salam(desa, 2, "dua", "tiga").json()["giliran"] == 3, "the other one goes on"

    def test_what_a_refused_copy_tells_of_itself_counts_for_nothing(self, desa: Penelepon) -> None:
        salam(desa, 0, "", "satu")
        kabar = replace(SATU, urut=99, kartu=Kartu(Giliran(), "salinan"))
        assert desa.panggil("salam/", kabar.tulis()).status_code == 422
        with lingkup(CISONTROL):
            assert Node.objects.get().urut == 7

    def test_a_person_who_vouches_lets_one_in_and_shuts_the_other_out(self, desa: Penelepon) -> None:
        salam(desa, 0, "", "satu")
        salam(desa, 1, "satu", "dua")
        salam(desa, 1, "satu", "salinan")
        assert salam(desa, 1, "satu", "salinan", pasti=True).json()["giliran"] == 3
        with lingkup(CISONTROL):
            assert KeadaanNode.objects.get().klon_pada is None, "a person knows which is the one"
        assert salam(desa, 1, "satu", "salinan", pasti=True).json()["giliran"] == 3, "the answer was lost"
        assert kode(salam(desa, 2, "dua", "tiga"))[1] == "sinkron.giliran_lama"
        with lingkup(CISONTROL):
            assert KeadaanNode.objects.get().klon_pada is not None, "the other one is alive after all"

    def test_nobody_vouches_for_another_computer(self, desa: Penelepon) -> None:
        """That takes two people of the regency."""
        kabar = replace(DUA, kartu=Kartu(Giliran(), "salinan", pasti=True))
        assert kode(desa.panggil("salam/", kabar.tulis())) == (422, "sinkron.mesin_lain")

    def test_an_older_program_hears_nothing_of_turns(self, desa: Penelepon) -> None:
        salam(desa, 0, "", "satu")
        assert "giliran" not in desa.panggil("salam/", SATU.tulis()).json()
        assert salam(desa, 1, "satu", "dua").json()["giliran"] == 2

    def test_a_hub_that_was_put_back_asks_no_village(self, desa: Penelepon) -> None:
        salam(desa, 0, "", "satu")
        for ke, tanda in ((0, ""), (1, "satu")):
            with lingkup(CISONTROL):
                Node.objects.update(giliran_ke=ke, giliran_tanda=tanda)
            assert salam(desa, 7, "tujuh", f"delapan{ke}").json()["giliran"] == 8

    def test_a_new_key_begins_anew(self, desa: Penelepon) -> None:
        salam(desa, 0, "", "satu")
        with lingkup(CISONTROL):
            teks = buat_kode(oleh="Asep", ganti=True).teks
            setujui_kode(oleh="Neni")
        baru = Penelepon()
        assert mendaftar(baru, teks).status_code == 200
        assert salam(baru, 0, "", "satu").json()["giliran"] == 1

"""A stick at the regency's desk: a village's file goes in by the page, the answer comes out, and nothing else does."""

import io
from typing import Any

import pytest
from django.test import Client

from config.proyeksi import PROYEKSI
from eoffice.jejak.cursors import run_once
from eoffice.sinkron.models import KeadaanNode
from eoffice.sinkron.selectors import belum_dikonfirmasi
from eoffice.sinkron.services import kunci
from eoffice.sinkron.services.keadaan import segarkan
from eoffice.sinkron.services.kurir import Pihak, ekspor, impor
from eoffice.sinkron.services.pendaftaran import cabut
from eoffice.sinkron.workers import TerapkanAliran
from tests import pabrik
from tests.conftest import CISONTROL
from tests.sinkron.mesin import Mesin
from tests.web.kabupaten.conftest import browser, buat_petugas, isi, ke

pytestmark = pytest.mark.hanya_sqlite  # disks are copied as files
Dua = tuple[Mesin, Mesin]


@pytest.fixture
def stik(dua_rumah: Dua) -> tuple[Mesin, Mesin, Pihak, Client]:
    """A village that has worked, the hub, whom the village seals to, and Dian at the hub."""
    node, hub = dua_rumah
    hub.diri = hub.di_sini(kunci.diri)
    node.di_sini(pabrik.pemeran)
    hub.di_sini(segarkan)
    with hub.tanpa_lingkup():
        dian = browser(buat_petugas())
    return node, hub, Pihak(hub.diri.node, hub.diri.kunci.public_key(), kabupaten=True), dian


def berkas(node: Mesin, lawan: Pihak) -> bytes:
    keluar = io.BytesIO()
    node.di_sini(ekspor, keluar, lawan, node.diri)
    return keluar.getvalue()


def kirim(hub: Mesin, dian: Client, data: bytes, status: int = 200) -> str:
    with hub.tanpa_lingkup():
        satu: Any = io.BytesIO(data)
        satu.name = "desa.eod"
        return isi(dian.post(ke("usb_terima", CISONTROL), {"berkas": satu}, follow=True), status)


def test_there_and_back_and_the_village_knows_that_all_has_arrived(
    stik: tuple[Mesin, Mesin, Pihak, Client],
) -> None:
    node, hub, lawan, dian = stik
    banyak = node.di_sini(belum_dikonfirmasi)
    assert banyak > 5
    page = kirim(hub, dian, berkas(node, lawan))
    assert f"Berkas diterima: {banyak} catatan baru." in page
    hub.di_sini(run_once, TerapkanAliran(PROYEKSI))
    with hub.tanpa_lingkup():
        assert KeadaanNode.objects.get().tertinggal == banyak  # until the worker looks
        jawab = dian.get(ke("usb_unduh", CISONTROL))
        assert jawab.headers["Content-Disposition"].endswith('.eod"')
        balasan = b"".join(jawab.streaming_content)  # type: ignore[attr-defined]
        jawab.close()
    node.di_sini(impor, io.BytesIO(balasan), lawan, node.diri)
    assert node.di_sini(belum_dikonfirmasi) == 0
    assert b"Euis" not in balasan


def test_the_same_stick_twice_changes_nothing(stik: tuple[Mesin, Mesin, Pihak, Client]) -> None:
    node, hub, lawan, dian = stik
    data = berkas(node, lawan)
    kirim(hub, dian, data)
    page = kirim(hub, dian, data)
    assert "Berkas diterima: 0 catatan baru." in page
    assert "tidak ada yang menjadi dua kali" in page


@pytest.mark.parametrize("rusak", ["terpotong", "diubah", "kosong", "lain", "untuk orang lain"])
def test_a_file_that_is_not_whole_and_ours_stores_nothing(
    stik: tuple[Mesin, Mesin, Pihak, Client], rusak: str
) -> None:
    node, hub, lawan, dian = stik
    asli = berkas(node, lawan)
    sendiri = Pihak(lawan.node, node.diri.kunci.public_key(), kabupaten=True)
    data = {
        "terpotong": asli[:-40],
        "diubah": asli[:-40] + bytes([asli[-40] ^ 1]) + asli[-39:],
        "kosong": b"",
        "lain": b"%PDF-1.7 bukan kiriman",
        "untuk orang lain": berkas(node, sendiri),
    }[rusak]
    page = kirim(hub, dian, data, 422)
    assert "ringkas-galat" in page
    with hub.tanpa_lingkup():
        assert KeadaanNode.objects.get().diterima == 0
    assert hub.peristiwa() == []


def test_without_an_active_server_there_is_no_stick(stik: tuple[Mesin, Mesin, Pihak, Client]) -> None:
    _, hub, _, dian = stik
    hub.di_sini(cabut, oleh="uji")
    with hub.tanpa_lingkup():
        for nama in ("usb_unduh", "usb_terima"):
            assert dian.get(ke(nama, CISONTROL)).status_code == 404

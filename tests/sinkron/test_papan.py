"""The notice board of a village with a server of its own, as the regency's portal tells it."""

from datetime import date, timedelta
from typing import Any

import pytest

from config.proyeksi import PENYEBUT_BERKAS
from eoffice.jejak.selectors import riwayat
from eoffice.kernel.ids import new_id
from eoffice.papan.rules.pengaduan import PANJANG
from eoffice.papan.rules.pengumuman import Keadaan
from eoffice.papan.selectors import (
    kontak_pengaduan,
    langkah_pengumuman,
    satu_pengumuman,
    semua_pengumuman,
    tayang,
)
from eoffice.papan.services import jadikan, tulis_pengumuman, ubah_kontak_pengaduan, ubah_pengumuman
from tests.sinkron.kerja import bawa, gambaran, sama, terapkan
from tests.sinkron.mesin import Mesin

pytestmark = pytest.mark.hanya_sqlite  # disks are copied as files
HARI = date(2026, 3, 5)
Dua = tuple[Mesin, Mesin]
ISI: dict[str, Any] = {"judul": "Posyandu", "isi": "Kamis.", "mulai": HARI, "sampai": None, "pelaku": "uji"}


def menulis(**ubah: Any) -> Any:
    return tulis_pengumuman(id_baru=new_id(), **(ISI | ubah))


def menayangkan(satu: Any, revisi: int = 1, keadaan: Keadaan = Keadaan.TAYANG) -> None:
    jadikan(pengumuman_id=satu, revisi=revisi, keadaan=keadaan, pelaku="uji")


def sampai(dua: Dua) -> None:
    """Bring what the village wrote to the hub, and apply it there."""
    node, hub = dua
    bawa(node, hub)
    hub.di_sini(terapkan)


def test_a_first_load_brings_the_whole_board(dua: Dua) -> None:
    node, hub = dua
    hub.di_sini(terapkan)
    sama(node, hub)
    for nama in ("papan.pengumuman", "papan.kontak_pengaduan"):
        assert hub.di_sini(gambaran)[nama] == node.di_sini(gambaran)[nama] != []
    assert hub.di_sini(kontak_pengaduan).petugas == "Kasi Pelayanan"
    assert hub.di_sini(kontak_pengaduan).hari_tanggap == 7


def test_the_portal_shows_what_hangs_and_no_draft(dua: Dua) -> None:
    node, hub = dua
    draf = node.di_sini(menulis, judul="Belum pasti")
    satu = node.di_sini(menulis)
    node.di_sini(menayangkan, satu)
    sampai(dua)
    assert [w.id for w in hub.di_sini(tayang, HARI)] == [satu]
    assert hub.di_sini(tayang, HARI - timedelta(days=1)) == []
    assert hub.di_sini(satu_pengumuman, draf).keadaan is Keadaan.DRAF


def test_what_the_village_takes_down_goes_from_the_portal(dua: Dua) -> None:
    node, hub = dua
    satu = node.di_sini(menulis)
    node.di_sini(menayangkan, satu)
    sampai(dua)
    assert hub.di_sini(tayang, HARI)
    node.di_sini(menayangkan, satu, 2, Keadaan.DITARIK)
    sampai(dua)
    assert hub.di_sini(tayang, HARI) == []
    assert hub.di_sini(semua_pengumuman)[1] == node.di_sini(semua_pengumuman)[1]


def test_the_history_is_the_same_on_both_sides(dua: Dua) -> None:
    node, hub = dua
    satu = node.di_sini(menulis)
    node.di_sini(menayangkan, satu)
    node.di_sini(lambda: ubah_pengumuman(pengumuman_id=satu, revisi=2, gambar="", **ISI | {"isi": "Jumat."}))
    sampai(dua)
    assert hub.di_sini(langkah_pengumuman, satu) == node.di_sini(langkah_pengumuman, satu)
    assert len(hub.di_sini(langkah_pengumuman, satu)) == 3
    assert hub.di_sini(satu_pengumuman, satu) == node.di_sini(satu_pengumuman, satu)


def test_the_picture_is_named_to_whoever_carries_files(dua: Dua) -> None:
    node, hub = dua
    satu = node.di_sini(menulis, gambar="e" * 64)
    sampai(dua)
    (peristiwa,) = hub.di_sini(riwayat, "pengumuman", satu)
    assert PENYEBUT_BERKAS["papan.pengumuman"](peristiwa) == {"e" * 64}


def test_a_changed_contact_arrives(dua: Dua) -> None:
    node, hub = dua
    isi = dict.fromkeys(PANJANG, "") | {"whatsapp": "081255500174"}
    node.di_sini(lambda: ubah_kontak_pengaduan(pelaku="uji", hari_tanggap=3, **isi))
    sampai(dua)
    assert hub.di_sini(kontak_pengaduan) == node.di_sini(kontak_pengaduan)
    assert hub.di_sini(kontak_pengaduan).whatsapp == "081255500174"


def test_applied_twice_and_late_nothing_changes(dua: Dua) -> None:
    node, hub = dua
    satu = node.di_sini(menulis)
    for _ in range(2):
        sampai(dua)
    node.di_sini(menayangkan, satu)
    for _ in range(2):
        sampai(dua)
    sama(node, hub)

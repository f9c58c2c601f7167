"""Meetings of a village and the hub on real database files: restored backups, forks, broken lines."""

from uuid import UUID

import pytest

from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import EofficeError
from eoffice.sinkron.services.sesi import HasilSesi, jalankan
from tests.conftest import CISONTROL
from tests.jejak.conftest import tulis
from tests.sinkron.mesin import Kabel, Mesin, Putus

pytestmark = pytest.mark.hanya_sqlite  # disks are copied as files
Tiga = tuple[Mesin, Mesin, Kabel]


def menulis(mesin: Mesin, kali: int = 1) -> list[UUID]:
    return [mesin.di_sini(tulis).id_peristiwa for _ in range(kali)]


def bertemu(node: Mesin, kabel: Kabel) -> HasilSesi:
    return node.di_sini(jalankan, kabel, node.diri)  # type: ignore[no-any-return]


def utuh(*semua: Mesin) -> None:
    for mesin in semua:
        hasil = mesin.di_sini(periksa_rantai, CISONTROL)
        assert hasil.putus is None, hasil


def test_what_the_village_wrote_reaches_the_hub_once(kabel: Tiga) -> None:
    node, kabupaten, garis = kabel
    ditulis = menulis(node, 5)
    assert bertemu(node, garis) == HasilSesi(dikirim=5)
    assert bertemu(node, garis) == HasilSesi()
    assert kabupaten.peristiwa() == ditulis
    utuh(node, kabupaten)


def test_what_the_hub_wrote_for_the_village_reaches_it(kabel: Tiga) -> None:
    node, kabupaten, garis = kabel
    ditulis = menulis(kabupaten, 3)
    assert bertemu(node, garis) == HasilSesi(diambil=3)
    assert node.peristiwa() == ditulis
    utuh(node, kabupaten)


def test_a_lost_answer_doubles_nothing(kabel: Tiga) -> None:
    node, kabupaten, garis = kabel
    ditulis = menulis(node, 4)
    garis.hilang_jawaban = True
    with pytest.raises(Putus):
        bertemu(node, garis)
    garis.hilang_jawaban = False
    bertemu(node, garis)
    assert kabupaten.peristiwa() == ditulis


def test_a_damaged_batch_stores_nothing(kabel: Tiga) -> None:
    node, kabupaten, garis = kabel
    menulis(node, 2)
    garis.rusak = True
    with pytest.raises(EofficeError) as tolak:
        bertemu(node, garis)
    assert tolak.value.pesan.kode == "sinkron.paket_bukan_dari_sana"
    assert kabupaten.peristiwa() == []


def test_a_restored_village_takes_its_own_events_back(kabel: Tiga) -> None:
    node, kabupaten, garis = kabel
    menulis(node, 2)
    node.cadangkan()
    menulis(node, 3)
    bertemu(node, garis)
    node.pulihkan(0)
    assert bertemu(node, garis) == HasilSesi(diambil=3)
    assert node.peristiwa() == kabupaten.peristiwa()
    menulis(node)
    assert bertemu(node, garis) == HasilSesi(dikirim=1)
    utuh(node, kabupaten)


def test_a_restored_village_that_wrote_on_loses_neither_branch(kabel: Tiga) -> None:
    node, kabupaten, garis = kabel
    menulis(node, 2)
    node.cadangkan()
    dulu = menulis(node, 3)
    bertemu(node, garis)
    node.pulihkan(0)
    sesudah = menulis(node, 2)
    hasil = bertemu(node, garis)
    assert (hasil.bercabang, hasil.dikirim) == (1, 5), "both branches under new names"
    assert set(kabupaten.peristiwa()) >= {*dulu, *sesudah}
    assert set(node.peristiwa()) == set(kabupaten.peristiwa()), "the village has its lost branch back"
    assert len(node.arsip()) == 1
    assert bertemu(node, garis) == HasilSesi()
    menulis(node)
    assert bertemu(node, garis) == HasilSesi(dikirim=1)
    utuh(node, kabupaten)


def test_a_restored_hub_gets_everything_again(kabel: Tiga) -> None:
    node, kabupaten, garis = kabel
    kabupaten.cadangkan()
    punya_desa, punya_kabupaten = menulis(node, 3), menulis(kabupaten, 2)
    bertemu(node, garis)
    kabupaten.pulihkan(0)
    assert kabupaten.peristiwa() == []
    bertemu(node, garis)
    assert set(kabupaten.peristiwa()) == {*punya_desa, *punya_kabupaten}
    utuh(node, kabupaten)


@pytest.mark.parametrize("panggilan", range(6))
def test_a_line_that_breaks_anywhere_loses_nothing(kabel: Tiga, panggilan: int) -> None:
    node, kabupaten, garis = kabel
    semua = {*menulis(node, 3), *menulis(kabupaten, 2)}
    garis.putus_sesudah = panggilan
    try:
        bertemu(node, garis)
    except Putus:
        garis.putus_sesudah = None
        bertemu(node, garis)
    assert set(node.peristiwa()) == semua == set(kabupaten.peristiwa())
    utuh(node, kabupaten)


@pytest.mark.parametrize("baru", [1, 2, 5], ids=["shorter", "as long", "longer"])
def test_a_restored_hub_that_wrote_on_loses_neither_branch_and_goes_on(kabel: Tiga, baru: int) -> None:
    node, kabupaten, garis = kabel
    menulis(kabupaten, 1)
    bertemu(node, garis)
    kabupaten.cadangkan()
    dulu = menulis(kabupaten, 2)
    bertemu(node, garis)
    kabupaten.pulihkan(0)
    sesudah = menulis(kabupaten, baru)
    for _ in range(2):
        bertemu(node, garis)
    assert set(node.peristiwa()) == set(kabupaten.peristiwa()) >= {*dulu, *sesudah}
    assert bertemu(node, garis) == HasilSesi()
    lagi = [*menulis(kabupaten), *menulis(node)]
    bertemu(node, garis)
    assert set(node.peristiwa()) == set(kabupaten.peristiwa()) >= {*lagi}
    utuh(node, kabupaten)


def test_a_hub_put_back_twice_to_the_same_copy_keeps_three_branches(kabel: Tiga) -> None:
    node, kabupaten, garis = kabel
    kabupaten.cadangkan()
    semua = menulis(kabupaten, 3)
    bertemu(node, garis)
    for banyak in (2, 4):
        kabupaten.pulihkan(0)
        semua += menulis(kabupaten, banyak)
        for _ in range(3):
            bertemu(node, garis)
    assert set(node.peristiwa()) == set(kabupaten.peristiwa()) == set(semua)
    assert bertemu(node, garis) == HasilSesi()
    utuh(node, kabupaten)

"""Neighbours are applied as one, type after type: fewer statements, the same tables, and nothing goes ahead of its cause."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.proyeksi import PROYEKSI
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.kernel import clock
from eoffice.kernel.ids import new_id
from eoffice.sinkron.services.terapkan import SatuPerSatu, _kelompok, _pilah
from tests.sinkron.kerja import sama, terapkan, tertahan
from tests.sinkron.mesin import Mesin

pytestmark = pytest.mark.hanya_sqlite  # disks are files
EPOCH = new_id()


def satu(nama: int, revisi: int = 1, **ubah: Any) -> PeristiwaTercatat:
    """Return an event about an aggregate."""
    isi: dict[str, Any] = {
        "id_peristiwa": new_id(),
        "desa": "32.07.15.2004",
        "epoch": EPOCH,
        "urut": 1,
        "macam": "put",
        "jenis": "uji.satu",
        "versi": 1,
        "agregat": "uji",
        "agregat_id": UUID(int=nama),
        "revisi": revisi,
        "epoch_pemilik": 0,
        "waktu": clock.now(),
        "pelaku": "uji",
        "publik": {},
        "pribadi": None,
    }
    return PeristiwaTercatat(**(isi | ubah))


def nama(semua: list[PeristiwaTercatat]) -> list[tuple[int, int]]:
    """Return aggregate and revision of each."""
    return [(p.agregat_id.int, p.revisi) for p in semua]


def test_revisions_follow_one_another_within_a_batch_and_after_what_stands() -> None:
    semua = [satu(1), satu(2, 5), satu(1, 2), satu(3), satu(1, 3), satu(2, 6)]
    sudah, baru = _pilah(semua, {UUID(int=2): 4})
    assert (nama(sudah), nama(baru)) == ([], [(1, 1), (2, 5), (1, 2), (3, 1), (1, 3), (2, 6)])


def test_what_stands_already_is_told_apart_also_when_it_came_in_the_same_batch() -> None:
    semua = [satu(1, 2), satu(1, 3), satu(1, 3), satu(1, 4), satu(2), satu(2)]
    sudah, baru = _pilah(semua, {UUID(int=1): 2})
    assert (nama(sudah), nama(baru)) == ([(1, 2), (1, 3), (2, 1)], [(1, 3), (1, 4), (2, 1)])


@pytest.mark.parametrize("revisi", [[2], [1, 3], [1, 2, 1, 4]])
def test_a_gap_sends_the_whole_batch_one_by_one(revisi: list[int]) -> None:
    with pytest.raises(SatuPerSatu):
        _pilah([satu(7), *(satu(1, satu_) for satu_ in revisi)], {})


@pytest.mark.parametrize(
    "lain",
    [
        {"macam": "repair"},
        {"macam": "give"},
        {"macam": "ckpt", "jenis": "sinkron.titik_cocok"},
        {"jenis": "jejak.pribadi_dihapus"},
        {"jenis": "sinkron.diputuskan"},
    ],
)
def test_what_is_more_than_a_row_stands_alone_at_its_place(lain: dict[str, Any]) -> None:
    semua = [satu(1), satu(2, jenis="uji.dua"), satu(3, **lain), satu(1, 2), satu(4, epoch=new_id())]
    assert [len(kelompok) for kelompok in _kelompok(semua)] == [2, 1, 1, 1]
    assert [p for kelompok in _kelompok(semua) for p in kelompok] == semua


def test_a_batch_takes_far_fewer_statements_than_one_by_one(dua: tuple[Mesin, Mesin]) -> None:
    def pernyataan(mesin: Mesin, sekali: int) -> int:
        def jalan() -> int:
            with CaptureQueriesContext(connection) as catatan:
                terapkan(sekali)
            return len(catatan)

        return int(mesin.di_sini(jalan))

    node, hub = dua
    hub.cadangkan()
    satu_satu = pernyataan(hub, 1)
    hub.pulihkan(0)
    assert pernyataan(hub, 700) < satu_satu / 2
    sama(node, hub)


@pytest.mark.parametrize("sekali", [1, 3, 7, 700])
def test_however_many_are_applied_at_once_the_tables_are_the_same(
    dua: tuple[Mesin, Mesin], sekali: int
) -> None:
    node, hub = dua
    hub.di_sini(terapkan, sekali)
    sama(node, hub)


def test_a_row_of_another_type_that_fails_leaves_the_rest_applied_one_by_one(
    dua: tuple[Mesin, Mesin], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, hub = dua
    proyeksi = next(p for p in PROYEKSI if p.jenis.nama == "akun.pejabat")
    asli = proyeksi.terapkan_banyak  # type: ignore[attr-defined]

    def rusak(semua: list[PeristiwaTercatat]) -> None:
        if any("Oman" in f"{p.publik} {p.pribadi}" for p in semua):
            raise ValueError("rusak")
        asli(semua)

    monkeypatch.setattr(proyeksi, "terapkan_banyak", rusak)
    hub.di_sini(terapkan)
    jenis = {nama for nama, _ in hub.di_sini(tertahan)}
    assert "akun.pejabat" in jenis
    assert "penduduk.penduduk_dicatat" not in jenis

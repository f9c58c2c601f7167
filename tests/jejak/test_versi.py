"""Bridges between the versions of an event type: up for whoever reads, down for whoever compares."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from eoffice.jejak import registry, versi
from eoffice.jejak.registry import JenisPeristiwa, JenisTidakSah
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.jejak.versi import Isi, Jembatan, mutakhir, pasang, terjangkau, turunkan

NAMA = "uji.berversi"
PERTAMA = JenisPeristiwa(NAMA, 1, frozenset({"sebab"}), frozenset({"jalan"}), "hapus")
KEDUA = JenisPeristiwa(NAMA, 2, frozenset({"sebab"}), frozenset({"alamat"}), "hapus")
KETIGA = JenisPeristiwa(NAMA, 3, frozenset({"sebab", "sumber"}), frozenset({"alamat", "blok"}), "hapus")
Bagian = Mapping[str, Any]


def _naik_1(publik: Bagian, pribadi: Bagian) -> Isi:
    return publik, {"alamat": pribadi["jalan"]}


def _turun_2(publik: Bagian, pribadi: Bagian) -> Isi:
    return publik, {"jalan": pribadi["alamat"]}


def _naik_2(publik: Bagian, pribadi: Bagian) -> Isi:
    return {**publik, "sumber": "lama"}, {**pribadi, "blok": ""}


def _turun_3(publik: Bagian, pribadi: Bagian) -> Isi:
    return {"sebab": publik["sebab"]}, {"alamat": pribadi["alamat"]}


SATU = Jembatan(NAMA, 1, _naik_1, _turun_2)
DUA = Jembatan(NAMA, 2, _naik_2, _turun_3)
LAMA = PeristiwaTercatat(
    id_peristiwa=UUID(int=1),
    desa="32.07.15.2004",
    epoch=UUID(int=2),
    urut=7,
    macam="put",
    jenis=NAMA,
    versi=1,
    agregat="uji",
    agregat_id=UUID(int=3),
    revisi=4,
    waktu=datetime(2026, 11, 24, tzinfo=UTC),
    pelaku="sistem",
    publik={"sebab": "impor"},
    pribadi={"jalan": "Dusun Uji"},
)
BARU = replace(
    LAMA,
    versi=3,
    publik={"sebab": "impor", "sumber": "lama"},
    pribadi={"alamat": "Dusun Uji", "blok": ""},
)


@pytest.fixture(autouse=True)
def _tiga_versi(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versi, "_jembatan", {})
    registry.daftarkan(PERTAMA, KEDUA, KETIGA)
    pasang(SATU, DUA)


def test_an_old_event_is_read_as_the_newest_version() -> None:
    assert mutakhir(LAMA) == BARU


def test_the_event_itself_stays_as_it_came() -> None:
    salinan = replace(LAMA, publik=dict(LAMA.publik), pribadi=dict(LAMA.pribadi or {}))
    mutakhir(LAMA)
    assert salinan == LAMA


def test_the_newest_version_is_read_as_it_is() -> None:
    assert mutakhir(BARU) == BARU


def test_one_step_behind_crosses_one_bridge() -> None:
    kedua = replace(LAMA, versi=2, pribadi={"alamat": "Dusun Uji"})
    assert mutakhir(kedua) == BARU


def test_an_erased_private_part_stays_erased() -> None:
    hasil = mutakhir(replace(LAMA, pribadi=None))
    assert (hasil.versi, hasil.pribadi) == (3, None)


@pytest.mark.parametrize(
    "ubah",
    [
        {"publik": {}},
        {"publik": {"sebab": "impor", "asing": 1}},
        {"pribadi": {"alamat": "kunci versi lain"}},
        {"pribadi": {}},
        {"versi": 2},
        {"versi": 4},
    ],
    ids=["kurang", "lebih", "pribadi-lain", "pribadi-kosong", "versi-salah", "terlalu-baru"],
)
def test_other_keys_than_the_version_has_are_refused(ubah: dict[str, Any]) -> None:
    with pytest.raises(JenisTidakSah):
        mutakhir(replace(LAMA, **ubah))


def test_a_bridge_that_leads_elsewhere_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        versi, "_jembatan", {(NAMA, 1): replace(SATU, naik=lambda publik, pribadi: (publik, pribadi))}
    )
    with pytest.raises(JenisTidakSah, match="v2"):
        mutakhir(LAMA)


@pytest.mark.parametrize(
    "salah",
    [
        lambda isi: isi["x"],
        lambda isi: list(isi)[9],
        lambda _: int("x"),
        lambda isi: isi.items,
        lambda isi: isi[None] + 1,
    ],
)
def test_values_that_no_bridge_can_read_are_a_complaint_not_a_crash(
    salah: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def naik(publik: Bagian, pribadi: Bagian) -> Isi:
        return {**publik, "sebab": salah(publik)()}, pribadi

    monkeypatch.setattr(versi, "_jembatan", {(NAMA, 1): replace(SATU, naik=naik)})
    with pytest.raises(JenisTidakSah):
        mutakhir(LAMA)


def test_down_gives_back_what_up_was_given() -> None:
    assert turunkan(NAMA, 3, 1, (BARU.publik, BARU.pribadi or {})) == (LAMA.publik, LAMA.pribadi)
    assert turunkan(NAMA, 3, 3, (BARU.publik, BARU.pribadi or {})) == (BARU.publik, BARU.pribadi)


@pytest.mark.parametrize(
    ("dari", "ke", "ada"),
    [(3, 3, True), (3, 2, True), (3, 1, True), (2, 1, True), (1, 3, False), (3, 0, False), (4, 3, False)],
)
def test_only_older_versions_with_bridges_are_in_reach(dari: int, ke: int, *, ada: bool) -> None:
    assert terjangkau(NAMA, dari, ke) is ada


def test_a_gap_between_bridges_is_no_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versi, "_jembatan", {(NAMA, 1): SATU})
    assert not terjangkau(NAMA, 3, 1)
    assert terjangkau(NAMA, 2, 1)


def test_laying_the_same_bridge_twice_is_harmless_another_one_is_not() -> None:
    pasang(SATU)
    with pytest.raises(JenisTidakSah, match="two bridges"):
        pasang(replace(SATU, naik=_naik_2))


@pytest.mark.parametrize("dari", [0, 3])
def test_a_bridge_needs_both_its_ends(dari: int) -> None:
    with pytest.raises(JenisTidakSah, match="not registered"):
        pasang(Jembatan(NAMA, dari, _naik_1, _turun_2))

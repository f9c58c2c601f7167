"""What an archive says of itself: each word of it counts, and what is missing is never filled in."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from eoffice.cadangan.rules import manifes
from eoffice.cadangan.rules.manifes import SKEMA, Isi, Kepala, Manifes, ManifesRusak

KEPALA = Kepala(
    peran="desa",
    sendiri="32.07.15.2004",
    desa=("32.07.15.2004", "32.07.15.2005"),
    dibuat=datetime(2026, 11, 24, 14, 0, 5, tzinfo=UTC),
    versi="1.2.3",
    mesin_basis="sqlite",
    migrasi=("akun.0001_awal", "surat.0007_libur"),
)
MANIFES = Manifes(
    KEPALA,
    {"surat": Isi(3, "aa"), "nomor": Isi(4, "bb")},
    {"rumah/kunci/a": Isi(100, "cc"), "rumah/kunci/b": Isi(23, "dd")},
)


def test_what_is_written_is_read_again() -> None:
    assert manifes.baca(manifes.tulis(MANIFES)) == MANIFES
    assert manifes.baca_kepala(manifes.tulis_kepala(KEPALA)) == KEPALA


def test_rows_and_bytes_are_summed_apart() -> None:
    assert (MANIFES.baris, MANIFES.ukuran) == (7, 123)
    assert (Manifes(KEPALA, {}, {}).baris, Manifes(KEPALA, {}, {}).ukuran) == (0, 0)


def test_an_archive_is_named_by_its_village_else_by_what_it_is() -> None:
    assert KEPALA.nama == "32.07.15.2004"
    assert replace(KEPALA, peran="kabupaten", sendiri="").nama == "kabupaten"


@pytest.mark.parametrize("nama", ["skema", *(satu.name for satu in fields(Kepala))])
def test_a_head_without_one_of_its_words_is_none(nama: str) -> None:
    isi: dict[str, Any] = json.loads(manifes.tulis_kepala(KEPALA))
    del isi[nama]
    with pytest.raises(ManifesRusak):
        manifes.baca_kepala(json.dumps(isi).encode())


@pytest.mark.parametrize("nama", ["kepala", "tabel", "berkas"])
def test_a_manifest_without_one_of_its_parts_is_none(nama: str) -> None:
    isi: dict[str, Any] = json.loads(manifes.tulis(MANIFES))
    del isi[nama]
    with pytest.raises(ManifesRusak):
        manifes.baca(json.dumps(isi).encode())


@pytest.mark.parametrize(
    "ubah",
    [
        {"tabel": []},
        {"tabel": {"surat": {"jumlah": 3}}},
        {"tabel": {"surat": {"sidik": "aa"}}},
        {"tabel": {"surat": {"jumlah": "tiga", "sidik": "aa"}}},
        {"berkas": {"rumah/a": None}},
        {"kepala": None},
        {"kepala": {}},
    ],
)
def test_a_part_that_cannot_be_is_damage(ubah: dict[str, Any]) -> None:
    isi = json.loads(manifes.tulis(MANIFES)) | ubah
    with pytest.raises(ManifesRusak):
        manifes.baca(json.dumps(isi).encode())


@pytest.mark.parametrize("skema", ["cadangan/0", "cadangan/2", "", None])
def test_an_archive_of_another_form_is_refused_by_its_name(skema: str | None) -> None:
    isi = json.loads(manifes.tulis_kepala(KEPALA)) | {"skema": skema}
    with pytest.raises(ManifesRusak, match=f"^{skema}$"):
        manifes.baca_kepala(json.dumps(isi).encode())
    assert SKEMA == "cadangan/1", "archives that lie on sticks are to be read for years"


def test_a_date_that_is_none_is_damage() -> None:
    isi = json.loads(manifes.tulis_kepala(KEPALA)) | {"dibuat": "kemarin"}
    with pytest.raises(ManifesRusak):
        manifes.baca_kepala(json.dumps(isi).encode())

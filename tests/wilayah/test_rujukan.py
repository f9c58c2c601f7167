"""The region reference: complete, keyed by code, quick."""

import csv
import gzip
import time
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.wilayah import rujukan
from eoffice.wilayah.rujukan import Tingkat, Wilayah


def semua() -> list[Wilayah]:
    return [*rujukan._induk().values(), *(r for p in rujukan.anak() for r in rujukan._desa(p.kode).values())]


def test_every_region_of_the_decree_is_there() -> None:
    assert Counter(region.tingkat for region in semua()) == {1: 38, 2: 514, 3: 7285, 4: 83762}


def test_every_region_has_a_name_and_a_known_parent() -> None:
    codes = {region.kode for region in semua()}
    for region in semua():
        assert region.nama == region.nama.strip() != ""
        assert region.tingkat is Tingkat.PROVINSI or region.kode.rpartition(".")[0] in codes


def test_the_licences_of_the_source_travel_with_the_data() -> None:
    folder = resources.files("eoffice.wilayah").joinpath("data/wilayah")
    for name in ("LICENSE-wilayah.txt", "LICENSE-kodepos.txt"):
        assert "MIT License" in folder.joinpath(name).read_text()


def test_packed_files_carry_no_time_stamp() -> None:
    for path in Path(str(resources.files("eoffice.wilayah").joinpath("data/wilayah"))).glob("*.gz"):
        assert path.read_bytes()[4:8] == b"\0\0\0\0", path.name
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            assert next(csv.reader(rows))[:2] == ["kode", "nama"]


@pytest.mark.parametrize(
    ("kode", "nama", "jenis", "sebutan"),
    [
        ("32", "Jawa Barat", "provinsi", "Provinsi Jawa Barat"),
        ("32.07", "Kabupaten Ciamis", "kabupaten", "Kabupaten Ciamis"),
        ("32.79", "Kota Banjar", "kota", "Kota Banjar"),
        ("32.07.15", "Rancah", "kecamatan", "Kecamatan Rancah"),
        ("32.07.15.2004", "Cisontrol", "desa", "Desa Cisontrol"),
        ("32.07.01.1001", "Ciamis", "kelurahan", "Kelurahan Ciamis"),
        ("91.03.01", "Sentani", "distrik", "Distrik Sentani"),
    ],
)
def test_a_region_knows_what_it_is(kode: str, nama: str, jenis: str, sebutan: str) -> None:
    region = rujukan.cari(kode)
    assert region is not None
    assert (region.nama, region.jenis, region.sebutan) == (nama, jenis, sebutan)


def test_desa_adat_is_told_by_its_code() -> None:
    adat = [r for r in semua() if r.jenis == "desa_adat"]
    assert adat
    assert {r.kode[9] for r in adat} == {"3"}
    assert all(r.sebutan == f"Desa Adat {r.nama_saja}" and "Desa" not in r.nama_saja for r in adat)
    assert "Desa Adat Yoboi" in {r.sebutan for r in adat}


@pytest.mark.parametrize("kode", ["3207152004", " 32.07.15.2004 ", "32.07.15.2004", "32.0715.2004"])
def test_codes_are_accepted_dotted_or_not(kode: str) -> None:
    region = rujukan.cari(kode)
    assert region is not None
    assert region.kode == "32.07.15.2004"
    assert region.kode_rapat == "3207152004"


@pytest.mark.parametrize(
    "kode", ["", "3", "320", "99", "32.07.15.9999", "32071520045", "Cisontrol", "٣٢", "32.07.15.200x"]
)
def test_what_is_no_code_is_not_found(kode: str) -> None:
    assert rujukan.cari(kode) is None
    assert rujukan.jalur(kode) == ()
    assert rujukan.nama_lengkap(kode) == ""


def test_kecamatan_ada_looks_at_six_digits_only() -> None:
    assert rujukan.kecamatan_ada("320715")
    assert not rujukan.kecamatan_ada("320728")  # went to Pangandaran in 2012; old NIKs still carry it
    assert not rujukan.kecamatan_ada("3207")
    assert not rujukan.kecamatan_ada("3207152004")


def test_the_path_leads_to_the_province() -> None:
    names = [r.nama for r in rujukan.jalur("32.07.15.2004")]
    assert names == ["Cisontrol", "Rancah", "Kabupaten Ciamis", "Jawa Barat"]
    assert rujukan.nama_lengkap("3207152004") == (
        "Desa Cisontrol, Kecamatan Rancah, Kabupaten Ciamis, Provinsi Jawa Barat"
    )


def test_children_are_the_level_below() -> None:
    assert len(rujukan.anak()) == 38
    assert len(rujukan.anak("32.07")) == 27
    assert [r.nama for r in rujukan.anak("32.07.15")][3:5] == ["Cisontrol", "Situmandala"]
    assert rujukan.anak("32.07.15.2004") == ()
    assert rujukan.anak("77") == ()


def test_a_name_may_belong_to_several_villages() -> None:
    names = Counter(r.nama for r in rujukan._desa("32").values() if r.kode.startswith("32.07."))
    twice = {nama for nama, count in names.items() if count > 1}
    assert len(twice) == 19
    for nama in twice:
        found = rujukan.cari_nama(nama, di="32.07", tingkat=Tingkat.DESA)
        assert sum(r.nama == nama for r in found) == names[nama]


def test_search_by_name_ignores_case_order_and_punctuation() -> None:
    assert rujukan.cari_nama("cisontrol", di="32.07")[0].kode == "32.07.15.2004"
    assert rujukan.cari_nama("CIAMIS kabupaten")[0].kode == "32.07"
    assert rujukan.cari_nama("regapu u", di="53.07")[0].kode == "53.07.01.2021"


def test_search_puts_the_exact_name_first_then_beginnings() -> None:
    found = [r.nama for r in rujukan.cari_nama("rancah", di="32.07")]
    assert found[:2] == ["Rancah", "Rancah"]  # the kecamatan, then the village
    inside = [r.nama for r in rujukan.cari_nama("sari", di="32.07", batas=200)]
    assert all("sari" in nama.lower() for nama in inside)


def test_search_stays_inside_its_region_and_limit() -> None:
    found = rujukan.cari_nama("suka", di="32.07.15", batas=3)
    assert all(r.kode.startswith("32.07.15") for r in found)
    assert len(rujukan.cari_nama("suka", tingkat=Tingkat.DESA, batas=7)) == 7
    assert rujukan.cari_nama("suka", di="bukan kode") == ()
    assert rujukan.cari_nama("  ,. ") == ()


@given(st.text(max_size=30))
def test_any_text_is_answered(teks: str) -> None:
    assert rujukan.cari(teks) is None or rujukan.bentuk_kode(teks)
    rujukan.cari_nama(teks, di="32.07.15")


@given(st.sampled_from(["32.07.15.2004", "32.07.15", "32.07", "32"]))
def test_dotted_form_is_stable(kode: str) -> None:
    assert rujukan.bentuk_kode(kode) == rujukan.bentuk_kode(kode.replace(".", "")) == kode


def test_one_village_is_found_without_reading_the_country() -> None:
    for table in (rujukan._induk, rujukan._desa, rujukan._kunci_tabel, rujukan._anak_induk):
        table.cache_clear()
    start = time.process_time()
    assert rujukan.cari("32.07.15.2004") is not None
    first = time.process_time() - start
    assert rujukan._desa.cache_info().currsize == 1
    assert first < 0.5  # about 20 ms on a slow machine; the country would be 0.25 s

"""The region tables against figures and known rows of the decree: counts by province, a seal of every name, samples.

The figures were taken from the ministry's list as published with Kepmendagri 300.2.2-2138/2025, not from our files.
"""

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

import pytest

from eoffice.wilayah import rujukan
from eoffice.wilayah.rujukan import Tingkat, Wilayah


@dataclass(frozen=True)
class Provinsi:
    """What the decree counts in a province; ``sidik`` seals every code and name below it."""

    kode: str
    nama: str
    kabupaten: int
    kecamatan: int
    desa: int
    kelurahan: int
    sidik: str


PROVINSI = (
    Provinsi("11", "Aceh", 23, 290, 6500, 0, "5cb4296b11e5aa9f"),
    Provinsi("12", "Sumatera Utara", 33, 455, 6110, 693, "bca28f1180f5a34f"),
    Provinsi("13", "Sumatera Barat", 19, 179, 1265, 230, "f4e6413cc558666b"),
    Provinsi("14", "Riau", 12, 172, 1862, 271, "2b6ecbb7c608a09e"),
    Provinsi("15", "Jambi", 11, 144, 1585, 171, "b1291ffb7365c25a"),
    Provinsi("16", "Sumatera Selatan", 17, 241, 3259, 403, "f6518e472baa4482"),
    Provinsi("17", "Bengkulu", 10, 129, 1513, 172, "a13ed02889eca656"),
    Provinsi("18", "Lampung", 15, 229, 2651, 205, "810ef7e842e4d19b"),
    Provinsi("19", "Kepulauan Bangka Belitung", 7, 47, 393, 84, "323b746a488d2213"),
    Provinsi("21", "Kepulauan Riau", 7, 80, 419, 144, "657e8e36c31db5c2"),
    Provinsi("31", "Daerah Khusus Ibukota Jakarta", 6, 44, 267, 267, "1e16713b08cd230f"),
    Provinsi("32", "Jawa Barat", 27, 627, 5957, 646, "67515b0d8e71522d"),
    Provinsi("33", "Jawa Tengah", 35, 576, 8563, 753, "8fa488c8a9ee4970"),
    Provinsi("34", "Daerah Istimewa Yogyakarta", 5, 78, 438, 46, "91f72c9d4cf00049"),
    Provinsi("35", "Jawa Timur", 38, 666, 8494, 773, "530ee880df23cafb"),
    Provinsi("36", "Banten", 8, 155, 1552, 314, "048e4d1afcad6c7c"),
    Provinsi("51", "Bali", 9, 57, 716, 80, "3ffe185a4c5b2558"),
    Provinsi("52", "Nusa Tenggara Barat", 10, 117, 1166, 145, "6fb103e3a2c47827"),
    Provinsi("53", "Nusa Tenggara Timur", 22, 315, 3442, 305, "56509448d9070524"),
    Provinsi("61", "Kalimantan Barat", 14, 174, 2145, 99, "7f19b85ad37cc3ab"),
    Provinsi("62", "Kalimantan Tengah", 14, 136, 1571, 139, "712c3b25b9762ad7"),
    Provinsi("63", "Kalimantan Selatan", 13, 156, 2016, 144, "a662d77305725865"),
    Provinsi("64", "Kalimantan Timur", 10, 105, 1038, 197, "b93d5e2e64751efa"),
    Provinsi("65", "Kalimantan Utara", 5, 55, 482, 35, "4d53fd43354b92ae"),
    Provinsi("71", "Sulawesi Utara", 15, 171, 1839, 332, "d06f4c01f6bef971"),
    Provinsi("72", "Sulawesi Tengah", 13, 177, 2017, 175, "39962c54f48de330"),
    Provinsi("73", "Sulawesi Selatan", 24, 313, 3059, 793, "be339fb1b8194ec3"),
    Provinsi("74", "Sulawesi Tenggara", 17, 221, 2285, 377, "305cdbdb9375fbf7"),
    Provinsi("75", "Gorontalo", 6, 77, 729, 72, "c62c66efddecc223"),
    Provinsi("76", "Sulawesi Barat", 6, 69, 648, 73, "a413dd12ea6e2279"),
    Provinsi("81", "Maluku", 11, 119, 1235, 35, "88a8b04ebb8fbacb"),
    Provinsi("82", "Maluku Utara", 10, 118, 1185, 118, "13ee5c5842597766"),
    Provinsi("91", "Papua", 9, 105, 999, 51, "0c5ce000827090ad"),
    Provinsi("92", "Papua Barat", 7, 91, 824, 21, "c956f0de4ada1fe8"),
    Provinsi("93", "Papua Selatan", 4, 82, 690, 13, "4b2b0ba35bcfdd58"),
    Provinsi("94", "Papua Tengah", 8, 131, 1208, 36, "27bea0dd78042193"),
    Provinsi("95", "Papua Pegunungan", 8, 252, 2627, 10, "3c0c40820460743c"),
    Provinsi("96", "Papua Barat Daya", 6, 132, 1013, 74, "5fc29312b1e76f28"),
)
JUMLAH = {Tingkat.PROVINSI: 38, Tingkat.KABUPATEN: 514, Tingkat.KECAMATAN: 7285, Tingkat.DESA: 83762}
SIDIK_SEMUA = "07410cdc3f47ff9baf30125ffeaeeb9195b2073eb7308957efc1c0cc3777a2c4"
# Names that occur more than once in Kabupaten Ciamis, with every code.
KEMBAR = {
    "Baregbeg": ["32.07.17.2017", "32.07.32.2001"],
    "Cikupa": ["32.07.34.2001", "32.07.37.2008"],
    "Karangpaningal": ["32.07.10.2012", "32.07.16.2006", "32.07.35.2004"],
    "Kertajaya": ["32.07.10.2015", "32.07.17.2007"],
    "Margajaya": ["32.07.14.2004", "32.07.19.2008"],
    "Mekarsari": ["32.07.11.2008", "32.07.16.2002"],
    "Purwasari": ["32.07.09.2013", "32.07.18.2014"],
    "Sidaharja": ["32.07.17.2006", "32.07.19.2012"],
    "Sindangrasa": ["32.07.01.1007", "32.07.37.2006"],
    "Sindangsari": ["32.07.02.2003", "32.07.09.2014", "32.07.18.2012"],
    "Sukahurip": ["32.07.06.2002", "32.07.19.2010", "32.07.30.2005"],
    "Sukajadi": ["32.07.04.2007", "32.07.19.2011"],
    "Sukajaya": ["32.07.13.2007", "32.07.19.2009"],
    "Sukamaju": ["32.07.06.2004", "32.07.32.2002"],
    "Sukamulya": ["32.07.06.2001", "32.07.32.2009", "32.07.35.2009"],
    "Sukanagara": ["32.07.12.2002", "32.07.17.2009"],
    "Sukasari": ["32.07.05.2006", "32.07.16.2005", "32.07.18.2018"],
    "Tanjungjaya": ["32.07.13.2004", "32.07.30.2007"],
    "Tanjungsari": ["32.07.04.2005", "32.07.13.2003", "32.07.37.2010"],
}


@cache
def semua() -> dict[str, Wilayah]:
    """Return every region by its code."""
    above = rujukan._induk().values()
    villages = (r for p in rujukan.anak() for r in rujukan._desa(p.kode).values())
    return {region.kode: region for region in (*above, *villages)}


def sidik(awalan: str) -> str:
    """Seal the regions whose code begins so: one line each, an apostrophe written plainly."""
    seal = hashlib.sha256()
    for kode in sorted(kode for kode in semua() if kode.startswith(awalan)):
        seal.update(f"{kode},{semua()[kode].nama.replace('’', chr(39))}\n".encode())
    return seal.hexdigest()


def test_the_country_has_as_many_regions_as_the_decree_counts() -> None:
    assert Counter(region.tingkat for region in semua().values()) == JUMLAH
    assert len(semua()) == sum(JUMLAH.values()) == 91599


def test_the_figures_of_the_provinces_add_up() -> None:
    assert len(PROVINSI) == JUMLAH[Tingkat.PROVINSI]
    assert sum(p.kabupaten for p in PROVINSI) == JUMLAH[Tingkat.KABUPATEN]
    assert sum(p.kecamatan for p in PROVINSI) == JUMLAH[Tingkat.KECAMATAN]
    assert sum(p.desa for p in PROVINSI) == JUMLAH[Tingkat.DESA]


@pytest.mark.parametrize("provinsi", PROVINSI, ids=lambda p: p.kode)
def test_a_province_holds_what_the_decree_counts_in_it(provinsi: Provinsi) -> None:
    region = rujukan.cari(provinsi.kode)
    assert region is not None
    assert (region.nama, region.tingkat, region.jenis) == (provinsi.nama, Tingkat.PROVINSI, "provinsi")
    here = [r for r in semua().values() if r.kode.startswith(f"{provinsi.kode}.")]
    levels = Counter(r.tingkat for r in here)
    assert levels == {
        Tingkat.KABUPATEN: provinsi.kabupaten,
        Tingkat.KECAMATAN: provinsi.kecamatan,
        Tingkat.DESA: provinsi.desa,
    }
    assert sum(r.jenis == "kelurahan" for r in here) == provinsi.kelurahan


@pytest.mark.parametrize("provinsi", PROVINSI, ids=lambda p: p.kode)
def test_every_name_of_a_province_is_the_decrees(provinsi: Provinsi) -> None:
    assert sidik(provinsi.kode)[:16] == provinsi.sidik


def test_every_name_of_the_country_is_the_decrees() -> None:
    assert sidik("") == SIDIK_SEMUA


def test_the_only_curly_apostrophes_are_those_of_the_source() -> None:
    curly = sorted(kode for kode, region in semua().items() if "’" in region.nama)
    assert curly == ["53.07.01.2021", "53.07.08.2019", "53.07.17.2010"]


@pytest.mark.parametrize(
    ("kode", "lengkap", "kode_pos"),
    [
        ("32.07.15.2004", "Desa Cisontrol, Kecamatan Rancah, Kabupaten Ciamis, Provinsi Jawa Barat", "46387"),
        (
            "32.07.15.2005",
            "Desa Situmandala, Kecamatan Rancah, Kabupaten Ciamis, Provinsi Jawa Barat",
            "46387",
        ),
        (
            "32.07.01.1001",
            "Kelurahan Ciamis, Kecamatan Ciamis, Kabupaten Ciamis, Provinsi Jawa Barat",
            "46211",
        ),
        ("91.03.01.3007", "Desa Adat Yoboi, Distrik Sentani, Kabupaten Jayapura, Provinsi Papua", "99352"),
        (
            "11.01.01.2001",
            "Desa Keude Bakongan, Kecamatan Bakongan, Kabupaten Aceh Selatan, Provinsi Aceh",
            "23773",
        ),
    ],
)
def test_known_villages(kode: str, lengkap: str, kode_pos: str) -> None:
    region = rujukan.cari(kode)
    assert region is not None
    assert rujukan.nama_lengkap(kode) == lengkap
    assert region.kode_pos == kode_pos


# ---- Ciamis, the regency of the story ----


def ciamis() -> list[Wilayah]:
    return [r for r in semua().values() if r.kode.startswith("32.07.") and r.tingkat is Tingkat.DESA]


def test_ciamis_has_258_villages_and_7_kelurahan_in_27_kecamatan() -> None:
    assert Counter(region.jenis for region in ciamis()) == {"desa": 258, "kelurahan": 7}
    assert len(rujukan.anak("32.07")) == 27


def test_every_doubled_name_of_ciamis_is_known_with_all_its_codes() -> None:
    names: dict[str, list[str]] = defaultdict(list)
    for region in ciamis():
        names[region.nama].append(region.kode)
    assert {nama: kode for nama, kode in names.items() if len(kode) > 1} == KEMBAR
    assert len(KEMBAR) == 19


@pytest.mark.parametrize("nama", KEMBAR)
def test_a_doubled_name_is_told_apart_by_its_kecamatan(nama: str) -> None:
    found = [r for r in rujukan.cari_nama(nama, di="32.07", tingkat=Tingkat.DESA) if r.nama == nama]
    assert [r.kode for r in found] == KEMBAR[nama]
    places = {rujukan.nama_lengkap(r.kode) for r in found}
    assert len(places) == len(found), "two of one name in one kecamatan could not be told apart"


def test_every_village_of_ciamis_has_a_postal_code_of_the_region() -> None:
    assert [r.kode for r in ciamis() if not (r.kode_pos.isdigit() and r.kode_pos.startswith("46"))] == []


# ---- the form of the tables ----


def test_codes_have_the_form_of_their_level() -> None:
    forms = {1: (2,), 2: (2, 2), 3: (2, 2, 2), 4: (2, 2, 2, 4)}
    for region in semua().values():
        parts = region.kode.split(".")
        assert tuple(map(len, parts)) == forms[region.tingkat]
        assert region.kode.replace(".", "").isdigit()
        assert region.kode_rapat == region.kode.replace(".", "")
        assert rujukan.bentuk_kode(region.kode_rapat) == region.kode


def test_no_two_regions_of_one_parent_share_a_code_or_a_code_its_parent() -> None:
    for region in semua().values():
        head = region.kode.rpartition(".")[0]
        assert not head or head in semua()


def test_names_are_printable_and_clean() -> None:
    for region in semua().values():
        assert region.nama.isprintable()
        assert region.nama == " ".join(region.nama.split())
        assert not set(region.nama) & set('<>{}[]|\\"')


def test_what_a_region_is_called_never_doubles_a_word_it_begins_with() -> None:
    for region in semua().values():
        kata = region.kata
        if kata and region.jenis in ("desa_adat", "kelurahan", "kecamatan", "provinsi"):
            assert not region.sebutan.startswith(f"{kata} {kata} "), region.kode


@pytest.mark.parametrize("provinsi", ["91", "92", "93", "94", "95", "96"])
def test_papua_has_distrik(provinsi: str) -> None:
    kecamatan = [r for k in rujukan.anak(provinsi) for r in rujukan.anak(k.kode)]
    assert {r.jenis for r in kecamatan} == {"distrik"}
    assert all(r.sebutan == f"Distrik {r.nama}" for r in kecamatan)


def test_children_and_path_are_each_others_way_back() -> None:
    for kode in ("32.07", "32.07.15", "31.71", "91.03.01"):
        for child in rujukan.anak(kode):
            assert rujukan.jalur(child.kode)[1].kode == kode
            assert rujukan.kecamatan_ada(child.kode_rapat) == (child.tingkat is Tingkat.KECAMATAN)

"""Settings that could not be printed are refused before they are kept."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.messages import Pesan
from eoffice.surat.rules.badan import Kertas
from eoffice.surat.rules.batas import TEPI, keluhan_jenis, keluhan_kertas, salah_tembusan
from eoffice.surat.rules.jenis import UbahanJenis, katalog
from eoffice.surat.rules.kontak import baca_telepon


def test_the_defaults_can_be_printed() -> None:
    assert keluhan_kertas(Kertas()) == {}
    assert keluhan_jenis({kode: UbahanJenis() for kode in katalog()}, katalog()) == {}


@pytest.mark.parametrize(
    ("kolom", "nilai"),
    [
        ("ukuran", "A5"),
        ("huruf", "comic"),
        ("kerapatan", ""),
        ("kiri", 5),
        ("bawah", 10),
        ("ukuran_huruf", 14),
        ("atas", 99),
    ],
)
def test_paper_out_of_bounds_is_named(kolom: str, nilai: object) -> None:
    assert set(keluhan_kertas(dataclasses.replace(Kertas(), **{kolom: nilai}))) == {kolom}  # type: ignore[arg-type]


@given(st.sampled_from(sorted(TEPI)), st.integers(0, 60))
def test_bounds_are_those_of_the_printing_contract(kolom: str, nilai: int) -> None:
    kecil, besar = TEPI[kolom]
    salah = keluhan_kertas(dataclasses.replace(Kertas(), **{kolom: nilai}))  # type: ignore[arg-type]
    assert bool(salah) is not (kecil <= nilai <= besar)


@pytest.mark.parametrize(
    ("ubahan", "kunci"),
    [
        ({"entah": UbahanJenis()}, "entah"),
        ({"sku": UbahanJenis(klasifikasi="400-9")}, "sku.klasifikasi"),
        ({"sku": UbahanJenis(klasifikasi="=1+1")}, "sku.klasifikasi"),
        ({"sku": UbahanJenis(berlaku_bulan=0)}, "sku.berlaku_bulan"),
        ({"sku": UbahanJenis(berlaku_bulan=61)}, "sku.berlaku_bulan"),
        ({"sku": UbahanJenis(tembusan=("Camat", ""))}, "sku.tembusan"),
        ({"sku": UbahanJenis(tembusan=("Camat\u202e",))}, "sku.tembusan"),
    ],
)
def test_a_village_s_choices_out_of_bounds_are_named(ubahan: dict[str, UbahanJenis], kunci: str) -> None:
    assert list(keluhan_jenis(ubahan, katalog())) == [kunci]


def test_copy_recipients() -> None:
    assert salah_tembusan(("Camat Rancah", "Arsip")) == 0
    assert salah_tembusan(tuple(f"Penerima {n}" for n in range(11))) == 11
    assert UbahanJenis(tembusan=["Arsip"]).tembusan == ("Arsip",)  # type: ignore[arg-type]
    assert UbahanJenis(tembusan=()).pada(katalog()["sku"]).tembusan == ()
    assert UbahanJenis().pada(katalog()["sku"]).tembusan == ("Arsip",)


@pytest.mark.parametrize(
    ("ketikan", "nomor"),
    [
        ("0812 3456 7890", "081234567890"),
        ("+62 812-3456-7890", "081234567890"),
        ("62812.3456.7890", "081234567890"),
        ("(0265) 771 234", "0265771234"),
        ("", ""),
        (" \u200b ", ""),
    ],
)
def test_telephone_numbers_as_people_write_them(ketikan: str, nomor: str) -> None:
    assert baca_telepon(ketikan) == nomor


@pytest.mark.parametrize(
    "ketikan", ["12345", "08", "0812abc", "٠٨١٢٣٤٥٦٧٨٩", "0" * 20, "00812345678", "x" * 500]
)
def test_other_things_are_not_telephone_numbers(ketikan: str) -> None:
    assert baca_telepon(ketikan) == Pesan("surat.telepon_salah")

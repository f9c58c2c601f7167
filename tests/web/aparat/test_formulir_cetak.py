"""The forms of printer, counter and power cut: what reads well, what does not, and which box is to blame."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from eoffice.surat.rules.ekspedisi import PANJANG_PENERIMA, Sebagai
from eoffice.surat.rules.padam import MAKS_SEKALI
from eoffice.web.aparat.formulir.cetak import SEBAGAI, Serah
from eoffice.web.aparat.formulir.padam import Batal, Kode, Pakai, Pesan
from eoffice.web.komponen.bidang import Opsi

SURAT = f"{UUID(int=1)}.3"
ORANG = str(UUID(int=2))
PILIHAN: dict[str, Any] = {"surat": [(SURAT, Opsi("Euis", "Tiket A"))], "penanda": [(ORANG, "H. Oman")]}


def test_everybody_who_may_fetch_a_letter_has_a_word() -> None:
    assert SEBAGAI.keys() == set(Sebagai)
    assert len(set(SEBAGAI.values())) == len(Sebagai)


@pytest.mark.parametrize("sebagai", list(Sebagai))
def test_who_fetches_is_read_tidily(sebagai: Sebagai) -> None:
    form = Serah({"penerima": "  Asep\u200b   Sunandar ", "sebagai": sebagai.value})
    assert form.is_valid()
    assert form.cleaned_data == {"penerima": "Asep Sunandar", "sebagai": sebagai.value}


@pytest.mark.parametrize(
    ("isi", "salah"),
    [
        ({}, {"penerima", "sebagai"}),
        ({"penerima": "", "sebagai": "pemohon"}, {"penerima"}),
        ({"penerima": "   ", "sebagai": "pemohon"}, {"penerima"}),
        ({"penerima": "A" * (PANJANG_PENERIMA + 1), "sebagai": "pemohon"}, {"penerima"}),
        ({"penerima": "Asep"}, {"sebagai"}),
        ({"penerima": "Asep", "sebagai": "raja"}, {"sebagai"}),
        ({"penerima": "Asep", "sebagai": ["pemohon", "raja"]}, {"sebagai"}),
    ],
    ids=["nothing", "no name", "blank", "long", "no relation", "unknown", "two"],
)
def test_half_a_handing_over_names_its_box(isi: dict[str, Any], salah: set[str]) -> None:
    form = Serah(isi)
    assert not form.is_valid()
    assert form.errors.keys() == salah


@pytest.mark.parametrize(
    ("banyak", "baik"), [("1", True), (str(MAKS_SEKALI), True), ("07", True), ("0", False)]
)
def test_how_many_forms(banyak: str, baik: bool) -> None:
    form = Pesan({"jenis": "sku", "banyak": banyak}, jenis=[("sku", "Usaha")])
    assert form.is_valid() is baik
    assert (form.errors.keys() == set()) if baik else (form.errors.keys() == {"banyak"})


@pytest.mark.parametrize(
    "banyak", [str(MAKS_SEKALI + 1), "-1", "1.5x", "satu", "", "9" * 40, "1e3"], ids=range(7)
)
def test_no_number_of_forms(banyak: str) -> None:
    form = Pesan({"jenis": "sku", "banyak": banyak}, jenis=[("sku", "Usaha")])
    assert not form.is_valid()
    assert form.errors.keys() == {"banyak"}


def test_only_types_that_are_offered() -> None:
    form = Pesan({"jenis": "sktm", "banyak": "1"}, jenis=[("sku", "Usaha")])
    assert not form.is_valid()
    assert form.errors.keys() == {"jenis"}
    assert str(MAKS_SEKALI) in str(form.fields["banyak"].help_text)


def test_the_record_reads_letter_day_and_signer() -> None:
    data = {"surat": SURAT, "tanggal": "2026-11-24", "penanda_tangan": ORANG}
    form = Pakai(data, **PILIHAN)
    assert form.is_valid()
    assert form.cleaned_data == {**data, "tanggal": date(2026, 11, 24)}


@pytest.mark.parametrize(
    ("lain", "salah"),
    [
        ({"surat": f"{UUID(int=1)}.2"}, "surat"),
        ({"surat": str(UUID(int=1))}, "surat"),
        ({"surat": ""}, "surat"),
        ({"tanggal": "24 November"}, "tanggal"),
        ({"tanggal": "2026-02-30"}, "tanggal"),
        ({"tanggal": ""}, "tanggal"),
        ({"penanda_tangan": str(UUID(int=9))}, "penanda_tangan"),
        ({"penanda_tangan": ""}, "penanda_tangan"),
    ],
    ids=["older", "no version", "none", "words", "no such day", "no day", "stranger", "nobody"],
)
def test_half_a_record_names_its_box(lain: dict[str, str], salah: str) -> None:
    form = Pakai({"surat": SURAT, "tanggal": "2026-11-24", "penanda_tangan": ORANG, **lain}, **PILIHAN)
    assert not form.is_valid()
    assert form.errors.keys() == {salah}


@pytest.mark.parametrize("alasan", ["", "   ", "\u200b", "a" * 501], ids=["empty", "blank", "unseen", "long"])
def test_voiding_without_a_reason_is_none(alasan: str) -> None:
    form = Batal({"alasan": alasan})
    assert not form.is_valid()
    assert form.errors.keys() == {"alasan"}


def test_a_reason_keeps_its_words() -> None:
    form = Batal({"alasan": "Hilang saat banjir."})
    assert form.is_valid()
    assert form.cleaned_data["alasan"] == "Hilang saat banjir."


@pytest.mark.parametrize(
    ("kode", "baik"), [("k7qf 2m9d px", True), ("", False), (" ", False), ("A" * 61, False)]
)
def test_a_code_is_whatever_was_typed_but_not_nothing(kode: str, baik: bool) -> None:
    assert Kode({"kode": kode}).is_valid() is baik

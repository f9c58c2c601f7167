"""Budgets of size: the figures of the architecture, as tests."""

import ast
from statistics import fmean, quantiles

from tests.arsitektur.sumber import UJI, Fungsi, baris_berisi, berkas_kode, nama, proyek, semua_fungsi

RATA_FUNGSI = 11
PERSENTIL_95 = 30
FUNGSI_TERPANJANG = 60
BERKAS_TERPANJANG = 400
PUSTAKA_LANGSUNG = 20
UJI_BANDING_KODE = 1.5
"""Lines of tests a line of code."""


def test_functions_are_short_on_average() -> None:
    assert fmean(fungsi.baris for fungsi in semua_fungsi()) <= RATA_FUNGSI


def test_few_functions_are_long() -> None:
    assert quantiles((fungsi.baris for fungsi in semua_fungsi()), n=20)[-1] <= PERSENTIL_95


def test_no_function_is_too_long() -> None:
    assert [fungsi.tempat for fungsi in semua_fungsi() if fungsi.baris > FUNGSI_TERPANJANG] == []


def test_no_file_is_too_long() -> None:
    panjang = {nama(path): len(path.read_text(encoding="utf-8").splitlines()) for path in berkas_kode()}
    assert {path: baris for path, baris in panjang.items() if baris > BERKAS_TERPANJANG} == {}


def test_everything_is_annotated() -> None:
    assert [fungsi.tempat for fungsi in semua_fungsi() if not _beranotasi(fungsi)] == []


def _beranotasi(fungsi: Fungsi) -> bool:
    arg = fungsi.simpul.args
    semua: list[ast.arg] = [*arg.posonlyargs, *arg.args, *arg.kwonlyargs]
    semua += [satu for satu in (arg.vararg, arg.kwarg) if satu is not None]
    bernama = [satu for satu in semua if satu.arg not in {"self", "cls", "mcs"}]
    return all(satu.annotation is not None for satu in bernama) and fungsi.simpul.returns is not None


def test_a_village_node_needs_few_libraries() -> None:
    langsung = proyek()["dependencies"]
    assert isinstance(langsung, list)
    assert len(langsung) <= PUSTAKA_LANGSUNG


def test_tests_grow_with_the_code() -> None:
    uji = baris_berisi(tuple(UJI.rglob("*.py")))
    assert uji / baris_berisi(berkas_kode()) >= UJI_BANDING_KODE

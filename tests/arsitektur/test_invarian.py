"""The table of what must stay true (docs/sync.md) names tests and defences that exist."""

import re

from tools import mutations

from tests.arsitektur.sumber import AKAR

BARIS = re.compile(r"^\| I(\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")


def baris() -> list[tuple[str, ...]]:
    return BARIS.findall((AKAR / "docs" / "sync.md").read_text())


def test_all_fourteen_are_there_in_order() -> None:
    assert [int(satu[0]) for satu in baris()] == list(range(1, 15))


def test_each_names_tests_that_exist() -> None:
    for nomor, _, tests, _ in baris():
        semua = TEST.findall(tests)
        assert semua, nomor
        for berkas, nama in semua:
            isi = (AKAR / "tests" / berkas).read_text()
            assert re.search(rf"^(    )?def {nama}\(", isi, re.MULTILINE), f"I{nomor}: {berkas}::{nama}"


def test_each_names_defences_whose_removal_is_noticed() -> None:
    dikenal = {satu.defence for satu in mutations.read()}
    for nomor, _, _, pertahanan in baris():
        for satu in re.split(r";\s(?=[A-Z])", pertahanan):
            assert satu in dikenal, f"I{nomor}: {satu}"

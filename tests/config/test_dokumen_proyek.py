"""What is written for people is true: commands, settings, decisions and pictures that are named exist."""

import re
from pathlib import Path

import pytest

from config.commands.grup import PERINTAH
from tests.arsitektur.sumber import SRC

AKAR = SRC.parent
BACAAN = [
    AKAR / "README.md",
    AKAR / "README.id.md",
    *sorted((AKAR / "docs").rglob("*.md")),
    AKAR / "CONTRIBUTING.md",
]
PEMASANGAN = AKAR / "docs" / "panduan" / "pemasangan.md"
DALAM = {"EOFFICE_SEBAGAI_PEMILIK"}  # set by the command line itself, for nobody to set


def _nama(path: Path) -> str:
    return str(path.relative_to(AKAR))


def _variabel(teks: str) -> set[str]:
    return set(re.findall(r"\bEOFFICE_[A-Z_]*[A-Z]\b", teks))


def _dibaca() -> set[str]:
    """The variables that the settings really read."""
    return set(re.findall(r'env\.\w+\(\s*"(EOFFICE_\w+)"', (SRC / "config" / "settings.py").read_text()))


def test_the_handbook_of_who_installs_names_every_setting() -> None:
    assert _variabel(PEMASANGAN.read_text()) >= _dibaca() - DALAM
    assert len(_dibaca()) > 8


@pytest.mark.parametrize("path", BACAAN, ids=_nama)
def test_every_setting_that_is_named_is_read(path: Path) -> None:
    asing = _variabel(path.read_text()) - _dibaca() - {"EOFFICE_TEST_DB"}
    assert asing == set()


@pytest.mark.parametrize("path", BACAAN, ids=_nama)
def test_every_command_that_is_named_exists(path: Path) -> None:
    dipanggil = re.findall(r"(?:\.venv/bin/|`)eoffice ((?:[a-z]+ ?)+)", path.read_text())
    for kata in dipanggil:
        assert kata.split()[0] in PERINTAH, kata


@pytest.mark.parametrize("path", [AKAR / "README.md", AKAR / "README.id.md"], ids=_nama)
def test_both_readmes_tell_every_command_and_the_exit_codes(path: Path) -> None:
    teks = path.read_text()
    assert {nama for nama in PERINTAH if f"`{nama}" in teks} == PERINTAH.keys()
    assert re.search(r"0 (done|berhasil); 1 .*; 2 .*; 3 ", teks.replace("\n", " "))


def test_the_readmes_are_twins() -> None:
    """The same headings, tables and pictures in both languages."""
    inggris, indonesia = ((AKAR / nama).read_text() for nama in ("README.md", "README.id.md"))
    for pola in (r"^#+ ", r"^\|", r"!\[[^]]*\]\(([^)]+)\)", r"^\d\. "):
        jumlah = [len(re.findall(pola, teks, re.MULTILINE)) for teks in (inggris, indonesia)]
        assert jumlah[0] == jumlah[1] > 0, pola


@pytest.mark.parametrize("path", BACAAN, ids=_nama)
def test_every_link_and_picture_is_there(path: Path) -> None:
    for tujuan in re.findall(r"\]\(([^)#]+)\)", path.read_text()):
        if "://" not in tujuan:
            assert (path.parent / tujuan).exists(), tujuan


def test_every_decision_that_the_code_cites_is_written() -> None:
    ada = {path.name[:3] for path in (AKAR / "docs" / "decisions").glob("*.md")}
    dikutip = {
        nomor
        for path in [*SRC.rglob("*.py"), *BACAAN]
        for nomor in re.findall(r"docs/decisions/(\d{3})", path.read_text())
    }
    assert dikutip
    assert dikutip <= ada


def test_decisions_have_numbers_of_their_own_and_say_why() -> None:
    semua = sorted((AKAR / "docs" / "decisions").glob("*.md"))
    assert len({path.name[:3] for path in semua}) == len(semua)
    for path in semua:
        teks = path.read_text()
        assert teks.startswith(f"# {path.name[:3]}. "), path.name
        for bagian in ("**Decision.**", "**Why"):
            assert bagian in teks, (path.name, bagian)
        assert len(teks.splitlines()) <= 80, path.name


@pytest.mark.parametrize("nama", ["operator", "warga", "sekdes-kades"])
def test_buttons_that_a_handbook_names_are_on_the_pages(nama: str) -> None:
    """Bold words after "tekan", "pilih" or "lewat" are what stands on a button."""
    teks = re.sub(r"\s+", " ", (AKAR / "docs" / "panduan" / f"{nama}.md").read_text())
    halaman = "".join(
        path.read_text() for akhir in ("html", "py") for path in (SRC / "eoffice" / "web").rglob(f"*.{akhir}")
    ).casefold()
    tombol = re.findall(r"(?:[Tt]ekan|[Pp]ilih|[Ll]ewat|[Bb]uka) \*\*([^*]+)\*\*", teks)
    assert tombol
    assert [satu for satu in tombol if satu.casefold() not in halaman] == []

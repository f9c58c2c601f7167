"""Whose archive it is, and whether what stands in a home is what the archive says."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from eoffice.cadangan.adapters.gudang import BASIS
from eoffice.cadangan.rules.manifes import Isi, Manifes
from eoffice.cadangan.services.buka import Beda, bandingkan, periksa_siapa, sidik_luar
from eoffice.kernel.errors import InvalidInput
from tests.cadangan.test_gudang import KEPALA

TABEL = {"surat": Isi(2, "aa" * 32), "penduduk": Isi(5, "bb" * 32)}


def isi(bita: bytes) -> Isi:
    return Isi(len(bita), hashlib.sha256(bita).hexdigest())


@pytest.fixture
def manifes(rumah: Path) -> Manifes:
    """What the home of the tests holds, in the words of a manifest."""
    (rumah / "berkas/ab/cd").mkdir(parents=True)
    (rumah / "berkas/ab/cd/surat").write_bytes(b"%PDF")
    berkas = {
        BASIS: isi(b"basis data"),
        "rumah/kunci/pejabat/a.p12": isi(b"pkcs12"),
        "rumah/berkas/ab/cd/surat": isi(b"%PDF"),
    }
    return Manifes(KEPALA, TABEL, berkas)


def test_what_is_equal_differs_in_nothing(rumah: Path, manifes: Manifes) -> None:
    assert bandingkan(rumah, manifes, dict(TABEL)) == Beda([], [])
    assert not bandingkan(rumah, manifes, dict(TABEL)).ada


def test_what_was_made_since_is_no_difference(rumah: Path, manifes: Manifes) -> None:
    """The settings make log and static files of their own: only what the archive names is asked for."""
    (rumah / "log" / "lagi.log").write_bytes(b"x")
    assert not bandingkan(rumah, manifes, dict(TABEL)).ada


@pytest.mark.parametrize(
    ("tabel", "beda"),
    [
        ({"surat": Isi(2, "aa" * 32)}, ["penduduk"]),
        (TABEL | {"surat": Isi(3, "aa" * 32)}, ["surat"]),
        (TABEL | {"surat": Isi(2, "ac" * 32)}, ["surat"]),
        (TABEL | {"lain": Isi(0, "00" * 32)}, ["lain"]),
        ({}, ["penduduk", "surat"]),
    ],
)
def test_every_table_that_differs_is_named(
    rumah: Path, manifes: Manifes, tabel: dict[str, Isi], beda: list[str]
) -> None:
    hasil = bandingkan(rumah, manifes, tabel)
    assert (hasil.tabel, hasil.berkas, hasil.ada) == (beda, [], True)


@pytest.mark.parametrize("bita", [b"", b"%PDG", b"%PDF\n", None])
def test_every_file_that_differs_is_named(rumah: Path, manifes: Manifes, bita: bytes | None) -> None:
    path = rumah / "berkas/ab/cd/surat"
    path.unlink()
    if bita is not None:
        path.write_bytes(bita)
    hasil = bandingkan(rumah, manifes, dict(TABEL))
    assert (hasil.tabel, hasil.berkas, hasil.ada) == ([], ["berkas/ab/cd/surat"], True)


DESA, KABUPATEN = KEPALA, replace(KEPALA, peran="kabupaten", sendiri="")


@pytest.mark.parametrize(
    ("kepala", "peran", "desa", "kode"),
    [
        (DESA, "desa", "32.07.15.2004", ""),
        (DESA, "desa", "", ""),
        (DESA, "", "", ""),
        (DESA, "desa", "32.07.15.2005", "cadangan.desa_lain"),
        (DESA, "kabupaten", "", "cadangan.peran_lain"),
        (DESA, "kabupaten", "32.07.15.2004", "cadangan.peran_lain"),
        (KABUPATEN, "kabupaten", "", ""),
        (KABUPATEN, "kabupaten", "32.07.15.2005", ""),
        (KABUPATEN, "desa", "32.07.15.2004", "cadangan.peran_lain"),
    ],
)
def test_the_archive_of_another_office_is_refused(kepala: object, peran: str, desa: str, kode: str) -> None:
    if not kode:
        periksa_siapa(kepala, peran=peran, desa=desa)  # type: ignore[arg-type]
        return
    with pytest.raises(InvalidInput) as tolak:
        periksa_siapa(kepala, peran=peran, desa=desa)  # type: ignore[arg-type]
    assert tolak.value.pesan.kode == kode


@pytest.mark.parametrize(
    ("samping", "hasil"),
    [
        (f"{hashlib.sha256(b'arsip').hexdigest()}  x.age\n", True),
        (hashlib.sha256(b"arsip").hexdigest(), True),
        ("0" * 64, False),
        ("", False),
        (None, None),
    ],
)
def test_the_digest_beside_is_compared(tmp_path: Path, samping: str | None, hasil: bool | None) -> None:
    (tmp_path / "x.age").write_bytes(b"arsip")
    if samping is not None:
        (tmp_path / "x.age.sha256").write_text(samping)
    assert sidik_luar(tmp_path / "x.age") is hasil

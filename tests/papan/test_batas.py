"""The longest words that a board keeps, as the law and the table have them, and which row a change touches."""

import pytest
from django.db.models import CharField, Model

from eoffice.papan.models import KontakPengaduan, Pengumuman
from eoffice.papan.rules.pengaduan import HARI_PUTUS, HARI_TANGGAP, PANJANG, keluhan
from eoffice.papan.rules.pengumuman import PANJANG_ISI, PANJANG_JUDUL

KOSONG = dict.fromkeys(PANJANG, "")


def kode(kontak: dict[str, str], hari: int = HARI_TANGGAP) -> dict[str, str]:
    return {nama: pesan.kode for nama, pesan in keluhan(KOSONG | kontak, hari).items()}


def lebar(tabel: type[Model], nama: str) -> int | None:
    kolom = tabel._meta.get_field(nama)
    assert isinstance(kolom, CharField)
    return kolom.max_length


def test_the_days_are_those_of_the_law() -> None:
    """UU 25/2009, articles 44 and 46."""
    assert (HARI_TANGGAP, HARI_PUTUS) == (14, 60)


@pytest.mark.parametrize("nama", ["petugas", "tempat", "jam"])
def test_a_field_may_be_as_long_as_its_column_and_no_longer(nama: str) -> None:
    maks = PANJANG[nama]
    assert lebar(KontakPengaduan, nama) == maks
    assert kode({nama: "x" * maks}) == {}
    pesan = keluhan(KOSONG | {nama: "x" * (maks + 1)}, HARI_TANGGAP)[nama]
    assert (pesan.kode, dict(pesan.params)) == ("papan.panjang", {"maks": maks, "panjang": maks + 1})


@pytest.mark.parametrize("nama", ["telepon", "whatsapp", "surel"])
def test_what_is_too_long_is_called_so_and_not_misshapen(nama: str) -> None:
    assert kode({nama: "x" * (PANJANG[nama] + 1)}) == {nama: "papan.panjang"}


@pytest.mark.parametrize(
    ("nama", "isi", "benar"),
    [
        ("telepon", "0" + "2" * 6, False), ("telepon", "0" + "2" * 7, True), ("telepon", "0" + "2" * 13, True),
        ("telepon", "0" + "2" * 14, False), ("telepon", "+6226555", False), ("telepon", "0265-555014", False),
        ("whatsapp", "08" + "1" * 6, False), ("whatsapp", "08" + "1" * 7, True), ("whatsapp", "08" + "1" * 12, True),
        ("whatsapp", "08" + "1" * 13, False), ("surel", "a@b.id", True), ("surel", "a@b", False),
        ("surel", "a b@c.id", False), ("surel", "a@@c.id", False), ("surel", "a@b.", False), ("surel", "@b.id", False),
    ],
)  # fmt: skip
def test_numbers_and_addresses_have_a_shape(nama: str, isi: str, benar: bool) -> None:
    assert (kode({nama: isi}) == {}) is benar


def test_everything_wrong_is_told_at_once() -> None:
    salah = kode({"telepon": "1", "whatsapp": "1", "surel": "1", "petugas": "x" * 101}, 0)
    assert set(salah) == {"telepon", "whatsapp", "surel", "petugas", "hari_tanggap"}


def test_an_announcement_fits_its_columns() -> None:
    assert (PANJANG_JUDUL, PANJANG_ISI) == (100, 3000)
    assert lebar(Pengumuman, "judul") == PANJANG_JUDUL
    assert lebar(Pengumuman, "isi") == PANJANG_ISI

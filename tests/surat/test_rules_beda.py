"""Two versions of a text, word by word."""

import pytest

from eoffice.surat.rules.beda import Potong, beda_kata

PASANGAN = {
    "sama": ("Benar memiliki usaha.", "Benar memiliki usaha."),
    "satu kata": ("Benar memiliki usaha.", "Benar mempunyai usaha."),
    "ditambah": ("Benar memiliki usaha.", "Benar memiliki usaha warung sejak 2018."),
    "dihapus": ("Benar memiliki usaha warung.", "Benar usaha warung."),
    "ditukar": ("anak dari Budi dan Siti", "anak dari Siti dan Budi"),
    "dari kosong": ("", "Kalimat baru."),
    "ke kosong": ("Kalimat lama.", ""),
    "kata berulang": ("a " * 300 + "b", "a " * 299 + "b"),
    "spasi saja": ("dua  kata\n", "dua kata"),
    "markah": ("<b>tebal</b>", "<script>alert(1)</script>"),
}


@pytest.mark.parametrize("nama", PASANGAN)
def test_both_versions_can_be_read_out_of_the_pieces(nama: str) -> None:
    semula, baru = PASANGAN[nama]
    potong = beda_kata(semula, baru)
    assert " ".join(p.teks for p in potong if p.cara != "baru").split() == semula.split()
    assert " ".join(p.teks for p in potong if p.cara != "hilang").split() == baru.split()
    assert all(p.teks for p in potong)


def test_only_what_differs_is_marked() -> None:
    assert beda_kata("Benar memiliki usaha warung.", "Benar mempunyai usaha warung.") == (
        Potong("tetap", "Benar"),
        Potong("hilang", "memiliki"),
        Potong("baru", "mempunyai"),
        Potong("tetap", "usaha warung."),
    )


def test_other_spaces_are_no_change() -> None:
    assert {p.cara for p in beda_kata("dua  kata\n", " dua kata")} == {"tetap"}
    assert beda_kata("", " ") == ()

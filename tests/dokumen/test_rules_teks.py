"""Which text may stand in a letter."""

import struct
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.dokumen.adapters.typesetter import HURUF
from eoffice.dokumen.rules.aksara import DAPAT_DICETAK
from eoffice.dokumen.rules.teks import jelajahi, periksa_teks, rapikan, rapikan_semua

TERCETAK = st.sampled_from(sorted(c for c in DAPAT_DICETAK if not unicodedata.combining(chr(c)))).map(chr)


def peta_aksara(berkas: Path) -> set[int]:
    """Read the character map (format 4, OpenType 'cmap') of a font file."""
    isi = berkas.read_bytes()
    jumlah = struct.unpack_from(">H", isi, 4)[0]
    tabel = {
        isi[12 + 16 * i : 16 + 16 * i]: struct.unpack_from(">I", isi, 20 + 16 * i)[0] for i in range(jumlah)
    }
    awal = tabel[b"cmap"]
    hasil: set[int] = set()
    for i in range(struct.unpack_from(">H", isi, awal + 2)[0]):
        t = awal + struct.unpack_from(">I", isi, awal + 8 + 8 * i)[0]
        if struct.unpack_from(">H", isi, t)[0] == 4:
            hasil |= _format_4(isi, t)
    return hasil


def _format_4(isi: bytes, t: int) -> set[int]:
    n = struct.unpack_from(">H", isi, t + 6)[0] // 2
    akhir, mulai = (struct.unpack_from(f">{n}H", isi, t + 14 + geser) for geser in (0, 2 + 2 * n))
    delta = struct.unpack_from(f">{n}h", isi, t + 16 + 4 * n)
    letak = t + 16 + 6 * n
    ofset = struct.unpack_from(f">{n}H", isi, letak)
    hasil = set()
    for j in range(n):
        for c in range(mulai[j], min(akhir[j], 0xFFFE) + 1):
            g = (c + delta[j]) & 0xFFFF
            if ofset[j]:
                g = struct.unpack_from(">H", isi, letak + 2 * j + ofset[j] + 2 * (c - mulai[j]))[0]
            if g:
                hasil.add(c)
    return hasil


def test_table_is_within_every_embedded_font() -> None:
    fonts = sorted(HURUF.glob("*.ttf"))
    assert len(fonts) == 8
    bersama = set.intersection(*(peta_aksara(f) for f in fonts))
    assert bersama >= DAPAT_DICETAK


def test_table_leaves_out_nothing_visible_that_the_fonts_have() -> None:
    bersama = set.intersection(*(peta_aksara(f) for f in HURUF.glob("*.ttf")))
    sisa = {c for c in bersama - DAPAT_DICETAK if unicodedata.category(chr(c))[0] in "LNPS"}
    kanan_ke_kiri = {c for c in sisa if unicodedata.bidirectional(chr(c)) == "R"}
    assert sisa - kanan_ke_kiri <= {0xFFFC, 0xFB29}  # object placeholder, Hebrew plus sign


@pytest.mark.parametrize(
    "teks",
    [
        "Euis Komariah",
        "Café Ményé",
        "H. Dudung, S.Pd. (Alm.)",
        "Rp850.000",
        "½ – 3 €",
        "RT 003/RW 002",
        "#panic()",
        "",
    ],
)
def test_ordinary_text_passes(teks: str) -> None:
    assert periksa_teks(teks) is None


@pytest.mark.parametrize(
    ("teks", "sebutan", "kode"),
    [
        ("a\nb", "ganti baris", "U+000A"),
        ("a\tb", "tabulasi", "U+0009"),
        ("a\u200bb", "aksara tak terlihat", "U+200B"),
        ("a\u202eb", "pembalik arah tulisan", "U+202E"),
        ("a\u2066b", "pembalik arah tulisan", "U+2066"),
        ("a\u00adb", "aksara tak terlihat", "U+00AD"),
        ("a\ufeffb", "aksara tak terlihat", "U+FEFF"),
        ("a\x00b", "aksara tak terlihat", "U+0000"),
        ("a\u2028b", "ganti baris", "U+2028"),
        ("a\ue000b", "aksara tak terlihat", "U+E000"),
        ("a\U000e0041b", "aksara tak terlihat", "U+E0041"),
        ("a\ud800b", "aksara tak terlihat", "U+D800"),
    ],
)
def test_what_nobody_can_see_is_refused_by_name(teks: str, sebutan: str, kode: str) -> None:
    pesan = periksa_teks(teks)
    assert pesan is not None
    assert pesan.kode == "dokumen.aksara_tak_terlihat"
    assert dict(pesan.params) == {"sebutan": sebutan, "kode": kode, "posisi": 2}


@pytest.mark.parametrize("aksara", ["😀", "ᮞ", "漢", "ع", "א", "✓", "ꦲ"])
def test_character_without_glyph_is_named(aksara: str) -> None:
    pesan = periksa_teks(f"Ibu {aksara}")
    assert pesan is not None
    assert pesan.kode == "dokumen.aksara_tanpa_huruf"
    assert pesan.params["aksara"] == aksara
    assert pesan.params["posisi"] == 5


def test_capital_form_must_exist_too() -> None:
    assert ord("ɐ") in DAPAT_DICETAK
    assert periksa_teks("ɐ") is not None


def test_piled_marks_are_refused() -> None:
    assert periksa_teks("q\u0301\u0302") is None
    pesan = periksa_teks("q" + "\u0301" * 3)
    assert pesan is not None
    assert pesan.kode == "dokumen.aksara_bertumpuk"


@given(st.text(TERCETAK))
def test_any_printable_text_passes_or_only_its_capital_is_missing(teks: str) -> None:
    pesan = periksa_teks(teks)
    if pesan is not None:
        assert pesan.kode == "dokumen.aksara_tanpa_huruf"
        assert any(ord(b) not in DAPAT_DICETAK for c in rapikan(teks) for b in c.upper())


@given(st.text())
def test_whatever_passes_is_printable(teks: str) -> None:
    if periksa_teks(teks) is None:
        assert {ord(c) for c in rapikan(teks)} <= DAPAT_DICETAK


def test_accents_are_composed_everywhere() -> None:
    data = {"a": ["e\u0301", {"b": "e\u0301"}], "n": 3, "x": None}
    assert rapikan_semua(data) == {"a": ["é", {"b": "é"}], "n": 3, "x": None}


def test_walk_names_the_place_of_every_text() -> None:
    data = {"isi": [{"teks": "a"}, "b"], "n": 3}
    assert list(jelajahi(data)) == [("isi.0.teks", "a"), ("isi.1", "b")]

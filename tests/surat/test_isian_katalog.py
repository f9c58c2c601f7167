"""Every field of every letter type against what people, copy and paste, and attackers type."""

import dataclasses
import json
import string
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eoffice.dokumen.rules.aksara import DAPAT_DICETAK
from eoffice.kernel.messages import Pesan
from eoffice.surat.rules.badan import BahanSurat, KepalaSurat, PenandaTanganSurat, susun_surat
from eoffice.surat.rules.daftar import baca_semua, mentah_dari, tulis_isian, tulis_semua
from eoffice.surat.rules.isian import MAKS_KETIKAN, MAKS_TEKS, Isian, Nilai, Tipe, baca_isian
from eoffice.surat.rules.jenis import JenisSurat, katalog
from eoffice.surat.rules.periksa_jenis import isian_tercetak
from eoffice.surat.rules.teks import rapikan
from eoffice.web.komponen.kalimat import kalimat

HARI = date(2026, 11, 24)
SATU = [(f"{j.kode}.{i.kode}", k) for j in katalog().values() for i in j.isian for k in i.kolom or (i,)]
"""Every field, and every column of every list."""


def _sejenis(isian: Isian) -> Isian:
    """What decides about an answer: two fields that differ only in their words accept and refuse the same."""
    polos = dataclasses.replace(isian, kode="", label="", tanya="", petunjuk="", mengapa="", bila=())
    return dataclasses.replace(polos, bawaan="", lain="", satuan="", rupa="", pihak="")


ISIAN = [pytest.param(i, id=nama) for nama, i in {_sejenis(i): (nama, i) for nama, i in SATU}.values()]
"""One field of each kind that differs; whole forms are tried field by field below."""
TEKS = [p for p in ISIAN if p.values[0].tipe in {Tipe.TEKS, Tipe.TEKS_PANJANG}]  # type: ignore[union-attr]
BUKAN_TEKS = [p for p in ISIAN if p not in TEKS]
TAK_TAMPAK = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2069\ufeff"
SERANGAN = (
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0": *',
    '#eval("1+1")',
    "$ sum_(i=0)^n $",
    "*tebal* _miring_ `kode` // catatan",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt;",
    '=HYPERLINK("http://x","y")',
    "+1-1",
    "-2+3",
    "@SUM(A1)",
    "'; DROP TABLE surat_surat; --",
    "{nama} {nik!}",
    "**tebal**",
    "{{ settings.SECRET_KEY }}",
    "%s %(x)s {0}",
    "../../etc/passwd",
    "\\begin{document}",
)


def hasil(isian: Isian, ketikan: str) -> Nilai | Pesan | None:
    """Read what was typed; a complaint must be a sentence of the product."""
    baca = baca_isian(isian, ketikan, HARI)
    if isinstance(baca, Pesan):
        assert len(kalimat(baca)) > 10
    return baca


@pytest.mark.parametrize("isian", ISIAN)
class TestSetiapIsian:
    def test_empty_is_a_complaint_only_where_it_is_required(self, isian: Isian) -> None:
        for kosong in ("", "   ", "\t\r\n", TAK_TAMPAK, f" {TAK_TAMPAK} \u00a0\u3000"):
            baca = hasil(isian, kosong)
            assert baca == (Pesan("surat.isian_kosong", label=isian.label) if isian.wajib else None)

    def test_ten_thousand_characters_are_refused_before_they_are_read(self, isian: Isian) -> None:
        for huruf, panjang in product("x9 \u200b😀", (MAKS_KETIKAN + 1, 10_000, 1_000_000)):
            baca = hasil(isian, huruf * panjang)
            assert isinstance(baca, Pesan)
            assert (baca.kode, baca.params["panjang"]) == ("surat.isian_panjang", panjang)

    def test_invisible_characters_around_and_between_change_nothing(self, isian: Isian) -> None:
        for contoh in [pilihan.kode for pilihan in isian.pilihan] or CONTOH[isian.tipe][:1]:
            berhantu = TAK_TAMPAK.join(contoh)
            assert hasil(isian, f"\u202e{berhantu}\u202c\r\n") == hasil(isian, contoh)

    def test_what_means_harm_is_words_or_refused_and_never_run(self, isian: Isian) -> None:
        kata = isian.tipe in {Tipe.TEKS, Tipe.TEKS_PANJANG}
        for serangan in SERANGAN:
            baca = hasil(isian, serangan)
            assert isinstance(baca, Pesan) or (kata and baca == rapikan(serangan)), serangan

    @given(ketikan=st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
    @settings(max_examples=60, deadline=None)
    def test_any_text_is_a_value_that_prints_or_a_sentence(self, isian: Isian, ketikan: str) -> None:
        baca = hasil(isian, ketikan)
        if baca is None or isinstance(baca, Pesan):
            return
        cetak = tulis_isian(isian, baca)
        assert all(ord(huruf) in DAPAT_DICETAK for huruf in cetak)
        assert cetak == rapikan(cetak)
        assert json.loads(json.dumps(baca)) == baca
        assert baca_isian(isian, mentah_dari(isian, baca), HARI) == baca


CONTOH: dict[Tipe, tuple[str, ...]] = {
    Tipe.TEKS: ("Warung Bu Euis", "12/RT.003/IV/2026"),
    Tipe.TEKS_PANJANG: ("Dusun Cikupa RT 003 RW 002",),
    Tipe.ANGKA: ("3", "0"),
    Tipe.UANG: ("850000", "Rp1.500.000"),
    Tipe.TAHUN: ("2018",),
    Tipe.PILIHAN: ("kur",),
    Tipe.YA_TIDAK: ("ya", "tidak"),
    Tipe.NIK: ("3207154506859001",),
    Tipe.TANGGAL: ("14-04-2026", "24-11-2026"),
    Tipe.JAM: ("08.30", "7"),
    Tipe.DAFTAR: ("[]",),
}


@pytest.mark.parametrize("isian", TEKS)
class TestTeks:
    def test_to_the_last_character_and_not_one_more(self, isian: Isian) -> None:
        maks = isian.maks or MAKS_TEKS
        assert hasil(isian, "a" * maks) == "a" * maks
        assert hasil(isian, "a" * (maks + 1)) == Pesan("surat.isian_panjang", maks=maks, panjang=maks + 1)
        assert hasil(isian, f"  {'a' * maks}\n\u200b") == "a" * maks, "what is dropped does not count"

    @pytest.mark.parametrize("huruf", ["😀", "ᮞ", "中", "ا", "\u0301\u0301", "\U0001f1ee", "\u2603"])
    def test_what_the_letter_s_font_lacks_is_named(self, isian: Isian, huruf: str) -> None:
        baca = hasil(isian, f"Warung {huruf}")
        assert isinstance(baca, Pesan)
        assert baca.kode == "surat.isian_huruf_asing"
        assert str(baca.params["huruf"]) in huruf

    @pytest.mark.parametrize("huruf", ["\x00", "\x07", "\x1b[31m", "\x7f", "\ue000", "\ud800"])
    def test_control_characters_are_refused(self, isian: Isian, huruf: str) -> None:
        assert hasil(isian, f"Warung {huruf}Euis") == Pesan("surat.isian_huruf_kendali")

    def test_line_breaks_and_tabs_become_spaces(self, isian: Isian) -> None:
        assert hasil(isian, "Dusun A\r\nRT 01\tRW 02\n\n\u2028Desa") == "Dusun A RT 01 RW 02 Desa"

    def test_names_with_accents_and_apostrophes_are_names(self, isian: Isian) -> None:
        for nama in ("Ma'rifah", "D'Angelo", "José", "Nuñez", "Jum’ah", "Ny. É. Ünal, S.Pd., M.Si."):
            if len(nama) > (isian.maks or MAKS_TEKS):
                continue
            assert hasil(isian, nama) == nama


@pytest.mark.parametrize("isian", BUKAN_TEKS)
class TestBukanTeks:
    def test_what_only_looks_like_a_value_is_refused(self, isian: Isian) -> None:
        mirip = (
            "satu",
            "1e5",
            "0x10",
            "NaN",
            "inf",
            "1_000",
            "٣",
            "３",
            "½",
            "--1",
            "1;2",
            "null",
            "True",
            "[]",
            "{}",
        )
        assert [ketikan for ketikan in mirip if not isinstance(hasil(isian, ketikan), Pesan)] == []

    def test_bounds_hold_on_both_sides(self, isian: Isian) -> None:
        if isian.tipe not in {Tipe.ANGKA, Tipe.UANG, Tipe.TAHUN} or isian.maks is None:
            return
        assert hasil(isian, str(isian.maks)) == isian.maks
        assert isinstance(hasil(isian, str(isian.maks + 1)), Pesan)
        if isian.min:
            assert hasil(isian, str(isian.min)) == isian.min
            assert isinstance(hasil(isian, str(isian.min - 1)), Pesan)


@pytest.mark.parametrize("jenis", katalog().values(), ids=lambda j: j.kode)
class TestFormulir:
    def test_every_choice_is_accepted_by_its_code_only(self, jenis: JenisSurat) -> None:
        for isian in (i for i in jenis.isian if i.tipe is Tipe.PILIHAN):
            for pilihan in isian.pilihan:
                assert hasil(isian, pilihan.kode) == pilihan.kode
                assert isinstance(hasil(isian, pilihan.kode.upper()), Pesan)
                assert isinstance(hasil(isian, pilihan.label), Pesan) or pilihan.label == pilihan.kode

    def test_an_empty_form_names_every_required_question_that_is_asked(self, jenis: JenisSurat) -> None:
        nilai, galat = baca_semua(jenis.isian, {}, HARI)
        assert nilai == {}
        assert set(galat) == {i.kode for i in jenis.isian if i.wajib and i.diminta({})}

    @given(data=st.data())
    @settings(max_examples=60, deadline=None)
    def test_any_form_gives_a_letter_or_named_complaints(
        self, jenis: JenisSurat, data: st.DataObject
    ) -> None:
        mentah = {isian.kode: data.draw(_ketikan(isian), label=isian.kode) for isian in jenis.isian}
        nilai, galat = baca_semua(jenis.isian, mentah, HARI)
        assert not set(nilai) & set(galat)
        for isian in jenis.isian:
            if not isian.diminta(nilai):
                assert isian.kode not in nilai
                assert isian.kode not in galat
            elif isian.wajib:
                salah = any(kode.partition(".")[0] == isian.kode for kode in galat)
                assert (isian.kode in nilai) is not salah
        if not galat:
            _cetak(jenis, nilai)


def _ketikan(isian: Isian) -> st.SearchStrategy[str]:
    """Mostly what people type, now and then anything."""
    biasa = [pilihan.kode for pilihan in isian.pilihan] or list(CONTOH[isian.tipe])
    if isian.kolom:
        sel = st.fixed_dictionaries({kolom.kode: _ketikan(kolom) for kolom in isian.kolom})
        return st.lists(sel, max_size=4).map(lambda baris: json.dumps(baris, ensure_ascii=False))
    return st.one_of(
        st.sampled_from(biasa),
        st.sampled_from(biasa),
        st.sampled_from(SERANGAN),
        st.just(""),
        st.text(string.printable, max_size=60),
    )


def _cetak(jenis: JenisSurat, nilai: dict[str, Nilai]) -> None:
    """Hold that the words typed stand in the document as data: no field of the form became a field of the letter."""
    siap = dict.fromkeys(("nama", "nik", "ttl", "alamat", "rt_rw", "jenis_kelamin", "agama"), "x")
    teks = tulis_semua(jenis.isian, nilai, siap | {"status_kawin": "x", "pekerjaan": "x"})
    bahan = BahanSurat(
        jenis=jenis,
        cara_terbit="basah",
        kepala=KepalaSurat("Ciamis", "Rancah", "Cisontrol"),
        penanda_tangan=PenandaTanganSurat("H. Oman Rohman", "Kepala Desa Cisontrol"),
        tanggal=HARI,
        nilai=nilai,
        teks=teks,
    )
    data: dict[str, Any] = susun_surat(bahan)
    tempat = {"desa": "Cisontrol", "kecamatan": "Rancah", "kabupaten": "Ciamis"}
    assert set(data["isian"]) <= isian_tercetak(jenis)
    assert all(isi == (teks | tempat)[kode] for kode, isi in data["isian"].items())
    assert "SECRET_KEY" not in json.dumps(data["isi"])

"""The small part of Markdown of the handbooks: what it reads, and what it refuses instead of guessing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.web.komponen.naskah import Bagian, Blok, Runtun, baca, runtun


def bagian(isi: str) -> Bagian:
    """Return the only section under the title."""
    return baca(f"# Buku\n\n## Bab\n{isi}").bagian[1]


def blok(isi: str) -> Blok:
    """Return the only block of a section."""
    (satu,) = bagian(f"\n{isi}").blok
    return satu


def teks(satu: Blok) -> list[list[str]]:
    return [["".join(r.teks for r in sel) for sel in baris] for baris in satu.baris]


class TestSections:
    def test_a_book_has_its_title_and_its_chapters_in_order(self) -> None:
        satu = baca("# Buku\n\nAwal.\n\n## Satu\n\nIsi satu.\n\n### Dalam\n\nIsi dalam.\n\n## Dua\n")
        assert satu.judul == "Buku"
        assert [(b.tingkat, b.judul) for b in satu.bagian] == [
            (1, "Buku"),
            (2, "Satu"),
            (3, "Dalam"),
            (2, "Dua"),
        ]
        assert [len(b.blok) for b in satu.bagian] == [1, 1, 1, 0]

    def test_a_section_names_its_pages_on_one_or_more_lines(self) -> None:
        satu = bagian("<!-- halaman: aparat:periksa aparat:alasan -->\n<!-- halaman: masuk -->\n\nIsi.\n")
        assert satu.halaman == ("aparat:periksa", "aparat:alasan", "masuk")
        assert teks(satu.blok[0]) == [["Isi."]]

    def test_the_name_in_an_address_is_plain(self) -> None:
        assert baca("# B\n## Siapa membuka data saya? (warga)\n").bagian[1].jangkar == (
            "siapa-membuka-data-saya-warga"
        )

    def test_a_sign_of_a_heading_inside_code_is_code(self) -> None:
        satu = bagian("\n```sh\n# bukan judul\n\n## juga bukan\n```\n")
        assert teks(satu.blok[0]) == [["# bukan judul"], [""], ["## juga bukan"]]

    @pytest.mark.parametrize(
        "isi",
        [
            "",
            "Tanpa judul.\n",
            "## Bab tanpa buku\n",
            "# Satu\n\n# Dua\n",
            "\n# Baris pertama kosong\n",
        ],
        ids=["empty", "no title", "chapter first", "two titles", "blank first"],
    )
    def test_a_book_begins_with_its_one_title(self, isi: str) -> None:
        with pytest.raises(ValueError, match="title"):
            baca(isi)


class TestBlocks:
    def test_lines_of_a_paragraph_are_one_line(self) -> None:
        satu = blok("Dua baris\nsatu alinea.\n")
        assert (satu.jenis, teks(satu)) == ("alinea", [["Dua baris satu alinea."]])

    def test_a_blank_line_ends_a_paragraph(self) -> None:
        assert [teks(b) for b in bagian("\nSatu.\n\n\nDua.\n").blok] == [[["Satu."]], [["Dua."]]]

    def test_items_go_on_below_each_other(self) -> None:
        satu = blok("- satu\n  masih satu\n- dua\n")
        assert (satu.jenis, teks(satu)) == ("daftar", [["satu masih satu"], ["dua"]])

    def test_numbered_items_are_counted_by_the_reader(self) -> None:
        satu = blok("1. satu\n2. dua\n10. sepuluh\n")
        assert (satu.jenis, teks(satu)) == ("urut", [["satu"], ["dua"], ["sepuluh"]])

    def test_a_table_has_its_head_first_and_no_line_between(self) -> None:
        satu = blok("| a | b |\n|---|:--|\n| **c** | d e |\n")
        assert (satu.jenis, teks(satu)) == ("tabel", [["a", "b"], ["c", "d e"]])
        assert satu.baris[1][0] == (Runtun("c", "tebal"),)

    def test_code_is_taken_as_it_is(self) -> None:
        satu = blok("```yaml\na: **b**\n  - c\n```\n")
        assert (satu.jenis, teks(satu)) == ("kode", [["a: **b**"], ["  - c"]])
        assert satu.baris[0][0] == (Runtun("a: **b**"),)

    @pytest.mark.parametrize(
        "isi",
        [
            "1. satu\n   - dalam\n",
            "Alinea\n- lalu daftar\n",
            "<b>HTML</b>\n",
            "<!-- halaman: Huruf Besar -->\n",
            "<!-- catatan lain -->\n",
            "> kutipan\n",
            "#### terlalu dalam\n",
            "    menjorok\n",
            "```\ntidak ditutup\n",
        ],
        ids=[
            "list in list",
            "list in text",
            "html",
            "bad names",
            "comment",
            "quote",
            "level 4",
            "indent",
            "open fence",
        ],
    )
    def test_what_the_books_do_not_use_is_refused(self, isi: str) -> None:
        with pytest.raises(ValueError, match=r"\w"):
            bagian(f"\n{isi}")


class TestLines:
    def test_marks_in_a_line(self) -> None:
        assert runtun("a **b** *c* `d` [e](f.md) g") == (
            Runtun("a "),
            Runtun("b", "tebal"),
            Runtun(" "),
            Runtun("c", "miring"),
            Runtun(" "),
            Runtun("d", "kode"),
            Runtun(" "),
            Runtun("e", ke="f.md"),
            Runtun(" g"),
        )

    def test_a_line_may_begin_and_end_with_a_mark(self) -> None:
        assert runtun("**a**`b`") == (Runtun("a", "tebal"), Runtun("b", "kode"))

    @pytest.mark.parametrize("isi", ["2 * 3 = 6", "[x]", "**", "a_b_c", "<script>&amp;", "`", "(b)"])
    def test_everything_else_is_text(self, isi: str) -> None:
        assert runtun(isi) == (Runtun(isi),)

    def test_marks_inside_code_are_text(self) -> None:
        assert runtun("`**a**`") == (Runtun("**a**", "kode"),)


# ---- whatever somebody writes ----


def kata(kalimat: tuple[Runtun, ...]) -> str:
    return "".join(satu.teks for satu in kalimat)


@given(st.text(alphabet=st.characters(blacklist_characters="*`[]", codec="utf-8"), max_size=80))
def test_words_without_marks_stay_letter_by_letter(teks: str) -> None:
    assert kata(runtun(teks)) == teks
    assert all(satu.rupa == satu.ke == "" for satu in runtun(teks))


@given(st.text(alphabet="ab *`[]()_<&", max_size=60))
def test_marks_in_any_order_lose_no_letter_and_invent_none(teks: str) -> None:
    dibaca = runtun(teks)
    huruf = [h for h in teks if h in "ab_<&"]
    terbaca = [h for satu in dibaca for h in satu.teks + satu.ke if h in "ab_<&"]
    assert terbaca == huruf
    assert all(satu.teks for satu in dibaca)


@given(st.text(alphabet="#-|>`1. ab\n", max_size=120))
def test_any_text_is_a_book_or_refused(teks: str) -> None:
    try:
        naskah = baca(teks)
    except ValueError:
        return
    assert naskah.bagian[0].tingkat == 1
    assert naskah.judul == naskah.bagian[0].judul


@given(st.lists(st.text(alphabet="ab c", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=8))
def test_a_list_has_the_items_that_were_written(butir: list[str]) -> None:
    naskah = baca("# Buku\n\n" + "\n".join(f"- {satu}" for satu in butir))
    (blok,) = naskah.bagian[0].blok
    assert blok.jenis == "daftar"
    assert [kata(sel) for (sel,) in blok.baris] == butir


@given(st.text(alphabet="#-|> ab*\n", max_size=60).filter(lambda teks: "```" not in teks))
def test_between_fences_everything_is_taken_as_it_stands(teks: str) -> None:
    naskah = baca(f"# Buku\n\n```\n{teks}\n```\n")
    (blok,) = naskah.bagian[0].blok
    assert blok.jenis == "kode"
    assert [kata(sel) for (sel,) in blok.baris] == f"{teks}\n".splitlines()

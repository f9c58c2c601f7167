"""The boxes of a list: what they collect, what their buttons do, how they are drawn and how they complain."""

import json
from copy import deepcopy
from typing import Any

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.web.komponen.bidang import Teks
from eoffice.web.komponen.daftar import KolomDaftar, KotakDaftar, ubah_baris, uraikan
from eoffice.web.komponen.formulir import pasang_galat
from tests.web.komponen.gambar import draw
from tests.web.markup import read

KOLOM = (
    KolomDaftar("nama", "Nama", "Seperti di KTP."),
    KolomDaftar("nik", "NIK", kelas="angka sedang", wajib=False, atribut=(("inputmode", "numeric"),)),
)


def kotak(sedikit: int = 1, maks: int = 3) -> KotakDaftar:
    return KotakDaftar(KOLOM, sebutan="Ahli waris", sedikit=sedikit, maks=maks)


class Formulir(forms.Form):
    waris = Teks(label="Siapa ahli warisnya?", petunjuk="Tulis semuanya.", required=False, widget=kotak())


def kirim(banyak: int | str, aksi: str = "", **sel: str) -> dict[str, str]:
    """Return what a browser sends; ``sel``: ``n0_nama="Siti"``."""
    isi = {f"waris-{k[1]}-{k[3:]}": v for k, v in sel.items()}
    return {"waris-n": str(banyak), **isi, **({"waris-baris": aksi} if aksi else {})}


def baris(data: dict[str, str], **batas: int) -> list[dict[str, str]]:
    """Return the rows that the boxes collect."""
    return uraikan(kotak(**batas).value_from_datadict(data, {}, "waris"))


class TestKumpul:
    def test_rows_are_collected_in_order(self) -> None:
        assert baris(kirim(2, n0_nama="Siti", n1_nama="Ujang", n1_nik="1")) == [
            {"nama": "Siti", "nik": ""},
            {"nama": "Ujang", "nik": "1"},
        ]

    def test_no_more_rows_than_the_list_takes(self) -> None:
        assert len(baris(kirim(999, n0_nama="x"))) == 3

    @pytest.mark.parametrize("banyak", ["", "x", "-1", "1.0", "٣", "99999", " 1"])
    def test_a_number_of_rows_that_is_none_is_no_list(self, banyak: str) -> None:
        assert baris(kirim(banyak, n0_nama="Siti")) == []

    def test_one_text_may_carry_the_list_as_well(self) -> None:
        isi = json.dumps([{"nama": "Siti"}])
        assert kotak().value_from_datadict({"waris": isi}, {}, "waris") == isi
        assert kotak().value_omitted_from_data({}, {}, "waris")
        assert not kotak().value_omitted_from_data({"waris-n": "0"}, {}, "waris")

    def test_a_row_more_until_the_most(self) -> None:
        assert baris(kirim(1, "tambah", n0_nama="Siti")) == [{"nama": "Siti", "nik": ""}, {}]
        assert len(baris(kirim(3, "tambah"))) == 3

    def test_a_row_less_down_to_the_fewest(self) -> None:
        dua = {"n0_nama": "Siti", "n1_nama": "Ujang"}
        assert [b["nama"] for b in baris(kirim(2, "hapus-0", **dua))] == ["Ujang"]
        assert len(baris(kirim(2, "hapus-0", **dua), sedikit=2)) == 2
        assert len(baris(kirim(2, "hapus-7", **dua))) == 2

    @given(st.dictionaries(st.sampled_from(["waris-n", "waris-baris", "waris", "waris-0-nama"]), st.text()))
    def test_whatever_is_sent_gives_rows_of_texts(self, data: dict[str, str]) -> None:
        ketikan = kotak().value_from_datadict(data, {}, "waris")
        assert all(isinstance(v, str) for b in uraikan(ketikan) for v in b.values())

    @pytest.mark.parametrize("ketikan", ["", "{", "1", '"x"', "[1]", "[" * 9000, "null"])
    def test_what_is_no_list_draws_no_rows(self, ketikan: str) -> None:
        assert uraikan(ketikan) == []

    def test_only_the_buttons_of_a_list_change_rows(self) -> None:
        assert ubah_baris({"waris-baris": "tambah"})
        assert not ubah_baris({"waris-0-nama": "x", "aksi": "simpan"})


class TestGambar:
    def gambar(self, form: forms.Form) -> Any:
        return read(draw("{% isian bidang %}", bidang=form["waris"]))

    def test_every_row_is_a_group_with_a_name_and_every_box_has_a_label(self) -> None:
        page = self.gambar(Formulir(initial={"waris": json.dumps([{"nama": "Siti"}, {}])}))
        assert len(page.all("fieldset")) == 3
        assert "Ahli waris 1" in page.text and "Ahli waris 2" in page.text
        label = {t["for"] for t in page.all("label")}
        kotak_teks = [t for t in page.all("input") if t.get("type") != "hidden"]
        assert {t["id"] for t in kotak_teks} == label
        assert page.all("input", name="waris-n")[0]["value"] == "2"
        assert "(boleh dikosongkan)" in page.text

    def test_the_last_row_cannot_be_taken_away_and_a_full_list_takes_no_more(self) -> None:
        def tombol(banyak: int) -> list[str]:
            form = Formulir(initial={"waris": json.dumps([{}] * banyak)})
            return [t["value"] for t in self.gambar(form).all("button") if t.get("name") == "waris-baris"]

        assert tombol(1) == ["tambah"]
        assert tombol(2) == ["hapus-0", "hapus-1", "tambah"]
        assert tombol(3) == ["hapus-0", "hapus-1", "hapus-2"]

    def test_words_are_words_also_in_a_box(self) -> None:
        form = Formulir(initial={"waris": json.dumps([{"nama": '"><script>alert(1)</script>'}])})
        isi = str(draw("{% isian bidang %}", bidang=form["waris"]))
        assert "<script" not in isi
        assert "&quot;&gt;&lt;script&gt;" in isi

    def test_a_complaint_stands_at_its_box_in_its_form_only(self) -> None:
        form = Formulir(kirim(2, n0_nama="Siti", n1_nama="Ujang"))
        form.is_valid()
        galat = {"waris.1.nik": Pesan("surat.isian_bukan_nik", panjang=2)}
        pasang_galat(form, InvalidInput(Pesan("surat.isian_perlu_diperbaiki", jumlah=1), galat))
        assert form.errors["waris"] == [
            "Ahli waris 2, NIK: NIK terdiri dari 16 angka. Yang Anda tulis 2 angka."
        ]
        page = self.gambar(form)
        assert [t["name"] for t in page.all("input") if t.get("aria-invalid")] == ["waris-1-nik"]
        assert not [t for t in self.gambar(Formulir()).all("input") if t.get("aria-invalid")]
        assert deepcopy(form.fields["waris"].widget).galat == {}

    def test_a_complaint_about_a_list_that_is_not_there_goes_above_the_form(self) -> None:
        form = Formulir(kirim(1))
        form.is_valid()
        galat = {"saksi.0.nama": Pesan("surat.isian_kosong", label="Nama")}
        pasang_galat(form, InvalidInput(Pesan("surat.isian_perlu_diperbaiki", jumlah=1), galat))
        assert form.non_field_errors() == ["Nama belum diisi."]

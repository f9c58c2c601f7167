"""A field on the page: label, hint, error, box, in this order and tied together."""

from datetime import date

import pytest
from django import forms

from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.web.gaya.contoh import SALAH, Isian
from eoffice.web.komponen import bidang
from eoffice.web.komponen.formulir import pasang_galat
from tests.web.markup import read

from .gambar import draw


def _salah() -> Isian:
    form = Isian(SALAH, prefix="s")
    form.is_valid()
    return form


@pytest.mark.parametrize("nama", list(Isian.base_fields))
@pytest.mark.parametrize("keadaan", ["kosong", "salah"])
def test_every_kind_of_field_is_valid_html(nama: str, keadaan: str) -> None:
    form = Isian(prefix="k") if keadaan == "kosong" else _salah()
    page = read(draw("{% isian bidang %}", bidang=form[nama]))
    assert str(form[nama].label) in page.text


@pytest.mark.parametrize("nama", [n for n in Isian.base_fields if f"s-{n}" in SALAH and n != "nama"])
def test_what_was_typed_stays_except_secrets(nama: str) -> None:
    html = draw("{% isian bidang %}", bidang=_salah()[nama])
    if nama == "pin":
        assert 'value="12"' not in html
    elif SALAH[f"s-{nama}"]:
        assert f'value="{SALAH[f"s-{nama}"]}"' in html


def test_label_hint_error_and_box_stand_in_this_order() -> None:
    html = draw("{% isian bidang %}", bidang=_salah()["nik"])
    urut = [html.index(tanda) for tanda in ("<label", 'class="petunjuk"', 'class="galat"', "<input")]
    assert urut == sorted(urut)


def test_the_box_names_its_hint_and_its_error() -> None:
    (kotak,) = read(draw("{% isian bidang %}", bidang=_salah()["nik"])).all("input")
    assert kotak["aria-describedby"].split() == ["id_s-nik-p", "id_s-nik-g"]
    assert kotak["aria-invalid"] == "true"
    (bersih,) = read(draw("{% isian bidang %}", bidang=Isian()["nik"])).all("input")
    assert "aria-invalid" not in bersih


def test_choices_are_a_group_with_a_legend_and_cards() -> None:
    page = read(draw("{% isian bidang %}", bidang=Isian()["untuk"]))
    assert len(page.all("fieldset")) == len(page.all("legend")) == 1
    assert len(page.all("input", type="radio")) == len(page.all("label", class_="pilih")) == 3
    assert "Termasuk KUR" in page.text


def test_the_group_names_its_error() -> None:
    (grup,) = read(draw("{% isian bidang %}", bidang=_salah()["untuk"])).all("fieldset")
    assert grup["aria-describedby"] == "id_s-untuk-g"


def test_a_chosen_card_is_checked() -> None:
    page = read(draw("{% isian bidang %}", bidang=Isian(initial={"untuk": "bantuan"})["untuk"]))
    assert [k["value"] for k in page.all("input") if "checked" in k] == ["bantuan"]


def test_several_cards_can_be_checked() -> None:
    page = read(draw("{% isian bidang %}", bidang=Isian(initial={"syarat": ["ktp", "kk"]})["syarat"]))
    assert len([k for k in page.all("input", type="checkbox") if "checked" in k]) == 2


def test_a_date_has_three_labelled_boxes() -> None:
    page = read(draw("{% isian bidang %}", bidang=Isian(initial={"lahir": date(1984, 3, 4)})["lahir"]))
    assert [k["value"] for k in page.all("input")] == ["4", "3", "1984"]
    assert len(page.all("label")) == 3


def test_the_question_of_a_page_is_its_heading() -> None:
    page = read(draw("{% isian bidang judul=True %}", bidang=Isian()["nama"]))
    assert len(page.all("h1")) == 1
    grup = read(draw("{% isian bidang judul=True %}", bidang=Isian()["untuk"]))
    assert [nama for nama, _ in grup.tags[:3]] == ["fieldset", "legend", "h1"]


def test_a_hidden_label_is_still_said() -> None:
    page = read(draw("{% isian bidang sembunyi_label=True %}", bidang=Isian()["nama"]))
    assert page.all("label", class_="sr")


def test_what_may_stay_empty_is_said() -> None:
    assert "(boleh dikosongkan)" in draw("{% isian bidang %}", bidang=Isian()["hp"])
    assert "(boleh dikosongkan)" not in draw("{% isian bidang %}", bidang=Isian()["nama"])


def test_money_and_units_stand_beside_the_box() -> None:
    assert '<span aria-hidden="true">Rp</span>' in draw("{% isian bidang %}", bidang=Isian()["modal"])
    assert '<span aria-hidden="true">orang</span>' in draw("{% isian bidang %}", bidang=Isian()["jumlah"])


def test_secrets_are_hidden_and_never_filled_in() -> None:
    for nama in ("pin", "sandi"):
        (kotak,) = read(draw("{% isian bidang %}", bidang=Isian(initial={nama: "rahasia"})[nama])).all(
            "input"
        )
        assert kotak["type"] == "password"
        assert "value" not in kotak


def test_a_plain_django_form_is_drawn_too() -> None:
    class Biasa(forms.Form):
        kata = forms.CharField(help_text="Petunjuk", widget=forms.TextInput(attrs={"class": "lebar"}))
        rahasia = forms.CharField(widget=forms.HiddenInput)
        pilih = forms.ChoiceField(choices=[("Grup", [("a", "A")])], widget=forms.RadioSelect)

    form = Biasa(initial={"rahasia": "x"})
    assert 'class="kotak lebar"' in draw("{% isian bidang %}", bidang=form["kata"])
    assert draw("{% isian bidang %}", bidang=form["rahasia"]).strip().startswith('<input type="hidden"')
    read(draw("{% isian bidang %}", bidang=form["kata"]))


def test_hostile_input_comes_back_as_text() -> None:
    class Form(forms.Form):
        nama = bidang.Teks(label='<b>"Nama"</b>', petunjuk="<i>x</i>")
        angka = bidang.Angka(label="Angka")

    form = Form({"nama": '"><script>alert(1)</script>', "angka": "'\"><img src=x>"})
    form.is_valid()
    page = read(draw("{% isian form.nama %}{% isian form.angka %}{% ringkas_galat form %}", form=form))
    assert not page.all("script") + page.all("img") + page.all("i") + page.all("b")


def test_the_summary_counts_and_leads_to_each_box() -> None:
    form = _salah()
    html = draw("{% ringkas_galat form %}{% for b in form %}{% isian b %}{% endfor %}", form=form)
    page = read(html)
    tautan = [a["href"] for a in page.all("a")]
    assert len(tautan) == sum(len(e) for e in form.errors.values())
    assert f"Ada {len(tautan)} hal" in page.text
    assert all(ke.removeprefix("#") in page.ids for ke in tautan)


def test_the_summary_names_the_box_once() -> None:
    page = read(draw("{% ringkas_galat form %}", form=_salah()))
    assert "Nama usaha: Bagian ini belum diisi." in page.pieces
    assert "PIN harus 6 angka." in page.pieces
    assert "Untuk apa surat ini? Pilih salah satu." in page.pieces


def test_no_summary_without_errors() -> None:
    assert draw("{% ringkas_galat form %}", form=Isian()).strip() == ""


def test_the_title_says_when_a_form_came_back() -> None:
    assert draw("{% awalan_galat form %}", form=_salah()) == "Galat: "
    assert draw("{% awalan_galat form %}", form=Isian()) == ""
    assert draw("{% awalan_galat form %}", form=None) == ""


class Kecil(forms.Form):
    nama = bidang.Teks(label="Nama")


def _kecil() -> Kecil:
    form = Kecil({"nama": "x"})
    assert form.is_valid()
    return form


def test_a_rooms_refusal_stands_beside_its_box() -> None:
    form = _kecil()
    pesan = Pesan("web.tanggal_tidak_ada", tanggal="31 Februari")
    pasang_galat(form, InvalidInput(Pesan("web.halaman_basi"), {"nama": pesan}))
    assert form.errors["nama"][0].startswith("Tanggal 31 Februari")
    assert not form.non_field_errors()


def test_a_refusal_of_a_field_the_form_lacks_stands_above() -> None:
    form = _kecil()
    pasang_galat(form, InvalidInput(Pesan("web.halaman_basi"), {"lain": Pesan("web.halaman_basi")}))
    assert form.non_field_errors()
    page = read(draw("{% ringkas_galat form %}", form=form))
    assert not page.all("a")
    assert "Kirim sekali lagi" in page.text


def test_a_refusal_without_a_field_stands_above() -> None:
    form = _kecil()
    pasang_galat(form, RuleRefused(Pesan("web.halaman_basi")))
    assert form.non_field_errors() == ["Halaman ini sudah terlalu lama terbuka. Kirim sekali lagi."]

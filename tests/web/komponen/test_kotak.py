"""Each box as the browser meets it: keyboard, help from the browser, width, label, hint and error tied together."""

from datetime import date
from typing import Any

import pytest
from django import forms

from eoffice.web.gaya.contoh import SALAH, Isian
from eoffice.web.komponen import bidang
from tests.web.komponen.gambar import draw
from tests.web.markup import Page, read

KOTAK: dict[str, tuple[forms.Field, dict[str, str]]] = {
    "teks": (bidang.Teks(label="L"), {"type": "text", "class": "kotak"}),
    "teks pendek": (bidang.Teks(label="L", max_length=5), {"maxlength": "5", "class": "kotak"}),
    "teks kelas": (bidang.Teks(label="L", kelas="sedang"), {"class": "kotak sedang"}),
    "angka": (
        bidang.Angka(label="L"),
        {"inputmode": "numeric", "autocomplete": "off", "class": "kotak angka pendek", "type": "text"},
    ),
    "uang": (bidang.Uang(label="L"), {"inputmode": "numeric", "class": "kotak angka sedang"}),
    "nik": (
        bidang.Nik(),
        {"inputmode": "numeric", "maxlength": "24", "spellcheck": "false", "autocomplete": "off"},
    ),
    "pin": (
        bidang.Pin(),
        {"type": "password", "inputmode": "numeric", "maxlength": "6", "autocomplete": "current-password"},
    ),
    "pin baru": (bidang.Pin(baru=True), {"type": "password", "autocomplete": "new-password"}),
    "sandi": (
        bidang.Sandi(),
        {"type": "password", "autocomplete": "current-password", "autocapitalize": "none"},
    ),
    "sandi baru": (bidang.Sandi(isi_sendiri="new-password"), {"autocomplete": "new-password"}),
    "frasa": (bidang.Sandi(isi_sendiri="off"), {"type": "password", "autocomplete": "off"}),
    "otp": (
        bidang.Otp(),
        {"type": "text", "inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "7"},
    ),
    "telepon": (bidang.Telepon(), {"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    "tanggal satu": (
        bidang.TanggalSatu(label="L"),
        {"type": "text", "class": "kotak sedang", "autocomplete": "off"},
    ),
    "foto": (bidang.Foto(label="L"), {"type": "file", "accept": "image/*", "data-kecilkan": ""}),
    "berkas": (bidang.Berkas(label="L"), {"type": "file", "accept": "image/*,application/pdf"}),
    "lembar": (bidang.Lembar(label="L"), {"type": "file", "accept": ".csv,.xlsx,text/csv"}),
    "centang": (bidang.Centang(label="L"), {"type": "checkbox"}),
}


def form(satu: forms.Field, data: dict[str, Any] | None = None, **kw: Any) -> forms.Form:
    """Return a form of one box called ``x``."""
    return type("Form", (forms.Form,), {"x": satu})(data, **kw)


def page(satu: forms.Field, data: dict[str, Any] | None = None, **kw: Any) -> Page:
    """Return the box as it is drawn."""
    return read(draw("{% isian b %}", b=form(satu, data, **kw)["x"]))


@pytest.mark.parametrize("nama", KOTAK)
def test_a_box_brings_the_right_keyboard_and_help(nama: str) -> None:
    satu, atribut = KOTAK[nama]
    (kotak,) = page(satu).all("input")
    assert {k: kotak.get(k) for k in atribut} == atribut


@pytest.mark.parametrize("nama", ["lembar"])
def test_what_is_no_picture_is_never_made_small(nama: str) -> None:
    assert "data-kecilkan" not in page(KOTAK[nama][0]).all("input")[0]


@pytest.mark.parametrize("nama", KOTAK)
def test_the_label_belongs_to_the_box(nama: str) -> None:
    isi = page(KOTAK[nama][0])
    (kotak,) = isi.all("input")
    assert [t["for"] for t in isi.all("label")] == [kotak["id"]]


@pytest.mark.parametrize("nama", [n for n in KOTAK if n not in ("foto", "berkas", "lembar")])
def test_a_wrong_box_says_so_to_a_screen_reader_and_keeps_its_hint(nama: str) -> None:
    satu = KOTAK[nama][0]
    isi = page(satu, {"x": ""})
    (kotak,) = isi.all("input")
    assert kotak["aria-invalid"] == "true"
    uraian = kotak["aria-describedby"].split()
    assert uraian[-1] == "id_x-g"
    assert ("id_x-p" in uraian) is bool(satu.help_text)
    assert "Galat: " in isi.pieces
    assert str(satu.error_messages["required"]) in isi.text


@pytest.mark.parametrize("nama", KOTAK)
def test_a_box_that_was_not_sent_yet_is_not_wrong(nama: str) -> None:
    isi = page(KOTAK[nama][0])
    assert "aria-invalid" not in isi.all("input")[0]
    assert not isi.all("p", class_="galat")


# ---- what comes back ----


@pytest.mark.parametrize(
    ("satu", "ketikan", "tampak"),
    [
        (bidang.Teks(label="L", max_length=3), "abcdef", "abcdef"),
        (bidang.Angka(label="L"), "1.5", "1.5"),
        (bidang.Uang(label="L"), "Rp 1,5", "Rp 1,5"),
        (bidang.Nik(), "3207 15", "3207 15"),
        (bidang.Telepon(), "abc", "abc"),
        (bidang.TanggalSatu(label="L"), "31-02-2026", "31-02-2026"),
        (bidang.Otp(), "12 3", "12 3"),
    ],
)
def test_what_was_typed_wrongly_stays_in_its_box(satu: forms.Field, ketikan: str, tampak: str) -> None:
    (kotak,) = page(satu, {"x": ketikan}).all("input")
    assert kotak["value"] == tampak
    assert kotak["aria-invalid"] == "true"


@pytest.mark.parametrize("satu", [bidang.Pin(), bidang.Sandi()])
def test_a_secret_never_comes_back(satu: forms.Field) -> None:
    (kotak,) = page(satu, {"x": "12"}).all("input")
    assert "value" not in kotak


def test_a_wrong_date_keeps_all_three_boxes() -> None:
    isi = page(bidang.Tanggal(label="L"), {"x_hari": "31", "x_bulan": "feb", "x_tahun": "84"})
    kotak = isi.all("input")
    assert [k["value"] for k in kotak] == ["31", "feb", "84"]
    assert [k["aria-invalid"] for k in kotak] == ["true"] * 3
    assert [k["inputmode"] for k in kotak] == ["numeric", "text", "numeric"]
    assert [k["maxlength"] for k in kotak] == ["2", "10", "4"]
    (grup,) = isi.all("fieldset")
    assert grup["aria-describedby"].split() == ["id_x-p", "id_x-g"]


def test_a_wrong_choice_chooses_nothing() -> None:
    isi = page(bidang.Pilihan(label="L", pilihan=[("a", "A"), ("b", "B")]), {"x": "c"})
    assert [k for k in isi.all("input") if "checked" in k] == []
    assert "Pilihan itu tidak ada. Pilih salah satu dari daftar." in isi.text


def test_an_unticked_statement_is_named_at_its_box() -> None:
    isi = page(bidang.Centang(label="Saya paham", petunjuk="Sanksi"), {})
    (kotak,) = page(bidang.Centang(label="Saya paham", petunjuk="Sanksi"), {"y": "1"}).all("input")
    assert kotak["aria-describedby"].split() == ["id_x-p", "id_x-g"]
    assert isi.all("label", class_="pilih")


# ---- words ----

KATA = [
    (bidang.Teks(label="L"), "", "Bagian ini belum diisi."),
    (bidang.Teks(label="L", kosong="Tulis namanya."), " ", "Tulis namanya."),
    (bidang.Teks(label="L", max_length=3), "abcd", "Terlalu panjang. Paling banyak 3 huruf."),
    (bidang.Angka(label="L"), "tiga", "Tulis dengan angka saja, misalnya 1250."),
    (bidang.Angka(label="L"), "1,5", "Tulis dengan angka saja, misalnya 1250."),
    (bidang.Uang(label="L"), "gratis", "Tulis dengan angka saja, misalnya 1250."),
    (bidang.Nik(), "", "Bagian ini belum diisi."),
    (bidang.Nik(), "3207", "Nomor ini baru 4 angka, seharusnya 16. Periksa lagi kartunya."),
    (bidang.Nik(), "3" * 18, "Nomor ini ada 18 angka, seharusnya 16. Periksa lagi kartunya."),
    (bidang.Nik(), "32071512O3849003", "NIK hanya berisi angka. Hapus huruf atau tanda lain."),
    (bidang.Pin(), "12", "PIN harus 6 angka."),
    (bidang.Otp(), "12", "Kode terdiri dari 6 angka. Lihat lagi aplikasinya."),
    (bidang.Pilihan(label="L", pilihan=[("a", "A")]), "", "Pilih salah satu."),
    (bidang.BanyakPilihan(label="L", pilihan=[("a", "A")]), [], "Pilih paling sedikit satu."),
    (bidang.BanyakPilihan(label="L", pilihan=[("a", "A")]), ["b"], "Pilihan itu tidak ada."),
    (bidang.Centang(label="L"), False, "Beri tanda centang untuk melanjutkan."),
    (bidang.TanggalSatu(label="L"), "32-13-2026", "Tulis tanggal yang ada di kalender, misalnya 24-11-2026."),
    (bidang.TanggalSatu(label="L"), "", "Bagian ini belum diisi."),
    (bidang.Tanggal(label="L"), ["1", "", "2026"], "Lengkapi bulan."),
    (bidang.Tanggal(label="L"), ["", "", "2026"], "Lengkapi hari dan bulan."),
    (bidang.Tanggal(label="L"), ["1", "13", "2026"], "Tanggal 1 13 2026 tidak ada di kalender."),
    (bidang.Tanggal(label="L"), ["1", "1", "26"], "tulis tahun dengan 4 angka."),
    (
        bidang.Tanggal(label="L", paling_akhir=date(2026, 11, 24)),
        ["25", "11", "2026"],
        "Paling akhir 24 November 2026.",
    ),
    (
        bidang.Tanggal(label="L", paling_awal=date(1900, 1, 1)),
        ["31", "12", "1899"],
        "Paling awal 1 Januari 1900.",
    ),
    (bidang.Foto(label="L"), None, "Lampirkan fotonya."),
]


@pytest.mark.parametrize(("satu", "isi", "kata"), KATA)
def test_a_refusal_says_how_to_repair_it(satu: forms.Field, isi: Any, kata: str) -> None:
    with pytest.raises(forms.ValidationError) as tolak:
        satu.clean(isi)
    assert kata in tolak.value.messages[0]
    assert tolak.value.messages[0].endswith(".")


@pytest.mark.parametrize(
    ("kata", "satu"),
    [
        ("12-03-2026", date(2026, 3, 12)),
        ("12/03/2026", date(2026, 3, 12)),
        ("2026-03-12", date(2026, 3, 12)),
        (" 2026-03-12 ", date(2026, 3, 12)),
        ("12032026", date(2026, 3, 12)),
        ("12 Maret 2026", date(2026, 3, 12)),
        ("12 mar. 2026", date(2026, 3, 12)),
        ("12.3.2026", date(2026, 3, 12)),
        ("12 - 3 - 2026", date(2026, 3, 12)),
        ("\u200b12-03-2026", date(2026, 3, 12)),
        ("29-02-2028", date(2028, 2, 29)),
    ],
)
def test_a_date_in_one_box_may_be_typed_the_indonesian_way(kata: str, satu: date) -> None:
    assert bidang.TanggalSatu(label="L").clean(kata) == satu


@pytest.mark.parametrize(
    "kata",
    [
        "12-03-26",
        "03-2026",
        "12-03",
        "29-02-2026",
        "31-04-2026",
        "0-1-2026",
        "12-13-2026",
        "2026-13-12",
        "12-03-2026 x",
        "besok",
        "1²-03-2026",
        "123-03-2026",
        "-12-03-2026",
        "120320266",
        "12-03-0000",
        "9" * 5000,
        "<b>12-03-2026</b>",
    ],
    ids=lambda kata: kata[:20].replace("²", "2"),
)
def test_a_date_that_is_none_is_refused_with_an_example(kata: str) -> None:
    with pytest.raises(forms.ValidationError, match="misalnya 24-11-2026"):
        bidang.TanggalSatu(label="L").clean(kata)


def test_the_day_comes_first_however_the_browser_speaks() -> None:
    """03/04 is the third of April; the browser's own box may show it as the fourth of March."""
    assert bidang.TanggalSatu(label="L").clean("03/04/2026") == date(2026, 4, 3)
    kotak = bidang.TanggalSatu(label="L").widget.render("t", date(2026, 4, 3))
    assert 'value="03-04-2026"' in kotak
    assert 'type="date"' not in kotak


def test_an_empty_date_that_may_be_empty_is_none() -> None:
    assert bidang.TanggalSatu(label="L", required=False).clean("") is None
    assert bidang.TanggalSatu(label="L", required=False).clean(" \u200b") is None


def test_a_date_says_how_it_is_typed_after_its_own_hint() -> None:
    assert bidang.TanggalSatu(label="L", petunjuk="Boleh kosong.").help_text == (
        "Boleh kosong. Hari-bulan-tahun, misalnya 24-11-2026."
    )


# ---- the whole sample form ----


@pytest.mark.parametrize("awalan", ["k", "s", "form-0"])
def test_one_page_may_hold_the_same_form_twice(awalan: str) -> None:
    satu, dua = Isian(prefix=awalan), Isian(prefix=f"{awalan}-2")
    read(
        draw(
            "{% for b in a %}{% isian b %}{% endfor %}{% for b in c %}{% isian b %}{% endfor %}",
            a=satu,
            c=dua,
        )
    )


SALAH_SEMUA = Isian(SALAH, prefix="s")
SALAH_SEMUA.is_valid()


@pytest.mark.parametrize("nama", list(SALAH_SEMUA.errors))
def test_every_error_of_the_summary_leads_to_a_control_that_can_be_focused(nama: str) -> None:
    isi = read(draw("{% ringkas_galat f %}{% for b in f %}{% isian b %}{% endfor %}", f=SALAH_SEMUA))
    tuju = {a["href"].removeprefix("#") for a in isi.all("a")}
    kendali = {t["id"] for tag, t in isi.tags if tag in ("input", "select", "textarea") and "id" in t}
    milik = {t for t in tuju if t == f"id_s-{nama}" or t.startswith(f"id_s-{nama}_")}
    assert milik
    assert milik <= kendali


def test_a_form_that_counts_one_error_says_one() -> None:
    salah = form(bidang.Teks(label="Nama"), {"x": ""})
    assert (
        "Ada 1 hal yang perlu diperbaiki" in read(draw("{% ringkas_galat f %}{% isian f.x %}", f=salah)).text
    )

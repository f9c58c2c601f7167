"""The questions of a letter on one page (counter): the same words and the same refusals as on the phone."""

from datetime import date

import pytest

from eoffice.surat.rules.isian import Isian, Nilai, Tipe
from eoffice.surat.rules.jenis import katalog
from eoffice.web.komponen.pertanyaan import FormPertanyaan, bidang_isian
from tests.pabrik import SKU
from tests.web.komponen.gambar import draw
from tests.web.markup import read

HARI = date(2026, 11, 24)
SEMUA = [(j.kode, i) for j in katalog().values() for i in j.isian if i.tipe is not Tipe.DAFTAR]
SKU_ISIAN = katalog()["sku"].isian


def form(isi: dict[str, str] | None = None, sudah: dict[str, Nilai] | None = None) -> FormPertanyaan:
    """Return the form of a business letter."""
    return FormPertanyaan(SKU_ISIAN, isi, hari_ini=HARI, sudah=sudah)


def test_right_answers_become_values() -> None:
    diisi = form(SKU)
    assert diisi.is_valid(), diisi.errors
    assert diisi.nilai == {
        "nama_usaha": "Warung Bu Euis",
        "jenis_usaha": "warung makan",
        "mulai_usaha": 2018,
        "di_rumah": False,
        "alamat_usaha": "Dusun Cikupa",
        "keperluan": "kur",
    }


def test_every_wrong_answer_is_named_beside_its_box_and_stays() -> None:
    salah = form(SKU | {"mulai_usaha": "20x8", "keperluan": "tidak-ada", "nama_usaha": " "})
    assert not salah.is_valid()
    assert salah.errors == {
        "nama_usaha": ["Nama usaha belum diisi."],
        "mulai_usaha": ["Tulis tahun dengan empat angka, misalnya 2018."],
        "keperluan": ["Pilih salah satu jawaban untuk Keperluan."],
    }
    assert 'value="20x8"' in draw("{% isian bidang %}", bidang=salah["mulai_usaha"])


def test_a_question_that_does_not_apply_is_not_missed() -> None:
    tanpa = {k: v for k, v in SKU.items() if k != "alamat_usaha"} | {"di_rumah": "ya"}
    di_rumah = form(tanpa)
    assert di_rumah.is_valid(), di_rumah.errors
    assert "alamat_usaha" not in di_rumah.nilai
    lain = form(tanpa | {"di_rumah": "tidak"})
    assert lain.errors == {"alamat_usaha": ["Alamat usaha belum diisi."]}


def test_an_answer_to_a_question_that_is_not_asked_is_dropped() -> None:
    diisi = form(SKU | {"keperluan_lain": "rahasia", "asing": "x"})
    assert diisi.is_valid()
    assert "keperluan_lain" not in diisi.nilai
    assert "asing" not in diisi.nilai


def test_what_was_kept_stands_in_the_boxes() -> None:
    ada = form(sudah={"nama_usaha": "Warung", "di_rumah": True, "mulai_usaha": 2018, "keperluan": "kur"})
    assert 'value="Warung"' in draw("{% isian bidang %}", bidang=ada["nama_usaha"])
    assert 'value="2018"' in draw("{% isian bidang %}", bidang=ada["mulai_usaha"])
    pilih = read(draw("{% isian bidang %}", bidang=ada["di_rumah"])).all("input")
    assert [t["value"] for t in pilih if "checked" in t] == ["ya"]


def test_a_hint_says_for_which_answer_a_question_is_meant() -> None:
    petunjuk = str(form().fields["alamat_usaha"].help_text)
    assert petunjuk.startswith("Diisi bila Usaha di alamat rumah: tidak.")
    assert petunjuk.endswith("Tulis dusun, RT, RW, dan desa.")
    assert str(form().fields["keperluan_lain"].help_text).startswith("Diisi bila Keperluan: Keperluan lain.")


@pytest.mark.parametrize(("jenis", "isian"), SEMUA, ids=[f"{j}-{i.kode}" for j, i in SEMUA])
def test_every_question_is_drawn_with_label_hint_and_the_right_keyboard(jenis: str, isian: Isian) -> None:
    semua = FormPertanyaan(katalog()[jenis].isian, hari_ini=HARI)
    page = read(draw("{% isian bidang %}", bidang=semua[isian.kode]))
    assert isian.label in page.text
    assert isian.petunjuk in page.text
    angka = {Tipe.ANGKA, Tipe.UANG, Tipe.TAHUN, Tipe.NIK}
    kotak = [t for tag, t in page.tags if tag in {"input", "textarea", "select"}]
    assert ("numeric" in {t.get("inputmode") for t in kotak}) is (isian.tipe in angka)
    assert {t.get("name") for t in kotak} == {isian.kode}
    assert ("boleh dikosongkan" in page.text) is not isian.wajib, "an optional question says so, no other"


def test_the_box_never_refuses_by_itself() -> None:
    """What an answer means is decided by the rules of the letter alone, for both faces."""
    bidang = bidang_isian(SKU_ISIAN[0])
    for ketikan in ("", "x" * 5000, "<b>"):
        assert bidang.clean(ketikan) == ketikan


def test_amounts_show_rupiah_and_choices_are_cards() -> None:
    page = read(draw("{% isian bidang %}", bidang=form()["omzet"]))
    assert "Rp" in page.text
    kartu = read(draw("{% isian bidang %}", bidang=form()["keperluan"]))
    assert len(kartu.all("label", class_="pilih")) == 5
    assert len(kartu.all("legend")) == 1

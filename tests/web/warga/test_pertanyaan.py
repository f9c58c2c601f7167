"""One question on a page: what is refused and in which words, that nothing typed is lost, where the way leads."""

import html
import re

import pytest
from django.test import Client

from eoffice.surat.rules.isian import Isian, Tipe
from eoffice.surat.rules.jenis import katalog
from eoffice.web.komponen.angka import ribuan
from eoffice.wilayah.models import Desa
from tests.pabrik import SKU, Pemeran
from tests.web.markup import read
from tests.web.warga.conftest import NIK, Pengisian, mulai

SEMUA = [
    (jenis.kode, isian)
    for jenis in katalog().values()
    for isian in jenis.isian
    if not isian.pihak and isian.tipe is not Tipe.DAFTAR
]
"""What is asked alone; people and lists have pages of several boxes (test_pihak)."""
KOSONG = "{label} belum diisi."
SALAH: dict[Tipe, list[tuple[str, str]]] = {
    Tipe.TEKS: [
        ("", KOSONG),
        (" \u200b\u00a0 ", KOSONG),
        ("Warung ข้าว", 'Huruf "ข" tidak dapat dicetak di surat. Ganti atau hapus huruf itu.'),
        ("Warung 🍜", 'Huruf "🍜" tidak dapat dicetak di surat. Ganti atau hapus huruf itu.'),
        ("Warung\x07Euis", "Ada huruf yang tidak terlihat. Hapus, lalu ketik ulang."),
    ],
    Tipe.TEKS_PANJANG: [
        ("", KOSONG),
        ("c" * 4001, "Terlalu panjang: 4001 huruf. Paling panjang {maks} huruf."),
    ],
    Tipe.TAHUN: [
        ("", KOSONG),
        ("20x8", "Tulis tahun dengan empat angka, misalnya 2018."),
        ("18", "Tulis tahun dengan empat angka, misalnya 2018."),
        ("٢٠١٨", "Tulis tahun dengan empat angka, misalnya 2018."),
        ("2999", "Tahun 2999 belum datang."),
    ],
    Tipe.UANG: [
        ("banyak", "Tulis jumlah rupiah dengan angka, misalnya 850000."),
        ("-5000", "Tulis jumlah rupiah dengan angka, misalnya 850000."),
        ("1.5", "Tulis jumlah rupiah dengan angka, misalnya 850000."),
    ],
    Tipe.PILIHAN: [("", KOSONG), ("tidak-ada", "Pilih salah satu jawaban untuk {label}.")],
    Tipe.YA_TIDAK: [("", KOSONG), ("mungkin", "Pilih salah satu jawaban untuk {label}.")],
    Tipe.NIK: [
        ("123", "NIK terdiri dari 16 angka. Yang Anda tulis 3 angka."),
        ("32071545068590012", "NIK terdiri dari 16 angka. Yang Anda tulis 17 angka."),
        ("3207ABCD06859001", "NIK terdiri dari 16 angka."),
    ],
    Tipe.ANGKA: [("", KOSONG), ("1,5", "Tulis angka saja, tanpa titik dan huruf.")],
    Tipe.TANGGAL: [("", KOSONG), ("31-02-2020", "Tulis tanggal seperti 25-11-2026.")],
    Tipe.JAM: [
        ("", KOSONG),
        ("24.00", "Tulis jam seperti 08.30."),
        ("8.60", "Tulis jam seperti 08.30."),
        ("pagi", "Tulis jam seperti 08.30."),
    ],
}


def salah(isian: Isian) -> list[tuple[str, str]]:
    """Return what this question refuses, with the sentence: what its kind refuses, and beyond its own bounds."""
    umum = [(ketikan, kata) for ketikan, kata in SALAH[isian.tipe] if isian.wajib or kata != KOSONG]
    maks, kecil = isian.maks or 120, isian.min
    if isian.tipe in {Tipe.TEKS, Tipe.TEKS_PANJANG}:
        umum.append(("a" * (maks + 1), f"Terlalu panjang: {maks + 1} huruf. Paling panjang {maks} huruf."))
    elif isian.tipe in {Tipe.UANG, Tipe.ANGKA} and isian.maks:
        umum.append((str(maks + 1), f"{{label}} paling besar {ribuan(maks) if maks >= 10_000 else maks}."))
    if isian.tipe is Tipe.TANGGAL and isian.paling_akhir is not None:
        umum.append(("31-12-2999", "Tanggal ini terlalu jauh. Paling akhir "))
    if isian.tipe is Tipe.TANGGAL and isian.paling_awal is not None:
        umum.append(("1-1-1800", "Tanggal ini terlalu awal. Paling awal "))
    if kecil and isian.tipe in {Tipe.UANG, Tipe.TAHUN, Tipe.ANGKA}:
        umum.append((str(kecil - 1), f"{{label}} paling kecil {kecil}."))
    return umum


def buka(warga: Client, cast: Pemeran, desa: Desa, jenis: str, isian: Isian) -> Pengisian:
    """Begin a letter and answer what makes this question asked."""
    pengisian = mulai(warga, jenis, desa.kode, cast.warga)
    for syarat in isian.bila:
        nilai = syarat.salah_satu[0] if syarat.salah_satu else "x"
        teks = {True: "ya", False: "tidak"}.get(nilai, str(nilai)) if isinstance(nilai, bool) else str(nilai)
        assert pengisian.jawab(syarat.isian, teks).status_code == 302
    return pengisian


def test_every_kind_of_question_has_wrong_answers_here() -> None:
    assert {isian.tipe for _, isian in SEMUA} <= SALAH.keys()


@pytest.mark.parametrize(("jenis", "isian"), SEMUA, ids=[f"{j}-{i.kode}" for j, i in SEMUA])
def test_a_wrong_answer_stays_in_its_box_with_a_sentence_that_helps(
    warga: Client, cast: Pemeran, cisontrol: Desa, jenis: str, isian: Isian
) -> None:
    pengisian = buka(warga, cast, cisontrol, jenis, isian)
    for ketikan, kalimat in salah(isian):
        jawab = pengisian.jawab(isian.kode, ketikan)
        assert jawab.status_code == 422, ketikan
        isi = jawab.content.decode()
        page = read(isi)
        assert page.text.lstrip().startswith("Galat: "), "a screen reader hears the title first"
        assert kalimat.format(label=isian.label, maks=isian.maks) in page.text
        _ringkasan_menunjuk_kotak(isi, isian)
        _urutan_kelompok(isi, isian)
        if isian.tipe not in {Tipe.PILIHAN, Tipe.YA_TIDAK} and ketikan.isprintable():
            assert html.escape(ketikan) in isi
        assert isian.kode not in pengisian.isi().nilai


def _ringkasan_menunjuk_kotak(isi: str, isian: Isian) -> None:
    page = read(isi)
    ringkas = isi[isi.index('class="ringkas-galat"') : isi.index("</ul>")]
    tautan = re.findall(r'<a href="#([\w-]+)">', ringkas)
    assert len(tautan) == 1
    assert tautan[0] in page.ids
    assert 'role="alert"' in ringkas
    kotak = [t for _, t in page.tags if t.get("id") == tautan[0]]
    assert kotak[0].get("name") == isian.kode, "the link leads to the box itself"


def _urutan_kelompok(isi: str, isian: Isian) -> None:
    """Label, hint, error, box: in this order in the page, and the box names hint and error."""
    kelompok = isi[isi.index('class="kelompok ada-galat"') : isi.index("</form>", isi.index("ada-galat"))]
    letak = [
        kelompok.index("<label" if "<legend" not in kelompok else "<legend"),
        *([kelompok.index('class="petunjuk"')] if isian.petunjuk else []),
        kelompok.index('class="galat"'),
        kelompok.index(f'name="{isian.kode}"'),
    ]
    assert letak == sorted(letak)
    disebut = re.search(r'aria-describedby="([^"]+)"', kelompok)
    assert disebut
    assert f"id_{isian.kode}-g" in disebut[1].split()
    assert (f"id_{isian.kode}-p" in disebut[1].split()) is bool(isian.petunjuk)


@pytest.mark.parametrize(("jenis", "isian"), SEMUA, ids=[f"{j}-{i.kode}" for j, i in SEMUA])
def test_a_question_page_is_one_question(
    warga: Client, cast: Pemeran, cisontrol: Desa, jenis: str, isian: Isian
) -> None:
    pengisian = buka(warga, cast, cisontrol, jenis, isian)
    isi = warga.get(pengisian.ke("tanya", isian.kode)).content.decode()
    page = read(isi)
    assert len(page.all("h1")) == 1
    nama = {t["name"] for tag, t in page.tags if tag in {"input", "textarea", "select"} and "name" in t}
    assert nama == {"csrfmiddlewaretoken", isian.kode}
    assert isian.tanya in page.text
    assert ("(boleh dikosongkan)" in page.text) is not isian.wajib
    assert isian.mengapa in page.text
    assert NIK not in isi


@pytest.mark.parametrize(
    ("kode", "ketikan", "nilai"),
    [
        ("nama_usaha", "  Warung \u200bBu   Euis ", "Warung Bu Euis"),
        ("nama_usaha", "Warung <b>Euis</b> & anak", "Warung <b>Euis</b> & anak"),
        ("mulai_usaha", " 2018 ", 2018),
        ("omzet", "Rp 1.250.000,00", 1250000),
        ("omzet", "1 250 000", 1250000),
        ("omzet", "850000", 850000),
        ("di_rumah", "ya", True),
        ("keperluan", "sekolah", "sekolah"),
    ],
)
def test_what_people_type_is_understood(isian: Pengisian, kode: str, ketikan: str, nilai: object) -> None:
    assert isian.jawab(kode, ketikan).status_code == 302
    assert isian.isi().nilai[kode] == nilai
    assert type(isian.isi().nilai[kode]) is type(nilai)


def test_an_optional_question_can_be_passed_over_and_emptied_again(isian: Pengisian) -> None:
    assert isian.jawab("omzet", "").status_code == 302
    assert "omzet" not in isian.isi().nilai
    isian.jawab("omzet", "500000")
    assert isian.isi().nilai["omzet"] == 500000
    isian.jawab("omzet", "")
    assert "omzet" not in isian.isi().nilai


def test_a_kept_answer_stands_in_the_box_when_the_page_is_opened_again(isian: Pengisian) -> None:
    for kode, ketikan in SKU.items():
        isian.jawab(kode, ketikan)
    kotak = read(isian.hp.get(isian.ke("tanya", "nama_usaha")).content.decode()).all(
        "input", name="nama_usaha"
    )
    assert kotak[0]["value"] == "Warung Bu Euis"
    pilih = read(isian.hp.get(isian.ke("tanya", "di_rumah")).content.decode()).all("input", name="di_rumah")
    assert [t["value"] for t in pilih if "checked" in t] == ["tidak"]
    pilih = read(isian.hp.get(isian.ke("tanya", "keperluan")).content.decode()).all("input", name="keperluan")
    assert [t["value"] for t in pilih if "checked" in t] == ["kur"]


def test_a_wrong_answer_leaves_the_kept_one_alone(isian: Pengisian) -> None:
    isian.jawab("mulai_usaha", "2018")
    jawab = isian.jawab("mulai_usaha", "20x8").content.decode()
    assert 'value="20x8"' in jawab
    assert isian.isi().nilai["mulai_usaha"] == 2018


def test_a_question_that_does_not_apply_sends_on_to_the_first_gap(isian: Pengisian) -> None:
    isian.jawab("di_rumah", "ya")
    for kode in ("alamat_usaha", "keperluan_lain", "tidak_ada"):
        jawab = isian.hp.get(isian.ke("tanya", kode))
        assert jawab.headers["Location"] == isian.ke("tanya", "nama_usaha")
        assert isian.jawab(kode, "Dusun Jauh").status_code == 302
        assert kode not in isian.isi().nilai


def test_an_answer_that_no_longer_applies_is_dropped(isian: Pengisian) -> None:
    isian.jawab("keperluan", "lainnya")
    isian.jawab("keperluan_lain", "pembukaan rekening")
    assert isian.isi().nilai["keperluan_lain"] == "pembukaan rekening"
    isian.jawab("keperluan", "kur")
    assert "keperluan_lain" not in isian.isi().nilai


def test_the_way_asks_only_what_the_answers_make_necessary(isian: Pengisian) -> None:
    assert isian.jawab("di_rumah", "tidak").headers["Location"] == isian.ke("tanya", "alamat_usaha")
    assert isian.jawab("di_rumah", "ya").headers["Location"] == isian.ke("tanya", "keperluan")
    assert isian.jawab("keperluan", "lainnya").headers["Location"] == isian.ke("tanya", "keperluan_lain")
    assert isian.jawab("keperluan", "kur").headers["Location"] == isian.ke("tanya", "omzet")
    assert isian.jawab("omzet", "").headers["Location"] == isian.ke("berkas", "pengantar")


def test_the_back_link_goes_one_page_back_and_the_first_one_gives_up(isian: Pengisian) -> None:
    def kembali(alamat: str) -> str:
        return read(isian.hp.get(alamat).content.decode()).all("a", class_="kembali")[0]["href"]

    assert kembali(isian.ke("tanya", "nama_usaha")) == isian.ke("buang")
    assert kembali(isian.ke("tanya", "jenis_usaha")) == isian.ke("tanya", "nama_usaha")
    assert kembali(isian.ke("berkas", "pengantar")) == isian.ke("tanya", "omzet")
    assert kembali(isian.ke("kontak")) == isian.ke("berkas", "pbb")
    assert kembali(isian.ke("tanya", "nama_usaha") + "?ubah") == isian.ke("periksa")


def test_the_steps_count_upwards_to_the_end(lengkap: Pengisian) -> None:
    alamat = [
        *(lengkap.ke("tanya", i.kode) for i in lengkap.isi().jenis.isian if i.diminta(lengkap.isi().nilai)),
        lengkap.ke("berkas", "ktp"),
        lengkap.ke("kontak"),
        lengkap.ke("periksa"),
    ]
    langkah = []
    for satu in alamat:
        cocok = re.search(r"Langkah (\d) dari (\d)", lengkap.hp.get(satu).content.decode())
        assert cocok
        langkah.append((int(cocok[1]), int(cocok[2])))
    assert {dari for _, dari in langkah} == {5}
    assert [kini for kini, _ in langkah] == [1, 1, 1, 2, 2, 3, 3, 4, 5, 5]


def test_whoever_comes_from_the_check_page_returns_there(lengkap: Pengisian) -> None:
    assert lengkap.jawab("nama_usaha", "Warung Baru", "?ubah").headers["Location"] == lengkap.ke("periksa")
    assert "Warung Baru" in lengkap.hp.get(lengkap.ke("periksa")).content.decode()


def test_a_changed_answer_that_opens_a_question_asks_it_first(lengkap: Pengisian) -> None:
    jawab = lengkap.jawab("keperluan", "lainnya", "?ubah")
    assert jawab.headers["Location"] == lengkap.ke("tanya", "keperluan_lain") + "?ubah"
    jawab = lengkap.jawab("keperluan_lain", "sewa kios", "?ubah")
    assert jawab.headers["Location"] == lengkap.ke("periksa")


def test_an_unfinished_letter_goes_on_at_its_first_gap(isian: Pengisian) -> None:
    def lanjut() -> str:
        return str(isian.hp.get(isian.ke("lanjut")).headers["Location"])

    assert lanjut() == isian.ke("tanya", "nama_usaha")
    isian.jawab("nama_usaha", "Warung")
    assert lanjut() == isian.ke("tanya", "jenis_usaha")
    isian.lengkapi()
    assert lanjut() == isian.ke("periksa")


def test_beginning_the_same_letter_again_takes_up_what_was_begun(isian: Pengisian) -> None:
    isian.jawab("nama_usaha", "Warung Bu Euis")
    jawab = isian.hp.post("/warga/mulai/", {"jenis": "sku"})
    assert jawab.headers["Location"] == isian.ke("lanjut")
    lain = isian.hp.post("/warga/mulai/", {"jenis": "sktm"}).headers["Location"]
    assert lain != isian.ke("lanjut")


@pytest.mark.parametrize("jenis", ["", "tidak-ada", "SKU", "../sku", "x" * 500])
def test_a_letter_that_is_not_offered_does_not_begin(warga: Client, jenis: str) -> None:
    assert warga.post("/warga/mulai/", {"jenis": jenis}).status_code == 404


@pytest.mark.parametrize(
    ("ketikan", "tersimpan"),
    [
        ("0812 5550 0174", "081255500174"),
        ("+62 812-5550-0174", "081255500174"),
        ("", ""),
        ("(0265) 771-122", "0265771122"),
    ],
)
def test_a_telephone_number_is_kept_as_it_is_dialled(isian: Pengisian, ketikan: str, tersimpan: str) -> None:
    jawab = isian.hp.post(isian.ke("kontak"), {"telepon": ketikan})
    assert jawab.headers["Location"] == isian.ke("periksa")
    assert isian.isi().telepon == tersimpan


@pytest.mark.parametrize("ketikan", ["12345", "0812", "nomor saya", "+1 555 0100", "0812 5550 0174 99 12"])
def test_a_number_nobody_can_call_is_refused_in_place(isian: Pengisian, ketikan: str) -> None:
    jawab = isian.hp.post(isian.ke("kontak"), {"telepon": ketikan})
    assert jawab.status_code == 422
    isi = jawab.content.decode()
    assert "Nomor telepon diawali 0 dan berisi 9 sampai 14 angka" in read(isi).text
    assert html.escape(ketikan) in isi
    assert isian.isi().telepon == ""

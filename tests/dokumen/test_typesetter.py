"""Letters as PDF/A-2a + PDF/UA-1: lawful, readable by people, machines and screen readers, whatever is in them."""

import hashlib
import io
import threading
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from eoffice.dokumen.adapters.intake import terima_lambang
from eoffice.dokumen.adapters.qr import buat_qr
from eoffice.dokumen.adapters.typesetter import gambar_halaman, rangkai, rangkai_pindaian, ukuran_gambar
from eoffice.kernel.errors import InvalidInput
from tests.dokumen.alat import (
    CONTOH,
    NAMA_CONTOH,
    baca_qr,
    baris_terbaca,
    contoh,
    draf,
    foto,
    lembar_pindaian,
    pelanggaran,
    taruh,
    teks_pdf,
    tempat_teks,
)

JAHAT = (
    '#panic() *x* $y$ <script>alert(1)</script> #read("/etc/passwd") @preview/x:1 `kode` \\u{41} // = judul',
    '=HYPERLINK("http://x","y")',
    "' OR 1=1; DROP TABLE surat; --",
    "{{ 7*7 }} ${7*7} #{7*7} %s %n",
    "<!--#include file='x'--> ]]> &lt;",
    '#image("../../../etc/passwd") #include "data.json"',
)


@pytest.mark.parametrize("nama", NAMA_CONTOH)
def test_examples_pass_the_validator(nama: str) -> None:
    assert pelanggaran(rangkai(contoh(nama))) == []


@pytest.mark.parametrize("nama", NAMA_CONTOH)
def test_golden_text(nama: str, tmp_path: Path) -> None:
    """The words of the page, line by line as a reader sees them, are frozen; a change must be meant."""
    emas = (CONTOH / f"{nama}.txt").read_text("utf-8")
    assert baris_terbaca(rangkai(contoh(nama)), tmp_path) == emas.splitlines()


def test_same_data_same_bytes() -> None:
    assert rangkai(contoh()) == rangkai(contoh())


def test_creation_time_is_the_date_of_the_letter() -> None:
    with pikepdf.open(io.BytesIO(rangkai(contoh()))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260414")


def test_all_fonts_are_embedded_and_ours() -> None:
    with pikepdf.open(io.BytesIO(rangkai(contoh()))) as pdf:
        nama = {
            str(o.FontName) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o
        }
    assert nama
    assert all("Liberation" in satu for satu in nama)


@pytest.mark.parametrize(("nama", "ukuran"), [("sktm", (215, 330)), ("usaha", (210, 297))])
def test_paper(nama: str, ukuran: tuple[int, int]) -> None:
    with pikepdf.open(io.BytesIO(rangkai(contoh(nama)))) as pdf:
        kotak = [float(x) / 72 * 25.4 for x in pdf.pages[0].mediabox]
    assert kotak[2:] == pytest.approx(list(ukuran), abs=0.1)


@pytest.mark.parametrize("nama", ["sktm", "usaha", "uji-berat"])
def test_qr_is_read_from_a_picture_at_150_dpi(nama: str, tmp_path: Path) -> None:
    data = contoh(nama)
    assert baca_qr(rangkai(data), tmp_path) == [data["qr"]["isi"]]


def test_dense_qr_survives_72_dpi(tmp_path: Path) -> None:
    data = contoh()
    assert baca_qr(rangkai(data), tmp_path, dpi=72) == [data["qr"]["isi"]]


def test_size_of_the_qr_is_filled_in_and_checked() -> None:
    data = contoh()
    modul = data["qr"].pop("modul")
    assert rangkai(data) == rangkai(contoh())
    data["qr"]["modul"] = modul + 4
    with pytest.raises(InvalidInput) as galat:
        rangkai(data)
    assert galat.value.pesan.params["bagian"] == "qr.modul"


def test_plain_http_of_a_lan_may_stand_in_the_qr() -> None:
    data = contoh()
    data["qr"] = {"isi": "HTTP://192.168.1.10:8000/V/ABC", "kode": "K7QF", "alamat": "192.168.1.10:8000/cek"}
    assert pelanggaran(rangkai(data)) == []


# ---------- what a letter claims ----------


def test_local_signature_never_claims_bsre(tmp_path: Path) -> None:
    teks = teks_pdf(rangkai(contoh("sktm")), tmp_path)
    assert "tidak tersertifikasi" in teks
    assert (
        "bukan\nsertifikat yang diterbitkan BSrE" in teks or "bukan sertifikat yang diterbitkan BSrE" in teks
    )
    assert "alat bukti hukum" not in teks


def test_wet_letter_says_that_the_qr_is_no_signature(tmp_path: Path) -> None:
    teks = " ".join(teks_pdf(rangkai(contoh("uji-berat")), tmp_path).split())
    assert "bukan tanda tangan elektronik" in teks
    assert "Ditandatangani secara elektronik" not in teks


@pytest.mark.parametrize(
    ("bentuk", "tambahan", "harapan"),
    [
        ("definitif", {}, "KEPALA DESA CISONTROL,"),
        ("plt", {}, "Plt. KEPALA DESA CISONTROL,"),
        ("plh", {}, "Plh. KEPALA DESA CISONTROL,"),
        ("pj", {}, "Pj. KEPALA DESA CISONTROL,"),
        ("an", {"an": "Sekretaris Desa"}, "a.n. KEPALA DESA CISONTROL\nSekretaris Desa,"),
        (
            "an_ub",
            {"an": "Sekretaris Desa", "ub": "Kaur Umum"},
            "a.n. KEPALA DESA CISONTROL\nSekretaris Desa\nu.b.\nKaur Umum,",
        ),
    ],
)
def test_wording_of_the_signature(
    bentuk: str, tambahan: dict[str, str], harapan: str, tmp_path: Path
) -> None:
    data = contoh()
    data["tanda_tangan"]["utama"] = {
        "bentuk": bentuk,
        "jabatan": "Kepala Desa Cisontrol",
        "nama": "Dadang",
        **tambahan,
    }
    assert harapan in teks_pdf(rangkai(data), tmp_path, "-layout").replace("  ", "").replace("\n ", "\n")


def test_draft_is_marked_everywhere(tmp_path: Path) -> None:
    data = draf()
    data["isian"]["penghasilan"] = ""
    pdf = rangkai(data)
    teks = teks_pdf(pdf, tmp_path)
    assert "[penghasilan]" in teks
    assert "DRAF. Belum bernomor" in teks
    assert "(diberikan saat terbit)" in teks
    assert baca_qr(pdf, tmp_path) == []
    with pikepdf.open(io.BytesIO(pdf)) as dokumen:
        assert str(dokumen.docinfo["/Title"]).startswith("DRAF - ")
    assert pelanggaran(pdf) == []


# ---------- refusals ----------


def _tolak(data: dict[str, Any]) -> InvalidInput:
    with pytest.raises(InvalidInput) as galat:
        rangkai(data)
    return galat.value


def test_final_letter_refuses_an_empty_field() -> None:
    data = contoh()
    data["isian"]["keperluan"] = "  "
    assert "isian kosong: keperluan" in str(_tolak(data).pesan.params["sebab"])


@pytest.mark.parametrize(
    ("ubah", "bagian"),
    [
        ({"nomor": None}, "nomor"),
        ({"skema": "surat/2"}, "skema"),
        ({"cara_terbit": "sakti"}, "cara_terbit"),
        ({"tambahan": "x"}, "data"),
        ({"isi": []}, "isi"),
        ({"kertas": {"ukuran": "A0", "tepi": {}}}, "kertas"),
    ],
)
def test_schema_is_closed(ubah: dict[str, Any], bagian: str) -> None:
    galat = _tolak(contoh("sktm", **ubah))
    assert galat.pesan.kode == "dokumen.data_surat_salah"
    assert str(galat.pesan.params["bagian"]).startswith(bagian)


@pytest.mark.parametrize("hilang", ["nomor", "qr"])
def test_final_electronic_letter_needs_number_and_qr(hilang: str) -> None:
    data = contoh()
    del data[hilang]
    assert _tolak(data).pesan.kode == "dokumen.data_surat_salah"


def test_the_printout_of_an_electronic_letter_has_a_place_for_the_camats_hand(tmp_path: Path) -> None:
    data = contoh()
    data["tanda_tangan"]["mengetahui"] = {
        "kata": "Mengetahui,",
        "bentuk": "definitif",
        "jabatan": "Camat",
        "nama": "",
    }
    pdf = rangkai(data)
    assert pelanggaran(pdf) == []
    assert "Mengetahui," in teks_pdf(pdf, tmp_path)


def test_date_that_does_not_exist() -> None:
    data = contoh()
    data["dokumen"]["tanggal"] = "2026-02-30"
    assert _tolak(data).pesan.params["bagian"] == "dokumen.tanggal"


def test_unprintable_text_is_refused_with_its_place() -> None:
    data = contoh()
    data["isian"]["nama"] = "Euis 😀"
    galat = _tolak(data)
    assert galat.pesan.kode == "dokumen.teks_tidak_dapat_dicetak"
    assert galat.per_field["isian.nama"].params["kode"] == "U+1F600"


# ---------- hostile text ----------


@pytest.mark.parametrize("nama", NAMA_CONTOH)
@pytest.mark.parametrize("jahat", JAHAT)
def test_hostile_text_in_every_field_prints_literally(nama: str, jahat: str, tmp_path: Path) -> None:
    """Every free text of the letter becomes the hostile one; the page shows it and runs nothing."""
    data = contoh(nama)
    for jalur in list(tempat_teks(data)):
        taruh(data, jalur, jahat[:40])
    pdf = rangkai(data)
    assert pelanggaran(pdf) == []
    teks = "".join(teks_pdf(pdf, tmp_path).split()).replace("\u200b", "")
    assert "".join(jahat[:40].split()) in teks


@pytest.mark.parametrize("jahat", JAHAT)
def test_hostile_text_is_printed_whole(jahat: str, tmp_path: Path) -> None:
    data = contoh()
    data["isian"]["nama"] = jahat
    teks = "".join(teks_pdf(rangkai(data), tmp_path).split()).replace("\u200b", "")
    assert "".join(jahat.split()) in teks


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="latin-1", exclude_categories=("Cc", "Cf")), min_size=1, max_size=120))
def test_any_western_text_renders_and_stays_on_the_page(isi: str) -> None:
    data = contoh()
    data["isian"]["nama"] = "x" + isi
    with pikepdf.open(io.BytesIO(rangkai(data))) as pdf:
        assert len(pdf.pages) <= 2


def test_absurd_lengths_break_instead_of_running_off(tmp_path: Path) -> None:
    data = contoh()
    data["isian"]["nama"] = "W" * 400
    data["isian"]["alamat"] = "panjang " * 100
    pdf = rangkai(data)
    kotak = teks_pdf(pdf, tmp_path, "-bbox")
    kanan = [float(b.split('xMax="')[1].split('"')[0]) for b in kotak.splitlines() if "<word" in b]
    assert max(kanan) <= (215 - 20) / 25.4 * 72 + 1


# ---------- machine ----------


def test_four_threads_take_turns_and_each_gets_its_own_letter() -> None:
    """Every thread gets its own letters back, byte for byte those of one thread."""

    def kerja(mulai: int, hasil: dict[int, str]) -> None:
        for n in range(mulai, mulai + 6):
            hasil[n] = hashlib.sha256(rangkai(_bernomor(n))).hexdigest()

    serentak: dict[int, str] = {}
    utas = [threading.Thread(target=kerja, args=(10 * i, serentak)) for i in range(4)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    sendiri: dict[int, str] = {}
    for i in range(4):
        kerja(10 * i, sendiri)
    assert serentak == sendiri
    assert len(set(serentak.values())) == 24


def _bernomor(n: int) -> dict[str, Any]:
    data = contoh(nomor=f"400/{n}")
    data["qr"] = {"isi": f"HTTPS://SURAT.EXAMPLE/V/{n:04d}", "kode": f"K-{n}"}
    return data


@pytest.mark.parametrize("lebar", [360, 800])
def test_page_image_has_the_asked_width(lebar: int) -> None:
    png = gambar_halaman(draf(), lebar_px=lebar)
    assert ukuran_gambar(png)[0] == pytest.approx(lebar, abs=1)
    with Image.open(io.BytesIO(png)) as gambar:
        assert gambar.convert("L").getextrema()[0] < 60


def test_page_that_is_not_there() -> None:
    assert gambar_halaman(contoh("uji-berat"), halaman=2)
    for halaman in (0, 3):
        with pytest.raises(InvalidInput):
            gambar_halaman(contoh("uji-berat"), halaman=halaman)


def test_uploaded_emblem_replaces_the_placeholder() -> None:
    lambang = terima_lambang(foto((400, 480), "PNG"))
    dengan, tanpa = rangkai(contoh(), lambang=lambang), rangkai(contoh())
    assert dengan != tanpa
    assert pelanggaran(dengan) == []
    assert rangkai(contoh()) == tanpa


# ---------- scans ----------


@pytest.mark.parametrize("jumlah", [1, 3])
def test_scan_and_register_page_become_one_archival_file(jumlah: int, tmp_path: Path) -> None:
    halaman = [foto(), foto((1700, 1200)), foto()][:jumlah]
    pdf = rangkai_pindaian(halaman, lembar_pindaian())
    assert pelanggaran(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as dokumen:
        assert len(dokumen.pages) == jumlah + 1
        mentah = [
            o.read_raw_bytes()
            for o in dokumen.objects
            if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"
        ]
    assert set(halaman) <= set(mentah)  # the scans lie inside, not re-encoded
    assert baca_qr(pdf, tmp_path) == [lembar_pindaian()["qr"]["isi"]]
    teks = teks_pdf(pdf, tmp_path)
    assert "Euis Komariah" in teks
    assert "320715" not in teks.replace("3207152004", "")


def test_scan_without_pages() -> None:
    with pytest.raises(InvalidInput):
        rangkai_pindaian([], lembar_pindaian())
    with pytest.raises(InvalidInput):
        rangkai_pindaian([foto()] * 21, lembar_pindaian())


# ---------- QR ----------


def test_qr_in_upper_case_is_denser() -> None:
    assert (
        buat_qr("HTTPS://SURAT.EXAMPLE/V/ABCDEFGH").modul
        < buat_qr("https://surat.example/v/abcdefgh" + "x" * 9).modul
    )


def test_qr_that_would_not_fit_the_box_is_refused() -> None:
    assert buat_qr("A" * 366).versi == 11
    for panjang in (367, 10_000):
        with pytest.raises(InvalidInput):
            buat_qr("A" * panjang)

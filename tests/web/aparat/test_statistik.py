"""Pages of statistics: table, chart, part of the village, sheet and file; nothing tells a person."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import lxml.html
import pikepdf
import pytest

from eoffice.dokumen.services import periksa_teks
from eoffice.penduduk.models import Keluarga, Penduduk
from eoffice.penduduk.rules.statistik import (
    BATANG_TERBANYAK,
    MENURUT_NAMA,
    SEMUA,
    Baris,
    Hasil,
    Wilayah,
    susun,
)
from eoffice.penduduk.selectors.statistik import hitung
from eoffice.surat.services.lembar_statistik import lembar_statistik, susun_lembar
from eoffice.web.aparat.diagram import TINGGI_BATANG, batang, diagram, piramida
from tests.dokumen.alat import pelanggaran, teks_pdf
from tests.web.aparat.conftest import Balai, isi, ke

HARI = date(2026, 11, 24)
UMUR = MENURUT_NAMA["umur-lima-tahunan"]


def halaman(balai: Balai, nama: str, kueri: str = "") -> Any:
    return lxml.html.document_fromstring(isi(balai.sekdes.get(ke("statistik_satu", nama) + kueri)))


def warga(balai: Balai, banyak: int, **ubah: Any) -> None:
    def buat() -> None:
        kartu = Keluarga.objects.filter(dusun="JETAK").first() or Keluarga(
            no_kk="3207150101159999", dusun="JETAK"
        )
        if kartu._state.adding:
            kartu.save(force_insert=True)
        for _ in range(banyak):
            orang = Penduduk(nama="TETANGGA", jenis_kelamin="L", keluarga=kartu, **ubah)
            orang.isi_kunci_cari()
            orang.save(force_insert=True)

    balai.dalam(buat)


@pytest.mark.django_db
def test_every_statistic_is_one_press_away(balai: Balai) -> None:
    page = isi(balai.operator.get(ke("statistik")))
    for satu in SEMUA:
        assert ke("statistik_satu", satu.nama) in page
        assert satu.judul in page
    assert ke("statistik") in isi(balai.operator.get(ke("penduduk")))


@pytest.mark.django_db
@pytest.mark.parametrize("satu", SEMUA, ids=[satu.nama for satu in SEMUA])
def test_each_opens_with_a_line_for_everything_and_no_number_of_a_person(balai: Balai, satu: Any) -> None:
    page = isi(balai.operator.get(ke("statistik_satu", satu.nama)))
    assert satu.judul in page
    assert "3207154506859001" not in page
    assert "style=" not in page.partition("<main")[2], "the policy of the pages allows no style in a page"


@pytest.mark.django_db
def test_the_table_tells_what_the_chart_shows(balai: Balai) -> None:
    warga(balai, 3, agama=1)
    warga(balai, 1, agama=2)
    page = halaman(balai, "agama", "?wilayah=JETAK||")
    baris = {tr.xpath("string(th)"): tr.xpath("td/text()") for tr in page.xpath("//tbody/tr")}
    assert baris["Islam"][:3] == ["3", "0", "3"]
    assert baris["Kristen"][:3] == ["1", "0", "1"]
    assert baris["Jumlah"][3] == "100,0%"
    label = page.xpath("//svg//text[not(@class)]/text()")
    assert label == [nama for nama, sel in baris.items() if sel[2] != "0" and nama != "Jumlah"]


@pytest.mark.django_db
def test_the_chart_is_a_picture_with_words(balai: Balai) -> None:
    warga(balai, 2, agama=1)
    (svg,) = halaman(balai, "agama").xpath("//figure//svg[@role='img']")
    for pengenal in svg.get("aria-labelledby").split():
        assert svg.xpath(f"string(.//*[@id='{pengenal}'])")


@pytest.mark.django_db
def test_a_part_of_the_village(balai: Balai) -> None:
    warga(balai, 4, agama=1)
    page = halaman(balai, "agama", "?wilayah=JETAK||")
    assert page.xpath("//option[@selected]/text()") == ["Dusun Jetak"]
    assert "4 penduduk, Dusun Jetak" in page.xpath("string(//main)")
    for tautan in page.xpath("//a[contains(@href,'.pdf') or contains(@href,'.csv')]/@href"):
        assert "wilayah=JETAK" in tautan


@pytest.mark.django_db
def test_a_part_nobody_is_in_says_so(balai: Balai) -> None:
    def kosong() -> None:
        Keluarga(no_kk="3207150101159999", dusun="SEPI").save(force_insert=True)

    balai.dalam(kosong)
    page = halaman(balai, "kehamilan", "?wilayah=SEPI||")
    assert "Tidak ada perempuan 10 sampai 54 tahun di wilayah ini." in page.xpath("string(//main)")
    assert not page.xpath("//figure")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "alamat",
    ["tidak-ada/", "agama/?wilayah=TIDAK+ADA||", "agama/?wilayah=%27+OR+1%3D1", "agama/?wilayah=||||", "agama/tabel.csv?wilayah=X", "x/lembar.pdf", "x/tabel.csv"],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(balai: Balai, alamat: str) -> None:
    assert balai.operator.get(ke("statistik") + alamat).status_code == 404


@pytest.mark.django_db
def test_a_part_of_the_neighbour_is_not_found(balai: Balai, balai_lain: Balai) -> None:
    warga(balai, 1)
    assert balai.operator.get(ke("statistik_satu", "agama") + "?wilayah=JETAK||").status_code == 200
    assert balai_lain.operator.get(ke("statistik_satu", "agama") + "?wilayah=JETAK||").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("satu", SEMUA, ids=[satu.nama for satu in SEMUA])
def test_people_of_the_neighbour_are_not_counted(balai: Balai, balai_lain: Balai, satu: Any) -> None:
    sebelum = balai_lain.dalam(hitung, satu, Wilayah(), HARI)
    warga(balai, 2, agama=1, shdk=1, status_kawin=4, tanggal_lahir=date(1990, 1, 1))
    assert balai_lain.dalam(hitung, satu, Wilayah(), HARI) == sebelum


@pytest.mark.django_db
def test_the_file_has_the_table_and_no_person(balai: Balai) -> None:
    warga(balai, 2, agama=1)
    jawab = balai.operator.get(ke("statistik_csv", "agama") + "?wilayah=JETAK||")
    teks = jawab.content.decode("utf-8-sig")
    baris = list(csv.reader(io.StringIO(teks)))
    assert jawab.headers["Content-Type"].startswith("text/csv")
    assert jawab.headers["Content-Disposition"].startswith('attachment; filename="statistik-agama-')
    assert baris[:2] == [
        ["Keterangan", "Laki-laki", "Perempuan", "Jumlah", "Persen"],
        ["Islam", "2", "0", "2", "100,0"],
    ]
    assert baris[-1] == ["Jumlah", "2", "0", "2", "100,0"]
    assert "TETANGGA" not in teks


@pytest.mark.django_db
@pytest.mark.parametrize("suku", ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)"])
def test_a_word_somebody_typed_is_no_formula_in_the_file(balai: Balai, suku: str) -> None:
    warga(balai, 1, suku=suku)
    baris = list(
        csv.reader(io.StringIO(balai.operator.get(ke("statistik_csv", "suku")).content.decode("utf-8-sig")))
    )
    assert not any(satu[0].startswith(("=", "+", "-", "@")) for satu in baris)
    assert any(satu[0].startswith("'") for satu in baris)


@pytest.mark.django_db
def test_the_sheet_is_a_pdf_with_the_head_of_the_office(balai: Balai) -> None:
    warga(balai, 2, agama=1)
    jawab = balai.operator.get(ke("statistik_pdf", "agama"))
    assert jawab.status_code == 200, jawab.content.decode()[:3000]
    assert jawab.headers["Content-Type"] == "application/pdf"
    assert jawab.content.startswith(b"%PDF-")


@pytest.mark.django_db
def test_the_sheet_tells_the_same_lines(balai: Balai) -> None:
    hasil = susun(MENURUT_NAMA["agama"], Wilayah("JETAK"), HARI, {(1, "L"): 3000, (None, "P"): 1000})
    lembar = balai.dalam(susun_lembar, hasil)
    assert "Dusun Jetak, keadaan 24 November 2026" in lembar["keterangan"]
    assert lembar["baris"][0] == ["Islam", "3.000", "0", "3.000", "75,0"]
    assert lembar["baris"][-2:] == [
        ["Belum mengisi", "0", "1.000", "1.000", "25,0"],
        ["Jumlah", "3.000", "1.000", "4.000", "100,0"],
    ]
    assert lembar["tanda_tangan"]["jabatan"] == "Kepala Desa Cisontrol"
    assert not any(periksa_teks(sel) for sel in lembar["baris"][0])


@pytest.mark.django_db
def test_the_sheet_says_that_it_is_a_table_and_carries_no_number_of_a_book(
    balai: Balai, tmp_path: Path
) -> None:
    hasil = susun(UMUR, Wilayah(), HARI, {(0, "L"): 30, (0, "P"): 20, (15, "P"): 5, (-1, "L"): 1})
    pdf = balai.dalam(lembar_statistik, hasil)
    teks = " ".join(teks_pdf(pdf, tmp_path).split())
    assert pelanggaran(pdf) == []
    assert "Kode: umur-lima-tahunan-2026-11-24" in teks
    assert "Tabel ini bukan surat dan tidak bernomor." in teks
    for kata in ("Nomor:", "STAT/", "Surat ini berlaku", "tanda tangan basah"):
        assert kata not in teks


@pytest.mark.django_db
def test_the_sheet_draws_the_chart_of_the_page(balai: Balai, tmp_path: Path) -> None:
    umur = susun(UMUR, Wilayah(), HARI, {(0, "L"): 30, (0, "P"): 20, (15, "P"): 5, (-1, "L"): 1})
    lembar = balai.dalam(susun_lembar, umur)["bagan"]
    assert (lembar["bentuk"], len(lembar["baris"])) == ("piramida", 16)
    assert (lembar["baris"][-1]["label"], lembar["baris"][-1]["perempuan"]) == ("75+", 5)
    assert lembar["alt"].startswith("Piramida umur lima tahunan, ")
    teks = teks_pdf(balai.dalam(lembar_statistik, umur), tmp_path, "-layout")
    assert teks.index("75+") < teks.index("0-4"), "the oldest stand above"
    suku = susun(MENURUT_NAMA["suku"], Wilayah(), HARI, {(f"SUKU {n}", "L"): n for n in range(60)})
    batang = balai.dalam(susun_lembar, suku)["bagan"]
    assert (batang["bentuk"], len(batang["baris"])) == ("batang", BATANG_TERBANYAK)


@pytest.mark.django_db
@pytest.mark.parametrize("satu", SEMUA, ids=[satu.nama for satu in SEMUA])
def test_every_sheet_can_be_printed_also_of_nobody(balai: Balai, satu: Any) -> None:
    hasil = susun(satu, Wilayah(), HARI, {})
    assert balai.dalam(susun_lembar, hasil)["bagan"]["baris"] == []
    assert balai.dalam(lembar_statistik, hasil).startswith(b"%PDF-")


@pytest.mark.django_db
def test_a_long_table_goes_on_under_its_head(balai: Balai, tmp_path: Path) -> None:
    hasil = Hasil(MENURUT_NAMA["rt"], Wilayah(), HARI, tuple(Baris(f"RT {n:03}", 1, 0) for n in range(220)))
    pdf = balai.dalam(lembar_statistik, hasil)
    teks = teks_pdf(pdf, tmp_path, "-layout")
    with pikepdf.open(io.BytesIO(pdf)) as berkas:
        halaman = len(berkas.pages)
    assert halaman > 3
    assert teks.count("Keterangan ") == halaman
    assert teks.count("Kode: rt-2026-11-24") == halaman
    assert teks.count("RT 219") == 1, "a chart shows the first lines only, the table shows all"


@pytest.mark.django_db
@pytest.mark.parametrize("jahat", ['#read("/etc/passwd")', "]#panic()[", "<b>x</b>", "X" * 200])
def test_a_word_somebody_typed_is_printed_and_never_run(balai: Balai, tmp_path: Path, jahat: str) -> None:
    hasil = Hasil(MENURUT_NAMA["suku"], Wilayah(), HARI, (Baris(jahat, 1, 2), Baris("Belum mengisi", 0, 0)))
    teks = "".join(teks_pdf(balai.dalam(lembar_statistik, hasil), tmp_path).split()).replace("\u200b", "")
    assert jahat[:20] in teks


@pytest.mark.parametrize(
    ("label", "singkat"),
    [("0-4 tahun", "0-4"), ("75 tahun ke atas", "75+"), ("Lansia (60 tahun ke atas)", "Lansia"), ("Islam", "Islam")],
)  # fmt: skip
def test_a_short_label_for_the_middle_of_a_pyramid(label: str, singkat: str) -> None:
    assert Baris(label, 0, 0).label_singkat == singkat


def test_bars_are_in_proportion_and_never_wider_than_the_chart() -> None:
    svg = lxml.html.fromstring(
        f"<svg>{batang([Baris('A', 30, 10), Baris('B', 0, 20), Baris('C', 0, 0)])}</svg>"
    )
    assert [r.get("width") for r in svg.xpath("//rect")] == [
        "75.0%",
        "25.0%",
        "0.0%",
        "50.0%",
        "0.0%",
        "0.0%",
    ]
    assert svg.xpath("//rect[@class='p']/@x") == ["75.0%", "0.0%", "0.0%"]


def test_a_pyramid_has_the_oldest_above_and_its_sides_mirrored() -> None:
    svg = lxml.html.fromstring(
        f"<svg>{piramida([Baris('0-4 tahun', 10, 5), Baris('75 tahun ke atas', 0, 0)])}</svg>"
    )
    assert svg.xpath("//text[@class='tengah']/text()") == ["75+", "0-4"]
    kiri, kanan = svg.xpath("//rect[@class='l']")[1], svg.xpath("//rect[@class='p']")[1]
    assert float(kiri.get("width")[:-1]) == 2 * float(kanan.get("width")[:-1])
    assert float(kiri.get("x")[:-1]) + float(kiri.get("width")[:-1]) == pytest.approx(
        100 - float(kanan.get("x")[:-1])
    )
    assert {r.get("width") for r in svg.xpath("//rect")[:2]} == {"0.0%"}


def test_no_chart_of_nobody_and_none_without_end() -> None:
    suku = MENURUT_NAMA["suku"]
    assert diagram(susun(suku, Wilayah(), HARI, {})) == ""
    banyak = diagram(susun(suku, Wilayah(), HARI, {(f"SUKU {n}", "L"): 1 for n in range(60)}))
    assert banyak.count("<text x=") == BATANG_TERBANYAK
    assert f'height="{BATANG_TERBANYAK * TINGGI_BATANG}"' in banyak


def test_words_from_the_register_are_words_in_the_chart() -> None:
    svg = diagram(susun(MENURUT_NAMA["suku"], Wilayah(), HARI, {("<script>x</script>", "L"): 1}))
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg

"""Forms of the office on paper: receipt, register book, form for a power cut; and several files as one."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from eoffice.dokumen.adapters.gabung import gabung
from eoffice.dokumen.adapters.typesetter import rangkai_formulir
from eoffice.kernel.errors import InvalidInput
from tests.dokumen.alat import baris_terbaca, contoh, pelanggaran, teks_pdf

MM = 72 / 25.4
KOLOM = [
    "Nomor Urut",
    "Tanggal Pengiriman",
    "Tanggal dan Nomor Surat",
    "Isi Singkat",
    "Ditujukan Kepada",
    "Ket",
]
BARIS = [
    "1",
    "24 November 2026",
    "24 November 2026, 400/001/2026",
    "Keterangan Usaha, Euis",
    "Asep",
    "keluarga",
]
NAMA_PANJANG = "Raden Ajeng Siti Nurhaliza Kusumawardhani binti Haji Muhammad Abdurrahman Wiranatakusumah"


def dasar(judul: str, **isi: Any) -> dict[str, Any]:
    """Return what every form carries, from the example letter, with its own content."""
    letter = contoh()
    bersama = {nama: letter[nama] for nama in ("kertas", "dokumen", "kop")}
    return {**bersama, "judul": judul, **isi}


def terima(**ganti: Any) -> dict[str, Any]:
    """Return a receipt."""
    baris = [["Surat", "Surat Keterangan Usaha"], ["Nomor", "400/001/2026"], ["Atas nama", "Euis"]]
    return dasar("Tanda Terima Surat", baris=baris, penyerah="Rika Amelia", penerima="Asep", **ganti)


def buku(banyak: int, **ganti: Any) -> dict[str, Any]:
    """Return a book with lines."""
    return dasar("Buku Ekspedisi Tahun 2026", kolom=KOLOM, baris=[BARIS] * banyak, **ganti)


def padam(**ganti: Any) -> dict[str, Any]:
    """Return a form for a power cut."""
    isi: dict[str, Any] = {
        "nomor": "400/007/2026",
        "baris": ["Nama", "NIK", "Nama usaha"],
        "desa": "Cisontrol",
        "tahun": "2026",
        "qr": {"isi": "https://desa.id/cek/K7QF-2M9D-PX/", "kode": "K7QF-2M9D-PX", "alamat": "desa.id/cek"},
    }
    return dasar("Surat Keterangan Usaha", **(isi | ganti))


def tabel(**ganti: Any) -> dict[str, Any]:
    """Return a table of figures with a chart."""
    bagan = {
        "label": "Islam",
        "laki": 3,
        "perempuan": 1,
        "jumlah": "4",
        "kata_laki": "3",
        "kata_perempuan": "1",
    }
    isi: dict[str, Any] = {
        "kode": "agama-2026-11-24",
        "keterangan": "Desa Cisontrol, keadaan 24 November 2026. Yang dihitung: penduduk.",
        "bagan": {"bentuk": "batang", "alt": "Diagram batang agama.", "baris": [bagan]},
        "kolom": ["Keterangan", "Laki-laki", "Perempuan", "Jumlah", "Persen"],
        "baris": [["Islam", "3", "1", "4", "100,0"], ["Jumlah", "3", "1", "4", "100,0"]],
        "tanda_tangan": {
            "tempat": "Cisontrol",
            "tanggal": "24 November 2026",
            "jabatan": "Kepala Desa Cisontrol",
            "nama": "H. Oman Rohman",
        },
    }
    return dasar("Statistik penduduk: Agama", **(isi | ganti))


def ukuran(pdf: bytes) -> list[tuple[int, int]]:
    """Return width and height of each page in millimetres."""
    with pikepdf.open(io.BytesIO(pdf)) as berkas:
        kotak = [tuple(float(x) / MM for x in halaman.mediabox) for halaman in berkas.pages]
    return [(round(kanan - kiri), round(atas - bawah)) for kiri, bawah, kanan, atas in kotak]


def test_a_receipt_is_half_a_page_with_both_hands(tmp_path: Path) -> None:
    pdf = rangkai_formulir("terima", terima())
    assert ukuran(pdf) in ([(215, 165)], [(210, 165)])
    baris = baris_terbaca(pdf, tmp_path)
    assert "TANDA TERIMA SURAT" in baris
    assert "Yang menyerahkan, Yang menerima," in baris
    assert "Rika Amelia Asep" in baris
    assert "Nomor : 400/001/2026" in baris


@pytest.mark.parametrize("ukuran_kertas", ["F4", "A4"])
def test_a_book_lies_on_its_side_and_repeats_its_head(tmp_path: Path, ukuran_kertas: str) -> None:
    data = buku(80)
    data["kertas"] = {**data["kertas"], "ukuran": ukuran_kertas}
    pdf = rangkai_formulir("buku", data)
    halaman = ukuran(pdf)
    assert len(halaman) > 1
    assert set(halaman) == {(330, 215) if ukuran_kertas == "F4" else (297, 210)}
    teks = teks_pdf(pdf, tmp_path, "-layout")
    assert teks.count("Ditujukan Kepada") == len(halaman)
    assert teks.count("Asep") == 80
    assert f"Halaman 1 dari {len(halaman)}" in teks


def test_an_empty_book_says_so(tmp_path: Path) -> None:
    pdf = rangkai_formulir("buku", buku(0))
    assert len(ukuran(pdf)) == 1
    assert "Belum ada yang dicatat pada tahun ini." in baris_terbaca(pdf, tmp_path)


def test_a_form_for_a_power_cut_has_number_code_and_room_to_write(tmp_path: Path) -> None:
    pdf = rangkai_formulir("padam", padam())
    assert len(ukuran(pdf)) == 1
    teks = teks_pdf(pdf, tmp_path, "-layout")
    for kata in (
        "SURAT KETERANGAN USAHA",
        "Nomor: 400/007/2026",
        "K7QF-2M9D-PX",
        "desa.id/cek",
        "Nama usaha",
    ):
        assert kata in teks
    assert teks.count("....") > 8


def test_the_qr_holds_the_address_of_the_check() -> None:
    satu, dua = rangkai_formulir("padam", padam()), rangkai_formulir("padam", padam())
    assert satu == dua, "same data, same bytes"
    lain = {**padam()["qr"], "isi": "https://desa.id/cek/AAAA-2M9D-PX/"}
    assert rangkai_formulir("padam", padam(qr=lain)) != satu


@pytest.mark.parametrize("program", ["terima", "buku", "padam", "tabel"])
def test_every_form_is_an_accessible_archive_file(program: str) -> None:
    data = {"terima": terima(), "buku": buku(2), "padam": padam(), "tabel": tabel()}[program]
    with pikepdf.open(io.BytesIO(rangkai_formulir(program, data))) as berkas:
        assert bool(berkas.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in berkas.Root
        xmp = berkas.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "A", "1")
        assert str(berkas.docinfo.Title) == data["dokumen"]["judul"]


@pytest.mark.parametrize(
    "jahat",
    [
        '#read("/etc/passwd")',
        "$ x^2 $ *tebal* _miring_",
        "<script>alert(1)</script>",
        "]#panic()[",
        NAMA_PANJANG,
    ],
    ids=["read", "markup", "html", "panic", "long"],
)
def test_what_people_type_is_printed_and_never_run(tmp_path: Path, jahat: str) -> None:
    for program, data in (
        ("terima", {**terima(), "penerima": jahat}),
        ("buku", buku(0) | {"baris": [[*BARIS[:4], jahat, "kuasa"]]}),
        ("padam", padam(baris=[jahat])),
        ("tabel", tabel(baris=[[jahat, "1", "0", "1", "100,0"]])),
    ):
        teks = "".join(teks_pdf(rangkai_formulir(program, data), tmp_path).split())
        tanpa_lipat = teks.replace("\u200b", "").replace("\u00ad", "")
        assert "".join(jahat.split())[:20] in tanpa_lipat, program


@pytest.mark.parametrize("program", ["terima", "buku", "padam", "tabel"])
@pytest.mark.parametrize(
    "huruf", ["\U0001f600", "\u202e", "\x00", "中"], ids=["emoji", "turned", "nul", "han"]
)
def test_what_cannot_be_printed_is_named_and_not_left_out(program: str, huruf: str) -> None:
    data = {
        "terima": {**terima(), "penerima": f"Asep{huruf}"},
        "buku": buku(0) | {"baris": [[*BARIS[:4], f"Asep{huruf}", "kuasa"]]},
        "padam": padam(baris=[f"Nama{huruf}"]),
        "tabel": tabel(baris=[[f"Suku{huruf}", "1", "0", "1", "100,0"]]),
    }[program]
    with pytest.raises(InvalidInput) as tolak:
        rangkai_formulir(program, data)
    assert tolak.value.pesan.kode == "dokumen.teks_tidak_dapat_dicetak"
    assert len(tolak.value.per_field) == 1


def test_several_files_are_one_in_their_order(tmp_path: Path) -> None:
    satu, dua = rangkai_formulir("terima", terima()), rangkai_formulir("buku", buku(80))
    jadi = gabung([satu, dua, satu])
    assert ukuran(jadi) == [*ukuran(satu), *ukuran(dua), *ukuran(satu)]
    assert jadi == gabung([satu, dua, satu])
    baris = baris_terbaca(jadi, tmp_path)
    assert baris.count("TANDA TERIMA SURAT") == 2
    assert baris.index("TANDA TERIMA SURAT") < baris.index("BUKU EKSPEDISI TAHUN 2026")


def test_one_file_stays_as_many_pages_and_a_broken_one_is_no_file() -> None:
    satu = rangkai_formulir("padam", padam())
    assert ukuran(gabung([satu])) == ukuran(satu)
    with pytest.raises(pikepdf.PdfError):
        gabung([satu, b"bukan PDF"])


@pytest.mark.parametrize("ukuran_kertas", ["F4", "A4"])
@pytest.mark.parametrize("bentuk", ["batang", "piramida"])
def test_a_table_stands_upright_on_one_page_with_its_chart(
    tmp_path: Path, ukuran_kertas: str, bentuk: str
) -> None:
    data = tabel()
    data["kertas"] = {**data["kertas"], "ukuran": ukuran_kertas}
    data["bagan"] = {**data["bagan"], "bentuk": bentuk}
    pdf = rangkai_formulir("tabel", data)
    assert ukuran(pdf) == [(215, 330) if ukuran_kertas == "F4" else (210, 297)]
    baris = baris_terbaca(pdf, tmp_path)
    assert "STATISTIK PENDUDUK: AGAMA" in baris
    assert "Laki-laki Perempuan" in baris, "the key of the colours"
    assert {"batang": "Islam 4", "piramida": "3 Islam 1"}[bentuk] in baris
    assert "Islam 3 1 4 100,0" in baris
    assert "H. Oman Rohman" in baris


def test_without_people_there_is_a_table_and_no_chart(tmp_path: Path) -> None:
    kosong = tabel(bagan={"bentuk": "batang", "alt": "Kosong.", "baris": []})
    baris = baris_terbaca(rangkai_formulir("tabel", kosong), tmp_path)
    assert "Laki-laki Perempuan" not in baris
    assert "Islam 3 1 4 100,0" in baris


def test_nobody_in_office_leaves_a_line_to_write_on(tmp_path: Path) -> None:
    data = tabel()
    data["tanda_tangan"] = {**data["tanda_tangan"], "nama": ""}
    baris = baris_terbaca(rangkai_formulir("tabel", data), tmp_path)
    assert "KEPALA DESA CISONTROL," in baris
    assert not any("Oman" in satu for satu in baris)


def test_a_bar_of_nobody_is_no_bar_and_a_long_name_stays_on_the_page() -> None:
    kosong = {"laki": 0, "perempuan": 0, "jumlah": "0", "kata_laki": "0", "kata_perempuan": "0"}
    baris = [{"label": "PANJANG" * 20, **kosong}, {"label": "A", **kosong, "laki": 9}]
    for bentuk in ("batang", "piramida"):
        pdf = rangkai_formulir("tabel", tabel(bagan={"bentuk": bentuk, "alt": "x", "baris": baris}))
        assert pelanggaran(pdf) == []
        assert len(ukuran(pdf)) == 1


def test_the_chart_is_one_picture_for_who_cannot_see_it() -> None:
    with pikepdf.open(io.BytesIO(rangkai_formulir("tabel", tabel()))) as berkas:
        alt = {str(o.Alt) for o in berkas.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o}
    assert "Diagram batang agama." in alt

"""How letters look, are numbered and are issued: bad input keeps what was typed, a look changes nothing."""

import base64
import html
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from eoffice.dokumen import services as dokumen
from eoffice.kernel import clock
from eoffice.surat.rules.alur import CaraTerbit, Status
from eoffice.surat.rules.batas import TEPI
from eoffice.surat.services import pengaturan, ubah_pengaturan
from eoffice.web.komponen.waktu import setempat
from eoffice.wilayah.selectors import identitas
from tests.pabrik import foto
from tests.web.aparat.berkas_jahat import BUKAN_FOTO, HTML, SVG, pdf
from tests.web.aparat.conftest import HTMX, Balai, browser, isi, ke, sebagian
from tests.web.aparat.perjalanan import di, lihat
from tests.web.markup import read

pytestmark = pytest.mark.django_db
KERTAS: dict[str, Any] = {
    "ukuran": "A4", "atas": "20", "bawah": "25", "kiri": "30", "kanan": "20", "huruf": "serif", "ukuran_huruf": "12",
}  # fmt: skip
IDENTITAS = {
    "alamat": "Jalan Raya Cisontrol 17", "telepon": "0265 555 0142", "surel": "desa@example.id", "pos": "46387",
    "zona_waktu": "Asia/Jakarta",
}  # fmt: skip
NOMOR = {"format_nomor": "{kode_klasifikasi}/{urut:4}/{kode_desa_singkat}/{tahun}", "lingkup": "per_buku"}


def gambar(page: str) -> bytes:
    """Return the example that is drawn into the page."""
    ada = re.search(r'src="data:image/png;base64,([^"]+)"', page)
    return base64.b64decode(ada[1]) if ada else b""


def ketikan(page: str, nama: str) -> str:
    """Return what stands in a box."""
    ada = re.search(rf'<input[^>]*name="{nama}"[^>]*value="([^"]*)"', page) or re.search(
        rf'<input[^>]*value="([^"]*)"[^>]*name="{nama}"', page
    )
    return html.unescape(ada[1]) if ada else ""


def png(lebar: int, tinggi: int, mode: str = "RGBA") -> bytes:
    """Return a picture."""
    keluar = io.BytesIO()
    Image.new(mode, (lebar, tinggi), "green").save(keluar, "PNG")
    return keluar.getvalue()


@pytest.mark.parametrize(
    ("kotak", "teks", "kata"),
    [
        ("atas", "9", "10"),
        ("atas", "41", "40"),
        ("bawah", "19", "20"),
        ("kiri", "dua", "Tulis dengan angka saja"),
        ("kanan", "", "belum diisi"),
        ("kanan", "-5", "10"),
        ("ukuran_huruf", "13", "12"),
        ("ukuran_huruf", "1e3", "Tulis dengan angka saja"),
        ("atas", "９", "Tulis dengan angka saja"),
    ],
)
def test_margins_out_of_reason_are_refused_and_stay_typed(
    balai: Balai, kotak: str, teks: str, kata: str
) -> None:
    page = isi(balai.operator.post(ke("kertas"), KERTAS | {kotak: teks, "aksi": "simpan"}), 422)
    assert f'href="#id_{kotak}"' in page
    assert kata in page
    assert ketikan(page, kotak) == teks
    lain = "bawah" if kotak != "bawah" else "kiri"
    assert ketikan(page, lain) == KERTAS[lain]
    assert balai.dalam(pengaturan).kertas.ukuran == "F4"


@pytest.mark.parametrize(
    ("kotak", "teks"), [("ukuran", "Letter"), ("huruf", "comic"), ("ukuran", ""), ("huruf", "\x00")]
)
def test_a_paper_that_is_not_offered_is_refused(balai: Balai, kotak: str, teks: str) -> None:
    page = isi(balai.operator.post(ke("kertas"), KERTAS | {kotak: teks}), 422)
    assert f'href="#id_{kotak}' in page
    assert balai.dalam(pengaturan).kertas.ukuran == "F4"


def test_the_example_is_drawn_from_the_boxes_and_nothing_is_kept(balai: Balai) -> None:
    awal = gambar(isi(balai.operator.get(ke("kertas"))))
    lihat_dulu = KERTAS | {"aksi": "contoh"}
    penuh = isi(balai.operator.post(ke("kertas"), lihat_dulu))
    assert gambar(penuh).startswith(b"\x89PNG")
    assert gambar(penuh) != awal
    bagian = isi(balai.operator.post(ke("kertas"), lihat_dulu, headers=HTMX))
    assert sebagian(bagian, "contoh") == sebagian(penuh, "contoh")
    assert balai.dalam(pengaturan).kertas.ukuran == "F4"
    rusak = isi(balai.operator.post(ke("kertas"), lihat_dulu | {"atas": "999"}))
    assert gambar(rusak) == b"", "no example of what may not be"


@pytest.mark.parametrize("ukuran", ["F4", "A4"])
@pytest.mark.parametrize("ujung", [0, 1])
def test_the_narrowest_and_the_widest_margins_can_be_looked_at_and_printed(
    balai: Balai, ukuran: str, ujung: int
) -> None:
    kirim = KERTAS | {nama: str(batas[ujung]) for nama, batas in TEPI.items()} | {"ukuran": ukuran}
    assert gambar(isi(balai.operator.post(ke("kertas"), kirim | {"aksi": "contoh"}))).startswith(b"\x89PNG")
    assert balai.operator.post(ke("kertas"), kirim | {"aksi": "simpan"}).status_code == 302
    surat_id = di(balai, Status.DIAJUKAN)
    assert balai.operator.get(ke("halaman", surat_id, 1)).content.startswith(b"\x89PNG")


def test_paper_changes_the_letters_that_have_no_number_yet(balai: Balai) -> None:
    beku, baru = di(balai, Status.MENUNGGU_BASAH), di(balai, Status.DIPARAF)
    dulu = [balai.operator.get(ke("halaman", s, 1)).content for s in (beku, baru)]
    assert balai.sekdes.post(ke("kertas"), KERTAS | {"aksi": "simpan"}).status_code == 302
    kini = [balai.operator.get(ke("halaman", s, 1)).content for s in (beku, baru)]
    assert kini[0] == dulu[0], "what has a number is fixed"
    assert kini[1] != dulu[1]


@pytest.mark.parametrize(
    ("bentuk", "lingkup", "kata"),
    [
        ("", "per_buku", "Tulis bentuk nomornya."),
        ("{urut}", "per_buku", "{tahun}"),
        ("{tahun}", "per_buku", "{urut}"),
        ("{urut}/{urut}/{tahun}", "per_buku", "{urut}"),
        ("{urut}/{tahun}", "per_jenis", "{kode_jenis}"),
        ("{urut:9}/{tahun}", "per_buku", "hanya boleh"),
        ("{urut:0}/{tahun}", "per_buku", "hanya boleh"),
        ("{urut}/{tahun}/{nik}", "per_buku", "{nik}"),
        ("{urut}/{tahun}<script>", "per_buku", "hanya boleh"),
        ("{urut}/{tahun}#read", "per_buku", "hanya boleh"),
        ("{urut.__class__}/{tahun}", "per_buku", "hanya boleh"),
        ("x" * 79, "per_buku", "{urut}"),
        ("x" * 81, "per_buku", "Terlalu panjang. Paling banyak 80 huruf."),
    ],
)
def test_a_pattern_that_would_give_twins_is_refused_and_stays_typed(
    balai: Balai, bentuk: str, lingkup: str, kata: str
) -> None:
    kirim = {"format_nomor": bentuk, "lingkup": lingkup, "aksi": "simpan"}
    page = isi(balai.operator.post(ke("penomoran"), kirim), 422)
    assert kata in html.unescape(page)
    assert ketikan(page, "format_nomor") == bentuk
    assert "<script>" not in page
    assert balai.dalam(pengaturan).format_nomor != bentuk


@pytest.mark.parametrize("lingkup", ["", "x", "PER_BUKU", "\x00"])
def test_a_counter_that_is_not_offered_is_refused(balai: Balai, lingkup: str) -> None:
    for aksi, status in (("simpan", 422), ("contoh", 200)):
        page = isi(balai.operator.post(ke("penomoran"), NOMOR | {"lingkup": lingkup, "aksi": aksi}), status)
        assert "Pilih urutan nomornya." in page


def test_the_next_numbers_are_shown_while_typing_and_in_htmx_the_same(balai: Balai) -> None:
    di(balai, Status.MENUNGGU_BASAH)
    lihat_dulu = NOMOR | {"aksi": "contoh"}
    penuh = isi(balai.operator.post(ke("penomoran"), lihat_dulu))
    assert "/0002/2004/" in penuh, "one was drawn, so the next is two"
    bagian = isi(balai.operator.post(ke("penomoran"), lihat_dulu, headers=HTMX))
    assert sebagian(bagian, "contoh") == sebagian(penuh, "contoh")
    assert balai.dalam(pengaturan).format_nomor != NOMOR["format_nomor"]


def test_the_settings_show_a_number_beside_the_pattern(balai: Balai) -> None:
    kini = balai.dalam(pengaturan)
    page = read(isi(balai.operator.get(ke("pengaturan"))))
    tahun = setempat(clock.now()).year
    contoh = re.search(r"Misalnya (\S+)\. Polanya (\S+)", page.text)
    assert contoh is not None
    assert contoh[2].startswith(kini.format_nomor)
    assert re.fullmatch(rf"[\d.]+/001/3207152004/[IVX]+/{tahun}", contoh[1])


def test_the_number_shown_is_the_number_drawn(balai: Balai) -> None:
    assert balai.operator.post(ke("penomoran"), NOMOR | {"aksi": "simpan"}).status_code == 302
    contoh = re.findall(r'contoh-nomor angka">([^<]+)<', isi(balai.operator.get(ke("penomoran"))))
    surat_id = di(balai, Status.MENUNGGU_BASAH)
    assert [c.split("/")[1] for c in contoh] == ["0001", "0002"], "one counter for all types"
    assert lihat(balai, surat_id).nomor.split("/")[1:] == contoh[0].split("/")[1:]


@pytest.mark.parametrize("lingkup", ["per_jenis", "bersama"])
def test_the_examples_of_another_way_of_counting_go_on_after_what_was_given(
    balai: Balai, lingkup: str
) -> None:
    diberi = lihat(balai, di(balai, Status.MENUNGGU_BASAH)).nomor
    assert "/001/" in diberi
    coba = {"format_nomor": "{kode_jenis}-{urut:3}/{tahun}", "lingkup": lingkup, "aksi": "contoh"}
    contoh = re.findall(r'contoh-nomor angka">([^<]+)<', isi(balai.operator.post(ke("penomoran"), coba)))
    assert [nomor.split("/")[0] for nomor in contoh] == {
        "per_jenis": ["SKTM-002", "SKU-002"],  # each type counts alone
        "bersama": ["SKTM-002", "SKU-003"],
    }[lingkup]


def test_a_new_pattern_leaves_given_numbers_alone(balai: Balai) -> None:
    lama = di(balai, Status.MENUNGGU_BASAH)
    nomor = lihat(balai, lama).nomor
    assert balai.operator.post(ke("penomoran"), NOMOR | {"aksi": "simpan"}).status_code == 302
    assert lihat(balai, lama).nomor == nomor
    assert "/0002/2004/" in lihat(balai, di(balai, Status.MENUNGGU_BASAH)).nomor


@pytest.mark.parametrize(
    ("kotak", "teks", "kata"),
    [
        ("alamat", "", "belum diisi"),
        ("alamat", "x" * 201, "Paling banyak 200 huruf"),
        ("telepon", "abc", "Nomor telepon diawali 0"),
        ("telepon", "12345678", "Nomor telepon diawali 0"),
        ("surel", "bukan surel", "Tulis alamat surel lengkap"),
        ("surel", "a@b", "Tulis alamat surel lengkap"),
        ("pos", "4638", "Kode pos terdiri dari 5 angka."),
        ("pos", "４６３８７", "Kode pos terdiri dari 5 angka."),
        ("zona_waktu", "Europe/Berlin", "Pilihan itu tidak ada"),
        ("zona_waktu", "", "Pilih salah satu"),
    ],
)
def test_wrong_lines_of_identity_are_refused_and_stay_typed(
    balai: Balai, kotak: str, teks: str, kata: str
) -> None:
    awal = balai.dalam(identitas)
    page = isi(balai.operator.post(ke("identitas"), IDENTITAS | {kotak: teks}), 422)
    assert kata in page
    assert f'href="#id_{kotak}"' in page
    if kotak != "zona_waktu":
        assert ketikan(page, kotak) == teks
    assert balai.dalam(identitas) == awal


@pytest.mark.parametrize(
    "jahat", ["<script>alert(1)</script>", '#read("/etc/passwd")', "{{ 7*7 }}", "=1+1", '"><b>']
)
def test_hostile_lines_are_only_text_on_page_and_paper(balai: Balai, jahat: str) -> None:
    assert balai.operator.post(ke("identitas"), IDENTITAS | {"alamat": jahat}).status_code == 302
    for alamat in (ke("pengaturan"), ke("identitas")):
        page = isi(balai.operator.get(alamat))
        assert "<script>alert" not in page
        assert "49" not in re.findall(r"Alamat dan telepon.{0,200}", page, re.DOTALL)[0] or "{{" in page
        assert html.escape(jahat) in page
    assert gambar(isi(balai.operator.get(ke("kertas")))).startswith(b"\x89PNG")


def test_name_and_code_of_the_village_can_not_be_typed_over(balai: Balai) -> None:
    kirim = IDENTITAS | {"nama": "Desa Lain", "kode": "32.07.15.2005", "kecamatan": "Lain"}
    assert balai.operator.post(ke("identitas"), kirim).status_code == 302
    desa = balai.dalam(identitas)
    assert (desa.kode, desa.nama, desa.kecamatan) == ("32.07.15.2004", "Cisontrol", "Rancah")


@pytest.mark.parametrize("jenis", [j for j in BUKAN_FOTO if "PDF" not in j])
def test_an_emblem_that_is_no_picture_is_refused_beside_its_box(balai: Balai, jenis: str) -> None:
    berkas = SimpleUploadedFile("lambang.png", BUKAN_FOTO[jenis][0], "image/png")
    page = isi(balai.operator.post(ke("lambang"), {"lambang": berkas}), 422)
    assert 'href="#id_lambang"' in page
    assert balai.dalam(pengaturan).lambang == ""


@pytest.mark.parametrize(
    ("data", "kata"),
    [(png(100, 400), ""), (png(400, 60), ""), (pdf(), ""), (SVG, ""), (HTML, ""), (png(4000, 100), "")],
)
def test_emblems_too_small_or_of_another_kind_are_refused(balai: Balai, data: bytes, kata: str) -> None:
    page = isi(balai.operator.post(ke("lambang"), {"lambang": SimpleUploadedFile("l.png", data)}), 422)
    assert 'id="id_lambang-g"' in page
    assert kata in page


@pytest.mark.parametrize("data", [png(400, 400), png(600, 500, "RGB"), foto()])
def test_an_emblem_is_drawn_anew_and_stands_on_the_letter(balai: Balai, data: bytes) -> None:
    kosong = gambar(isi(balai.operator.get(ke("lambang"))))
    kirim = {"lambang": SimpleUploadedFile("l.png", data + b"<script>")}
    assert balai.operator.post(ke("lambang"), kirim).status_code == 302
    simpan = balai.dalam(lambda: dokumen.baca(pengaturan().lambang))
    assert b"<script>" not in simpan
    assert simpan.startswith(b"\x89PNG")
    assert gambar(isi(balai.operator.get(ke("lambang")))) != kosong
    assert "Lambang belum dipasang" not in isi(balai.operator.get(ke("pengaturan")))
    assert "Lambang desa belum dipasang" not in isi(balai.operator.get(ke("beranda")))


@pytest.mark.parametrize("kirim", [{}, {"cara_terbit": ""}, {"cara_terbit": "bsre"}, {"cara_terbit": "x"}])
def test_a_way_of_signing_that_is_not_offered_is_refused(balai: Balai, kirim: dict[str, str]) -> None:
    page = isi(balai.kades.post(ke("terbit"), {"paraf": "on", **kirim}), 422)
    assert 'href="#id_cara_terbit' in page
    assert balai.dalam(pengaturan).cara_terbit is CaraTerbit.BASAH


def test_letters_on_paper_keep_their_way_when_the_village_changes(balai: Balai) -> None:
    surat_id = di(balai, Status.MENUNGGU_BASAH)
    assert balai.kades.post(ke("terbit"), {"cara_terbit": "tte_lokal", "paraf": "on"}).status_code == 302
    assert lihat(balai, surat_id).status is Status.MENUNGGU_BASAH
    assert balai.operator.get(ke("lembar_cetak", surat_id)).content.startswith(b"%PDF-")
    assert "Lampirkan dan terbitkan" in isi(balai.operator.get(ke("periksa", surat_id)))


def test_the_box_of_initials_shows_what_is_set(balai: Balai) -> None:
    assert re.search(r'name="paraf"[^>]*checked', isi(balai.kades.get(ke("terbit"))))
    balai.dalam(ubah_pengaturan, pelaku="uji", paraf=False)
    assert not re.search(r'name="paraf"[^>]*checked', isi(balai.kades.get(ke("terbit"))))


def test_the_way_of_signing_is_not_changed_by_a_stale_sitting(balai: Balai) -> None:
    basi = browser(balai.orang.sekdes, segar=False)
    jawab = basi.post(ke("terbit"), {"cara_terbit": "tte_lokal"})
    assert jawab.headers["Location"].startswith(ke("pastikan"))
    assert balai.dalam(pengaturan).cara_terbit is CaraTerbit.BASAH


@pytest.mark.parametrize("nama", ["identitas", "lambang", "kertas", "penomoran"])
def test_settings_of_one_village_are_its_own(balai: Balai, balai_lain: Balai, nama: str) -> None:
    kirim: dict[str, Any] = {
        "identitas": IDENTITAS, "kertas": KERTAS, "penomoran": NOMOR,
        "lambang": {"lambang": SimpleUploadedFile("l.png", png(400, 400))},
    }[nama]  # fmt: skip
    awal = balai_lain.dalam(lambda: (pengaturan(), identitas()))
    assert balai.operator.post(ke(nama), kirim).status_code == 302
    assert balai_lain.dalam(lambda: (pengaturan(), identitas())) == awal
    assert balai.kades.post(ke(nama), kirim).status_code == 404

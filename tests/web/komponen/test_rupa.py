"""The words, colours and icons a person meets: every status, every verdict, every page of an error, whole."""

import pytest
from django.test import RequestFactory

from eoffice.kernel.messages import Pesan
from eoffice.web.komponen.galat import GALAT, error_page
from eoffice.web.komponen.ikon import JALUR, gambar
from eoffice.web.komponen.kantor import UMUM, Kantor, dari_konteks
from eoffice.web.komponen.status import HASIL, STATUS
from tests.web.komponen.gambar import draw
from tests.web.markup import read

RUPA = {
    "draf": ("Draf", "Draf", "netral", "pena"),
    "diajukan": ("Terkirim", "Perlu diperiksa", "biru", "kirim"),
    "dikembalikan": ("Perlu perbaikan", "Menunggu perbaikan warga", "kuning", "perbaiki"),
    "terverifikasi": ("Sudah diperiksa", "Menunggu paraf", "kuning", "pasir"),
    "diparaf": ("Menunggu tanda tangan", "Menunggu tanda tangan", "kuning", "tanda_tangan"),
    "menunggu_tte": ("Sedang ditandatangani", "Tanda tangan belum selesai", "kuning", "ulang"),
    "menunggu_basah": ("Sedang ditandatangani", "Menunggu pindaian surat", "kuning", "pena"),
    "terbit": ("Selesai", "Terbit", "hijau", "bulat_cek"),
    "ditolak": ("Ditolak", "Ditolak", "merah", "bulat_silang"),
    "ditarik": ("Dibatalkan pemohon", "Ditarik pemohon", "netral", "kembalikan"),
    "dicabut": ("Dicabut", "Dicabut", "merah", "larang"),
}


def test_every_status_is_in_the_table() -> None:
    assert RUPA.keys() == STATUS.keys()


@pytest.mark.parametrize("status", RUPA)
@pytest.mark.parametrize("untuk", ["warga", "aparat"])
def test_a_status_reads_to_each_reader_as_it_should(status: str, untuk: str) -> None:
    warga, aparat, warna, ikon = RUPA[status]
    html = draw("{% cap status=s untuk=u %}", s=status, u=untuk)
    assert read(html).text.strip() == (aparat if untuk == "aparat" else warga)
    assert read(html).tags[0][1]["class"] == ("cap" if warna == "netral" else f"cap {warna}")
    assert JALUR[ikon] in html


def test_what_needs_a_hand_is_yellow_and_what_is_over_is_not() -> None:
    kuning = {status for status, (_, _, warna, _) in RUPA.items() if warna == "kuning"}
    assert kuning == {"dikembalikan", "terverifikasi", "diparaf", "menunggu_tte", "menunggu_basah"}


PUTUSAN = {
    "sah": ("hijau", "Surat ini asli"),
    "kedaluwarsa": ("kuning", "Surat ini asli, tetapi masa berlakunya sudah lewat"),
    "dicabut": ("merah", "Surat ini sudah dicabut"),
    "belum_tiba": ("biru", "Catatan surat ini belum tiba"),
    "tidak_dikenal": ("kuning", "Kami tidak mengenal kode ini"),
    "palsu": ("merah", "Kode ini palsu atau sudah diubah"),
    "berubah": ("merah", "Isi berkas ini sudah diubah"),
}


@pytest.mark.parametrize("hasil", list(HASIL))
@pytest.mark.parametrize("tingkat", [1, 2, 3])
def test_a_verdict_is_a_heading_in_its_colour(hasil: str, tingkat: int) -> None:
    warna, judul = PUTUSAN[hasil]
    page = read(draw("{% putusan hasil=h tingkat=t %}{% endputusan %}", h=hasil, t=tingkat))
    assert page.tags[0][1]["class"] == f"putusan {warna}"
    assert page.all(f"h{tingkat}", class_="judul")
    assert page.pieces[0] == judul
    assert page.pieces[1] == HASIL[hasil].penjelasan


def test_only_the_genuine_letter_is_green_and_no_two_verdicts_say_the_same() -> None:
    assert [h for h, (warna, _) in PUTUSAN.items() if warna == "hijau"] == ["sah"]
    assert len({judul for _, judul in PUTUSAN.values()}) == len({r.penjelasan for r in HASIL.values()}) == 7


# ---- errors ----

HALAMAN = {
    400: ("Permintaan ini tidak dapat kami baca", False),
    403: ("Halaman ini bukan untuk akun Anda", False),
    404: ("Halaman tidak ditemukan", False),
    405: ("Cara membuka halaman ini keliru", False),
    409: ("Sudah lebih dulu diubah orang lain", True),
    413: ("Berkas terlalu besar", False),
    422: ("Belum dapat kami lakukan", False),
    429: ("Terlalu banyak percobaan", False),
    500: ("Ada yang rusak di pihak kami", True),
    503: ("Layanan sedang tidak siap", True),
    507: ("Penyimpanan kantor penuh", False),
}


def test_every_error_is_in_the_table() -> None:
    assert HALAMAN.keys() == GALAT.keys()


@pytest.mark.parametrize("status", HALAMAN)
def test_a_page_of_an_error_names_it_and_offers_the_right_ways_on(status: int) -> None:
    judul, ulangi = HALAMAN[status]
    jawab = error_page(RequestFactory().get("/desa/32.07.15.2004/lacak/?tiket=AWI"), status)
    page = read(jawab.content.decode())
    assert jawab.status_code == status
    assert page.all("h1")
    assert judul in page.text
    assert GALAT[status].sebab in page.text
    assert all(langkah in page.text for langkah in GALAT[status].langkah)
    lagi = [a for a in page.all("a") if a.get("href") == "/desa/32.07.15.2004/lacak/?tiket=AWI"]
    assert bool(lagi) is ulangi
    assert [a for a in page.all("a") if a.get("href") == "/"]


@pytest.mark.parametrize("status", HALAMAN)
def test_what_was_sent_is_never_offered_to_be_sent_again(status: int) -> None:
    jawab = error_page(RequestFactory().post("/warga/isi/x/kirim/"), status)
    assert "/warga/isi/x/kirim/" not in jawab.content.decode()


@pytest.mark.parametrize(("status", "pinjam"), [(418, 400), (451, 400), (501, 500), (599, 500)])
def test_an_error_without_words_of_its_own_borrows_those_of_its_kind(status: int, pinjam: int) -> None:
    jawab = error_page(None, status)
    assert jawab.status_code == status
    assert HALAMAN[pinjam][0] in jawab.content.decode()


def test_a_message_of_a_room_stands_where_the_general_reason_stood() -> None:
    pesan = Pesan("web.terlalu_sering", menit=7)
    isi = read(error_page(None, 429, pesan).content.decode()).text
    assert "Terlalu banyak percobaan dari sambungan ini. Tunggu 7 menit, lalu coba lagi." in isi
    assert GALAT[429].sebab not in isi


# ---- the office ----


@pytest.mark.parametrize("lain", [None, "Desa Palsu", {"nama": "x"}, 7])
def test_anything_but_an_office_is_the_general_one(lain: object) -> None:
    assert dari_konteks({"kantor": lain}) is UMUM
    assert dari_konteks({}) is UMUM


@pytest.mark.parametrize(
    ("kantor", "ada", "tiada"),
    [
        (Kantor("Desa A"), ["Desa A"], ["Telepon", "Buka", ","]),
        (Kantor("Desa A", alamat="Jalan 1"), ["Desa A, Jalan 1"], ["Telepon", "Buka"]),
        (Kantor("Desa A", telepon="0265-555-0142"), ["Telepon 0265-555-0142"], ["Buka"]),
        (Kantor("Desa A", jam_buka="Senin, 08.00-15.00"), ["Buka Senin, 08.00-15.00."], ["Telepon"]),
    ],
)
def test_the_footer_says_what_is_known_and_nothing_else(
    kantor: Kantor, ada: list[str], tiada: list[str]
) -> None:
    page = read(draw("{% kaki_kantor %}", kantor=kantor))
    for kata in ada:
        assert kata in page.text
    for kata in tiada:
        assert kata not in page.text
    assert [a["href"] for a in page.all("a")] == ([f"tel:{kantor.telepon}"] if kantor.telepon else [])


@pytest.mark.parametrize(("ke", "tujuan"), [("", "/desa/x/"), ("/aparat/", "/aparat/")])
def test_the_header_leads_home(ke: str, tujuan: str) -> None:
    kantor = Kantor("Desa <A>", wilayah="Kecamatan B", beranda="/desa/x/")
    page = read(draw("{% kepala_kantor ke=ke %}", kantor=kantor, ke=ke))
    assert page.all("a", class_="nama")[0]["href"] == tujuan
    assert page.text == "Desa <A>Kecamatan B"


def test_the_title_holds_the_name_as_text() -> None:
    assert draw("{% nama_kantor_polos %}", kantor=Kantor("Desa <A>")) == "Desa &lt;A&gt;"


# ---- icons ----


@pytest.mark.parametrize("nama", sorted(JALUR))
def test_an_icon_is_drawn_on_its_grid_and_is_silent(nama: str) -> None:
    html = gambar(nama)
    assert read(html).tags[0][1] == {"class": "i", "viewbox": "0 0 24 24", "aria-hidden": "true"}
    assert "NaN" not in JALUR[nama]
    assert set(JALUR[nama]) <= set("MmLlHhVvCcSsQqTtAaZz0123456789 .,-e")


@pytest.mark.parametrize("nama", ["", "Cek", "cek ", "../cek", "tidak_ada"])
def test_an_icon_that_is_not_there_is_an_error(nama: str) -> None:
    with pytest.raises(LookupError, match="unknown icon"):
        gambar(nama)


def test_no_two_icons_are_the_same_picture() -> None:
    ganda = [n for n in JALUR if list(JALUR.values()).count(JALUR[n]) > 1]
    assert ganda == []

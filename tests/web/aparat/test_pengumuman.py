"""Announcements and the contact for complaints, as the officers write them."""

import io
from typing import Any
from uuid import UUID

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from eoffice.dokumen import services as dokumen
from eoffice.kernel.ids import new_id
from eoffice.papan.rules.pengumuman import Keadaan
from eoffice.papan.selectors import kontak_sendiri, satu_pengumuman, semua_pengumuman
from eoffice.papan.services import jadikan
from tests.dokumen.alat import foto
from tests.web.aparat.conftest import Balai, isi, ke

pytestmark = pytest.mark.django_db


def isian(**ubah: Any) -> dict[str, Any]:
    """Return what an officer types."""
    biasa = {
        "kunci": str(new_id()),
        "revisi": 0,
        "judul": "Posyandu balita",
        "isi": "Kamis pagi.\n\nBawa KIA.",
    }
    return biasa | {"mulai": "25-11-2020", "sampai": ""} | ubah


def kirim(klien: Client, alamat: str, **ubah: Any) -> Any:
    return klien.post(alamat, isian(**ubah))


def tulis(balai: Balai, **ubah: Any) -> UUID:
    data = isian(**ubah)
    jawab = balai.operator.post(ke("pengumuman_baru"), data)
    assert jawab.status_code == 302, jawab.content.decode()[-3000:]
    return UUID(data["kunci"])


def warta(balai: Balai, satu: UUID) -> Any:
    return balai.dalam(satu_pengumuman, satu)


def gambar(lebar: int = 3000, tinggi: int = 2000, nama: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, foto((lebar, tinggi)), "image/jpeg")


def test_from_a_draft_to_the_board_and_down_again(balai: Balai) -> None:
    satu = tulis(balai)
    page = isi(balai.operator.get(ke("pengumuman_satu", satu)))
    assert "<p>Kamis pagi.</p><p>Bawa KIA.</p>" in page
    assert "Draf" in page
    for keadaan, revisi in ((Keadaan.TAYANG, 1), (Keadaan.DITARIK, 2)):
        jawab = balai.sekdes.post(ke("pengumuman_jadikan", satu, keadaan), {"revisi": revisi})
        assert jawab.status_code == 302
        assert warta(balai, satu).keadaan is keadaan
    page = isi(balai.operator.get(ke("pengumuman_satu", satu)))
    urut = [page.index(kata) for kata in ("Ditarik <", "Ditayangkan <", "Ditulis sebagai draf <")]
    assert urut == sorted(urut), "the last step stands first"
    assert "Rika" in page, "who did it is named"


def test_only_the_next_steps_are_offered(balai: Balai) -> None:
    satu = tulis(balai)

    def tombol() -> list[str]:
        page = lxml.html.document_fromstring(isi(balai.operator.get(ke("pengumuman_satu", satu))))
        return [f.get("action") for f in page.xpath("//main//form")]

    assert tombol() == [ke("pengumuman_jadikan", satu, "tayang")]
    balai.dalam(jadikan, pengumuman_id=satu, revisi=1, keadaan=Keadaan.TAYANG, pelaku="uji")
    assert tombol() == [ke("pengumuman_jadikan", satu, "ditarik")]


@pytest.mark.parametrize("alamat", ["draf", "hapus", "x"])
def test_there_are_no_other_steps(balai: Balai, alamat: str) -> None:
    satu = tulis(balai)
    assert balai.operator.post(ke("pengumuman_satu", satu) + f"{alamat}/", {"revisi": 1}).status_code == 404


def test_two_officers_at_once_one_wins_and_the_other_is_told(balai: Balai) -> None:
    satu = tulis(balai)
    alamat = ke("pengumuman_ubah", satu)
    assert kirim(balai.operator, alamat, revisi=1, isi="Jumat.").status_code == 302
    jawab = kirim(balai.sekdes, alamat, revisi=1, isi="Sabtu.")
    assert jawab.status_code == 409
    assert "baru saja diubah orang lain" in jawab.content.decode()
    assert warta(balai, satu).isi == "Jumat."
    assert balai.sekdes.post(ke("pengumuman_jadikan", satu, "tayang"), {"revisi": 1}).status_code == 409


def test_a_double_click_writes_one(balai: Balai) -> None:
    data = isian()
    for _ in range(2):
        assert balai.operator.post(ke("pengumuman_baru"), data).status_code == 302
    assert balai.dalam(semua_pengumuman)[1] == 1


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [
        ({"judul": ""}, "judul"),
        ({"isi": "NIK 3207154506859001"}, "mirip NIK"),
        ({"sampai": "24-11-2020"}, "Hari terakhir lebih awal"),
        ({"mulai": "31-02-2026"}, "Tulis tanggal yang ada di kalender"),
        ({"judul": "J" * 101}, "100"),
    ],
)
def test_what_is_wrong_stands_beside_its_box_and_what_was_typed_stays(
    balai: Balai, ubah: dict[str, str], kata: str
) -> None:
    page = isi(kirim(balai.operator, ke("pengumuman_baru"), **{"isi": "Kamis pagi."} | ubah), 422)
    assert kata in page
    assert balai.dalam(semua_pengumuman)[1] == 0
    if "isi" not in ubah:
        assert "Kamis pagi." in page


def test_words_are_words_and_no_markup(balai: Balai) -> None:
    satu = tulis(balai, judul="<b>tebal</b>", isi="<script>alert(1)</script>\n<img src=x onerror=alert(1)>")
    page = isi(balai.operator.get(ke("pengumuman_satu", satu)))
    for jahat in ("<b>tebal", "<script>alert", "<img src=x"):
        assert jahat not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>&lt;img" in page


def test_a_picture_is_shrunk_and_drawn_anew(balai: Balai) -> None:
    satu = tulis(balai, gambar=gambar())
    isi_gambar = dokumen.baca(warta(balai, satu).gambar)
    with Image.open(io.BytesIO(isi_gambar)) as jadi:
        assert (jadi.format, max(jadi.size)) == ("JPEG", 960)
        assert not jadi.getexif()
    assert len(isi_gambar) <= 120_000
    jawab = balai.sekdes.get(ke("pengumuman_gambar", satu))
    assert (jawab.headers["Content-Type"], jawab.content) == ("image/jpeg", isi_gambar)


@pytest.mark.parametrize(
    "jahat",
    [b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", b"%PDF-1.4", b"\xff\xd8\xff rusak", b"x"],
)  # fmt: skip
def test_what_is_no_picture_is_refused_beside_its_box(balai: Balai, jahat: bytes) -> None:
    berkas = SimpleUploadedFile("foto.jpg", jahat, "image/jpeg")
    page = isi(kirim(balai.operator, ke("pengumuman_baru"), gambar=berkas), 422)
    assert lxml.html.document_fromstring(page).xpath("//p[@class='galat'][starts-with(@id,'id_gambar')]")
    assert "Posyandu balita" in page


def test_a_picture_stays_when_words_change_and_goes_when_asked(balai: Balai) -> None:
    satu = tulis(balai, gambar=gambar())
    dulu = warta(balai, satu).gambar
    kirim(balai.operator, ke("pengumuman_ubah", satu), revisi=1, isi="Jumat.")
    assert warta(balai, satu).gambar == dulu
    kirim(balai.operator, ke("pengumuman_ubah", satu), revisi=2, buang_gambar="on")
    assert warta(balai, satu).gambar == ""
    assert balai.operator.get(ke("pengumuman_gambar", satu)).status_code == 404


def test_the_list_says_what_is_seen_and_what_is_not(balai: Balai) -> None:
    for mulai, sampai in (("25-11-2020", ""), ("25-11-2020", "26-11-2020"), ("25-11-2099", "")):
        satu = tulis(balai, mulai=mulai, sampai=sampai)
        balai.dalam(jadikan, pengumuman_id=satu, revisi=1, keadaan=Keadaan.TAYANG, pelaku="uji")
    page = lxml.html.document_fromstring(isi(balai.operator.get(ke("pengumuman"))))
    keadaan = ["".join(td.itertext()).strip() for td in page.xpath("//td[@data-k='Keadaan']")]
    assert keadaan == ["Menunggu tanggalnya", "Sudah lewat", "Tayang"]


def test_a_long_list_has_pages(balai: Balai) -> None:
    for n in range(21):
        tulis(balai, judul=f"Kabar {n:02}")
    satu, dua = (isi(balai.operator.get(ke("pengumuman") + f"?hal={n}")) for n in (1, 2))
    assert ("Kabar 20" in satu, "Kabar 00" in satu, "Kabar 00" in dua) == (True, False, True)


def test_an_announcement_of_the_neighbour_is_not_found(balai: Balai, balai_lain: Balai) -> None:
    satu = tulis(balai)
    for nama in ("pengumuman_satu", "pengumuman_ubah", "pengumuman_gambar"):
        assert balai_lain.operator.get(ke(nama, satu)).status_code == 404
    jawab = balai_lain.operator.post(ke("pengumuman_jadikan", satu, "tayang"), {"revisi": 1})
    assert jawab.status_code == 404
    assert balai_lain.operator.post(ke("pengumuman_baru"), isian(kunci=str(satu))).status_code == 404


def test_where_to_complain_is_set_and_seen(balai: Balai) -> None:
    page = isi(balai.operator.get(ke("pengaduan")))
    assert "Sekretaris Desa Cisontrol" in page
    data = {"petugas": "Kasi Pelayanan", "whatsapp": "+62 812-5550-0174", "hari_tanggap": 7}
    assert balai.operator.post(ke("pengaduan"), data).status_code == 302
    kontak = balai.dalam(kontak_sendiri)
    assert (kontak.petugas, kontak.whatsapp, kontak.hari_tanggap) == ("Kasi Pelayanan", "081255500174", 7)
    umum = Client().get(reverse("warga:pengaduan", args=[balai.desa.kode])).content.decode()
    assert "Kasi Pelayanan" in umum
    assert 'href="https://wa.me/6281255500174"' in umum
    assert "7 hari" in umum


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [({"hari_tanggap": 15}, "14"), ({"hari_tanggap": 0}, "1"), ({"surel": "x"}, "alamat surel lengkap"),
     ({"whatsapp": "0265555014"}, "diawali 08")],
)  # fmt: skip
def test_a_contact_that_is_none_is_refused_beside_its_box(
    balai: Balai, ubah: dict[str, Any], kata: str
) -> None:
    page = isi(balai.operator.post(ke("pengaduan"), {"petugas": "Kasi", "hari_tanggap": 14} | ubah), 422)
    assert kata in page
    assert 'value="Kasi"' in page
    assert balai.dalam(kontak_sendiri).petugas == ""


def test_the_setup_and_the_settings_lead_there(balai: Balai) -> None:
    for nama in ("persiapan", "pengaturan"):
        assert ke("pengaduan") in isi(balai.operator.get(ke(nama)))

"""The handbooks: read on a page, printed as lawful PDF/A from the same text, the same for everybody."""

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from django.core.cache import cache
from django.test import Client

from eoffice.dokumen.services import rangkai_panduan
from eoffice.kernel.errors import InvalidInput
from eoffice.web.bantuan.views import pdf_buku
from eoffice.web.komponen.bantuan import BUKU, data_cetak, naskah
from eoffice.wilayah.models import Desa
from tests.dokumen.alat import pelanggaran, teks_pdf
from tests.web.dunia import Desaku, bangun
from tests.web.markup import read


@pytest.fixture
def desaku(cisontrol: Desa) -> Desaku:
    cache.clear()
    return bangun(cisontrol, "cisontrol", "3207154506859001", "3207155506859003")


HARI = date(2026, 11, 24)
SATU_HALAMAN = 1


@pytest.mark.django_db
class TestPages:
    def test_the_list_leads_to_every_book_and_to_the_keys(self, client: Client) -> None:
        page = read(client.get("/bantuan/buku/").content.decode())
        for nama in BUKU:
            assert page.all("a", href=f"/bantuan/buku/{nama}/")
        assert page.all("a", href="/bantuan/tombol/")

    @pytest.mark.parametrize("nama", BUKU)
    def test_a_book_shows_every_section_once_and_its_contents_lead_there(
        self, client: Client, nama: str
    ) -> None:
        page = read(client.get(f"/bantuan/buku/{nama}/").content.decode())
        for satu in naskah(nama).bagian[1:]:
            assert len(page.all(f"h{satu.tingkat}", id=satu.jangkar)) == 1
            if satu.tingkat == 2:
                assert page.all("a", href=f"#{satu.jangkar}")
        assert page.all("a", href=f"/bantuan/buku/{nama}.pdf")

    @pytest.mark.parametrize(
        "alamat", ["buku/rahasia/", "buku/rahasia.pdf", "buku/README/", "buku/..%2foperator/"]
    )
    def test_another_book_does_not_exist(self, client: Client, alamat: str) -> None:
        assert client.get(f"/bantuan/{alamat}").status_code == 404

    def test_the_keys_can_be_switched_off_there_and_nothing_is_missing_without_a_script(
        self, client: Client
    ) -> None:
        page = read(client.get("/bantuan/tombol/").content.decode())
        (sakelar,) = [t for t in page.all("button") if "data-tombol-pintas" in t]
        assert "hidden" in sakelar
        assert len(page.all("tr")) == 9

    def test_citizens_find_their_leaflet(self, client: Client) -> None:
        page = read(client.get("/bantuan/").content.decode())
        assert page.all("a", href="/bantuan/buku/warga.pdf")
        jawab = client.get("/bantuan/buku/warga.pdf")
        assert jawab["Content-Type"] == "application/pdf"
        assert 'filename="panduan-warga.pdf"' in jawab["Content-Disposition"]
        assert jawab.content.startswith(b"%PDF-")

    @pytest.mark.parametrize(
        ("siapa", "beranda"), [("operator", "/aparat/"), ("kades", "/aparat/"), ("pemilik", "/")]
    )
    def test_everybody_finds_back(self, desaku: Desaku, siapa: str, beranda: str) -> None:
        page = read(desaku.klien()[siapa].get("/bantuan/buku/").content.decode())
        assert page.all("a", class_="kembali", href=beranda)

    def test_a_visitor_finds_back(self, client: Client) -> None:
        assert read(client.get("/bantuan/buku/").content.decode()).all("a", class_="kembali", href="/")

    def test_a_page_of_the_office_shows_its_help(self, client: Client) -> None:
        assert "Bantuan halaman ini" in client.get("/aparat/masuk/").content.decode()


class TestPaper:
    @pytest.mark.parametrize("nama", BUKU)
    def test_a_book_is_lawful_and_says_all(self, tmp_path: Path, nama: str) -> None:
        pdf = pdf_buku(nama, HARI)
        assert pelanggaran(pdf) == [], "PDF/A-2a and PDF/UA-1"
        dicetak = " ".join(teks_pdf(pdf, tmp_path).split())
        for satu in naskah(nama).bagian:
            assert satu.judul in dicetak

    def test_the_leaflet_is_one_sheet_and_a_book_has_contents(self) -> None:
        with pikepdf.open(io.BytesIO(pdf_buku("warga", HARI))) as satu:
            assert len(satu.pages) == SATU_HALAMAN
        with pikepdf.open(io.BytesIO(pdf_buku("operator", HARI))) as banyak:
            assert len(banyak.pages) > SATU_HALAMAN
            assert len(list(banyak.open_outline().root)) > 0

    def test_the_same_day_gives_the_same_bytes(self) -> None:
        data = data_cetak("warga", penulis="Kantor")
        assert rangkai_panduan(data, HARI) == rangkai_panduan(data, HARI)

    @pytest.mark.parametrize("jahat", ['#read("/etc/passwd")', "$x$", "*a* _b_ @c <d>", '"] #panic("x")'])
    def test_text_is_printed_and_never_interpreted(self, tmp_path: Path, jahat: str) -> None:
        data = data_cetak("warga", penulis="Kantor")
        data["bagian"] = [
            {
                "tingkat": 1,
                "judul": jahat,
                "blok": [
                    {"jenis": jenis, "baris": [[[{"teks": jahat, "rupa": rupa, "ke": ""}]]]}
                    for jenis in ("alinea", "daftar", "urut", "tabel", "kode")
                    for rupa in ("", "tebal", "miring", "kode")
                ],
            }
        ]
        dicetak = teks_pdf(rangkai_panduan(data, HARI), tmp_path)
        assert dicetak.replace("\n", " ").count(jahat.split(maxsplit=1)[0]) >= 21
        assert "root:" not in dicetak

    def test_data_of_a_wrong_shape_is_refused(self) -> None:
        with pytest.raises(InvalidInput):
            rangkai_panduan({"bentuk": "buku"}, HARI)

"""One box on every page of the office: residents and letters, by what was typed, within what one may see."""

import logging
import re
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.penduduk.services import hitung_kata
from eoffice.surat.models import Surat
from eoffice.web.aparat import cari as halaman
from eoffice.wilayah.models import Desa
from tests.pabrik import diajukan, penduduk
from tests.web.aparat.conftest import HTMX, Balai, buka_balai, isi, ke, sebagian
from tests.web.markup import read

pytestmark = pytest.mark.django_db
NIK = "3207154506859001"


def cari(balai: Balai, q: str, siapa: str = "operator", **lain: object) -> str:
    """Search, as the box does."""
    return isi(getattr(balai, siapa).post(ke("cari"), {"q": q}, **lain))


def warga(page: str) -> list[str]:
    """Return the residents found."""
    bagian = page.partition("<h2>Warga</h2>")[2].partition("<h2>Surat</h2>")[0]
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', bagian)


def surat(page: str) -> list[str]:
    """Return the tickets of letters found."""
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page.partition("<h2>Surat</h2>")[2])


@pytest.fixture
def tiket(balai: Balai) -> str:
    surat_id: UUID = balai.dalam(diajukan, balai.orang)
    return str(
        balai.dalam(lambda: Surat.objects.select_related("permohonan").get(pk=surat_id).permohonan.tiket)
    )


@pytest.mark.parametrize("q", ["euis", "komariah euis", "859001", NIK, "3207-1545-0685-9001"])
def test_a_resident_is_found_by_name_and_number(balai: Balai, q: str) -> None:
    page = cari(balai, q)
    assert warga(page) == ["Euis Komariah"]
    assert NIK not in page.replace(f'value="{NIK}"', "")


@pytest.mark.parametrize("cara", [str.lower, str.upper, lambda tiket: f" {tiket} "])
def test_a_letter_is_found_by_its_ticket(balai: Balai, tiket: str, cara: object) -> None:
    assert surat(cari(balai, cara(tiket))) == [tiket]  # type: ignore[operator]


def test_a_letter_is_found_by_its_holder_in_any_order_of_words(balai: Balai, tiket: str) -> None:
    page = cari(balai, "komariah eui")
    assert surat(page) == [tiket]
    assert warga(page) == ["Euis Komariah"], "both groups, each under its heading"


def test_a_letter_is_found_by_part_of_its_number(balai: Balai, tiket: str) -> None:
    balai.dalam(lambda: Surat.objects.update(nomor="400.12/047/Ds.Cis/2026"))
    assert surat(cari(balai, "047/ds")) == [tiket]
    assert surat(cari(balai, "048/ds")) == []


def test_a_name_nearly_so_is_found_and_said_so(balai: Balai) -> None:
    balai.dalam(hitung_kata)
    page = cari(balai, "qomariyah")
    assert warga(page) == ["Euis Komariah"]
    assert "Tidak ada yang persis begitu. Ini yang namanya mirip:" in page
    assert "mirip" not in cari(balai, "komariah")


@pytest.mark.parametrize("nama", ["penduduk", "loket"])
def test_the_lists_of_residents_say_so_too(balai: Balai, nama: str) -> None:
    balai.dalam(hitung_kata)
    page = isi(balai.operator.post(ke(nama), {"q": "qomariyah"}))
    assert "Euis Komariah" in page
    assert "Ini yang namanya mirip:" in page
    assert "mirip" not in isi(balai.operator.post(ke(nama), {"q": "komariah"}))


def test_nothing_is_said_plainly(balai: Balai) -> None:
    page = cari(balai, "xyzzy")
    assert "Tidak ada yang cocok" in page
    assert "<h2>Warga</h2>" not in page
    assert "<h2>Surat</h2>" not in page
    assert "0 hasil." in page


def test_without_words_there_is_only_the_box(balai: Balai, tiket: str) -> None:
    for page in (isi(balai.operator.get(ke("cari"))), cari(balai, "  "), cari(balai, "e")):
        assert (warga(page), surat(page)) == ([], [])
    assert "Tidak ada yang cocok" not in isi(balai.operator.get(ke("cari")))


def test_who_signs_finds_letters_and_no_residents(balai: Balai, tiket: str) -> None:
    page = cari(balai, "euis", "kades")
    assert warga(page) == []
    assert surat(page) == [tiket]
    assert "NIK" not in page


def test_neighbours_are_never_found(balai: Balai, balai_lain: Balai, tiket: str) -> None:
    balai_lain.dalam(penduduk, "Orang Situmandala", "3207154506859444")
    page = cari(balai, "situmandala")
    assert (warga(page), surat(page)) == ([], [])
    assert surat(cari(balai_lain, tiket)) == []
    assert surat(cari(balai_lain, "euis")) == []


def test_many_are_cut_and_said(balai: Balai, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halaman, "BATAS", 2)
    for n in range(3):
        balai.dalam(penduduk, f"Warga {chr(65 + n)}", f"32071545068591{n:02}")
        balai.dalam(diajukan, balai.orang)
    page = cari(balai, "warga")
    assert len(warga(page)) == 2
    assert "Masih ada warga lain yang cocok." in page
    page = cari(balai, "euis")
    assert len(surat(page)) == 2
    assert "Masih ada surat lain yang cocok." in page


@pytest.mark.parametrize("q", ["euis", "zzz", ""])
def test_the_part_for_htmx_is_the_same_as_in_the_whole_page(balai: Balai, q: str, tiket: str) -> None:
    bagian = cari(balai, q, headers=HTMX)
    assert "<html" not in bagian
    assert sebagian(bagian, "temuan") == sebagian(cari(balai, q), "temuan")


@pytest.mark.parametrize(
    "q", ["%", "\x00", "' OR ''='", "<script>alert(1)</script>", "a" * 10_000, "\u202e\u200b"]
)
def test_hostile_words_find_nobody_and_break_nothing(balai: Balai, q: str, tiket: str) -> None:
    page = cari(balai, q)
    read(page)
    assert (warga(page), surat(page)) == ([], [])
    assert "<script>alert" not in page


def test_what_is_typed_stands_in_no_address_and_no_log(
    balai: Balai, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="eoffice")
    page = cari(balai, NIK)
    assert NIK not in caplog.text
    assert all(NIK not in address for address in re.findall(r'(?:href|action|hx-post)="([^"]*)"', page))
    assert "?" not in "".join(re.findall(r'action="([^"]*cari[^"]*)"', page))
    assert (warga(isi(balai.operator.get(ke("cari") + f"?q={NIK}"))), "GET finds nothing") == (
        [],
        "GET finds nothing",
    )


@pytest.mark.parametrize("banyak", [1, 6])
def test_the_statements_do_not_grow_with_what_is_found(balai: Balai, banyak: int) -> None:
    for n in range(banyak):
        balai.dalam(penduduk, f"Euis {chr(65 + n)}", f"32071545068591{n:02}")
        balai.dalam(diajukan, balai.orang)
    with CaptureQueriesContext(connection) as asked:
        cari(balai, "euis")
    own = [
        one["sql"]
        for one in asked
        if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config"))
    ]
    assert len(own) <= 15, own


# ---- the box on every page ----


@pytest.mark.parametrize(
    "nama", ["beranda", "penduduk", "permohonan", "loket", "pengaturan", "keamanan", "impor"]
)
def test_the_box_stands_on_the_pages_of_the_office(balai: Balai, nama: str) -> None:
    page = isi(balai.operator.get(ke(nama)))
    form = re.search(r'<form class="cari-kepala" action="([^"]+)" method="post".*?</form>', page)
    assert form is not None
    assert form[1] == ke("cari")
    assert "csrfmiddlewaretoken" in form[0]
    assert f'<a class="cari-pergi" href="{ke("cari")}"' in page


def test_the_page_of_the_search_has_one_box(balai: Balai) -> None:
    page = isi(balai.operator.get(ke("cari")))
    assert "cari-kepala" not in page
    assert page.count('type="search"') == 1


def test_the_box_is_not_shown_before_one_is_signed_in(balai: Balai) -> None:
    balai.operator.logout()
    assert "cari-kepala" not in isi(balai.operator.get(ke("masuk")))


class TestLettersOfAlmostThatName:
    @pytest.fixture
    def hitung(self, balai: Balai, tiket: str) -> str:
        balai.dalam(hitung_kata)
        return tiket

    @pytest.mark.parametrize("q", ["komaria", "komoriah", "qomariah", "euis komaria", "komaria euis"])
    def test_a_slip_still_finds_the_letter_and_says_so(self, balai: Balai, hitung: str, q: str) -> None:
        page = cari(balai, q)
        assert surat(page) == [hitung]

    def test_what_is_only_nearly_so_is_told(self, balai: Balai, hitung: str) -> None:
        assert "Ini surat atas nama yang mirip:" in cari(balai, "komoriah")
        assert "surat atas nama yang mirip" not in cari(balai, "komariah")

    def test_the_signer_who_sees_no_residents_finds_it_too(self, balai: Balai, hitung: str) -> None:
        page = cari(balai, "komoriah", "kades")
        assert surat(page) == [hitung]
        assert warga(page) == []

    def test_a_number_that_fits_hides_names_that_are_only_near(self, balai: Balai, hitung: str) -> None:
        page = cari(balai, hitung)
        assert surat(page) == [hitung]
        assert "surat atas nama yang mirip" not in page

    @pytest.mark.parametrize("q", ["zzzzzz", "8590", "MANUK-PADI-99", "kom", "%%%%", "_oma", "euis zzzzzz"])
    def test_numbers_short_pieces_and_strangers_are_not_guessed_at(
        self, balai: Balai, hitung: str, q: str
    ) -> None:
        page = cari(balai, q)
        assert "surat atas nama yang mirip" not in page

    def test_another_village_is_not_searched(self, balai: Balai, hitung: str, situmandala: Desa) -> None:
        sebelah = buka_balai(situmandala, "situmandala", "3207155506859003")
        sebelah.dalam(hitung_kata)
        assert hitung not in cari(sebelah, "komoriah")

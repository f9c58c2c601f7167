"""Deciding at the page of doubts that two people are two, and the count on the first page."""

from uuid import UUID

import lxml.html
import pytest

from eoffice.penduduk.models import BedaOrang, Penduduk
from eoffice.penduduk.services import hitung_serupa
from tests.web.aparat.conftest import Balai, isi, ke
from tests.web.aparat.test_keraguan import LAHIR, kartu, orang

pytestmark = pytest.mark.django_db


@pytest.fixture
def ragu(balai: Balai) -> tuple[UUID, UUID]:
    """Two people whom the worker thinks one."""

    def buat() -> tuple[UUID, UUID]:
        Penduduk.objects.update(shdk=1, tanggal_lahir=LAHIR)
        satu, dua = orang(kartu(1), "DJOEWITA SARI"), orang(kartu(2), "JUWITA SARI")
        hitung_serupa()
        return satu.pk, dua.pk

    hasil = balai.dalam(buat)
    return hasil[0], hasil[1]


def test_the_page_shows_both_and_the_decision_ends_it(balai: Balai, ragu: tuple[UUID, UUID]) -> None:
    page = lxml.html.document_fromstring(isi(balai.operator.get(ke("keraguan"))))
    (form,) = page.xpath(f"//form[@action='{ke('keraguan_beda')}']")
    assert form.get("method") == "post"
    dikirim = [i.get("value") for i in form.xpath(".//input[@name='orang']")]
    assert set(dikirim) == {str(satu) for satu in ragu}
    jawab = balai.operator.post(ke("keraguan_beda"), {"orang": dikirim}, follow=True)
    teks = isi(jawab)
    assert "Dicatat sebagai orang yang berbeda" in teks
    assert "JUWITA SARI" not in teks
    assert balai.dalam(lambda: BedaOrang.objects.get().oleh) == str(balai.orang.operator)


def test_who_only_reads_sees_the_case_and_no_button(balai: Balai, ragu: tuple[UUID, UUID]) -> None:
    teks = isi(balai.sekdes.get(ke("keraguan")))
    assert "DJOEWITA SARI" in teks
    assert ke("keraguan_beda") not in teks
    assert balai.sekdes.post(ke("keraguan_beda"), {"orang": list(map(str, ragu))}).status_code == 404


def test_a_card_without_a_head_has_no_such_button(balai: Balai, ragu: tuple[UUID, UUID]) -> None:
    balai.dalam(lambda: orang(kartu(3), "TANPA KEPALA", shdk=4))
    balai.operator.post(ke("keraguan_beda"), {"orang": list(map(str, ragu))})
    teks = isi(balai.operator.get(ke("keraguan")))
    assert "TANPA KEPALA" in teks
    assert ke("keraguan_beda") not in teks


@pytest.mark.parametrize("rusak", ["bukan id", "", "01a21063-5bc5-7bb8-a84b-e880169cebcd"])
def test_what_is_nobody_is_refused(balai: Balai, ragu: tuple[UUID, UUID], rusak: str) -> None:
    data = {"orang": [str(ragu[0]), rusak]}
    assert balai.operator.post(ke("keraguan_beda"), data).status_code == 404
    assert not balai.dalam(BedaOrang.objects.exists)


def test_somebody_of_the_neighbour_is_nobody_here(
    balai: Balai, balai_lain: Balai, ragu: tuple[UUID, UUID]
) -> None:
    data = {"orang": [str(ragu[0]), str(balai_lain.orang.penduduk_id)]}
    assert balai.operator.post(ke("keraguan_beda"), data).status_code == 404
    assert not balai.dalam(BedaOrang.objects.exists)


def test_the_first_page_counts_the_doubts_for_who_may_look(balai: Balai, ragu: tuple[UUID, UUID]) -> None:
    for klien in (balai.operator, balai.sekdes):
        page = lxml.html.document_fromstring(isi(klien.get(ke("beranda"))))
        (tautan,) = page.xpath(f"//main//a[@href='{ke('keraguan')}']")
        assert "1" in tautan.text_content()
    assert ke("keraguan") not in isi(balai.kades.get(ke("beranda")))
    balai.operator.post(ke("keraguan_beda"), {"orang": list(map(str, ragu))})
    assert ke("keraguan") not in isi(balai.operator.get(ke("beranda")))

"""A page of statistics is quick because it remembers, and right because it forgets in time."""

from datetime import date
from typing import Any

import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.kernel.ids import new_id
from eoffice.penduduk.models import Penduduk
from eoffice.penduduk.rules.mutasi import Lembar, OrangBaru, Rumah
from eoffice.penduduk.services import catat_kedatangan, catat_kematian
from tests.web.aparat.conftest import Balai, isi, ke

pytestmark = pytest.mark.django_db
JETAK = "?wilayah=JETAK||"


def datang(balai: Balai, nomor: int) -> Any:
    def catat() -> Any:
        orang = OrangBaru(f"ORANG {nomor}", "L", date(1990, 4, 14), shdk=1, nik=f"32071514049090{nomor:02}")
        rumah = Rumah(f"32071501012690{nomor:02}", dusun="JETAK", rw="001", rt="001")
        catat_kedatangan(Lembar(new_id(), date(2026, 3, 3), "uji"), orang=orang, rumah=rumah, asal="Banjar")
        return Penduduk.objects.get(nama=f"ORANG {nomor}").pk

    return balai.dalam(catat)


def jumlah(balai: Balai, nama: str = "jenis-kelamin") -> str:
    page = lxml.html.document_fromstring(isi(balai.operator.get(ke("statistik_satu", nama) + JETAK)))
    return str(page.xpath("string(//tr[@class='semua']/td[@data-k='Jumlah'])"))


def tanya_register(balai: Balai) -> int:
    """Return how often a page reads the people."""
    with CaptureQueriesContext(connection) as kueri:
        jumlah(balai)
    return sum("penduduk_penduduk" in satu["sql"] for satu in kueri.captured_queries)


def test_opened_again_the_page_reads_nobody(balai: Balai) -> None:
    datang(balai, 1)
    assert tanya_register(balai) == 1
    assert tanya_register(balai) == 0
    assert jumlah(balai) == "1"


def test_after_every_change_the_page_the_sheet_and_the_file_tell_the_new_count(balai: Balai) -> None:
    satu = datang(balai, 1)
    assert jumlah(balai) == "1"
    datang(balai, 2)
    assert jumlah(balai) == jumlah(balai, "umur-produktif") == "2"
    balai.dalam(catat_kematian, Lembar(new_id(), date(2026, 3, 4), "uji"), penduduk_id=satu, sebab="Sakit")
    assert jumlah(balai) == "1"
    berkas = balai.operator.get(ke("statistik_csv", "jenis-kelamin") + JETAK).content.decode("utf-8-sig")
    assert berkas.splitlines()[-1].split(",")[:4] == ["Jumlah", "1", "0", "1"]


def test_the_neighbour_s_changes_are_not_ours(balai: Balai, balai_lain: Balai) -> None:
    datang(balai, 1)
    assert jumlah(balai) == "1"
    datang(balai_lain, 2)
    assert (jumlah(balai), jumlah(balai_lain)) == ("1", "1")

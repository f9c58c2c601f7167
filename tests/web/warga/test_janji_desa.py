"""What the village decides about a type, as its citizens meet it: the promise, the documents, the days off."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from eoffice.akun.models import Pengguna
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.rules import syarat as aturan
from eoffice.surat.rules.jenis import UbahanJenis, katalog
from eoffice.surat.selectors.meja import rincian
from eoffice.web.warga.janji import janji_beda, janji_surat, janji_umum
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.pabrik import Pemeran
from tests.web.markup import read

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
SKU = katalog()["sku"]
SENIN = datetime(2026, 11, 30, 8, tzinfo=WIB)


def janjikan(**jam: int) -> surat.Pengaturan:
    """Promise types within so many office hours."""
    semua = {kode: UbahanJenis(janji_jam=banyak) for kode, banyak in jam.items()}
    return surat.ubah_pengaturan(jenis=semua, pelaku="uji")


def tambah_syarat(label: str) -> None:
    """Ask for one more document with the letter about a business."""

    def ubah(lama: UbahanJenis) -> UbahanJenis:
        ada = aturan.daftar_kini(SKU, lama.syarat)
        return replace(lama, syarat=aturan.tambah(ada, label=label, petunjuk="Bermeterai", wajib=True))

    surat.ubah_jenis(kode="sku", ubah=ubah, pelaku="uji")


def warga(cast: Pemeran) -> Client:
    """Return the citizen's browser."""
    klien = Client()
    klien.force_login(Pengguna.objects.get(pk=cast.warga))
    return klien


def teks(klien: Client, nama: str, *argumen: Any) -> str:
    """Return the words of a page."""
    jawab = klien.get(reverse(f"warga:{nama}", args=argumen))
    assert jawab.status_code == 200, jawab.status_code
    return read(jawab.content.decode()).text


@pytest.mark.usefixtures("di_cisontrol")
class TestKata:
    @pytest.mark.parametrize(
        ("jam", "kata"),
        [
            ({}, "1 hari kerja"),
            ({"sku": 7}, "1 hari kerja"),
            ({"sku": 14}, "1 sampai 2 hari kerja"),
            ({"sku": 70}, "1 sampai 10 hari kerja"),
            ({"sku": 3}, "3 jam kerja sampai 1 hari kerja"),
            ({"sku": 10}, "1 hari kerja sampai 10 jam kerja"),
            ({"sku": 3, "sktm": 5}, "3 jam kerja sampai 1 hari kerja"),
            (dict.fromkeys(katalog(), 14), "2 hari kerja"),
            ({**dict.fromkeys(katalog(), 4), "sku": 2}, "2 sampai 4 jam kerja"),
        ],
    )
    def test_one_time_or_a_span(self, jam: dict[str, int], kata: str) -> None:
        atur = janjikan(**jam)
        assert janji_umum(atur) == kata
        assert janji_beda(atur) is (" sampai " in kata)

    def test_a_type_that_is_switched_off_promises_nothing(self) -> None:
        atur = surat.ubah_pengaturan(jenis={"sku": UbahanJenis(aktif=False, janji_jam=70)}, pelaku="uji")
        assert janji_umum(atur) == "1 hari kerja"

    def test_a_village_that_offers_nothing_still_has_words(self) -> None:
        atur = surat.ubah_pengaturan(
            jenis={kode: UbahanJenis(aktif=False) for kode in katalog()}, pelaku="uji"
        )
        assert (janji_umum(atur), janji_beda(atur)) == ("1 hari kerja", False)

    def test_the_clock_of_an_application_goes_by_its_type(self) -> None:
        with time_machine.travel(SENIN, tick=False):
            surat_id = pabrik.diajukan(pabrik.pemeran())
            assert janji_surat(rincian(surat_id), surat.pengaturan())["janji"] == 7 * 60
            janjikan(sku=21)
            jam = janji_surat(rincian(surat_id), surat.pengaturan())
        assert (jam["janji"], jam["sisa"]) == (21 * 60, 21 * 60)
        assert jam["kata_sisa"] == "dari janji 3 hari kerja"
        assert "Rabu, 2 Desember" in jam["surat_sampai"]

    def test_a_day_off_moves_the_day_that_is_told(self) -> None:
        with time_machine.travel(SENIN, tick=False):
            surat_id = pabrik.diajukan(pabrik.pemeran())
            janjikan(sku=14)
            assert "besok" in janji_surat(rincian(surat_id), surat.pengaturan())["surat_sampai"]
            surat.tambah_libur(
                mulai=date(2026, 12, 1), sampai=date(2026, 12, 2), sebab="Pilkades", pelaku="uji"
            )
            assert "Kamis, 3 Desember" in janji_surat(rincian(surat_id), surat.pengaturan())["surat_sampai"]


@pytest.fixture
def kirim(cisontrol: Desa, cast: Pemeran) -> UUID:
    """An application with a file for a document of the village's own."""
    with lingkup(cisontrol.kode):
        tambah_syarat("Surat pernyataan usaha")
        draf = surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis="sku")
        surat.simpan_jawaban(draf_id=draf, pemilik=cast.warga, jawaban=pabrik.SKU)
        for satu in surat.draf(draf_id=draf, pemilik=cast.warga).jenis.syarat:
            surat.lampirkan(
                draf_id=draf, pemilik=cast.warga, syarat=satu.kode, nama="a.jpg", data=pabrik.foto()
            )
        return surat.ajukan(draf_id=draf, oleh=cast.pelaku(Peran.WARGA)).surat_id


def test_the_citizen_is_asked_for_the_village_s_own_document(cisontrol: Desa, cast: Pemeran) -> None:
    with lingkup(cisontrol.kode):
        tambah_syarat("Surat pernyataan usaha")
        draf = surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis="sku")
        surat.simpan_jawaban(draf_id=draf, pemilik=cast.warga, jawaban=pabrik.SKU)
    kata = teks(warga(cast), "berkas", draf, "desa_surat_pernyataan_usaha")
    assert "Surat pernyataan usaha" in kata
    assert "Bermeterai" in kata


def test_his_page_names_the_file_as_the_village_does(cast: Pemeran, kirim: UUID) -> None:
    assert "Surat pernyataan usaha" in teks(warga(cast), "surat", kirim)


def test_a_document_no_longer_asked_for_keeps_its_file_under_its_own_name(
    cisontrol: Desa, cast: Pemeran, kirim: UUID
) -> None:
    with lingkup(cisontrol.kode):
        surat.ubah_jenis(kode="sku", ubah=lambda lama: replace(lama, syarat=None), pelaku="uji")
        assert len(rincian(kirim).berkas) == len(SKU.syarat) + 1
    kata = teks(warga(cast), "surat", kirim)
    assert "Surat pernyataan usaha" not in kata
    assert "a.jpg" in kata


def test_the_neighbour_s_citizens_are_asked_for_what_their_village_wants(
    cisontrol: Desa, situmandala: Desa
) -> None:
    with lingkup(cisontrol.kode):
        tambah_syarat("Surat pernyataan usaha")
        janjikan(sktm=70)
    kata = teks(Client(), "jenis", situmandala.kode, "sku")
    assert "Surat pernyataan usaha" not in kata
    assert "1 hari kerja" in teks(Client(), "jenis", situmandala.kode, "sktm")

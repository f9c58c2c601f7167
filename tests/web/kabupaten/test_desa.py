"""One village's page: what is wrong and what to do; keys and codes; nothing about anybody who lives there."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import lxml.html
import pytest
from django.test import Client

from eoffice.jejak.aliran import semua_ujung
from eoffice.jejak.models import Kepala
from eoffice.kernel import clock
from eoffice.penduduk.models import Penduduk
from eoffice.sinkron.models import Karantina, KodePendaftaran, Node
from eoffice.sinkron.services import pusat
from eoffice.sinkron.services.pusat import Petugas
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.conftest import CISONTROL
from tests.web.kabupaten.conftest import bandingkan, browser, buat_petugas, isi, ke, tahan

pytestmark = pytest.mark.django_db


def buka(klien: Client) -> Any:
    return lxml.html.document_fromstring(isi(klien.get(ke("desa", CISONTROL))))


def teks(page: Any) -> str:
    return " ".join(page.xpath("//main")[0].text_content().split())


def test_a_village_without_a_server_offers_a_code(dian: Client, cisontrol: Desa) -> None:
    page = buka(dian)
    assert "Desa ini dilayani server kabupaten" in teks(page)
    assert page.xpath("//a[contains(@href,'/kode/')]")[0].text_content() == "Buat kode pendaftaran"
    assert not page.xpath("//a[contains(@href,'/cabut/')]")
    assert "Berita Acara" not in teks(page)


def test_a_village_that_is_well_says_so(dian: Client, server: UUID) -> None:
    bandingkan(("surat.surat", []), ("akun.pejabat", []))
    page = buka(dian)
    assert page.xpath("//div[@class='baris-judul']//span[contains(@class,'cap')]")[0].text_content() == "Baik"
    assert not page.xpath("//main//div[contains(@class,'kabar')]")
    assert page.xpath("//a[contains(@href,'/kode/')]")[0].text_content() == "Ganti server"
    assert page.xpath("//a[contains(@href,'/cabut/')]")[0].text_content() == "Cabut kunci"
    assert "2 tabel" in teks(page)


def test_each_alarm_says_what_to_do(dian: Client, server: UUID) -> None:
    bandingkan(("surat.surat", [3, 4]), ("akun.pejabat", []))
    tahan()
    page = buka(dian)
    judul = [str(s.text) for s in page.xpath("//div[contains(@class,'kabar buruk')]//h2")]
    assert judul == ["Tabel tidak cocok", "Data tertahan"]
    assert "Isi 1 tabel berbeda dari desa." in teks(page)
    assert "BerbedaSurat" in teks(page).replace(" ", "")


def test_what_is_held_says_why_and_who_decides(dian: Client, server: UUID) -> None:
    satu = tahan(urut=7)
    tahan("sinkron.dua_cabang", 9, revisi=4)
    tahan("sinkron.menunggu_yang_tertahan", 12)
    rows = buka(dian).xpath("//table[.//caption='Catatan yang tertahan']/tbody/tr")
    assert [" ".join(r.xpath("./th")[0].text_content().split()) for r in rows] == [
        "Suratcatatan 7", "Suratcatatan 9", "Suratcatatan 12",
    ]  # fmt: skip
    assert [r.xpath("./td[@data-k='Langkah']//text()")[0] for r in rows] == [
        "Putuskan", "Diputuskan desa", "Menunggu yang di depannya",
    ]  # fmt: skip
    assert rows[0].xpath(".//a/@href") == [ke("tertahan", CISONTROL, satu)]


def test_a_reason_that_could_name_somebody_is_not_shown(dian: Client, server: UUID) -> None:
    """Reasons of other rooms carry what a person typed; an officer of the regency must not read it."""
    tahan("akun.tertahan", 3, menit="Euis Komariah 3207154506859001")
    tahan("kode.yang_tidak_dikenal", 4, nama="Euis Komariah")
    page = isi(dian.get(ke("desa", CISONTROL)))
    assert "Euis" not in page
    assert "3207154506859001" not in page
    assert "coba lagi ... menit lagi" in page
    assert "Sebab ini tidak dikenal program versi ini (kode.yang_tidak_dikenal)." in page


def test_nothing_of_a_village_at_work_is_on_its_page(dian: Client, server: UUID) -> None:
    with lingkup(CISONTROL):
        cast = pabrik.pemeran()
        surat_id = pabrik.diajukan(cast)
        ujung = [satu for satu in semua_ujung() if satu.lokal]
        orang = Penduduk.objects.select_related("keluarga").get()
        Karantina(
            epoch=ujung[0].epoch, urut=1, id_peristiwa=uuid4(), jenis="surat.surat", agregat="surat",
            agregat_id=surat_id, sebab="sinkron.induk_belum_ada", sejak=clock.now(),
        ).save()  # fmt: skip
    page = isi(dian.get(ke("desa", CISONTROL)))
    for rahasia in (
        orang.nama,
        orang.nik,
        orang.keluarga.no_kk,
        "Rika",
        "Oman",
        "Warung Bu Euis",
        str(surat_id),
    ):
        assert rahasia not in page
    assert "Data yang ditunjuk belum tiba" in page


def test_keys_follow_each_other_and_every_act_stands_with_name_and_reason(
    dian: Client, server: UUID, pelaku: Petugas
) -> None:
    with lingkup(CISONTROL):
        pusat.minta_kode(petugas=pelaku, ganti=True)
        pusat.cabut_kunci(petugas=pelaku, alasan="Komputernya hilang")
        pusat.minta_kode(petugas=Petugas(uuid4(), "Asep Rahmat"), ganti=False)
    page = buka(dian)
    acara = [" ".join(s.text_content().split()) for s in page.xpath("(//ul[@class='orang'])[last()]/li/span")]
    assert acara == [
        "Kode pendaftaran dibuatAsep Rahmat",
        "Kunci server dicabutDian Permana: Komputernya hilang",
        "Kode penggantian server dibuatDian Permana",
    ]
    kode = [" ".join(s.text_content().split()) for s in page.xpath("//details//li[contains(.,'Kode')]/small")]
    assert [k.split(" ")[0] for k in kode] == ["menunggu", "tidak"]
    assert "Dicabut" in teks(page)
    assert page.xpath("//a[contains(@href,'/kode/')]")[0].text_content() == "Buat kode pendaftaran"


def test_used_and_old_codes_are_told_apart(dian: Client, server: UUID) -> None:
    kini = clock.now()
    with lingkup(CISONTROL):
        for n, (pakai, akhir) in enumerate([(kini, 5), (None, -5), (None, 5)]):
            KodePendaftaran(
                digest=str(n),
                dibuat_oleh="Dian",
                kedaluwarsa=kini + timedelta(hours=akhir),
                dipakai_pada=pakai,
            ).save()
    nasib = [s.text.split(" ")[0] for s in buka(dian).xpath("//details[1]//small")]
    assert sorted(nasib) == ["dipakai", "menunggu", "tidak"]


def test_streams_show_where_they_parted(dian: Client, server: UUID) -> None:
    kini = clock.now()
    with lingkup(CISONTROL):
        Kepala(
            epoch=UUID(int=8), lokal=False, urut=1500, waktu=kini, dibuka_pada=kini - timedelta(days=3)
        ).save()
        Kepala(
            epoch=UUID(int=9), lokal=False, urut=20, waktu=kini, dibuka_pada=kini, induk_epoch=UUID(int=8),
            induk_urut=1400,
        ).save()  # fmt: skip
    isi_teks = teks(buka(dian))
    assert "cabang dari 00000000 sesudah 1.400" in isi_teks
    assert "1.500" in isi_teks
    assert "Cadangan lama dipasang" in isi_teks


@pytest.mark.parametrize(
    ("bulan", "status"), [("", 404), ("2026-13", 404), ("1999-01", 404), ("x", 404), ("sekarang", 200)]
)
def test_the_statement_of_a_month_is_a_pdf(dian: Client, server: UUID, bulan: str, status: int) -> None:
    if bulan == "sekarang":
        bulan = f"{clock.now():%Y-%m}"
    jawab = dian.get(ke("berita_acara", CISONTROL), {"bulan": bulan} if bulan else {})
    assert jawab.status_code == status
    if status == 200:
        assert jawab.content.startswith(b"%PDF-")
        assert (
            jawab.headers["Content-Disposition"]
            == f'attachment; filename="berita-acara-{CISONTROL}-{bulan}.pdf"'
        )


def test_the_page_costs_few_statements(
    dian: Client, server: UUID, django_assert_max_num_queries: Any
) -> None:
    for urut in range(6):
        tahan(urut=urut + 1)
    bandingkan(("surat.surat", [1]), ("akun.pejabat", []))
    dian.get(ke("desa", CISONTROL))
    with django_assert_max_num_queries(45):
        dian.get(ke("desa", CISONTROL))


def test_two_officers_see_each_others_acts(dian: Client, server: UUID, pelaku: Petugas) -> None:
    with lingkup(CISONTROL):
        pusat.cabut_kunci(petugas=pelaku, alasan="Dicuri")
        assert Node.objects.get().status == "dicabut"
    lain = browser(buat_petugas("asep", "Asep Rahmat"))
    assert "Dian Permana: Dicuri" in teks(buka(lain))


def test_the_trail_is_an_event_that_the_village_receives(server: UUID, pelaku: Petugas) -> None:
    with lingkup(CISONTROL):
        pusat.minta_kode(petugas=pelaku, ganti=True)
        (aliran,) = [satu for satu in semua_ujung() if satu.lokal]
        assert aliran.urut == 1
        (satu,) = pusat.riwayat_tindakan(5)
    assert (satu.kata, satu.nama, satu.alasan) == ("kode_ganti", "Dian Permana", "")

"""The service standard for everybody: complete, in this village's own words and figures, and as a poster."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from eoffice.akun.rules.jabatan import Jabatan
from eoffice.akun.selectors import daftar_pejabat
from eoffice.akun.services import akhiri_tugas
from eoffice.jejak.desa import ubah_identitas
from eoffice.kernel import clock
from eoffice.surat.rules.jenis import UbahanJenis, katalog
from eoffice.surat.rules.standar import KOMPONEN, Kinerja
from eoffice.surat.services import hari_ini, pengaturan, ubah_pengaturan
from eoffice.web.warga import beranda
from eoffice.web.warga.standar import kata_kinerja, kata_lama
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.dokumen.alat import baca_qr, pelanggaran, teks_pdf
from tests.pabrik import Pemeran
from tests.surat.test_selectors_layanan import terbit
from tests.web.markup import read

pytestmark = pytest.mark.django_db
JAM = timedelta(hours=1)


def halaman(desa: Desa, nama: str = "warga:standar") -> str:
    jawab = Client().get(reverse(nama, args=[desa.kode]))
    assert jawab.status_code == 200
    return " ".join(read(jawab.content.decode()).text.split())


def unduh(desa: Desa) -> bytes:
    jawab = Client().get(reverse("warga:poster", args=[desa.kode]))
    assert (jawab.status_code, jawab.headers["Content-Type"]) == (200, "application/pdf")
    assert f'filename="janji-layanan-{desa.kode}.pdf"' in jawab.headers["Content-Disposition"]
    return bytes(jawab.content)


def test_all_fourteen_components_are_answered(cisontrol: Desa, cast: Pemeran) -> None:
    teks = halaman(cisontrol)
    for satu in KOMPONEN:
        assert satu.nama in teks
    assert "Gratis. Tidak ada pungutan" in teks
    assert "SP4N-LAPOR (www.lapor.go.id)" in teks


def test_each_letter_stands_there_with_what_to_bring_unless_it_is_switched_off(
    cisontrol: Desa, cast: Pemeran
) -> None:
    assert "Surat Keterangan UsahaSurat pengantar RT/RW, KTP, Kartu Keluarga" in halaman(cisontrol)
    with lingkup(cisontrol.kode):
        ubah_pengaturan(jenis={"sku": UbahanJenis(aktif=False)}, pelaku="uji")
    assert "Surat Keterangan Usaha" not in halaman(cisontrol)


def test_without_enough_letters_no_figure_is_made_up(cisontrol: Desa, cast: Pemeran, tmp_path: Path) -> None:
    assert "Belum cukup surat dalam 90 hari terakhir" in halaman(cisontrol)
    assert "Surat baru" in teks_pdf(unduh(cisontrol), tmp_path)


@time_machine.travel("2026-11-20T03:00:00+00:00", tick=False)
def test_true_times_are_told_also_when_they_shame_the_office(
    cisontrol: Desa, cast: Pemeran, tmp_path: Path
) -> None:
    with lingkup(cisontrol.kode):
        terbit(JAM, clock.now(), 3)
        terbit(timedelta(days=7), clock.now(), 4)  # a week of the office: 35 hours
    assert "Separuh dari 7 surat terakhir selesai dalam 5 hari kerja atau kurang. 42 dari 100" in halaman(
        cisontrol
    )
    assert "5 hari kerja" in teks_pdf(unduh(cisontrol), tmp_path)


def test_who_left_his_post_is_not_counted(cisontrol: Desa, cast: Pemeran) -> None:
    assert "3 orang yang sedang bertugas" in halaman(cisontrol)
    with lingkup(cisontrol.kode):
        sekdes = next(t for t in daftar_pejabat() if t.jabatan is Jabatan.SEKRETARIS_DESA)
        akhiri_tugas(penugasan_id=sekdes.penugasan_id, selesai=hari_ini() - timedelta(days=1), pelaku="uji")
    assert "2 orang yang sedang bertugas" in halaman(cisontrol)


def test_where_to_complain_names_only_ways_that_exist(cisontrol: Desa, cast: Pemeran) -> None:
    with lingkup(cisontrol.kode):
        ubah_identitas(pelaku="uji", telepon="", surel="desa@contoh.id")
    page = Client().get(reverse("warga:standar", args=[cisontrol.kode])).content.decode()
    assert "tel:" not in page
    assert "mailto:desa@contoh.id" in page
    assert "Camat Rancah" in page


def test_the_poster_is_lawful_short_and_leads_to_the_village(
    cisontrol: Desa, cast: Pemeran, tmp_path: Path
) -> None:
    pdf = unduh(cisontrol)
    assert pelanggaran(pdf) == []
    assert baca_qr(pdf, tmp_path) == [f"http://localhost:8000/desa/{cisontrol.kode}/"]
    teks = teks_pdf(pdf, tmp_path)
    assert "Janji layanan surat" in teks
    assert "Bawa: Surat pengantar RT/RW" in teks


def test_a_village_that_is_not_here_has_no_standard(cisontrol: Desa) -> None:
    for nama in ("warga:standar", "warga:poster"):
        assert Client().get(reverse(nama, args=["32.07.15.2999"])).status_code == 404


@pytest.mark.parametrize(
    ("lama", "kata"),
    [
        (timedelta(seconds=5), "1 menit"),
        (timedelta(minutes=200), "3 jam 20 menit"),
        (14 * JAM, "2 hari kerja"),
        (17 * JAM, "2 hari kerja 3 jam"),
    ],
)
def test_office_time_in_words(lama: timedelta, kata: str) -> None:
    assert kata_lama(lama) == kata
    assert f"dalam {kata} atau kurang" in kata_kinerja(Kinerja(9, lama, 50), "2 hari kerja")


def test_the_list_of_letters_does_not_repeat_what_to_bring(client: Client, cisontrol: Desa) -> None:
    page = client.get(f"/desa/{cisontrol.kode}/surat/").content.decode()
    assert page.count("Surat pengantar RT/RW") == 0, "not every letter asks for it: a birth does not"
    assert page.count("Yang perlu disiapkan disebut di halaman suratnya.") == 1
    assert "Menerangkan bahwa Anda punya usaha" in page
    assert page.count("Selesai ") == 0, "the promise is said once, above"


def test_what_all_letters_of_a_list_ask_for_is_said_once() -> None:
    dua = [katalog()[kode] for kode in ("sku", "domisili")]
    assert beranda._siapkan(dua) == ("Surat pengantar RT/RW", "KTP", "Kartu Keluarga")


def test_what_only_some_letters_ask_for_is_not_said_for_all(client: Client, cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        semua = pengaturan().jenis_aktif()
    umum = beranda._siapkan(semua)
    for satu in semua:
        assert set(umum) <= {s.label for s in satu.syarat if s.wajib}
    assert len(umum) < max(len(satu.syarat) for satu in semua)
    assert beranda._siapkan(()) == ()
    assert beranda._siapkan(semua[:1]) == tuple(s.label for s in semua[0].syarat if s.wajib and not s.bila)

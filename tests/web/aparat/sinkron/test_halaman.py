"""The page about the exchange: what waits, what is held up and what to do, how meetings went, what runs now."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import lxml.html
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.kernel import clock
from eoffice.kernel.ids import new_id
from eoffice.sinkron.models import BerkasAntar
from eoffice.sinkron.rules.muat import KemajuanMuat
from eoffice.sinkron.services import antaran, jatah
from eoffice.sinkron.services.kemajuan import Kerja, ambil, berjalan, diminta
from eoffice.web.aparat.sinkron import halaman as modul
from eoffice.web.komponen.kalimat import KALIMAT
from tests.conftest import CISONTROL
from tests.pabrik import diajukan
from tests.web.aparat.conftest import HTMX, isi, ke, sebagian
from tests.web.aparat.sinkron import alat
from tests.web.aparat.sinkron.alat import ServerDesa
from tests.web.markup import read

pytestmark = pytest.mark.django_db
SIANG = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)
SUMBER = Path(__file__).resolve().parents[4] / "src" / "eoffice" / "sinkron"


def halaman(server: ServerDesa) -> str:
    """Open the page as the operator; return its text, blanks joined."""
    mentah = isi(server.balai.operator.get(ke("sinkron")))
    read(mentah)
    return " ".join(" ".join(lxml.html.document_fromstring(mentah).xpath("//main//text()")).split())


def tombol(server: ServerDesa) -> list[str]:
    page = lxml.html.document_fromstring(isi(server.balai.operator.get(ke("sinkron"))))
    return [" ".join(b.text_content().split()) for b in page.xpath("//main//button")]


class TestMenunggu:
    def test_nothing_waits(self, server: ServerDesa) -> None:
        server.hijau()
        assert "Yang menunggu dikirim Tidak ada. Semua sudah diterima kabupaten." in halaman(server)

    def test_what_waits_is_named_by_kind_the_most_first(self, server: ServerDesa) -> None:
        server.dalam(alat.terima_semua)
        for _ in range(3):
            server.dalam(diajukan, server.balai.orang)
        server.dalam(alat.titipkan_berkas, 4, ditunggu=False)
        server.dalam(alat.titipkan_berkas, 2, ditunggu=True)
        kata = halaman(server)
        assert re.search(r"Yang menunggu dikirim Surat \d+ catatan .*Lampiran 4 ", kata), kata
        assert "2 lampiran dari kabupaten belum tiba di sini. Berkas menyusul dengan sendirinya." in kata


class TestTertahan:
    def test_each_says_what_why_and_what_next(self, server: ServerDesa) -> None:
        orang = new_id()
        server.dalam(alat.tahan, "sinkron.revisi_melompat", {"ada": 3, "datang": 5}, agregat_id=orang)
        for _ in range(2):
            server.dalam(alat.tahan, "sinkron.menunggu_yang_tertahan", agregat_id=orang)
        kata = halaman(server)
        assert "Surat Yang ada di sini perubahan ke-3, yang datang perubahan ke-5." in kata
        assert "Bila tetap tertahan, laporkan kepada Diskominfo." in kata
        assert "2 perubahan lain pada data ini menunggu di belakangnya." in kata
        assert kata.count("Tertahan sejak") == 1

    def test_what_was_told_twice_leads_to_its_decision(self, server: ServerDesa) -> None:
        orang = new_id()
        server.dalam(alat.tahan, "sinkron.dua_cabang", {"revisi": 4}, agregat_id=orang)
        server.dalam(alat.tahan, "sinkron.bukan_pemilik")
        halaman_operator, halaman_kades = (
            isi(klien.get(ke("sinkron"))) for klien in (server.balai.operator, server.balai.kades)
        )
        assert halaman_operator.count("Lihat dan putuskan") == 1
        assert f'href="{ke("tinjau_cabang", orang)}"' in halaman_operator
        assert "Lihat dan putuskan" not in halaman_kades, "the head keeps no register"

    def test_a_reason_of_another_version_does_not_break_the_page(self, server: ServerDesa) -> None:
        server.dalam(alat.tahan, "sinkron.sebab_tahun_depan", {"x": 1}, "surat.jenis_baru")
        server.dalam(alat.tahan, "sinkron.dua_cabang", {"tanpa": "revisi"})
        server.dalam(alat.pertemuan, "sinkron.galat_tahun_depan")
        kata = halaman(server)
        for kode in ("sebab_tahun_depan", "dua_cabang", "galat_tahun_depan"):
            sebab = f"Sebab ini tidak dikenal program versi ini (sinkron.{kode}). Laporkan kepada Diskominfo."
            assert sebab in kata
        assert "Catatan lain" in kata

    def test_a_flood_is_shown_in_part_and_counted(self, server: ServerDesa) -> None:
        for _ in range(23):
            server.dalam(alat.tahan, "sinkron.bukan_pemilik")
        kata = halaman(server)
        assert (kata.count("Tertahan sejak"), "Dan 3 lagi." in kata) == (20, True)

    def test_every_reason_that_can_be_set_aside_has_a_sentence_with_a_next_step(self) -> None:
        """A sentence that only says what happened leaves the operator alone."""
        berkas = ["services/terapkan.py", "services/cocok.py", "services/tutup.py", "rules/cocok.py"]
        teks = "".join((SUMBER / satu).read_text() for satu in berkas)
        kode = set(re.findall(r'"(sinkron\.[a-z_]+)"', teks)) & KALIMAT.keys()
        assert {"sinkron.dua_cabang", "sinkron.bukan_pemilik", "sinkron.titik_cocok_rusak"} <= kode
        pendek = {k for k in kode if KALIMAT[k].count(". ") + KALIMAT[k].count("; ") < 1}
        assert pendek == set()


class TestPertemuan:
    def test_what_moved_and_why_it_failed_in_words(self, server: ServerDesa) -> None:
        with time_machine.travel(SIANG, tick=False):
            server.dalam(alat.pertemuan, lalu=timedelta(minutes=5), dikirim=1400, diambil=2, berkas=3)
            server.dalam(alat.pertemuan, lalu=timedelta(hours=2), kali=12, mulai=SIANG - timedelta(hours=4))
            server.dalam(
                alat.pertemuan, "sinkron.garis_putus", timedelta(days=1), rincian={"sebab": "gaierror"}
            )
            kata = halaman(server)
        assert "hari ini, 14.00 Lancar 1.400 data dikirim, 2 data diambil, 3 lampiran selesai" in kata
        assert "hari ini, 12.05 12 kali sejak hari ini, 10.05 Lancar Tidak ada yang baru" in kata
        assert (
            "kemarin, 14.05 Gagal Sambungan ke kabupaten terputus (alamatnya tidak ditemukan, mungkin internet mati)."
            in kata
        )

    @pytest.mark.parametrize(
        ("selisih", "kata"),
        [
            (0, "Jam komputer ini sama dengan jam kabupaten."),
            (-300, "Jam komputer ini sama dengan jam kabupaten."),
            (301, "Jam perlu disetel Jam komputer ini 5 menit lebih cepat daripada jam kabupaten."),
            (-86_400, "Jam perlu disetel Jam komputer ini 24 jam lebih lambat daripada jam kabupaten."),
            (-86_401, "Tanggal komputer salah Jam komputer ini 24 jam lebih lambat daripada jam kabupaten."),
            (1_800_000_000, "Tanggal komputer salah Jam komputer ini 20833 hari 8 jam lebih cepat"),
        ],
    )
    def test_the_clock_is_judged_by_the_last_meeting_that_worked(
        self, server: ServerDesa, selisih: int, kata: str
    ) -> None:
        server.dalam(alat.pertemuan, lalu=timedelta(hours=3), selisih_jam=999_999)
        server.dalam(alat.pertemuan, lalu=timedelta(hours=1), selisih_jam=selisih)
        server.dalam(alat.pertemuan, "sinkron.jawaban_aneh")
        teks = halaman(server)
        assert kata in teks
        assert ("Jangan menerbitkan surat" in teks) == (abs(selisih) > 86_400)


class TestMeminta:
    def test_a_press_asks_the_worker_and_says_who(self, server: ServerDesa) -> None:
        jawab = server.balai.operator.post(ke("sinkron_temu"))
        assert jawab.headers["Location"] == ke("sinkron")
        ada = diminta(CISONTROL, Kerja.TEMU)
        assert ada is not None
        assert ada.oleh == "Rika Amelia"
        assert diminta(CISONTROL, Kerja.COCOK) is None
        assert "Sedang berjalan Diminta oleh Rika Amelia. Dimulai dalam beberapa detik." in halaman(server)
        assert tombol(server) == ["Unduh Berita Acara"]

    def test_two_people_at_once_ask_once(self, server: ServerDesa) -> None:
        server.balai.operator.post(ke("sinkron_cocok"))
        kata = isi(server.balai.sekdes.post(ke("sinkron_cocok"), follow=True))
        assert "Sudah diminta. Keadaannya terlihat di halaman ini." in kata
        assert "Diminta oleh Rika Amelia." in kata
        assert [ambil(CISONTROL, Kerja.COCOK) for _ in range(2)] == [True, False]

    def test_while_it_runs_nothing_is_asked(self, server: ServerDesa) -> None:
        with berjalan(CISONTROL, Kerja.TEMU, 9):
            server.balai.operator.post(ke("sinkron_temu"))
            assert diminta(CISONTROL, Kerja.TEMU) is None

    def test_a_worker_that_never_begins_is_said(self, server: ServerDesa) -> None:
        server.balai.operator.post(ke("sinkron_temu"))
        with time_machine.travel(clock.now() + timedelta(seconds=31), tick=False):
            assert "Pekerja di belakang layar mungkin mati; minta pengelola server" in halaman(server)

    def test_progress_is_shown_and_the_page_asks_again_by_itself(self, server: ServerDesa) -> None:
        with berjalan(CISONTROL, Kerja.TEMU, 12_620) as maju:
            maju(400, 12)
            mentah = isi(server.balai.operator.get(ke("sinkron")))
        assert "400 dari 12.620 data sudah dikirim, 12 data sudah diambil." in mentah
        assert '<meta http-equiv="refresh" content="3">' in mentah
        assert 'hx-trigger="every 2s"' in mentah
        assert (
            '<progress class="penuh" aria-label="Data yang sudah dikirim" value="400" max="12620">' in mentah
        )
        tenang = isi(server.balai.operator.get(ke("sinkron")))
        assert ("hx-trigger" in tenang, "refresh" in tenang) == (False, False)

    def test_comparing_is_shown_too(self, server: ServerDesa) -> None:
        with berjalan(CISONTROL, Kerja.COCOK):
            assert "Isi tabel desa sedang dicocokkan dengan kabupaten." in halaman(server)

    @pytest.mark.parametrize(
        ("maju", "kata"),
        [
            (KemajuanMuat(1_500_000, 6_000_000, 0, 9_000), "(25 persen)"),
            (
                KemajuanMuat(6_000_000, 6_000_000, 4_500, 9_000),
                "4.500 dari 9.000 catatan sudah dipakai (50 persen)",
            ),
        ],
    )
    def test_a_first_load_is_shown_as_far_as_it_is(
        self, server: ServerDesa, monkeypatch: pytest.MonkeyPatch, maju: KemajuanMuat, kata: str
    ) -> None:
        assert "Muatan awal" not in halaman(server)
        monkeypatch.setattr(modul, "kemajuan_muat", lambda: maju)
        assert kata in halaman(server)


def test_the_part_for_htmx_is_what_stands_in_the_page(server: ServerDesa) -> None:
    server.hijau()
    with berjalan(CISONTROL, Kerja.TEMU, 9):
        penuh, bagian = (isi(server.balai.operator.get(ke("sinkron"), headers=h)) for h in ({}, HTMX))
    assert sebagian(penuh, "garis") == sebagian(bagian, "garis")


def test_before_enrolment_the_page_says_how_to_begin(server_baru: ServerDesa) -> None:
    operator, sekdes = (
        isi(k.get(ke("sinkron"))) for k in (server_baru.balai.operator, server_baru.balai.sekdes)
    )
    assert (ke("sinkron_daftar") in operator, ke("sinkron_daftar") in sekdes) == (True, False)
    assert "Yang dapat menghubungkan: operator dan kepala desa." in sekdes


def test_as_many_statements_however_much_there_is(server: ServerDesa) -> None:
    """Here and on the first page of the day, on a village's own server."""

    def hitung(nama: str) -> int:
        isi(server.balai.operator.get(ke(nama)))
        with CaptureQueriesContext(connection) as kueri:
            isi(server.balai.operator.get(ke(nama)))
            lewat = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config")
            return len([q for q in kueri.captured_queries if not q["sql"].startswith(lewat)])

    server.dalam(alat.terima_semua, 2)
    server.dalam(alat.cocokkan)
    sedikit = {nama: hitung(nama) for nama in ("beranda", "sinkron")}
    for _ in range(20):
        server.dalam(alat.cocokkan)
        server.dalam(alat.tahan, "sinkron.bukan_pemilik", agregat_id=uuid4())
        server.dalam(alat.pertemuan, dikirim=3)
        server.dalam(alat.titipkan_berkas, 2, ditunggu=False)
    banyak: dict[str, Any] = {nama: hitung(nama) for nama in ("beranda", "sinkron")}
    assert banyak == sedikit
    assert banyak["sinkron"] <= 15


class TestAntrean:
    """What holds attachments up is said where they are counted, with when they go on."""

    @pytest.fixture(autouse=True)
    def siang(self, settings: Any) -> Any:
        settings.EOFFICE_BERKAS_BESAR, settings.EOFFICE_BERKAS_SEHARI = 1000, 500_000_000
        with time_machine.travel(SIANG, tick=False):
            yield

    def besar(self, banyak: int) -> None:
        alat.titipkan_berkas(banyak, ditunggu=False)
        BerkasAntar.objects.update(ukuran=5000)

    def test_large_ones_wait_for_the_night(self, server: ServerDesa) -> None:
        server.hijau()
        server.dalam(self.besar, 2)
        kata = halaman(server)
        assert "Menunggu: 0 data, 2 lampiran (2 menunggu malam)." in kata
        assert "2 lampiran besar dikirim malam hari, pukul 19.00 sampai 5.00" in kata

    def test_the_day_is_used_up(self, server: ServerDesa) -> None:
        server.hijau()
        server.dalam(jatah.pakai, 120_000_000)
        assert "Lampiran hari ini: 120,0 MB dari 500,0 MB." in halaman(server)
        server.dalam(jatah.pakai, 379_990_000)
        assert "Jatah lampiran hari ini habis: 500,0 MB dari 500,0 MB. Sisanya menyusul besok" in halaman(
            server
        )

    def test_without_a_limit_nothing_is_said_of_it(self, server: ServerDesa, settings: Any) -> None:
        settings.EOFFICE_BERKAS_SEHARI = 0
        server.hijau()
        server.dalam(jatah.pakai, 120_000_000)
        assert "hari ini:" not in halaman(server)

    def test_a_full_room_is_the_light_with_what_to_do(self, server: ServerDesa) -> None:
        server.hijau()
        server.dalam(self.besar, 3)
        server.dalam(jatah.ingat_kuota, 10**10, 10**10, 2)
        kata = halaman(server)
        assert "Kuota lampiran penuh." in kata
        assert "3 lampiran (3 menunggu malam, 2 menunggu kuota kabupaten)." in kata
        assert "2 lampiran belum diterima. Lampiran itu aman di desa" in kata
        assert "Mintalah kepada Diskominfo." in kata


class TestGiliran:
    """Whose turn it is stands beside the buttons for a stick."""

    def test_from_the_download_to_the_answer(self, server: ServerDesa) -> None:
        assert "Tanpa internet: lewat USB Tidak ada yang menunggu Tidak ada berkas USB" in halaman(server)
        server.dalam(diajukan, server.balai.orang)
        alat.habiskan(server.balai.operator.get(ke("sinkron_unduh")))
        assert "Giliran desa: antarkan ke kabupaten Berkas dengan " in halaman(server)
        server.dalam(antaran.catat_diterima, kurang=True)
        assert "Giliran desa: unduh berkas baru Balasan kabupaten diterima hari ini" in halaman(server)

    def test_who_may_not_carry_reads_nothing_of_it(self, server: ServerDesa) -> None:
        mentah = isi(server.balai.sekdes.get(ke("sinkron")))
        assert "berkas USB yang sedang diantar" not in mentah

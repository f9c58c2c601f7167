"""The page of backups: what state they are in, asking for one, and the sheet that is given out once."""

import os
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from eoffice.akun.rules.jabatan import Jabatan
from eoffice.cadangan import services as cadangan
from eoffice.cadangan.adapters import amplop
from eoffice.cadangan.services import keadaan
from eoffice.wilayah.models import Desa
from tests.dokumen.alat import baca_qr
from tests.web.aparat.cadangan.conftest import dibuat, gagal
from tests.web.aparat.conftest import Balai, browser, buka_balai, ke, rekan
from tests.web.markup import tanpa_bantuan

pytestmark = pytest.mark.django_db
HAK: dict[tuple[str, str], tuple[int, int, int, int]] = {
    ("cadangan", "get"): (200, 200, 200, 404),
    ("cadangan_sekarang", "post"): (302, 302, 302, 404),
    ("cadangan_lembar", "get"): (200, 200, 404, 404),
    ("cadangan_lembar", "post"): (422, 422, 404, 404),
}
SETUJU = {"setuju": "on"}


def teks(jawab: Any) -> str:
    return " ".join(tanpa_bantuan(jawab.content.decode()).split())


@pytest.mark.parametrize(("nama", "metode"), HAK)
def test_each_role_gets_its_answer(kantor: Balai, nama: str, metode: str) -> None:
    orang = (kantor.operator, kantor.sekdes, kantor.kades, rekan(kantor, "kadus", Jabatan.KADUS))
    assert tuple(getattr(satu, metode)(ke(nama)).status_code for satu in orang) == HAK[nama, metode]


@pytest.mark.parametrize(("nama", "metode"), HAK)
def test_nobody_else_has_such_a_page(
    kantor: Balai, situmandala: Desa, settings: Any, nama: str, metode: str
) -> None:
    tetangga = buka_balai(situmandala, "situmandala", "3207154506859002")
    for klien in (browser(kantor.orang.warga), tetangga.operator, tetangga.sekdes):
        assert getattr(klien, metode)(ke(nama)).status_code == HTTPStatus.NOT_FOUND
    assert getattr(Client(), metode)(ke(nama)).status_code == HTTPStatus.FOUND
    settings.EOFFICE_PERAN = "kabupaten"
    assert getattr(kantor.operator, metode)(ke(nama)).status_code == HTTPStatus.NOT_FOUND


class TestState:
    """Red with what to do, or green with when and where."""

    def test_without_a_place_the_page_says_who_sets_it(self, kantor: Balai, settings: Any) -> None:
        settings.EOFFICE_CADANGAN = ""
        halaman = teks(kantor.operator.get(ke("cadangan")))
        assert "Tempat cadangan belum disetel" in halaman
        assert "Cadangkan sekarang" not in halaman

    def test_without_a_key_the_page_leads_to_the_sheet(self, kantor: Balai) -> None:
        halaman = teks(kantor.operator.get(ke("cadangan")))
        assert "Lembar pemulihan belum dibuat." in halaman
        assert f'href="{ke("cadangan_lembar")}"' in halaman
        assert "Cadangkan sekarang" not in halaman
        assert "Yang dapat membuatnya: operator dan sekretaris desa." in teks(
            kantor.kades.get(ke("cadangan"))
        )

    @pytest.mark.parametrize(
        ("lalu", "kata", "warna"),
        [
            (None, "Cadangan terakhir: belum pernah.", "putus"),
            (timedelta(days=3, minutes=1), "Cadangan terakhir:", "putus"),
            (timedelta(days=2, hours=23), "Cadangan terakhir:", "lancar"),
            (
                timedelta(minutes=5),
                "Cadangan terakhir: hari ini, 12.55, ke flashdisk di /media/flashdisk.",
                "lancar",
            ),
            (
                timedelta(hours=15),
                "Cadangan terakhir: kemarin, 22.00, ke flashdisk di /media/flashdisk.",
                "lancar",
            ),
        ],
    )
    def test_the_age_is_said_in_words(
        self, kantor: Balai, lalu: timedelta | None, kata: str, warna: str
    ) -> None:
        cadangan.buat_kunci("Desa Cisontrol")
        with time_machine.travel("2026-11-24T13:00:00+07:00", tick=False):
            if lalu is not None:
                dibuat(lalu)
            jawab = kantor.operator.get(ke("cadangan"))
        assert kata in teks(jawab)
        assert jawab.context["keadaan"]["keadaan"] == warna

    def test_a_failure_is_told_with_what_to_do(self, kantor: Balai) -> None:
        cadangan.buat_kunci("Desa Cisontrol")
        dibuat(timedelta(hours=20))
        gagal()
        halaman = teks(kantor.operator.get(ke("cadangan")))
        assert (
            "Percobaan terakhir gagal: Flashdisk di /media/flashdisk tidak terpasang. Colokkan, lalu ulangi."
            in halaman
        )
        assert "Cadangan ada." in halaman
        assert "52.000 baris, 400 berkas" in halaman

    def test_a_damaged_file_of_the_store_is_told(self, kantor: Balai) -> None:
        cadangan.buat_kunci("Desa Cisontrol")
        dibuat(hilang=2)
        assert "2 berkas rusak di server ini." in teks(kantor.operator.get(ke("cadangan")))

    def test_a_damaged_list_of_keys_does_not_break_the_page(self, kantor: Balai, tmp_path: Path) -> None:
        cadangan.buat_kunci("Desa Cisontrol")
        (tmp_path / "kunci/cadangan/penerima.json").write_text("{")
        assert "Lembar pemulihan belum dibuat." in teks(kantor.operator.get(ke("cadangan")))


class TestAsking:
    """The page asks, the worker does it."""

    @pytest.fixture(autouse=True)
    def _kunci(self, kantor: Balai) -> None:
        cadangan.buat_kunci("Desa Cisontrol")

    def test_who_presses_asks_the_worker(self, kantor: Balai) -> None:
        assert "Cadangkan sekarang" in teks(kantor.sekdes.get(ke("cadangan")))
        jawab = kantor.sekdes.post(ke("cadangan_sekarang"), follow=True)
        assert "Dimulai dalam beberapa detik." in teks(jawab)
        assert "Cadangkan sekarang" not in teks(jawab)
        assert 'http-equiv="refresh"' in teks(jawab)
        assert cadangan.ambil_permintaan()

    def test_who_presses_again_reads_that_it_was_asked_for(self, kantor: Balai) -> None:
        kantor.sekdes.post(ke("cadangan_sekarang"))
        assert "Sudah diminta." in teks(kantor.operator.post(ke("cadangan_sekarang"), follow=True))
        assert cadangan.ambil_permintaan() is not None
        assert cadangan.ambil_permintaan() is None

    def test_a_worker_that_does_not_begin_is_suspected(self, kantor: Balai) -> None:
        kantor.operator.post(ke("cadangan_sekarang"))
        menunggu = cadangan.diminta()
        assert menunggu is not None
        path = keadaan.folder() / "minta.json"
        os.utime(path, (path.stat().st_mtime - 61,) * 2)
        assert "Pekerja di belakang layar mungkin mati" in teks(kantor.operator.get(ke("cadangan")))

    def test_what_is_under_way_is_shown(self, kantor: Balai) -> None:
        with keadaan.berjalan() as maju:
            assert "Basis data disalin." in teks(kantor.operator.get(ke("cadangan")))
            maju(1200, 3400)
            halaman = teks(kantor.operator.get(ke("cadangan")))
            assert "1.200 dari 3.400 berkas." in halaman
            assert 'value="1200" max="3400"' in halaman
            assert "Sudah diminta." in teks(kantor.operator.post(ke("cadangan_sekarang"), follow=True))
        assert "sedang dibuat" not in teks(kantor.operator.get(ke("cadangan")))

    def test_what_cannot_be_made_is_not_asked_for(self, kantor: Balai, settings: Any) -> None:
        settings.EOFFICE_CADANGAN = ""
        assert "belum dapat dibuat" in teks(kantor.operator.post(ke("cadangan_sekarang"), follow=True))
        assert cadangan.ambil_permintaan() is None


class TestSheet:
    """One answer holds the key."""

    def test_it_is_given_out_and_kept_nowhere(self, kantor: Balai, tmp_path: Path) -> None:
        jawab = kantor.operator.post(ke("cadangan_lembar"), SETUJU)
        assert jawab["Content-Type"] == "application/pdf"
        assert jawab["Content-Disposition"] == 'attachment; filename="lembar-pemulihan.pdf"'
        assert jawab["Cache-Control"] == "no-store"
        (rahasia,) = baca_qr(jawab.content, tmp_path)
        assert [satu.kunci for satu in cadangan.penerima()] == [amplop.kunci_publik(rahasia)]
        disk = b"".join(path.read_bytes() for path in (tmp_path / "kunci").rglob("*") if path.is_file())
        assert rahasia.encode() not in disk

    def test_without_the_mark_nothing_is_made(self, kantor: Balai) -> None:
        jawab = kantor.operator.post(ke("cadangan_lembar"), {})
        assert jawab.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert cadangan.penerima() == []

    def test_a_second_one_replaces_the_first_and_says_so_before(self, kantor: Balai, tmp_path: Path) -> None:
        kantor.operator.post(ke("cadangan_lembar"), SETUJU)
        pertama = cadangan.penerima()[0].kunci
        assert "Lembar hilang: buat yang baru" in teks(kantor.sekdes.get(ke("cadangan")))
        halaman = teks(kantor.sekdes.get(ke("cadangan_lembar")))
        assert "Buat lembar pemulihan baru" in halaman
        assert "Lembar lama tidak membuka cadangan yang dibuat sesudah ini." in halaman
        kantor.sekdes.post(ke("cadangan_lembar"), SETUJU)
        (kedua,) = cadangan.penerima()
        assert kedua.kunci != pertama

    def test_somebody_who_left_the_screen_open_proves_himself_first(self, kantor: Balai) -> None:
        basi = browser(kantor.orang.operator, segar=False)
        for jawab in (basi.get(ke("cadangan_lembar")), basi.post(ke("cadangan_lembar"), SETUJU)):
            assert jawab.status_code == HTTPStatus.FOUND
            assert jawab["Location"].startswith(ke("pastikan"))
        assert cadangan.penerima() == []

    def test_who_else_opens_backups_is_named(self, kantor: Balai) -> None:
        kantor.operator.post(ke("cadangan_lembar"), SETUJU)
        cadangan.tambah_penerima(amplop.kunci_baru()[1], "Diskominfo Ciamis")
        halaman = teks(kantor.kades.get(ke("cadangan")))
        assert "Diskominfo Ciamis, sejak" in halaman
        assert "Lembar pemulihan Desa Cisontrol, sejak" in halaman


class TestFirstPage:
    """The first page warns, or says in one line that all is well."""

    def test_it_warns_while_there_is_none(self, kantor: Balai) -> None:
        halaman = teks(kantor.operator.get(ke("beranda")))
        assert "Lembar pemulihan belum dibuat" in halaman
        assert f'href="{ke("cadangan")}"' in halaman

    def test_it_warns_when_it_is_old(self, kantor: Balai) -> None:
        cadangan.buat_kunci("Desa Cisontrol")
        dibuat(timedelta(days=4))
        assert "Cadangan perlu dibuat" in teks(kantor.kades.get(ke("beranda")))

    def test_it_says_when_the_last_one_was_made(self, kantor: Balai) -> None:
        cadangan.buat_kunci("Desa Cisontrol")
        with time_machine.travel("2026-11-24T13:00:00+07:00", tick=False):
            dibuat(timedelta(hours=14))
            halaman = teks(kantor.operator.get(ke("beranda")))
        assert "Cadangan terakhir: kemarin, 23.00, ke flashdisk di /media/flashdisk." in halaman
        assert "Cadangan perlu dibuat" not in halaman

    def test_who_cannot_open_the_page_is_not_led_there(self, kantor: Balai) -> None:
        kadus = rekan(kantor, "kadus", Jabatan.KADUS)
        assert ke("cadangan") not in teks(kadus.get(ke("beranda")))
        cadangan.buat_kunci("Desa Cisontrol")
        dibuat()
        assert ke("cadangan") not in teks(kadus.get(ke("beranda")))

    def test_the_regency_says_nothing(self, kantor: Balai, settings: Any) -> None:
        settings.EOFFICE_PERAN = "kabupaten"
        assert "Cadangan" not in teks(kantor.operator.get(ke("beranda")))

    def test_the_settings_lead_there(self, kantor: Balai) -> None:
        halaman = teks(kantor.operator.get(ke("pengaturan")))
        assert f'href="{ke("cadangan")}"' in halaman


@pytest.mark.parametrize("banyak", [1, 9])
def test_the_page_asks_little_of_the_database(
    kantor: Balai, django_assert_max_num_queries: Any, banyak: int
) -> None:
    cadangan.buat_kunci("Desa Cisontrol")
    for _ in range(banyak):
        dibuat()
    with django_assert_max_num_queries(15):
        kantor.operator.get(ke("cadangan"))

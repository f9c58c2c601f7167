"""The light in words: what it says in every state, to whom, and where there is none."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import lxml.html
import pytest
import time_machine

from eoffice.akun.rules.jabatan import Jabatan
from eoffice.jejak.desa import ubah_identitas
from eoffice.sinkron.services.kunci import berkas_kunci
from eoffice.web.aparat.sinkron.lampu import kapan
from eoffice.wilayah.models import Desa
from tests.conftest import SITUMANDALA
from tests.web.aparat.conftest import Balai, buka_balai, isi, ke, rekan
from tests.web.aparat.sinkron import alat
from tests.web.aparat.sinkron.alat import ServerDesa

pytestmark = pytest.mark.django_db
SIANG = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)
"""Tuesday, 14.05 in Ciamis."""


@pytest.fixture
def siang() -> Any:
    with time_machine.travel(SIANG, tick=False) as jam:
        yield jam


def lampu(halaman: str) -> tuple[str, str, str]:
    """Return shape, words and the way on of the light of a page; empty without one."""
    semua = lxml.html.document_fromstring(halaman).xpath("//p[contains(@class, 'lampu')]")
    if not semua:
        return "", "", ""
    (satu,) = semua
    assert len(satu.xpath("./*[local-name()='svg']")) == 1, "colour never stands alone"
    rincian = satu.xpath("./a/@href")
    return satu.get("class"), satu.xpath("string(./span)"), rincian[0] if rincian else ""


def _menunggu(kurang: int, kirim: int) -> None:
    alat.terima_semua(kurang, SIANG - timedelta(hours=2))
    alat.titipkan_berkas(kirim, ditunggu=False)


KEADAAN: dict[str, tuple[Callable[[], object], str, str]] = {
    "never met": (
        lambda: None,
        "lampu tunggu",
        (
            "Belum pernah bertemu kabupaten. Belum ada data yang diterima kabupaten. Menunggu: 8 data, 0 lampiran. "
            "Cocok dengan kabupaten: belum pernah diperiksa."
        ),
    ),
    "equal": (
        lambda: (alat.terima_semua(), alat.cocokkan(pada=SIANG - timedelta(hours=13))),
        "lampu",
        (
            "Lancar. Tersinkron s.d. hari ini, 14.05 (baru saja). Tidak ada yang menunggu. "
            "Cocok dengan kabupaten: ya, tadi malam."
        ),
    ),
    "waiting": (
        lambda: (_menunggu(2, 3), alat.cocokkan(pada=SIANG - timedelta(hours=13))),
        "lampu tunggu",
        (
            "Menunggu dikirim. Tersinkron s.d. hari ini, 12.05 (2 jam lalu). Menunggu: 2 data, 3 lampiran. "
            "Cocok dengan kabupaten: ya, tadi malam."
        ),
    ),
    "received and never compared": (
        alat.terima_semua,
        "lampu tunggu",
        (
            "Belum dicocokkan. Tersinkron s.d. hari ini, 14.05 (baru saja). Tidak ada yang menunggu. "
            "Cocok dengan kabupaten: belum pernah diperiksa."
        ),
    ),
    "compared in part": (
        lambda: (alat.terima_semua(), alat.cocokkan(tanpa=True)),
        "lampu tunggu",
        (
            "Belum dicocokkan. Tersinkron s.d. hari ini, 14.05 (baru saja). Tidak ada yang menunggu. "
            "Cocok dengan kabupaten: belum seluruhnya, hari ini, 14.05."
        ),
    ),
    "compared long ago": (
        lambda: (alat.terima_semua(), alat.cocokkan(pada=SIANG - timedelta(days=4))),
        "lampu tunggu",
        (
            "Lama tidak dicocokkan. Tersinkron s.d. hari ini, 14.05 (baru saja). Tidak ada yang menunggu. "
            "Cocok dengan kabupaten: ya, Jumat, 20 November, 14.05."
        ),
    ),
    "different": (
        lambda: (alat.terima_semua(), alat.cocokkan(beda=True)),
        "lampu putus",
        (
            "Tidak cocok dengan kabupaten. Tersinkron s.d. hari ini, 14.05 (baru saja). Tidak ada yang menunggu. "
            "Cocok dengan kabupaten: tidak, hari ini, 14.05."
        ),
    ),
    "held up": (
        lambda: (alat.terima_semua(), alat.cocokkan(), alat.tahan("sinkron.bukan_pemilik")),
        "lampu putus",
        (
            "Ada yang tertahan. Tersinkron s.d. hari ini, 14.05 (baru saja). Tidak ada yang menunggu. "
            "Cocok dengan kabupaten: ya, hari ini, 14.05."
        ),
    ),
    "not met for days": (
        lambda: (alat.terima_semua(0, SIANG - timedelta(days=5)), alat.cocokkan()),
        "lampu putus",
        (
            "Lama tidak bertemu kabupaten. Tersinkron s.d. Kamis, 19 November, 14.05 (5 hari lalu). "
            "Tidak ada yang menunggu. Cocok dengan kabupaten: ya, hari ini, 14.05."
        ),
    ),
}


@pytest.mark.parametrize("keadaan", KEADAAN)
def test_first_page_and_details_say_the_same_in_every_state(
    siang: Any, server: ServerDesa, keadaan: str
) -> None:
    buat, rupa, kata = KEADAAN[keadaan]
    server.dalam(buat)
    assert lampu(isi(server.balai.operator.get(ke("beranda")))) == (rupa, kata, "/aparat/sinkron/")
    assert lampu(isi(server.balai.sekdes.get(ke("sinkron")))) == (rupa, kata, "")


def test_green_ends_with_the_next_event(siang: Any, server: ServerDesa) -> None:
    server.hijau()
    assert lampu(isi(server.balai.operator.get(ke("beranda"))))[0] == "lampu"
    server.dalam(ubah_identitas, pelaku="uji", alamat="Jalan Baru 1")
    rupa, kata, _ = lampu(isi(server.balai.operator.get(ke("beranda"))))
    assert (rupa, "Menunggu: 1 data, 0 lampiran." in kata) == ("lampu tunggu", True)


def test_an_official_without_a_part_in_it_sees_the_light_without_the_way_on(server: ServerDesa) -> None:
    kadus = rekan(server.balai, "kadus", Jabatan.KADUS)
    rupa, _, ke_mana = lampu(isi(kadus.get(ke("beranda"))))
    assert (rupa, ke_mana) == ("lampu tunggu", "")
    assert kadus.get(ke("sinkron")).status_code == 404


AJAKAN = "Belum terhubung ke kabupaten"


def test_before_enrolment_there_is_a_gentle_line_for_who_can_enrol(server_baru: ServerDesa) -> None:
    balai = server_baru.balai
    for klien, terlihat in ((balai.operator, True), (balai.kades, True), (balai.sekdes, False)):
        halaman = isi(klien.get(ke("beranda")))
        assert lampu(halaman) == ("", "", "")
        assert (AJAKAN in halaman, ke("sinkron_daftar") in halaman) == (terlihat, terlihat)
    server_baru.hubungkan()
    assert AJAKAN not in isi(balai.operator.get(ke("beranda")))


def test_a_village_that_the_regency_serves_has_neither(
    balai: Balai, server: ServerDesa, settings: Any
) -> None:
    assert berkas_kunci("kabupaten.json").exists()
    settings.EOFFICE_PERAN = "kabupaten"
    for klien in (balai.operator, balai.kades):
        halaman = isi(klien.get(ke("beranda")))
        assert (lampu(halaman), AJAKAN in halaman) == (("", "", ""), False)
        assert "Hubungan dengan kabupaten" not in isi(klien.get(ke("pengaturan")))


def test_the_neighbour_on_this_machine_has_neither(server: ServerDesa, situmandala: Desa) -> None:
    del server
    tetangga = buka_balai(situmandala, "situmandala", "3207154506859002")
    assert situmandala.kode == SITUMANDALA
    assert lampu(isi(tetangga.operator.get(ke("beranda")))) == ("", "", "")
    assert tetangga.operator.get(ke("sinkron")).status_code == 404


def test_the_settings_lead_there(server_baru: ServerDesa) -> None:
    assert "Belum terhubung" in isi(server_baru.balai.sekdes.get(ke("pengaturan")))
    server_baru.hubungkan()
    halaman = isi(server_baru.balai.sekdes.get(ke("pengaturan")))
    assert ("Belum terhubung" in halaman, f'href="{ke("sinkron")}"' in halaman) == (False, True)


@pytest.mark.parametrize(
    ("lalu", "kata"),
    [
        (timedelta(hours=13), "tadi malam"),
        (timedelta(hours=20), "tadi malam"),
        (timedelta(hours=9, minutes=6), "tadi malam"),
        (timedelta(hours=9), "hari ini, 05.05"),
        (timedelta(hours=20, minutes=6), "kemarin, 17.59"),
        (timedelta(hours=37), "kemarin, 01.05"),
        (timedelta(), "hari ini, 14.05"),
        (timedelta(hours=-6), "hari ini, 20.05"),
    ],
)
def test_last_night_is_said_in_the_morning_of_the_next_day(lalu: timedelta, kata: str) -> None:
    assert kapan(SIANG - lalu, SIANG) == kata


def test_at_night_itself_the_hour_is_said() -> None:
    malam = SIANG + timedelta(hours=8)
    assert kapan(malam - timedelta(hours=1), malam) == "hari ini, 21.05"

"""Figures for a monitoring program: who gets them, that the text is exact, that nothing of people is in it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eoffice.kernel import clock
from eoffice.sinkron.models import BerkasAntar, KeadaanNode
from eoffice.sinkron.rules.metrik import Metrik, tulis
from eoffice.sinkron.services import jatah
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.conftest import CISONTROL
from tests.web.aparat.conftest import browser
from tests.web.kabupaten.conftest import papan_penuh

TOKEN = "token-uji-yang-panjang"
_LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*"'
_NAMA = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
SAMPEL = re.compile(rf"({_NAMA})(?:\{{((?:{_LABEL})(?:,{_LABEL})*)\}})? (-?[0-9]+(?:\.[0-9]+)?)")
BANTUAN = re.compile(rf"# HELP ({_NAMA}) [^\n]+")
JENIS = re.compile(rf"# TYPE ({_NAMA}) gauge")


def urai(teks: str) -> dict[str, dict[str, float]]:
    """Read the text strictly: help, type, samples in this order; each name and each series once.

    Raises:
        AssertionError: it is not the format.
    """
    assert teks == "" or teks.endswith("\n")
    hasil: dict[str, dict[str, float]] = {}
    baris = iter(teks.splitlines())
    kini, harap = "", "bantuan"
    for satu in baris:
        if bantuan := BANTUAN.fullmatch(satu):
            kini, harap = bantuan[1], "jenis"
            assert kini not in hasil
            hasil[kini] = {}
            continue
        if jenis := JENIS.fullmatch(satu):
            assert (jenis[1], harap) == (kini, "jenis")
            harap = "sampel"
            continue
        sampel = SAMPEL.fullmatch(satu)
        assert sampel, satu
        assert (sampel[1], harap) == (kini, "sampel")
        assert (sampel[2] or "") not in hasil[kini]
        hasil[kini][sampel[2] or ""] = float(sampel[3])
    assert all(hasil.values())
    return hasil


@pytest.fixture(autouse=True)
def _token(tmp_path: Path, settings: LazySettings) -> None:
    settings.EOFFICE_HOME, settings.EOFFICE_METRIK_TOKEN = tmp_path, TOKEN


def ambil(**tajuk: str) -> str:
    jawab = Client().get("/metrik/", headers=tajuk or {"Authorization": f"Bearer {TOKEN}"})
    assert jawab.status_code == 200
    assert jawab.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    return str(jawab.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "tajuk",
    [
        {}, {"Authorization": ""}, {"Authorization": TOKEN}, {"Authorization": "Bearer "},
        {"Authorization": f"Bearer {TOKEN} "}, {"Authorization": f"bearer {TOKEN}"},
        {"Authorization": f"Basic {TOKEN}"}, {"Authorization": f"Bearer {TOKEN[:-1]}"},
        {"Authorization": "Bearer \u00e9"},
    ],
    ids=str,
)  # fmt: skip
def test_without_the_token_the_page_does_not_exist(tajuk: dict[str, str], settings: LazySettings) -> None:
    """Also for whoever comes from this very computer, as every visitor behind a proxy does."""
    jawab = Client().get("/metrik/", headers=tajuk, REMOTE_ADDR="127.0.0.1")
    assert jawab.status_code == 404
    assert "eoffice_" not in jawab.content.decode()


@pytest.mark.django_db
def test_an_installation_without_a_token_has_no_figures(settings: LazySettings) -> None:
    settings.EOFFICE_METRIK_TOKEN = ""
    for tajuk in ({}, {"Authorization": "Bearer "}, {"Authorization": f"Bearer {TOKEN}"}):
        assert Client().get("/metrik/", headers=tajuk).status_code == 404


@pytest.mark.django_db
def test_a_hub_without_villages_has_the_figures_of_itself() -> None:
    assert urai(ambil()) == {"eoffice_hub_worker_stalled": {"": 0.0}}


@pytest.mark.django_db
def test_every_village_with_a_server_has_its_gauges(cisontrol: Desa, situmandala: Desa) -> None:
    kini = clock.now()
    with time_machine.travel(kini, tick=False):
        KeadaanNode.objects.create(
            desa=cisontrol, status="aktif", terdaftar_pada=kini, terlihat_pada=kini - timedelta(seconds=90), versi="1.4",
            selisih_jam=-7, kepala=20, diterima=15, diterapkan=12, tertinggal=3, batas_pada=kini - timedelta(minutes=20),
            tertua_sejak=kini - timedelta(hours=2), berkas_ditunggu=4, tertahan=1, cocok_pada=kini - timedelta(hours=1),
            tabel_beda=2, disk_sisa=5 * 10**9, disk_semua=100 * 10**9, diperbarui_pada=kini,
            berkas_bita=700, berkas_kuota=10**9, berkas_ditolak=0,
        )  # fmt: skip
        hasil = urai(ambil())
    d = f'desa="{CISONTROL}"'
    assert hasil.pop("eoffice_node_info") == {f'{d},name="Cisontrol",kecamatan="Rancah",version="1.4"': 1}
    assert hasil.pop("eoffice_node_alarm") == {
        f'{d},alarm="{nama}",level="{taraf}"': 1
        for nama, taraf in [
            ("tidak_cocok", "merah"), ("tertahan", "merah"), ("terlambat_terap", "merah"), ("disk", "kuning"),
        ]
    }  # fmt: skip
    assert {nama: satu for nama, satu in hasil.items() if nama != "eoffice_hub_worker_stalled"} == {
        f"eoffice_node_{nama}": {d: nilai}
        for nama, nilai in {
            "files_bytes": 700, "files_quota_bytes": 10**9, "files_refused": 0,
            "active": 1, "last_seen_timestamp_seconds": pytest.approx(kini.timestamp() - 90),
            "head_events": 20, "received_events": 15, "applied_events": 12, "apply_lag_events": 3,
            "apply_lag_seconds": 1200, "unsent_oldest_seconds": 7200, "quarantine_events": 1, "files_awaited": 4,
            "clock_offset_seconds": -7, "disk_free_bytes": 5e9, "disk_size_bytes": 1e11,
            "digest_timestamp_seconds": pytest.approx(kini.timestamp() - 3600), "digest_tables_different": 2,
        }.items()
    }  # fmt: skip


@pytest.mark.django_db
def test_names_of_villages_cannot_break_the_text() -> None:
    desa = Desa.objects.create(
        kode=CISONTROL,
        nama='Ci"so\\n',
        kecamatan="Ran\ncah",
        kabupaten="Kabupaten Ciamis",
        provinsi="Jawa Barat",
    )
    KeadaanNode.objects.create(desa=desa, status="aktif", versi='1"} 7\n', diperbarui_pada=clock.now())
    (info,) = urai(ambil())["eoffice_node_info"]
    assert info == f'desa="{CISONTROL}",name="Ci\\"so\\\\n",kecamatan="Ran\\ncah",version="1\\"}} 7\\n"'


@pytest.mark.django_db
def test_258_villages_are_two_statements_and_nothing_of_people() -> None:
    papan_penuh(258)
    with CaptureQueriesContext(connection) as kueri:
        teks = ambil()
    assert len(kueri) == 3
    hasil = urai(teks)
    assert len(hasil["eoffice_node_info"]) == len(hasil["eoffice_node_active"]) == 229
    label = {
        kata.split("=")[0] for satu in hasil.values() for isi in satu for kata in re.findall(_LABEL, isi)
    }
    assert label == {"desa", "name", "kecamatan", "version", "alarm", "level"}
    assert not re.search(r"\d{16}", teks)


@pytest.mark.django_db
def test_a_worker_that_stands_still_is_a_figure() -> None:
    papan_penuh(2)
    KeadaanNode.objects.update(diperbarui_pada=clock.now() - timedelta(hours=1))
    assert urai(ambil())["eoffice_hub_worker_stalled"] == {"": 1.0}


@pytest.mark.django_db
def test_a_villages_server_tells_of_itself_alone(cisontrol: Desa, settings: LazySettings) -> None:
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "desa", CISONTROL
    kosong = urai(ambil())
    assert kosong["eoffice_sync_unconfirmed_events"] == {"": 0.0}
    assert "eoffice_sync_last_contact_timestamp_seconds" not in kosong  # never met
    assert "eoffice_sync_digest_equal" not in kosong
    with lingkup(CISONTROL):
        pabrik.pemeran()
    hasil = urai(ambil())
    assert hasil["eoffice_sync_unconfirmed_events"][""] > 5
    assert hasil["eoffice_disk_free_bytes"][""] > 0
    assert (hasil["eoffice_sync_files_refused"][""], hasil["eoffice_sync_files_today_bytes"][""]) == (0, 0)
    with lingkup(CISONTROL):
        jatah.pakai(4096)
        BerkasAntar.objects.create(sha256="a" * 64, ditunggu=False, disebut_pada=clock.now())
        jatah.ingat_kuota(10, 10, 1)
    hasil = urai(ambil())
    assert (hasil["eoffice_sync_files_refused"][""], hasil["eoffice_sync_files_today_bytes"][""]) == (1, 4096)
    assert {nama.split("_")[1] for nama in hasil} == {"sync", "disk"}


@pytest.mark.django_db
def test_a_session_of_an_official_opens_no_figures(cisontrol: Desa) -> None:
    with lingkup(CISONTROL):
        kades = pabrik.pemeran().kades
    assert browser(kades).get("/metrik/").status_code == 404


@pytest.mark.parametrize(
    ("nilai", "kata"),
    [(0.0, "0"), (-3.0, "-3"), (1.5, "1.5"), (5e9, "5000000000"), (1e15 + 0.5, "1000000000000000.5")],
)
def test_a_value_is_written_without_loss(nilai: float, kata: str) -> None:
    teks = tulis([Metrik("x", "X.", (((), nilai),)), Metrik("kosong", "Y.", ())])
    assert teks == f"# HELP x X.\n# TYPE x gauge\nx {kata}\n"


@pytest.mark.parametrize(
    "rusak",
    [
        "x 1",
        "# HELP x\n",
        '# HELP x X.\n# TYPE x gauge\nx{a="b"} 1\nx{a="b"} 2\n',
        "# HELP x X.\n# TYPE x gauge\n",
    ],
)
def test_the_check_of_the_text_is_strict(rusak: str) -> None:
    with pytest.raises(AssertionError):
        urai(rusak)

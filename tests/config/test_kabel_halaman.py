"""The page with the cable: what it says, what its button does, and that an office does not have it."""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eoffice.jejak.aliran import semua_ujung
from eoffice.kernel import clock
from eoffice.sinkron.models import BerkasAntar, TandaTerima
from eoffice.sinkron.services.kemajuan import Kerja, diminta
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.jejak.conftest import tulis
from tests.web.peramban import AXE, Axe, browser, melebar, serve

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jenis_uji")]
KE = "/kabel/"


@pytest.fixture
def jenis_uji(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register a type of event of no room."""
    from eoffice.jejak import registry
    from tests.jejak.conftest import UJI

    monkeypatch.setattr(registry, "_terdaftar", dict(registry._terdaftar))
    registry.daftarkan(UJI)


@pytest.fixture(autouse=True)
def tercabut(settings: LazySettings, tmp_path: Path, cisontrol: object) -> Path:
    settings.EOFFICE_PERAN, settings.EOFFICE_DESA = "desa", CISONTROL
    settings.EOFFICE_ALAMAT_PUBLIK = "http://localhost:8001"
    settings.EOFFICE_HOME = tmp_path
    settings.EOFFICE_KABEL = str(tmp_path / "kabel-tercabut")
    return tmp_path / "kabel-tercabut"


def angka(client: Client) -> list[str]:
    """Return what the page counts: written, confirmed, waiting, files waiting."""
    halaman = client.get(KE).content.decode()
    return re.findall(r"<dd[^>]*>\s*(?:<span[^>]*>)?(\d+)", halaman)


def diakui(urut: int) -> None:
    """Let the regency have confirmed up to a place."""
    (satu,) = semua_ujung()
    isi = {"urut": urut, "digest": "0" * 64, "isi": b"x", "pada": clock.now()}
    TandaTerima(epoch=satu.epoch, **isi).save()


@pytest.mark.parametrize("cara", ["get", "post"])
def test_an_office_has_no_such_page(
    client: Client, settings: LazySettings, tercabut: Path, cara: str
) -> None:
    settings.EOFFICE_KABEL = ""
    assert getattr(client, cara)(KE, {"kabel": "cabut"}).status_code == 404
    assert not tercabut.exists()


def test_the_cable_is_pulled_out_and_plugged_in(client: Client, tercabut: Path) -> None:
    assert "Cabut kabel" in client.get(KE).content.decode()
    jawab = client.post(KE, {"kabel": "cabut"})
    assert (jawab.status_code, jawab["Location"], tercabut.exists()) == (302, KE, True)
    halaman = client.get(KE).content.decode()
    assert ("Kabel tercabut" in halaman, re.findall(r'name="kabel" value="(\w+)"', halaman)) == (
        True,
        ["colok"],
    )
    assert diminta(CISONTROL, Kerja.TEMU) is None
    client.post(KE, {"kabel": "colok"})
    assert not tercabut.exists()
    assert diminta(CISONTROL, Kerja.TEMU) is not None


@pytest.mark.parametrize("kabel", ["cabut", "colok"])
def test_pressing_twice_is_harmless(client: Client, tercabut: Path, kabel: str) -> None:
    for _ in range(2):
        assert client.post(KE, {"kabel": kabel}).status_code == 302
    assert tercabut.exists() is (kabel == "cabut")


def test_a_stranger_site_cannot_press(tercabut: Path) -> None:
    ketat = Client(enforce_csrf_checks=True)
    assert ketat.post(KE, {"kabel": "cabut"}).status_code == 403
    assert not tercabut.exists()


@pytest.mark.parametrize("cara", ["put", "delete", "patch"])
def test_nothing_but_looking_and_pressing(client: Client, cara: str) -> None:
    assert getattr(client, cara)(KE).status_code == 405


def test_what_waits_is_counted_and_what_the_regency_confirmed(client: Client) -> None:
    with lingkup(CISONTROL), transaction.atomic():
        for _ in range(5):
            tulis()
        diakui(3)
        BerkasAntar(sha256="a" * 64, ditunggu=False, disebut_pada=clock.now()).save()
        BerkasAntar(sha256="b" * 64, ditunggu=True, disebut_pada=clock.now()).save()
    assert angka(client) == ["5", "3", "2", "1"]
    assert "data sedang dikirim" in client.get(KE).content.decode()


def test_when_everything_is_confirmed_that_is_said(client: Client) -> None:
    with lingkup(CISONTROL), transaction.atomic():
        tulis()
        diakui(1)
    assert angka(client) == ["1", "1", "0", "0"]
    assert "semua sudah diterima kabupaten" in client.get(KE).content.decode()


def test_the_ways_lead_to_the_village_and_to_the_regency(client: Client) -> None:
    halaman = client.get(KE).content.decode()
    for ke in ("/aparat/", f"/desa/{CISONTROL}/", f"http://localhost:8001/desa/{CISONTROL}/"):
        assert f'href="{ke}"' in halaman


def test_asking_every_two_seconds_is_cheap(client: Client) -> None:
    client.get(KE)
    with CaptureQueriesContext(
        connection,
    ) as tanya:
        client.get(KE)
    assert len([satu for satu in tanya if "SAVEPOINT" not in satu["sql"]]) <= 10


@pytest.mark.peramban
@pytest.mark.parametrize("lebar", [320, 360, 1280])
@pytest.mark.parametrize("gelap", [False, True], ids=["terang", "gelap"])
def test_the_page_is_for_everybody(client: Client, tercabut: Path, lebar: int, *, gelap: bool) -> None:
    halaman = {"/kabel/": client.get(KE).content.decode()}
    tercabut.touch()
    halaman["/tercabut/"] = client.get(KE).content.decode()
    with browser() as peramban:
        konteks = peramban.new_context(
            viewport={"width": lebar, "height": 740}, color_scheme="dark" if gelap else "light"
        )
        serve(konteks, halaman)
        page = konteks.new_page()
        for jalur in halaman:
            page.goto(f"http://desa.test{jalur}")
            assert melebar(page) == ""
            assert Axe().run(page, options=AXE).response["violations"] == []

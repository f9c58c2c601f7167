"""Who may do what on a village's own server; on any other server, and for anybody else, nothing of it exists."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from eoffice.akun.rules.jabatan import Jabatan
from eoffice.sinkron.services.kemajuan import Kerja, diminta
from eoffice.wilayah.models import Desa
from tests.conftest import CISONTROL
from tests.web.aparat.conftest import browser, buka_balai, ke, rekan
from tests.web.aparat.sinkron.alat import ServerDesa, habiskan

pytestmark = pytest.mark.django_db
BULAN = "?bulan=2026-11"
# address, method -> operator, sekdes, kades, kadus (who has no part in letters)
HAK: dict[tuple[str, str], tuple[int, int, int, int]] = {
    ("sinkron", "get"): (200, 200, 200, 404),
    ("sinkron_temu", "post"): (302, 302, 302, 404),
    ("sinkron_cocok", "post"): (302, 302, 302, 404),
    ("sinkron_unduh", "get"): (200, 404, 200, 404),
    ("sinkron_terima", "get"): (200, 404, 200, 404),
    ("sinkron_terima", "post"): (422, 404, 422, 404),
    ("sinkron_berita", "get"): (200, 200, 200, 404),
    ("sinkron_daftar", "get"): (200, 404, 200, 404),
    ("sinkron_daftar", "post"): (422, 404, 422, 404),
    ("sinkron_salinan", "get"): (404, 404, 404, 404),
    ("sinkron_salinan", "post"): (404, 404, 404, 404),
}


def panggil(klien: Client, nama: str, metode: str) -> int:
    alamat = ke(nama) + (BULAN if nama == "sinkron_berita" else "")
    jawab = getattr(klien, metode)(alamat)
    if jawab.streaming:
        habiskan(jawab)
    return int(jawab.status_code)


@pytest.fixture(autouse=True)
def berita_cepat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print nothing: who may is asked here, not what the document looks like."""
    monkeypatch.setattr("eoffice.web.aparat.sinkron.usb.susun_berita", lambda *_, **__: b"%PDF-")


@pytest.mark.parametrize(("nama", "metode"), HAK)
def test_each_role_gets_its_answer(server: ServerDesa, nama: str, metode: str) -> None:
    balai = server.balai
    orang = (balai.operator, balai.sekdes, balai.kades, rekan(balai, "kadus", Jabatan.KADUS))
    assert tuple(panggil(satu, nama, metode) for satu in orang) == HAK[nama, metode]


@pytest.mark.parametrize(("nama", "metode"), HAK)
def test_nobody_else_has_such_a_page(server: ServerDesa, situmandala: Desa, nama: str, metode: str) -> None:
    """A citizen, an official of the next village kept on the same machine, a visitor."""
    tetangga = buka_balai(situmandala, "situmandala", "3207154506859002")
    warga = browser(server.balai.orang.warga)
    for klien in (warga, tetangga.operator, tetangga.kades, browser(tetangga.orang.warga)):
        assert panggil(klien, nama, metode) == HTTPStatus.NOT_FOUND
    tamu = getattr(Client(), metode)(ke(nama))
    assert (tamu.status_code, tamu.headers["Location"].startswith("/masuk/")) == (302, True)


@pytest.mark.parametrize(("nama", "metode"), HAK)
def test_the_regency_has_no_such_page_for_the_villages_it_serves(
    server: ServerDesa, settings: Any, nama: str, metode: str
) -> None:
    settings.EOFFICE_PERAN = "kabupaten"
    for klien in (server.balai.operator, server.balai.kades):
        assert panggil(klien, nama, metode) == HTTPStatus.NOT_FOUND
    assert diminta(CISONTROL, Kerja.TEMU) is None


def test_a_server_that_was_set_to_another_village_shows_nothing_of_this_one(
    server: ServerDesa, settings: Any
) -> None:
    for lain in ("", "32.07.15.2005"):
        settings.EOFFICE_DESA = lain
        assert panggil(server.balai.operator, "sinkron", "get") == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("nama", ["sinkron_temu", "sinkron_cocok", "sinkron_unduh", "sinkron_terima"])
def test_before_enrolment_there_is_nobody_to_exchange_with(server_baru: ServerDesa, nama: str) -> None:
    metode = "post" if nama in {"sinkron_temu", "sinkron_cocok"} else "get"
    assert panggil(server_baru.balai.operator, nama, metode) == HTTPStatus.NOT_FOUND
    assert diminta(CISONTROL, Kerja.TEMU) is None


def test_enrolling_wants_a_fresh_proof_of_who_one_is(server_baru: ServerDesa) -> None:
    basi = browser(server_baru.balai.orang.operator, segar=False)
    jawab = basi.get(ke("sinkron_daftar"))
    assert jawab.headers["Location"].startswith(ke("pastikan"))


@pytest.mark.parametrize("nama", ["sinkron_temu", "sinkron_cocok"])
def test_asking_is_no_link(server: ServerDesa, nama: str) -> None:
    assert server.balai.operator.get(ke(nama)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_form_from_another_site_asks_for_nothing(server: ServerDesa) -> None:
    klien = Client(enforce_csrf_checks=True)
    klien.cookies = server.balai.operator.cookies
    for nama in ("sinkron_temu", "sinkron_cocok", "sinkron_terima", "sinkron_daftar"):
        assert klien.post(ke(nama)).status_code == HTTPStatus.FORBIDDEN
    assert diminta(CISONTROL, Kerja.TEMU) is None

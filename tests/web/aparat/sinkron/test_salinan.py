"""Another copy of this server met the regency: the page says so, and a person decides which of them goes on."""

from http import HTTPStatus
from typing import Any

import lxml.html
import pytest

from eoffice.akun.rules.jabatan import Jabatan
from eoffice.jejak.models import Peristiwa
from eoffice.sinkron.services.giliran import kartu
from eoffice.sinkron.services.kemajuan import Kerja, diminta
from tests.conftest import CISONTROL
from tests.web.aparat.conftest import browser, isi, ke, rekan
from tests.web.aparat.sinkron import alat
from tests.web.aparat.sinkron.alat import ServerDesa

pytestmark = pytest.mark.django_db
TOLAK = {"kode": "sinkron.giliran_lama", "kata": "Salinan lain dari server desa ini sudah bertemu kabupaten."}
SETUJU = {"setuju": "on"}


@pytest.fixture
def ditolak(server: ServerDesa) -> ServerDesa:
    """The server whose last meeting the regency refused, because another copy met it."""
    server.dalam(alat.pertemuan, "sinkron.kata_kabupaten", rincian=TOLAK)
    return server


def utama(jawab: Any, status: int = 200) -> Any:
    return lxml.html.document_fromstring(isi(jawab, status)).xpath("//main")[0]


@pytest.mark.parametrize("siapa", ["operator", "kades"])
def test_who_looks_after_the_server_is_led_to_the_question(ditolak: ServerDesa, siapa: str) -> None:
    page = utama(getattr(ditolak.balai, siapa).get(ke("sinkron")))
    assert "Server ini ada dua" in page.text_content()
    assert page.xpath("//a/@href").count(ke("sinkron_salinan")) == 1


def test_others_read_who_decides(ditolak: ServerDesa) -> None:
    page = utama(ditolak.balai.sekdes.get(ke("sinkron")))
    assert "Operator atau kepala desa yang memastikannya di halaman ini." in page.text_content()
    assert ke("sinkron_salinan") not in page.xpath("//a/@href")


def test_without_a_refusal_nothing_is_said(server: ServerDesa) -> None:
    assert "Server ini ada dua" not in utama(server.balai.operator.get(ke("sinkron"))).text_content()


@pytest.mark.parametrize("cara", ["get", "post"])
def test_each_role_gets_its_answer(ditolak: ServerDesa, cara: str) -> None:
    balai = ditolak.balai
    orang = (balai.operator, balai.sekdes, balai.kades, rekan(balai, "kadus", Jabatan.KADUS))
    hasil = tuple(getattr(satu, cara)(ke("sinkron_salinan")).status_code for satu in orang)
    assert hasil == {"get": (200, 404, 200, 404), "post": (422, 404, 422, 404)}[cara]


def test_it_wants_a_fresh_proof_of_who_one_is(ditolak: ServerDesa) -> None:
    basi = browser(ditolak.balai.orang.operator, segar=False)
    assert basi.get(ke("sinkron_salinan")).headers["Location"].startswith(ke("pastikan"))


def test_without_the_tick_nothing_happens(ditolak: ServerDesa) -> None:
    utama(ditolak.balai.operator.post(ke("sinkron_salinan")), 422)
    assert ditolak.dalam(kartu).pasti is False
    assert diminta(CISONTROL, Kerja.TEMU) is None


def test_a_person_vouches_once_and_the_server_meets_at_once(ditolak: ServerDesa) -> None:
    operator = ditolak.balai.operator
    jawab = operator.post(ke("sinkron_salinan"), SETUJU, follow=True)
    teks = utama(jawab).text_content()
    assert "Dicatat. Komputer ini bertemu kabupaten lagi" in teks
    assert "Server ini ada dua" not in teks
    assert ditolak.dalam(kartu).pasti is True
    assert diminta(CISONTROL, Kerja.TEMU) is not None
    tercatat = ditolak.dalam(lambda: Peristiwa.objects.filter(jenis="sinkron.tindakan").get())
    assert tercatat.pelaku == str(ditolak.balai.orang.operator)
    assert operator.post(ke("sinkron_salinan"), SETUJU).status_code == HTTPStatus.NOT_FOUND

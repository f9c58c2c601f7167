"""On the LAN of an office: plain HTTP, a bare address, and an address that is another one tomorrow."""

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from eoffice.akun.models import PercobaanMasuk
from eoffice.kernel import clock
from eoffice.kernel.errors import TooManyAttempts
from eoffice.web.laju import Laju, catat_meleset, hitung, pastikan_boleh, sumber
from tests.pabrik import SANDI
from tests.web.aparat.conftest import Balai
from tests.web.markup import read

pytestmark = pytest.mark.django_db
PAGI, SORE = "192.168.1.7:8000", "10.11.12.13:8000"
HOST = [PAGI, SORE, "localhost:8000", "eoffice.local:8000", "[fe80::1]:8000", "desa-cisontrol"]


def klien_di(host: str) -> Client:
    """Return a browser that opens the office by this address, and checks forms as in production."""
    return Client(enforce_csrf_checks=True, SERVER_NAME=host.rpartition(":")[0] or host, HTTP_HOST=host)


def masuk(klien: Client, host: str, lanjut: str = "") -> str:
    """Sign in as a browser does; return where it leads."""
    ke = "/aparat/masuk/" + (f"?lanjut={lanjut}" if lanjut else "")
    token = read(klien.get(ke).content.decode()).all("input", name="csrfmiddlewaretoken")[0]["value"]
    isi = {"csrfmiddlewaretoken": token, "nama_masuk": "rika.cisontrol", "sandi": SANDI}
    jawab = klien.post(ke, isi, headers={"Origin": f"http://{host}", "Referer": f"http://{host}{ke}"})
    assert jawab.status_code == 302, jawab.content[:300]
    return str(jawab.headers["Location"])


@pytest.mark.parametrize("host", HOST)
def test_signing_in_works_by_every_address_of_the_lan(balai: Balai, host: str) -> None:
    klien = klien_di(host)
    assert masuk(klien, host) == "/aparat/"
    assert klien.get("/aparat/").status_code == 200


def test_a_changed_address_wants_a_new_sign_in_and_nothing_else(balai: Balai) -> None:
    """The router gave the PC another address at noon: cookies belong to the old one, accounts to nobody's."""
    pagi, sore = klien_di(PAGI), klien_di(SORE)
    masuk(pagi, PAGI)
    assert sore.get("/aparat/").status_code == 302
    masuk(sore, SORE)
    assert (pagi.get("/aparat/").status_code, sore.get("/aparat/").status_code) == (200, 200)


def test_a_page_opened_by_the_old_address_and_sent_to_the_new_is_refused_as_foreign(balai: Balai) -> None:
    klien = klien_di(SORE)
    klien.get("/aparat/masuk/")
    jawab = klien.post("/aparat/masuk/", {"nama_masuk": "rika"}, headers={"Origin": f"http://{PAGI}"})
    assert jawab.status_code == 403
    assert not read(jawab.content.decode()).all("form")


@pytest.mark.parametrize(
    "tujuan", ["http://{lain}/aparat/", "//{lain}/aparat/", "http:///{lain}/aparat/", "\\\\{lain}/aparat/"]
)
def test_nobody_is_sent_to_another_address_of_the_lan(balai: Balai, tujuan: str) -> None:
    assert masuk(klien_di(PAGI), PAGI, tujuan.format(lain=SORE)) == "/aparat/"


def test_pages_lead_nowhere_by_a_fixed_address(balai: Balai) -> None:
    """A link to yesterday's address would be dead: everything is relative, whatever name the page was opened by."""
    for ke in ("/aparat/", "/aparat/pengaturan/pejabat/", "/aparat/keamanan/"):
        halaman = balai.kades.get(ke, HTTP_HOST=SORE).content.decode()
        tautan = re.findall(r'(?:href|src|action|hx-get|hx-post)="([^"]*)"', halaman)
        assert tautan
        assert [satu for satu in tautan if satu.startswith(("http:", "https:", "//"))] == []


def test_cookies_hold_without_https_and_are_kept_apart_by_port(client: Client, balai: Balai) -> None:
    masuk(klien := klien_di(PAGI), PAGI)
    kue = klien.cookies[settings.SESSION_COOKIE_NAME]
    assert not kue["secure"], "the browser would not send it back on plain HTTP"
    assert not kue["domain"], "it belongs to the address it came from, whichever that is"
    assert str(settings.EOFFICE_PORT) in settings.SESSION_COOKIE_NAME
    assert str(settings.EOFFICE_PORT) in settings.CSRF_COOKIE_NAME


def test_the_session_key_changes_at_sign_in(balai: Balai) -> None:
    """Who planted a session in somebody's browser must not share it afterwards."""
    klien = klien_di(PAGI)
    klien.get("/aparat/masuk/")
    session = klien.session
    session["apa"] = 1
    session.save()
    klien.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    masuk(klien, PAGI)
    assert klien.cookies[settings.SESSION_COOKIE_NAME].value != session.session_key


@pytest.mark.parametrize("host", ["", " ", "a b", "jahat<script>", "evil.example/path", "a:b:c", "[::1"])
def test_a_host_that_is_none_gets_our_error_page(client: Client, host: str) -> None:
    jawab = client.get("/masuk/", HTTP_HOST=host)
    assert jawab.status_code == 400
    assert "tidak dapat kami baca" in read(jawab.content.decode()).text
    assert "jahat" not in jawab.content.decode()


# ---- limits by source ----


BATAS = Laju("uji", kali=3, menit=10)


@pytest.fixture
def permintaan() -> HttpRequest:
    return RequestFactory(REMOTE_ADDR="10.0.0.5").get("/")


def test_a_source_is_the_address_of_the_connection_and_no_header_changes_it(client: Client) -> None:
    """Else whoever guesses would write a new source into each request."""
    request = RequestFactory(REMOTE_ADDR="10.0.0.5").get(
        "/", headers={"X-Forwarded-For": "1.2.3.4", "X-Real-IP": "5.6.7.8"}
    )
    assert sumber(request) == "10.0.0.5"


def test_misses_are_counted_and_the_sentence_says_how_long(
    permintaan: HttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 24, 2, 3, 20, tzinfo=UTC))
    for _ in range(3):
        pastikan_boleh(permintaan, BATAS)
        catat_meleset(permintaan, BATAS)
    with pytest.raises(TooManyAttempts) as info:
        pastikan_boleh(permintaan, BATAS)
    assert info.value.pesan.params["menit"] == 7
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 24, 2, 10, tzinfo=UTC))
    pastikan_boleh(permintaan, BATAS)


def test_a_costly_act_counts_each_time_and_a_refused_one_writes_nothing(permintaan: HttpRequest) -> None:
    for _ in range(3):
        hitung(permintaan, BATAS)
    for _ in range(20):
        with pytest.raises(TooManyAttempts):
            hitung(permintaan, BATAS)
    assert PercobaanMasuk.objects.get().gagal == 3


def test_nothing_is_counted_in_the_memory_of_one_process(permintaan: HttpRequest) -> None:
    """The server runs two processes: what only one of them knows is half a limit."""
    for _ in range(3):
        hitung(permintaan, BATAS)
    cache.clear()
    with pytest.raises(TooManyAttempts):
        hitung(permintaan, BATAS)


@pytest.mark.parametrize(
    ("ke", "baik"),
    [
        ("/cek/0000-0000-00/", 200),
        ("/v/RUSAKRUSAK", 404),
        ("/desa/32.07.15.2004/lacak/?tiket=melati-kabut-12", 422),
        ("/aktivasi/BUKANSLIP/", 422),
    ],
)
def test_guessing_at_each_public_door_is_held(
    balai: Balai, client: Client, monkeypatch: pytest.MonkeyPatch, ke: str, baik: int
) -> None:
    import eoffice.web.verifikasi.views as cek
    import eoffice.web.warga.aktivasi as slip
    import eoffice.web.warga.lacak as lacak

    for modul, nama in ((cek, "LAJU_KODE"), (cek, "LAJU_QR"), (lacak, "LAJU_TIKET"), (slip, "LAJU_SLIP")):
        monkeypatch.setattr(modul, nama, Laju(f"uji-{nama}", kali=2, menit=10))
    kode = [client.get(ke).status_code for _ in range(4)]
    assert kode == [baik, baik, 429, 429]
    assert Client(REMOTE_ADDR="10.9.9.9").get(ke).status_code == baik, "others are not held"


@pytest.mark.parametrize("ke", ["/cek/", "/bantuan/", "/v/kunci.json", "/masuk/", "/desa/32.07.15.2004/"])
def test_reading_public_pages_writes_nothing(balai: Balai, client: Client, ke: str) -> None:
    for _ in range(3):
        client.get(ke)
    assert not PercobaanMasuk.objects.filter(kunci__startswith="laju:").exists()


def test_reading_ones_own_slip_writes_nothing(balai: Balai, client: Client) -> None:
    from eoffice.akun import services

    slip = balai.dalam(services.terbitkan_slip, penduduk_id=balai.orang.penduduk_id, pelaku="uji")
    ke = reverse("warga:aktivasi", args=[balai.desa.kode, slip.token])
    assert [client.get(ke).status_code for _ in range(3)] == [200] * 3
    assert not PercobaanMasuk.objects.filter(kunci__startswith="laju:").exists()


def test_an_installation_behind_https_asks_for_secure_cookies() -> None:
    assert settings.SESSION_COOKIE_SECURE is settings.EOFFICE_ALAMAT_PUBLIK.startswith("https://")
    with override_settings(SESSION_COOKIE_SECURE=True):
        klien = Client()
        klien.get("/aparat/masuk/")
        assert klien.cookies[settings.CSRF_COOKIE_NAME]["httponly"]

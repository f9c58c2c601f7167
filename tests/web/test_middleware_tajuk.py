"""Security headers stand on every answer: pages, redirects, refusals, crashes, files, and what belongs to nobody."""

from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from eoffice.kernel.errors import ChangedMeanwhile, RuleRefused, StorageFull, TooManyAttempts
from eoffice.kernel.messages import Pesan
from eoffice.web.middleware.tajuk import CONTENT_SECURITY_POLICY, HEADERS, SecurityHeaders
from eoffice.wilayah.models import Desa
from tests.web.aparat.conftest import Balai

pytestmark = pytest.mark.django_db


def arah(kebijakan: str) -> dict[str, set[str]]:
    """Return a content security policy as directive -> sources."""
    return {bagian[0]: set(bagian[1:]) for satu in kebijakan.split(";") if (bagian := satu.strip().split())}


def periksa(jawab: HttpResponse, status: int) -> None:
    assert jawab.status_code == status
    assert {nama: jawab.headers.get(nama) for nama in HEADERS} == HEADERS


def lempar(galat: Exception) -> Callable[..., HttpResponse]:
    def rusak(*_: object, **__: object) -> HttpResponse:
        raise galat

    return rusak


ALAMAT = [
    ("get", "/masuk/", 200),
    ("get", "/aparat/masuk/", 200),
    ("head", "/aparat/masuk/", 200),
    ("get", "/cek/", 200),
    ("get", "/cek/0000-0000-00/", 200),
    ("get", "/bantuan/", 200),
    ("get", "/desa/32.07.15.2004/", 200),
    ("get", "/desa/32.07.15.2004/masuk/", 200),
    ("get", "/v/kunci.json", 200),
    ("get", "/v/kunci.json?kec=99.99.99", 404),
    ("get", "/v/luring/", 200),
    ("get", "/sw.js", 200),
    ("get", "/v/RUSAK", 404),
    ("get", "/gaya/", 200),
    ("get", "/aparat/", 302),
    ("get", "/warga/", 302),
    ("get", "/aparat/masuk/kode/", 302),
    ("get", "/tidak/ada/", 404),
    ("get", "/desa/99.99.99.9999/", 404),
    ("post", "/masuk/", 405),
    ("options", "/aparat/masuk/", 405),
    ("trace", "/cek/", 405),
    ("get", "/aktivasi/BUKANSLIP/", 422),
]


@pytest.mark.parametrize(("metode", "alamat", "status"), ALAMAT)
def test_every_kind_of_public_answer_has_them(
    client: Client, cisontrol: Desa, metode: str, alamat: str, status: int
) -> None:
    periksa(getattr(client, metode)(alamat), status)


@pytest.mark.parametrize(
    ("galat", "status"),
    [
        (RuleRefused(Pesan("akun.masuk_salah")), 422),
        (ChangedMeanwhile(Pesan("surat.sudah_berubah")), 409),
        (TooManyAttempts(Pesan("akun.tertahan", menit=1)), 429),
        (OperationalError("database is locked"), 503),
        (StorageFull(), 507),
        (ZeroDivisionError(), 500),
    ],
    ids=lambda satu: type(satu).__name__ if isinstance(satu, Exception) else "",
)
def test_errors_have_them(monkeypatch: pytest.MonkeyPatch, galat: Exception, status: int) -> None:
    monkeypatch.setattr("eoffice.web.verifikasi.views._formulir", lempar(galat))
    periksa(Client(raise_request_exception=False).get("/cek/"), status)


def test_a_form_that_comes_back_with_errors_has_them(client: Client) -> None:
    periksa(client.post("/aparat/masuk/", {"nama_masuk": "rika"}), 422)


def test_a_refused_form_has_them(cisontrol: Desa) -> None:
    periksa(Client(enforce_csrf_checks=True).post("/aparat/masuk/"), 403)


@pytest.mark.parametrize(
    ("siapa", "alamat", "status"),
    [
        ("operator", "/aparat/", 200),
        ("operator", "/aparat/keamanan/", 200),
        ("operator", "/aparat/tanda-tangan/", 404),
        ("kades", "/aparat/tanda-tangan/", 200),
        ("kades", "/aparat/pengaturan/pejabat/", 200),
    ],
)
def test_pages_of_the_office_have_them_and_stay_in_no_cache(
    balai: Balai, siapa: str, alamat: str, status: int
) -> None:
    jawab = getattr(balai, siapa).get(alamat)
    periksa(jawab, status)
    assert jawab.headers["Cache-Control"] == "private, no-store"


def test_nothing_comes_from_elsewhere_and_nothing_inline_runs() -> None:
    kebijakan = arah(CONTENT_SECURITY_POLICY)
    assert kebijakan["default-src"] == {"'none'"}
    assert kebijakan["script-src"] == kebijakan["style-src"] == {"'self'"}
    assert kebijakan["frame-ancestors"] == kebijakan["base-uri"] == {"'none'"}
    assert kebijakan["form-action"] == {"'self'"}
    boleh = {"'self'", "'none'", "data:", "blob:"}
    assert set().union(*kebijakan.values()) <= boleh
    assert {nama for nama, asal in kebijakan.items() if asal & {"data:", "blob:"}} == {"img-src"}


def test_a_view_may_say_something_stricter_or_longer_lived() -> None:
    def pandangan(request: HttpRequest) -> HttpResponse:
        return HttpResponse(
            headers={"Cache-Control": "public, max-age=300", "Referrer-Policy": "no-referrer"}
        )

    jawab = SecurityHeaders(pandangan)(RequestFactory().get("/v/kunci.json"))
    assert jawab.headers["Cache-Control"] == "public, max-age=300"
    assert jawab.headers["Referrer-Policy"] == "no-referrer"
    assert jawab.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("alamat", "simpan"),
    [("/static/eoffice/desa.css", None), ("/statistik/", "private, no-store"), ("/", "private, no-store")],
)
def test_only_static_files_may_be_kept(alamat: str, simpan: str | None) -> None:
    jawab = SecurityHeaders(lambda _: HttpResponse())(RequestFactory().get(alamat))
    assert jawab.headers.get("Cache-Control") == simpan
    assert jawab.headers["X-Content-Type-Options"] == "nosniff"


def test_no_answer_names_the_programs_behind_it(client: Client, cisontrol: Desa) -> None:
    for alamat in ("/masuk/", "/tidak/ada/", "/aparat/"):
        jawab = client.get(alamat)
        assert not {"Server", "X-Powered-By", "X-Django-Version"} & set(jawab.headers)
        assert "django" not in jawab.content.decode().lower()


@pytest.mark.parametrize("alamat", ["/masuk/", "/aparat/masuk/", "/desa/32.07.15.2004/masuk/", "/cek/"])
def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(
    client: Client, cisontrol: Desa, alamat: str
) -> None:
    client.get(alamat)
    for nama, kue in client.cookies.items():
        assert kue["httponly"], nama
        assert kue["samesite"] == "Lax", nama
        assert not kue["domain"], nama

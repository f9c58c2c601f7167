"""Error pages: what happened, why, what next; drawn with nothing else alive."""

from http import HTTPStatus
from typing import Any

import pytest
from django.db import connections
from django.template import TemplateDoesNotExist, loader
from django.test import RequestFactory

from eoffice.kernel.messages import Pesan
from eoffice.web.komponen import galat
from tests.web.markup import read


def body(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.parametrize("status", sorted(galat.GALAT))
def test_every_error_says_what_why_and_what_next(status: int) -> None:
    response = galat.error_page(RequestFactory().get("/x/?a=1"), status)
    page = read(body(response))
    assert response.status_code == status
    assert len(page.all("h1")) == 1
    assert galat.GALAT[status].sebab in page.text
    assert len(page.all("li")) >= 1
    assert page.all("a", class_="tombol")


@pytest.mark.parametrize("wanted", [400, 403, 404, 405, 409, 413, 422, 429, 500, 503])
def test_no_error_is_missing(wanted: int) -> None:
    assert wanted in galat.GALAT


def test_it_needs_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the database was asked")

    monkeypatch.setattr(connections["default"], "cursor", refuse)
    request = RequestFactory().get("/")
    request.desa = "32.07.15.2004"  # type: ignore[attr-defined]
    assert "Ada yang rusak" in body(galat.server_error(request))


def test_a_broken_template_still_leaves_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(name: str) -> None:
        raise TemplateDoesNotExist(name)

    monkeypatch.setattr(loader, "get_template", lost)
    html = body(galat.error_page(None, 500))
    assert html.startswith("<!doctype html>")
    assert "Ada yang rusak" in html


def test_the_rooms_own_words_replace_the_general_reason() -> None:
    pesan = Pesan("kernel.basis_data_sibuk")
    html = body(galat.error_page(None, HTTPStatus.SERVICE_UNAVAILABLE, pesan))
    assert "Terlalu banyak pekerjaan pada saat yang sama" in html


def test_a_code_without_a_sentence_never_shows() -> None:
    html = body(galat.error_page(None, 422, Pesan("ruang.tanpa_kalimat", nik="3207")))
    assert "tanpa_kalimat" not in html
    assert galat.GALAT[422].sebab in html


def test_an_unknown_status_borrows_the_nearest() -> None:
    assert galat.error_page(None, 418).status_code == 418
    assert galat.GALAT[500].judul in body(galat.error_page(None, 502))


def test_the_request_is_named_so_that_somebody_can_find_it() -> None:
    request = RequestFactory().get("/")
    request.permintaan_id = "0190-abc"  # type: ignore[attr-defined]
    assert "0190-abc" in body(galat.error_page(request, 500))


def test_only_reading_can_be_tried_again() -> None:
    pabrik = RequestFactory()
    assert 'href="/a/?b=1"' in body(galat.error_page(pabrik.get("/a/?b=1"), 503))
    assert 'href="/a/' not in body(galat.error_page(pabrik.post("/a/"), 503))
    assert 'href="/a/"' not in body(galat.error_page(pabrik.get("/a/"), 404))


def test_a_hostile_address_stays_text() -> None:
    page = read(body(galat.error_page(RequestFactory().get('/"><script>x</script>/'), 503)))
    assert not page.all("script")


def test_staff_go_home_to_their_desk() -> None:
    assert 'href="/aparat/"' in body(galat.error_page(RequestFactory().get("/aparat/x/"), 404))


@pytest.mark.parametrize(
    ("alamat", "beranda", "bantuan"),
    [
        ("/aparat/loket/", "/aparat/", "/bantuan/buku/"),
        ("/kabupaten/desa/x/", "/kabupaten/", "/bantuan/buku/"),
        ("/warga/", "/", "/bantuan/"),
        ("/aparatur/", "/", "/bantuan/"),
    ],
)
def test_the_way_home_and_the_help_are_those_of_the_face(alamat: str, beranda: str, bantuan: str) -> None:
    page = read(galat.error_page(RequestFactory().get(alamat), 500).content.decode())
    assert page.all("a", href=beranda)
    assert page.all("a", href=bantuan)


def test_without_a_request_the_way_is_the_citizens() -> None:
    assert 'href="/bantuan/"' in galat.error_page(None, 500).content.decode()


def test_what_is_not_for_you_does_not_exist() -> None:
    assert galat.permission_denied(RequestFactory().get("/")).status_code == 404
    assert galat.page_not_found(RequestFactory().get("/")).status_code == 404
    assert galat.bad_request(RequestFactory().get("/")).status_code == 400


def test_a_form_without_a_token_keeps_what_was_typed() -> None:
    konteks = {
        "kirim_ke": "/warga/isi/",
        "isian": [("nama", '"><script>x</script>'), ("nama", "kedua")],
        "berkas": ["Foto KTP"],
        "kembali_ke": "/warga/",
    }
    html = loader.render_to_string("csrf_gagal.html", konteks, RequestFactory().get("/"))
    page = read(html)
    assert page.all("form", method="post", action="/warga/isi/")
    assert [k["value"] for k in page.all("input", name="nama")] == ['"><script>x</script>', "kedua"]
    assert len(page.all("input", name="csrfmiddlewaretoken")) == 1
    assert "Foto KTP" in page.text

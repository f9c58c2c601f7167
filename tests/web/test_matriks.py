"""Who may open what: every address of the product, every person, own and foreign things, every method."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from eoffice.wilayah.models import Desa
from tests.web.dunia import Desaku, bangun
from tests.web.matriks import MATRIKS, SIAPA, TANPA_MASUK, Alamat

pytestmark = pytest.mark.django_db
PUNYA_NAMA_LAIN = {"v/<str:muatan>", "V/<str:muatan>/", "v/<str:muatan>/"}
"""Other spellings of ``verifikasi:qr``: people type small letters, printers add a slash."""
ISI = {"aparat:langkah": {"aksi": "verifikasi"}, "warga:mulai": {"jenis": "sku"}}
"""What is sent where an empty form would not show who may."""
METODE = {"G": ("get",), "P": ("post",), "GP": ("get", "post"), "GT": ("get", "patch")}
METODE_BOLEH = {
    "G": {"get", "head"},
    "P": {"post"},
    "GP": {"get", "head", "post"},
    "GT": {"get", "head", "patch"},
}
SEMUA_METODE = {"get", "head", "post", "put", "patch", "delete", "options"}


@pytest.fixture(autouse=True)
def _forget_rates() -> None:
    cache.clear()


@pytest.fixture
def cisontrol_kita(cisontrol: Desa) -> Desaku:
    return bangun(cisontrol, "cisontrol", "3207154506859001", "3207155506859003")


@pytest.fixture
def situmandala_kita(situmandala: Desa) -> Desaku:
    return bangun(situmandala, "situmandala", "3207154506859002", "3207155506859004")


@pytest.fixture
def semua(cisontrol_kita: Desaku, situmandala_kita: Desaku) -> dict[str, Client]:
    """Everybody of the table, with a browser."""
    asing = situmandala_kita.klien()
    return {
        "tamu": Client(),
        **cisontrol_kita.klien(),
        "warga_lain": asing["pemilik"],
        "operator_lain": asing["operator"],
    }


def pola(
    resolver: URLResolver, awalan: tuple[str, ...] = (), jalur: str = ""
) -> Iterator[tuple[str, str, Any]]:
    """Walk the resolver: the full name, the route and the view of every address."""
    for satu in resolver.url_patterns:
        tambah = jalur + str(satu.pattern)
        if isinstance(satu, URLPattern):
            yield ":".join([*awalan, satu.name or ""]), tambah, satu.callback
        else:
            yield from pola(satu, (*awalan, satu.namespace) if satu.namespace else awalan, tambah)


def panggil(klien: Client, metode: str, ke: str, isi: dict[str, Any] | None = None) -> HttpResponse:
    """Ask as this person, and undo what it did: the next one finds everything as it was."""
    sekali = Client()
    sekali.cookies = klien.cookies.copy()
    with transaction.atomic():
        jawab = getattr(sekali, metode.lower())(ke, isi or {})
        transaction.set_rollback(True)
    return jawab  # type: ignore[no-any-return]


def kirim(klien: Client, alamat: Alamat, argumen: dict[str, Any]) -> HttpResponse:
    """Ask an address the way it is meant to be asked."""
    metode = "post" if alamat.cara == "P" else "get"
    return panggil(klien, metode, alamat.ke(argumen), ISI.get(alamat.nama))


def test_every_address_is_in_the_table_once() -> None:
    bernama = [nama for nama, _, _ in pola(get_resolver()) if not nama.endswith(":")]
    assert sorted(bernama) == sorted(alamat.nama for alamat in MATRIKS)
    assert {jalur for nama, jalur, _ in pola(get_resolver()) if nama.endswith(":")} == PUNYA_NAMA_LAIN


def test_an_address_without_a_name_is_another_spelling_of_a_named_one() -> None:
    lihat = {nama: view for nama, _, view in pola(get_resolver()) if not nama.endswith(":")}
    assert {view for nama, _, view in pola(get_resolver()) if nama.endswith(":")} == {lihat["verifikasi:qr"]}


def test_the_views_without_sign_in_are_exactly_these() -> None:
    terbuka = {
        nama for nama, _, view in pola(get_resolver()) if not getattr(view, "login_required", True)
    } - {"verifikasi:"}
    assert terbuka - _menitip() == TANPA_MASUK


def _menitip() -> set[str]:
    """Return the addresses that take a form from a visitor only to keep it until he has signed in."""
    return {
        nama
        for nama, _, view in pola(get_resolver())
        if getattr(view, "__name__", "")
        in {"tanya", "berkas", "kontak", "kirim", "minta", "mulai", "sekaligus"}
        and view.__module__.startswith("eoffice.web.warga")
    }


def test_every_person_gets_the_answer_of_the_table(cisontrol_kita: Desaku, semua: dict[str, Client]) -> None:
    salah = []
    for alamat in MATRIKS:
        for siapa in SIAPA:
            kode = kirim(semua[siapa], alamat, cisontrol_kita.argumen).status_code
            if kode != alamat.jawab[siapa]:
                salah.append(f"{alamat.nama} {siapa}: {kode}, not {alamat.jawab[siapa]}")
    assert salah == []


def test_who_may_not_read_may_not_send(cisontrol_kita: Desaku, semua: dict[str, Client]) -> None:
    salah = []
    for alamat in (a for a in MATRIKS if a.cara == "GP" and not a.publik):
        for siapa in (s for s in SIAPA if alamat.jawab[s] == HTTPStatus.NOT_FOUND or s == "tamu"):
            kode = panggil(semua[siapa], "post", alamat.ke(cisontrol_kita.argumen)).status_code
            if kode != alamat.jawab[siapa]:
                salah.append(f"{alamat.nama} {siapa}: {kode}")
    assert salah == []


def test_things_of_the_other_village_do_not_exist_for_anybody_here(
    cisontrol_kita: Desaku, situmandala_kita: Desaku
) -> None:
    """Each address with an id, by each person of Cisontrol, read and sent: 404, never 403."""
    orang = cisontrol_kita.klien()
    salah = []
    for alamat in (a for a in MATRIKS if a.milik_desa):
        for siapa, klien in orang.items():
            for metode in METODE[alamat.cara]:
                kode = panggil(klien, metode, alamat.ke(situmandala_kita.argumen)).status_code
                if kode != HTTPStatus.NOT_FOUND:
                    salah.append(f"{alamat.nama} {siapa} {metode}: {kode}")
    assert salah == []


def test_a_foreign_thing_cannot_be_told_from_one_that_never_was(
    cisontrol_kita: Desaku, situmandala_kita: Desaku
) -> None:
    """The pages are the same to the letter: an answer must not betray that the id exists elsewhere."""
    orang = cisontrol_kita.klien()
    tak_ada = {k: uuid4() if isinstance(v, UUID) else v for k, v in situmandala_kita.argumen.items()}
    for alamat in (a for a in MATRIKS if a.milik_desa):
        klien = orang["pemilik" if alamat.nama.startswith("warga:") else "operator"]
        metode = METODE[alamat.cara][0]
        dua = [panggil(klien, metode, alamat.ke(a)) for a in (situmandala_kita.argumen, tak_ada)]
        isi = [re.sub(rb"Kode: [0-9a-f-]{36}", b"", jawab.content) for jawab in dua]
        assert isi[0] == isi[1], alamat.nama


def test_parts_of_two_letters_do_not_mix(cisontrol_kita: Desaku) -> None:
    """The file of one letter under the address of another, the draft of one return under another's."""
    a, orang = cisontrol_kita.argumen, cisontrol_kita.klien()
    warga, operator = orang["pemilik"], orang["operator"]
    campur = [
        (warga, f"/warga/surat/{a['kembali']}/berkas/{a['berkas']}/"),
        (warga, f"/warga/surat/{a['surat']}/perbaiki/{a['ulang']}/periksa/"),
        (warga, f"/warga/surat/{a['kembali']}/perbaiki/{a['draf']}/periksa/"),
        (warga, f"/warga/isi/{a['ulang']}/periksa/"),
        (warga, f"/warga/isi/{a['draf_loket']}/periksa/"),
        (warga, f"/warga/isi/{a['draf']}/lihat/{'0' * 64}/"),
        (operator, f"/aparat/permohonan/{a['kembali']}/berkas/{a['berkas']}/"),
        (operator, f"/aparat/loket/isi/{a['draf']}/"),
    ]
    assert [ke for klien, ke in campur if klien.get(ke).status_code != HTTPStatus.NOT_FOUND] == []


@pytest.mark.parametrize("ekor", ["", "periksa/", "kirim/"])
def test_a_sent_draft_shows_its_letter_to_its_owner_only(
    cisontrol_kita: Desaku, semua: dict[str, Client], ekor: str
) -> None:
    ke, metode = (
        f"/warga/isi/{cisontrol_kita.argumen['terkirim']}/{ekor}",
        "post" if "kirim" in ekor else "get",
    )
    surat = f"/warga/surat/{cisontrol_kita.argumen['surat']}/"
    assert panggil(semua["pemilik"], metode, ke).headers["Location"].startswith(surat)
    for siapa in ("tetangga", "warga_lain", "operator", "operator_lain"):
        assert panggil(semua[siapa], metode, ke).status_code == HTTPStatus.NOT_FOUND, siapa


def test_a_wrong_method_answers_405(cisontrol_kita: Desaku, semua: dict[str, Client]) -> None:
    """For somebody who may open the address; HEAD goes where GET goes."""
    salah = []
    for alamat in (a for a in MATRIKS if a.ada):
        siapa = next(
            s for s in (*SIAPA[1:], "tamu") if alamat.jawab[s] != HTTPStatus.NOT_FOUND or alamat.publik
        )
        for metode in SEMUA_METODE - METODE_BOLEH[alamat.cara]:
            kode = panggil(semua[siapa], metode, alamat.ke(cisontrol_kita.argumen)).status_code
            if kode != HTTPStatus.METHOD_NOT_ALLOWED:
                salah.append(f"{alamat.nama} {siapa} {metode}: {kode}")
    assert salah == []


def test_a_visitor_is_led_to_the_door_of_the_face_and_back(cisontrol_kita: Desaku) -> None:
    for alamat in (a for a in MATRIKS if not a.publik and a.cara != "P"):
        ke = alamat.ke(cisontrol_kita.argumen)
        pintu = "/warga/masuk/?lanjut=" if alamat.nama.startswith("warga:") else "/masuk/?next="
        assert unquote(Client().get(ke).headers["Location"]) == pintu + ke, alamat.nama


def test_no_page_is_forbidden() -> None:
    """The table itself never expects 403: that word is for forms from other sites."""
    assert {HTTPStatus.FORBIDDEN} & {kode for alamat in MATRIKS for kode in alamat.jawab.values()} == set()


@pytest.mark.parametrize("kode_desa", ["32.07.15.9999", "32.07.15", "x", "32.07.15.2004 ", "%00", "🏠"])
def test_a_village_that_is_not_served_here_does_not_exist(
    client: Client, cisontrol: Desa, kode_desa: str
) -> None:
    for ekor in ("", "masuk/", "surat/", "surat/sku/", "lacak/", "aktivasi/"):
        assert client.get(f"/desa/{kode_desa}/{ekor}").status_code == HTTPStatus.NOT_FOUND

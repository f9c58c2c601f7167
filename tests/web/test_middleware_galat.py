"""Typed errors become pages, wherever they are raised; anything else is a defect and says so without details."""

import errno
from collections.abc import Callable

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from eoffice.kernel.errors import (
    ChangedMeanwhile,
    EofficeError,
    InvalidInput,
    NotFound,
    RuleRefused,
    ServiceDown,
    StorageFull,
    TooManyAttempts,
)
from eoffice.kernel.messages import Pesan
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.middleware import galat
from eoffice.wilayah.models import Desa
from tests.web.markup import read

pytestmark = pytest.mark.django_db
SALAH = Pesan("akun.masuk_salah")
PENUH, SIBUK = Pesan("kernel.disk_penuh"), Pesan("kernel.basis_data_sibuk")


def lempar(galat: Exception) -> Callable[..., HttpResponse]:
    def rusak(*_: object, **__: object) -> HttpResponse:
        raise galat

    return rusak


@pytest.fixture
def klien() -> Client:
    return Client(raise_request_exception=False)


JAWABAN: list[tuple[Exception, int, Pesan | None]] = [
    (NotFound(), 404, Pesan("kernel.tidak_ditemukan")),
    (ChangedMeanwhile(Pesan("surat.sudah_berubah")), 409, Pesan("surat.sudah_berubah")),
    (TooManyAttempts(Pesan("akun.tertahan", menit=7)), 429, Pesan("akun.tertahan", menit=7)),
    (RuleRefused(SALAH), 422, SALAH),
    (InvalidInput(SALAH, {"x": SALAH}), 422, SALAH),
    (ServiceDown(SIBUK), 503, SIBUK),
    (StorageFull(), 507, PENUH),
    (OperationalError("database is locked"), 503, SIBUK),
    (OperationalError("canceling statement due to lock timeout"), 503, SIBUK),
    (OperationalError("database or disk is full"), 507, PENUH),
    (DatabaseError("could not extend file: No space left on device"), 507, PENUH),
    (DatabaseError("syntax error"), 500, None),
    (IntegrityError("UNIQUE constraint failed: x"), 500, None),
    (OperationalError("no such table: locket"), 500, None),
    (SuspiciousOperation("x"), 400, None),
    (ValueError("x"), 500, None),
    (PermissionError(errno.EACCES, "x"), 500, None),
]


def _nama(satu: object) -> str | None:
    return f"{type(satu).__name__}-{satu}"[:40] if isinstance(satu, Exception) else None


@pytest.mark.parametrize(("error", "status", "pesan"), JAWABAN, ids=_nama)
@pytest.mark.parametrize(
    ("alamat", "pandangan"),
    [
        ("/desa/32.07.15.2004/", "eoffice.web.warga.beranda.tampil"),
        ("/cek/", "eoffice.web.verifikasi.views._formulir"),
    ],
)
def test_each_error_has_one_answer_inside_a_villages_scope_and_outside(
    klien: Client,
    cisontrol: Desa,
    monkeypatch: pytest.MonkeyPatch,
    alamat: str,
    pandangan: str,
    error: Exception,
    status: int,
    pesan: Pesan | None,
) -> None:
    monkeypatch.setattr(pandangan, lempar(error))
    jawab = klien.get(alamat)
    halaman = read(jawab.content.decode())
    assert jawab.status_code == status
    assert len(halaman.all("h1")) == 1
    if pesan is not None:
        assert kalimat(pesan) in halaman.text
    assert str(error) not in halaman.text or isinstance(error, EofficeError) or str(error) == "x"
    assert "Content-Security-Policy" in jawab.headers


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("database is locked"), 503),
        (OperationalError("database or disk is full"), 507),
        (OperationalError("no such table"), 500),
        (ValueError("x"), 500),
    ],
    ids=_nama,
)
@pytest.mark.parametrize("langkah", ["load", "save"])
def test_a_session_that_cannot_be_read_or_kept_gets_the_same_pages(
    klien: Client, monkeypatch: pytest.MonkeyPatch, langkah: str, error: Exception, status: int
) -> None:
    """It is loaded and saved by a middleware, where Django asks nobody about errors but the last handler."""
    klien.cookies["eoffice_sesi_8000"] = "x" * 32
    monkeypatch.setattr(SessionStore, langkah, lempar(error))
    if langkah == "save":
        monkeypatch.setattr(SessionStore, "load", lambda self: {"a": 1})
        monkeypatch.setattr(SessionStore, "modified", True, raising=False)
        monkeypatch.setattr("django.contrib.sessions.middleware.settings.SESSION_SAVE_EVERY_REQUEST", True)
    jawab = klien.get("/cek/")
    assert jawab.status_code == status
    assert "<h1" in jawab.content.decode()


def test_known_errors_are_few() -> None:
    """A new typed error must be given a status here, or it would answer 500."""
    jenis = {satu for satu, _ in galat.STATUS}
    semua = {satu for satu in _anak(EofficeError) if satu.__module__ == "eoffice.kernel.errors"}
    assert all(any(issubclass(satu, dikenal) for dikenal in jenis) for satu in semua)


def _anak(induk: type) -> set[type]:
    return set(induk.__subclasses__()).union(*(_anak(satu) for satu in induk.__subclasses__()))


def test_a_more_special_error_is_asked_before_its_parent() -> None:
    urutan = [satu for satu, _ in galat.STATUS]
    for nomor, satu in enumerate(urutan):
        assert not any(issubclass(nanti, satu) for nanti in urutan[nomor + 1 :]), satu


@pytest.mark.parametrize(
    ("alamat", "metode", "boleh"),
    [
        ("/masuk/", "post", {"GET", "HEAD"}),
        ("/aparat/masuk/", "delete", {"GET", "HEAD", "POST"}),
        ("/cek/", "put", {"GET", "HEAD", "POST"}),
    ],
)
def test_a_wrong_method_gets_a_page_and_the_methods_that_work(
    client: Client, alamat: str, metode: str, boleh: set[str]
) -> None:
    jawab = getattr(client, metode)(alamat)
    assert jawab.status_code == 405
    assert set(jawab.headers["Allow"].split(", ")) == boleh
    assert "hanya dapat dibuka lewat tombol" in read(jawab.content.decode()).text


@pytest.mark.parametrize(
    "alamat", ["/tidak/ada/", "/aparat/tidak-ada/", "/desa/", "/%00/", "/desa/../aparat", "/é/", "/" + "x" * 3000]
)  # fmt: skip
def test_an_unknown_address_gets_our_page_in_indonesian(client: Client, alamat: str) -> None:
    jawab = client.get(alamat)
    assert jawab.status_code == 404
    halaman = read(jawab.content.decode())
    assert "Halaman tidak ditemukan" in halaman.text
    assert "Not Found" not in halaman.text


def test_trying_again_is_offered_only_for_what_was_read(
    klien: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "eoffice.web.verifikasi.views._formulir", lempar(OperationalError("database is locked"))
    )
    dibaca = read(klien.get("/cek/?a=1").content.decode())
    dikirim = read(klien.post("/cek/", {}).content.decode())
    assert dibaca.all("a", href="/cek/?a=1")
    assert not dikirim.all("a", href="/cek/")


# ---- forms without a valid token ----


@pytest.fixture
def ketat() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize(
    "asal",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://jahat.example"},
        {"Origin": "http://testserver.jahat.example"},
        {"Referer": "http://jahat.example/?http://testserver/"},
        {"Origin": "http://testserver:81"},
    ],
    ids=str,
)
def test_a_form_of_another_site_is_refused_and_not_offered_again(ketat: Client, asal: dict[str, str]) -> None:
    jawab = ketat.post("/aparat/masuk/", {"nama_masuk": "rika", "lain": "isi"}, headers=asal)
    assert jawab.status_code == 403
    halaman = read(jawab.content.decode())
    assert kalimat(Pesan("kernel.formulir_asing")) in halaman.text
    assert not halaman.all("form"), "one press must not do what its author wanted"


@pytest.mark.parametrize(
    "asal", [{"Origin": "http://testserver"}, {"Referer": "http://testserver/aparat/masuk/"}]
)
def test_a_page_of_ours_that_was_open_too_long_gives_back_what_was_typed(
    ketat: Client, asal: dict[str, str]
) -> None:
    isi = {"nama_masuk": '"><script>alert(1)</script>', "banyak": ["a", "b"], "sandi": "rahasia sekali"}
    jawab = ketat.post("/aparat/masuk/?lanjut=/aparat/keamanan/", isi, headers=asal)
    assert jawab.status_code == 403
    halaman = read(jawab.content.decode())
    (form,) = halaman.all("form", method="post")
    assert form["action"] == "/aparat/masuk/?lanjut=/aparat/keamanan/"
    kembali = [(satu["name"], satu["value"]) for satu in halaman.all("input", type="hidden")]
    assert [satu for satu in kembali if satu[0] != "csrfmiddlewaretoken"] == [
        ("nama_masuk", isi["nama_masuk"]), ("banyak", "a"), ("banyak", "b"),
    ]  # fmt: skip
    assert "rahasia sekali" not in jawab.content.decode()


def test_the_page_given_back_works_when_it_is_sent(ketat: Client) -> None:
    asal = {"Origin": "http://testserver"}
    jawab = ketat.post("/aparat/masuk/", {"nama_masuk": "rika"}, headers=asal)
    halaman = read(jawab.content.decode())
    isi = {satu["name"]: satu["value"] for satu in halaman.all("input", type="hidden")}
    lagi = ketat.post("/aparat/masuk/", isi, headers=asal)
    assert lagi.status_code == 422, "the token is good now; only the password is missing"
    assert 'value="rika"' in lagi.content.decode()


def test_a_token_of_another_browser_is_no_token(ketat: Client) -> None:
    curian = read(Client().get("/aparat/masuk/").content.decode()).all("input", name="csrfmiddlewaretoken")
    jawab = ketat.post("/aparat/masuk/", {"csrfmiddlewaretoken": curian[0]["value"], "nama_masuk": "rika"})
    assert jawab.status_code == 403


def test_too_many_fields_and_too_much_text_answer_as_too_large(klien: Client) -> None:
    banyak = klien.post("/aparat/masuk/", {f"f{nomor}": "1" for nomor in range(500)})
    besar = klien.post(
        "/aparat/masuk/", "nama_masuk=" + "x" * (3 * 1024 * 1024), "application/x-www-form-urlencoded"
    )
    assert (banyak.status_code, besar.status_code) == (400, 413)
    assert "Paling besar" in besar.content.decode()


def test_the_host_is_asked_of_the_request_not_of_the_form() -> None:
    request: HttpRequest = RequestFactory().post("/x/", headers={"Origin": "http://192.168.1.7:8000"})
    request.META["HTTP_HOST"] = "192.168.1.7:8000"
    assert galat.from_own_page(request)
    request.META["HTTP_HOST"] = "192.168.1.8:8000"
    assert not galat.from_own_page(request)

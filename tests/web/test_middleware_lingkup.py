"""Which village a request works for: the account's, whatever the address says; else the address's; else none."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory, override_settings

from eoffice.akun.models import Pejabat
from eoffice.kernel.errors import NotFound, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.web.middleware.lingkup import VillageScope, lingkup_sendiri, village_of
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import desa_aktif, lingkup, lingkup_terbuka
from tests.conftest import CISONTROL, SITUMANDALA
from tests.web.aparat.conftest import Balai

pytestmark = pytest.mark.django_db
ASING = "99.99.99.9999"


def permintaan(desa: str | None = None, *, masuk: bool = False) -> HttpRequest:
    """Return a request of a visitor, or of somebody of a village."""
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=True, desa_id=desa) if masuk else AnonymousUser()  # type: ignore[assignment]
    return request


def jalankan(request: HttpRequest, view: Callable[..., HttpResponse], **kwargs: Any) -> Any:
    return VillageScope(lambda _: HttpResponse()).process_view(request, view, (), kwargs)


KASUS = [
    # account's village, village in the address, public page -> village of the request, or 404
    (None, None, False, None),
    (None, CISONTROL, False, CISONTROL),
    (None, CISONTROL, True, CISONTROL),
    (None, ASING, False, NotFound),
    (None, ASING, True, NotFound),
    (CISONTROL, None, False, CISONTROL),
    (CISONTROL, None, True, CISONTROL),
    (CISONTROL, CISONTROL, False, CISONTROL),
    (CISONTROL, SITUMANDALA, False, NotFound),
    (CISONTROL, SITUMANDALA, True, SITUMANDALA),
    (CISONTROL, ASING, True, NotFound),
    (CISONTROL, "", False, NotFound),
    (CISONTROL, "32.07.15.2004 ", False, NotFound),
    (CISONTROL, "32.07.15.2004\x00", True, NotFound),
    (CISONTROL, "' OR 1=1 --", True, NotFound),
]


@pytest.mark.parametrize(("akun", "alamat", "publik", "hasil"), KASUS)
def test_the_village_of_a_request(
    cisontrol: Desa, situmandala: Desa, akun: str | None, alamat: str | None, publik: bool, hasil: Any
) -> None:
    isi: dict[str, Any] = {"publik": publik} | ({} if alamat is None else {"kode_desa": alamat})
    request = permintaan(akun, masuk=akun is not None)
    if hasil is NotFound:
        with pytest.raises(NotFound):
            village_of(request, isi)
    else:
        assert village_of(request, isi) == hasil


def test_an_account_without_a_village_gets_none_by_its_account(cisontrol: Desa) -> None:
    assert village_of(permintaan(None, masuk=True), {}) is None
    with pytest.raises(NotFound):
        village_of(permintaan(None, masuk=True), {"kode_desa": CISONTROL})


def test_an_installation_of_one_village_works_for_it(cisontrol: Desa, situmandala: Desa) -> None:
    with override_settings(EOFFICE_DESA=CISONTROL):
        assert village_of(permintaan(), {}) == CISONTROL
        assert village_of(permintaan(), {"kode_desa": SITUMANDALA}) == SITUMANDALA
        assert village_of(permintaan(SITUMANDALA, masuk=True), {}) == SITUMANDALA, "the account decides"


def test_a_view_runs_in_its_villages_scope_and_the_scope_ends(cisontrol: Desa) -> None:
    dilihat = []

    def view(request: HttpRequest, kode_desa: str) -> HttpResponse:
        dilihat.append((desa_aktif(), request.desa))  # type: ignore[attr-defined]
        return HttpResponse()

    jalankan(permintaan(), view, kode_desa=CISONTROL)
    assert dilihat == [(CISONTROL, CISONTROL)]
    assert not lingkup_terbuka()


def test_a_page_of_no_village_runs_without_a_scope(cisontrol: Desa) -> None:
    dilihat = []
    jalankan(
        permintaan(), lambda request: dilihat.append((lingkup_terbuka(), request.desa)) or HttpResponse()
    )
    assert dilihat == [(False, None)]


def test_a_view_that_opens_its_own_scopes_is_told_only_the_village(cisontrol: Desa) -> None:
    dilihat = []

    @lingkup_sendiri
    def view(request: HttpRequest, kode_desa: str) -> HttpResponse:
        dilihat.append((lingkup_terbuka(), request.desa))  # type: ignore[attr-defined]
        return HttpResponse()

    jalankan(permintaan(), view, kode_desa=CISONTROL)
    assert dilihat == [(False, CISONTROL)]


def test_a_lazy_answer_is_drawn_inside_the_scope(cisontrol: Desa) -> None:
    """A queryset that the template reads must not meet a closed scope."""
    with lingkup(CISONTROL):
        Pejabat(nama="Rika Amelia").save(force_insert=True)

    def view(request: HttpRequest, kode_desa: str) -> HttpResponse:
        return TemplateResponse(request, "komponen/lambang.html", {"orang": Pejabat.objects.all()})

    digambar = []
    asli = TemplateResponse.rendered_content
    try:
        TemplateResponse.rendered_content = property(  # type: ignore[assignment,method-assign]
            lambda self: digambar.append([o.nama for o in self.context_data["orang"]]) or ""
        )
        jawab = jalankan(permintaan(), view, kode_desa=CISONTROL)
    finally:
        TemplateResponse.rendered_content = asli  # type: ignore[method-assign]
    assert jawab.is_rendered
    assert digambar == [["Rika Amelia"]]


@pytest.mark.parametrize(
    ("galat", "status"),
    [(NotFound(), 404), (RuleRefused(Pesan("akun.masuk_salah")), 422)],
    ids=["404", "422"],
)
def test_a_refusal_closes_the_scope_and_becomes_a_page(
    cisontrol: Desa, galat: Exception, status: int
) -> None:
    def view(request: HttpRequest, kode_desa: str) -> HttpResponse:
        raise galat

    assert jalankan(permintaan(), view, kode_desa=CISONTROL).status_code == status
    assert not lingkup_terbuka()


@pytest.mark.parametrize("galat", [ZeroDivisionError(), DatabaseError("syntax error"), KeyboardInterrupt()])
def test_a_defect_closes_the_scope_and_goes_on(cisontrol: Desa, galat: BaseException) -> None:
    def view(request: HttpRequest, kode_desa: str) -> HttpResponse:
        raise galat

    with pytest.raises(type(galat)):
        jalankan(permintaan(), view, kode_desa=CISONTROL)
    assert not lingkup_terbuka()


@pytest.mark.serentak
def test_what_a_refused_view_wrote_is_gone_where_a_scope_is_a_transaction(cisontrol: Desa) -> None:
    """On PostgreSQL the scope is the transaction; on SQLite each service has its own."""

    def view(request: HttpRequest, kode_desa: str) -> HttpResponse:
        Pejabat(nama="Rika Amelia").save(force_insert=True)
        raise RuleRefused(Pesan("akun.masuk_salah"))

    jalankan(permintaan(), view, kode_desa=CISONTROL)
    with lingkup(CISONTROL):
        ada = Pejabat.objects.count()
    assert ada == (0 if connection.vendor == "postgresql" else 1)


def test_one_request_after_another_never_keeps_the_village_before(
    balai: Balai, balai_lain: Balai, client: Client
) -> None:
    for _ in range(2):
        assert "Desa Cisontrol" in balai.operator.get("/aparat/").content.decode()
        assert "Desa Situmandala" in balai_lain.operator.get("/aparat/").content.decode()
        assert client.get("/cek/").status_code == 200
        assert not lingkup_terbuka()


def test_people_of_one_village_are_on_no_page_of_the_other(balai: Balai, balai_lain: Balai) -> None:
    asing = {str(satu.pk) for satu in balai_lain.dalam(lambda: list(Pejabat.objects.all()))}
    assert len(asing) == 3
    for ke in ("pejabat", "pelimpahan", "sertifikat"):
        halaman = balai.kades.get(f"/aparat/pengaturan/{ke}/").content.decode()
        assert not [satu for satu in asing if satu in halaman], ke

"""Open the village's scope for a request; no view does it itself."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from eoffice.kernel.errors import EofficeError, NotFound
from eoffice.web.middleware.galat import answer_error
from eoffice.web.petugas import petugas
from eoffice.wilayah.selectors import desa_terdaftar
from eoffice.wilayah.tenancy import lingkup

ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponse])


def lingkup_sendiri(view: ViewT) -> ViewT:
    """Mark a view whose service opens its own short scopes, because it commits between its steps."""
    cast("Any", view).lingkup_sendiri = True
    return view


def lintas_desa(view: ViewT) -> ViewT:
    """Mark a view in which an officer of the regency works on the village that the address names.

    The view itself lets nobody else in, and shows nothing of residents and letters.
    """
    cast("Any", view).lintas_desa = True
    return view


class VillageScope:
    """Find the village of a request, put its code on ``request.desa``, and run the view in its scope.

    A signed-in person works for the village of the account, whatever the address says; an address that names
    another village answers 404. A visitor works for the village the address names. An officer of the regency has no
    village, and works for the one the address names only in views that are marked for it (``lintas_desa``).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.desa = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        try:
            return self.in_scope(request, view, args, kwargs)
        except (EofficeError, SuspiciousOperation, DatabaseError) as error:
            # Django asks process_exception only about views it called itself; the scope is closed by now
            answer = answer_error(request, error)
            if answer is None:
                raise
            return answer

    def in_scope(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse:
        """Run the view in the scope of its village."""
        kode = village_of(request, kwargs, lintas=getattr(view, "lintas_desa", False))
        request.desa = kode  # type: ignore[attr-defined]
        with scope_for(view, kode):
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()  # lazy querysets must be read inside the scope
        return response


def scope_for(view: Callable[..., HttpResponse], kode: str | None) -> AbstractContextManager[None]:
    """Return the scope a view runs in."""
    if kode is None or getattr(view, "lingkup_sendiri", False):
        return nullcontext()
    return lingkup(kode)


def village_of(request: HttpRequest, kwargs: dict[str, Any], *, lintas: bool = False) -> str | None:
    """Return the code of the village this request is for, or ``None`` for pages of no village.

    Raises:
        NotFound: the address names a village that is not served here, or not this person's.
    """
    named = kwargs.get("kode_desa")
    if named is not None and not desa_terdaftar(named):
        raise NotFound
    if lintas and petugas(request):
        return named
    if request.user.is_authenticated:
        return _of_account(request.user.desa_id, named, public=kwargs.get("publik", False))
    return named or settings.EOFFICE_DESA or None


def _of_account(own: str | None, named: str | None, *, public: bool) -> str | None:
    if named is None or named == own:
        return own
    if public:
        return named
    raise NotFound

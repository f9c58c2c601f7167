"""Turn the few typed errors into pages. Everything else is a defect and answers 500."""

import sys
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse

from eoffice.kernel.errors import (
    ChangedMeanwhile,
    EofficeError,
    NotFound,
    RuleRefused,
    ServiceDown,
    StorageFull,
    TooManyAttempts,
    out_of_space,
)
from eoffice.kernel.messages import Pesan
from eoffice.web.komponen import galat
from eoffice.web.komponen.galat import error_page
from eoffice.web.middleware import titipan

log = structlog.get_logger(__name__)

STATUS: tuple[tuple[type[EofficeError], HTTPStatus], ...] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (ChangedMeanwhile, HTTPStatus.CONFLICT),
    (TooManyAttempts, HTTPStatus.TOO_MANY_REQUESTS),
    (StorageFull, HTTPStatus.INSUFFICIENT_STORAGE),
    (ServiceDown, HTTPStatus.SERVICE_UNAVAILABLE),
    (RuleRefused, HTTPStatus.UNPROCESSABLE_ENTITY),
)


def status_of(error: EofficeError) -> HTTPStatus:
    """Return the HTTP status of a typed error."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


class ErrorPages:
    """Answer typed errors with a page that says what happened, why, and what next."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = error_page(request, HTTPStatus.METHOD_NOT_ALLOWED)  # Django's own is empty
        page.headers["Allow"] = response.headers["Allow"]
        return page

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return answer_error(request, error)


def answer_error(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """Return the page of an error a person may read about, else ``None``."""
    answer = known_error(error)
    if answer is None:
        return None
    status, pesan = answer
    log.warning("galat", status=status.value, pesan=pesan.kode)
    page = error_page(request, status, pesan)
    if isinstance(error, ServiceDown) and error.coba_lagi is not None:
        page.headers["Retry-After"] = str(error.coba_lagi)
    return page


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what failed outside a view (``handler500``): a session that cannot be read, a disk without space."""
    error = sys.exc_info()[1]
    answer = answer_error(request, error) if isinstance(error, Exception) else None
    return answer or galat.server_error(request)


def known_error(error: Exception) -> tuple[HTTPStatus, Pesan] | None:
    """Return status and message of an error a person may read about, else ``None``."""
    if isinstance(error, EofficeError):
        return status_of(error), error.pesan
    if isinstance(error, RequestDataTooBig | TooManyFilesSent):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, Pesan("kernel.unggahan_terlalu_besar")
    if isinstance(error, DatabaseError):
        return _database_error(error)
    return None


SIBUK = ("locked", "lock timeout", "deadlock")


def _database_error(error: DatabaseError) -> tuple[HTTPStatus, Pesan] | None:
    if out_of_space(error):
        return HTTPStatus.INSUFFICIENT_STORAGE, Pesan("kernel.disk_penuh")
    if isinstance(error, OperationalError) and any(kata in str(error).lower() for kata in SIBUK):
        return HTTPStatus.SERVICE_UNAVAILABLE, Pesan("kernel.basis_data_sibuk")
    return None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without a valid token.

    A page of ours that was open too long gets back what was typed, to be sent again with one press. A form
    that came from another site gets a refusal: one press there must not do what its author wanted.
    """
    log.warning("csrf", alasan=reason)
    if not from_own_page(request):
        return error_page(request, HTTPStatus.FORBIDDEN, Pesan("kernel.formulir_asing"))
    return titipan.tawarkan(request, titipan.ketikan(request), status=HTTPStatus.FORBIDDEN)


def from_own_page(request: HttpRequest) -> bool:
    """Tell whether the browser itself says that the form came from a page of this site."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()

"""A request id ties a log line, the access log and the stream together."""

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from eoffice.kernel.ids import new_id

log = structlog.get_logger(__name__)


class RequestLog:
    """Give each request an id, log it once with its duration; addresses are logged without the query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        permintaan_id = new_id()
        request.permintaan_id = permintaan_id  # type: ignore[attr-defined]
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(permintaan_id=str(permintaan_id)):
            response = self.get_response(request)
            log.info(
                "permintaan",
                metode=request.method,
                rute=getattr(request.resolver_match, "route", ""),
                status=response.status_code,
                milidetik=round((time.perf_counter() - started) * 1000),
            )
        return response

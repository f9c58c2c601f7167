"""Structured logging: events with fields as JSON lines; 16-digit numbers are masked wherever they appear."""

import logging
import logging.config
import re
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from types import NoneType
from typing import Any

import structlog
from django.core.exceptions import ImproperlyConfigured

from config.galat import arti_sistem

FILE = "eoffice.jsonl"
_SIXTEEN = re.compile(r"(?<!\d)(\d[ .-]?){12}(?=(?:\d[ .-]?){3}\d(?!\d))")


def mask_numbers(text: str) -> str:
    """Replace all but the last four digits of every 16-digit number (NIK, KK), also when spaced or dotted."""
    return _SIXTEEN.sub("************", text)


class RouteOnly(logging.Filter):
    """Let Django's own lines about a request name its route, never its address: that may hold a slip's token."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take address and request out of a record; keep the record."""
        request = record.__dict__.pop("request", None)
        if request is not None and isinstance(record.args, tuple):
            route = getattr(getattr(request, "resolver_match", None), "route", "")
            record.args = tuple(route if part == request.path else part for part in record.args)
        return True


def _mask(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        text = value if isinstance(value, str) else repr(value)
        masked = mask_numbers(text)
        if masked != text or not isinstance(value, int | float | NoneType):
            event[key] = masked
    return event


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    _mask,
]


def _writable(folder: Path) -> None:
    """Make the folder, and prove that the file can be written.

    Raises:
        ImproperlyConfigured: it cannot, often because another user (root) started first.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / FILE).open("a").close()
    except OSError as error:
        raise ImproperlyConfigured(f"Catatan log tidak dapat ditulis. {arti_sistem(error)}") from error


def configure(options: Mapping[str, Path | None]) -> None:
    """Set up structlog over the standard library: stderr, and a rotating file when a folder is given."""
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [*_SHARED[:-2], structlog.stdlib.ExtraAdder(), *_SHARED[-2:]],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    }
    handlers: dict[str, dict[str, Any]] = {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["route"]}
    }
    folder = options.get("folder")
    if folder is not None:
        _writable(folder)
        handlers["file"] = {
            "class": "logging.handlers.RotatingFileHandler",
            "filename": str(folder / FILE),
            "maxBytes": 5_000_000,
            "backupCount": 10,
            "formatter": "json",
            "filters": ["route"],
        }
        handlers["stderr"]["level"] = "WARNING"
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {"route": {"()": RouteOnly}},
            "formatters": {"json": formatter},
            "handlers": handlers,
            "loggers": {"fido2": {"level": "WARNING"}},  # else it names every key that signs in
            "root": {"handlers": list(handlers), "level": "INFO"},
        }
    )
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )

"""Draw a piece of template in tests."""

from typing import Any

from django.template import engines
from django.test import RequestFactory


def draw(source: str, /, **context: Any) -> str:
    """Return the piece drawn with the product's own engine, without a request."""
    return engines["django"].from_string(source).render(context)


def draw_for(path: str, source: str, /, **context: Any) -> str:
    """Return the piece drawn for a request to ``path``."""
    return engines["django"].from_string(source).render(context, RequestFactory().get(path))

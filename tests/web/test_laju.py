"""Whom limits count: the visitor behind the office's own proxy, never what a visitor writes about himself."""

import pytest
from django.conf import LazySettings
from django.test import RequestFactory

from eoffice.web.laju import sumber

PROKSI, DALAM = "10.0.0.5", "10.0.0.6"
TAMU, PALSU = "203.0.113.9", "198.51.100.1"


@pytest.mark.parametrize(
    ("dari", "jalan", "hasil"),
    [
        (TAMU, None, TAMU),
        (TAMU, PALSU, TAMU),
        (PROKSI, TAMU, TAMU),
        (PROKSI, f"{PALSU}, {TAMU}", TAMU),
        (PROKSI, f"{PALSU},{TAMU},{DALAM}", TAMU),
        (PROKSI, f"{TAMU}, {PROKSI}", TAMU),
        (PROKSI, None, PROKSI),
        (PROKSI, "", PROKSI),
        (PROKSI, f"{TAMU},", PROKSI),
    ],
)
def test_the_visitor_is_counted(settings: LazySettings, dari: str, jalan: str | None, hasil: str) -> None:
    settings.EOFFICE_PROKSI = [PROKSI, DALAM]
    tajuk = {} if jalan is None else {"X-Forwarded-For": jalan}
    assert sumber(RequestFactory().get("/", headers=tajuk, REMOTE_ADDR=dari)) == hasil


def test_without_a_proxy_nobody_is_believed(settings: LazySettings) -> None:
    settings.EOFFICE_PROKSI = []
    assert sumber(RequestFactory().get("/", headers={"X-Forwarded-For": PALSU}, REMOTE_ADDR=PROKSI)) == PROKSI

"""The log never shows a NIK or a KK number."""

import io
import json
import logging

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from config.log import mask_numbers

digits16 = st.text("0123456789", min_size=16, max_size=16)


@given(st.text(alphabet="abc: ,\n"), digits16, st.text(alphabet="abc: ,\n"))
def test_sixteen_digits_are_masked_but_for_the_last_four(before: str, number: str, after: str) -> None:
    masked = mask_numbers(before + number + after)
    assert number not in masked
    assert masked == f"{before}************{number[-4:]}{after}"


@pytest.mark.parametrize("written", ["3207 1545 0685 9001", "3207.1545.0685.9001", "3207-1545-0685-9001"])
def test_spaced_numbers_are_masked_too(written: str) -> None:
    masked = mask_numbers(f"nik {written}")
    assert "3207" not in masked
    assert masked.endswith("9001")


@pytest.mark.parametrize(
    "harmless", ["32.07.15.2004", "081255500174", "20261124090000", "a" * 16, "x1234567890123456789"]
)
def test_other_numbers_stay(harmless: str) -> None:
    assert mask_numbers(harmless) == harmless


def test_a_logged_event_carries_its_fields_and_no_number() -> None:
    buffer = io.StringIO()
    handler = logging.StreamHandler(buffer)
    handler.setFormatter(logging.getLogger().handlers[0].formatter)
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        structlog.get_logger("uji").warning(
            "impor.ditolak", nik="3207154506859001", baris=7, data={"kk": "3207150101019003"}
        )
        logging.getLogger("pihak.ketiga").warning("gagal untuk %s", "3207154506859001")
    finally:
        root.removeHandler(handler)
    ours, theirs = (json.loads(line) for line in buffer.getvalue().splitlines())
    assert (ours["event"], ours["baris"], ours["nik"]) == ("impor.ditolak", 7, "************9001")
    assert "320715" not in json.dumps([ours, theirs])
    assert theirs["event"] == "gagal untuk ************9001"

"""The log never shows a NIK or a KK number."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import structlog
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from config.log import configure, mask_numbers
from tests.arsitektur.sumber import SRC

NIK, SAMAR = "3207154506859001", "************9001"

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


@pytest.fixture
def catatan() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What the log would hold: lines of JSON, written with the real formatter."""
    buffer = io.StringIO()
    handler = logging.StreamHandler(buffer)
    handler.setFormatter(logging.getLogger().handlers[0].formatter)
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in buffer.getvalue().splitlines()]
    root.removeHandler(handler)


Catatan = Callable[[], list[dict[str, Any]]]
log = structlog.get_logger("uji")


def test_a_logged_event_carries_its_fields_and_no_number(catatan: Catatan) -> None:
    log.warning("impor.ditolak", nik=NIK, baris=7, data={"kk": "3207150101019003"})
    logging.getLogger("pihak.ketiga").warning("gagal untuk %s", NIK)
    ours, theirs = catatan()
    assert (ours["event"], ours["baris"], ours["nik"]) == ("impor.ditolak", 7, SAMAR)
    assert (ours["level"], ours["logger"]) == ("warning", "uji")
    assert "320715" not in json.dumps([ours, theirs])
    assert theirs["event"] == f"gagal untuk {SAMAR}"


@dataclass(frozen=True)
class Orang:
    nik: str


@pytest.mark.parametrize(
    "isi",
    [
        NIK,
        int(NIK),
        float(NIK),
        Decimal(NIK),
        NIK.encode(),
        [NIK],
        (int(NIK),),
        {NIK: 1},
        {"a": {"b": [NIK]}},
        {NIK},
        Orang(NIK),
        ValueError(f"NIK {NIK} salah"),
        f"https://desa.test/?q={NIK}&a=1",
        f"baris\n{NIK}\nbaris",
        f"NIK{NIK}abc",
        "3207 1545 0685 9001",
    ],
    ids=repr,
)
def test_a_field_of_any_kind_is_masked(catatan: Catatan, isi: object) -> None:
    log.warning("uji", isi=isi)
    logging.getLogger("pihak.ketiga").warning("uji", extra={"isi": isi})
    logging.getLogger("pihak.ketiga").warning("%s", isi)
    for satu in catatan():
        assert "32071545" not in json.dumps(satu).replace(" ", "")
        assert "9001" in json.dumps(satu)


@pytest.mark.parametrize("isi", [7, 3.5, True, False, None, 20261124090000, "32.07.15.2004"])
def test_harmless_fields_keep_their_type(catatan: Catatan, isi: object) -> None:
    log.warning("uji", isi=isi)
    [satu] = catatan()
    assert satu["isi"] == isi
    assert type(satu["isi"]) is type(isi)


def test_the_event_itself_is_masked(catatan: Catatan) -> None:
    kata = f"NIK {NIK} dibuka"
    log.warning(kata)
    assert catatan()[0]["event"] == f"NIK {SAMAR} dibuka"


def test_what_is_bound_to_the_request_is_masked(catatan: Catatan) -> None:
    with structlog.contextvars.bound_contextvars(pencarian=NIK, permintaan_id="01a2"):
        log.warning("uji")
    [satu] = catatan()
    assert (satu["pencarian"], satu["permintaan_id"]) == (SAMAR, "01a2")


def _gagal(nik: str) -> None:
    raise LookupError(f"tidak ada penduduk {nik}")


@pytest.mark.parametrize("logger", [log, logging.getLogger("pihak.ketiga")], ids=["structlog", "stdlib"])
def test_the_text_of_an_exception_is_masked_with_its_causes(catatan: Catatan, logger: Any) -> None:
    try:
        try:
            _gagal(NIK)
        except LookupError as sebab:
            raise RuntimeError(f"impor berhenti pada {NIK}") from sebab
    except RuntimeError:
        logger.exception("konsumen_tertahan")
    [satu] = catatan()
    assert satu["event"] == "konsumen_tertahan"
    assert f"LookupError: tidak ada penduduk {SAMAR}" in satu["exception"]
    assert f"RuntimeError: impor berhenti pada {SAMAR}" in satu["exception"]
    assert NIK not in json.dumps(satu)


def test_a_warning_of_the_interpreter_is_masked(catatan: Catatan) -> None:
    logging.getLogger("py.warnings").warning("berkas.py:1: UserWarning: %s", NIK)
    assert SAMAR in catatan()[0]["event"]


def test_a_newline_cannot_forge_a_second_line(catatan: Catatan) -> None:
    log.warning("uji", nama='Euis"}\n{"event": "masuk", "level": "info"}')
    assert len(catatan()) == 1


def test_the_file_holds_what_the_terminal_does_not(tmp_path: Path) -> None:
    """In a process of its own: the log of the tests stays as it is."""
    kode = (
        "import structlog; from pathlib import Path; from config import log; "
        f"log.configure({{'folder': Path({str(tmp_path / 'log')!r})}}); l = structlog.get_logger('uji'); "
        f"l.info('biasa', nik={NIK!r}); l.debug('rinci'); l.error('gawat', nik={NIK!r})"
    )
    hasil = subprocess.run([sys.executable, "-c", kode], cwd=SRC, capture_output=True, text=True, check=True)
    berkas = (tmp_path / "log" / "eoffice.jsonl").read_text()
    assert [json.loads(baris)["event"] for baris in berkas.splitlines()] == ["biasa", "gawat"]
    assert [json.loads(baris)["event"] for baris in hasil.stderr.splitlines()] == ["gawat"]
    assert NIK not in berkas + hasil.stderr
    assert (tmp_path / "log").stat().st_mode & 0o077 == 0


def test_a_log_that_cannot_be_written_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "log").touch()
    with pytest.raises(ImproperlyConfigured, match="Catatan log tidak dapat ditulis"):
        configure({"folder": tmp_path / "log"})

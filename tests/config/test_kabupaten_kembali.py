"""Villages of a regency come back at once: real server, real worker, PostgreSQL, clients with real signatures.

A small regency must lose nothing, set nothing aside and let no reader wait. How long all 258 take is the business of
``python -m bench.kabupaten``, because it depends on the machine.
"""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.arsitektur.sumber import AKAR, SRC

pytestmark = [pytest.mark.proses, pytest.mark.lama]
DESA, PERISTIWA = 12, 12 * 400
BATAS = 900


def test_everything_is_stored_and_applied_and_readers_hardly_wait() -> None:
    lingkungan = {n: v for n, v in os.environ.items() if not n.startswith(("EOFFICE_", "DJANGO_"))}
    jalan = subprocess.run(
        [sys.executable, "-m", "bench.kabupaten", "--desa", str(DESA), "--peristiwa", str(PERISTIWA)],
        env=lingkungan | {"PYTHONPATH": f"{SRC}:{AKAR}"},
        cwd=AKAR,
        capture_output=True,
        text=True,
        timeout=BATAS,
        check=True,
    )
    cocok = re.search(r"^\{$.*?^\}$", jalan.stdout, re.MULTILINE | re.DOTALL)
    assert cocok, jalan.stdout + jalan.stderr
    hasil = json.loads(cocok[0])
    assert (hasil["desa"], hasil["peristiwa"], hasil["tertahan"]) == (DESA, PERISTIWA, 0)
    assert hasil["belum_diterapkan"] == 0
    assert hasil["portal_p95"] < 300
    assert hasil["memori_akhir"] < 700

"""The benchmark itself still runs: figures are read by people, so only its shape is proved here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parents[2]


@pytest.mark.proses
def test_the_benchmark_of_one_process_runs_and_writes_its_table(tmp_path: Path) -> None:
    perintah = [sys.executable, "-m", "bench", "--penduduk", "60", "--putaran", "1", "--bagian", "proses"]
    selesai = subprocess.run(
        [*perintah, "--hasil", tmp_path / "hasil.json"], cwd=AKAR, capture_output=True, text=True, check=False
    )
    assert selesai.returncode == 0, selesai.stderr[-2000:]
    hasil = json.loads((tmp_path / "hasil.json").read_text())
    assert hasil["penduduk"] == 60
    assert len(hasil["hasil"]) >= 9
    assert all(baris["nilai"] > 0 for baris in hasil["hasil"])
    assert {baris["satuan"] for baris in hasil["hasil"]} == {
        "ms CPU",
        "ms jam",
        "bita",
        "peristiwa/s",
        "MB/s",
    }
    assert {baris["satuan"] for baris in hasil["hasil"] if baris["nama"].startswith("cadangan")} == {
        "ms jam",
        "MB/s",
    }
    assert all(baris["nama"] in selesai.stdout for baris in hasil["hasil"])


@pytest.mark.proses
@pytest.mark.lama
def test_the_digests_of_a_regency_are_shared_by_processes_and_all_are_made() -> None:
    perintah = [sys.executable, "-m", "bench.ringkas", "--desa", "3", "--penduduk", "60", "--proses", "2"]
    selesai = subprocess.run(perintah, cwd=AKAR, capture_output=True, text=True, check=False)
    assert selesai.returncode == 0, selesai.stderr[-2000:]
    hasil = json.loads(selesai.stdout[selesai.stdout.index("{") : selesai.stdout.rindex("}") + 1])
    assert (hasil["desa"], hasil["proses"]) == (3, 2)
    assert hasil["baris"] >= 3 * 60
    assert hasil["baris"] % 3 == 0, "every village has the same register"
    assert 0 < hasil["cpu_proses"] < 60

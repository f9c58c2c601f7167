"""The wall around strangers' files: limits hold, refusals travel, nothing of the server leaks in."""

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.dokumen.adapters import sandbox, task_pdf, task_verify
from eoffice.dokumen.adapters.sandbox import Batas, PekerjaGagal, jalankan, kemas, urai
from eoffice.dokumen.adapters.verifier import Kepercayaan, periksa
from eoffice.kernel.errors import InvalidInput, ServiceDown
from tests.dokumen.alat import foto


@given(
    st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=9)),
    st.lists(st.binary(max_size=50)),
)
def test_frame(keterangan: dict[str, object], isi: list[bytes]) -> None:
    keterangan.pop("_panjang", None)
    assert urai(kemas(keterangan, isi)) == (keterangan, isi)


@given(st.binary(max_size=60))
def test_broken_frame_is_an_error_not_a_crash(bungkus: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        urai(bungkus)


@pytest.mark.parametrize("kepala", [b"5", b"null", b'"_panjang"', b"[]", b"true", b"{}", b'{"_panjang": 3}'])
def test_an_answer_with_a_foreign_header_is_the_workers_failure(kepala: bytes) -> None:
    with pytest.raises(PekerjaGagal):
        sandbox._baca_jawaban(len(kepala).to_bytes(4, "big") + kepala)


def test_cut_frame() -> None:
    utuh = kemas({"a": 1}, [b"isi"])
    for n in range(len(utuh)):
        with pytest.raises((ValueError, KeyError, TypeError)):
            urai(utuh[:n])


def test_refusal_comes_back_as_itself() -> None:
    with pytest.raises(InvalidInput) as galat:
        jalankan(task_pdf.MODUL, {"perintah": "bersihkan"}, [b"bukan pdf"], Batas())
    assert galat.value.pesan.kode == "dokumen.pdf_tidak_terbaca"


@pytest.mark.parametrize("modul", ["tidak_ada", "qr"])
def test_worker_that_fails_or_says_nothing(modul: str) -> None:
    with pytest.raises(PekerjaGagal):
        jalankan(modul, {}, [], Batas())


def test_memory_is_limited() -> None:
    with pytest.raises(PekerjaGagal):
        jalankan(task_pdf.MODUL, {"perintah": "bersihkan"}, [foto()], Batas(memori=30 * 1024 * 1024))


def test_a_machine_too_busy_to_judge_says_so_and_calls_nothing_forged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lama(*argumen: object, **pilihan: object) -> object:
        raise subprocess.TimeoutExpired("x", 1)

    monkeypatch.setattr(subprocess, "run", lama)
    with pytest.raises(ServiceDown):
        jalankan(task_verify.MODUL, {}, [], Batas())
    monkeypatch.undo()
    assert sandbox._giliran.acquire(blocking=False)  # the turn was given back
    sandbox._giliran.release()


def test_cpu_limit_ends_a_loop() -> None:
    program = (
        "from eoffice.dokumen.adapters.sandbox_worker import batasi\nbatasi(1, 2**31)\nwhile True: pass\n"
    )
    selesai = subprocess.run(
        [sys.executable, "-c", program], env=sandbox._lingkungan(), check=False, timeout=30
    )
    assert selesai.returncode < 0


def test_too_many_at_once_wait_and_then_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(sandbox.MAKS_SERENTAK):
        sandbox._giliran.acquire()
    try:
        with pytest.raises(ServiceDown) as galat:
            jalankan(task_verify.MODUL, {}, [], Batas(detik=0))
        assert galat.value.pesan.kode == "dokumen.pemeriksa_sibuk"
    finally:
        for _ in range(sandbox.MAKS_SERENTAK):
            sandbox._giliran.release()


def test_no_secret_of_the_server_reaches_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EOFFICE_DATABASE_URL", "postgresql://rahasia")
    monkeypatch.setenv("LD_PRELOAD_X", "x")
    lingkungan = sandbox._lingkungan()
    assert not [n for n in lingkungan if n.startswith(("EOFFICE", "LD_", "DJANGO"))]
    assert "rahasia" not in json.dumps(lingkungan)
    assert set(lingkungan["PYTHONPATH"].split(os.pathsep)) <= set(sys.path)


def test_verdict_survives_the_pipe(surat: bytes, kepercayaan: Kepercayaan) -> None:
    hasil = periksa(surat, kepercayaan)
    assert task_verify.dari_json(json.loads(json.dumps(task_verify.ke_json(hasil)))) == hasil

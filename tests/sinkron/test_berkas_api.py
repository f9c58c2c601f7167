"""The addresses of files: signed like every call; the right place is told to whoever is wrong about it."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from eoffice.dokumen import services as dokumen
from eoffice.sinkron.services import berkas
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.sinkron.penelepon import Penelepon

ISI = b"0123456789" * 20
SIDIK = hashlib.sha256(ISI).hexdigest()


class Pemanggil(Penelepon):
    """Calls with any method."""

    def minta(self, metode: str, ekor: str, badan: bytes = b"", **lain: str) -> Any:
        jalur = self.jalur(ekor)
        tajuk = self.tajuk(metode, jalur, badan) | lain
        return self.klien.generic(metode, jalur, badan, "application/octet-stream", headers=tajuk)


@pytest.fixture
def desa(cisontrol: Desa, settings: Any, tmp_path: Path) -> Pemanggil:
    """An installation of Cisontrol whose event names a file."""
    settings.EOFFICE_HOME = tmp_path
    satu = Pemanggil()
    satu.daftar()
    with lingkup(CISONTROL):
        berkas.catat_sebutan([SIDIK], sendiri=False)
    return satu


def potong(desa: Pemanggil, dari: int, isi: bytes) -> Any:
    return desa.minta("PATCH", f"berkas/{SIDIK}/?dari={dari}&panjang={len(ISI)}", isi)


def test_pieces_come_in_and_go_out(desa: Pemanggil) -> None:
    assert desa.minta("HEAD", f"berkas/{SIDIK}/").headers["Upload-Offset"] == "0"
    assert potong(desa, 0, ISI[:50]).json() == {"sampai": 50}
    assert desa.minta("HEAD", f"berkas/{SIDIK}/").headers["Upload-Offset"] == "50"
    assert desa.minta("GET", f"berkas/{SIDIK}/?dari=0").status_code == 404  # not whole yet
    assert potong(desa, 50, ISI[50:]).json() == {"sampai": 200}
    jawab = desa.minta("GET", f"berkas/{SIDIK}/?dari=150")
    assert (jawab.status_code, jawab.content) == (206, ISI[150:])
    assert jawab.headers["Content-Range"] == "bytes 150-199/200"
    assert jawab.headers["ETag"] == f'"{SIDIK}"'
    rentang = desa.minta("GET", f"berkas/{SIDIK}/", Range="bytes=190-")
    assert (rentang.status_code, rentang.content) == (206, ISI[190:])
    assert desa.minta("HEAD", f"berkas/{SIDIK}/").headers["Upload-Offset"] == "200"


def test_the_wrong_place_answers_with_the_right_one(desa: Pemanggil) -> None:
    potong(desa, 0, ISI[:50])
    for dari in (0, 49, 51):
        jawab = potong(desa, dari, ISI[dari : dari + 10])
        assert (jawab.status_code, jawab.json(), jawab.headers["Upload-Offset"]) == (
            409,
            {"sampai": 50},
            "50",
        )
    assert potong(desa, 50, ISI[50:60]).json() == {"sampai": 60}


@pytest.mark.parametrize(
    ("ekor", "status"),
    [
        ("?dari=0", 422),
        ("?panjang=10", 422),
        ("?dari=-1&panjang=10", 422),
        ("?dari=0&panjang=1e3", 422),
        ("?dari=0&panjang=99999999999999999999", 422),
        ("?dari=%D9%A3&panjang=10", 422),
        ("?dari=0&panjang=5", 422),
    ],
)
def test_a_piece_without_its_place_is_refused(desa: Pemanggil, ekor: str, status: int) -> None:
    assert desa.minta("PATCH", f"berkas/{SIDIK}/{ekor}", ISI[:10]).status_code == status
    assert desa.minta("HEAD", f"berkas/{SIDIK}/").headers["Upload-Offset"] == "0"


@pytest.mark.parametrize("dari", ["200", "999", "-1", "x", ""])
def test_beyond_the_end_there_is_nothing(desa: Pemanggil, dari: str) -> None:
    potong(desa, 0, ISI)
    assert desa.minta("GET", f"berkas/{SIDIK}/?dari={dari}").status_code == 422


@pytest.mark.parametrize("metode", ["HEAD", "PATCH", "GET"])
def test_a_file_of_another_village_does_not_exist(desa: Pemanggil, situmandala: Desa, metode: str) -> None:
    potong(desa, 0, ISI)
    tetangga = Pemanggil(desa=situmandala.kode)
    tetangga.daftar()
    jawab = tetangga.minta(metode, f"berkas/{SIDIK}/?dari=0&panjang=200", b"")
    assert jawab.status_code == 404
    salah = Pemanggil(diri=tetangga.diri)  # its key, at the address of Cisontrol
    assert salah.minta(metode, f"berkas/{SIDIK}/?dari=0&panjang=200", b"").status_code == 404


def test_an_unsigned_or_changed_call_does_nothing(desa: Pemanggil) -> None:
    jalur = desa.jalur(f"berkas/{SIDIK}/?dari=0&panjang=200")
    tajuk = desa.tajuk("PATCH", jalur, ISI)
    klien = Client()
    for ke, badan, kepala in (
        (jalur, ISI, {}),
        (jalur, ISI[:-1] + b"x", tajuk),
        (jalur.replace("dari=0", "dari=1"), ISI, tajuk),
    ):
        assert klien.generic("PATCH", ke, badan, headers=kepala).status_code == 404
    assert desa.minta("HEAD", f"berkas/{SIDIK}/").headers["Upload-Offset"] == "0"


def test_the_question_answers_both_directions(desa: Pemanggil) -> None:
    with lingkup(CISONTROL):
        milik = dokumen.simpan(b"dari kabupaten")
        berkas.catat_sebutan([milik], sendiri=True)
    potong(desa, 0, ISI[:7])
    tanya = f'{{"kirim":["{SIDIK}"],"minta":["{milik}","{SIDIK}"]}}'.encode()
    ruang = {"ditolak": 0, "kuota": 10 * 1000**3, "terpakai": 200}  # all of the file that was begun
    assert desa.minta("POST", "berkas/", tanya).json() == {
        "ditunggu": {SIDIK: 7},
        "tiba": [],
        "ada": {milik: 14},
        **ruang,
    }
    potong(desa, 7, ISI[7:])
    jawab = desa.minta("POST", "berkas/", tanya).json()
    assert jawab == {"ditunggu": {}, "tiba": [SIDIK], "ada": {milik: 14, SIDIK: 200}, **ruang}


@pytest.mark.parametrize(
    "badan",
    [
        b"",
        b"[]",
        b"{}",
        b'{"kirim":1,"minta":[]}',
        b"[" * 100_000,
        b"\xff",
        b'{"kirim":[],"minta":[],"ukuran":{"a":-1}}',
        b'{"kirim":[],"minta":[],"ukuran":[1]}',
    ],
)
def test_a_question_that_is_none_is_refused(desa: Pemanggil, badan: bytes) -> None:
    assert desa.minta("POST", "berkas/", badan).status_code == 422

"""The trial: invented residents, people to be, and a port that is somebody else's."""

import csv
import io
import socket
from collections import Counter
from datetime import date

import click
import pytest

from config.demo.peraga import AkunPeraga
from config.demo.perintah import kalimat_peraga
from config.demo.proses import addresses, refuse_taken_port
from config.demo.rekaan import csv_penduduk
from eoffice.penduduk.services import siapkan_impor
from eoffice.wilayah.models import Desa

CISONTROL = "32.07.15.2004"


def rows(jumlah: int = 600) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_penduduk(CISONTROL, jumlah).decode())))


def test_the_same_village_is_always_invented_alike() -> None:
    assert csv_penduduk(CISONTROL, 300) == csv_penduduk(CISONTROL, 300)
    assert csv_penduduk(CISONTROL, 300) != csv_penduduk("32.07.15.2005", 300)


def test_numbers_are_unique_and_marked_as_invented() -> None:
    people = rows(4500)
    assert 4500 <= len(people) < 4510
    assert max(Counter(p["nik"] for p in people).values()) == 1
    assert all(p["nik"][12:] >= "9000" and p["no_kk"][12:] >= "9000" for p in people)


def test_a_nik_fits_birth_date_and_sex() -> None:
    for p in rows():
        lahir = date.fromisoformat(p["tanggal_lahir"])
        hari = lahir.day + (40 if p["jenis_kelamin"] == "P" else 0)
        assert p["nik"][6:12] == f"{hari:02}{lahir.month:02}{lahir.year % 100:02}"


def test_every_family_has_one_head_and_one_address() -> None:
    families: dict[str, list[dict[str, str]]] = {}
    for p in rows(4500):
        families.setdefault(p["no_kk"], []).append(p)
    for members in families.values():
        assert [m["shdk"] for m in members].count("KEPALA KELUARGA") == 1
        assert len({(m["rt"], m["rw"], m["dusun"]) for m in members}) == 1


def test_the_register_accepts_all_of_them(di_cisontrol: Desa) -> None:
    hasil = siapkan_impor(isi=csv_penduduk(CISONTROL, 300), nama_berkas="x.csv", lengkap=True, oleh="uji")
    assert hasil.jumlah.get("ditolak", 0) == 0
    assert hasil.jumlah["baru"] >= 300


def test_a_taken_port_is_told_with_another_to_try() -> None:
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))  # noqa: S104
        other.listen()
        with pytest.raises(click.ClickException, match="sudah dipakai"):
            refuse_taken_port(other.getsockname()[1])


def test_localhost_comes_first() -> None:
    assert addresses(8000)[0] == "http://localhost:8000"


def test_a_line_shows_the_secrets_a_person_has() -> None:
    kades = AkunPeraga("kepala_desa", "H. Oman", CISONTROL, "oman", "sandi", "RAHASIA", "frasa kata")
    assert "kunci TOTP RAHASIA" in kalimat_peraga(kades)
    warga = AkunPeraga("warga", "Euis", CISONTROL, "nik", "PIN 1")
    assert "TOTP" not in kalimat_peraga(warga)

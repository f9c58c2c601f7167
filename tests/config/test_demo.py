"""The trial: people to be, and a port that is somebody else's. Its residents: ``test_demo_penduduk``."""

import socket

import click
import pytest

from config.demo.peraga import AkunPeraga
from config.demo.perintah import kalimat_peraga
from config.demo.proses import addresses, refuse_taken_port

CISONTROL = "32.07.15.2004"


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

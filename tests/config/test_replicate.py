"""``eoffice replicate``: what it refuses, and what it becomes; ``eoffice doctor`` about it."""

import os
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from config import checks_cadangan
from config.checks_cadangan import following_copy
from config.commands import replicate
from eoffice.cadangan import services as cadangan
from eoffice.kernel.errors import ServiceDown
from eoffice.kernel.messages import Pesan
from tests.config.conftest import Jalankan

pytestmark = pytest.mark.django_db


@pytest.fixture
def menjadi(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the process would become."""
    semua: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _, kata: semua.append(kata))
    monkeypatch.setattr(
        replicate, "connections", type("Tanpa", (), {"close_all": staticmethod(lambda: None)})
    )
    return semua


@pytest.mark.hanya_sqlite
def test_it_becomes_the_program_that_copies_the_village_s_database(
    jalankan: Jalankan, settings: Any, menjadi: list[list[str]]
) -> None:
    settings.EOFFICE_SALINAN = "/media/disk2/salinan"
    assert jalankan("replicate").exit_code == 0
    ((program, *kata),) = menjadi
    assert program.endswith("litestream")
    assert kata == [
        "replicate",
        "-log-level",
        "warn",
        connection.settings_dict["NAME"],
        "file:///media/disk2/salinan",
    ]


@pytest.mark.hanya_sqlite
@pytest.mark.parametrize(
    ("salinan", "kata"),
    [("", "Tempat salinan berjalan belum disetel."), ("disk2", "Tempat salinan tidak dikenal.")],
)
def test_without_a_place_nothing_starts(
    jalankan: Jalankan, settings: Any, menjadi: list[list[str]], salinan: str, kata: str
) -> None:
    settings.EOFFICE_SALINAN = salinan
    hasil = jalankan("replicate")
    assert (hasil.exit_code, kata in hasil.stderr, menjadi) == (1, True, [])


@pytest.mark.hanya_postgres
def test_postgres_has_ways_of_its_own(jalankan: Jalankan, settings: Any, menjadi: list[list[str]]) -> None:
    settings.EOFFICE_SALINAN = "/media/disk2/salinan"
    hasil = jalankan("replicate")
    assert (hasil.exit_code, "PostgreSQL" in hasil.stderr, menjadi) == (1, True, [])


# ---- doctor ----


def temuan() -> list[str]:
    return [f"{satu.id} {satu.msg} {satu.hint or ''}" for satu in following_copy()]


def test_who_wants_no_copy_hears_nothing(settings: Any) -> None:
    settings.EOFFICE_SALINAN = ""
    assert temuan() == []


@pytest.mark.hanya_sqlite
@pytest.mark.parametrize(
    ("jarak", "kata"),
    [
        (None, "Salinan berjalan belum pernah dibuat."),
        (timedelta(0), ""),
        (timedelta(minutes=10), ""),
        (timedelta(minutes=11), "Salinan berjalan tertinggal 11 menit."),
        (timedelta(days=3), "Salinan berjalan tertinggal 3 hari."),
    ],
)
def test_a_copy_that_trails_is_told(
    settings: Any, monkeypatch: pytest.MonkeyPatch, jarak: timedelta | None, kata: str
) -> None:
    settings.EOFFICE_SALINAN = "/media/disk2/salinan"
    monkeypatch.setattr(checks_cadangan.cadangan, "tertinggal", lambda _: jarak)
    semua = temuan()
    assert len(semua) == bool(kata)
    assert all(satu.startswith(f"eoffice.W025 {kata} Jalankan `eoffice replicate`") for satu in semua)


@pytest.mark.hanya_sqlite
@pytest.mark.parametrize("salinan", ["disk2", "/media/disk2"])
def test_what_cannot_copy_is_told_and_stops_nothing(
    settings: Any, monkeypatch: pytest.MonkeyPatch, salinan: str
) -> None:
    def tidak_ada(*_: object) -> list[str]:
        raise ServiceDown(Pesan("cadangan.program_tidak_ada", program="litestream"))

    monkeypatch.setattr(cadangan, "perintah_salin", tidak_ada)
    settings.EOFFICE_SALINAN = salinan
    (satu,) = temuan()
    assert satu.startswith("eoffice.W025 ")
    assert ("litestream" in satu) is (salinan != "disk2")


@pytest.mark.hanya_postgres
def test_on_postgres_doctor_says_that_it_is_of_no_use(settings: Any) -> None:
    settings.EOFFICE_SALINAN = "/media/disk2/salinan"
    (satu,) = temuan()
    assert "PostgreSQL" in satu

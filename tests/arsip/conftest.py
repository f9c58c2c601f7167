"""A village's own server."""

from pathlib import Path
from typing import Any

import pytest

from tests.arsip.kantor import Kantor, Tangkap


@pytest.fixture
def kantor(
    di_cisontrol: object, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Tangkap
) -> Kantor:
    """Cisontrol's own server with a home of its own."""
    settings.EOFFICE_PERAN, settings.EOFFICE_HOME, settings.EOFFICE_MESIN = "desa", tmp_path, "komputer-satu"
    return Kantor(tmp_path, django_capture_on_commit_callbacks)

"""The same table filled in two villages."""

from collections.abc import Callable
from typing import Any

import pytest

from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import ModelDesa, lingkup
from tests.wilayah.baris import simpan

Berdua = Callable[[type[ModelDesa]], tuple[Any, Any]]


@pytest.fixture
def berdua(cisontrol: Desa, situmandala: Desa) -> Berdua:
    """Return a function that makes one row in Cisontrol and one in Situmandala."""

    def make(model: type[ModelDesa]) -> tuple[Any, Any]:
        rows = []
        for desa in (cisontrol, situmandala):
            with lingkup(desa.kode):
                rows.append(simpan(model))
        return rows[0], rows[1]

    return make

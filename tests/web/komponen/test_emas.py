"""Each component in each of its states, as an outline that was looked at once and must not change unseen."""

import textwrap
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from eoffice.web.komponen.bagian.kerja import Kolom
from eoffice.web.komponen.mesin import RECIPES
from tests.web.komponen.emas_kerja import KERJA
from tests.web.komponen.emas_rangka import RANGKA
from tests.web.komponen.emas_surat import SURAT
from tests.web.komponen.emas_tampil import TAMPIL
from tests.web.komponen.gambar import draw_for
from tests.web.komponen.rapi import kerangka
from tests.web.markup import read

KINI = datetime(2026, 11, 24, 4, 5, tzinfo=UTC)
ISI: dict[str, Any] = {
    "kini": KINI,
    "kemarin": KINI - timedelta(days=1),
    "late": -90,
    "baris": "Dusun Cikupa\nRT 3 RW 2",
    "kolom": [Kolom("Nomor", kanan=True, urut_ke="?urut=nomor", arah="turun"), Kolom("Alasan", urut_ke="?u")],
}
SEMUA = TAMPIL | SURAT | KERJA | RANGKA


def gambar(sumber: str) -> str:
    """Return the outline of what a template draws, which must be sound HTML."""
    html = draw_for("/daftar/?q=euis&hal=5", sumber, **ISI)
    read(html)
    return kerangka(html)


@pytest.mark.parametrize("nama", SEMUA)
def test_a_component_looks_as_it_did(nama: str) -> None:
    sumber, emas = SEMUA[nama]
    assert gambar(sumber) == textwrap.dedent(emas).strip()


def test_the_outline_hides_nothing_of_a_tag() -> None:
    html = '<p class="a">Satu<br><b>dua &amp; tiga</b></p><input type="text" disabled>'
    assert kerangka(html) == 'p class="a"\n  | Satu\n  br\n  b\n    | dua & tiga\ninput type="text" disabled'


TANPA_EMAS = {
    "aset",
    "bantuan",
    "isian",
    "ringkas_galat",
    "awalan_galat",
    "nama_kantor_polos",
    "pesan_kilat",
    "kaki_kantor",
}
"""Drawn in tests of their own: forms, and what needs the office or the session."""


def test_every_component_has_its_outline() -> None:
    dipakai = {nama for nama in RECIPES if any(f"{{% {nama} " in sumber for sumber, _ in SEMUA.values())}
    kami = {nama for nama, r in RECIPES.items() if r.function.__module__.startswith("eoffice.web.komponen")}
    assert kami - dipakai - TANPA_EMAS == {"cap", "penanda"} - dipakai

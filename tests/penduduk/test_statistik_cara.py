"""How a large register is counted: from an index and not from its rows, and a part from its families."""

import ast
import importlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

import eoffice.penduduk
from eoffice.penduduk.models import Edisi, Keluarga, Penduduk
from eoffice.penduduk.models.register import DIHITUNG
from eoffice.penduduk.rules.statistik import (
    BATANG_TERBANYAK,
    MENURUT_NAMA,
    SEMUA,
    Baris,
    Hasil,
    Siapa,
    Statistik,
    Wilayah,
)
from eoffice.penduduk.selectors.statistik import hitung, wilayah_desa
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.penduduk.test_statistik import orang, rumah

pytestmark = pytest.mark.django_db
HARI = date(2026, 11, 25)
UMUR = [satu for satu in SEMUA if satu.cara == "umur"]
KODE = [satu for satu in SEMUA if satu.cara == "kode"]


@pytest.fixture
def desa_penuh(di_cisontrol: Desa) -> None:
    """Three parts of a village, with people of every age and some of whom little is known."""
    for nomor, (dusun, rw) in enumerate((("CIKUPA", "001"), ("CIKUPA", "002"), ("JETAK", "001")), start=1):
        kartu = rumah(nomor, dusun, rw)
        for umur in range(0, 100, 3 + nomor):
            lahir = date(2026 - umur, 1 + umur % 12, 1 + umur % 28)
            orang(
                kartu,
                tanggal_lahir=None if umur == 3 + nomor else lahir,
                jenis_kelamin="LP"[umur % 2],
                agama=umur % 4 or None,
                shdk=1 if umur % 3 else 4,
                status_kawin=1 + umur % 4,
                status_dasar=2 if umur % 11 == 10 else 1,
            )
    orang(None, tanggal_lahir=date(1990, 1, 1))


def rencana(statistik: Statistik, wilayah: Wilayah) -> str:
    """Return how the database means to count, in its own words."""
    with CaptureQueriesContext(connection) as kueri:
        hitung(statistik, wilayah, HARI)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {kueri[0]['sql']}")
        return "\n".join(str(baris[-1]) for baris in cursor.fetchall())


@pytest.mark.hanya_sqlite
@pytest.mark.usefixtures("desa_penuh")
@pytest.mark.parametrize("satu", [*UMUR, *KODE], ids=[satu.nama for satu in (*UMUR, *KODE)])
def test_ages_and_codes_are_read_from_an_index_and_from_no_row(satu: Statistik) -> None:
    if satu.siapa is not Siapa.TERCATAT:
        assert "COVERING INDEX penduduk_umur" in rencana(satu, Wilayah())


@pytest.mark.hanya_sqlite
@pytest.mark.usefixtures("desa_penuh")
@pytest.mark.parametrize("nama", ["umur-lima-tahunan", "agama", "suku", "akta-lahir"])
def test_a_part_is_counted_from_its_families(nama: str) -> None:
    jalan = rencana(MENURUT_NAMA[nama], Wilayah("JETAK"))
    assert "keluarga_wilayah" in jalan
    assert "SCAN penduduk_penduduk" not in jalan


def test_the_index_holds_every_code_that_is_counted() -> None:
    dihitung = {satu.kolom for satu in KODE} - {"jenis_kelamin", "status_dasar"}
    assert dihitung <= {*DIHITUNG}


@pytest.mark.usefixtures("desa_penuh")
@pytest.mark.parametrize("satu", SEMUA, ids=[satu.nama for satu in SEMUA])
def test_the_parts_together_are_those_who_live_in_a_part(satu: Statistik) -> None:
    semua = hitung(satu, Wilayah(), HARI)
    dusun = [w for w in wilayah_desa() if not w.rw]
    bagian = sum(hitung(satu, w, HARI).semua.jumlah for w in dusun)
    tanpa_rumah = hitung_tanpa_rumah(satu)
    assert bagian + tanpa_rumah == semua.semua.jumlah
    for w in dusun:
        rw = [lain for lain in wilayah_desa() if lain.dusun == w.dusun and lain.rw and not lain.rt]
        di_rw = sum(hitung(satu, lain, HARI).semua.jumlah for lain in rw)
        assert di_rw == hitung(satu, w, HARI).semua.jumlah


def hitung_tanpa_rumah(satu: Statistik) -> int:
    """Return how many of the whole village stand on no family card."""
    if satu.cara == "kartu":
        return 0
    dengan = Penduduk.objects.filter(keluarga__isnull=False)
    semua = hitung(satu, Wilayah(), HARI).semua.jumlah
    tanpa = Penduduk.objects.filter(keluarga=None).get()
    Penduduk.objects.filter(pk=tanpa.pk).update(keluarga=dengan.first().keluarga)  # type: ignore[union-attr]
    Penduduk.objects.filter(pk=tanpa.pk).update(status_dasar=9, hilang_pada="2026-01-01T00:00:00Z")
    sisa = hitung(satu, Wilayah(), HARI).semua.jumlah
    Penduduk.objects.filter(pk=tanpa.pk).update(keluarga=None, status_dasar=1, hilang_pada=None)
    return 1 if satu.siapa is Siapa.TERCATAT else semua - sisa


@pytest.mark.usefixtures("desa_penuh")
@pytest.mark.parametrize("satu", UMUR, ids=[satu.nama for satu in UMUR])
def test_an_age_counted_in_one_pass_is_the_age_counted_in_pieces(satu: Statistik) -> None:
    """Everybody in one dusun: the part is the village."""
    Keluarga.objects.update(dusun="CIKUPA", rw="001", rt="001")
    Penduduk.objects.filter(keluarga=None).update(status_dasar=9)
    for hari in (HARI, date(2028, 2, 29), date(2027, 3, 1), date(1990, 1, 1)):
        assert hitung(satu, Wilayah("CIKUPA"), hari).baris == hitung(satu, Wilayah(), hari).baris


# ---- what the chart shows ----


def hasil(nama: str, *baris: Baris) -> Hasil:
    return Hasil(MENURUT_NAMA[nama], Wilayah(), HARI, baris)


def test_a_pyramid_has_every_age_and_never_the_unknown() -> None:
    umur = hasil("umur-produktif", Baris("0-14", 0, 0), Baris("15-64", 1, 0), Baris("Belum mengisi", 2, 0))
    assert umur.piramida
    assert [satu.label for satu in umur.baris_bagan] == ["0-14", "15-64"]


def test_bars_leave_out_nobody_but_nobody() -> None:
    agama = hasil("agama", Baris("Islam", 1, 0), Baris("Hindu", 0, 0), Baris("Belum mengisi", 0, 1))
    assert not agama.piramida
    assert [satu.label for satu in agama.baris_bagan] == ["Islam", "Belum mengisi"]


def test_a_chart_has_an_end_and_none_without_people() -> None:
    banyak = hasil("suku", *(Baris(f"SUKU {n}", 1, 0) for n in range(60)))
    assert len(banyak.baris_bagan) == BATANG_TERBANYAK
    for nama in ("suku", "umur-produktif"):
        assert hasil(nama, Baris("x", 0, 0), Baris("Belum mengisi", 0, 0)).baris_bagan == ()


# ---- who writes the register ----


MENULIS = {"save", "create", "get_or_create", "bulk_create", "bulk_update", "delete", "tulis"}
BERTANDA = {"services/koreksi.py", "services/mutasi/babak.py", "services/terapkan.py", "projections.py"}
TAK_DIHITUNG = {
    "services/edisi.py",  # the mark itself
    "services/kata.py",  # words for a search
    "services/minta.py",  # an import that waits
    "services/permintaan.py",  # what a citizen asks for
    "services/serupa.py",  # doubts that were settled
    "services/siapkan.py",  # rows of a file, before they are applied
}


def penulis() -> Iterator[str]:
    """Yield the modules of this room that write rows of tables."""
    akar = Path(str(eoffice.penduduk.__file__)).parent
    for berkas in sorted(akar.rglob("*.py")):
        nama = str(berkas.relative_to(akar))
        if nama.startswith(("migrations/", "rules/")):
            continue
        for simpul in ast.walk(ast.parse(berkas.read_text("utf-8"))):
            if isinstance(simpul, ast.Call) and _menulis(simpul.func):
                yield nama


def _menulis(apa: ast.expr) -> bool:
    """Say whether a call writes rows; ``update`` of what is no query changes a set or a dict in memory."""
    if not isinstance(apa, ast.Attribute):
        return False
    return apa.attr in MENULIS or (apa.attr == "update" and "objects" in ast.unparse(apa))


def test_whoever_writes_people_or_families_draws_a_mark() -> None:
    """A new writer stops here: it has to draw a mark, or to stand among those whose rows are not counted."""
    assert set(penulis()) - {"projections.py"} == (BERTANDA | TAK_DIHITUNG) - {"projections.py"}
    akar = Path(str(eoffice.penduduk.__file__)).parent
    for nama in BERTANDA:
        assert "edisi_baru()" in (akar / nama).read_text("utf-8"), nama


# ---- from an older version ----


def test_every_village_of_an_older_version_gets_a_mark(cisontrol: Desa, situmandala: Desa) -> None:
    langkah: Any = importlib.import_module("eoffice.penduduk.migrations.0009_edisi")

    class Lama:
        """What a migration is given: the models as they stand."""

        @staticmethod
        def get_model(ruang: str, nama: str) -> Any:
            model = apps.get_model(ruang, nama)
            return type(nama, (), {"objects": model._base_manager if nama == "Desa" else _Tulis})

    class _Tulis:
        @staticmethod
        def create(**isi: Any) -> None:
            with lingkup(isi.pop("desa_id")):
                Edisi(**isi).save(force_insert=True)

    langkah.mark(Lama, None)
    caps = []
    for desa in (cisontrol, situmandala):
        with lingkup(desa.kode):
            caps.append(Edisi.objects.get().cap)
    assert len(set(caps)) == 2

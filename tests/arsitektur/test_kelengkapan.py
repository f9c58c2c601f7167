"""Lists that must be complete: sentences, events, templates, walls, settings, documents."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from string import Formatter

import pytest
from django.apps import apps
from django.conf import settings
from django.core.checks import run_checks
from django.core.checks.messages import ERROR
from django.core.management import call_command

from config.commands.grup import PERINTAH
from eoffice.jejak.registry import JenisPeristiwa, semua
from eoffice.kernel.messages import Pesan
from eoffice.web.komponen.kalimat import KALIMAT, kalimat
from eoffice.wilayah.tenancy import ModelDesa
from eoffice.wilayah.tenancy.walls import is_tenant, tenant_models
from tests.arsitektur.sumber import AKAR, SRC, berkas_kode, nama, pohon

KODE_PESAN = re.compile(r"[a-z_]+\.[a-z][a-z0-9_]*")
# Tables of the whole installation, each with the reason why no village owns its rows.
GLOBAL = {
    "wilayah.Desa": "the villages themselves",
    "akun.Pengguna": "loaded before any scope",
    "akun.AkunWarga": "found by NIK digest before any scope",
    "akun.PercobaanMasuk": "counts failures of names that may not exist",
    "akun.SlipAktivasi": "read before any scope; holds no name and no NIK",
    "akun.Totp": "second step of an account, before any scope",
    "akun.KunciSandi": "both steps of an account, before any scope",
    "akun.KodePemulihan": "second step of an account, before any scope",
    "sinkron.KeadaanNode": "the regency's board reads all villages at once; no personal data",
    "surat.IndeksTerbit": "public verification: no personal data",
}


def _panggilan_pesan() -> Iterator[tuple[str, str, set[str], bool]]:
    """Yield place, code, parameter names, and whether the names are all known, of every literal message."""
    for path in berkas_kode():
        for simpul in ast.walk(pohon(path)):
            if not (
                isinstance(simpul, ast.Call)
                and isinstance(simpul.func, ast.Name)
                and simpul.func.id == "Pesan"
            ):
                continue
            kode = simpul.args[0] if simpul.args else None
            if isinstance(kode, ast.Constant) and isinstance(kode.value, str):
                names = {kata.arg for kata in simpul.keywords if kata.arg}
                lengkap = all(kata.arg for kata in simpul.keywords)
                yield f"{nama(path)}:{simpul.lineno}", kode.value, names, lengkap


def test_every_message_has_a_sentence() -> None:
    assert [(tempat, kode) for tempat, kode, _, _ in _panggilan_pesan() if kode not in KALIMAT] == []


def test_every_sentence_gets_the_parameters_it_prints() -> None:
    kurang = [
        (tempat, kode)
        for tempat, kode, ada, lengkap in _panggilan_pesan()
        if kode in KALIMAT and lengkap and not _perlu(KALIMAT[kode]) <= ada
    ]
    assert kurang == []


def _perlu(kalimatnya: str) -> set[str]:
    return {bagian for _, bagian, _, _ in Formatter().parse(kalimatnya) if bagian}


@pytest.mark.parametrize("kode", sorted(KALIMAT))
def test_a_sentence_is_one_that_a_person_can_read(kode: str) -> None:
    assert KODE_PESAN.fullmatch(kode)
    teks = kalimat(Pesan(kode, **dict.fromkeys(_perlu(KALIMAT[kode]), "7")))
    assert teks.strip() == teks
    awal = teks.lstrip('"')[:1]
    assert awal.isupper() or awal.isdigit()


def _rooms_with_events() -> list[str]:
    return sorted(path.parent.name for path in (SRC / "eoffice").glob("*/events.py"))


@pytest.mark.parametrize("room", _rooms_with_events())
def test_every_event_type_is_registered(room: str) -> None:
    modul = import_module(f"eoffice.{room}.events")
    milik = [nilai for nilai in vars(modul).values() if isinstance(nilai, JenisPeristiwa)]
    assert milik
    assert [jenis.nama for jenis in milik if jenis not in semua()] == []


def test_event_names_begin_with_their_room() -> None:
    rooms = {path.parent.name for path in (SRC / "eoffice").glob("*/events.py")}
    assert [jenis.nama for jenis in semua() if jenis.nama.partition(".")[0] not in rooms] == []


def test_every_template_is_used() -> None:
    templates = {
        str(path.relative_to(folder)): path
        for folder in (SRC / "eoffice" / "web").rglob("templates")
        for path in folder.rglob("*.html")
    }
    source = [path.read_text(encoding="utf-8") for path in (*berkas_kode(), *templates.values())]
    assert templates
    assert [name for name in templates if not any(_disebut(name, teks) for teks in source)] == []


def _disebut(name: str, teks: str) -> bool:
    """Tell whether a text names a template: by its path, by its component, or by an f-string of its folder."""
    folder, _, file = name.rpartition("/")
    short = file.removesuffix(".html")
    by_name = folder == "komponen" or f'f"{folder}/{{' in teks or folder == "gaya"
    return f'"{name}"' in teks or (by_name and f'"{short}"' in teks)


def test_every_table_belongs_to_a_village_or_says_why_not() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("eoffice.")]
    free = {model._meta.label for model in ours if not is_tenant(model)}
    assert free == GLOBAL.keys()


def test_tables_of_a_village_share_one_base() -> None:
    assert [model._meta.label for model in tenant_models(apps) if not issubclass(model, ModelDesa)] == []


@pytest.mark.django_db
def test_the_system_checks_find_nothing_grave() -> None:
    assert [str(found) for found in run_checks(databases=["default"]) if found.level >= ERROR] == []


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_generated_part_of_the_architecture_page_is_fresh() -> None:
    command = [sys.executable, "-m", "tools.generated_docs", "--check"]
    done = subprocess.run(command, cwd=AKAR, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _kontrak() -> list[dict[str, object]]:
    found: list[dict[str, object]] = tomllib.loads((AKAR / "importlinter.toml").read_text())["tool"][
        "importlinter"
    ]["contracts"]
    return found


def test_the_contract_names_every_face() -> None:
    """A new face must be declared independent of the others before anybody builds on it."""
    bukan = {"komponen", "middleware", "static", "templates", "__pycache__"}
    faces = {f"eoffice.web.{path.name}" for path in (SRC / "eoffice" / "web").iterdir() if path.is_dir()}
    bebas = next(kontrak["modules"] for kontrak in _kontrak() if kontrak["type"] == "independence")
    assert faces - {f"eoffice.web.{nama_}" for nama_ in bukan} == set(bebas)  # type: ignore[call-overload]


def _dengan_tabel() -> set[str]:
    """Return the rooms that have tables: in a file, or in a folder where one would be too long."""
    eoffice = SRC / "eoffice"
    tables = {*eoffice.glob("*/models.py"), *eoffice.glob("*/models/__init__.py")}
    return {path.relative_to(eoffice).parts[0] for path in tables}


def test_the_contract_keeps_the_tables_of_every_room_private() -> None:
    rooms = {f"eoffice.{room}.models" for room in _dengan_tabel()}
    rahasia = {
        str(kontrak["protected_modules"][0])  # type: ignore[index]
        for kontrak in _kontrak()
        if kontrak["type"] == "protected"
    }
    assert rooms == {modul for modul in rahasia if modul.endswith(".models")}


def test_every_installed_room_is_on_disk_and_every_room_with_tables_is_installed() -> None:
    rooms = {f"eoffice.{room}" for room in _dengan_tabel()}
    terpasang = {nama_ for nama_ in settings.INSTALLED_APPS if nama_.startswith("eoffice.")}
    assert rooms <= terpasang


def test_the_settings_stay_one_short_file() -> None:
    assert len((SRC / "config" / "settings.py").read_text().splitlines()) <= 260
    assert settings.DEBUG is False


def test_every_command_of_the_readme_exists() -> None:
    teks = (AKAR / "README.md").read_text(encoding="utf-8")
    disebut = {
        kata.split()[0] for kata in re.findall(r"`([a-z]+(?: [a-z]+)?)`", teks) if kata.split()[0] in PERINTAH
    }
    assert {
        "serve",
        "worker",
        "migrate",
        "demo",
        "import",
        "catalog",
        "render",
        "verify",
        "audit",
        "doctor",
    } <= disebut

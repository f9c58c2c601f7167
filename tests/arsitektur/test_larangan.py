"""What must not be anywhere in the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.arsitektur.sumber import AKAR, SRC, UJI, berkas_kode, impor, nama, pohon

SATU_LINGKARAN_PEKERJA = "src/eoffice/jejak/cursors.py"
NAMA_TERLARANG = {"utils", "util", "common", "helpers", "helper", "misc"}
SINYAL = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals")
TEKS = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".html",
    ".css",
    ".js",
    ".json",
    ".typ",
    ".svg",
    ".sh",
    ".csv",
    ".cfg",
    "",
}
TERLARANG = re.compile(
    r"/home/\w+/|/root/|/work/(?:main|shared)|pypi\.org|pythonhosted\.org|registry\.npmjs|"
    r"--(?:extra-)?index-url=?\s*http|-----BEGIN (?:EC |RSA |ENCRYPTED )?PRIVATE KEY|AKIA[0-9A-Z]{16}"
)


def test_local_imports_stand_only_in_apps() -> None:
    assert list(_impor_lokal()) == []


def _impor_lokal() -> Iterator[str]:
    for path in berkas_kode():
        if path.name == "apps.py":
            continue
        for fungsi in ast.walk(pohon(path)):
            if isinstance(fungsi, ast.FunctionDef | ast.AsyncFunctionDef):
                for simpul in ast.walk(fungsi):
                    if isinstance(simpul, ast.Import | ast.ImportFrom):
                        yield f"{nama(path)}:{simpul.lineno}"


def test_there_are_no_signal_receivers() -> None:
    assert [nama(path) for path in berkas_kode() if any(i.startswith(SINYAL) for i in impor(path))] == []


def test_only_the_worker_loop_catches_everything() -> None:
    assert list(_tangkap_semua()) == [SATU_LINGKARAN_PEKERJA]


def _tangkap_semua() -> Iterator[str]:
    for path in berkas_kode():
        for simpul in ast.walk(pohon(path)):
            if isinstance(simpul, ast.ExceptHandler) and _semua(simpul.type):
                yield nama(path)


def _semua(tipe: ast.expr | None) -> bool:
    names = tipe.elts if isinstance(tipe, ast.Tuple) else [tipe]
    return any(
        n is None or (isinstance(n, ast.Name) and n.id in {"Exception", "BaseException"}) for n in names
    )


def test_no_module_is_a_junk_drawer() -> None:
    assert [nama(path) for path in berkas_kode() if NAMA_TERLARANG & {path.stem, *path.parts}] == []


def test_faces_never_touch_tables() -> None:
    faces = [path for path in berkas_kode() if "web" in path.parts]
    touching = {
        nama(path): sorted(i for i in impor(path) if re.match(r"eoffice\.\w+\.models", i)) for path in faces
    }
    assert {path: names for path, names in touching.items() if names} == {}


def test_no_generic_foreign_keys_and_no_model_forms() -> None:
    banned = re.compile(r"\b(GenericForeignKey|ModelForm|modelform_factory|CompositePrimaryKey)\b")
    assert [nama(path) for path in berkas_kode() if banned.search(path.read_text(encoding="utf-8"))] == []


def test_requests_are_not_wrapped_in_transactions() -> None:
    assert "ATOMIC_REQUESTS" not in (SRC / "config" / "env.py").read_text()


LEWAT = re.compile(r"\bpytest\.(skip|xfail|importorskip)\b|mark\.(skip|skipif|xfail)\b|unittest\.skip")


def test_no_test_is_skipped() -> None:
    """What only one of the two databases can do is marked and not collected on the other."""
    assert [f"{nama(path)}:{nomor}" for path in UJI.rglob("*.py") for nomor in _dilewati(path)] == []


def _dilewati(path: Path) -> Iterator[int]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if LEWAT.search(line) and "re.compile" not in line:
            yield number + 1


def test_no_machine_path_no_index_address_no_secret() -> None:
    assert list(_bocor()) == []


def _bocor() -> Iterator[str]:
    for path in _semua_berkas():
        if path.name == Path(__file__).name:
            continue
        found = TERLARANG.search(path.read_text(encoding="utf-8"))
        if found:
            yield f"{nama(path)}: {found.group()}"


def _semua_berkas() -> Iterator[Path]:
    folders = ("src", "tests", "docs", "tools", "bench", "requirements", ".ci")
    for folder in folders:
        for path in sorted((AKAR / folder).rglob("*")):
            if path.is_file() and path.suffix in TEKS and not _buatan(path):
                yield path
    yield from (path for path in sorted(AKAR.iterdir()) if path.is_file() and path.suffix in TEKS)


def _buatan(path: Path) -> bool:
    return any(part == "__pycache__" or part.endswith(".egg-info") or part == "hasil" for part in path.parts)


NIK = re.compile(r"(?<![\d.])(?:1[1-9]|[2-9]\d)\d{4}(?:[0-6]\d|7[01])(?:0\d|1[0-2])\d{2}(\d{4})(?!\d)")


def test_every_nik_in_the_tree_is_invented() -> None:
    """Serial numbers of 9000 and above are ours; a real office counts from 0001 every day, so 0000 is nobody."""
    found: dict[str, set[str]] = {}
    for path in _semua_berkas():
        if path.suffix == ".csv" or path.name == Path(__file__).name or path.parts[-2] == "requirements":
            continue
        real = {
            m.group() for m in NIK.finditer(path.read_text(encoding="utf-8")) if 0 < int(m.group(1)) < 9000
        }
        if real:
            found[nama(path)] = real
    assert found == {}

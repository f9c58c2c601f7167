"""The source tree as the architecture tests see it."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

AKAR = Path(__file__).resolve().parents[2]
SRC = AKAR / "src"
UJI = AKAR / "tests"


@cache
def berkas_kode() -> tuple[Path, ...]:
    """Return every file of the product, without migrations (a record of the past, not code one reads)."""
    return tuple(
        path
        for path in sorted((SRC / "eoffice").rglob("*.py")) + sorted((SRC / "config").rglob("*.py"))
        if "migrations" not in path.parts
    )


@cache
def pohon(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Fungsi:
    """One function: where it stands and how many lines it has, its docstring not counted."""

    tempat: str
    baris: int
    simpul: ast.FunctionDef | ast.AsyncFunctionDef


@cache
def semua_fungsi() -> tuple[Fungsi, ...]:
    return tuple(fungsi for path in berkas_kode() for fungsi in _fungsi(path))


def _fungsi(path: Path) -> Iterator[Fungsi]:
    for simpul in ast.walk(pohon(path)):
        if isinstance(simpul, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Fungsi(f"{nama(path)}:{simpul.lineno} {simpul.name}", _panjang(simpul), simpul)


def _panjang(simpul: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    total = (simpul.end_lineno or simpul.lineno) - simpul.lineno + 1
    pertama = simpul.body[0]
    if ast.get_docstring(simpul) is not None:
        total -= (pertama.end_lineno or pertama.lineno) - pertama.lineno + 1
    return total


def nama(path: Path) -> str:
    return str(path.relative_to(AKAR))


def impor(path: Path) -> set[str]:
    """Return the dotted names a file imports, members included."""
    found: set[str] = set()
    for simpul in ast.walk(pohon(path)):
        if isinstance(simpul, ast.Import):
            found |= {alias.name for alias in simpul.names}
        elif isinstance(simpul, ast.ImportFrom) and simpul.module:
            found |= {simpul.module} | {f"{simpul.module}.{alias.name}" for alias in simpul.names}
    return found


def proyek() -> dict[str, object]:
    found: dict[str, object] = tomllib.loads((AKAR / "pyproject.toml").read_text())["project"]
    return found


def baris_berisi(paths: Iterator[Path] | tuple[Path, ...]) -> int:
    """Count lines that are not blank."""
    return sum(1 for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip())

"""The list of mutations (docs/mutations.md) fits the tree, and its runner tells a caught mutation from one that lives."""

import subprocess
import sys
from pathlib import Path

import pytest
from tools import mutations

from tests.arsitektur.sumber import AKAR

DAFTAR = """
section = "Sums"
[[mutation]]
defence = "Adds"
file = "src/jumlah.py"
find = "a + b"
replace = "a - b"
test = "tests/test_jumlah.py::test_adds"
[[mutation]]
defence = "Nobody looks"
file = "src/jumlah.py"
find = "return 0"
replace = "return 1"
test = "tests/test_jumlah.py::test_adds"
"""


@pytest.fixture
def proyek(tmp_path: Path) -> Path:
    """A small project: one defence that a test watches, one that none does."""
    isi = {
        "src/jumlah.py": "def jumlah(a, b):\n    return a + b\n\n\ndef nol():\n    return 0\n",
        "tests/test_jumlah.py": "from jumlah import jumlah\n\n\ndef test_adds():\n    assert jumlah(2, 3) == 5\n",
        "tests/mutations/jumlah.toml": DAFTAR,
        "pyproject.toml": "[tool.pytest.ini_options]\npythonpath = ['src']\n",
    }
    for nama, teks in isi.items():
        (tmp_path / nama).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / nama).write_text(teks)
    return tmp_path


def test_every_mutation_fits_the_tree_and_the_page_is_fresh() -> None:
    command = [sys.executable, "-m", "tools.mutations", "--check"]
    done = subprocess.run(command, cwd=AKAR, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_runner_tells_a_caught_mutation_from_one_that_lives(
    proyek: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    semua = mutations.read(proyek)
    assert mutations.problems(semua, proyek) == []
    assert mutations.prove(semua, proyek) == ["src/jumlah.py: Nobody looks: survived"]
    assert [baris.split()[2] for baris in capsys.readouterr().out.splitlines()] == ["caught", "survived"]
    assert "return a + b" in (proyek / "src/jumlah.py").read_text(), "the tree itself stays whole"


def test_tests_that_fail_anyway_prove_nothing(proyek: Path) -> None:
    (proyek / "src/jumlah.py").write_text("def jumlah(a, b):\n    return 0 * (a + b)\n")
    (keluhan,) = mutations.prove(mutations.read(proyek)[:1], proyek)
    assert keluhan.startswith("the tests fail without any mutation (sqlite)")


@pytest.mark.parametrize(
    ("berkas", "lama", "baru", "keluhan"),
    [
        ("src/jumlah.py", "a + b", "b + a", "[Adds] src/jumlah.py: `find` stands there 0 times, not once"),
        ("tests/test_jumlah.py", "test_adds", "test_x", "[Adds] no test tests/test_jumlah.py::test_adds"),
        ("tests/mutations/jumlah.toml", "a - b", "a -", "[Adds] src/jumlah.py: the mutation is no Python"),
    ],
    ids=["moved", "renamed", "broken"],
)
def test_a_line_that_no_longer_fits_is_named(
    proyek: Path, berkas: str, lama: str, baru: str, keluhan: str
) -> None:
    path = proyek / berkas
    path.write_text(path.read_text().replace(lama, baru))
    ditemukan = mutations.problems(mutations.read(proyek)[:1], proyek)
    assert len(ditemukan) == 1 and ditemukan[0].startswith(keluhan)


@pytest.mark.lama
def test_every_mutation_of_the_list_makes_its_test_fail() -> None:
    assert mutations.prove(mutations.read()) == []

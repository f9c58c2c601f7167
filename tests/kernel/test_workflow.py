"""The workflow type, on a small table of its own."""

from enum import StrEnum

import pytest

from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.kernel.workflow import Transition, Workflow


class Pintu(StrEnum):
    TERBUKA = "terbuka"
    TERTUTUP = "tertutup"
    DISEGEL = "disegel"


def punya_kunci(fakta: bool) -> Pesan | None:
    return None if fakta else Pesan("uji.tanpa_kunci")


MOVES: tuple[Transition[Pintu, bool], ...] = (
    Transition("pasang", frozenset(), Pintu.TERBUKA, Peran.WARGA),
    Transition("tutup", frozenset({Pintu.TERBUKA}), Pintu.TERTUTUP, Peran.WARGA, janji_jam=2),
    Transition("buka", frozenset({Pintu.TERTUTUP}), Pintu.TERBUKA, Peran.WARGA, (punya_kunci,)),
    Transition("buka", frozenset({Pintu.TERTUTUP}), Pintu.TERBUKA, Peran.OPERATOR),
    Transition("segel", frozenset({Pintu.TERTUTUP}), Pintu.DISEGEL, Peran.PEMERIKSA),
)
ALUR: Workflow[Pintu, bool] = Workflow("pintu", Pintu, MOVES)
WARGA = frozenset({Peran.WARGA})


def test_final_statuses_have_no_exit() -> None:
    assert ALUR.final == {Pintu.DISEGEL}


def test_buttons_are_the_moves_whose_guards_pass() -> None:
    assert ALUR.available(Pintu.TERTUTUP, WARGA, False) == ()
    assert ALUR.available(Pintu.TERTUTUP, WARGA, True) == ("buka",)
    assert ALUR.available(Pintu.TERTUTUP, WARGA | {Peran.PEMERIKSA}, True) == ("segel", "buka")


def test_finding_a_move() -> None:
    assert ALUR.find(None, "pasang", WARGA, False).ke is Pintu.TERBUKA
    assert ALUR.find(Pintu.TERBUKA, "tutup", WARGA, False).janji_jam == 2


def test_a_second_role_may_pass_where_the_first_is_refused() -> None:
    move = ALUR.find(Pintu.TERTUTUP, "buka", frozenset({Peran.WARGA, Peran.OPERATOR}), False)
    assert move.peran is Peran.OPERATOR


def test_a_guard_says_why() -> None:
    with pytest.raises(RuleRefused) as refused:
        ALUR.find(Pintu.TERTUTUP, "buka", WARGA, False)
    assert refused.value.pesan == Pesan("uji.tanpa_kunci")


@pytest.mark.parametrize(
    ("status", "aksi", "roles"),
    [
        (Pintu.DISEGEL, "buka", WARGA),
        (Pintu.TERBUKA, "pasang", WARGA),
        (None, "tutup", WARGA),
        (Pintu.TERTUTUP, "segel", WARGA),
        (Pintu.TERTUTUP, "segel", frozenset()),
    ],
)
def test_what_the_table_does_not_list_is_refused(
    status: Pintu | None, aksi: str, roles: frozenset[Peran]
) -> None:
    with pytest.raises(RuleRefused) as refused:
        ALUR.find(status, aksi, roles, True)
    assert refused.value.pesan.kode == "kernel.langkah_tidak_ada"


def test_the_diagram_shows_every_move_and_end() -> None:
    diagram = ALUR.mermaid().splitlines()
    assert diagram[0] == "stateDiagram-v2"
    assert "    [*] --> terbuka: pasang (warga)" in diagram
    assert "    tertutup --> disegel: segel (pemeriksa)" in diagram
    assert "    disegel --> [*]" in diagram
    assert len(diagram) == 1 + len(MOVES) + 1

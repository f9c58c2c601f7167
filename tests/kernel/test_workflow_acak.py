"""The workflow type on any table: what it offers, finds and refuses agree with each other and with the table."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.kernel.workflow import Transition, Workflow


class S(StrEnum):
    A = "a"
    B = "b"
    C = "c"
    D = "d"


def genap(fakta: int) -> Pesan | None:
    return None if fakta % 2 == 0 else Pesan("uji.ganjil")


def kecil(fakta: int) -> Pesan | None:
    return None if fakta < 2 else Pesan("uji.besar")


moves = st.builds(
    Transition,
    st.sampled_from(["maju", "mundur", "henti"]),
    st.frozensets(st.sampled_from(S), max_size=3),
    st.sampled_from(S),
    st.sampled_from(Peran),
    st.sampled_from([(), (genap,), (kecil,), (genap, kecil)]),
    st.none() | st.integers(1, 40),
)
tables = st.lists(moves, max_size=8).map(lambda satu: Workflow("acak", S, tuple(satu)))
roles = st.frozensets(st.sampled_from(Peran))
Tabel = Workflow[S, int]


@given(tables, st.sampled_from(S), roles, st.integers(0, 3))
def test_every_button_offered_can_be_pressed(
    alur: Tabel, status: S, peran: frozenset[Peran], fakta: int
) -> None:
    for aksi in alur.available(status, peran, fakta):
        move = alur.find(status, aksi, peran, fakta)
        assert (move.aksi, status in move.dari, move.peran in peran) == (aksi, True, True)
        assert move.refusal(fakta) is None


@given(
    tables, st.sampled_from(S), roles, st.integers(0, 3), st.sampled_from(["maju", "mundur", "henti", "lain"])
)
def test_what_is_not_offered_is_refused(
    alur: Tabel, status: S, peran: frozenset[Peran], fakta: int, aksi: str
) -> None:
    if aksi in alur.available(status, peran, fakta):
        return
    with pytest.raises(RuleRefused) as refused:
        alur.find(status, aksi, peran, fakta)
    assert refused.value.pesan.kode in {"kernel.langkah_tidak_ada", "uji.ganjil", "uji.besar"}


@given(tables, st.sampled_from(S), st.integers(0, 3))
def test_nobody_has_no_buttons_and_nothing_is_offered_twice(alur: Tabel, status: S, fakta: int) -> None:
    assert alur.available(status, frozenset(), fakta) == ()
    semua = alur.available(status, frozenset(Peran), fakta)
    assert len(set(semua)) == len(semua)


@given(tables)
def test_final_is_what_no_move_leaves(alur: Tabel) -> None:
    for status in S:
        leaves = any(status in move.dari for move in alur.transitions)
        assert (status in alur.final) != leaves
        if status in alur.final:
            assert alur.available(status, frozenset(Peran), 0) == ()


@given(tables, roles)
def test_only_moves_without_a_source_create(alur: Tabel, peran: frozenset[Peran]) -> None:
    for satu in peran:
        assert all(not move.dari for move in alur.moves(None, satu))
        for status in S:
            assert all(status in move.dari for move in alur.moves(status, satu))


@given(tables)
def test_the_diagram_has_one_arrow_for_each_source_and_end(alur: Tabel) -> None:
    arrows = sum(max(1, len(move.dari)) for move in alur.transitions)
    lines = alur.mermaid().splitlines()
    assert len(lines) == 1 + arrows + len(alur.final)
    assert all(" --> " in line for line in lines[1:])


@given(st.integers(0, 3))
def test_the_first_guard_that_refuses_gives_the_reason(fakta: int) -> None:
    move: Transition[S, int] = Transition("x", frozenset(), S.A, Peran.WARGA, (genap, kecil))
    expected = {0: None, 1: Pesan("uji.ganjil"), 2: Pesan("uji.besar"), 3: Pesan("uji.ganjil")}[fakta]
    assert move.refusal(fakta) == expected

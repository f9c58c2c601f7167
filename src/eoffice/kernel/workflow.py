"""A workflow is one frozen, pure table. Moves, buttons, tests, constraints and the diagram come from it."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran

StatusT = TypeVar("StatusT", bound=StrEnum)
FaktaT = TypeVar("FaktaT", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Transition(Generic[StatusT, FaktaT]):
    """One legal move.

    ``dari`` is empty for the move that creates. ``janji_jam`` is the promised time in office hours for
    whoever must act in the status that is *entered*; ``None`` means nobody is waited for.
    """

    aksi: str
    dari: frozenset[StatusT]
    ke: StatusT
    peran: Peran
    syarat: tuple[Callable[[FaktaT], Pesan | None], ...] = ()
    janji_jam: int | None = None

    def refusal(self, fakta: FaktaT) -> Pesan | None:
        """Return the first guard's reason to refuse, or ``None``."""
        return next((pesan for guard in self.syarat if (pesan := guard(fakta))), None)


@dataclass(frozen=True, slots=True)
class Workflow(Generic[StatusT, FaktaT]):
    """The table itself: where it starts, where it ends, and every move between."""

    nama: str
    status: type[StatusT]
    transitions: tuple[Transition[StatusT, FaktaT], ...]

    @property
    def final(self) -> frozenset[StatusT]:
        """Statuses without an exit."""
        left = {status for move in self.transitions for status in move.dari}
        return frozenset(self.status) - left

    def moves(self, status: StatusT | None, peran: Peran) -> Iterator[Transition[StatusT, FaktaT]]:
        """Yield the moves a role has in a status (``None``: before creation), guards not asked."""
        for move in self.transitions:
            here = status in move.dari if status is not None else not move.dari
            if here and move.peran is peran:
                yield move

    def available(self, status: StatusT, roles: frozenset[Peran], fakta: FaktaT) -> tuple[str, ...]:
        """Return the actions whose guards let one of ``roles`` pass: the buttons of a page."""
        found = {
            move.aksi: None
            for peran in sorted(roles)
            for move in self.moves(status, peran)
            if move.refusal(fakta) is None
        }
        return tuple(found)

    def find(
        self, status: StatusT | None, aksi: str, roles: frozenset[Peran], fakta: FaktaT
    ) -> Transition[StatusT, FaktaT]:
        """Return the move to make.

        Raises:
            RuleRefused: no role has this action here, or a guard refuses (the guard's own message).
        """
        refusal = Pesan("kernel.langkah_tidak_ada", aksi=aksi, status=status or "baru")
        for peran in sorted(roles):
            for move in self.moves(status, peran):
                if move.aksi != aksi:
                    continue
                reason = move.refusal(fakta)
                if reason is None:
                    return move
                refusal = reason
        raise RuleRefused(refusal)

    def mermaid(self) -> str:
        """Return the state diagram for the documentation."""
        rows = [
            f"    {source} --> {move.ke}: {move.aksi} ({move.peran})"
            for move in self.transitions
            for source in (sorted(map(str, move.dari)) or ["[*]"])
        ]
        ends = [f"    {status} --> [*]" for status in sorted(self.final)]
        return "\n".join(["stateDiagram-v2", *rows, *ends])

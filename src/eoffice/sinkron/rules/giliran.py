"""Turns: each meeting takes one that only its taker can go on from, so two copies of one installation do not both meet.

The village proposes the mark of its next turn and keeps it until it was heard; the hub keeps the last one it took. A
copy of the disk goes on from a turn that was used up, and is found at its first meeting after the other one's (at the
second, if it was copied while an answer was lost). Numbers only say who is ahead, marks say who it is. Pure.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Giliran:
    """How many turns were taken, and the mark of the last one; nothing yet: an installation that never met so."""

    ke: int = 0
    tanda: str = ""


@dataclass(frozen=True, slots=True)
class Kartu:
    """What a village shows: the turn it had, the mark of the one it wants, and whether a person vouches for it.

    Without a mark it is an older program, which knows nothing of turns.
    """

    punya: Giliran = field(default_factory=Giliran)
    usul: str = ""
    pasti: bool = False


def berikutnya(di_sini: Giliran, kartu: Kartu) -> Giliran | None:
    """Return the turn that stands after this meeting, ``None`` when another copy used up the one that is shown.

    ``di_sini`` is the last turn that the hub took. A village that is ahead of it met a hub that was put back since.
    """
    if not kartu.usul or kartu.usul == di_sini.tanda:  # an older program; or the answer was lost on its way
        return di_sini
    sambung = kartu.punya == di_sini or kartu.punya.ke > di_sini.ke
    if di_sini.tanda and not sambung and not kartu.pasti:
        return None
    return Giliran(max(di_sini.ke, kartu.punya.ke) + 1, kartu.usul)

"""What the office recorded by a mutation, against a file that knows the register only as it was before.

A file is a copy of what another register knew on some day. Where it says what ours said before a mutation, it is older
than the mutation and does not undo it; where it says something else, it is news and comes in (docs/decisions/080).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from eoffice.kernel import clock
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.models import Keluarga, Mutasi
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.impor.banding import Potret
from eoffice.penduduk.rules.impor.baris import KOLOM_KELUARGA, BarisTerbaca
from eoffice.penduduk.rules.masalah import Masalah, ingatkan, tolak
from eoffice.penduduk.rules.mutasi import STATUS_MATI, STATUS_PINDAH, JenisMutasi

Pasangan = Iterable[tuple[BarisTerbaca, Potret | None]]
_TIDAK_DI_SINI: Final[Mapping[object, str]] = {
    STATUS_MATI: "penduduk.impor_sudah_meninggal",
    STATUS_PINDAH: "penduduk.impor_sudah_pindah",
}
_BERAKHIR: Final = frozenset({JenisMutasi.MATI.value, JenisMutasi.PINDAH.value})
_MASUK: Final = (JenisMutasi.LAHIR.value, JenisMutasi.DATANG.value)
_SELANG: Final = timedelta(days=365)
"""How long the registry's files may still lack somebody whose coming the office has recorded."""
_DISEBUT: Final = 10
"""People who are named above a preview; the others are counted."""


@dataclass(slots=True)
class Tercatat:
    """What stands by mutations that were not taken back, field by field: what was before, and what they made of it.

    ``lama``: the card numbers somebody had before. ``berakhir``: who died or left by the book.
    """

    dulu: dict[tuple[UUID, str], set[Any]] = field(default_factory=lambda: defaultdict(set))
    kini: dict[tuple[UUID, str], Any] = field(default_factory=dict)
    lama: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    berakhir: set[UUID] = field(default_factory=set)
    kartu: Mapping[str, UUID] = field(default_factory=dict)

    def basi(self, pk: UUID, kolom: str, berkas: Any, sekarang: Any) -> bool:
        """Tell whether a file only says what a mutation has changed, and nothing changed it since."""
        key = (pk, kolom)
        return key in self.kini and sekarang == self.kini[key] != berkas and berkas in self.dulu[key]


def tercatat() -> Tercatat:
    """Read the book of the village in scope, the oldest line first."""
    numbers = {str(pk): no_kk for pk, no_kk in Keluarga.objects.values_list("pk", "no_kk").iterator()}
    found = Tercatat(kartu={no_kk: UUID(pk) for pk, no_kk in numbers.items()})
    back = set(Mutasi.objects.filter(membetulkan__isnull=False).values_list("membetulkan", flat=True))
    rows = Mutasi.objects.exclude(jenis=JenisMutasi.PEMBETULAN).order_by("dicatat_pada", "pk")
    for kelompok, jenis, penduduk_id, changes in rows.values_list(
        "kelompok", "jenis", "penduduk_id", "ubahan"
    ):
        if jenis in _BERAKHIR:
            found.berakhir.add(penduduk_id)
        if kelompok not in back:
            for change in changes:
                _catat(found, UUID(change["id"]), change["kolom"], numbers)
    return found


def _catat(found: Tercatat, pk: UUID, kolom: Mapping[str, Any], numbers: Mapping[str, str]) -> None:
    for name, (before, after) in kolom.items():
        if name == "keluarga_id":
            found.lama[pk].add(numbers.get(before, ""))
            _satu(found, (pk, "no_kk"), numbers.get(before, ""), numbers.get(after, ""))
        else:
            _satu(found, (pk, name), before, after)


def _satu(found: Tercatat, key: tuple[UUID, str], before: Any, after: Any) -> None:
    found.dulu[key].add(before)
    found.kini[key] = after


def kunci_lama(people: Iterable[Potret], found: Tercatat) -> dict[str, Potret]:
    """Return people without a NIK by what told them apart on the cards they left."""
    return {
        person.kunci_di(no_kk): person
        for person in people
        if not person.nilai["nik"] and person.id in found.lama
        for no_kk in found.lama[person.id]
        if no_kk
    }


def jaga_mutasi(people: Pasangan, found: Tercatat) -> Masalah | None:
    """Keep rows from undoing what the office recorded; return what to say of it above the preview.

    A row by which the dead or who left would live here again is refused whole; of any other row only what is older
    than the book is left out. Whom a file made dead or gone, a file may bring back.
    """
    held: list[str] = []
    for row, person in people:
        if person is None or row.ditolak:
            continue
        revived = row.nilai.get("status_dasar") == kode.STATUS_HIDUP and person.id in found.berakhir
        code = _TIDAK_DI_SINI.get(person.nilai["status_dasar"]) if revived else None
        if code:
            row.masalah.append(tolak("status_dasar", Pesan(code)))
        elif columns := _buang_basi(row, person, found):
            row.masalah += [ingatkan(name, Pesan("penduduk.impor_ditahan")) for name in columns]
            held.append(str(person.nilai["nama"]))
    if not held:
        return None
    nama = ", ".join(held[:_DISEBUT]) + (", dan lainnya" if len(held) > _DISEBUT else "")
    return ingatkan("", Pesan("penduduk.impor_ditahan_umum", jumlah=len(held), nama=nama))


def _buang_basi(row: BarisTerbaca, person: Potret, found: Tercatat) -> list[str]:
    """Take out of a row what is older than the book; return the columns."""
    stale = [
        name
        for name, value in row.nilai.items()
        if name in person.nilai and found.basi(person.id, name, value, person.nilai[name])
    ]
    aside = [
        name
        for name, value in row.lain.items()
        if found.basi(person.id, name, value, person.lain.get(name, ""))
    ]
    if "no_kk" in stale or _rumah_basi(row, person, found):
        # an address without its card is nobody's, so both are as old as one of them
        stale += [name for name in KOLOM_KELUARGA if name in row.nilai]
    for name in stale:
        row.nilai.pop(name, None)
    for name in aside:
        row.lain.pop(name)
    return [*dict.fromkeys(stale), *aside]


def _rumah_basi(row: BarisTerbaca, person: Potret, found: Tercatat) -> bool:
    card = found.kartu.get(str(person.nilai["no_kk"] or ""))
    if card is None or row.nilai.get("no_kk", person.nilai["no_kk"]) != person.nilai["no_kk"]:
        return False
    return any(
        found.basi(card, name, row.nilai[name], person.nilai[name])
        for name in KOLOM_KELUARGA
        if name in row.nilai
    )


def belum_di_berkas() -> set[UUID]:
    """Return who came by the book not long ago: a file that does not know them yet does not make them missing."""
    since = clock.now() - _SELANG
    rows = Mutasi.objects.filter(jenis__in=_MASUK, dicatat_pada__gte=since)
    return set(rows.values_list("penduduk_id", flat=True))


def hilang_dari(here: Iterable[UUID], named: Collection[UUID]) -> set[UUID]:
    """Return who of those who live here is missing from a complete file."""
    return set(here).difference(named, belum_di_berkas())

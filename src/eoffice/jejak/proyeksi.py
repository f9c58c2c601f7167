"""What a room offers so that its tables can be made from a stream, and compared with it: one projection a table."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, Protocol, TypeVar, runtime_checkable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import CharField, Field

from eoffice.jejak.registry import JenisPeristiwa
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.jejak.sisip import tulis
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.tenancy import ModelDesa, QuerySetDesa

RowT = TypeVar("RowT", bound=ModelDesa)
_SEKALI: Final = 500


@dataclass(frozen=True, slots=True)
class Gambaran:
    """A row as the event that tells it would: equal rows on both sides give equal pictures."""

    agregat_id: UUID
    revisi: int
    publik: Mapping[str, Any]
    pribadi: Mapping[str, Any]


class IndukBelumAda(Exception):
    """The row an event points to has not arrived yet: the event waits for it."""


class Proyeksi(Protocol):
    """One table of the village in scope, between its rows and the events that tell them."""

    jenis: JenisPeristiwa
    """The event that carries a row in full, in the newest version."""
    agregat: str

    def revisi(self, agregat_id: UUID, /) -> int | None:
        """Return the revision of the row here, ``None`` when there is none."""

    def terapkan(self, peristiwa: PeristiwaTercatat, /) -> None:
        """Write the row as an event of ``jenis`` tells it, over whatever stands; no new event is written.

        Raises:
            IndukBelumAda: a row it points to is not here yet.
            InvalidInput, DatabaseError: it cannot be written; the event is set aside for a person.
        """

    def hapus(self, agregat_id: UUID, /) -> None:
        """Remove a row that its owner does not have; nothing happens when there is none."""

    def gambaran(self) -> Iterator[Gambaran]:
        """Yield every row, in any order, without holding them all in memory."""


@runtime_checkable
class ProyeksiBanyak(Proyeksi, Protocol):
    """A projection that also takes many events at once, all or nothing: a first load would be slow one by one."""

    def revisi_banyak(self, agregat_id: Collection[UUID], /) -> Mapping[UUID, int]:
        """Return the revisions of those rows that are here."""

    def terapkan_banyak(self, semua: Sequence[PeristiwaTercatat], /) -> None:
        """Write rows as events tell them; raises as ``terapkan`` does.

        Several about one aggregate come in the order of their revisions: each is read, the last one is written.
        """


@runtime_checkable
class ProyeksiTertulis(Proyeksi, Protocol):
    """A projection that also writes the pictures of its rows canonically itself: thousands are compared at once."""

    def tulisan(self) -> Iterator[tuple[str, str]]:
        """Yield the id of every row and ``[id, revision, public, private]`` of its picture as canonical JSON."""


class ProyeksiTabel(ABC, Generic[RowT]):
    """A projection of a plain table whose key is the id of its aggregate and that counts its revisions.

    A room says what a row tells (``potret``, which its services use as well) and which columns an event gives
    (``kolom``). ``induk``: the columns that point to other rows, which must be here first (the database itself
    complains only when the transaction ends). ``turunan``: columns that ``lengkapi`` works out.
    """

    jenis: JenisPeristiwa
    agregat: str
    tabel: type[RowT]
    induk: tuple[tuple[str, type[ModelDesa]], ...] = ()
    turunan: tuple[str, ...] = ()

    @abstractmethod
    def potret(self, row: RowT) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Return the public and the private part of the event that tells this row."""

    @abstractmethod
    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        """Return the columns an event gives, typed as the row holds them."""

    def lengkapi(self, rows: Sequence[RowT]) -> None:
        """Work out the columns no event tells; the rows pointed to are loaded."""

    def baris(self) -> QuerySetDesa[RowT]:
        """Return the rows that travel."""
        return self.tabel.objects.get_queryset()

    def revisi(self, agregat_id: UUID, /) -> int | None:
        """Return the revision of the row here, ``None`` when there is none."""
        return self.revisi_banyak([agregat_id]).get(agregat_id)

    def revisi_banyak(self, agregat_id: Collection[UUID], /) -> Mapping[UUID, int]:
        """Return the revisions of those rows that are here."""
        return dict(self.tabel.objects.filter(pk__termasuk=set(agregat_id)).values_list("pk", "revisi"))

    def terapkan(self, peristiwa: PeristiwaTercatat, /) -> None:
        """Write the row as an event tells it."""
        self.terapkan_banyak([peristiwa])

    def terapkan_banyak(self, semua: Sequence[PeristiwaTercatat], /) -> None:
        """Write the rows of events: those that stand are overwritten, the others must be new everywhere.

        An id that belongs to a row of another village therefore fails instead of overwriting that row.
        """
        kolom = [self.kolom(peristiwa) for peristiwa in semua]
        rows = [
            self.tabel(id=peristiwa.agregat_id, revisi=peristiwa.revisi, **isi)
            for peristiwa, isi in zip(semua, kolom, strict=True)
        ]
        self._periksa(rows, kolom[0])
        self._muat_induk(rows)
        akhir = {row.pk: row for row in rows}
        self.lengkapi(list(akhir.values()))
        ada = self.revisi_banyak(akhir)
        tulis([row for pk, row in akhir.items() if pk not in ada])
        tulis([row for pk, row in akhir.items() if pk in ada], [*kolom[0], *self.turunan, "revisi"])

    def hapus(self, agregat_id: UUID, /) -> None:
        """Remove a row that its owner does not have."""
        self.tabel.objects.filter(pk=agregat_id).delete()

    def gambaran(self) -> Iterator[Gambaran]:
        """Yield every row as it would be told."""
        for row in self.baris().iterator(chunk_size=_SEKALI):
            publik, pribadi = self.potret(row)
            yield Gambaran(row.pk, getattr(row, "revisi"), publik, pribadi)  # noqa: B009  not every ModelDesa has it

    def _periksa(self, rows: Sequence[RowT], nama_kolom: Collection[str]) -> None:
        lepas = {f"{nama}_id" for nama, _ in self.induk}
        fields = [self.tabel._meta.get_field(nama) for nama in nama_kolom if nama not in lepas]
        for field in fields:
            assert isinstance(field, Field)  # noqa: S101  ``kolom`` names plain columns only
            if not _semua_sah(field, [getattr(row, field.attname) for row in rows]):
                raise InvalidInput(Pesan("jejak.isi_tidak_sah", kolom=field.name))

    def _muat_induk(self, rows: Sequence[RowT]) -> None:
        """Attach the rows pointed to; those of an earlier revision must be here as well.

        Else it would depend on where a round of applying ends whether an aggregate is held.
        """
        for nama, tabel in self.induk:
            ditunjuk = {getattr(row, f"{nama}_id") for row in rows} - {None}
            ada = {induk.pk: induk for induk in tabel.objects.filter(pk__termasuk=ditunjuk)}
            if ditunjuk - ada.keys():
                raise IndukBelumAda
            for row in rows:
                setattr(row, nama, ada.get(getattr(row, f"{nama}_id")))


def baca_saat(teks: str | None) -> datetime | None:
    """Read a moment of an event.

    Raises:
        ValueError: not a moment, or one without its zone.
    """
    if teks is None:
        return None
    saat = datetime.fromisoformat(teks)
    if saat.tzinfo is None:
        raise ValueError("a moment without its zone")
    return saat


def _semua_sah(field: "Field[Any, Any]", nilai: Sequence[object]) -> bool:
    """Tell whether the column would hold all of these as they are: SQLite cuts and converts nothing, and says nothing.

    Most columns are plain text, and a thousand rows are looked at in one go.
    """
    if not _teks_polos(field):
        return all(_sah(field, satu) for satu in nilai)
    teks = [satu for satu in nilai if type(satu) is str]
    kosong = nilai.count(None) if field.null else 0
    return len(teks) + kosong == len(nilai) and max(map(len, teks), default=0) <= (field.max_length or 0)


def _teks_polos(field: "Field[Any, Any]") -> bool:
    """Tell whether all that a column asks for is a text of a largest length."""
    return type(field) is CharField and not field.choices and len(field.validators) == 1


def _sah(field: "Field[Any, Any]", nilai: object) -> bool:
    """Tell whether a value is of the column's type, not too long, one of its choices, and there where it must be."""
    if nilai is None:
        return bool(field.null)
    try:
        sah = _sama(field.to_python(nilai), nilai)
        field.run_validators(nilai)
    except ValidationError:
        return False
    return sah and (not field.choices or nilai in dict(field.flatchoices))


def _sama(satu: object, lain: object) -> bool:
    return type(satu) is type(lain) and satu == lain

"""Rows of a plain table as the canonical text of their pictures, from the columns as the database gives them.

A digest needs no object: neither a model nor a UUID nor a dictionary of each row. What a picture looks like is said in
one place all the same: the picture of a sample row, each column of it a mark, becomes the form that rows are set into.
So this is for tables whose picture sets columns as they are (ids and moments as text, moments in UTC), whatever stands
in them; tests compare it with the pictures themselves.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import islice, repeat
from typing import Any, Final, Self, TypeVar
from uuid import UUID

from django.db import connection, models
from django.db.models import Expression, ExpressionWrapper, F, Func, TextField
from django.db.models.functions import Cast

from eoffice.kernel.canonical import canonical_string, canonical_text
from eoffice.wilayah.tenancy import ModelDesa, QuerySetDesa

RowT = TypeVar("RowT", bound=ModelDesa)
Potret = Callable[[RowT], tuple[Mapping[str, Any], Mapping[str, Any]]]
TulisKolom = Callable[[Sequence[Any]], Iterable[Iterable[str]]]
"""From the values of one column to what stands before each and its canonical text, in as many pieces as are cheap."""
_SEKALI: Final = 500
_TANDA: Final = re.compile('"\ue000([a-z_]+)\ue000"')
_HEKSA: Final = re.compile("[0-9a-f]{32}").fullmatch
_BERGARIS: Final = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch
_TANGGAL: Final = re.compile("[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])").fullmatch
_KOSONG: Final = "null"


class _Tanda(str):
    """A mark that stands for a column in the picture of the sample row, also where the picture writes a moment."""

    __slots__ = ()

    def isoformat(self) -> Self:
        return self

    def astimezone(self, _: object) -> Self:
        return self


class _Mentah(Func):
    """A column as it is stored: the driver of SQLite would make a date of its text."""

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> Any:
        return self.as_sql(compiler, connection, None, "CAST(%(expressions)s AS text)", **extra_context)


class _Ingat(dict[Any, str]):
    """Texts of values that come again and again, each worked out once."""

    def __init__(self, tulis: Callable[[Any], str]) -> None:
        self._tulis = tulis

    def __missing__(self, nilai: Any) -> str:
        teks = self[nilai] = self._tulis(nilai)
        return teks


@dataclass(frozen=True, slots=True)
class _Bentuk:
    """Canonical JSON of a row: the columns in their order, and what stands before, between and after them."""

    sela: Sequence[str]
    kolom: Sequence[str]


def tulis_baris(baris: QuerySetDesa[RowT], potret: Potret[RowT]) -> Iterator[tuple[str, str]]:
    """Yield the id of every row and ``[id, revision, public, private]`` as canonical JSON, in any order.

    Raises:
        ValueError: the picture does more with a column than to set it.
    """
    fields = {field.attname: field for field in baris.model._meta.concrete_fields}
    bentuk = _bentuk(baris.model, fields, potret)
    dibaca = {f"_{nama}": _dibaca(fields[nama]) for nama in bentuk.kolom}
    tulis = [_tulis(fields[nama], sela) for nama, sela in zip(bentuk.kolom, bentuk.sela, strict=False)]
    rows = baris.annotate(**dibaca).values_list(*dibaca).iterator(chunk_size=_SEKALI)
    while sebagian := list(islice(rows, _SEKALI)):
        kolom = zip(tulis, zip(*sebagian, strict=True), strict=True)
        depan, pertama, *lain = (bagian for satu, isi in kolom for bagian in satu(isi))
        nomor = list(pertama)
        akhir = repeat(bentuk.sela[-1], len(sebagian))
        teks = map("".join, zip(depan, nomor, *lain, akhir, strict=True))
        yield from zip((satu[1:-1] for satu in nomor), teks, strict=True)


def _bentuk(model: type[RowT], fields: Iterable[str], potret: Potret[RowT]) -> _Bentuk:
    contoh = model(**{nama: _Tanda(f"\ue000{nama}\ue000") for nama in fields})
    gambar = canonical_text([contoh.pk, getattr(contoh, "revisi"), *potret(contoh)])  # noqa: B009  not every ModelDesa has it
    bagian = _TANDA.split(gambar)
    if "\ue000" in "".join(bagian):
        raise ValueError(f"{model.__name__}: the picture writes a column in its own way")
    return _Bentuk(bagian[::2], bagian[1::2])


def _dibaca(field: "models.Field[Any, Any]") -> Expression:
    """Return how a column is read: without an object where text will do."""
    jenis = _jenis(field)
    if isinstance(jenis, models.UUIDField):
        return Cast(F(field.attname), TextField())
    if isinstance(jenis, models.DateField):
        return _Mentah(F(field.attname), output_field=TextField())
    return ExpressionWrapper(F(field.attname), output_field=TextField())


def _tulis(field: "models.Field[Any, Any]", sela: str) -> TulisKolom:
    """Return what writes the values of a column, as its kind asks for; ``sela``: what stands before each.

    Joining pieces takes a third of what setting them into a form takes, and a remembered text brings along what stands
    before it.
    """
    jenis = _jenis(field)
    if isinstance(jenis, models.CharField | models.TextField) and not field.null:
        return lambda isi: (repeat(sela, len(isi)), map(canonical_string, isi))
    satu: Callable[[Any], str] = canonical_text  # whole numbers, and what else JSON has by itself
    if isinstance(jenis, models.UUIDField):
        satu = _nomor
        if field.primary_key:
            return lambda isi: (repeat(sela, len(isi)), map(_nomor, isi))
    elif isinstance(jenis, models.DateField | models.JSONField):
        satu = _Dibaca(jenis)
    ingat = _Ingat(lambda nilai: sela + satu(nilai))
    return lambda isi: (map(ingat.__getitem__, isi),)


def _jenis(field: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    return _jenis(field.target_field) if isinstance(field, models.ForeignKey) else field


def _nomor(nilai: str | None) -> str:
    """Write an id: SQLite keeps it without its dashes, PostgreSQL tells it with them."""
    if nilai is None:
        return _KOSONG
    if _HEKSA(nilai):
        return f'"{nilai[:8]}-{nilai[8:12]}-{nilai[12:16]}-{nilai[16:20]}-{nilai[20:]}"'
    return f'"{nilai}"' if _BERGARIS(nilai) else f'"{UUID(nilai)}"'


class _Dibaca:
    """Writes a date, a moment or JSON: read as Django reads it, written as a picture tells it."""

    def __init__(self, field: "models.Field[Any, Any]") -> None:
        self._kolom = models.expressions.Col("", field)
        ubah = connection.ops.get_db_converters(self._kolom)
        self._ubah = [*ubah, *self._kolom.get_db_converters(connection)]
        self._saat = isinstance(field, models.DateTimeField)
        self._hari = isinstance(field, models.DateField) and not self._saat

    def __call__(self, nilai: Any) -> str:
        if self._hari and isinstance(nilai, str) and _TANGGAL(nilai):
            return f'"{nilai}"'  # by far most dates of SQLite; they would only be read to be written the same
        for ubah in self._ubah:
            nilai = ubah(nilai, self._kolom, connection)
        if nilai is None or not (self._hari or self._saat):
            return canonical_text(nilai)
        return canonical_string((nilai.astimezone(UTC) if self._saat else nilai).isoformat())

"""One valid row of any village-owned table, made from the columns themselves: a new table is covered at once."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.apps import apps
from django.db import models

from eoffice.kernel.ids import new_id
from eoffice.wilayah.tenancy import ModelDesa
from eoffice.wilayah.tenancy.walls import tenant_models

_NOMOR = count(1)
# What the constraints of a table ask for beyond the kinds of its columns.
KHUSUS: dict[str, dict[str, Any]] = {
    "jejak.Peristiwa": {"macam": "put"},
    "penduduk.Keluarga": {"no_kk": lambda n: f"32071501011{n:05d}"},
    "penduduk.Mutasi": {"jenis": "datang"},
    "penduduk.Penduduk": {"jenis_kelamin": "L"},
    "penduduk.BarisImpor": {"tindakan": "baru"},
    "surat.Surat": {"status": "diajukan"},
}


def tabel_desa() -> list[type[ModelDesa]]:
    """Return every village-owned table."""
    return [model for model in tenant_models(apps) if issubclass(model, ModelDesa)]


def label(model: type[models.Model]) -> str:
    """Return the name a test of one table carries."""
    return model._meta.label


def baris(model: type[ModelDesa], **ubah: Any) -> ModelDesa:
    """Return a row of the village in scope, not saved yet; what it points to is saved."""
    nomor = next(_NOMOR)
    isi = {nama: nilai(nomor) if callable(nilai) else nilai for nama, nilai in _isi(model).items()}
    for field in model._meta.concrete_fields:
        if field.name in {*isi, *ubah, "desa"} or field.has_default() or field.null or field.blank:
            continue
        isi[field.name] = _nilai(field, nomor)
    return model(**{**isi, **ubah})


def simpan(model: type[ModelDesa], **ubah: Any) -> ModelDesa:
    """Return a saved row of the village in scope."""
    row = baris(model, **ubah)
    row.save(force_insert=True)
    return row


def _isi(model: type[models.Model]) -> dict[str, Any]:
    return KHUSUS.get(label(model), {})


def _nilai(field: "models.Field[Any, Any]", nomor: int) -> Any:
    if isinstance(field, models.ForeignKey):
        assert issubclass(field.related_model, ModelDesa), field
        return simpan(field.related_model)
    return _BENTUK[field.get_internal_type()](field, nomor)


_BENTUK: dict[str, Any] = {
    "BinaryField": lambda _, n: n.to_bytes(16, "big"),
    "BooleanField": lambda *_: False,
    "CharField": lambda field, n: field.choices[0][0] if field.choices else f"{n}"[: field.max_length],
    "DateField": lambda *_: date(2026, 11, 24),
    "DateTimeField": lambda *_: datetime(2026, 11, 24, 2, tzinfo=UTC),
    "JSONField": lambda *_: {},
    "PositiveBigIntegerField": lambda _, n: n,
    "PositiveIntegerField": lambda _, n: n,
    "PositiveSmallIntegerField": lambda *_: 7,
    "TextField": lambda _, n: f"{n}",
    "UUIDField": lambda *_: new_id(),
}

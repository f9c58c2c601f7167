"""The base of every table that belongs to a village."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from eoffice.kernel.ids import new_id
from eoffice.wilayah.tenancy.fields import DesaKey
from eoffice.wilayah.tenancy.scope import LingkupLain, desa_aktif

ModelT_co = TypeVar("ModelT_co", bound="ModelDesa", covariant=True)


class QuerySetDesa(models.QuerySet[ModelT_co]):
    """A queryset that refuses to write rows of another village."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        rows = list(objs)
        for row in rows:
            row.periksa_desa()
        return super().bulk_create(rows, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        if "desa" in kwargs or "desa_id" in kwargs:
            raise LingkupLain("a row never moves to another village")
        return super().update(**kwargs)


class ManajerDesa(models.Manager[ModelT_co]):
    """Fail closed: without a scope every query raises; with one it sees only that village."""

    def get_queryset(self) -> QuerySetDesa[ModelT_co]:
        return QuerySetDesa(self.model, using=self._db).filter(desa_id=desa_aktif())


class ModelDesa(models.Model):
    """A row of one village."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    desa = DesaKey()

    objects: ClassVar[ManajerDesa[Self]] = ManajerDesa()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.periksa_desa()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.periksa_desa()
        return super().delete(*args, **kwargs)

    def periksa_desa(self) -> None:
        """Fill in the village in scope; refuse any other, also behind a loaded foreign key.

        Raises:
            LingkupLain: the row, or an object it points to, belongs to another village.
        """
        kode = desa_aktif()
        if not self.desa_id:
            self.desa_id = kode
        if self.desa_id != kode:
            raise LingkupLain(f"{self.desa_id} is not {kode}")
        for target in self._loaded_targets():
            if target.desa_id != kode:
                raise LingkupLain(f"{self._meta.label} points to a row of {target.desa_id}")

    def _loaded_targets(self) -> Iterable["ModelDesa"]:
        """Return related village rows already in memory; the database checks the rest by composite keys."""
        for field in _foreign_keys(type(self)):
            if field.is_cached(self):
                target = field.get_cached_value(self)
                if isinstance(target, ModelDesa):
                    yield target


@cache
def _foreign_keys(model: type[ModelDesa]) -> "Sequence[models.ForeignKey[Any, Any]]":
    """Return the columns of a table that point to rows; asked for every row that is written."""
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]

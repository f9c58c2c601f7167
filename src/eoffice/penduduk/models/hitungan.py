"""What is worked out from the register and may be thrown away: words, doubts, counts, the mark of its state."""

from typing import ClassVar

from django.db import models

from eoffice.penduduk.models.register import Penduduk
from eoffice.wilayah.tenancy import ModelDesa


class Kata(ModelDesa):
    """A word of the names in this village, for searches that find nobody (docs/decisions/024).

    ``bunyi``: how it sounds; ``banyak``: how many people have it.
    """

    teks = models.CharField(max_length=40)
    bunyi = models.CharField(max_length=80)
    banyak = models.PositiveIntegerField()

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "teks"], name="kata_unik"),
        ]

    def __str__(self) -> str:
        return f"Kata {self.pk}"


class Kosakata(ModelDesa):
    """By which state of the register the words of a village were counted."""

    cap = models.CharField(max_length=80)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa"], name="kosakata_satu"),
        ]

    def __str__(self) -> str:
        return f"Kosakata {self.pk}"


class Edisi(ModelDesa):
    """Which state the register of a village is in: a mark of chance that every writing of it replaces.

    It is written in the transaction of what changed, so whoever reads a mark sees at least what it marks; and a mark
    that a rolled back transaction drew never comes again (docs/decisions/079).
    """

    cap = models.UUIDField()

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa"], name="edisi_satu"),
        ]

    def __str__(self) -> str:
        return f"Edisi {self.cap}"


class Serupa(ModelDesa):
    """Two residents who may be one, by birthday and name; worked out from the register (docs/decisions/080).

    ``sejak``: when that was first seen.
    """

    satu = models.ForeignKey(Penduduk, models.CASCADE, related_name="+")
    dua = models.ForeignKey(Penduduk, models.CASCADE, related_name="+")
    sejak = models.DateTimeField()

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "satu", "dua"], name="serupa_unik"),
        ]

    def __str__(self) -> str:
        return f"Serupa {self.pk}"


class HitungRagu(ModelDesa):
    """How many doubts of each kind there were, and by which state of the register they were counted."""

    cap = models.CharField(max_length=80)
    isi = models.JSONField(default=dict)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa"], name="hitung_ragu_satu"),
        ]

    def __str__(self) -> str:
        return f"Keraguan {self.pk}"

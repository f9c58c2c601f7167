"""The number books and every number they ever gave."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from eoffice.wilayah.tenancy import ModelDesa


class BukuNomor(ModelDesa):
    """One counter: a village, a year, and what it counts (``lingkup``: a book, a letter type, or all).

    A counter that was left for another way of counting goes on in a new row, its next part (``awal``), after
    the numbers given meanwhile: each part is without gaps. The row ``KUNCI_TAHUN`` counts nothing; whoever
    draws in a year locks it first.
    """

    tahun = models.PositiveSmallIntegerField()
    lingkup = models.CharField(max_length=40)
    urut = models.PositiveIntegerField(default=0, help_text="Nomor urut terakhir yang diberikan")
    awal = models.PositiveIntegerField(default=0, help_text="Nomor terakhir sebelum bagian buku ini dibuka")
    revisi = models.PositiveIntegerField(default=0, help_text="Berapa kali nomor awalnya diatur")

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "tahun", "lingkup", "awal"], name="buku_nomor_unik"),
            models.CheckConstraint(condition=Q(urut__gte=F("awal")), name="buku_nomor_maju"),
        ]

    def __str__(self) -> str:
        return f"{self.lingkup} {self.tahun}"


class Nomor(ModelDesa):
    """A number once given. A void one keeps its place and says why; it is never given again.

    ``sengketa``: it stands on a paper but counts no more, because it was given twice or was provisional; outside the
    constraints. Its letter is registered again under another number, of which ``semula`` is what the paper shows.
    """

    buku = models.ForeignKey(BukuNomor, models.PROTECT, related_name="+")
    urut = models.PositiveIntegerField()
    teks = models.CharField(max_length=100)
    untuk = models.UUIDField(help_text="Surat yang memegang nomor ini")
    diambil_pada = models.DateTimeField()
    batal_pada = models.DateTimeField(null=True)
    alasan_batal = models.CharField(max_length=500, blank=True)
    sengketa = models.BooleanField(default=False)
    semula = models.CharField(
        max_length=100, blank=True, help_text="Yang tertulis di surat, bila dicatat ulang"
    )
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["desa", "buku", "urut"], condition=Q(sengketa=False), name="nomor_urut_unik"
            ),
            models.UniqueConstraint(
                fields=["desa", "teks"], condition=Q(sengketa=False), name="nomor_teks_unik"
            ),
            models.UniqueConstraint(
                fields=["desa", "untuk"],
                condition=Q(sengketa=False, batal_pada=None),
                name="nomor_satu_per_surat",
            ),
            models.CheckConstraint(condition=Q(urut__gte=1), name="nomor_urut_mulai_1"),
        ]

    def __str__(self) -> str:
        return self.teks

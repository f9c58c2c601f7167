"""Files of residents, from the upload to what each row did."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from eoffice.penduduk.models.register import Penduduk
from eoffice.wilayah.tenancy import ModelDesa


class StatusImpor(models.TextChoices):
    """How far an import file has come."""

    MEMERIKSA = "memeriksa"
    PRATINJAU = "pratinjau"
    MENERAPKAN = "menerapkan"
    DITERAPKAN = "diterapkan"
    DIBATALKAN = "dibatalkan"


class Impor(ModelDesa):
    """One uploaded file: what it holds, and what became of it.

    ``diminta_*``: who asked the worker to apply it, and when.
    """

    nama_berkas = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    bentuk = models.CharField(max_length=10)
    lengkap = models.BooleanField()
    status = models.CharField(max_length=10, choices=StatusImpor.choices, default=StatusImpor.PRATINJAU)
    dibuat_pada = models.DateTimeField()
    oleh = models.CharField(max_length=100)
    diminta_oleh = models.CharField(max_length=100, blank=True)
    diminta_pada = models.DateTimeField(null=True)
    diterapkan_pada = models.DateTimeField(null=True)
    jumlah = models.JSONField(default=dict)
    masalah = models.JSONField(default=list)
    kolom = models.JSONField(default=list)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(status__in=StatusImpor.values), name="impor_status"),
            models.CheckConstraint(
                condition=Q(status="diterapkan", diterapkan_pada__isnull=False)
                | (~Q(status="diterapkan") & Q(diterapkan_pada__isnull=True)),
                name="impor_waktu_terap",
            ),
        ]

    def __str__(self) -> str:
        return f"Impor {self.pk}"


class BerkasImpor(ModelDesa):
    """The bytes of an uploaded file until the worker has looked through them; then they are thrown away."""

    impor = models.ForeignKey(Impor, models.CASCADE, related_name="+")
    isi = models.BinaryField()

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "impor"], name="berkas_impor_unik"),
        ]

    def __str__(self) -> str:
        return f"Berkas dari {self.impor_id}"


class TindakanBaris(models.TextChoices):
    """What applying the file does with one of its rows."""

    BARU = "baru"
    BERUBAH = "berubah"
    SAMA = "sama"
    DITOLAK = "ditolak"


class BarisImpor(ModelDesa):
    """One row of an uploaded file: the values read from it, its problems, and what it would do."""

    impor = models.ForeignKey(Impor, models.CASCADE, related_name="+")
    urut = models.PositiveIntegerField()
    lembar = models.CharField(max_length=40, blank=True)
    baris = models.PositiveIntegerField()
    tindakan = models.CharField(max_length=8, choices=TindakanBaris.choices)
    penduduk = models.ForeignKey(Penduduk, models.CASCADE, null=True, related_name="+")
    revisi_dilihat = models.PositiveIntegerField(default=0)
    isi = models.JSONField(default=dict)
    asli = models.JSONField(default=list)
    masalah = models.JSONField(default=list)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "impor", "urut"], name="baris_impor_unik"),
            models.CheckConstraint(
                condition=Q(tindakan__in=TindakanBaris.values), name="baris_impor_tindakan_sah"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "impor", "tindakan", "urut"], name="baris_impor_tindakan")
        ]

    def __str__(self) -> str:
        return f"Baris {self.baris} dari {self.impor_id}"

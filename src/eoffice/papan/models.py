"""Tables of the notice board. Private to this room."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from eoffice.papan.rules.pengaduan import HARI_TANGGAP, PANJANG
from eoffice.papan.rules.pengumuman import PANJANG_ISI, PANJANG_JUDUL, Keadaan
from eoffice.wilayah.tenancy import ModelDesa


class Pengumuman(ModelDesa):
    """An announcement, shown while it hangs (``tayang``) from ``mulai`` to ``sampai``, both days included."""

    judul = models.CharField(max_length=PANJANG_JUDUL)
    isi = models.CharField(max_length=PANJANG_ISI)
    gambar = models.CharField(max_length=64, blank=True, help_text="SHA-256")
    mulai = models.DateField()
    sampai = models.DateField(null=True)
    keadaan = models.CharField(
        max_length=7, choices=[(satu.value, satu.value) for satu in Keadaan], default=Keadaan.DRAF.value
    )
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(keadaan__in=[satu.value for satu in Keadaan]), name="pengumuman_keadaan"
            ),
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=F("mulai")), name="pengumuman_urut_tanggal"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "keadaan", "mulai"], name="pengumuman_tayang"),
        ]

    def __str__(self) -> str:
        return f"pengumuman {self.pk}"


class KontakPengaduan(ModelDesa):
    """Where to complain in this village, one row; an empty field means: as the office itself."""

    petugas = models.CharField(max_length=PANJANG["petugas"], blank=True)
    telepon = models.CharField(max_length=PANJANG["telepon"], blank=True)
    whatsapp = models.CharField(max_length=PANJANG["whatsapp"], blank=True)
    surel = models.CharField(max_length=PANJANG["surel"], blank=True)
    tempat = models.CharField(max_length=PANJANG["tempat"], blank=True)
    jam = models.CharField(max_length=PANJANG["jam"], blank=True)
    hari_tanggap = models.PositiveSmallIntegerField(default=HARI_TANGGAP)
    revisi = models.PositiveIntegerField(default=0)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa"], name="kontak_pengaduan_satu"),
            models.CheckConstraint(
                condition=Q(hari_tanggap__gte=1, hari_tanggap__lte=HARI_TANGGAP),
                name="kontak_pengaduan_hari_tanggap",
            ),
        ]

    def __str__(self) -> str:
        return f"kontak pengaduan {self.pk}"

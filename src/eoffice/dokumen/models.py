"""Who holds a signing key. The key itself lies in a PKCS#12 file that only its holder's passphrase opens."""

from typing import ClassVar

from django.db import models

from eoffice.wilayah.tenancy import ModelDesa


class Penandatangan(ModelDesa):
    """A certificate of an official; a person has at most one that is not revoked."""

    pejabat_id = models.UUIDField()
    serial = models.CharField(max_length=40, unique=True)
    nama = models.CharField(max_length=100)
    sertifikat = models.TextField(help_text="PEM")
    berlaku_dari = models.DateTimeField()
    berlaku_sampai = models.DateTimeField()
    dicabut_pada = models.DateTimeField(null=True)
    alasan_cabut = models.CharField(max_length=200, blank=True)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["desa", "pejabat_id"],
                condition=models.Q(dicabut_pada=None),
                name="penandatangan_satu_aktif",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} {self.serial}"


class Otoritas(ModelDesa):
    """The public certificates of the village's own authority and of its QR key (PEM), as the stream tells them."""

    akar = models.TextField()
    penerbit = models.TextField()
    muatan = models.TextField()
    crl_akar = models.TextField()
    crl = models.TextField()
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa"], name="otoritas_satu"),
        ]

    def __str__(self) -> str:
        return f"otoritas {self.desa_id}"

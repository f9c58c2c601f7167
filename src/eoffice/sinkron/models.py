"""Who takes part in synchronisation, what the other side has confirmed, what could not be applied."""

from django.db import models
from django.db.models import Q

from eoffice.wilayah.tenancy import ModelDesa


class StatusNode(models.TextChoices):
    """Whether an installation may still append to its village's streams."""

    AKTIF = "aktif"
    DICABUT = "dicabut"


class Node(ModelDesa):
    """One installation of a village as the hub knows it, by its key (Ed25519, raw bytes). One of them is active."""

    kunci = models.BinaryField(max_length=32)
    status = models.CharField(max_length=7, choices=StatusNode, default=StatusNode.AKTIF)
    terdaftar_pada = models.DateTimeField()
    dicabut_pada = models.DateTimeField(null=True)
    terlihat_pada = models.DateTimeField(null=True)
    selisih_jam = models.IntegerField(default=0, help_text="Detik; positif: jam desa terlalu maju")
    versi = models.CharField(max_length=20, blank=True)

    class Meta(ModelDesa.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("desa",), condition=Q(status=StatusNode.AKTIF), name="sinkron_node_satu_aktif"
            ),
        )

    def __str__(self) -> str:
        return f"{self.desa_id} {self.pk}"


class TandaTerima(ModelDesa):
    """The other side's last signed receipt for one stream: how much of it is stored, and applied, over there."""

    epoch = models.UUIDField()
    urut = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    diterapkan = models.PositiveBigIntegerField(default=0)
    isi = models.BinaryField()
    pada = models.DateTimeField()

    class Meta(ModelDesa.Meta):
        constraints = (models.UniqueConstraint(fields=("desa", "epoch"), name="sinkron_tanda_terima_satu"),)

    def __str__(self) -> str:
        return f"{self.epoch} #{self.urut}"


class PaketSimpan(ModelDesa):
    """A branch of one's own epoch that only the other side wrote down, kept as it came: nothing of it may vanish."""

    epoch = models.UUIDField()
    dari = models.PositiveBigIntegerField()
    sampai = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    isi = models.BinaryField()
    diterima_pada = models.DateTimeField()

    class Meta(ModelDesa.Meta):
        constraints = (
            models.UniqueConstraint(fields=("desa", "epoch", "digest"), name="sinkron_paket_satu"),
        )

    def __str__(self) -> str:
        return f"{self.epoch} #{self.dari}-{self.sampai}"

"""The stream of a village, its locked head, the erasable private parts, cursors of consumers, the access log.

Events are never changed or deleted: triggers refuse it on both engines (see ``guards``).
"""

from typing import Any

from django.db import models
from django.db.models import Q

from eoffice.kernel import chain
from eoffice.kernel.ids import new_id
from eoffice.wilayah.tenancy import ModelDesa


class HanyaDitambah(RuntimeError):
    """Code tried to change or delete what may only be added: a programming error."""


class Tetap(ModelDesa):
    """A row that is written once."""

    class Meta(ModelDesa.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise HanyaDitambah(self._meta.label)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise HanyaDitambah(self._meta.label)


class Macam(models.TextChoices):
    """What an event does: state after a change, deletion, command, hand-over, checkpoint, repair."""

    PUT = "put"
    DEL = "del"
    CMD = "cmd"
    GIVE = "give"
    ACCEPT = "accept"
    RECALL = "recall"
    CKPT = "ckpt"
    REPAIR = "repair"


class Peristiwa(Tetap):
    """One event. ``urut`` is gap-free per village and epoch; ``digest`` links it to the one before.

    ``id_peristiwa`` names what happened: told again in a new epoch after a restored backup it stays the same, so
    that it is applied once. The key names the row.
    """

    id_peristiwa = models.UUIDField(default=new_id, editable=False)
    epoch = models.UUIDField()
    urut = models.PositiveBigIntegerField()
    macam = models.CharField(max_length=6, choices=Macam)
    jenis = models.CharField(max_length=60)
    versi = models.PositiveSmallIntegerField()
    agregat = models.CharField(max_length=40)
    agregat_id = models.UUIDField()
    revisi = models.PositiveIntegerField()
    epoch_pemilik = models.PositiveIntegerField(default=0)
    waktu = models.DateTimeField()
    pelaku = models.CharField(max_length=60)
    publik = models.JSONField()
    digest_pribadi = models.CharField(max_length=64, blank=True)
    sebelum = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta(ModelDesa.Meta):
        constraints = (
            models.UniqueConstraint(fields=("desa", "epoch", "urut"), name="jejak_peristiwa_urut"),
            models.CheckConstraint(condition=Q(urut__gte=1), name="jejak_peristiwa_urut_mulai_1"),
            models.CheckConstraint(condition=Q(macam__in=Macam.values), name="jejak_peristiwa_macam"),
        )
        indexes = (
            models.Index(fields=("desa", "agregat_id", "urut"), name="jejak_peristiwa_agregat"),
            models.Index(fields=("desa", "id_peristiwa"), name="jejak_peristiwa_sama"),
        )

    def __str__(self) -> str:
        return f"{self.jenis} #{self.urut}"


class Keadaan(models.TextChoices):
    """Where an aggregate that was handed over is: written here, on its way, written there, taken back from here."""

    SINI = "sini"
    DIKIRIM = "dikirim"
    SANA = "sana"
    DITARIK = "ditarik"


class Kepemilikan(ModelDesa):
    """Who writes an aggregate that was ever handed over; without a row it is whoever serves the village.

    ``epoch_pemilik`` rises with each hand-over. ``dari_revisi``: what its owner of that time held when it began.
    """

    agregat = models.CharField(max_length=40)
    agregat_id = models.UUIDField()
    epoch_pemilik = models.PositiveIntegerField()
    dari_revisi = models.PositiveIntegerField()
    keadaan = models.CharField(max_length=7, choices=Keadaan)
    sejak = models.DateTimeField()

    class Meta(ModelDesa.Meta):
        constraints = (
            models.UniqueConstraint(fields=("desa", "agregat_id"), name="jejak_kepemilikan_satu"),
            models.CheckConstraint(condition=Q(keadaan__in=Keadaan.values), name="jejak_kepemilikan_keadaan"),
        )

    def __str__(self) -> str:
        return f"{self.agregat} {self.agregat_id}: {self.keadaan}"


class MuatanPribadi(ModelDesa):
    """The private part of an event and the salt of its digest. May be erased, never changed."""

    id = None  # type: ignore[assignment]
    peristiwa = models.OneToOneField(Peristiwa, models.PROTECT, primary_key=True, related_name="muatan")
    garam = models.BinaryField(max_length=16)
    isi = models.JSONField()

    def __str__(self) -> str:
        return f"muatan {self.pk}"


class Kepala(ModelDesa):
    """The head of one stream: the last number and digest. Whoever writes or receives an event locks this row.

    ``lokal`` streams are written by this installation, one of them open; the others were received.
    """

    epoch = models.UUIDField()
    lokal = models.BooleanField(default=True)
    urut = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=chain.GENESIS)
    waktu = models.DateTimeField()
    induk_epoch = models.UUIDField(null=True)
    induk_urut = models.PositiveBigIntegerField(null=True)
    dibuka_pada = models.DateTimeField()
    ditutup_pada = models.DateTimeField(null=True)

    class Meta(ModelDesa.Meta):
        constraints = (
            models.UniqueConstraint(fields=("desa", "epoch"), name="jejak_kepala_epoch"),
            models.UniqueConstraint(
                fields=("desa",),
                condition=Q(ditutup_pada__isnull=True, lokal=True),
                name="jejak_kepala_satu_terbuka",
            ),
        )

    def __str__(self) -> str:
        return f"{self.desa_id} #{self.urut}"


class Kursor(ModelDesa):
    """How far one consumer has come in one stream, and what stopped it."""

    konsumen = models.CharField(max_length=60)
    epoch = models.UUIDField()
    urut = models.PositiveBigIntegerField(default=0)
    gagal_kali = models.PositiveIntegerField(default=0)
    gagal_sebab = models.CharField(max_length=200, blank=True)
    coba_lagi_pada = models.DateTimeField(null=True)

    class Meta(ModelDesa.Meta):
        constraints = (
            models.UniqueConstraint(fields=("desa", "konsumen", "epoch"), name="jejak_kursor_satu"),
        )

    def __str__(self) -> str:
        return f"{self.konsumen} @ {self.urut}"


class Akses(Tetap):
    """Who opened whose data, when, and why."""

    waktu = models.DateTimeField()
    pengguna_id = models.UUIDField()
    sasaran = models.CharField(max_length=20)
    sasaran_id = models.UUIDField()
    tindakan = models.CharField(max_length=40)
    alasan = models.CharField(max_length=200, blank=True)
    permintaan_id = models.UUIDField(null=True)

    class Meta(ModelDesa.Meta):
        indexes = (
            models.Index(fields=("desa", "sasaran", "sasaran_id", "waktu"), name="jejak_akses_sasaran"),
        )

    def __str__(self) -> str:
        return f"{self.tindakan} {self.sasaran} {self.sasaran_id}"

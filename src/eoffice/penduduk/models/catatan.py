"""What the office did with people and families, kept for ever: mutations, corrections, requests, decisions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from eoffice.penduduk.models.register import Keluarga, Penduduk
from eoffice.penduduk.rules.koreksi import Dasar
from eoffice.penduduk.rules.mutasi import JenisMutasi
from eoffice.penduduk.rules.permintaan import Hasil
from eoffice.wilayah.tenancy import ModelDesa

_HASIL = [("", "menunggu"), *((satu.value, satu.value) for satu in Hasil)]


class Mutasi(ModelDesa):
    """What happened to one person of the register. Rows are only ever added.

    Everybody whom one form was about has the same ``kelompok``, which is the key of that form. ``ubahan``: what it
    changed, field by field, so that a ``pembetulan`` can take back the group it names in ``membetulkan``.
    ``dusun``: where the person lived or lives, as the books count it; ``oleh``: the account of who recorded it.
    """

    kelompok = models.UUIDField()
    jenis = models.CharField(max_length=17)
    tanggal = models.DateField()
    penduduk = models.ForeignKey(Penduduk, models.PROTECT, related_name="mutasi")
    keluarga = models.ForeignKey(Keluarga, models.PROTECT, null=True, related_name="+")
    dari = models.CharField(max_length=200, blank=True)
    ke = models.CharField(max_length=200, blank=True)
    sebab = models.CharField(max_length=100, blank=True)
    tempat = models.CharField(max_length=100, blank=True)
    keterangan = models.CharField(max_length=200, blank=True)
    dusun = models.CharField(max_length=60, blank=True)
    ubahan = models.JSONField(default=list)
    membetulkan = models.UUIDField(null=True)
    dicatat_pada = models.DateTimeField()
    oleh = models.CharField(max_length=100)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "kelompok", "penduduk"], name="mutasi_sekali"),
            models.UniqueConstraint(
                fields=["desa", "membetulkan", "penduduk"],
                condition=Q(membetulkan__isnull=False),
                name="mutasi_dibetulkan_sekali",
            ),
            models.CheckConstraint(
                condition=Q(jenis__in=[jenis.value for jenis in JenisMutasi]), name="mutasi_jenis"
            ),
            models.CheckConstraint(
                condition=Q(jenis="pembetulan", membetulkan__isnull=False)
                | (~Q(jenis="pembetulan") & Q(membetulkan__isnull=True)),
                name="mutasi_membetulkan",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "tanggal", "id"], name="mutasi_tanggal"),
        ]

    def __str__(self) -> str:
        return f"Mutasi {self.pk}"


class Koreksi(ModelDesa):
    """One correction of a person by the office: what it changed, why, and on which paper. Rows are only ever added.

    Its id is the key of the form. ``revisi_orang``: the revision of the person that it made, by which the history
    names it; ``permintaan``: the citizen's request that it answered.
    """

    penduduk = models.ForeignKey(Penduduk, models.PROTECT, related_name="koreksi")
    revisi_orang = models.PositiveIntegerField()
    dasar = models.CharField(max_length=12, choices=[(satu.value, satu.value) for satu in Dasar])
    nomor_dasar = models.CharField(max_length=100, blank=True)
    alasan = models.CharField(max_length=300)
    ubahan = models.JSONField(default=dict)
    permintaan = models.UUIDField(null=True)
    dicatat_pada = models.DateTimeField()
    oleh = models.CharField(max_length=100)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(dasar__in=[satu.value for satu in Dasar]), name="koreksi_dasar"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "penduduk", "revisi_orang"], name="koreksi_orang"),
        ]

    def __str__(self) -> str:
        return f"Koreksi {self.pk}"


class PermintaanKoreksi(ModelDesa):
    """A citizen's request to have his data put right (UU 27/2022 article 6), with photos as proof; and the answer.

    Written where he asked, at the village or at the regency's portal, and answered by the village. Its id is the key
    of the form. The person is no parent: both travel alone. ``usul``: what is right, as the column stands in JSON.
    """

    penduduk_id = models.UUIDField()
    pemilik = models.UUIDField(help_text="Akun warga yang meminta")
    kolom = models.CharField(max_length=20)
    usul = models.JSONField(null=True)
    keterangan = models.CharField(max_length=300, blank=True)
    berkas = models.JSONField(default=list)
    dibuat_pada = models.DateTimeField()
    hasil = models.CharField(max_length=10, blank=True, choices=_HASIL)
    alasan = models.CharField(max_length=300, blank=True)
    diputus_pada = models.DateTimeField(null=True)
    oleh = models.CharField(max_length=100, blank=True)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(hasil="", diputus_pada=None) | (~Q(hasil="") & Q(diputus_pada__isnull=False)),
                name="permintaan_koreksi_putus",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "penduduk_id"], name="permintaan_koreksi_orang"),
            models.Index(
                fields=["desa", "dibuat_pada"], condition=Q(hasil=""), name="permintaan_koreksi_menunggu"
            ),
        ]

    def __str__(self) -> str:
        return f"Permintaan {self.pk}"


class BedaOrang(ModelDesa):
    """The office decided that two people are two. Rows are only ever added; ``satu`` is the smaller id, and the id of
    the row is made of both."""

    satu = models.ForeignKey(Penduduk, models.PROTECT, related_name="+")
    dua = models.ForeignKey(Penduduk, models.PROTECT, related_name="+")
    oleh = models.CharField(max_length=100)
    diputus_pada = models.DateTimeField()
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "satu", "dua"], name="beda_orang_sekali"),
        ]

    def __str__(self) -> str:
        return f"Beda orang {self.pk}"

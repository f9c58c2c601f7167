"""The register itself: families and people; code values are those of ``rules.kode``."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from eoffice.penduduk.rules.teks import kunci_cari
from eoffice.wilayah.tenancy import ModelDesa

ENAM_BELAS_ANGKA = r"^[0-9]{16}$"
DIHITUNG = (
    "agama", "pendidikan", "pekerjaan", "status_kawin", "shdk", "kewarganegaraan", "golongan_darah",
    "pendidikan_sedang", "cacat", "cara_kb", "hamil", "ktp_el", "status_rekam", "asuransi",
)  # fmt: skip
"""The codes residents are counted by."""
ANGKA_ATAU_KOSONG = r"^([0-9]{16})?$"


class Keluarga(ModelDesa):
    """A family card (KK) and where the family lives."""

    no_kk = models.CharField(max_length=16)
    alamat = models.CharField(max_length=200, blank=True)
    dusun = models.CharField(max_length=60, blank=True)
    rw = models.CharField(max_length=3, blank=True)
    rt = models.CharField(max_length=3, blank=True)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "no_kk"], name="keluarga_no_kk_unik"),
            models.CheckConstraint(
                condition=Q(no_kk__regex=ENAM_BELAS_ANGKA), name="keluarga_no_kk_16_angka"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "dusun", "rw", "rt"], name="keluarga_wilayah"),
        ]

    def __str__(self) -> str:
        return f"Keluarga {self.pk}"


class Penduduk(ModelDesa):
    """A person in the register. ``nik`` is "" for who has none yet; ``hilang_pada`` marks who was missing
    from the last complete import file (never deleted, cleared when he is back)."""

    keluarga = models.ForeignKey(Keluarga, models.PROTECT, null=True, related_name="anggota")
    nik = models.CharField(max_length=16, blank=True)
    nama = models.CharField(max_length=100)
    jenis_kelamin = models.CharField(max_length=1)
    tempat_lahir = models.CharField(max_length=100, blank=True)
    tanggal_lahir = models.DateField(null=True)
    agama = models.PositiveSmallIntegerField(null=True)
    pendidikan = models.PositiveSmallIntegerField(null=True)
    pekerjaan = models.PositiveSmallIntegerField(null=True)
    status_kawin = models.PositiveSmallIntegerField(null=True)
    shdk = models.PositiveSmallIntegerField(null=True)
    kewarganegaraan = models.PositiveSmallIntegerField(default=1)
    golongan_darah = models.PositiveSmallIntegerField(null=True)
    nama_ayah = models.CharField(max_length=100, blank=True)
    nama_ibu = models.CharField(max_length=100, blank=True)
    nik_ayah = models.CharField(max_length=16, blank=True)
    nik_ibu = models.CharField(max_length=16, blank=True)
    status_dasar = models.PositiveSmallIntegerField(default=1)
    hilang_pada = models.DateTimeField(null=True)
    pendidikan_sedang = models.PositiveSmallIntegerField(null=True)
    cacat = models.PositiveSmallIntegerField(null=True)
    cara_kb = models.PositiveSmallIntegerField(null=True)
    hamil = models.PositiveSmallIntegerField(null=True)
    ktp_el = models.PositiveSmallIntegerField(null=True)
    status_rekam = models.PositiveSmallIntegerField(null=True)
    asuransi = models.PositiveSmallIntegerField(null=True)
    akta_lahir = models.CharField(max_length=200, blank=True)
    akta_perkawinan = models.CharField(max_length=200, blank=True)
    akta_perceraian = models.CharField(max_length=200, blank=True)
    suku = models.CharField(max_length=200, blank=True)
    lain = models.JSONField(default=dict, help_text="Kolom lain dari berkas asal, belum dipakai aplikasi")
    kunci_cari = models.CharField(max_length=160, editable=False)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "nik"], condition=~Q(nik=""), name="penduduk_nik_unik"),
            models.CheckConstraint(condition=Q(nik__regex=ANGKA_ATAU_KOSONG), name="penduduk_nik_16_angka"),
            models.CheckConstraint(condition=~Q(nama=""), name="penduduk_nama_ada"),
            models.CheckConstraint(condition=Q(jenis_kelamin__in=["L", "P"]), name="penduduk_jenis_kelamin"),
            models.CheckConstraint(
                condition=Q(status_dasar__in=[1, 2, 3, 4, 6, 9]), name="penduduk_status_dasar"
            ),
            models.CheckConstraint(condition=Q(revisi__gte=1), name="penduduk_revisi_mulai_1"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            # search reads this index from end to end, see docs/decisions/022
            models.Index(fields=["desa", "kunci_cari", "id"], name="penduduk_cari"),
            models.Index(
                fields=["desa", "status_dasar", "hilang_pada", "kunci_cari", "id"], name="penduduk_daftar"
            ),
            # an age group is one piece of it (070); a count by a code reads it and no row (079)
            models.Index(
                fields=["desa", "status_dasar", "hilang_pada", "jenis_kelamin", "tanggal_lahir", *DIHITUNG],
                name="penduduk_umur",
            ),
        ]

    def __str__(self) -> str:
        return f"Penduduk {self.pk}"

    def isi_kunci_cari(self) -> None:
        """Derive the search key; the family must be loaded."""
        no_kk = self.keluarga.no_kk if self.keluarga else ""
        self.kunci_cari = kunci_cari(self.nama, self.nik, no_kk)[:160]

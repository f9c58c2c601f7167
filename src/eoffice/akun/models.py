"""Accounts are global (a session loads before any village is in scope); posts belong to a village."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from eoffice.akun.rules import jabatan as rules
from eoffice.akun.rules.kunci_sandi import PANJANG_NAMA
from eoffice.kernel.ids import new_id
from eoffice.wilayah.tenancy import ModelDesa


def _choices(words: type[rules.Jabatan | rules.Sifat | rules.Bentuk]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Pengguna(AbstractBaseUser):
    """Any sign-in account: an official of a village, a citizen, or an officer of the regency. Never holds a NIK.

    An officer of the regency belongs to no village, so no village's scope ever opens by itself for this account.
    """

    class Jenis(models.TextChoices):
        APARAT = "aparat", "Aparat"
        WARGA = "warga", "Warga"
        KABUPATEN = "kabupaten", "Petugas kabupaten"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    nama_masuk = models.CharField(max_length=60, unique=True)
    nama = models.CharField(max_length=100)
    jenis = models.CharField(max_length=9, choices=Jenis)
    desa = models.ForeignKey("wilayah.Desa", models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)
    sesi_ke = models.PositiveIntegerField(default=0, help_text="Naik satu: semua sesi lama berakhir")

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "nama_masuk"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["nama"]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(jenis="kabupaten") | Q(desa=None), name="pengguna_kabupaten_tanpa_desa"
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def get_session_auth_hash(self) -> str:
        """Return what a session must carry: it dies with the password, and with ``sesi_ke``."""
        return salted_hmac(
            "eoffice.akun.sesi", f"{self.password}|{self.sesi_ke}", algorithm="sha256"
        ).hexdigest()

    @property
    def warga(self) -> bool:
        """Whether this account belongs to a citizen."""
        return self.jenis == self.Jenis.WARGA

    @property
    def petugas_kabupaten(self) -> bool:
        """Whether this account belongs to an officer of the regency."""
        return self.jenis == self.Jenis.KABUPATEN


class Pejabat(ModelDesa):
    """A person of the office, with or without an account; that may live on another installation only."""

    pengguna = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+", db_constraint=False)
    nama = models.CharField(max_length=100, help_text="Dengan gelar, seperti tercetak di surat")
    nip = models.CharField(max_length=30, blank=True)
    niap = models.CharField(max_length=30, blank=True)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "pengguna"], name="pejabat_pengguna_unik"),
            models.CheckConstraint(condition=~Q(nama=""), name="pejabat_nama_ada"),
        ]

    def __str__(self) -> str:
        return self.nama


class Penugasan(ModelDesa):
    """A person in a post from a day to a day (kamus: penugasan)."""

    pejabat = models.ForeignKey(Pejabat, models.PROTECT, related_name="+")
    jabatan = models.CharField(max_length=24, choices=_choices(rules.Jabatan))
    sifat = models.CharField(max_length=10, choices=_choices(rules.Sifat), default="definitif")
    mulai = models.DateField()
    selesai = models.DateField(null=True)
    dasar = models.CharField(max_length=100, blank=True, help_text="Nomor keputusan atau surat perintah")
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(selesai=None) | Q(selesai__gte=F("mulai")), name="penugasan_urut_tanggal"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "mulai"], name="penugasan_mulai")
        ]

    def __str__(self) -> str:
        return f"{self.jabatan} sejak {self.mulai}"


class Delegasi(ModelDesa):
    """A dated mandate to sign in the name of the kepala desa, or to initial in place of the sekretaris desa."""

    pejabat = models.ForeignKey(Pejabat, models.PROTECT, related_name="+")
    bentuk = models.CharField(max_length=10, choices=[("an", "a.n."), ("an_ub", "u.b."), ("paraf", "paraf")])
    mulai = models.DateField()
    selesai = models.DateField()
    dasar = models.CharField(max_length=100, blank=True)
    revisi = models.PositiveIntegerField(default=1)

    class Meta(ModelDesa.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(selesai__gte=F("mulai")), name="delegasi_urut_tanggal"),
        ]

    def __str__(self) -> str:
        return f"{self.bentuk} {self.mulai} sampai {self.selesai}"


class Totp(models.Model):
    """The second step of an official; the secret is encrypted with a key outside the database."""

    pengguna = models.OneToOneField(Pengguna, models.CASCADE, primary_key=True, related_name="+")
    rahasia = models.BinaryField(null=True)
    rahasia_baru = models.BinaryField(null=True, help_text="Menunggu dibuktikan dengan satu kode")
    langkah_terakhir = models.BigIntegerField(default=0, help_text="Langkah 30 detik terakhir yang dipakai")
    dipasang_pada = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"totp {self.pk}"


class KodePemulihan(models.Model):
    """One recovery code, kept as a digest, used once."""

    pengguna = models.ForeignKey(Pengguna, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    dipakai_pada = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["pengguna", "digest"], name="kode_pemulihan_unik")
        ]

    def __str__(self) -> str:
        return f"kode pemulihan {self.pk}"


class KunciSandi(models.Model):
    """A passkey of an official: what proves it (public) and where it works. The private half stays in the device."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pengguna = models.ForeignKey(Pengguna, models.CASCADE, related_name="+")
    nama = models.CharField(max_length=PANJANG_NAMA, help_text="Seperti pemiliknya menyebut perangkat itu")
    tempat = models.CharField(max_length=253, help_text="Nama server tempat kunci ini berlaku")
    kredensial = models.CharField(max_length=1400, unique=True, help_text="base64url, dari perangkat")
    kunci_umum = models.BinaryField(help_text="COSE")
    hitung = models.BigIntegerField(default=0, help_text="Penghitung tanda tangan terakhir")
    dibuat_pada = models.DateTimeField()
    dipakai_pada = models.DateTimeField(null=True)
    ditahan_pada = models.DateTimeField(null=True, help_text="Penghitungnya pernah mundur: mungkin disalin")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["pengguna", "nama"], name="kunci_sandi_nama_unik"),
            models.CheckConstraint(condition=~Q(nama=""), name="kunci_sandi_nama_ada"),
        ]

    def __str__(self) -> str:
        return f"kunci sandi {self.pk}"


class AkunWarga(models.Model):
    """The account of a resident. The NIK is only a keyed digest; the PIN never leaves this installation."""

    pengguna = models.OneToOneField(Pengguna, models.CASCADE, primary_key=True, related_name="+")
    desa = models.ForeignKey("wilayah.Desa", models.PROTECT, related_name="+")
    penduduk_id = models.UUIDField()
    nik_hmac = models.CharField(max_length=64)
    revisi = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["desa", "nik_hmac"], name="akun_warga_nik_unik"),
            models.UniqueConstraint(fields=["desa", "penduduk_id"], name="akun_warga_penduduk_unik"),
        ]

    def __str__(self) -> str:
        return f"warga {self.pk}"


class SlipAktivasi(models.Model):
    """An activation slip: issued here, or first seen when used; works once, and only the newest of a person."""

    jti = models.CharField(primary_key=True, max_length=16)
    desa = models.ForeignKey("wilayah.Desa", models.PROTECT, related_name="+")
    penduduk_id = models.UUIDField()
    kode_digest = models.CharField(max_length=64, blank=True, db_index=True)
    kedaluwarsa = models.DateTimeField()
    dipakai_pada = models.DateTimeField(null=True)
    dicabut_pada = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["desa", "penduduk_id"], name="slip_penduduk")
        ]

    def __str__(self) -> str:
        return f"slip {self.jti}"


class PercobaanMasuk(models.Model):
    """A counter of failures or of uses in a window (``laju:``).

    Without a count: that a source has succeeded before (``kenal:``), or a row to queue at (``slip:``).
    """

    kunci = models.CharField(primary_key=True, max_length=80)
    gagal = models.PositiveIntegerField(default=0)
    terakhir = models.DateTimeField()

    def __str__(self) -> str:
        return self.kunci

"""Accounts are global (a session loads before any village is in scope); posts belong to a village."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from eoffice.kernel.ids import new_id


class Pengguna(AbstractBaseUser):
    """Any sign-in account: an official or a citizen. Never holds a NIK."""

    class Jenis(models.TextChoices):
        APARAT = "aparat", "Aparat"
        WARGA = "warga", "Warga"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    nama_masuk = models.CharField(max_length=60, unique=True)
    nama = models.CharField(max_length=100)
    jenis = models.CharField(max_length=8, choices=Jenis)
    desa = models.ForeignKey("wilayah.Desa", models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[BaseUserManager["Pengguna"]] = BaseUserManager()

    USERNAME_FIELD = "nama_masuk"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["nama"]

    def __str__(self) -> str:
        return self.nama

    @property
    def warga(self) -> bool:
        """Whether this account belongs to a citizen."""
        return self.jenis == self.Jenis.WARGA

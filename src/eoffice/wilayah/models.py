"""The villages that live in this installation. Reference regions are package data, see ``rujukan``."""

from django.core.validators import RegexValidator
from django.db import models

KODE_DESA = r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$"


class Desa(models.Model):
    """A village (or kelurahan) served here; ``kode`` is the dotted Kemendagri code, never the name."""

    kode = models.CharField(primary_key=True, max_length=13, validators=[RegexValidator(KODE_DESA)])
    nama = models.CharField(max_length=80)
    sebutan = models.CharField(max_length=20, default="Desa", help_text="Desa, Kelurahan, Nagari, ...")
    kecamatan = models.CharField(max_length=80)
    kabupaten = models.CharField(max_length=80)
    provinsi = models.CharField(max_length=80)
    alamat = models.CharField(max_length=200, blank=True)
    telepon = models.CharField(max_length=30, blank=True)
    surel = models.EmailField(blank=True)
    kode_pos = models.CharField(max_length=5, blank=True)
    zona_waktu = models.CharField(max_length=40, default="Asia/Jakarta")
    jam_buka = models.CharField(max_length=100, default="Senin sampai Jumat, 08.00-15.00 WIB", blank=True)
    revisi = models.PositiveIntegerField(default=1)
    dilayani_di_sini = models.BooleanField(default=True, help_text="Datanya ditulis di server ini")
    epoch_wewenang = models.PositiveIntegerField(default=0, help_text="Naik tiap kali desa pindah server")

    class Meta:
        ordering = ("kode",)

    def __str__(self) -> str:
        return f"{self.sebutan} {self.nama}"

    @property
    def kode_rapat(self) -> str:
        """The code without dots, as letter numbers carry it."""
        return self.kode.replace(".", "")

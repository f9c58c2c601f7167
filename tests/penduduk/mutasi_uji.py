"""Short words for the tests of mutations: a family of three on one card, and a form about somebody of it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from eoffice.kernel import clock
from eoffice.kernel.ids import new_id
from eoffice.penduduk.models import Keluarga, Penduduk
from eoffice.penduduk.rules.mutasi import Lembar, OrangBaru, Rumah
from eoffice.penduduk.selectors.mutasi import cap_keluarga
from tests.penduduk import berkas_uji as uji

KK_BARU = "3207150101269051"
CICALUNG = Rumah(dusun="CICALUNG", rw="001", rt="004")
OLEH = "uji"


def orang(nik: str = uji.ASEP) -> Penduduk:
    """Return a person as he stands."""
    return Penduduk.objects.select_related("keluarga").get(nik=nik)


def anak() -> Penduduk:
    """Return the child without a NIK."""
    return Penduduk.objects.select_related("keluarga").get(nik="", nama="RAFI SUTISNA")


def rumah_asep() -> UUID:
    """Return the family of Asep."""
    return Keluarga.objects.get(no_kk=uji.KK).pk


def kini() -> date:
    """Return today in the village."""
    return localdate(clock.now())


def lembar(tentang: UUID | None = None, **ubah: Any) -> Lembar:
    """Return what a form about somebody states, seen just now."""
    isi: dict[str, Any] = {
        "kelompok": new_id(),
        "tanggal": kini() - timedelta(days=1),
        "oleh": OLEH,
        "versi": cap_keluarga(tentang) if tentang else "",
    }
    return Lembar(**(isi | ubah))


def pendatang(**ubah: Any) -> OrangBaru:
    """Return somebody who is not in the register."""
    isi: dict[str, Any] = {
        "nama": "DEDE KURNIA",
        "jenis_kelamin": "L",
        "tanggal_lahir": date(1990, 4, 14),
        "shdk": 1,
        "nik": "3207151404909007",
        "tempat_lahir": "BANJAR",
        "agama": 1,
    }
    return OrangBaru(**(isi | ubah))


def bayi(**ubah: Any) -> OrangBaru:
    """Return a child born yesterday."""
    isi = {
        "nama": "NENG SALMA",
        "jenis_kelamin": "P",
        "tanggal_lahir": kini() - timedelta(days=1),
        "shdk": 4,
        "nik": "",
    }
    return pendatang(**(isi | ubah))


def keadaan() -> list[tuple[object, ...]]:
    """Return everybody of the register as he stands, without revisions."""
    columns = (
        "nama",
        "nik",
        "shdk",
        "status_dasar",
        "status_kawin",
        "keluarga__no_kk",
        "keluarga__dusun",
        "keluarga__rt",
    )
    return sorted(Penduduk.objects.values_list(*columns), key=str)

"""Families that are given, written and taken back between a village's server and the regency, on real databases."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from eoffice.jejak.cursors import run_once
from eoffice.jejak.kepemilikan import pemilik
from eoffice.jejak.models import Peristiwa
from eoffice.jejak.services import catat
from eoffice.kernel.errors import EofficeError, RuleRefused
from eoffice.penduduk.models import Keluarga
from eoffice.penduduk.projections import ProyeksiKeluarga
from eoffice.penduduk.services.potret import potret_keluarga
from eoffice.sinkron.models import Karantina
from eoffice.sinkron.services import tarik
from eoffice.sinkron.services.sesi import jalankan
from eoffice.sinkron.workers import TerapkanAliran
from eoffice.wilayah.models import Desa
from tests.conftest import CISONTROL
from tests.sinkron.mesin import Kabel, Mesin, Putus, kenalkan

PROYEKSI = ProyeksiKeluarga()
ANI: dict[str, str] = {"oleh": "ani", "nama": "Ani"}
BUDI: dict[str, str] = {"oleh": "budi", "nama": "Budi"}


def _tulis(row: Keluarga, macam: str, pelaku: str) -> None:
    row.revisi += 1
    row.save()
    publik, pribadi = potret_keluarga(row, "masuk")
    catat(
        jenis=PROYEKSI.jenis,
        agregat=PROYEKSI.agregat,
        agregat_id=row.pk,
        revisi=row.revisi,
        publik=publik,
        pribadi=pribadi,
        pelaku=pelaku,
        macam=macam,
    )


@transaction.atomic
def beri(no: int) -> UUID:
    """Make a family at the regency and give it to the village."""
    row = Keluarga(no_kk=f"{no:016d}", revisi=0)
    _tulis(row, "give", "kabupaten")
    return row.pk


@transaction.atomic
def tulis_baru(no: int, pelaku: str) -> UUID:
    """Make a family where the village is written."""
    row = Keluarga(no_kk=f"{no:016d}", revisi=0)
    _tulis(row, "put", pelaku)
    return row.pk


@transaction.atomic
def ubah(satu: UUID, alamat: str, pelaku: str) -> None:
    """Change a family, if it is written here."""
    row = Keluarga.objects.get(pk=satu)
    row.alamat = alamat
    _tulis(row, "put", pelaku)


def isi() -> dict[UUID, tuple[int, str]]:
    """Return the families here: revision and address."""
    return {
        pk: (revisi, alamat) for pk, revisi, alamat in Keluarga.objects.values_list("pk", "revisi", "alamat")
    }


def cerita(satu: UUID | None = None) -> list[tuple[UUID, str, int, int, str]]:
    """Return what happened to families here: which, kind, owner epoch, revision, who."""
    rows = Peristiwa.objects.filter(agregat=PROYEKSI.agregat).order_by("epoch_pemilik", "revisi", "waktu")
    if satu is not None:
        rows = rows.filter(agregat_id=satu)
    return list(rows.values_list("agregat_id", "macam", "epoch_pemilik", "revisi", "pelaku"))


def terapkan(sekali: int = 200, kali: int = 99) -> None:
    """Follow the streams, as the worker does."""
    for _ in range(kali):
        hasil = run_once(TerapkanAliran((PROYEKSI,)), batch=sekali)
        assert hasil.tertahan is None, hasil
        if not hasil.dikerjakan:
            return


def tertahan() -> list[str]:
    """Return why events are set aside."""
    terbuka = Karantina.objects.filter(selesai_pada=None).order_by("sejak", "urut")
    return list(terbuka.values_list("sebab", flat=True))


def keadaan(satu: UUID) -> tuple[str, int]:
    """Return whose a family is, as an installation knows, and its owner epoch."""
    milik = pemilik([satu]).get(satu)
    return (str(milik.keadaan), milik.epoch_pemilik) if milik else ("", 0)


@dataclass
class Serah:
    """A village with a server of its own, the regency, and the line between them."""

    node: Mesin
    hub: Mesin
    kabel: Kabel = field(init=False)

    def __post_init__(self) -> None:
        kenalkan(self.node, self.hub)
        self.node.peran = "desa"
        self.kabel = Kabel(self.hub)
        self.hub.di_sini(lambda: Desa.objects.filter(pk=CISONTROL).update(dilayani_di_sini=False))

    def bertemu(self, kali: int = 1) -> None:
        """Meet, and let both workers follow."""
        for _ in range(kali):
            self.node.di_sini(jalankan, self.kabel, self.node.diri)
            self.hub.di_sini(terapkan)
            self.node.di_sini(terapkan)

    def beri(self, no: int = 1) -> UUID:
        """Give a new family to the village."""
        return self.hub.di_sini(beri, no)  # type: ignore[no-any-return]

    def diterima(self, no: int = 1) -> UUID:
        """Give one and let it be accepted."""
        satu = self.beri(no)
        self.bertemu(2)
        return satu

    def di_desa(self, satu: UUID, *alamat: str) -> None:
        """Change a family at the village."""
        for kata in alamat:
            self.node.di_sini(ubah, satu, kata, "desa")

    def di_kabupaten(self, satu: UUID, *alamat: str) -> None:
        """Change a family at the regency."""
        for kata in alamat:
            self.hub.di_sini(ubah, satu, kata, "kabupaten")

    def tarik(self, satu: UUID) -> None:
        """Take a family back, by two people."""

        def jalan() -> None:
            usul = tarik.usulkan_tarik(agregat_id=satu, alasan="server desa mati", **ANI)
            tarik.setujui_tarik(usul_id=usul, proyeksi=PROYEKSI, **BUDI)

        self.hub.di_sini(jalan)

    def beri_lagi(self, satu: UUID) -> None:
        """Give a family again that was taken back."""
        self.hub.di_sini(tarik.beri_lagi, agregat_id=satu, proyeksi=PROYEKSI, oleh="budi")

    def pakai(self, satu: UUID) -> int:
        """Let the village's late work hold."""
        return self.hub.di_sini(  # type: ignore[no-any-return]
            tarik.pakai_karya_desa, agregat_id=satu, proyeksi=PROYEKSI, oleh="budi"
        )

    def biarkan(self, satu: UUID) -> int:
        """Let the regency's row hold."""
        return self.hub.di_sini(tarik.biarkan_karya_desa, agregat_id=satu, oleh="budi")  # type: ignore[no-any-return]

    def kedua(self, lakukan: Callable[..., Any], *a: Any) -> tuple[Any, Any]:
        """Ask both sides."""
        return self.node.di_sini(lakukan, *a), self.hub.di_sini(lakukan, *a)


def coba(lakukan: Callable[..., object], *a: Any) -> bool:
    """Do something that a rule may refuse."""
    try:
        lakukan(*a)
    except RuleRefused:
        return False
    return True


def coba_garis(lakukan: Callable[..., object], *a: Any) -> None:
    """Do something on a line that may break."""
    with suppress(Putus, EofficeError):
        lakukan(*a)

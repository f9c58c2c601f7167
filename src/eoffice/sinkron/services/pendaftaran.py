"""Which installation speaks for a village: registered by a one-time code, revoked by a person. At the hub."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog
from django.db import transaction

from eoffice.akun.services.rahasia import digest_kode
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import KodePendaftaran, Node, StatusNode
from eoffice.sinkron.rules.undangan import ABJAD, PANJANG_KODE
from eoffice.sinkron.services.wewenang import serahkan_desa
from eoffice.wilayah.tenancy import desa_aktif

log = structlog.get_logger(__name__)
UMUR_KODE: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class KodeBaru:
    """A one-time code, shown once: only its keyed digest is kept."""

    teks: str
    kedaluwarsa: datetime


def buat_kode(*, oleh: str, ganti: bool = False) -> KodeBaru:
    """Make a code for an installation of the village in scope; earlier ones that nobody used end.

    Raises:
        InvalidInput: the village has an active installation, and the code is not made to replace it.
    """
    if not ganti and _aktif() is not None:
        raise InvalidInput(Pesan("sinkron.sudah_ada_server"))
    now = clock.now()
    teks = "".join(secrets.choice(ABJAD) for _ in range(PANJANG_KODE))
    with transaction.atomic():
        KodePendaftaran.objects.filter(dipakai_pada=None, kedaluwarsa__gt=now).update(kedaluwarsa=now)
        KodePendaftaran(
            digest=digest_kode(teks), dibuat_oleh=oleh[:60], kedaluwarsa=now + UMUR_KODE, ganti=ganti
        ).save()
    log.info("sinkron.kode_dibuat", desa=desa_aktif(), oleh=oleh, ganti=ganti)
    return KodeBaru(teks, now + UMUR_KODE)


@transaction.atomic
def daftarkan(*, kode: str, node: UUID, kunci: bytes) -> None:
    """Register an installation whose key was proven; told twice with the same code it is done once.

    From then on it writes the village, and this side does not any more.

    Raises:
        InvalidInput: the code is unknown, used or too old, the village has another active installation (whose
            replacement nobody else has approved yet), or this one was revoked.
    """
    row = KodePendaftaran.objects.select_for_update().filter(digest=digest_kode(kode)).first()
    ada = Node.objects.filter(pk=node).first()
    if row is not None and row.dipakai_node == node and _sama(ada, kunci):
        return  # the answer was lost on its way
    row = _berlaku(row)
    if ada is not None:
        raise InvalidInput(Pesan("sinkron.kunci_sudah_dipakai"))
    if row.ganti and _aktif() is not None and not row.disetujui_oleh:
        raise InvalidInput(Pesan("sinkron.kode_belum_disetujui"))
    if row.ganti:
        cabut(oleh=row.dibuat_oleh)
    elif _aktif() is not None:
        raise InvalidInput(Pesan("sinkron.sudah_ada_server"))
    now = clock.now()
    Node(id=node, kunci=kunci, terdaftar_pada=now).save(force_insert=True)
    row.dipakai_pada, row.dipakai_node = now, node
    row.save(update_fields=["dipakai_pada", "dipakai_node"])
    serahkan_desa(pelaku=row.dibuat_oleh)
    log.info("sinkron.node_terdaftar", desa=desa_aktif(), node=str(node), ganti=row.ganti)


@transaction.atomic
def setujui_kode(*, oleh: str) -> None:
    """Approve that a new server takes the place of the active one; who made the code cannot approve it.

    Raises:
        NotFound: no such code waits.
        InvalidInput: it is one's own.
    """
    menunggu = KodePendaftaran.objects.select_for_update().filter(
        ganti=True, disetujui_oleh="", dipakai_pada=None, kedaluwarsa__gt=clock.now()
    )
    row = menunggu.order_by("-kedaluwarsa").first()
    if row is None:
        raise NotFound(Pesan("sinkron.kode_tidak_menunggu"))
    if row.dibuat_oleh == oleh[:60]:
        raise InvalidInput(Pesan("sinkron.kode_setuju_sendiri"))
    row.disetujui_oleh = oleh[:60]
    row.save(update_fields=["disetujui_oleh"])
    log.info("sinkron.kode_disetujui", desa=desa_aktif(), oleh=oleh)


def menunggu_persetujuan() -> str:
    """Return who asked for a replacement that waits for a second person, empty when nobody did."""
    menunggu = KodePendaftaran.objects.filter(
        ganti=True, disetujui_oleh="", dipakai_pada=None, kedaluwarsa__gt=clock.now()
    )
    return menunggu.order_by("-kedaluwarsa").values_list("dibuat_oleh", flat=True).first() or ""


@transaction.atomic
def cabut(*, oleh: str) -> bool:
    """Let the village's active installation append nothing any more; ``False`` when there is none."""
    row = _aktif()
    if row is None:
        return False
    row.status, row.dicabut_pada = StatusNode.DICABUT, clock.now()
    row.save(update_fields=["status", "dicabut_pada"])
    log.info("sinkron.node_dicabut", desa=desa_aktif(), node=str(row.pk), oleh=oleh)
    return True


def _aktif() -> Node | None:
    return Node.objects.select_for_update().filter(status=StatusNode.AKTIF).first()


def _berlaku(row: KodePendaftaran | None) -> KodePendaftaran:
    """Return a code that can be used; who knows a code may know what became of it.

    Raises:
        InvalidInput: unknown, used, or too old.
    """
    if row is None:
        raise InvalidInput(Pesan("sinkron.kode_daftar_salah"))
    if row.dipakai_pada is not None:
        raise InvalidInput(Pesan("sinkron.kode_daftar_terpakai"))
    if row.kedaluwarsa <= clock.now():
        raise InvalidInput(Pesan("sinkron.kode_daftar_lewat"))
    return row


def _sama(ada: Node | None, kunci: bytes) -> bool:
    return ada is not None and ada.status == StatusNode.AKTIF and bytes(ada.kunci) == kunci

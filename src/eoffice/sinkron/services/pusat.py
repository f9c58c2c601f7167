"""What an officer of the regency does about a village's server, on a page or by command: each act together with its
trail, who and why.

The village must be in scope. The acts stand in the stream of the hub, so the village reads them as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from eoffice.jejak.proyeksi import Proyeksi
from eoffice.jejak.rentang import berjenis
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.events import TINDAKAN
from eoffice.sinkron.models import Karantina
from eoffice.sinkron.services.keadaan import segarkan
from eoffice.sinkron.services.kuota import beri_kuota
from eoffice.sinkron.services.pendaftaran import KodeBaru, buat_kode, cabut, setujui_kode
from eoffice.sinkron.services.terapkan import Penerap

_SELAMANYA: Final = timedelta(days=3660)
MAKS_ALASAN: Final = 300
MAKS_KUOTA: Final = 10_000
"""GB; more than any village has."""
_GIGA: Final = 1000**3
PERINTAH: Final = "perintah sync"


@dataclass(frozen=True, slots=True)
class Petugas:
    """Who acts; without an id somebody at the hub's command line, who says his name himself."""

    id: UUID | None
    nama: str

    @property
    def pelaku(self) -> str:
        """Return him as the stream names who wrote."""
        return PERINTAH if self.id is None else str(self.id)


@dataclass(frozen=True, slots=True)
class Tindakan:
    """One act as it stands in the trail."""

    waktu: datetime
    kata: str
    rincian: Mapping[str, Any]
    nama: str
    alasan: str


@transaction.atomic
def minta_kode(*, petugas: Petugas, ganti: bool) -> KodeBaru:
    """Make a one-time code with which a server of the village is enrolled.

    Raises:
        InvalidInput: the village has an active server and ``ganti`` was not chosen.
    """
    baru = buat_kode(oleh=petugas.nama, ganti=ganti)
    catat_tindakan("kode_ganti" if ganti else "kode", petugas)
    segarkan()
    return baru


@transaction.atomic
def setujui_ganti(*, petugas: Petugas) -> None:
    """Approve that a new server takes the place of the active one, which somebody else asked for.

    Raises:
        NotFound: nobody did.
        InvalidInput: it was this officer.
    """
    setujui_kode(oleh=petugas.nama)
    catat_tindakan("setujui_ganti", petugas)
    segarkan()


@transaction.atomic
def cabut_kunci(*, petugas: Petugas, alasan: str) -> None:
    """Revoke the key of the village's server; nothing is taken in from it any more.

    Raises:
        InvalidInput: no reason was given.
        ChangedMeanwhile: there is no active server (any more).
    """
    alasan = _alasan(alasan)
    if not cabut(oleh=petugas.nama):
        raise ChangedMeanwhile(Pesan("sinkron.tidak_ada_server"))
    catat_tindakan("cabut", petugas, alasan=alasan)
    segarkan()


@transaction.atomic
def ubah_kuota(*, petugas: Petugas, gigabita: int, alasan: str) -> None:
    """Give the village's files another room at the regency, in GB of 10^9 bytes; 0 sets no limit.

    What is here stays, also above a smaller room; what was refused is asked for again at the village's next meeting.

    Raises:
        InvalidInput: no reason was given, or no such room.
    """
    alasan = _alasan(alasan)
    if not 0 <= gigabita <= MAKS_KUOTA:
        salah = Pesan("sinkron.kuota_tidak_sah", maks=MAKS_KUOTA)
        raise InvalidInput(salah, {"kuota": salah})
    beri_kuota(gigabita * _GIGA)
    catat_tindakan("kuota", petugas, alasan=alasan, rincian={"gigabita": gigabita})
    segarkan()


@transaction.atomic
def coba_lagi(*, petugas: Petugas, proyeksi: Iterable[Proyeksi]) -> int:
    """Try again everything that is set aside, and return how much of it is applied now."""
    jadi = Penerap(proyeksi).coba_lagi()
    catat_tindakan("coba_lagi", petugas, rincian={"jadi": jadi})
    segarkan()
    return jadi


@transaction.atomic
def buang_tertahan(
    *, petugas: Petugas, karantina_id: UUID, alasan: str, proyeksi: Iterable[Proyeksi]
) -> None:
    """Decide that an event which is set aside will not be used here; it stays in the stream.

    What waited behind it is tried again. Should the tables of both sides differ now, the next comparison finds the
    row, and its owner tells it anew.

    Raises:
        InvalidInput: no reason was given.
        NotFound: no such event of this village.
        ChangedMeanwhile: it was decided already.
    """
    alasan = _alasan(alasan)
    row = Karantina.objects.select_for_update().filter(pk=karantina_id).first()
    if row is None:
        raise NotFound
    if row.selesai_pada is not None:
        raise ChangedMeanwhile(Pesan("sinkron.sudah_diputuskan"))
    row.selesai_pada, row.diputuskan_oleh = clock.now(), petugas.nama[:60]
    row.save(update_fields=["selesai_pada", "diputuskan_oleh"])
    rincian = {"jenis": row.jenis, "urut": row.urut, "sebab": row.sebab, "agregat_id": str(row.agregat_id)}
    Penerap(proyeksi).coba_lagi()
    catat_tindakan("buang", petugas, alasan=alasan, rincian=rincian)
    segarkan()


def catat_tindakan(
    kata: str, petugas: Petugas, *, alasan: str = "", rincian: Mapping[str, object] | None = None
) -> None:
    """Write an act into the trail of the village, as the last thing of its transaction."""
    catat(
        jenis=TINDAKAN,
        agregat="tindakan",
        agregat_id=new_id(),
        revisi=1,
        publik={"tindakan": kata, "rincian": dict(rincian or {})},
        pribadi={"nama": petugas.nama, "alasan": alasan},
        pelaku=petugas.pelaku,
        macam="cmd",
    )


def riwayat_tindakan(batas: int) -> list[Tindakan]:
    """Return the last acts about the village in scope, the newest first."""
    kini = clock.now()
    semua = berjenis(TINDAKAN.nama, kini - _SELAMANYA, kini + timedelta(days=1))
    return [
        Tindakan(
            satu.waktu,
            str(satu.publik["tindakan"]),
            satu.publik["rincian"],
            str((satu.pribadi or {}).get("nama", "")),
            str((satu.pribadi or {}).get("alasan", "")),
        )
        for satu in reversed(semua[-batas:])
    ]


def _alasan(teks: str) -> str:
    rapi = teks.strip()[:MAKS_ALASAN]
    if not rapi:
        raise InvalidInput(Pesan("sinkron.alasan_kosong"), {"alasan": Pesan("sinkron.alasan_kosong")})
    return rapi

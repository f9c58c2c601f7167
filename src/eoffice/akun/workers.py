"""Background work of accounts: which slips another installation of the village gave out."""

from collections.abc import Sequence
from uuid import UUID

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction

from eoffice.akun.events import SLIP_TERBIT
from eoffice.akun.models import SlipAktivasi
from eoffice.jejak.aliran import ujung
from eoffice.jejak.proyeksi import baca_saat
from eoffice.jejak.registry import dikenal
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.kernel import clock
from eoffice.wilayah.tenancy import desa_aktif

log = structlog.get_logger(__name__)


class IkutiSlip:
    """Remembers the slips that were issued elsewhere: of a person's, the one told last works, those before do not."""

    name = "akun.slip"
    hanya_sendiri = False
    jenis = frozenset({SLIP_TERBIT.nama})

    def handle_batch(self, events: Sequence[PeristiwaTercatat], /) -> None:
        """Note the slips of some events."""
        lokal = {epoch: _lokal(epoch) for epoch in {event.epoch for event in events}}
        slip: list[SlipAktivasi] = []
        for event in events:
            if lokal[event.epoch] or not dikenal(event.jenis, event.versi):
                continue
            satu = _baca(event)
            if satu is None:
                log.warning("akun.slip_tidak_terbaca", urut=event.urut)
            else:
                slip.append(satu)
        if slip:
            _ingat(slip)


def _lokal(epoch: UUID) -> bool:
    aliran = ujung(epoch)
    return aliran is not None and aliran.lokal


def _baca(event: PeristiwaTercatat) -> SlipAktivasi | None:
    """Return the row an event tells of, ``None`` when it cannot be read: nobody can use such a slip."""
    try:
        sampai = baca_saat(event.publik["kedaluwarsa"])
        if sampai is None:
            return None
        slip = SlipAktivasi(
            jti=event.publik["slip"],
            desa_id=event.desa,
            penduduk_id=UUID(event.publik["penduduk_id"]),
            kedaluwarsa=sampai,
        )
        slip.clean_fields(exclude=["desa", "dipakai_pada", "dicabut_pada"])
    except (KeyError, ValueError, TypeError, AttributeError, ValidationError):
        return None
    return slip


@transaction.atomic
def _ingat(semua: Sequence[SlipAktivasi]) -> None:
    """Keep slips of the village in scope; somebody may hold one of them in his hand just now."""
    milik = SlipAktivasi.objects.filter(desa_id=desa_aktif())
    berlaku = {slip.penduduk_id: slip.jti for slip in semua}
    SlipAktivasi.objects.bulk_create(semua, ignore_conflicts=True)
    ada = dict(milik.filter(pk__in={slip.jti for slip in semua}).values_list("pk", "penduduk_id"))
    disebut = {slip.jti for slip in semua if ada.get(slip.jti) == slip.penduduk_id}
    milik.filter(pk__in=disebut).exclude(dicabut_pada=None).update(dicabut_pada=None)
    lain = milik.filter(penduduk_id__termasuk=berlaku.keys(), dipakai_pada=None, dicabut_pada=None)
    lain.exclude(pk__in=berlaku.values()).update(dicabut_pada=clock.now())

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

log = structlog.get_logger(__name__)


class IkutiSlip:
    """Remembers the slips that were issued elsewhere: of a person's, the one told last works, those before do not."""

    name = "akun.slip"
    hanya_sendiri = False

    def handle_batch(self, events: Sequence[PeristiwaTercatat], /) -> None:
        """Note the slips of some events."""
        for event in events:
            self._ikuti(event)

    def _ikuti(self, event: PeristiwaTercatat) -> None:
        if event.jenis != SLIP_TERBIT.nama or not dikenal(event.jenis, event.versi):
            return
        aliran = ujung(event.epoch)
        if aliran is not None and aliran.lokal:
            return
        slip = _baca(event)
        if slip is None:
            log.warning("akun.slip_tidak_terbaca", urut=event.urut)
        else:
            _ingat(slip)


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
def _ingat(slip: SlipAktivasi) -> None:
    milik = SlipAktivasi.objects.filter(desa_id=slip.desa_id, penduduk_id=slip.penduduk_id)
    lain = milik.filter(dipakai_pada=None, dicabut_pada=None).exclude(pk=slip.jti)
    lain.update(dicabut_pada=clock.now())
    SlipAktivasi.objects.bulk_create(
        [slip], ignore_conflicts=True
    )  # somebody may hold it in his hand just now
    milik.filter(pk=slip.jti).update(dicabut_pada=None)

"""What moved of files today at this village's server, and what the regency said of its room: kept through a restart.

Bytes are counted before they move, so a power cut never gives any of them back. Another day begins at nothing, also
when the clock was set back.
"""

from datetime import date

from django.db.models import F
from django.utils import timezone

from eoffice.kernel import clock
from eoffice.sinkron.models import JatahBerkas
from eoffice.sinkron.selectors import aturan_berkas


def hari_ini() -> date:
    """Return the date at the office."""
    return timezone.localtime(clock.now()).date()


def terpakai_hari_ini() -> int:
    """Return how many bytes of files moved today."""
    return sum(JatahBerkas.objects.filter(hari=hari_ini()).values_list("bita", flat=True))


def pakai(bita: int) -> bool:
    """Count bytes that are about to move; ``False``: they are more than today allows, and were not counted."""
    if bita > aturan_berkas().sisa(terpakai_hari_ini()):
        return False
    hari = hari_ini()
    if not JatahBerkas.objects.filter(hari=hari).update(bita=F("bita") + bita):
        JatahBerkas.objects.update_or_create(defaults={"hari": hari, "bita": bita})
    return True


def ingat_kuota(kuota: int | None, terpakai: int, ditolak: int) -> None:
    """Remember what the other side said of the room it has for this village; unchanged, nothing is written."""
    isi = {"kuota": kuota, "terpakai": terpakai, "ditolak": ditolak}
    if not JatahBerkas.objects.filter(**isi).exists():
        JatahBerkas.objects.update_or_create(defaults=isi)

"""The service clock on the office's pages: minutes left of a promise, in office hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from eoffice.kernel import clock
from eoffice.surat.rules.alur import JANJI_JAM, Status
from eoffice.surat.rules.janji import JamKerja, jam_kerja_antara, sisa_waktu
from eoffice.surat.services.pengaturan import jam_kerja
from eoffice.web.komponen.waktu import menit


@dataclass(frozen=True, slots=True)
class Jam:
    """The present moment and the office hours around it: read once for a page."""

    kini: datetime
    kerja: JamKerja

    def sisa(self, tenggat: datetime | None) -> int | None:
        """Return the office minutes left, negative when late; ``None`` where nobody is waited for."""
        return None if tenggat is None else menit(sisa_waktu(self.kini, tenggat, self.kerja))

    def janji(self, sejak: datetime, tenggat: datetime | None) -> int:
        """Return the office minutes that were promised from one moment to the other; 0 where nobody is waited for."""
        return 0 if tenggat is None else menit(jam_kerja_antara(sejak, tenggat, self.kerja))


def jam_kini() -> Jam:
    """Return the clock of the village in scope."""
    kini = clock.now()
    return Jam(kini, jam_kerja(kini))


def janji(status: Status) -> int:
    """Return the office minutes promised for a status."""
    return JANJI_JAM.get(status, 0) * 60

"""How the service really goes: what anybody may know about all letters together."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from eoffice.surat.models import Surat
from eoffice.surat.rules.janji import JamKerja, jam_kerja_antara
from eoffice.surat.rules.standar import Kinerja, nilai_kinerja

RENTANG: Final = timedelta(days=90)
TERAKHIR: Final = 200
"""So many letters tell enough, and a village with a hundred thousand waits no longer for the figure."""


def kinerja(kini: datetime, kerja: JamKerja, janji_jam: Callable[[str], int]) -> Kinerja:
    """Return how the last letters of ninety days kept the promise of their types (office hours by code).

    The time runs from the first sending until the letter is issued, the citizen's own mending included.
    """
    lama = (
        Surat.objects.filter(terbit_pada__gt=kini - RENTANG, terbit_pada__lte=kini)
        .order_by("-terbit_pada")
        .values_list("permohonan__diajukan_pada", "terbit_pada", "permohonan__jenis")[:TERAKHIR]
    )
    semua = [
        (jam_kerja_antara(diajukan, terbit, kerja), timedelta(hours=janji_jam(jenis)))
        for diajukan, terbit, jenis in lama
        if terbit
    ]
    return nilai_kinerja([satu for satu, _ in semua], [janji for _, janji in semua])

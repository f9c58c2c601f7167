"""How often a source asked something in a window of time, counted for every process of this installation."""

from datetime import timedelta

from django.db import transaction

from eoffice.akun.models import PercobaanMasuk
from eoffice.akun.services.percobaan import kunci_hitungan, tambah
from eoffice.kernel import clock

_JENIS = "laju"
_SIMPAN = timedelta(days=1)


def jatah_terpakai(nama: str, sumber: str, jendela: int) -> int:
    """Return how often a source used what ``nama`` allows in the window with that number. Writes nothing."""
    kunci = kunci_hitungan(_JENIS, nama, sumber, str(jendela))
    return PercobaanMasuk.objects.filter(pk=kunci).values_list("gagal", flat=True).first() or 0


@transaction.atomic
def pakai_jatah(nama: str, sumber: str, jendela: int) -> int:
    """Count one use, and return how many there are now. Windows of yesterday are swept."""
    kini = clock.now()
    banyak = tambah(kunci_hitungan(_JENIS, nama, sumber, str(jendela)), kini)
    PercobaanMasuk.objects.filter(pk__startswith=f"{_JENIS}:", terakhir__lt=kini - _SIMPAN).delete()
    return banyak

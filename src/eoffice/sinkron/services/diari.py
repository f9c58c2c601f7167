"""A village's meetings with its hub, written down for people: what moved, or why it failed."""

from contextlib import suppress
from datetime import datetime
from typing import Final

from django.db import DatabaseError

from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import Temu
from eoffice.sinkron.services.antar import HasilAntar
from eoffice.sinkron.services.muat import Kabar as KabarMuat
from eoffice.sinkron.services.sesi import Kabar
from eoffice.sinkron.services.temu import SEDANG_BERTEMU, HasilTemu, temui
from eoffice.wilayah.tenancy import lingkup

SIMPAN: Final = 200
"""So many lines are kept."""


def bertemu(desa: str, kabar: Kabar | None = None, kabar_muat: KabarMuat | None = None) -> HasilTemu:
    """Meet the hub in the scope of a village, and write down how it went.

    A failure is written in a scope of its own: that of the meeting may be undone.

    Raises:
        EofficeError, DatabaseError, OSError: as ``temui``.
    """
    mulai = clock.now()
    try:
        with lingkup(desa):
            hasil = temui(kabar, kabar_muat)
            _catat(_berhasil(mulai, hasil))
            return hasil
    except (EofficeError, DatabaseError, OSError) as galat:
        pesan = galat.pesan if isinstance(galat, EofficeError) else Pesan("sinkron.temu_gagal")
        if pesan.kode != SEDANG_BERTEMU:
            with suppress(DatabaseError), lingkup(desa):  # what cannot be written now is in the log
                _catat(_gagal(mulai, pesan))
        raise


def _berhasil(mulai: datetime, hasil: HasilTemu) -> Temu:
    return Temu(
        mulai=mulai,
        dikirim=hasil.sesi.dikirim,
        diambil=hasil.sesi.diambil + hasil.dimuat,
        selisih_jam=hasil.selisih_jam,
    )


def catat_antar(mulai: datetime, hasil: HasilAntar) -> None:
    """Write down that files were moved; the village's scope must be open."""
    if hasil.dikirim or hasil.diambil:
        _catat(Temu(mulai=mulai, berkas=hasil.dikirim + hasil.diambil))


def _gagal(mulai: datetime, pesan: Pesan) -> Temu:
    return Temu(mulai=mulai, sebab=pesan.kode, rincian=dict(pesan.params))


def _catat(baru: Temu) -> None:
    """Write a line; a meeting like the one before, which moved nothing either, is the same line once more."""
    baru.akhir = clock.now()
    lama = Temu.objects.order_by("-akhir", "-mulai").first()
    if lama is not None and _sama(lama, baru):
        lama.kali, lama.akhir, lama.selisih_jam = lama.kali + 1, baru.akhir, baru.selisih_jam
        lama.save(update_fields=["kali", "akhir", "selisih_jam"])
        return
    baru.save(force_insert=True)
    basi = Temu.objects.order_by("-akhir", "-mulai").values("pk")[SIMPAN:]
    Temu.objects.filter(pk__in=list(basi.values_list("pk", flat=True))).delete()


def _sama(lama: Temu, baru: Temu) -> bool:
    def sifat(satu: Temu) -> tuple[object, ...]:
        return satu.sebab, satu.rincian, satu.dikirim, satu.diambil, satu.berkas

    return sifat(lama) == sifat(baru) and not (baru.dikirim or baru.diambil or baru.berkas)

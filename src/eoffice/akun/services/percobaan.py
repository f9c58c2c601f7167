"""Counting failed sign-ins, by pair of account and source, by source, and by account."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Case, F, Value, When

from eoffice.akun.models import PercobaanMasuk
from eoffice.akun.rules.percobaan import LUPA, PALING_BANYAK_SATU_SUMBER, Hitungan, sisa
from eoffice.akun.services.rahasia import kunci_turunan
from eoffice.kernel import clock
from eoffice.kernel.errors import TooManyAttempts
from eoffice.kernel.messages import Pesan

log = structlog.get_logger(__name__)
_KENAL = timedelta(days=90)


def _kunci(jenis: str, *bagian: str) -> str:
    isi = "\x1f".join(bagian).encode()
    return f"{jenis}:{hmac.new(kunci_turunan('percobaan'), isi, hashlib.sha256).hexdigest()[:48]}"


def _semua(akun: str, sumber: str) -> Mapping[str, Hitungan]:
    return {
        _kunci("pasangan", akun, sumber): Hitungan.PASANGAN,
        _kunci("sumber", sumber): Hitungan.SUMBER,
        _kunci("akun", akun): Hitungan.AKUN,
    }


def pastikan_boleh(akun: str, sumber: str) -> None:
    """Let a try through or hold it back.

    Raises:
        TooManyAttempts: too many failures; says how many minutes to wait.
    """
    kini = clock.now()
    semua = _semua(akun, sumber)
    kenal = _kunci("kenal", akun, sumber)
    baris = {satu.kunci: satu for satu in PercobaanMasuk.objects.filter(pk__in=[*semua, kenal])}
    dikenal = kenal in baris and kini - baris[kenal].terakhir < _KENAL
    tunggu = max(
        (
            sisa(hitungan, baris[kunci].gagal, baris[kunci].terakhir, kini)
            for kunci, hitungan in semua.items()
            if kunci in baris and (hitungan is Hitungan.PASANGAN or not dikenal)
        ),
        default=timedelta(0),
    )
    if tunggu > timedelta(0):
        raise TooManyAttempts(Pesan("akun.tertahan", menit=-(-int(tunggu.total_seconds()) // 60) or 1))


@transaction.atomic
def catat_gagal(akun: str, sumber: str) -> None:
    """Count one failure; counts older than a day are forgotten.

    One source adds only its first failures to the account's count, or a single stubborn neighbour could close
    somebody's account for every new telephone. A caller in a scope must let it commit: turn the refusal into an
    answer inside the view.
    """
    kini = clock.now()
    log.warning("masuk.gagal", sumber=sumber)
    sudah = _tambah(_kunci("pasangan", akun, sumber), kini)
    _tambah(_kunci("sumber", sumber), kini)
    if sudah <= PALING_BANYAK_SATU_SUMBER:
        _tambah(_kunci("akun", akun), kini)
    PercobaanMasuk.objects.filter(terakhir__lt=kini - _KENAL).delete()


def _tambah(kunci: str, kini: datetime) -> int:
    """Add one to a counter, beginning anew after a quiet day, and return it."""
    PercobaanMasuk.objects.get_or_create(pk=kunci, defaults={"terakhir": kini})
    satu = PercobaanMasuk.objects.filter(pk=kunci)
    usang = When(terakhir__lt=kini - LUPA, then=Value(1))
    satu.update(gagal=Case(usang, default=F("gagal") + 1), terakhir=kini)
    return satu.values_list("gagal", flat=True).first() or 1  # forgotten meanwhile by a success


@transaction.atomic
def catat_berhasil(akun: str, sumber: str) -> None:
    """Forget the failures of this pair, and remember the source as one that has succeeded."""
    kini = clock.now()
    PercobaanMasuk.objects.filter(pk=_kunci("pasangan", akun, sumber)).delete()
    PercobaanMasuk.objects.update_or_create(pk=_kunci("kenal", akun, sumber), defaults={"terakhir": kini})

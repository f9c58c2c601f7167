"""Counting failed tries, by pair of account and source, by source, and by account.

A try is counted as failed by its pair before anything is compared, and the count is taken back when it proves
right: many tries at the same moment, in however many processes, are no more than tries one after another.

While it is compared a right try counts like a wrong one. So that a person who presses many times at once is not taken
for one who guesses, the tries of one pair wait for each other within a process: never more of them are counted and
not yet decided than there are processes. Who waits too long goes on; the count alone is what holds guesses back.
"""

import hashlib
import hmac
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Case, F, Value, When

from eoffice.akun.models import PercobaanMasuk
from eoffice.akun.rules.percobaan import LUPA, PALING_BANYAK_SATU_SUMBER, PRIBADI, Hitungan, sisa
from eoffice.akun.services.rahasia import kunci_turunan
from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError, TooManyAttempts
from eoffice.kernel.messages import Pesan

log = structlog.get_logger(__name__)
_KENAL = timedelta(days=90)
_ANTREAN = tuple(threading.Lock() for _ in range(64))
_SABAR = 5.0  # seconds; far longer than a comparison, far shorter than a person waits


@contextmanager
def satu_percobaan(
    akun: str,
    sumber: str,
    *,
    salah: str,
    tertahan: str = "akun.tertahan",
    hitungan: Collection[Hitungan] = tuple(Hitungan),
) -> Iterator[None]:
    """Let one try through, or hold it back. ``salah`` is the message code with which the block says "wrong".

    Nothing raised: the failures of this pair are forgotten, and the source is known from now on. Another error of
    ours: nothing was compared, so nothing is counted. A caller in a scope must let the count commit: turn the
    refusal into an answer inside the view.

    Raises:
        TooManyAttempts: too many failures; ``tertahan`` with the minutes to wait.
    """
    kunci = {satu: kunci_hitungan(satu.value, *_bagian(satu, akun, sumber)) for satu in hitungan}
    kenal = kunci_hitungan("kenal", akun, sumber)
    with _satu_satu(kunci[Hitungan.PASANGAN]):
        sudah = _ambil_giliran(kunci, kenal, tertahan)
        try:
            yield
        except EofficeError as tolak:
            if tolak.pesan.kode == salah:
                log.warning("masuk.gagal", sumber=sumber, macam=salah)
                _gagal(kunci, sudah)
            else:
                _batal(kunci)
            raise
        _berhasil(kunci, kenal)


@contextmanager
def _satu_satu(pasangan: str) -> Iterator[None]:
    """Let the tries of one pair in this process come one after another, as long as nobody waits too long."""
    antrean = _ANTREAN[int(pasangan[-8:], 16) % len(_ANTREAN)]
    dapat = antrean.acquire(timeout=_SABAR)
    try:
        yield
    finally:
        if dapat:
            antrean.release()


def percobaan_frasa(pengguna_id: UUID | None, sumber: str, *, salah: str) -> AbstractContextManager[None]:
    """Guard one try of a signer's passphrase. Whoever else fails at the same place never holds him back."""
    return satu_percobaan(
        f"frasa:{pengguna_id}", sumber, salah=salah, tertahan="akun.frasa_tertahan", hitungan=PRIBADI
    )


def _bagian(hitungan: Hitungan, akun: str, sumber: str) -> tuple[str, ...]:
    return {
        Hitungan.PASANGAN: (akun, sumber),
        Hitungan.SUMBER: (sumber,),
        Hitungan.AKUN: (akun,),
    }[hitungan]


def kunci_hitungan(jenis: str, *bagian: str) -> str:
    """Return the key of a counter: the database shows no name, no NIK and no address."""
    isi = "\x1f".join(bagian).encode()
    return f"{jenis}:{hmac.new(kunci_turunan('percobaan'), isi, hashlib.sha256).hexdigest()[:48]}"


def antre(jenis: str, *bagian: str) -> None:
    """Wait until whoever does the same about the same thing has committed; holds until the transaction ends."""
    satu = PercobaanMasuk(kunci=kunci_hitungan(jenis, *bagian), terakhir=clock.now())
    PercobaanMasuk.objects.bulk_create(
        [satu], update_conflicts=True, unique_fields=["kunci"], update_fields=["terakhir"]
    )


@transaction.atomic
def _ambil_giliran(kunci: Mapping[Hitungan, str], kenal: str, tertahan: str) -> int:
    """Count a try of this pair before it is made, and return the count; or hold it back, uncounted.

    The row of the pair is held meanwhile: who comes at the same moment sees this try counted.
    """
    kini = clock.now()
    pasangan = kunci[Hitungan.PASANGAN]
    PercobaanMasuk.objects.get_or_create(pk=pasangan, defaults={"terakhir": kini})
    PercobaanMasuk.objects.select_for_update().get(pk=pasangan)
    baris = {satu.kunci: satu for satu in PercobaanMasuk.objects.filter(pk__in=[*kunci.values(), kenal])}
    dikenal = kenal in baris and kini - baris[kenal].terakhir < _KENAL
    tunggu = max(
        (
            sisa(hitungan, baris[satu].gagal, baris[satu].terakhir, kini)
            for hitungan, satu in kunci.items()
            if satu in baris and (hitungan is Hitungan.PASANGAN or not dikenal)
        ),
        default=timedelta(0),
    )
    if tunggu > timedelta(0):
        raise TooManyAttempts(Pesan(tertahan, menit=-(-int(tunggu.total_seconds()) // 60) or 1))
    return tambah(pasangan, kini)


@transaction.atomic
def _gagal(kunci: Mapping[Hitungan, str], sudah: int) -> None:
    """Count a failure also by source and by account.

    One source adds only its first failures to the account's count, or a single stubborn neighbour could close
    somebody's account for every new telephone.
    """
    kini = clock.now()
    if Hitungan.SUMBER in kunci:
        tambah(kunci[Hitungan.SUMBER], kini)
    if Hitungan.AKUN in kunci and sudah <= PALING_BANYAK_SATU_SUMBER:
        tambah(kunci[Hitungan.AKUN], kini)
    PercobaanMasuk.objects.filter(terakhir__lt=kini - _KENAL).delete()


def tambah(kunci: str, kini: datetime) -> int:
    """Add one to a counter, beginning anew after a quiet day, and return it."""
    PercobaanMasuk.objects.get_or_create(pk=kunci, defaults={"terakhir": kini})
    satu = PercobaanMasuk.objects.filter(pk=kunci)
    usang = When(terakhir__lt=kini - LUPA, then=Value(1))
    satu.update(gagal=Case(usang, default=F("gagal") + 1), terakhir=kini)
    return satu.values_list("gagal", flat=True).get()


def _batal(kunci: Mapping[Hitungan, str]) -> None:
    """Take back the count of a try that compared nothing."""
    PercobaanMasuk.objects.filter(pk=kunci[Hitungan.PASANGAN], gagal__gt=0).update(gagal=F("gagal") - 1)


@transaction.atomic
def _berhasil(kunci: Mapping[Hitungan, str], kenal: str) -> None:
    """Forget the failures of this pair, and remember the source as one that has succeeded."""
    PercobaanMasuk.objects.filter(pk=kunci[Hitungan.PASANGAN]).update(gagal=0)
    PercobaanMasuk.objects.update_or_create(pk=kenal, defaults={"terakhir": clock.now()})

"""Officers of the regency: their accounts are made and closed at the server, never on a page.

They belong to no village, and no page of a village opens for them: they look after servers, not after letters.
"""

import structlog
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import F

from eoffice.akun.models import KodePemulihan, KunciSandi, Pengguna, Totp
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.kernel.messages import Pesan

log = structlog.get_logger(__name__)


@transaction.atomic
def buat_petugas(*, nama_masuk: str, nama: str, sandi: str, pelaku: str) -> Pengguna:
    """Make the account of an officer; the second step is set up at the first sign-in.

    Raises:
        InvalidInput: the sign-in name is taken.
    """
    rapi = nama_masuk.strip().lower()
    if Pengguna.objects.filter(nama_masuk=rapi).exists():
        raise InvalidInput(Pesan("akun.nama_masuk_dipakai"), {"nama_masuk": Pesan("akun.nama_masuk_dipakai")})
    satu = Pengguna(nama_masuk=rapi, nama=nama.strip(), jenis=Pengguna.Jenis.KABUPATEN)
    satu.password = make_password(sandi)
    try:
        satu.save(force_insert=True)
    except IntegrityError:
        raise InvalidInput(Pesan("akun.nama_masuk_dipakai")) from None
    log.warning("petugas.dibuat", pengguna=str(satu.pk), pelaku=pelaku)
    return satu


@transaction.atomic
def tutup_petugas(*, nama_masuk: str, alasan: str, pelaku: str) -> Pengguna:
    """Close an officer's account; every session of it ends at once.

    Raises:
        InvalidInput: no reason was given.
        NotFound: no open account of an officer has this name.
    """
    if not alasan.strip():
        raise InvalidInput(Pesan("akun.alasan_kosong"), {"alasan": Pesan("akun.alasan_kosong")})
    satu = _petugas(nama_masuk)
    Pengguna.objects.filter(pk=satu.pk).update(is_active=False, sesi_ke=F("sesi_ke") + 1)
    log.warning("petugas.ditutup", pengguna=str(satu.pk), pelaku=pelaku, alasan=alasan)
    return satu


@transaction.atomic
def lepas_hp_petugas(*, nama_masuk: str, alasan: str, pelaku: str) -> Pengguna:
    """Take the lost phone off an officer's account: its codes and every passkey; every session ends.

    A new phone is set up at the next sign-in.

    Raises:
        InvalidInput: no reason was given.
        NotFound: no open account of an officer has this name.
    """
    if not alasan.strip():
        raise InvalidInput(Pesan("akun.alasan_kosong"), {"alasan": Pesan("akun.alasan_kosong")})
    satu = _petugas(nama_masuk)
    Pengguna.objects.filter(pk=satu.pk).update(sesi_ke=F("sesi_ke") + 1)
    Totp.objects.filter(pk=satu.pk).delete()
    KodePemulihan.objects.filter(pengguna=satu).delete()
    KunciSandi.objects.filter(pengguna=satu).delete()
    log.warning("petugas.hp_dilepas", pengguna=str(satu.pk), pelaku=pelaku, alasan=alasan)
    return satu


def _petugas(nama_masuk: str) -> Pengguna:
    rows = Pengguna.objects.select_for_update().filter(jenis=Pengguna.Jenis.KABUPATEN, is_active=True)
    satu = rows.filter(nama_masuk=nama_masuk.strip().lower()).first()
    if satu is None:
        raise NotFound(Pesan("akun.petugas_tidak_ada"))
    return satu

"""The second step of officials: codes from a phone (RFC 6238), recovery codes, reset by two colleagues."""

import hmac
import secrets
from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from eoffice.akun import events
from eoffice.akun.models import KodePemulihan, KunciSandi, Pengguna, Totp
from eoffice.akun.rules.kode_hp import LANGKAH, alamat_pasang, kode_saat
from eoffice.akun.selectors import tugas_pengguna
from eoffice.akun.services.percobaan import satu_percobaan
from eoffice.akun.services.rahasia import buka_sandi, digest_kode, rahasia_baru, sandikan
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, NotFound, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.selectors import identitas
from eoffice.wilayah.tenancy import desa_aktif

JUMLAH_KODE = 10
_ALFABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # no letter that is read as another


def mulai_pasang_totp(*, pengguna_id: UUID) -> str:
    """Prepare a new secret and return its ``otpauth://`` address for the QR; the old one holds until proven.

    A secret prepared before and not yet proven is given again, so that a reloaded page shows the same QR.
    """
    pengguna = Pengguna.objects.get(pk=pengguna_id)
    baris, _ = Totp.objects.get_or_create(pengguna=pengguna)
    if baris.rahasia_baru is None:
        baru = sandikan(rahasia_baru().encode())
        Totp.objects.filter(pk=pengguna_id, rahasia_baru=None).update(rahasia_baru=baru)
        baris.refresh_from_db()  # of two pages opened at once one was first, and both show its QR
    if baris.rahasia_baru is None:  # proven by the other page meanwhile: this one is about the next phone
        return mulai_pasang_totp(pengguna_id=pengguna_id)
    return alamat_pasang(buka_sandi(baris.rahasia_baru).decode(), pengguna.nama_masuk)


@transaction.atomic
def selesai_pasang_totp(*, pengguna_id: UUID, kode: str) -> list[str]:
    """Prove the new secret with one code; return ten fresh recovery codes, to be shown once.

    Raises:
        RuleRefused: the code does not fit.
    """
    baris = Totp.objects.select_for_update().filter(pk=pengguna_id).exclude(rahasia_baru=None).first()
    langkah = baris and _langkah(baris.rahasia_baru, kode)
    if baris is None or not langkah:
        raise RuleRefused(Pesan("akun.kode_salah"))
    baris.rahasia, baris.rahasia_baru = baris.rahasia_baru, None
    baris.langkah_terakhir, baris.dipasang_pada = langkah, clock.now()
    baris.save()
    return _kode_baru(pengguna_id)


@transaction.atomic
def buat_kode_pemulihan(*, pengguna_id: UUID) -> list[str]:
    """Replace all recovery codes by ten fresh ones, to be shown once."""
    return _kode_baru(pengguna_id)


def _kode_baru(pengguna_id: UUID) -> list[str]:
    kode = ["-".join(_acak(4) for _ in range(3)) for _ in range(JUMLAH_KODE)]
    KodePemulihan.objects.filter(pengguna_id=pengguna_id).delete()
    KodePemulihan.objects.bulk_create(
        KodePemulihan(pengguna_id=pengguna_id, digest=digest_kode(satu)) for satu in kode
    )
    return kode


def _acak(panjang: int) -> str:
    return "".join(secrets.choice(_ALFABET) for _ in range(panjang))


def periksa_totp(*, pengguna_id: UUID, kode: str, sumber: str) -> None:
    """Check a code from the phone; each code works once, one step of drift either way.

    Raises:
        TooManyAttempts: held back after failures.
        RuleRefused: wrong or already used.
    """
    _dengan_hitungan(pengguna_id, sumber, cocok=lambda: _pakai_langkah(pengguna_id, kode))


def pakai_kode_pemulihan(*, pengguna_id: UUID, kode: str, sumber: str) -> None:
    """Use up one recovery code: the phone is gone, or a dead clock refuses every code.

    Raises:
        TooManyAttempts: held back after failures.
        RuleRefused: unknown or already used.
    """
    _dengan_hitungan(pengguna_id, sumber, cocok=lambda: _pakai_kode(pengguna_id, kode))


def _pakai_kode(pengguna_id: UUID, kode: str) -> bool:
    baris = KodePemulihan.objects.filter(pengguna_id=pengguna_id, digest=digest_kode(kode), dipakai_pada=None)
    return baris.update(dipakai_pada=clock.now()) == 1


def _dengan_hitungan(pengguna_id: UUID, sumber: str, *, cocok: Callable[[], bool]) -> None:
    with satu_percobaan(f"totp:{pengguna_id}", sumber, salah="akun.kode_salah"):
        if not cocok():
            raise RuleRefused(Pesan("akun.kode_salah"))


def _pakai_langkah(pengguna_id: UUID, kode: str) -> bool:
    """Use up the time step a code belongs to; false when it fits none, or that step was used before."""
    baris = Totp.objects.filter(pk=pengguna_id).exclude(rahasia=None).first()
    langkah = baris and _langkah(baris.rahasia, kode)
    if not langkah:
        return False
    maju = Totp.objects.filter(pk=pengguna_id, langkah_terakhir__lt=langkah)
    return maju.update(langkah_terakhir=langkah) == 1


def _langkah(rahasia: bytes | memoryview | None, kode: str) -> int | None:
    """Return the 30-second step, at most one off, whose code this is."""
    dibuka = buka_sandi(bytes(rahasia or b"")).decode()
    kini = int(clock.now().timestamp()) // LANGKAH
    ketikan = "".join(kode.split()).encode()  # phones show 123 456
    cocok = (
        step
        for step in (kini, kini - 1, kini + 1)
        if hmac.compare_digest(kode_saat(dibuka, step * LANGKAH).encode(), ketikan)
    )
    return next(cocok, None)


@transaction.atomic
def reset_totp_dua_orang(*, nama_rekan: str, oleh: UUID, saksi: UUID, alasan: str) -> None:
    """Take the lost phone off a colleague's account; two other officials of the village vouch for it.

    Their own codes were checked by the caller before. The colleague's passkeys go with it and his sessions end; a
    new phone is set up at the next sign-in.

    Raises:
        InvalidInput: no reason was given.
        RuleRefused: the three are not three different officials of this village with a post today.
        NotFound: nobody of that name here.
    """
    if not alasan.strip():
        raise InvalidInput(Pesan("akun.alasan_kosong"), {"alasan": Pesan("akun.alasan_kosong")})
    rekan = Pengguna.objects.filter(
        nama_masuk=nama_rekan.strip().lower(), jenis=Pengguna.Jenis.APARAT, desa_id=desa_aktif()
    ).first()
    if rekan is None:
        raise NotFound
    if len({rekan.pk, oleh, saksi}) != 3 or not all(_bertugas(satu) for satu in (oleh, saksi)):
        raise RuleRefused(Pesan("akun.reset_dua_orang"))
    Pengguna.objects.filter(pk=rekan.pk).update(sesi_ke=F("sesi_ke") + 1)
    Totp.objects.filter(pk=rekan.pk).delete()
    KodePemulihan.objects.filter(pengguna=rekan).delete()
    KunciSandi.objects.filter(pengguna=rekan).delete()
    catat(
        jenis=events.TOTP_DILEPAS,
        agregat="pengguna",
        agregat_id=rekan.pk,
        revisi=1,
        publik={"oleh": str(oleh), "saksi": str(saksi)},
        pribadi={"alasan": alasan},
        pelaku=str(oleh),
        macam="cmd",
    )


def _bertugas(pengguna_id: UUID) -> bool:
    """Tell whether an account works and belongs to somebody with a post in this village today."""
    hari = clock.now().astimezone(ZoneInfo(identitas().zona_waktu)).date()
    aktif = Pengguna.objects.filter(pk=pengguna_id, is_active=True, desa_id=desa_aktif()).exists()
    return aktif and bool(tugas_pengguna(pengguna_id, hari).sebutan)

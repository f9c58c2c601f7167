"""Citizens: the PIN made with a slip, signing in. PIN verifiers and counters never leave an installation."""

from contextlib import nullcontext
from datetime import date
from uuid import UUID

from django.db import transaction

from eoffice.akun import events
from eoffice.akun.models import AkunWarga, Pengguna, SlipAktivasi
from eoffice.akun.rules.pin import periksa_pin
from eoffice.akun.services.percobaan import satu_percobaan
from eoffice.akun.services.rahasia import PIN_TIRUAN, hmac_nik, pin_cocok, pin_usang, simpan_pin
from eoffice.akun.services.slip import KunciSlip, Slip, baca_slip
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.tenancy import desa_aktif, lingkup, lingkup_terbuka


def aktifkan_warga(
    *, token: str, pin: str, nik: str, nama: str, tanggal_lahir: date | None, kunci: KunciSlip | None = None
) -> Pengguna:
    """Use up a slip: make the account, or give an existing one its new PIN (other sessions end).

    ``nik``, ``nama`` and ``tanggal_lahir`` are what the register says of the slip's resident. Works in the scope
    of the slip's village, and opens it when none is open.

    Raises:
        RuleRefused: the slip does not work (any more), or belongs to another village than the one in scope.
        InvalidInput: the PIN is too easy.
    """
    slip = baca_slip(token, kunci)
    if pesan := periksa_pin(pin, tanggal_lahir, nik):
        raise InvalidInput(pesan, {"pin": pesan})
    if lingkup_terbuka() and desa_aktif() != slip.desa:
        raise RuleRefused(Pesan("akun.slip_salah"))
    sandi = simpan_pin(pin)  # slow on purpose, so before the transaction
    with nullcontext() if lingkup_terbuka() else lingkup(slip.desa), transaction.atomic():
        return _aktifkan(slip, sandi, nik, nama)


def _aktifkan(slip: Slip, sandi: str, nik: str, nama: str) -> Pengguna:
    _pakai(slip)
    nik_hmac = hmac_nik(nik)
    sekampung = AkunWarga.objects.select_for_update().filter(desa_id=slip.desa)
    if sekampung.filter(nik_hmac=nik_hmac).exclude(penduduk_id=slip.penduduk_id).exists():
        raise RuleRefused(Pesan("akun.nik_ganda"))
    akun = sekampung.filter(penduduk_id=slip.penduduk_id).select_related("pengguna").first()
    pengguna = akun.pengguna if akun else _pengguna_baru(slip)
    pengguna.nama, pengguna.password, pengguna.is_active = nama[:100], sandi, True
    pengguna.save()
    akun = akun or AkunWarga(pengguna=pengguna, desa_id=slip.desa, penduduk_id=slip.penduduk_id, revisi=0)
    akun.nik_hmac, akun.revisi = nik_hmac, akun.revisi + 1
    akun.save()
    catat(
        jenis=events.WARGA_AKTIF,
        agregat="akun_warga",
        agregat_id=slip.penduduk_id,
        revisi=akun.revisi,
        publik={"penduduk_id": str(slip.penduduk_id), "slip": slip.jti},
        pribadi={},
        pelaku=str(pengguna.pk),
        macam="cmd",
    )
    return pengguna


def _pengguna_baru(slip: Slip) -> Pengguna:
    return Pengguna(nama_masuk=f"warga-{slip.penduduk_id}", jenis=Pengguna.Jenis.WARGA, desa_id=slip.desa)


def _pakai(slip: Slip) -> None:
    """Mark a slip as used; of two who press at once one wins."""
    kini = clock.now()
    SlipAktivasi.objects.get_or_create(
        pk=slip.jti,
        defaults={"desa_id": slip.desa, "penduduk_id": slip.penduduk_id, "kedaluwarsa": slip.kedaluwarsa},
    )
    masih = SlipAktivasi.objects.filter(pk=slip.jti, dipakai_pada=None, dicabut_pada=None)
    if masih.update(dipakai_pada=kini) != 1:
        raise RuleRefused(Pesan("akun.slip_terpakai"))


def masuk_warga(*, desa: str, nik: str, pin: str, sumber: str) -> Pengguna:
    """Return the citizen's account.

    An unknown NIK costs the same time and gives the same answer as a wrong PIN.

    Raises:
        TooManyAttempts: held back after failures.
        RuleRefused: NIK or PIN wrong, or the account is switched off.
    """
    nik_hmac = hmac_nik(nik)
    with satu_percobaan(f"{desa}:{nik_hmac}", sumber, salah="akun.masuk_warga_salah"):
        akun = AkunWarga.objects.select_related("pengguna").filter(desa_id=desa, nik_hmac=nik_hmac).first()
        cocok = pin_cocok(pin, akun.pengguna.password if akun else PIN_TIRUAN)
        if akun is None or not cocok or not akun.pengguna.is_active:
            raise RuleRefused(Pesan("akun.masuk_warga_salah"))
    if pin_usang(akun.pengguna.password):
        Pengguna.objects.filter(pk=akun.pk).update(password=simpan_pin(pin))
        akun.pengguna.refresh_from_db()
    return akun.pengguna


def ganti_pin(
    *,
    pengguna_id: UUID,
    lama: str,
    baru: str,
    tanggal_lahir: date | None,
    nik: str = "",
    sumber: str = "",
) -> Pengguna:
    """Change the PIN; every other session of the account ends with it.

    Raises:
        TooManyAttempts: the present PIN was wrong too often.
        InvalidInput: the present PIN is wrong, or the new one is too easy.
    """
    pengguna = Pengguna.objects.get(pk=pengguna_id, jenis=Pengguna.Jenis.WARGA)
    with satu_percobaan(f"pin:{pengguna_id}", sumber, salah="akun.pin_lama_salah"):
        if not pin_cocok(lama, pengguna.password):
            raise InvalidInput(Pesan("akun.pin_lama_salah"), {"pin_lama": Pesan("akun.pin_lama_salah")})
    if pesan := periksa_pin(baru, tanggal_lahir, nik):
        raise InvalidInput(pesan, {"pin": pesan})
    pengguna.password = simpan_pin(baru)
    pengguna.save(update_fields=["password"])
    return pengguna

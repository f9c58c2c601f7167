"""Citizens: the activation slip, the PIN, signing in.

The slip is a token signed by the node, so that another installation can accept it before it has heard of it.
PIN verifiers and counters belong to one installation and never travel.
"""

import base64
import io
import secrets
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import cbor2
from cryptography.exceptions import InvalidSignature
from django.db import transaction

from eoffice.akun import events
from eoffice.akun.models import AkunWarga, Pengguna, SlipAktivasi
from eoffice.akun.rules.pin import periksa_pin
from eoffice.akun.services.percobaan import antre, satu_percobaan
from eoffice.akun.services.rahasia import (
    PIN_TIRUAN,
    digest_kode,
    hmac_nik,
    kunci_simpul,
    pin_cocok,
    pin_usang,
    simpan_pin,
)
from eoffice.jejak.registry import JenisPeristiwa
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.tenancy import desa_aktif, lingkup, lingkup_terbuka

BERLAKU = timedelta(days=14)
_VERSI, _TANDA = 1, 64
_PANJANG_KODE = 12
_ALFABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Slip:
    """A readable slip.

    ``token`` is what the person showed (of a slip just issued: what its QR holds) and opens it again; ``kode`` is
    for typing by hand, known only when just issued.
    """

    desa: str
    penduduk_id: UUID
    jti: str
    kedaluwarsa: datetime
    token: str
    kode: str = ""


@transaction.atomic
def terbitkan_slip(*, penduduk_id: UUID, pelaku: str) -> Slip:
    """Issue a slip for a resident of the village in scope; slips given before stop working."""
    kini = clock.now()
    kode = "-".join("".join(secrets.choice(_ALFABET) for _ in range(4)) for _ in range(3))
    slip = _buat(desa_aktif(), penduduk_id, kini + BERLAKU)
    antre("slip", slip.desa, str(penduduk_id))  # or of two printed at once neither would revoke the other
    lama = SlipAktivasi.objects.filter(desa_id=slip.desa, penduduk_id=penduduk_id, dipakai_pada=None)
    lama.filter(dicabut_pada=None).update(dicabut_pada=kini)
    SlipAktivasi.objects.create(
        jti=slip.jti,
        desa_id=slip.desa,
        penduduk_id=penduduk_id,
        kode_digest=digest_kode(kode),
        kedaluwarsa=slip.kedaluwarsa,
    )
    _tulis(events.SLIP_TERBIT, penduduk_id, {"kedaluwarsa": slip.kedaluwarsa.isoformat()}, pelaku)
    return Slip(slip.desa, penduduk_id, slip.jti, slip.kedaluwarsa, slip.token, kode)


def _buat(desa: str, penduduk_id: UUID, kedaluwarsa: datetime) -> Slip:
    jti = secrets.token_bytes(8)
    isi = cbor2.dumps([_VERSI, desa, penduduk_id.bytes, jti, int(kedaluwarsa.timestamp())])
    token = base64.b32encode(isi + kunci_simpul().sign(isi)).decode().rstrip("=")
    return Slip(desa, penduduk_id, jti.hex(), kedaluwarsa, token)


def baca_slip(token: str) -> Slip:
    """Return the slip behind a QR token or a typed code, still usable.

    Raises:
        RuleRefused: unreadable or forged (``akun.slip_salah``), expired, used, or replaced by a newer one.
    """
    rapi = "".join(huruf for huruf in token.upper() if huruf.isalnum())
    if len(rapi) == _PANJANG_KODE:
        tercatat = SlipAktivasi.objects.filter(kode_digest=digest_kode(rapi)).first()
        slip = _dari_baris(tercatat, rapi)
    else:
        slip = _urai(rapi)
        tercatat = SlipAktivasi.objects.filter(pk=slip.jti).first()
    if tercatat is not None and tercatat.dipakai_pada is not None:
        raise RuleRefused(Pesan("akun.slip_terpakai"))
    if tercatat is not None and tercatat.dicabut_pada is not None:
        raise RuleRefused(Pesan("akun.slip_diganti"))
    if slip.kedaluwarsa < clock.now():
        raise RuleRefused(Pesan("akun.slip_kedaluwarsa"))
    return slip


def _dari_baris(baris: SlipAktivasi | None, kode: str) -> Slip:
    if baris is None:
        raise RuleRefused(Pesan("akun.slip_salah"))
    return Slip(baris.desa_id, baris.penduduk_id, baris.jti, baris.kedaluwarsa, kode)


def _urai(token: str) -> Slip:
    try:
        data = base64.b32decode(token + "=" * (-len(token) % 8))
        isi, tanda = data[:-_TANDA], data[-_TANDA:]
        kunci_simpul().public_key().verify(tanda, isi)
        versi, desa, penduduk, jti, sampai = cbor2.load(io.BytesIO(isi))
        slip = Slip(desa, UUID(bytes=penduduk), bytes.hex(jti), datetime.fromtimestamp(sampai, UTC), token)
    except (ValueError, InvalidSignature, cbor2.CBORDecodeError, TypeError, OverflowError):
        raise RuleRefused(Pesan("akun.slip_salah")) from None  # binascii.Error is a ValueError
    if versi != _VERSI or not isinstance(desa, str):
        raise RuleRefused(Pesan("akun.slip_salah"))
    return slip


def aktifkan_warga(*, token: str, pin: str, nik: str, nama: str, tanggal_lahir: date | None) -> Pengguna:
    """Use up a slip: make the account, or give an existing one its new PIN (other sessions end).

    ``nik``, ``nama`` and ``tanggal_lahir`` are what the register says of the slip's resident. Works in the scope
    of the slip's village, and opens it when none is open.

    Raises:
        RuleRefused: the slip does not work (any more), or belongs to another village than the one in scope.
        InvalidInput: the PIN is too easy.
    """
    slip = baca_slip(token)
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
    _tulis(events.WARGA_AKTIF, slip.penduduk_id, {"slip": slip.jti}, str(pengguna.pk), akun.revisi)
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


def _tulis(
    jenis: JenisPeristiwa, penduduk_id: UUID, isi: dict[str, object], pelaku: str, revisi: int = 1
) -> None:
    catat(
        jenis=jenis,
        agregat="akun_warga",
        agregat_id=penduduk_id,
        revisi=revisi,
        publik={"penduduk_id": str(penduduk_id), **isi},
        pribadi={},
        pelaku=pelaku,
        macam="cmd",
    )

"""The activation slip: issued for a resident, read again here or at another installation of the village.

Its QR holds a signed token, its typed code a MAC (``rules.slip``): both can be checked where no event told of them.
Which keys prove a slip is said by the caller (``KunciSlip``); without any, only this installation knows its slips.
"""

import base64
import io
import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import transaction

from eoffice.akun import events
from eoffice.akun.models import SlipAktivasi
from eoffice.akun.rules import slip as rules
from eoffice.akun.services.percobaan import antre
from eoffice.akun.services.rahasia import digest_kode, kunci_simpul
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.selectors import desa_terdaftar
from eoffice.wilayah.tenancy import desa_aktif

BERLAKU: Final = timedelta(days=14)
_SENDIRI, _BERSAMA, _TANDA = 1, 2, 64
_PANJANG_JTI: Final = 8
_AWALAN, _DESA = b"\x85\x6d", slice(3, 16)  # a list of five, and in it a text of thirteen characters
_UNTUK: Final = b"eoffice-slip\0"
"""What a key signs for another purpose never reads as a slip."""


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


@dataclass(frozen=True, slots=True)
class KunciSlip:
    """What proves slips between the installations of a village.

    ``tanda`` signs here; tokens under ``periksa`` are believed, under ``dulu`` they were once. ``rahasia``: what this
    installation and the other one share; the first one makes codes.
    """

    tanda: Ed25519PrivateKey
    periksa: Collection[Ed25519PublicKey]
    dulu: Collection[Ed25519PublicKey] = ()
    rahasia: Collection[bytes] = ()


@transaction.atomic
def terbitkan_slip(*, penduduk_id: UUID, pelaku: str, kunci: KunciSlip | None = None) -> Slip:
    """Issue a slip for a resident of the village in scope; slips given before stop working."""
    kini = clock.now()
    antre("slip", desa_aktif(), str(penduduk_id))  # or of two printed at once neither would revoke the other
    slip = _buat(desa_aktif(), penduduk_id, kini + BERLAKU, kunci)
    lama = SlipAktivasi.objects.filter(desa_id=slip.desa, penduduk_id=penduduk_id, dipakai_pada=None)
    lama.filter(dicabut_pada=None).update(dicabut_pada=kini)
    _baris(slip, slip.kode).save(force_insert=True)
    catat(
        jenis=events.SLIP_TERBIT,
        agregat="akun_warga",
        agregat_id=penduduk_id,
        revisi=1,
        publik={
            "penduduk_id": str(penduduk_id),
            "slip": slip.jti,
            "kedaluwarsa": slip.kedaluwarsa.isoformat(),
        },
        pribadi={},
        pelaku=pelaku,
        macam="cmd",
    )
    return slip


def _ingat(slip: Slip, kode: str) -> None:
    """Remember a slip that no event told of; one that is known already stays as it is."""
    SlipAktivasi.objects.bulk_create([_baris(slip, kode)], ignore_conflicts=True)


def _baris(slip: Slip, kode: str) -> SlipAktivasi:
    return SlipAktivasi(
        jti=slip.jti,
        desa_id=slip.desa,
        penduduk_id=slip.penduduk_id,
        kode_digest=digest_kode(kode),
        kedaluwarsa=slip.kedaluwarsa,
    )


def _buat(desa: str, penduduk_id: UUID, sampai: datetime, kunci: KunciSlip | None) -> Slip:
    rahasia = next(iter(kunci.rahasia), None) if kunci else None
    jti, kode = _acak() if rahasia is None else _bersama(desa, penduduk_id, sampai, rahasia)
    token = _token(desa, penduduk_id, jti, sampai, kunci)
    return Slip(desa, penduduk_id, jti, sampai, token, "-".join((kode[:4], kode[4:8], kode[8:])))


def _acak() -> tuple[str, str]:
    """Return name and code of a slip that only this installation knows."""
    kode = "".join(secrets.choice(rules.ALFABET) for _ in range(rules.PANJANG))
    return secrets.token_bytes(_PANJANG_JTI).hex(), kode


def _bersama(desa: str, penduduk_id: UUID, sampai: datetime, rahasia: bytes) -> tuple[str, str]:
    """Return name and code of a slip that the other installation can work out as well; new among a person's."""
    while True:
        pembeda = secrets.randbelow(rules.BANYAK_PEMBEDA)
        isi = rules.IsiSlip(desa, penduduk_id, rules.hari_dari(sampai), pembeda)
        jti = isi.jti(rahasia)
        if not SlipAktivasi.objects.filter(pk=jti).exists():
            return jti, rules.tulis_kode(isi, rahasia)


def _token(desa: str, penduduk_id: UUID, jti: str, sampai: datetime, kunci: KunciSlip | None) -> str:
    versi = _BERSAMA if kunci else _SENDIRI
    isi = cbor2.dumps([versi, desa, penduduk_id.bytes, bytes.fromhex(jti), int(sampai.timestamp())])
    tanda = kunci.tanda.sign(_UNTUK + isi) if kunci else kunci_simpul().sign(isi)
    return base64.b32encode(isi + tanda).decode().rstrip("=")


def rapikan(ketikan: str) -> str:
    """Return what was typed or scanned without hyphens and spaces, in capitals."""
    return "".join(huruf for huruf in ketikan.upper() if huruf.isalnum())


def kode_ketik(ketikan: str) -> bool:
    """Tell whether this is a typed code, not the token of a QR."""
    return len(rapikan(ketikan)) == rules.PANJANG


def baca_slip(token: str, kunci: KunciSlip | None = None) -> Slip:
    """Return the slip behind a QR token, or behind a typed code that this installation knows; still usable.

    Raises:
        RuleRefused: unreadable or forged (``akun.slip_salah``), of a village that is not known here, signed by a
            server that was replaced, expired, used, or replaced by a newer one.
    """
    rapi = rapikan(token)
    if kode_ketik(rapi):
        tercatat = SlipAktivasi.objects.filter(kode_digest=digest_kode(rapi)).first()
        slip = _dari_baris(tercatat, rapi)
    else:
        slip = _urai(rapi, kunci)
        tercatat = SlipAktivasi.objects.filter(pk=slip.jti).first()
    _masih_berlaku(slip, tercatat)
    return slip


def _dari_baris(baris: SlipAktivasi | None, kode: str) -> Slip:
    if baris is None:
        raise RuleRefused(Pesan("akun.slip_salah"))
    return Slip(baris.desa_id, baris.penduduk_id, baris.jti, baris.kedaluwarsa, kode)


def _masih_berlaku(slip: Slip, tercatat: SlipAktivasi | None) -> None:
    if tercatat is not None and tercatat.dipakai_pada is not None:
        raise RuleRefused(Pesan("akun.slip_terpakai"))
    if (tercatat is None and _ada_yang_lebih_baru(slip)) or (tercatat and tercatat.dicabut_pada is not None):
        raise RuleRefused(Pesan("akun.slip_diganti"))
    if slip.kedaluwarsa < clock.now():
        raise RuleRefused(Pesan("akun.slip_kedaluwarsa"))


def _ada_yang_lebih_baru(slip: Slip) -> bool:
    """Tell of a slip nobody told of whether a newer one of the same person was used here."""
    milik = SlipAktivasi.objects.filter(desa_id=slip.desa, penduduk_id=slip.penduduk_id)
    return milik.filter(kedaluwarsa__gt=slip.kedaluwarsa).exclude(dipakai_pada=None).exists()


def kenali_kode(kode: str, *, desa: str, penduduk_id: UUID, kunci: KunciSlip) -> Slip:
    """Check a typed code that no event told of, and remember it: from now on ``baca_slip`` knows it.

    Raises:
        RuleRefused: ``akun.slip_nik_salah``, also when it is another person's; or as ``baca_slip``.
    """
    rapi = rapikan(kode)
    for rahasia in kunci.rahasia:
        isi = rules.baca_kode(rapi, desa, penduduk_id, rahasia, clock.now())
        if isi is not None:
            slip = Slip(desa, penduduk_id, isi.jti(rahasia), isi.kedaluwarsa, rapi)
            _masih_berlaku(slip, SlipAktivasi.objects.filter(pk=slip.jti).first())
            _ingat(slip, rapi)
            SlipAktivasi.objects.filter(pk=slip.jti, kode_digest="").update(kode_digest=digest_kode(rapi))
            return slip
    raise RuleRefused(Pesan("akun.slip_nik_salah"))


def intip_desa(token: str) -> str:
    """Return the village a token names, before anything is proved; ``""`` when it is no token."""
    try:
        data = _bita(rapikan(token))
        return data[_DESA].decode("ascii") if data[:1] + data[2:3] == _AWALAN else ""
    except ValueError:
        return ""


def _bita(token: str) -> bytes:
    return base64.b32decode(token + "=" * (-len(token) % 8))


def _urai(token: str, kunci: KunciSlip | None) -> Slip:
    desa = intip_desa(token)
    if desa and not desa_terdaftar(desa):
        raise RuleRefused(Pesan("akun.slip_desa_lain"))
    try:
        data = _bita(token)
        versi = _versi(data[:-_TANDA], data[-_TANDA:], kunci)
        isi = cbor2.load(io.BytesIO(data[:-_TANDA]))
        ditulis, desa, penduduk, jti, sampai = isi
        slip = Slip(desa, UUID(bytes=penduduk), bytes.hex(jti), datetime.fromtimestamp(sampai, UTC), token)
    except (ValueError, cbor2.CBORDecodeError, TypeError, OverflowError):
        raise RuleRefused(Pesan("akun.slip_salah")) from None  # binascii.Error is a ValueError
    if versi != ditulis or not isinstance(desa, str):
        raise RuleRefused(Pesan("akun.slip_salah"))
    return slip


def _versi(isi: bytes, tanda: bytes, kunci: KunciSlip | None) -> int:
    """Return by whom a token is signed: nothing of it is read before.

    Raises:
        RuleRefused: by nobody who is believed here.
    """
    if _ditandatangani(isi, tanda, [kunci_simpul().public_key()]):
        return _SENDIRI
    if kunci is not None and _ditandatangani(_UNTUK + isi, tanda, kunci.periksa):
        return _BERSAMA
    lama = kunci is not None and _ditandatangani(_UNTUK + isi, tanda, kunci.dulu)
    raise RuleRefused(Pesan("akun.slip_server_lama" if lama else "akun.slip_salah"))


def _ditandatangani(isi: bytes, tanda: bytes, kunci: Collection[Ed25519PublicKey]) -> bool:
    for satu in kunci:
        with suppress(InvalidSignature):
            satu.verify(tanda, isi)
            return True
    return False

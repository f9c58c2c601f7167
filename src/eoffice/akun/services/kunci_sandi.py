"""Passkeys of officials (W3C Web Authentication): to make one, to come in with one, to take one away.

The device must ask for finger, face or PIN each time, so that a passkey alone is both steps of signing in. Which
account it is comes from the passkey. Attestation is not asked for: which make of telephone somebody has is his affair.
"""

import json
import struct
from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

import structlog
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django.db import IntegrityError, transaction
from fido2 import cbor
from fido2.cose import ES256, RS256, CoseKey, EdDSA
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialParameters,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from eoffice.akun import events
from eoffice.akun.models import KunciSandi, Pengguna
from eoffice.akun.rules.kode_hp import PENERBIT
from eoffice.akun.rules.kunci_sandi import BANYAK, PANJANG_NAMA, UMUR_TANTANGAN, Tempat, mundur
from eoffice.akun.services.aparat import PUNYA_SANDI, keluar_semua, pastikan_kantor_di_sini
from eoffice.akun.services.jatah import pakai_jatah
from eoffice.akun.services.percobaan import satu_percobaan
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, NotFound, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.tenancy import desa_aktif

log = structlog.get_logger(__name__)
ALGORITMA: Final = (ES256, EdDSA, RS256)
PALING_PANJANG: Final = 20_000
"""Characters of an answer of a browser; a real one has about 1,000."""
_KREDENSIAL: Final = 1023  # bytes, the most the standard allows
_RUSAK: Final = (ValueError, KeyError, TypeError, AttributeError, AssertionError, IndexError, OverflowError,
                 RecursionError, NotImplementedError, struct.error, InvalidSignature, UnsupportedAlgorithm)  # fmt: skip
"""What the library may raise about bytes that somebody made up."""


@dataclass(frozen=True, slots=True)
class Tawaran:
    """What the browser asks the device (JSON), and the challenge that its answer must carry."""

    opsi: dict[str, Any]
    tantangan: str


def tawarkan_pasang(*, pengguna_id: UUID, tempat: Tempat) -> Tawaran:
    """Return what a browser needs to make a passkey for an account; devices that hold one already are named."""
    pengguna = Pengguna.objects.get(pk=pengguna_id)
    opsi, state = _server(tempat).register_begin(
        PublicKeyCredentialUserEntity(
            id=pengguna.pk.bytes, name=pengguna.nama_masuk, display_name=pengguna.nama
        ),
        credentials=_sebutan(pengguna_id, tempat),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Tawaran(_json(opsi), state["challenge"])


def tawarkan_masuk(*, tempat: Tempat, milik: UUID | None = None) -> Tawaran:
    """Return what a browser needs to sign in with a passkey: anybody's of this place, or one account's."""
    opsi, state = _server(tempat).authenticate_begin(
        credentials=_sebutan(milik, tempat) if milik else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Tawaran(_json(opsi), state["challenge"])


def pasang_kunci(*, pengguna_id: UUID, nama: str, jawaban: str, tantangan: str, tempat: Tempat) -> UUID:
    """Keep a new passkey under the name its owner gives the device; the caller has asked for fresh proof.

    Raises:
        InvalidInput: no name, a name twice, or too many passkeys.
        RuleRefused: the answer is not one to our question, is old, or the device's passkey is here already.
    """
    if not _sekali(tantangan):
        raise RuleRefused(Pesan("akun.kunci_lama"))
    data, hitung = _daftar(jawaban, tantangan, tempat)
    try:
        with transaction.atomic():
            satu = _simpan(pengguna_id, nama, tempat, data, hitung)
    except IntegrityError:
        raise RuleRefused(Pesan("akun.kunci_sudah_ada")) from None
    log.info("kunci_sandi.dipasang", pengguna=str(pengguna_id), kunci=str(satu.pk))
    return satu.pk


def _simpan(
    pengguna_id: UUID, nama: str, tempat: Tempat, data: AttestedCredentialData, hitung: int
) -> KunciSandi:
    """Write the row; one after another for one account, and of one device's key only the first."""
    Pengguna.objects.select_for_update().get(pk=pengguna_id)
    return KunciSandi.objects.create(
        pengguna_id=pengguna_id,
        nama=nama_kunci(pengguna_id=pengguna_id, nama=nama),
        tempat=tempat.nama,
        kredensial=websafe_encode(data.credential_id),
        kunci_umum=cbor.encode(data.public_key),
        hitung=hitung,
        dibuat_pada=clock.now(),
    )


def nama_kunci(*, pengguna_id: UUID, nama: str) -> str:
    """Return the name of a new passkey, tidied.

    Raises:
        InvalidInput: no name, a name this person has given already, or too many passkeys.
    """
    rapi = " ".join(nama.split())[:PANJANG_NAMA]
    punya = list(KunciSandi.objects.filter(pengguna_id=pengguna_id).values_list("nama", flat=True))
    salah = ""
    if not rapi:
        salah = "akun.kunci_tanpa_nama"
    elif len(punya) >= BANYAK:
        salah = "akun.kunci_penuh"
    elif rapi.casefold() in {satu.casefold() for satu in punya}:
        salah = "akun.kunci_nama_ganda"
    if salah:
        raise InvalidInput(Pesan(salah), {"nama": Pesan(salah)})
    return rapi


def _daftar(jawaban: str, tantangan: str, tempat: Tempat) -> tuple[AttestedCredentialData, int]:
    try:
        hasil = _server(tempat).register_complete(_keadaan(tantangan), _urai(jawaban))
        data = hasil.credential_data
        benar = data is not None and isinstance(data.public_key, ALGORITMA) and _utuh(data.public_key)
    except _RUSAK:
        raise RuleRefused(Pesan("akun.kunci_lama")) from None
    if data is None or not benar or len(data.credential_id) > _KREDENSIAL:
        raise RuleRefused(Pesan("akun.kunci_lama"))
    return data, hasil.counter


def _utuh(kunci: CoseKey) -> bool:
    """Tell whether a key is one: the library reads a cut one without complaint, and notices at the first signature."""
    try:
        kunci.verify(b"", bytes(64))
    except InvalidSignature:
        return True
    return False


def masuk_kunci(
    *, jawaban: str, tantangan: str, tempat: Tempat, sumber: str, milik: UUID | None = None
) -> Pengguna:
    """Return the account whose passkey answered: both steps of signing in. ``milik``: no other account's will do.

    Nothing about an unknown passkey is told that is not told about a wrong one.

    Raises:
        TooManyAttempts: held back after failures.
        RuleRefused: it does not fit, is old or used already, was copied, the account is switched off, or its office
            works on its own server.
    """
    kunci = _cari(jawaban)
    akun = milik or (kunci and kunci.pengguna_id)
    with satu_percobaan(f"kunci:{akun}", sumber, salah="akun.kunci_salah"):
        if kunci is None or not _cocok(kunci, jawaban, tantangan, tempat, milik):
            raise RuleRefused(Pesan("akun.kunci_salah"))
        hitung = AuthenticationResponse.from_dict(_urai(jawaban)).response.authenticator_data.counter
        if not _maju(kunci, hitung):
            _tahan(kunci, sumber)
            raise RuleRefused(Pesan("akun.kunci_disalin"))
    pastikan_kantor_di_sini(kunci.pengguna.desa_id)
    return kunci.pengguna


def _cari(jawaban: str) -> KunciSandi | None:
    """Return the passkey that an answer names, whoever's it is."""
    try:
        kredensial = websafe_encode(websafe_decode(_urai(jawaban)["rawId"]))
    except _RUSAK:
        return None
    return KunciSandi.objects.select_related("pengguna").filter(kredensial=kredensial).first()


def _cocok(kunci: KunciSandi, jawaban: str, tantangan: str, tempat: Tempat, milik: UUID | None) -> bool:
    """Tell whether an answer is this passkey's, to this question, here and now, of an account that may come in."""
    pemilik = kunci.pengguna
    boleh = pemilik.is_active and pemilik.jenis in PUNYA_SANDI and milik in {None, pemilik.pk}
    if not boleh or kunci.ditahan_pada is not None or kunci.tempat != tempat.nama or not _sekali(tantangan):
        return False
    kenal = AttestedCredentialData.create(Aaguid.NONE, websafe_decode(kunci.kredensial), _kunci_umum(kunci))
    try:
        isi = _urai(jawaban)
        _server(tempat).authenticate_complete(_keadaan(tantangan), [kenal], isi)
        pemegang = AuthenticationResponse.from_dict(isi).response.user_handle
    except _RUSAK:
        return False
    return pemegang in {None, pemilik.pk.bytes} if milik else pemegang == pemilik.pk.bytes


def _kunci_umum(kunci: KunciSandi) -> CoseKey:
    return CoseKey.parse(cast("dict[int, Any]", cbor.decode(bytes(kunci.kunci_umum))))


def _sekali(tantangan: str) -> bool:
    """Use a challenge up, in whatever process: true the first time only."""
    return bool(tantangan) and pakai_jatah("tantangan", tantangan, 0) == 1


def _maju(kunci: KunciSandi, hitung: int) -> bool:
    """Move the counter on, unless it would not go up: of two at once with the same count one is refused."""
    if mundur(kunci.hitung, hitung):
        return False
    baris = KunciSandi.objects.filter(pk=kunci.pk, ditahan_pada=None)
    sama = baris.filter(hitung__lt=hitung) if hitung else baris.filter(hitung=0)
    return sama.update(hitung=hitung, dipakai_pada=clock.now()) == 1


def _tahan(kunci: KunciSandi, sumber: str) -> None:
    """Let a passkey that was copied work no more: nobody knows which of the two is the owner's."""
    KunciSandi.objects.filter(pk=kunci.pk, ditahan_pada=None).update(ditahan_pada=clock.now())
    log.warning("masuk.kunci_mundur", pengguna=str(kunci.pengguna_id), kunci=str(kunci.pk), sumber=sumber)


def lepas_kunci(*, pengguna_id: UUID, kunci_id: UUID) -> Pengguna:
    """Take away one of a person's passkeys; every session ends, also the present one unless the caller renews it.

    Raises:
        NotFound: he has no such passkey.
    """
    with transaction.atomic():
        if not KunciSandi.objects.filter(pk=kunci_id, pengguna_id=pengguna_id).delete()[0]:
            raise NotFound
        log.info("kunci_sandi.dilepas", pengguna=str(pengguna_id), kunci=str(kunci_id))
        return keluar_semua(pengguna_id=pengguna_id)


@transaction.atomic
def lepas_semua_kunci(*, nama_masuk: str, alasan: str, pelaku: str) -> int:
    """Take away every passkey of an official of the village in scope; his sessions end. Return how many there were.

    For whoever keeps the server: password and codes of the phone stay.

    Raises:
        InvalidInput: no reason was given.
        NotFound: no official of that name here.
    """
    if not alasan.strip():
        raise InvalidInput(Pesan("akun.alasan_kosong"), {"alasan": Pesan("akun.alasan_kosong")})
    satu = Pengguna.objects.filter(
        nama_masuk=nama_masuk.strip().lower(), jenis=Pengguna.Jenis.APARAT, desa_id=desa_aktif()
    ).first()
    if satu is None:
        raise NotFound(Pesan("akun.aparat_tidak_ada"))
    banyak = KunciSandi.objects.filter(pengguna=satu).delete()[0]
    keluar_semua(pengguna_id=satu.pk)
    catat(
        jenis=events.KUNCI_DILEPAS,
        agregat="pengguna",
        agregat_id=satu.pk,
        revisi=1,
        publik={"banyak": banyak},
        pribadi={"alasan": alasan.strip()},
        pelaku=pelaku,
        macam="cmd",
    )
    return banyak


def _server(tempat: Tempat) -> Fido2Server:
    server = Fido2Server(
        PublicKeyCredentialRpEntity(id=tempat.nama, name=PENERBIT),
        attestation=AttestationConveyancePreference.NONE,
        verify_origin=lambda asal: asal == tempat.asal,
    )
    server.timeout = int(UMUR_TANTANGAN.total_seconds() * 1000)  # type: ignore[assignment]  # None at first
    server.allowed_algorithms = [
        PublicKeyCredentialParameters(type=PublicKeyCredentialType.PUBLIC_KEY, alg=satu.ALGORITHM)
        for satu in ALGORITMA
    ]
    return server


def _sebutan(pengguna_id: UUID, tempat: Tempat) -> list[PublicKeyCredentialDescriptor]:
    rows = KunciSandi.objects.filter(pengguna_id=pengguna_id, tempat=tempat.nama, ditahan_pada=None)
    return [
        PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=websafe_decode(satu))
        for satu in rows.values_list("kredensial", flat=True)
    ]


def _keadaan(tantangan: str) -> dict[str, str]:
    return {"challenge": tantangan, "user_verification": UserVerificationRequirement.REQUIRED.value}


def _urai(jawaban: str) -> dict[str, Any]:
    """Return the JSON of a browser.

    Raises:
        ValueError: it is none, or far too long.
        TypeError: it is something else.
    """
    if len(jawaban) > PALING_PANJANG:
        raise ValueError("no answer of a browser")
    return {**json.loads(jawaban)}


def _json(opsi: Any) -> dict[str, Any]:
    return dict(opsi["publicKey"])

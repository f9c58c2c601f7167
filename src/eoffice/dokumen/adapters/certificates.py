"""X.509 as this house uses it: root P-384, issuing P-256, leaves for signers, timestamps and village payloads."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from eoffice.dokumen.adapters.store import tulis_atomik
from eoffice.kernel.errors import ServiceDown
from eoffice.kernel.messages import Pesan

LONGGAR: Final = timedelta(minutes=5)
"""A certificate starts a little before its making, since clocks of two machines differ."""

_GUNA: Final = [
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
]


@dataclass(frozen=True, slots=True)
class Profil:
    """What a certificate is for."""

    hari: int
    guna: frozenset[str]
    ca: bool = False
    kedalaman: int | None = None
    guna_lanjut: tuple[ObjectIdentifier, ...] = field(default=())


AKAR: Final = Profil(365 * 20, frozenset({"key_cert_sign", "crl_sign"}), ca=True, kedalaman=1)
PENERBIT: Final = Profil(365 * 10, frozenset({"key_cert_sign", "crl_sign"}), ca=True, kedalaman=0)
PENANDA_TANGAN: Final = Profil(365 * 2, frozenset({"digital_signature", "content_commitment"}))
CAP_WAKTU: Final = Profil(
    365 * 10, frozenset({"digital_signature"}), guna_lanjut=(ExtendedKeyUsageOID.TIME_STAMPING,)
)
MUATAN: Final = Profil(365 * 5, frozenset({"digital_signature"}))


@dataclass(frozen=True, slots=True)
class Penerbit:
    """A certificate that may sign others, with its key."""

    sertifikat: x509.Certificate
    kunci: ec.EllipticCurvePrivateKey


def muat_x520(teks: str) -> str:
    """Return the beginning of ``teks`` that fits: X.520 allows 64 characters, the library counts bytes of UTF-8."""
    return teks.encode()[:64].decode(errors="ignore")


def nama_x509(cn: str, *, organisasi: str, jabatan: str = "", desa: str = "") -> x509.Name:
    """Return a subject whose names are cut to what X.520 allows; ``desa`` is a village's code."""
    bagian = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, muat_x520(organisasi)),
    ]
    if jabatan:
        bagian.append(x509.NameAttribute(NameOID.TITLE, muat_x520(jabatan)))
    if desa:
        bagian.append(x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, desa))
    return x509.Name([*bagian, x509.NameAttribute(NameOID.COMMON_NAME, muat_x520(cn))])


def sidik(sertifikat: x509.Certificate) -> str:
    """Return the SHA-256 of a certificate in hex."""
    return sertifikat.fingerprint(hashes.SHA256()).hex()


def desa_pada(nama: x509.Name) -> str:
    """Return the code of the village that a subject names, empty without one."""
    ketemu = nama.get_attributes_for_oid(NameOID.ORGANIZATION_IDENTIFIER)
    return str(ketemu[0].value) if len(ketemu) == 1 else ""


def buat_kunci(kurva: ec.EllipticCurve | None = None) -> ec.EllipticCurvePrivateKey:
    """Return a fresh private key, P-256 unless told otherwise."""
    return ec.generate_private_key(kurva or ec.SECP256R1())


def _hash_untuk(kunci: ec.EllipticCurvePrivateKey) -> hashes.SHA256 | hashes.SHA384:
    return hashes.SHA384() if isinstance(kunci.curve, ec.SECP384R1) else hashes.SHA256()


def terbitkan(
    subjek: x509.Name,
    publik: ec.EllipticCurvePublicKey,
    profil: Profil,
    oleh: Penerbit | None,
    *,
    kunci_sendiri: ec.EllipticCurvePrivateKey | None = None,
    waktu: datetime,
) -> x509.Certificate:
    """Return a certificate for ``publik``, signed by ``oleh`` or, for a root, by ``kunci_sendiri``."""
    kunci = oleh.kunci if oleh else kunci_sendiri
    if kunci is None:
        raise ValueError("neither an issuer nor the subject's own key was given")
    mulai = waktu.replace(microsecond=0) - LONGGAR
    pembuat = (
        x509.CertificateBuilder()
        .subject_name(subjek)
        .issuer_name(oleh.sertifikat.subject if oleh else subjek)
        .public_key(publik)
        .serial_number(x509.random_serial_number())
        .not_valid_before(mulai)
        .not_valid_after(mulai + timedelta(days=profil.hari))
        .add_extension(x509.BasicConstraints(profil.ca, profil.kedalaman), critical=True)
        .add_extension(x509.KeyUsage(**{guna: guna in profil.guna for guna in _GUNA}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(publik), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(kunci.public_key()), critical=False)
    )
    if profil.guna_lanjut:  # RFC 3161 2.3: a timestamping key has this one use, marked critical
        pembuat = pembuat.add_extension(x509.ExtendedKeyUsage(profil.guna_lanjut), critical=True)
    return pembuat.sign(kunci, _hash_untuk(kunci))


def buat_crl(
    oleh: Penerbit, dicabut: dict[int, tuple[datetime, bool]], *, nomor: int, waktu: datetime, hari: int
) -> x509.CertificateRevocationList:
    """Return a list, valid for ``hari`` days from ``waktu``: serial to (moment, merely superseded)."""
    mulai = waktu.replace(microsecond=0)
    pembuat = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(oleh.sertifikat.subject)
        .last_update(mulai)
        .next_update(mulai + timedelta(days=hari))
        .add_extension(x509.CRLNumber(nomor), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(oleh.kunci.public_key()), critical=False
        )
    )
    for serial, (kapan, diganti) in sorted(dicabut.items()):
        baris = (
            x509.RevokedCertificateBuilder()
            .serial_number(serial)
            .revocation_date(kapan.replace(microsecond=0))
        )
        if diganti:
            baris = baris.add_extension(x509.CRLReason(x509.ReasonFlags.superseded), critical=False)
        pembuat = pembuat.add_revoked_certificate(baris.build())
    return pembuat.sign(oleh.kunci, _hash_untuk(oleh.kunci))


def pem(sertifikat: x509.Certificate) -> bytes:
    """Return the certificate as PEM."""
    return sertifikat.public_bytes(Encoding.PEM)


def der(benda: x509.Certificate | x509.CertificateRevocationList) -> bytes:
    """Return a certificate or revocation list as DER."""
    return benda.public_bytes(Encoding.DER)


def simpan_kunci(jalur: Path, kunci: ec.EllipticCurvePrivateKey, frasa: bytes | None = None) -> None:
    """Write a private key as PKCS#8, readable by its owner only; encrypted when a passphrase is given."""
    sandi: KeySerializationEncryption = BestAvailableEncryption(frasa) if frasa else NoEncryption()
    tulis_atomik(jalur, kunci.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sandi), mode=0o600)


def muat_kunci(jalur: Path, frasa: bytes | None = None) -> ec.EllipticCurvePrivateKey:
    """Read a private key. Raises ServiceDown when it is missing or not ours."""
    try:
        kunci = load_pem_private_key(jalur.read_bytes(), frasa)
    except (OSError, ValueError, TypeError) as galat:
        raise ServiceDown(Pesan("dokumen.kunci_tidak_terbaca", berkas=jalur.name)) from galat
    if not isinstance(kunci, ec.EllipticCurvePrivateKey):
        raise ServiceDown(Pesan("dokumen.kunci_tidak_terbaca", berkas=jalur.name))
    return kunci


def muat_sertifikat(jalur: Path) -> x509.Certificate:
    """Read a certificate. Raises ServiceDown when it is missing or damaged."""
    try:
        return x509.load_pem_x509_certificate(jalur.read_bytes())
    except (OSError, ValueError) as galat:
        raise ServiceDown(Pesan("dokumen.kunci_tidak_terbaca", berkas=jalur.name)) from galat


def nama_umum(nama: x509.Name) -> str:
    """Return the common name, or the whole name when there is none."""
    ketemu = nama.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(ketemu[0].value) if ketemu else nama.rfc4514_string()

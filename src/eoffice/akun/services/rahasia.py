"""Keys and digests of this room. All secrets come from files outside the database and its backup."""

import base64
import hashlib
import hmac
import os
import secrets
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# OWASP's second recommendation: 31 ms and 19 MiB, a fifth of Django's default, on a village mini PC.
_pin_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
PIN_TIRUAN = _pin_hasher.hash("0" * 64)
"""Checked for unknown accounts, so that they cost the same time."""


def kunci_turunan(tujuan: str) -> bytes:
    """Return a 32-byte key of its own for one purpose, derived from the pepper file."""
    lada = settings.EOFFICE_LADA.encode()
    return HKDF(hashes.SHA256(), 32, salt=None, info=f"eoffice/{tujuan}".encode()).derive(lada)


def hmac_nik(nik: str) -> str:
    """Return the keyed digest under which an account is found by NIK."""
    return hmac.new(kunci_turunan("nik"), nik.encode(), hashlib.sha256).hexdigest()


def digest_kode(kode: str) -> str:
    """Return the keyed digest of a high-entropy code (recovery code, slip code)."""
    rapi = "".join(huruf for huruf in kode.upper() if huruf.isalnum())
    return hmac.new(kunci_turunan("kode"), rapi.encode(), hashlib.sha256).hexdigest()


def simpan_pin(pin: str) -> str:
    """Return the verifier of a PIN (argon2id over the peppered PIN)."""
    return _pin_hasher.hash(_berlada(pin))


def pin_cocok(pin: str, tersimpan: str) -> bool:
    """Tell whether a PIN matches its verifier."""
    try:
        return _pin_hasher.verify(tersimpan, _berlada(pin))
    except (VerificationError, InvalidHashError):
        return False


def pin_usang(tersimpan: str) -> bool:
    """Tell whether a verifier was made with other costs than today's."""
    return _pin_hasher.check_needs_rehash(tersimpan)


def _berlada(pin: str) -> str:
    return hmac.new(kunci_turunan("pin"), pin.encode(), hashlib.sha256).hexdigest()


def rahasia_baru() -> str:
    """Return a fresh secret of a phone as people and apps read it: 20 bytes, as many as SHA-1 gives, in base32."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def sandikan(isi: bytes) -> bytes:
    """Encrypt a secret for the database."""
    return _fernet().encrypt(isi)


def buka_sandi(isi: bytes | memoryview) -> bytes:
    """Decrypt a secret from the database."""
    return _fernet().decrypt(bytes(isi))


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(kunci_turunan("totp")))


@cache
def _baca_kunci(path: Path) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path.name} is not an Ed25519 key")
    return key


def kunci_simpul() -> Ed25519PrivateKey:
    """Return this node's signing key, made at first use in a file only its owner reads."""
    path = settings.EOFFICE_HOME / "kunci" / "simpul.pem"
    if not path.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        baru = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(baru, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(baru, path)  # the first of two processes wins; the other reads what won
        except FileExistsError:
            pass
        finally:
            baru.unlink()
    return _baca_kunci(path)

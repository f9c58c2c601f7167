"""A device that keeps passkeys, written from the standard alone: what a browser and a telephone do together.

W3C Web Authentication, Level 3: 5.8.1 (client data), 6.1 (authenticator data), 6.5 (attestation object), 6.5.6 (COSE
keys). It shares no line with the library that judges its answers.
"""

import base64
import hashlib
import json
import os
import struct
from dataclasses import dataclass, field, replace
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

HADIR, PASTI, BERKUNCI = 0x01, 0x04, 0x40
"""Flags: somebody is there; the device made sure who; a key is enclosed."""


def b64(isi: bytes) -> str:
    """Return bytes as the browser writes them."""
    return base64.urlsafe_b64encode(isi).rstrip(b"=").decode()


def dari_b64(teks: str) -> bytes:
    """Read what the browser writes."""
    return base64.urlsafe_b64decode(teks + "=" * (-len(teks) % 4))


def _bilangan(nilai: int, panjang: int) -> bytes:
    return nilai.to_bytes(panjang, "big")


@dataclass
class Perangkat:
    """One passkey on one device, and every way in which it may lie."""

    asal: str = "https://desa.example"
    bendera: int = HADIR | PASTI
    hitung: int = 0
    algoritma: int = -7
    pemegang: bytes = b""
    nama: bytes = field(default_factory=lambda: os.urandom(32))
    jenis_pasang: str = "webauthn.create"
    jenis_masuk: str = "webauthn.get"
    rp_id: str = ""
    kunci: Any = None

    def __post_init__(self) -> None:
        buat = {
            -7: lambda: ec.generate_private_key(ec.SECP256R1()),
            -8: ed25519.Ed25519PrivateKey.generate,
            -257: lambda: rsa.generate_private_key(65537, 2048),
        }
        self.kunci = self.kunci or buat.get(self.algoritma, buat[-7])()

    def salinan(self, **ubah: Any) -> "Perangkat":
        """Return another device that holds the same passkey."""
        return replace(self, **ubah)

    def cose(self) -> dict[int, Any]:
        """Return the public key as the standard writes it."""
        umum = self.kunci.public_key()
        if self.algoritma == -8:
            return {1: 1, 3: -8, -1: 6, -2: umum.public_bytes_raw()}
        angka = umum.public_numbers()
        if self.algoritma == -257:
            return {1: 3, 3: -257, -1: _bilangan(angka.n, 256), -2: _bilangan(angka.e, 3)}
        return {1: 2, 3: self.algoritma, -1: 1, -2: _bilangan(angka.x, 32), -3: _bilangan(angka.y, 32)}

    def _klien(self, jenis: str, tantangan: str) -> bytes:
        isi = {"type": jenis, "challenge": tantangan, "origin": self.asal, "crossOrigin": False}
        return json.dumps(isi).encode()

    def _data(self, rp_id: str, ekor: bytes = b"", bendera: int = 0) -> bytes:
        kepala = hashlib.sha256((self.rp_id or rp_id).encode()).digest()
        return kepala + struct.pack(">BI", self.bendera | bendera, self.hitung) + ekor

    def pasang(self, opsi: dict[str, Any]) -> str:
        """Answer ``navigator.credentials.create``."""
        self.pemegang = self.pemegang or dari_b64(opsi["user"]["id"])
        ekor = bytes(16) + struct.pack(">H", len(self.nama)) + self.nama + cbor2.dumps(self.cose())
        data = self._data(opsi["rp"]["id"], ekor, BERKUNCI)
        return self._jawab(
            clientDataJSON=self._klien(self.jenis_pasang, opsi["challenge"]),
            attestationObject=cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data}),
        )

    def masuk(self, opsi: dict[str, Any], *, pemegang: bytes | None = None, rusak: bool = False) -> str:
        """Answer ``navigator.credentials.get``."""
        klien = self._klien(self.jenis_masuk, opsi["challenge"])
        data = self._data(opsi["rpId"])
        tanda = self._tanda(data + hashlib.sha256(klien).digest() + (b"!" if rusak else b""))
        siapa = self.pemegang if pemegang is None else pemegang
        return self._jawab(clientDataJSON=klien, authenticatorData=data, signature=tanda, userHandle=siapa)

    def _tanda(self, isi: bytes) -> bytes:
        if self.algoritma == -8:
            return bytes(self.kunci.sign(isi))
        if self.algoritma == -257:
            return bytes(self.kunci.sign(isi, padding.PKCS1v15(), SHA256()))
        return bytes(self.kunci.sign(isi, ec.ECDSA(SHA256())))

    def _jawab(self, **bagian: bytes) -> str:
        jawab = {nama: b64(isi) for nama, isi in bagian.items() if isi}
        kunci = b64(self.nama)
        return json.dumps(
            {
                "id": kunci,
                "rawId": kunci,
                "type": "public-key",
                "response": jawab,
                "clientExtensionResults": {},
            }
        )

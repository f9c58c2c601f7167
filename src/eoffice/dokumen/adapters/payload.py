"""The offline payload of a QR: COSE_Sign1 (RFC 9052) with CWT claims (RFC 8392), ES256, upper-case base32.

Claims: 1 ``iss`` village code, digits only; 2 ``sub`` holder's name; 4 ``exp`` and 6 ``iat`` NumericDate;
7 ``cti`` the letter's 16-byte code; -65537 (private use) ``[type, purpose]``. There is no place for a NIK.
``exp`` is the start of the day after the last valid one, in UTC+7, the time of the villages served.
"""

import base64
import binascii
import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from io import BytesIO
from typing import Any, Final

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from eoffice.dokumen.rules.hasil import Klaim
from eoffice.dokumen.rules.muatan import PANJANG_KODE, ringkas_klaim
from eoffice.dokumen.rules.teks import rapikan
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

WIB: Final = timezone(timedelta(hours=7))
_KEPALA: Final = cbor2.dumps({1: -7}, canonical=True)  # alg: ES256
_ISS, _SUB, _EXP, _IAT, _CTI, _PRIBADI = 1, 2, 4, 6, 7, -65537
_TAG_SIGN1: Final = 18
_PANJANG_TTD: Final = 64
_MAKS_TEKS: Final = 2000
_DIGIT_DESA: Final = re.compile(r"[0-9]{10}")


class MuatanPalsu(InvalidInput):
    """The text is a payload in form, but its signature fits none of the keys given."""

    def __init__(self) -> None:
        super().__init__(Pesan("dokumen.muatan_palsu"))


class MuatanRusak(InvalidInput):
    """The text is no payload of this house at all."""

    def __init__(self) -> None:
        super().__init__(Pesan("dokumen.muatan_rusak"))


def _detik(hari: date) -> int:
    return int(datetime.combine(hari, time.min, tzinfo=WIB).timestamp())


def _hari(detik: int) -> date:
    return datetime.fromtimestamp(detik, tz=UTC).astimezone(WIB).date()


def _klaim_cbor(klaim: Klaim) -> bytes:
    isi: dict[int, Any] = {
        _ISS: klaim.desa.replace(".", ""),
        _SUB: rapikan(klaim.nama),
        _IAT: _detik(klaim.terbit),
        _CTI: klaim.kode,
        _PRIBADI: [klaim.jenis, rapikan(klaim.keperluan)],
    }
    if klaim.berlaku is not None:
        isi[_EXP] = _detik(klaim.berlaku + timedelta(days=1))
    return cbor2.dumps(isi, canonical=True)


def _untuk_ditandatangani(kepala: bytes, isi: bytes) -> bytes:
    return cbor2.dumps(["Signature1", kepala, b"", isi], canonical=True)


def _sandi(mentah: bytes) -> str:
    return base64.b32encode(mentah).decode().rstrip("=")


def _bungkus(isi: bytes, ttd: bytes) -> bytes:
    return cbor2.dumps([_KEPALA, {}, isi, ttd], canonical=True)


def panjang_muatan(klaim: Klaim) -> int:
    """Return the length in characters that the claims will have, signature included."""
    return len(_sandi(_bungkus(_klaim_cbor(klaim), bytes(_PANJANG_TTD))))


def buat(klaim: Klaim, kunci: ec.EllipticCurvePrivateKey) -> str:
    """Return the signed payload; name and purpose are shortened, always alike, when they are too long.

    Raises ValueError when the code is not 16 bytes: that is a fault of the program.
    """
    if len(klaim.kode) != PANJANG_KODE:
        raise ValueError(f"kode must be {PANJANG_KODE} bytes")
    isi = _klaim_cbor(ringkas_klaim(klaim, panjang_muatan))
    r, s = decode_dss_signature(kunci.sign(_untuk_ditandatangani(_KEPALA, isi), ec.ECDSA(hashes.SHA256())))
    return _sandi(_bungkus(isi, r.to_bytes(32, "big") + s.to_bytes(32, "big")))


def _buka(teks: str) -> tuple[bytes, bytes, bytes]:
    """Return ``(protected header, claims, signature)``. Raises MuatanRusak."""
    baku = teks.strip().upper()
    if not baku or len(baku) > _MAKS_TEKS:
        raise MuatanRusak
    try:
        mentah = base64.b32decode(baku + "=" * (-len(baku) % 8))
        benda = _satu_benda(mentah)
    except (binascii.Error, ValueError, cbor2.CBORError, RecursionError, OverflowError) as galat:
        raise MuatanRusak from galat
    if _sandi(mentah) != baku.rstrip("="):  # the last letter has bits that say nothing: one writing, no other
        raise MuatanRusak
    if isinstance(benda, cbor2.CBORTag) and benda.tag == _TAG_SIGN1:
        benda = benda.value
    match benda:
        case [bytes() as kepala, {**tak_terlindung}, bytes() as isi, bytes() as ttd]:
            if kepala == _KEPALA and not tak_terlindung and len(ttd) == _PANJANG_TTD:
                return kepala, isi, ttd
    raise MuatanRusak


def _satu_benda(mentah: bytes) -> Any:
    """Decode exactly one CBOR item; bytes after it would be a second, unsigned message."""
    aliran = BytesIO(mentah)
    benda = cbor2.load(aliran)
    if aliran.read(1):
        raise ValueError("bytes after the item")
    return benda


def intip_desa(teks: str) -> str:
    """Return the dotted village code the payload claims, unverified: only to choose which keys to try."""
    return _urai(_buka(teks)[1]).desa


def baca(teks: str, kunci: list[ec.EllipticCurvePublicKey]) -> Klaim:
    """Return the claims when the signature fits one of ``kunci``.

    Raises MuatanRusak for text that is no payload, MuatanPalsu when no key fits.
    """
    kepala, isi, ttd = _buka(teks)
    der = encode_dss_signature(int.from_bytes(ttd[:32], "big"), int.from_bytes(ttd[32:], "big"))
    pesan = _untuk_ditandatangani(kepala, isi)
    if not any(_cocok(satu, der, pesan) for satu in kunci):
        raise MuatanPalsu
    return _urai(isi)


def _cocok(kunci: ec.EllipticCurvePublicKey, der: bytes, pesan: bytes) -> bool:
    try:
        kunci.verify(der, pesan, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def titikkan(digit: str) -> str:
    """Return ``32.07.15.2004`` for ``3207152004``. Raises ValueError for anything but ten digits."""
    if not _DIGIT_DESA.fullmatch(digit):
        raise ValueError("no village code")
    return ".".join((digit[:2], digit[2:4], digit[4:6], digit[6:]))


def _urai(isi: bytes) -> Klaim:
    try:
        klaim = _satu_benda(isi)
        jenis, keperluan = klaim[_PRIBADI]
        berlaku = _hari(klaim[_EXP]) - timedelta(days=1) if _EXP in klaim else None
        hasil = Klaim(
            desa=titikkan(klaim[_ISS]),
            kode=klaim[_CTI],
            jenis=jenis,
            nama=klaim[_SUB],
            keperluan=keperluan,
            terbit=_hari(klaim[_IAT]),
            berlaku=berlaku,
        )
    except (
        ValueError,
        TypeError,
        LookupError,
        OverflowError,
        OSError,
        RecursionError,
        cbor2.CBORError,
    ) as galat:
        raise MuatanRusak from galat
    if not all(isinstance(x, str) for x in (hasil.jenis, hasil.nama, hasil.keperluan)):
        raise MuatanRusak
    if not isinstance(hasil.kode, bytes) or len(hasil.kode) != PANJANG_KODE:
        raise MuatanRusak
    return hasil

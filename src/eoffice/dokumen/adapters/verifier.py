"""Judging a PDF: integrity, coverage of every byte, trust, revocation. Never by ``pdfsig`` alone.

``periksa`` runs in the caller's process and is meant for our own fresh files. Files from outside go through
``sandbox.periksa_terpisah``: the same function in a process with limits.
"""

import asyncio
import binascii
import hashlib
import io
import struct
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import structlog
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.errors import PathError, ValidationError

from eoffice.dokumen.adapters import ca
from eoffice.dokumen.adapters import certificates as c
from eoffice.dokumen.adapters.container import wadah_rapi
from eoffice.dokumen.rules.hasil import HasilPeriksa, Keadaan
from eoffice.kernel.messages import Pesan

_log = structlog.get_logger(__name__)
MAKS_UKURAN: Final = 20 * 1024 * 1024
_PEMBUKA: Final = b"%PDF-"
_BENTANG: Final = b"/ByteRange"

# What a hostile file makes the parsers raise: their own errors and the plain ones of code that trusts a structure.
_GALAT_BACA: Final = (
    PdfError,
    PathError,
    ValidationError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    ArithmeticError,
    RecursionError,
    MemoryError,
    OSError,
    struct.error,
    zlib.error,
    binascii.Error,
    InvalidSignature,
    UnsupportedAlgorithm,
)


@dataclass(frozen=True, slots=True)
class Kepercayaan:
    """Whom this installation believes: roots, known issuing certificates, current revocation lists (all DER)."""

    akar: tuple[bytes, ...]
    perantara: tuple[bytes, ...] = ()
    crl: tuple[bytes, ...] = ()

    @classmethod
    def dari_otoritas(cls, otoritas: ca.Otoritas, crl: bytes) -> "Kepercayaan":
        """Trust exactly the root of this node."""
        return cls((c.der(otoritas.akar),), (c.der(otoritas.penerbit.sertifikat),), (otoritas.crl_akar, crl))

    @classmethod
    def dari_folder(cls, folder: Path) -> "Kepercayaan":
        """Read ``akar*.pem``, ``penerbit*.pem`` and ``*.crl`` below ``folder``, which need not exist."""

        def sertifikat(pola: str) -> tuple[bytes, ...]:
            return tuple(c.der(c.muat_sertifikat(jalur)) for jalur in sorted(folder.rglob(pola)))

        crl = tuple(jalur.read_bytes() for jalur in sorted(folder.rglob("*.crl")))
        return cls(sertifikat("akar*.pem"), sertifikat("penerbit*.pem"), crl)

    def dan(self, lain: "Kepercayaan") -> "Kepercayaan":
        """Return the trust of both together."""
        return Kepercayaan(self.akar + lain.akar, self.perantara + lain.perantara, self.crl + lain.crl)


def _hasil(keadaan: Keadaan, pdf: bytes, kode: str) -> HasilPeriksa:
    return HasilPeriksa(keadaan=keadaan, sha256=hashlib.sha256(pdf).hexdigest(), sebab=Pesan(kode))


def saring(pdf: bytes) -> HasilPeriksa | None:
    """Answer what needs no parser: too large, not a PDF, no signature. None means: look inside.

    A signature's ByteRange can never lie in a compressed object, so its absence in the raw bytes is proof.
    """
    if len(pdf) > MAKS_UKURAN:
        return _hasil("terlalu_besar", pdf, "dokumen.periksa_terlalu_besar")
    if not pdf.startswith(_PEMBUKA):
        return _hasil("bukan_pdf", pdf, "dokumen.periksa_bukan_pdf")
    if _BENTANG not in pdf:
        return _hasil("tidak_bertanda", pdf, "dokumen.periksa_tidak_bertanda")
    return None


def periksa(pdf: bytes, kepercayaan: Kepercayaan) -> HasilPeriksa:
    """Return the verdict on ``pdf``. Raises nothing that the content of the file could cause."""
    if jawaban := saring(pdf):
        return jawaban
    try:
        return asyncio.run(_nilai(pdf, kepercayaan))
    except _GALAT_BACA as galat:
        _log.info("dokumen.pdf_tidak_terbaca", galat=type(galat).__name__)
        return _hasil("rusak", pdf, "dokumen.periksa_tidak_terbaca")


async def _nilai(pdf: bytes, kepercayaan: Kepercayaan) -> HasilPeriksa:
    pembaca = PdfFileReader(io.BytesIO(pdf), strict=True)
    tanda = pembaca.embedded_signatures
    if not tanda:
        return _hasil("tidak_bertanda", pdf, "dokumen.periksa_tidak_bertanda")
    if len(tanda) > 1:
        return _hasil("rusak", pdf, "dokumen.periksa_lebih_dari_satu")
    satu: EmbeddedPdfSignature = tanda[0]
    dasar = _dasar(pdf, satu)
    if not _meliputi_semua(pdf, satu.byte_range):
        return replace(dasar, keadaan="rusak", sebab=Pesan("dokumen.periksa_ditambahi"))
    waktu = _waktu_cap(satu)
    konteks = _konteks(pembaca, kepercayaan, waktu or datetime.now(UTC))
    status = await async_validate_pdf_signature(satu, konteks, konteks)
    hasil = _putuskan(replace(dasar, waktu=waktu or dasar.waktu), status, waktu is not None, kepercayaan)
    if hasil.keadaan == "sah" and not wadah_rapi(
        _lubang(pdf, satu.byte_range)[1:-1], _dikenal(pembaca, kepercayaan)
    ):
        return replace(hasil, keadaan="rusak", utuh=False, sebab=Pesan("dokumen.periksa_diubah"))
    return hasil


def _dikenal(pembaca: PdfFileReader, kepercayaan: Kepercayaan) -> frozenset[bytes]:
    """Return the certificates in the signed part of the file, and our own."""
    dalam = (satu.dump() for satu in DocumentSecurityStore.read_dss(pembaca).load_certs())
    return frozenset((*dalam, *kepercayaan.akar, *kepercayaan.perantara))


def _lubang(pdf: bytes, bentang: Any) -> bytes:
    """Return the bytes that the signature leaves out, brackets included."""
    return pdf[int(bentang[1]) : int(bentang[2])]


def _dasar(pdf: bytes, tanda: EmbeddedPdfSignature) -> HasilPeriksa:
    """What the file says about itself, before anything is believed."""
    sertifikat = x509.load_der_x509_certificate(tanda.signer_cert.dump())
    return replace(
        _hasil("rusak", pdf, "dokumen.periksa_diubah"),
        penanda_tangan=c.nama_umum(sertifikat.subject),
        serial=ca.serial_hex(sertifikat),
        desa=c.desa_pada(sertifikat.subject),
        waktu=tanda.self_reported_timestamp,
    )


def _meliputi_semua(pdf: bytes, bentang: Any) -> bool:
    """Tell whether the signed range is the whole file with exactly one hole, and the hole is the signature."""
    if len(bentang) != 4 or int(bentang[0]) != 0:
        return False
    mulai, sisa = int(bentang[2]), int(bentang[3])
    lubang = _lubang(pdf, bentang)
    rapi = lubang[:1] == b"<" and lubang[-1:] == b">" and len(lubang) > len("<>")
    heksa = frozenset(lubang[1:-1]) <= frozenset(b"0123456789abcdefABCDEF")
    return rapi and heksa and mulai + sisa == len(pdf)


def _waktu_cap(tanda: EmbeddedPdfSignature) -> datetime | None:
    """Return the time of the attached timestamp, not yet trusted."""
    data = next(iter(extract_tst_data_iter(tanda.signer_info, signed=False)), None)
    return data["encap_content_info"]["content"].parsed["gen_time"].native if data is not None else None


def _konteks(pembaca: PdfFileReader, kepercayaan: Kepercayaan, saat: datetime) -> ValidationContext:
    """Validate as of ``saat`` with the lists inside the file and those this installation has."""
    pilihan: dict[str, Any] = {
        "trust_roots": [asn1_x509.Certificate.load(isi) for isi in kepercayaan.akar],
        "other_certs": [asn1_x509.Certificate.load(isi) for isi in kepercayaan.perantara],
        "crls": list(kepercayaan.crl),
        "allow_fetching": False,
        "revocation_mode": "require",
        "moment": saat,
    }
    try:
        return DocumentSecurityStore.read_dss(pembaca).as_validation_context(pilihan)
    except NoDSSFoundError:
        return ValidationContext(**pilihan)


def _utuh(status: PdfSignatureStatus) -> bool:
    return bool(
        status.intact
        and status.valid
        and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        and status.modification_level in (None, ModificationLevel.NONE)
        and status.docmdp_ok is not False
    )


def _putuskan(
    dasar: HasilPeriksa, status: PdfSignatureStatus, bercap: bool, kepercayaan: Kepercayaan
) -> HasilPeriksa:
    """Order matters: a changed file is changed whoever signed it; an unknown signer cannot be "revoked"."""
    if not _utuh(status):
        return replace(dasar, keadaan="rusak", sebab=Pesan("dokumen.periksa_diubah"))
    dasar = replace(dasar, utuh=True, akar=_akar(status))
    kapan = _dicabut_pada(dasar, status, kepercayaan)
    if kapan is not None:
        return replace(dasar, keadaan="dicabut", sebab=Pesan("dokumen.periksa_dicabut"), dicabut_pada=kapan)
    if not status.trusted:
        return replace(dasar, keadaan="tidak_dikenal", sebab=Pesan("dokumen.periksa_tidak_dikenal"))
    cap = status.timestamp_validity
    if bercap and not (cap is not None and cap.valid and cap.trusted):
        return replace(dasar, keadaan="tidak_dikenal", sebab=Pesan("dokumen.periksa_cap_tidak_dikenal"))
    return replace(dasar, keadaan="sah", sebab=Pesan("dokumen.periksa_sah"))


def _akar(status: PdfSignatureStatus) -> str:
    """Return the digest of the trusted root above the signer, empty when there is none."""
    jalur = status.validation_path
    jangkar = jalur.trust_anchor if jalur is not None else None
    if not isinstance(jangkar, CertTrustAnchor):
        return ""
    return hashlib.sha256(jangkar.certificate.dump()).hexdigest()


def _dicabut_pada(
    dasar: HasilPeriksa, status: PdfSignatureStatus, kepercayaan: Kepercayaan
) -> datetime | None:
    """Return since when the signer, or the authority above it, stands on one of our own current lists.

    Only lists whose signature fits an issuer we trust count; what the file brings along cannot hide a revocation.
    A key that was merely superseded keeps what it signed, by the trusted timestamp, before that moment.
    """
    penerbit_ttd = x509.load_der_x509_certificate(status.signing_cert.dump()).issuer
    akar = [x509.load_der_x509_certificate(isi) for isi in kepercayaan.akar]
    perantara = [x509.load_der_x509_certificate(isi) for isi in kepercayaan.perantara]
    kapan = [
        _tercatat(isi, sertifikat, nomor)
        for isi in kepercayaan.crl
        for sertifikat, nomor in [
            *((s, int(dasar.serial, 16)) for s in perantara if s.subject == penerbit_ttd),
            *((a, s.serial_number) for a in akar for s in perantara if s.subject == penerbit_ttd),
        ]
    ]
    cap = status.timestamp_validity
    waktu = cap.timestamp if cap is not None and cap.valid and cap.trusted else None
    berlaku = (x for x in kapan if x is not None and not (x.diganti and waktu is not None and waktu < x.saat))
    return min((x.saat for x in berlaku), default=None)


@dataclass(frozen=True, slots=True)
class _Pencabutan:
    saat: datetime
    diganti: bool


def _alasan(baris: x509.RevokedCertificate) -> x509.ReasonFlags | None:
    try:
        return baris.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except x509.ExtensionNotFound:
        return None


def _tercatat(isi: bytes, penerbit: x509.Certificate, serial: int) -> _Pencabutan | None:
    """Return when, and how seriously, ``serial`` was revoked by ``penerbit`` according to one list, or None."""
    crl = x509.load_der_x509_crl(isi)
    kunci = penerbit.public_key()
    if crl.issuer != penerbit.subject or not isinstance(kunci, ec.EllipticCurvePublicKey):
        return None
    if not crl.is_signature_valid(kunci):
        return None
    baris = crl.get_revoked_certificate_by_serial_number(serial)
    if baris is None:
        return None
    return _Pencabutan(baris.revocation_date_utc, _alasan(baris) is x509.ReasonFlags.superseded)

"""PAdES-B-LT in one revision: signature, local timestamp, certificates and revocation lists together.

Signing naively breaks eight PDF/A rules; see ``docs/decisions`` and ``pdf_field``. What is signed is checked before
it leaves this module.
"""

import asyncio
import io
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    PdfSignatureMetadata,
    PdfSigner,
    SigDSSPlacementPreference,
)
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, ValidationError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from eoffice.dokumen.adapters import ca
from eoffice.dokumen.adapters import certificates as c
from eoffice.dokumen.adapters.pdf_field import NAMA_BIDANG, siapkan_bidang
from eoffice.dokumen.adapters.timestamper import CapWaktuLokal
from eoffice.dokumen.adapters.verifier import Kepercayaan, periksa
from eoffice.dokumen.rules.frasa import bentuk_baku
from eoffice.dokumen.rules.hasil import HasilPeriksa, Sertifikat
from eoffice.kernel.errors import RuleRefused, ServiceDown
from eoffice.kernel.messages import Pesan

# The library warns, at every signature, that it may not fetch; that is the intention here.
logging.getLogger("pyhanko.sign.signers.pdf_signer").setLevel(logging.ERROR)

_MD: Final = "sha256"

_RUANG_WADAH: Final = 16 * 1024
"""Hexadecimal digits kept free for the signature: 4.6 KB with usual names, below 8 KB with the longest. The library
would find it out by signing twice, a tenth of the whole work; what does not fit is refused, never cut."""


@dataclass(frozen=True)
class KunciTerbuka:
    """A signer's key, open in memory for the signer's own request and for nobody else. Never stored, never sent."""

    sertifikat: Sertifikat
    penanda: SimpleSigner

    def __repr__(self) -> str:
        return f"KunciTerbuka({self.sertifikat.serial})"


class _PenulisUtuh(IncrementalPdfFileWriter):
    """Writes an update without touching Info and XMP, whose extension schema the library would damage."""

    def _update_meta(self) -> None:
        return


def buka_kunci(p12: bytes, frasa: str) -> KunciTerbuka:
    """Open a PKCS#12; about 110 ms of key stretching, so once for a batch.

    Raises RuleRefused ``dokumen.frasa_salah``; ServiceDown when the file opens but holds no P-256 signer.
    """
    if "\x00" in frasa:  # the library would panic, past every handler
        raise RuleRefused(Pesan("dokumen.frasa_salah"))
    try:
        kunci, sertifikat, lain = pkcs12.load_key_and_certificates(p12, bentuk_baku(frasa).encode())
    except ValueError as galat:
        raise RuleRefused(Pesan("dokumen.frasa_salah")) from galat
    if not isinstance(kunci, ec.EllipticCurvePrivateKey) or sertifikat is None:
        raise ServiceDown(Pesan("dokumen.kunci_tidak_terbaca", berkas="p12"))
    der = kunci.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    toko = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    toko.register_multiple([asn1_x509.Certificate.load(c.der(s)) for s in lain])
    penanda = SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(c.der(sertifikat)),
        signing_key=asn1_keys.PrivateKeyInfo.load(der),
        cert_registry=toko,
    )
    return KunciTerbuka(ca.ringkas(sertifikat), penanda)


def periksa_masa(sertifikat: Sertifikat, otoritas: ca.Otoritas, waktu: datetime) -> Pesan | None:
    """Return why this certificate may not sign at ``waktu``, or None. A clock set back shows here too."""
    if waktu < sertifikat.berlaku_dari:
        return Pesan("dokumen.sertifikat_belum_berlaku", mulai=sertifikat.berlaku_dari.date().isoformat())
    if waktu > sertifikat.berlaku_sampai:
        return Pesan("dokumen.sertifikat_kedaluwarsa", sampai=sertifikat.berlaku_sampai.date().isoformat())
    if kapan := ca.dicabut_pada(otoritas, sertifikat.serial):
        return Pesan("dokumen.sertifikat_dicabut", pada=kapan.date().isoformat())
    return None


def _konteks(otoritas: ca.Otoritas, crl: bytes, waktu: datetime) -> ValidationContext:
    """Everything needed to prove the chain at ``waktu`` without a network; a missing list is a failure."""
    return ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(c.der(otoritas.akar))],
        other_certs=[asn1_x509.Certificate.load(c.der(otoritas.penerbit.sertifikat))],
        crls=[asn1_crl.CertificateList.load(isi) for isi in (otoritas.crl_akar, crl)],
        allow_fetching=False,
        revocation_mode="require",
        moment=waktu,
    )


def _penanda_pdf(
    kunci: KunciTerbuka, otoritas: ca.Otoritas, crl: bytes, *, alasan: str, lokasi: str, waktu: datetime
) -> PdfSigner:
    meta = PdfSignatureMetadata(
        field_name=NAMA_BIDANG,
        md_algorithm=_MD,
        subfilter=fields.SigSeedSubFilter.PADES,
        name=kunci.sertifikat.nama,
        reason=alasan,
        location=lokasi,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        embed_validation_info=True,
        validation_context=_konteks(otoritas, crl, waktu),
        dss_settings=DSSContentSettings(
            placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE, include_vri=False
        ),
    )
    rantai = [asn1_x509.Certificate.load(c.der(s)) for s in (otoritas.penerbit.sertifikat, otoritas.akar)]
    return PdfSigner(meta, signer=kunci.penanda, timestamper=CapWaktuLokal(otoritas.cap_waktu, rantai, waktu))


async def _tulis(penanda: PdfSigner, siap: bytes, waktu: datetime) -> bytes:
    """Drive the library's steps one by one, because only so the moment can be the caller's."""
    penulis = _PenulisUtuh(io.BytesIO(siap))
    sesi = penanda.init_signing_session(penulis, existing_fields_only=True)
    sesi.system_time = waktu
    info = await sesi.perform_presign_validation(penulis)
    dokumen = sesi.prepare_tbs_document(validation_info=info, bytes_reserved=_RUANG_WADAH)
    sidik, keluar = dokumen.digest_tbs_document()
    atribut = PdfCMSSignedAttributes(signing_time=waktu)
    akhir = await dokumen.perform_signature(sidik.document_digest, atribut)
    await akhir.post_signature_processing(keluar)
    keluar.seek(0)
    return bytes(keluar.read())


def _pastikan(siap: bytes, hasil: bytes, kunci: KunciTerbuka, kepercayaan: Kepercayaan) -> None:
    """Refuse to hand out a file that we would not accept ourselves, or that says more than was given to sign."""
    periksaan: HasilPeriksa = periksa(hasil, kepercayaan)
    serial_sama = periksaan.serial == kunci.sertifikat.serial
    if not hasil.startswith(siap) or periksaan.keadaan != "sah" or not serial_sama:
        raise ServiceDown(Pesan("dokumen.tanda_tangan_gagal_diperiksa", keadaan=periksaan.keadaan))


def tanda_tangani(
    pdf: bytes, kunci: KunciTerbuka, otoritas: ca.Otoritas, *, alasan: str, lokasi: str, waktu: datetime
) -> bytes:
    """Return ``pdf`` signed at ``waktu``, verified again from its bytes.

    Raises RuleRefused when the certificate is not valid or revoked at ``waktu``; InvalidInput when ``pdf`` is not
    one of this room's letters; ServiceDown when signing or the check after it fails. Nothing is kept then.
    """
    waktu = waktu.replace(microsecond=0)
    if keluhan := periksa_masa(kunci.sertifikat, otoritas, waktu):
        raise RuleRefused(keluhan)
    siap = siapkan_bidang(pdf, f"Tanda tangan elektronik {kunci.sertifikat.nama}")
    crl = ca.crl_segar(otoritas, waktu)
    penanda = _penanda_pdf(kunci, otoritas, crl, alasan=alasan, lokasi=lokasi, waktu=waktu)
    try:
        hasil = asyncio.run(_tulis(penanda, siap, waktu))
    except (SigningError, PdfError, ValidationError, PathBuildingError) as galat:
        raise ServiceDown(Pesan("dokumen.tanda_tangan_gagal", sebab=type(galat).__name__)) from galat
    _pastikan(siap, hasil, kunci, Kepercayaan.dari_otoritas(otoritas, crl))
    return hasil

"""By what others know this village's papers: the public certificates of its authority and of its QR key.

They travel in the stream, so that the regency can check a letter whose own event has not arrived yet. Received ones
are kept as files in a folder of the village: what it signed under an earlier authority stays good.
"""

import hashlib
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from eoffice.dokumen import events
from eoffice.dokumen.adapters import ca, certificates
from eoffice.dokumen.adapters.store import tulis_atomik
from eoffice.dokumen.models import Otoritas
from eoffice.dokumen.services.muatan import sertifikat_muatan
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.tenancy import desa_aktif

KOLOM: Final = ("akar", "penerbit", "muatan", "crl_akar", "crl")
_SERTIFIKAT: Final = KOLOM[:3]


def gambar_otoritas(baris: Otoritas) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the certificates as their event tells them; nothing of them is private."""
    return {nama: getattr(baris, nama) for nama in KOLOM}, {}


def umumkan_otoritas(*, pelaku: str, dicabut: bool = False) -> None:
    """Tell the village's certificates in the stream, unless they were told; must run in a transaction.

    Call it after another event of the same transaction: the head of the stream is locked then, so two at once tell
    it once. ``dicabut``: the revocation list changed and is told anew (its daily renewal is not).
    """
    folder: Path = settings.EOFFICE_HOME / "kunci" / "ca"
    if not ca.ada(folder):
        return
    baris = Otoritas.objects.first() or Otoritas(revisi=0)
    kini = _sertifikat_sini(ca.muat(folder))
    berubah = any(getattr(baris, nama) != isi for nama, isi in kini.items())
    if not berubah and not dicabut:
        return
    kini["crl"] = _pem_crl(ca.crl_segar(ca.muat(folder), clock.now()))
    for nama, isi in kini.items():
        setattr(baris, nama, isi)
    baris.revisi += 1
    baris.save()
    publik, pribadi = gambar_otoritas(baris)
    catat(
        jenis=events.OTORITAS,
        agregat="otoritas",
        agregat_id=baris.pk,
        revisi=baris.revisi,
        publik=publik,
        pribadi=pribadi,
        pelaku=pelaku,
    )


def _sertifikat_sini(otoritas: ca.Otoritas) -> dict[str, str]:
    return {
        "akar": certificates.pem(otoritas.akar).decode(),
        "penerbit": certificates.pem(otoritas.penerbit.sertifikat).decode(),
        "muatan": sertifikat_muatan(desa_aktif()),
        "crl_akar": _pem_crl(otoritas.crl_akar),
    }


def _pem_crl(der: bytes) -> str:
    return x509.load_der_x509_crl(der).public_bytes(Encoding.PEM).decode()


def percayai(isi: dict[str, str]) -> None:
    """Keep the certificates that the village in scope told, to check its papers with.

    Raises:
        InvalidInput: damaged, or not one chain: the root signs the authority, the authority signs the QR key.
    """
    try:
        akar, penerbit, muatan = (x509.load_pem_x509_certificate(isi[nama].encode()) for nama in _SERTIFIKAT)
        crl_akar, crl = (x509.load_pem_x509_crl(isi[nama].encode()) for nama in KOLOM[3:])
        for bawah, atas in ((akar, akar), (penerbit, akar), (muatan, penerbit)):
            bawah.verify_directly_issued_by(atas)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        raise InvalidInput(Pesan("dokumen.otoritas_rusak")) from None
    sidik_akar, sidik_penerbit = _sidik(akar), _sidik(penerbit)
    berkas = {
        f"akar-{sidik_akar}.pem": certificates.pem(akar),
        f"penerbit-{sidik_penerbit}.pem": certificates.pem(penerbit),
        f"muatan-{_sidik(muatan)}.pem": certificates.pem(muatan),
        f"akar-{sidik_akar}.crl": certificates.der(crl_akar),
        f"penerbit-{sidik_penerbit}.crl": certificates.der(crl),
    }
    folder: Path = settings.EOFFICE_HOME / "kunci" / "kepercayaan" / desa_aktif()
    for nama, bita in berkas.items():
        tulis_atomik(folder / nama, bita, mode=0o644)


def _sidik(sertifikat: x509.Certificate) -> str:
    return hashlib.sha256(certificates.der(sertifikat)).hexdigest()[:16]

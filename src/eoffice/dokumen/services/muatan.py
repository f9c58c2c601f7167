"""The signed payload in the QR: each village has a key of its own, certified by the node's authority."""

import base64
from functools import cache
from pathlib import Path

import structlog
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from eoffice.dokumen.adapters import ca, certificates, payload
from eoffice.dokumen.adapters.payload import MuatanPalsu, MuatanRusak, intip_desa
from eoffice.dokumen.adapters.store import tulis_atomik
from eoffice.dokumen.rules.hasil import Klaim
from eoffice.kernel import clock

__all__ = ["MuatanPalsu", "MuatanRusak", "baca_muatan", "buat_muatan", "intip_desa", "kunci_publik"]

_log = structlog.get_logger(__name__)


def _folder() -> Path:
    folder: Path = settings.EOFFICE_HOME / "kunci" / "muatan"
    return folder


@cache
def _kunci(folder: Path, desa: str) -> ec.EllipticCurvePrivateKey:
    """Return the village's payload key, made and certified at first use."""
    path = folder / f"{desa}.key"
    with ca.terkunci(folder):  # two first letters at once must not make two keys
        if not path.exists():
            _buat_kunci(folder, desa)
    return certificates.muat_kunci(path)


def _buat_kunci(folder: Path, desa: str) -> None:
    """Write the certificate first: a key without one could sign what nobody can check.

    A certificate whose key was lost stays beside the new one, or every letter printed before would be called forged.
    """
    kunci = certificates.buat_kunci()
    otoritas = ca.muat(settings.EOFFICE_HOME / "kunci" / "ca")
    subjek = certificates.nama_x509(f"Muatan QR {desa}", organisasi=f"Desa {desa}")
    sertifikat = certificates.terbitkan(
        subjek, kunci.public_key(), certificates.MUATAN, otoritas.penerbit, waktu=clock.now()
    )
    lama = folder / f"{desa}.pem"
    if lama.exists():
        _log.error("dokumen.kunci_muatan_hilang", desa=desa)
        lama.rename(folder / f"{desa}_{ca.serial_hex(certificates.muat_sertifikat(lama))}.pem")
    tulis_atomik(folder / f"{desa}.pem", certificates.pem(sertifikat), mode=0o644)
    certificates.simpan_kunci(folder / f"{desa}.key", kunci)


def buat_muatan(klaim: Klaim) -> str:
    """Return the signed payload (base32, upper case) of a letter."""
    return payload.buat(klaim, _kunci(_folder(), klaim.desa))


def baca_muatan(teks: str) -> Klaim:
    """Return what a genuine payload says.

    Raises:
        MuatanRusak: no payload at all.
        MuatanPalsu: not signed by the village it names, or that village is not known here.
    """
    desa = intip_desa(teks)
    return payload.baca(teks, [kunci for _, kunci in _publik(desa)])


def sertifikat_muatan(desa: str) -> str:
    """Return the certificate (PEM) of a village's payload key, made at first use."""
    _kunci(_folder(), desa)
    return (_folder() / f"{desa}.pem").read_text()


def _publik(awalan: str = "") -> list[tuple[str, ec.EllipticCurvePublicKey]]:
    """Return the known keys of the villages whose code begins with ``awalan`` (digits and dots only).

    A village may have several: of this installation, also those whose private part was lost, and those it told while
    it had a server of its own.
    """
    sini = [(path.stem.partition("_")[0], path) for path in sorted(_folder().glob(f"{awalan}*.pem"))]
    kepercayaan: Path = settings.EOFFICE_HOME / "kunci" / "kepercayaan"
    lain = [(path.parent.name, path) for path in sorted(kepercayaan.glob(f"{awalan}*/muatan-*.pem"))]
    kunci = [(kode, certificates.muat_sertifikat(path).public_key()) for kode, path in sini + lain]
    return [(kode, satu) for kode, satu in kunci if isinstance(satu, ec.EllipticCurvePublicKey)]


def kunci_publik(kecamatan: str | None = None) -> list[dict[str, str]]:
    """Return the villages' payload keys as JWK, for verification in a browser without signal.

    ``kecamatan``: only villages whose code begins so.
    """
    return [
        {"desa": kode, "kty": "EC", "crv": "P-256", "x": _b64(satu, "x"), "y": _b64(satu, "y")}
        for kode, satu in _publik(kecamatan or "")
    ]


def _b64(kunci: ec.EllipticCurvePublicKey, sumbu: str) -> str:
    angka: int = getattr(kunci.public_numbers(), sumbu)
    return base64.urlsafe_b64encode(angka.to_bytes(32, "big")).decode().rstrip("=")

"""The node's certificate authority, as a folder.

``akar/`` is the root: in production it belongs to Diskominfo and stays offline; the demo keeps it in a folder of
its own. ``ca/`` is the issuing authority of this node: certificates, revocation list, timestamping key.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12

from eoffice.dokumen.adapters import certificates as c
from eoffice.dokumen.adapters.store import tulis_atomik
from eoffice.dokumen.rules.frasa import bentuk_baku, periksa_frasa
from eoffice.dokumen.rules.hasil import Sertifikat
from eoffice.kernel.errors import InvalidInput, ServiceDown
from eoffice.kernel.messages import Pesan

PUTARAN_KDF: Final = 200_000
UMUR_CRL_HARI: Final = 30
SEGAR_CRL: Final = timedelta(hours=12)
"""A revocation list older than this is made anew before signing."""
_ORGANISASI: Final = "Pemerintah {}"


@dataclass(frozen=True, slots=True)
class Otoritas:
    """The issuing authority as loaded from its folder; keys included."""

    folder: Path
    akar: x509.Certificate
    penerbit: c.Penerbit
    cap_waktu: c.Penerbit
    crl_akar: bytes


@contextmanager
def terkunci(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that two processes never issue the same list number."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    deskriptor = os.open(folder / ".kunci", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(deskriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(deskriptor)


def buat_akar(folder: Path, *, kabupaten: str, waktu: datetime, frasa: bytes | None = None) -> None:
    """Make a root authority in ``folder``; ``kabupaten`` is its full name. Does nothing when one is there."""
    with terkunci(folder):
        if (folder / "akar.pem").exists():
            return
        kunci = c.buat_kunci(ec.SECP384R1())
        nama = c.nama_x509(f"CA Akar e-Office Desa {kabupaten}", organisasi=_ORGANISASI.format(kabupaten))
        sertifikat = c.terbitkan(nama, kunci.public_key(), c.AKAR, None, kunci_sendiri=kunci, waktu=waktu)
        c.simpan_kunci(folder / "akar.key", kunci, frasa)
        tulis_atomik(folder / "akar.pem", c.pem(sertifikat), mode=0o644)


def muat_akar(folder: Path, frasa: bytes | None = None) -> c.Penerbit:
    """Load the root with its key; only the making of an issuing authority needs it."""
    return c.Penerbit(c.muat_sertifikat(folder / "akar.pem"), c.muat_kunci(folder / "akar.key", frasa))


def buat_penerbit(folder: Path, akar: c.Penerbit, *, kabupaten: str, simpul: str, waktu: datetime) -> None:
    """Make the issuing authority of node ``simpul``, its timestamping key and first lists. Idempotent.

    The root's list lives as long as the issuing certificate, because a node may never see the root again.
    """
    with terkunci(folder):
        if (folder / "penerbit.pem").exists():
            return
        organisasi = _ORGANISASI.format(kabupaten)
        kunci, kunci_cap = c.buat_kunci(), c.buat_kunci()
        nama = c.nama_x509(f"CA Penerbit {simpul}", organisasi=organisasi)
        sertifikat = c.terbitkan(nama, kunci.public_key(), c.PENERBIT, akar, waktu=waktu)
        penerbit = c.Penerbit(sertifikat, kunci)
        nama_cap = c.nama_x509(f"Cap Waktu {simpul}", organisasi=organisasi)
        cap = c.terbitkan(nama_cap, kunci_cap.public_key(), c.CAP_WAKTU, penerbit, waktu=waktu)
        crl_akar = c.buat_crl(akar, {}, nomor=1, waktu=waktu - c.LONGGAR, hari=c.PENERBIT.hari)
        c.simpan_kunci(folder / "penerbit.key", kunci)
        c.simpan_kunci(folder / "cap-waktu.key", kunci_cap)
        tulis_atomik(folder / "akar.pem", c.pem(akar.sertifikat), mode=0o644)
        tulis_atomik(folder / "akar.crl", c.der(crl_akar), mode=0o644)
        tulis_atomik(folder / "cap-waktu.pem", c.pem(cap), mode=0o644)
        _tulis_crl(folder, penerbit, {}, nomor=1, waktu=waktu)
        tulis_atomik(folder / "penerbit.pem", c.pem(sertifikat), mode=0o644)


def buat_ca(folder_akar: Path, folder: Path, *, kabupaten: str, simpul: str, waktu: datetime) -> None:
    """Make root and issuing authority for a demo or a single office. Idempotent."""
    buat_akar(folder_akar, kabupaten=kabupaten, waktu=waktu)
    buat_penerbit(folder, muat_akar(folder_akar), kabupaten=kabupaten, simpul=simpul, waktu=waktu)


def ada(folder: Path) -> bool:
    """Tell whether an issuing authority was made here."""
    return (folder / "penerbit.pem").exists()


def muat(folder: Path) -> Otoritas:
    """Load the issuing authority. Raises ServiceDown when it was never made or is damaged."""
    if not ada(folder):
        raise ServiceDown(Pesan("dokumen.ca_belum_ada"))
    return Otoritas(
        folder=folder,
        akar=c.muat_sertifikat(folder / "akar.pem"),
        penerbit=c.Penerbit(
            c.muat_sertifikat(folder / "penerbit.pem"), c.muat_kunci(folder / "penerbit.key")
        ),
        cap_waktu=c.Penerbit(
            c.muat_sertifikat(folder / "cap-waktu.pem"), c.muat_kunci(folder / "cap-waktu.key")
        ),
        crl_akar=(folder / "akar.crl").read_bytes(),
    )


# ---------- revocation ----------


def _tulis_crl(
    folder: Path, penerbit: c.Penerbit, dicabut: dict[str, dict[str, str]], *, nomor: int, waktu: datetime
) -> bytes:
    """Write the list and its source. The source goes first: a list can always be made again from it."""
    sumber = {"nomor": nomor, "dicabut": dicabut}
    tulis_atomik(folder / "dicabut.json", json.dumps(sumber, indent=1, sort_keys=True).encode(), mode=0o600)
    saat = {
        int(serial, 16): (datetime.fromisoformat(isi["waktu"]), bool(isi.get("diganti")))
        for serial, isi in dicabut.items()
    }
    crl = c.der(c.buat_crl(penerbit, saat, nomor=nomor, waktu=waktu, hari=UMUR_CRL_HARI))
    tulis_atomik(folder / "penerbit.crl", crl, mode=0o644)
    return crl


def _sumber(folder: Path) -> tuple[int, dict[str, dict[str, str]]]:
    isi = json.loads((folder / "dicabut.json").read_bytes())
    return int(isi["nomor"]), dict(isi["dicabut"])


def cabut(
    otoritas: Otoritas, serial: str, *, waktu: datetime, alasan: str, diganti: bool = False
) -> datetime:
    """Revoke the certificate with this serial (hex) and publish a new list; return the moment that counts.

    ``diganti``: a new key merely takes over, so what was signed before stays good. Revoking again changes nothing
    and returns the first moment, except that a replaced key may still be revoked in earnest.
    """
    with terkunci(otoritas.folder):
        nomor, dicabut = _sumber(otoritas.folder)
        baru = {"waktu": waktu.replace(microsecond=0).isoformat(), "alasan": alasan}
        catatan = dicabut.get(serial)
        if catatan is None or (catatan.get("diganti") and not diganti):
            catatan = dicabut[serial] = {**baru, "diganti": "ya"} if diganti else baru
        _tulis_crl(otoritas.folder, otoritas.penerbit, dicabut, nomor=nomor + 1, waktu=waktu)
    return datetime.fromisoformat(catatan["waktu"])


def dicabut_pada(otoritas: Otoritas, serial: str) -> datetime | None:
    """Return when this serial (hex) was revoked, or None."""
    catatan = _sumber(otoritas.folder)[1].get(serial)
    return datetime.fromisoformat(catatan["waktu"]) if catatan else None


def crl_segar(otoritas: Otoritas, waktu: datetime) -> bytes:
    """Return the node's revocation list, made anew when it is old or, after a clock jump, from the future."""
    jalur = otoritas.folder / "penerbit.crl"
    isi = jalur.read_bytes()
    umur = waktu - x509.load_der_x509_crl(isi).last_update_utc
    if timedelta(0) <= umur <= SEGAR_CRL:
        return isi
    with terkunci(otoritas.folder):
        nomor, dicabut = _sumber(otoritas.folder)
        return _tulis_crl(otoritas.folder, otoritas.penerbit, dicabut, nomor=nomor + 1, waktu=waktu)


# ---------- signers ----------


def serial_hex(sertifikat: x509.Certificate) -> str:
    """Return the serial as lower-case hex, the form in which it is stored and revoked."""
    return f"{sertifikat.serial_number:x}"


def ringkas(sertifikat: x509.Certificate) -> Sertifikat:
    """Return the public facts of a certificate."""
    return Sertifikat(
        serial=serial_hex(sertifikat),
        nama=c.nama_umum(sertifikat.subject),
        pem=c.pem(sertifikat).decode(),
        berlaku_dari=sertifikat.not_valid_before_utc,
        berlaku_sampai=sertifikat.not_valid_after_utc,
    )


def buat_penanda_tangan(
    otoritas: Otoritas,
    *,
    nama: str,
    jabatan: str,
    organisasi: str,
    frasa: str,
    waktu: datetime,
    desa: str = "",
) -> tuple[bytes, Sertifikat]:
    """Return ``(PKCS#12, certificate)`` of a new signer of a village.

    The key never exists outside the PKCS#12 (PBES2, AES-256, 200,000 rounds). Raises InvalidInput for a weak
    passphrase.
    """
    if keluhan := periksa_frasa(frasa, nama):
        raise InvalidInput(keluhan, {"frasa": keluhan})
    kunci = c.buat_kunci()
    subjek = c.nama_x509(nama, organisasi=organisasi, jabatan=jabatan, desa=desa)
    sertifikat = c.terbitkan(subjek, kunci.public_key(), c.PENANDA_TANGAN, otoritas.penerbit, waktu=waktu)
    sandi = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(PUTARAN_KDF)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(bentuk_baku(frasa).encode())
    )
    rantai = [otoritas.penerbit.sertifikat, otoritas.akar]
    p12 = pkcs12.serialize_key_and_certificates(c.muat_x520(nama).encode(), kunci, sertifikat, rantai, sandi)
    return p12, ringkas(sertifikat)

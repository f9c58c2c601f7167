"""Signing keys: enrolment, opening for one request, signing, revocation, and the verdict on a PDF.

A passphrase exists only in the signer's own request, in memory. Workers never sign.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from eoffice.dokumen import events
from eoffice.dokumen.adapters import ca, certificates, signer
from eoffice.dokumen.adapters.outside import periksa_terpisah
from eoffice.dokumen.adapters.store import tulis_atomik
from eoffice.dokumen.adapters.verifier import Kepercayaan
from eoffice.dokumen.models import Penandatangan
from eoffice.dokumen.rules.hasil import HasilPeriksa, Sertifikat
from eoffice.dokumen.services.otoritas import umumkan_otoritas
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import RuleRefused, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.selectors import identitas

_log = structlog.get_logger(__name__)


def _folder_ca() -> Path:
    folder: Path = settings.EOFFICE_HOME / "kunci" / "ca"
    return folder


def _berkas_kunci(serial: str) -> Path:
    path: Path = settings.EOFFICE_HOME / "kunci" / "pejabat" / f"{serial}.p12"
    return path


def pastikan_otoritas(*, kabupaten: str) -> None:
    """Make root and issuing authority when this node has none. Idempotent; a root kept elsewhere is not made anew."""
    if ca.ada(_folder_ca()):
        return
    ca.buat_ca(
        settings.EOFFICE_FOLDER_CA, _folder_ca(), kabupaten=kabupaten, simpul="Simpul 1", waktu=clock.now()
    )


@dataclass(frozen=True, slots=True)
class BarisPenandatangan:
    """A certificate of the village, for lists."""

    pejabat_id: UUID
    serial: str
    nama: str
    berlaku_dari: datetime
    berlaku_sampai: datetime
    dicabut_pada: datetime | None


def semua_penandatangan() -> list[BarisPenandatangan]:
    """Return every certificate of the village in scope, those in force first."""
    kolom = ("pejabat_id", "serial", "nama", "berlaku_dari", "berlaku_sampai", "dicabut_pada")
    baris = Penandatangan.objects.order_by("-berlaku_dari", "serial").values_list(*kolom)
    return sorted(
        (BarisPenandatangan(*satu) for satu in baris), key=lambda satu: satu.dicabut_pada is not None
    )


def penandatangan_aktif(pejabat_id: UUID) -> Sertifikat | None:
    """Return the certificate with which a person of the village signs now, if any."""
    satu = Penandatangan.objects.filter(pejabat_id=pejabat_id, dicabut_pada=None).first()
    if satu is None:
        return None
    return Sertifikat(satu.serial, satu.nama, satu.sertifikat, satu.berlaku_dari, satu.berlaku_sampai)


@transaction.atomic
def daftarkan_penandatangan(
    *, pejabat_id: UUID, nama: str, jabatan: str, frasa: str, pelaku: str
) -> Sertifikat:
    """Make a key and a certificate for an official; an earlier one is superseded: what it signed stays good.

    Raises:
        InvalidInput: the passphrase is too weak.
        ServiceDown: the node has no certificate authority.
    """
    desa = identitas()
    p12, sertifikat = ca.buat_penanda_tangan(
        ca.muat(_folder_ca()),
        nama=nama,
        jabatan=jabatan,
        organisasi=f"Pemerintah {desa.lengkap}",
        frasa=frasa,
        waktu=clock.now(),
        desa=desa.kode,
    )
    tulis_atomik(_berkas_kunci(sertifikat.serial), p12, mode=0o600)
    mengganti = penandatangan_aktif(pejabat_id) is not None
    if mengganti:
        _cabut(pejabat_id, "diganti dengan kunci baru", pelaku, diganti=True)
    baris = Penandatangan(
        pejabat_id=pejabat_id,
        serial=sertifikat.serial,
        nama=nama,
        sertifikat=sertifikat.pem,
        berlaku_dari=sertifikat.berlaku_dari,
        berlaku_sampai=sertifikat.berlaku_sampai,
    )
    baris.save(force_insert=True)
    _tulis(baris, pelaku)
    umumkan_otoritas(pelaku=pelaku, dicabut=mengganti)
    return sertifikat


@transaction.atomic
def cabut_penandatangan(*, pejabat_id: UUID, alasan: str, pelaku: str) -> datetime:
    """Revoke a person's certificate; letters registered before stay valid.

    Raises:
        RuleRefused: the person has none.
    """
    saat = _cabut(pejabat_id, alasan, pelaku, diganti=False)
    umumkan_otoritas(pelaku=pelaku, dicabut=True)
    return saat


def _cabut(pejabat_id: UUID, alasan: str, pelaku: str, *, diganti: bool) -> datetime:
    baris = Penandatangan.objects.select_for_update().filter(pejabat_id=pejabat_id, dicabut_pada=None).first()
    if baris is None:
        raise RuleRefused(Pesan("dokumen.sertifikat_tidak_ada"))
    otoritas = ca.muat(_folder_ca())
    saat = ca.cabut(otoritas, baris.serial, waktu=clock.now(), alasan=alasan, diganti=diganti)
    baris.dicabut_pada = saat
    baris.alasan_cabut, baris.revisi = alasan, baris.revisi + 1
    baris.save(update_fields=["dicabut_pada", "alasan_cabut", "revisi"])
    _tulis(baris, pelaku)
    return saat


def buka_kunci(*, pejabat_id: UUID, frasa: str) -> signer.KunciTerbuka:
    """Open a person's key for this request (about 110 ms, once for a batch).

    Raises:
        RuleRefused: wrong passphrase, no certificate, expired or revoked.
        ServiceDown: the key file is gone.
    """
    aktif = penandatangan_aktif(pejabat_id)
    if aktif is None:
        raise RuleRefused(Pesan("dokumen.sertifikat_tidak_ada"))
    kunci = signer.buka_kunci(_baca_p12(aktif.serial), frasa)
    if keluhan := signer.periksa_masa(kunci.sertifikat, ca.muat(_folder_ca()), clock.now()):
        raise RuleRefused(keluhan)
    return kunci


def _baca_p12(serial: str) -> bytes:
    try:
        return _berkas_kunci(serial).read_bytes()
    except OSError as galat:
        _log.critical("dokumen.kunci_hilang", serial=serial, galat=type(galat).__name__)
        raise ServiceDown(Pesan("dokumen.kunci_tidak_terbaca", berkas=f"{serial[:8]}.p12")) from galat


def tanda_tangani(
    pdf: bytes, kunci: signer.KunciTerbuka, *, alasan: str, lokasi: str, waktu: datetime
) -> bytes:
    """Return the PDF signed as PAdES-B-LT and verified again from its bytes.

    Raises:
        RuleRefused: the certificate may not sign at that moment.
        ServiceDown: signing, or the check after it, failed; nothing is kept.
    """
    return signer.tanda_tangani(pdf, kunci, ca.muat(_folder_ca()), alasan=alasan, lokasi=lokasi, waktu=waktu)


def periksa_pdf(pdf: bytes) -> HasilPeriksa:
    """Return the verdict on a PDF from outside, judged in a separate process.

    The root of a village with its own server vouches for that village alone.
    """
    hasil = periksa_terpisah(pdf, _kepercayaan())
    if hasil.akar and not _menjamin(hasil.akar, hasil.desa):
        _log.warning("dokumen.akar_desa_lain", desa=hasil.desa, akar=hasil.akar[:16])
        return replace(hasil, keadaan="tidak_dikenal", sebab=Pesan("dokumen.periksa_desa_lain"))
    return hasil


def _menjamin(akar: str, desa: str) -> bool:
    """Tell whether a root may vouch for papers of a village: our own and the regency's may, a village's its own."""
    if ca.ada(_folder_ca()) and certificates.sidik(ca.muat(_folder_ca()).akar) == akar:
        return True
    folder: Path = settings.EOFFICE_HOME / "kunci" / "kepercayaan"
    pemilik = {
        jalur.parent.name if jalur.parent != folder else ""
        for jalur in folder.rglob("akar*.pem")
        if certificates.sidik(certificates.muat_sertifikat(jalur)) == akar
    }
    return "" in pemilik or desa in pemilik


def _kepercayaan() -> Kepercayaan:
    """Trust this node's own root, if it has one, and what lies in ``kunci/kepercayaan``."""
    lain = Kepercayaan.dari_folder(settings.EOFFICE_HOME / "kunci" / "kepercayaan")
    if not ca.ada(_folder_ca()):
        return lain
    otoritas = ca.muat(_folder_ca())
    return Kepercayaan.dari_otoritas(otoritas, ca.crl_segar(otoritas, clock.now())).dan(lain)


def gambar_penandatangan(baris: Penandatangan) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a certificate as its event tells it: the public and the private part."""
    publik = {
        "pejabat_id": str(baris.pejabat_id),
        "serial": baris.serial,
        "sertifikat": baris.sertifikat,
        "berlaku_dari": baris.berlaku_dari.isoformat(),
        "berlaku_sampai": baris.berlaku_sampai.isoformat(),
        "dicabut_pada": baris.dicabut_pada and baris.dicabut_pada.isoformat(),
    }
    return publik, {"nama": baris.nama, "alasan_cabut": baris.alasan_cabut}


def _tulis(baris: Penandatangan, pelaku: str) -> None:
    publik, pribadi = gambar_penandatangan(baris)
    catat(
        jenis=events.PENANDATANGAN,
        agregat="penandatangan",
        agregat_id=baris.pk,
        revisi=baris.revisi,
        publik=publik,
        pribadi=pribadi,
        pelaku=pelaku,
    )

"""What anybody may learn about a letter: whether it is genuine, whose it is and what for. Never a NIK."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from eoffice.dokumen import services as dokumen
from eoffice.dokumen.rules.hasil import Klaim
from eoffice.kernel import clock
from eoffice.kernel.messages import Pesan
from eoffice.surat.models import IndeksTerbit, Surat
from eoffice.surat.rules.alur import Status
from eoffice.surat.rules.badan import PenandaTanganSurat, sebut_penanda_tangan
from eoffice.surat.rules.kode import baca_kode
from eoffice.surat.selectors.meja import nama_jenis
from eoffice.wilayah.selectors import desa_pertama, desa_terdaftar, identitas
from eoffice.wilayah.tenancy import lingkup


class Keadaan(StrEnum):
    """The answers (kamus: verifikasi)."""

    SAH = "sah"
    KEDALUWARSA = "kedaluwarsa"
    DICABUT = "dicabut"
    BELUM_TIBA = "belum_tiba"
    TIDAK_DIKENAL = "tidak_dikenal"
    PALSU = "palsu"


@dataclass(frozen=True, slots=True)
class Jawaban:
    """The answer, and what to compare with the paper. Facts are empty where nothing genuine is known.

    ``kode_desa``: of a forged payload, the village it claims. ``sebab``: what the check of a file found.
    """

    keadaan: Keadaan
    nama: str = ""
    keperluan: str = ""
    jenis: str = ""
    nomor: str = ""
    desa: str = ""
    terbit: date | None = None
    berlaku_sampai: date | None = None
    dicabut_pada: datetime | None = None
    terbit_pada: datetime | None = None
    penanda_tangan: str = ""
    jabatan: str = ""
    cara_terbit: str = ""
    kode_desa: str = ""
    sebab: Pesan | None = None


TIDAK_DIKENAL = Jawaban(Keadaan.TIDAK_DIKENAL)
PALSU = Jawaban(Keadaan.PALSU)


def periksa_kode(ketikan: str) -> Jawaban | None:
    """Answer for a typed code; ``None`` when it is mistyped (its check character does not fit)."""
    pendek = baca_kode(ketikan)
    if pendek is None:
        return None
    indeks = IndeksTerbit.objects.filter(kode_pendek=pendek).first()
    return _jawab(indeks) if indeks else _tidak_dikenal()


def _tidak_dikenal() -> Jawaban:
    """Answer for an unknown code with the same work as for a known one: time must not tell them apart."""
    desa = desa_pertama()
    if desa:
        with lingkup(desa):
            Surat.objects.select_related("permohonan").filter(kode="-").first()
            identitas()
    return TIDAK_DIKENAL


def periksa_muatan(teks: str) -> Jawaban | None:
    """Answer for the payload of a QR; ``None`` when it is cut or no payload at all.

    A payload signed by the village's key but not in the register is ``belum_tiba``, never ``palsu``.
    """
    try:
        klaim = dokumen.baca_muatan(teks)
    except dokumen.MuatanPalsu:
        desa = dokumen.intip_desa(teks)
        return replace(PALSU, kode_desa=desa) if desa_terdaftar(desa) else TIDAK_DIKENAL
    except dokumen.MuatanRusak:
        return None
    indeks = IndeksTerbit.objects.filter(pk=klaim.kode.hex()).first()
    return _jawab(indeks) if indeks else _dari_klaim(klaim)


def periksa_berkas(pdf: bytes) -> Jawaban:
    """Answer for an uploaded PDF. The register knows its files by digest; all others are judged by signature.

    A registered file needs no parser: its bytes are the very ones that were checked when it was issued.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    indeks = IndeksTerbit.objects.filter(sha256=sha256).first()
    if indeks is not None:
        return _jawab(indeks)
    hasil = dokumen.periksa_pdf(pdf)
    keadaan = {"sah": Keadaan.BELUM_TIBA, "rusak": Keadaan.PALSU, "dicabut": Keadaan.PALSU}
    jawab = Jawaban(keadaan.get(hasil.keadaan, Keadaan.TIDAK_DIKENAL), sebab=hasil.sebab)
    if jawab.keadaan is not Keadaan.BELUM_TIBA or not desa_terdaftar(hasil.desa):
        return jawab
    return replace(  # by the certificate, never by what the page says
        jawab,
        desa=identitas(hasil.desa).lengkap,
        kode_desa=hasil.desa,
        penanda_tangan=hasil.penanda_tangan,
    )


def _dari_klaim(klaim: Klaim) -> Jawaban:
    desa = identitas(klaim.desa).lengkap if desa_terdaftar(klaim.desa) else ""
    return Jawaban(
        Keadaan.BELUM_TIBA,
        nama=klaim.nama,
        keperluan=klaim.keperluan,
        jenis=klaim.jenis,
        desa=desa,
        terbit=klaim.terbit,
        berlaku_sampai=klaim.berlaku,
        kode_desa=klaim.desa if desa else "",
    )


def _jawab(indeks: IndeksTerbit) -> Jawaban:
    with lingkup(indeks.desa_id):
        surat = Surat.objects.select_related("permohonan").filter(kode=indeks.kode).first()
        desa = identitas()
        hari = clock.now().astimezone(ZoneInfo(desa.zona_waktu)).date()
    nama_desa = f"{desa.lengkap}, Kecamatan {desa.kecamatan}, {desa.kabupaten}"
    if surat is None and indeks.batal_pada is None:  # a form for a power cut that is still out
        return Jawaban(Keadaan.BELUM_TIBA, desa=nama_desa, kode_desa=indeks.desa_id)
    if surat is None:  # the number was voided before the letter was issued; a paper may exist all the same
        return Jawaban(
            Keadaan.DICABUT, desa=nama_desa, dicabut_pada=indeks.batal_pada, kode_desa=indeks.desa_id
        )
    ttd = (surat.data or {}).get("tanda_tangan", {}).get("utama", {})
    return Jawaban(
        _keadaan(surat, hari),
        nama=surat.permohonan.nama,
        keperluan=surat.keperluan,
        jenis=nama_jenis(surat.permohonan.jenis),
        nomor=surat.nomor,
        desa=nama_desa,
        terbit=surat.tanggal,
        berlaku_sampai=surat.berlaku_sampai,
        dicabut_pada=surat.dicabut_pada,
        terbit_pada=surat.terbit_pada,
        penanda_tangan=ttd.get("nama", ""),
        jabatan=_jabatan(ttd, desa.nama),
        cara_terbit=(surat.data or {}).get("cara_terbit", ""),
        kode_desa=indeks.desa_id,
    )


def _jabatan(ttd: Mapping[str, Any], desa: str) -> str:
    """Return the post as the letter's opening sentence names it."""
    if not ttd:
        return ""
    kata = PenandaTanganSurat(
        nama="", jabatan=ttd["jabatan"], bentuk=ttd["bentuk"], an=ttd.get("an", ""), ub=ttd.get("ub", "")
    )
    return sebut_penanda_tangan(kata, desa)


def _keadaan(surat: Surat, hari: date) -> Keadaan:
    if surat.status == Status.DICABUT:
        return Keadaan.DICABUT
    if surat.status != Status.TERBIT:
        return Keadaan.BELUM_TIBA
    lewat = surat.berlaku_sampai is not None and surat.berlaku_sampai < hari
    return Keadaan.KEDALUWARSA if lewat else Keadaan.SAH


def kode_dicabut(desa: str) -> list[str]:
    """Return the codes (hex) of a village's revoked letters and void papers, for checking without signal."""
    with lingkup(desa):
        dicabut = list(Surat.objects.filter(status=Status.DICABUT).values_list("kode", flat=True))
    batal = IndeksTerbit.objects.filter(desa_id=desa).exclude(batal_pada=None)
    return sorted({*dicabut, *batal.values_list("pk", flat=True)})

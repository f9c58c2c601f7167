"""Issuing: the number is drawn and the words frozen, then the file is made, then it is registered.

Signing commits between its steps, so this service opens its own short scopes: transaction 1 draws the number
(MENUNGGU_TTE); rendering, signing and checking hold no lock; transaction 2 registers the file (TERBIT). After a
crash the letter keeps its number and waits until the signer types the passphrase again.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import structlog
from django.db import DatabaseError, transaction

from eoffice.akun.selectors import PenandaTangan, penanda_tangan
from eoffice.akun.services import percobaan_frasa
from eoffice.arsip.services import (
    PermintaanNomor,
    alihkan_nomor,
    ambil_nomor,
    batalkan_nomor,
    sudah_dipastikan,
)
from eoffice.dokumen import services as dokumen
from eoffice.dokumen.rules.hasil import Klaim
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, EofficeError, NotFound, RuleRefused, out_of_space
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.surat.models import FormulirPadam, IndeksTerbit, Surat
from eoffice.surat.rules.alur import MENUNGGU, Aksi, CaraTerbit, Status
from eoffice.surat.rules.jenis import JenisSurat
from eoffice.surat.rules.kode import kode_pendek
from eoffice.surat.rules.teks import tanpa_nik
from eoffice.surat.rules.terbilang import tanggal_indonesia
from eoffice.surat.services.bahan import BahanBaris, dengan_qr, dokumen_surat, keperluan, lambang
from eoffice.surat.services.pengaturan import Pengaturan, pengaturan
from eoffice.surat.services.pintu import AKIBAT, Pegangan, Pelaku, hari_ini, kenali, langkah, lihat, pegang
from eoffice.wilayah.selectors import identitas
from eoffice.wilayah.tenancy import lingkup

log = structlog.get_logger(__name__)
BUKU = "surat_keterangan"
SISTEM = Pelaku(None, frozenset({Peran.SISTEM}))


@dataclass(frozen=True, slots=True)
class HasilTanda:
    """What became of one letter of a pile: issued, or why not (it may be waiting with its number)."""

    surat_id: UUID
    terbit: bool
    nomor: str = ""
    pesan: Pesan | None = None


@dataclass(frozen=True, slots=True)
class Beku:
    """A letter whose words are fixed: everything that rendering needs, without a database."""

    surat_id: UUID
    versi: int
    nomor: str
    data: Mapping[str, Any]
    nama: str
    keperluan: str
    lambang: bytes | None
    lokasi: str


def tanda_tangani(
    *, desa: str, pilihan: Sequence[tuple[UUID, int]], frasa: str, oleh: Pelaku, sumber: str = ""
) -> list[HasilTanda]:
    """Sign letters (id and the version looked at) with one passphrase; one failure does not stop the others.

    Must be called outside any scope and transaction. ``sumber``: where the try comes from, for the lock-out.

    Raises:
        TooManyAttempts: the passphrase was wrong too often.
        RuleRefused: the clock is wrong, this person may not sign today, or the passphrase is wrong: nothing was
            touched.
    """
    with percobaan_frasa(oleh.pengguna_id, sumber, salah="dokumen.frasa_salah"), lingkup(desa):
        if pengaturan().cara_terbit is CaraTerbit.BSRE:  # a local key must never stand under the BSrE footer
            raise RuleRefused(Pesan("surat.bsre_belum_ada"))
        hari = hari_ini()
        tolak_jam_mundur(hari)  # first: under a wrong clock posts and keys seem to be missing too
        penanda = oleh.pengguna_id and penanda_tangan(oleh.pengguna_id, hari)
        if not penanda:
            raise RuleRefused(Pesan("surat.penanda_tangan_tidak_ada"))
        kunci = dokumen.buka_kunci(pejabat_id=penanda.pejabat_id, frasa=frasa)
    return [_tanda_satu(desa, surat_id, versi, kunci, oleh) for surat_id, versi in pilihan]


def _tanda_satu(
    desa: str, surat_id: UUID, versi: int, kunci: dokumen.KunciTerbuka, oleh: Pelaku
) -> HasilTanda:
    nomor = ""
    try:
        with lingkup(desa):
            beku = siapkan(surat_id=surat_id, versi=versi, oleh=oleh)
        nomor = beku.nomor
        sha256 = dokumen.simpan(_berkas_bertanda(beku, kunci))
        with lingkup(desa):
            daftarkan(surat_id=surat_id, versi=beku.versi, sha256=sha256, oleh=SISTEM)
    except EofficeError as error:
        log.warning("surat.tanda_gagal", surat_id=str(surat_id), pesan=error.pesan.kode)
        return HasilTanda(surat_id, terbit=False, nomor=nomor, pesan=error.pesan)
    except (DatabaseError, OSError) as error:  # one letter's trouble is not the pile's
        log.exception("surat.tanda_terhenti", surat_id=str(surat_id), galat=type(error).__name__)
        return HasilTanda(surat_id, terbit=False, nomor=nomor, pesan=_sebab_terhenti(error, nomor))
    return HasilTanda(surat_id, terbit=True, nomor=nomor)


def _sebab_terhenti(error: DatabaseError | OSError, nomor: str) -> Pesan:
    """Say what stopped a signing; a number is only spoken of when one is committed."""
    if out_of_space(error):
        return Pesan("kernel.disk_penuh")
    return Pesan("surat.tanda_terhenti" if nomor else "surat.tanda_belum_mulai")


def _berkas_bertanda(beku: Beku, kunci: dokumen.KunciTerbuka) -> bytes:
    pdf = dokumen.rangkai(beku.data, lambang=beku.lambang)
    return dokumen.tanda_tangani(
        pdf, kunci, alasan=f"Menandatangani surat nomor {beku.nomor}", lokasi=beku.lokasi, waktu=clock.now()
    )


@transaction.atomic
def siapkan(*, surat_id: UUID, versi: int, oleh: Pelaku) -> Beku:
    """Transaction 1: draw the number, fix the words, enter MENUNGGU_TTE. Repeated, it gives the same.

    Raises:
        NotFound, RuleRefused, ChangedMeanwhile: as ``jalankan``.
    """
    p = pegang(surat_id, oleh, versi=versi)
    langkah(p, Aksi.TANDA_TANGANI)
    return _beku(p.surat, p)


def _beku(surat: Surat, p: Pegangan) -> Beku:
    if surat.data is None:
        raise NotFound
    gambar, lokasi = lambang(p.pengaturan), identitas().nama
    return Beku(
        surat.pk, surat.versi, surat.nomor, surat.data, p.permohonan.nama, surat.keperluan, gambar, lokasi
    )


@transaction.atomic
def daftarkan(*, surat_id: UUID, versi: int, sha256: str, oleh: Pelaku) -> None:
    """Transaction 2: register the finished file and enter TERBIT.

    Raises:
        ChangedMeanwhile: another file was registered first; this one is not used.
    """
    p = pegang(surat_id, oleh, versi=versi)
    if Status(p.surat.status) not in MENUNGGU:
        raise ChangedMeanwhile(Pesan("surat.sudah_berubah"))
    _terbit(p, sha256)


def _terbit(p: Pegangan, sha256: str, pindaian: list[str] | None = None) -> None:
    """Enter TERBIT with its file."""
    p.ubah |= {"sha256": sha256, "terbit_pada": clock.now()}
    if pindaian is not None:
        p.surat.pindaian = p.ubah["pindaian"] = pindaian
    IndeksTerbit.objects.filter(pk=p.surat.kode).update(sha256=sha256)
    langkah(p, Aksi.TERBITKAN)


@transaction.atomic
def cetak_basah(*, surat_id: UUID, versi: int, oleh: Pelaku, penanda: PenandaTangan | None = None) -> Beku:
    """Draw the number of a letter that a named person signs by hand, and fix its words.

    Raises:
        NotFound, RuleRefused, ChangedMeanwhile: as ``jalankan``.
    """
    p = pegang(surat_id, oleh, versi=versi)
    tolak_jam_mundur(p.hari)
    p.penanda = penanda
    langkah(p, Aksi.CETAK_BASAH)
    return _beku(p.surat, p)


def lembar_cetak(*, surat_id: UUID, oleh: Pelaku) -> bytes:
    """Return the PDF to print for a wet signature: numbered, with QR, not signed electronically.

    Raises:
        NotFound: no such letter.
        RuleRefused: it is not waiting for a wet signature.
    """
    beku = _menunggu_basah(surat_id, oleh)
    return dokumen.rangkai(beku.data, lambang=beku.lambang)


def _menunggu_basah(surat_id: UUID, oleh: Pelaku, versi: int | None = None) -> Beku:
    """Return the frozen words of a letter on paper, read without a lock: drawing takes long."""
    p = lihat(surat_id, oleh, versi=versi)
    if Status(p.surat.status) is not Status.MENUNGGU_BASAH:
        raise RuleRefused(Pesan("surat.belum_dicetak"))
    return _beku(p.surat, p)


def terbitkan_pindaian(*, surat_id: UUID, versi: int, berkas: Sequence[bytes], oleh: Pelaku) -> str:
    """Make the scan of the signed paper, with a register page, the issued file; return its SHA-256.

    Raises:
        InvalidInput: the scan cannot be used.
        NotFound, RuleRefused, ChangedMeanwhile: as ``jalankan``.
    """
    beku = _menunggu_basah(surat_id, oleh, versi)
    halaman = dokumen.terima_pindaian(list(berkas))
    lembar = dokumen.rangkai_pindaian(halaman, _data_pindaian(beku), lambang=beku.lambang)
    sha256, pindaian = dokumen.simpan(lembar), [dokumen.simpan(satu) for satu in halaman]
    with transaction.atomic():
        _terbit(pegang(surat_id, oleh, versi=versi), sha256, pindaian)
    return sha256


def _data_pindaian(beku: Beku) -> dict[str, Any]:
    """Return the data of the register page; it shows name and purpose, never a NIK."""
    sama = {nama: beku.data[nama] for nama in ("kertas", "dokumen", "kop", "judul", "nomor", "qr")}
    return {
        "skema": "pindaian/1",
        **sama,
        "nama": beku.nama,
        "keperluan": beku.keperluan,
    }


def _beri_nomor(p: Pegangan) -> None:
    """Effect of signing and of printing: number, code, date and words, once; later signings keep them.

    The clock is asked at every signing: a signature must not be older than the letter it stands on.
    """
    if p.bekal is None:
        tolak_jam_mundur(p.hari)
    if p.surat.nomor:
        return
    if p.penanda is None:
        raise RuleRefused(Pesan("surat.penanda_tangan_tidak_ada"))
    hari = p.hari
    nomor, kode, atur = _nomor_baru(p) if p.bekal is None else _nomor_bekal(p, p.bekal)
    bahan = BahanBaris(p.jenis, p.permohonan.penduduk_id, p.permohonan.nilai, p.permohonan.ubahan)
    klaim = _klaim(p, bahan, kode)
    data = dokumen_surat(bahan, atur, penanda=p.penanda, tanggal=hari, nomor=nomor)
    p.ubah |= {
        "nomor": nomor,
        "kode": kode.hex(),
        "tanggal": hari,
        "berlaku_sampai": klaim.berlaku,
        "penanda_tangan": kenali(p.penanda),
        "keperluan": klaim.keperluan,
        "data": dengan_qr(data, klaim),
    }
    dokumen.umumkan_otoritas(
        pelaku=p.oleh.nama_jejak
    )  # before the letter: its QR can be checked when it arrives


def _nomor_baru(p: Pegangan) -> tuple[str, bytes, Pengaturan]:
    nomor = ambil_nomor(permintaan_nomor(p.surat.pk, p.jenis, p.pengaturan, p.hari), pelaku=p.oleh.nama_jejak)
    return nomor, kode_baru(p.surat.desa_id), p.pengaturan


def _nomor_bekal(p: Pegangan, bekal: FormulirPadam) -> tuple[str, bytes, Pengaturan]:
    """Take over number and code of a form; what stands on it was signed by hand, whatever the village uses."""
    alihkan_nomor(dari=bekal.pk, ke=p.surat.pk, pelaku=p.oleh.nama_jejak)
    return bekal.nomor, bytes.fromhex(bekal.kode), replace(p.pengaturan, cara_terbit=CaraTerbit.BASAH)


def kode_baru(desa: str) -> bytes:
    """Return a new code, known from now on as one of this village."""
    kode = secrets.token_bytes(16)
    IndeksTerbit.objects.create(kode=kode.hex(), kode_pendek=kode_pendek(kode), desa_id=desa)
    return kode


def permintaan_nomor(surat_id: UUID, jenis: JenisSurat, atur: Pengaturan, hari: date) -> PermintaanNomor:
    """Return what a number is drawn with for a letter of this type, today."""
    return PermintaanNomor(
        untuk=surat_id,
        lingkup=atur.lingkup_nomor,
        buku=BUKU,
        pola=atur.format_nomor,
        kode_klasifikasi=jenis.klasifikasi,
        kode_jenis=jenis.kode,
        tanggal=hari,
    )


def _klaim(p: Pegangan, bahan: BahanBaris, kode: bytes) -> Klaim:
    """Return what the QR and the register tell anybody of the letter that is numbered today."""
    return Klaim(
        desa=identitas().kode,
        kode=kode,
        jenis=p.jenis.singkatan,
        nama=p.permohonan.nama,
        keperluan=tanpa_nik(keperluan(bahan, p.hari)),
        terbit=p.hari,
        berlaku=p.jenis.berlaku_sampai(p.hari, bahan.nilai),
    )


def tolak_jam_mundur(hari: date) -> None:
    """Refuse to number a letter before the last one: a dead clock battery must not reopen last year's book.

    A letter dated too late by a wrong clock stops this refusal when it is revoked, or its number voided, and for a day
    of which a person said that it is today.
    """
    if sudah_dipastikan(hari):
        return
    tanggal = ("tanggal", "nomor")
    terbit = Surat.objects.filter(status=Status.TERBIT).order_by("-terbit_pada").values_list(*tanggal)
    menunggu = Surat.objects.filter(status__in=list(MENUNGGU)).values_list(*tanggal)
    akhir, nomor = max((*terbit[:1], *menunggu), default=(hari, ""))
    if akhir is not None and hari < akhir:
        kata = {"kini": tanggal_indonesia(hari), "akhir": tanggal_indonesia(akhir), "nomor": nomor}
        raise RuleRefused(Pesan("surat.jam_mundur", **kata))


def _batalkan(p: Pegangan) -> None:
    """Effect of voiding: the number goes to the void log, the letter starts again.

    The code stays known as void: it may stand on a paper that was printed already.
    """
    batalkan_nomor(untuk=p.surat.pk, alasan=p.catatan, pelaku=p.oleh.nama_jejak)
    kini = clock.now()
    IndeksTerbit.objects.filter(pk=p.surat.kode).update(batal_pada=kini)
    p.ubah |= {
        "nomor": "",
        "kode": "",
        "kode_batal": [*p.surat.kode_batal, [p.surat.kode, kini.isoformat()]],
        "tanggal": None,
        "berlaku_sampai": None,
        "data": None,
        "penanda_tangan": "",
        "pindaian": [],
    }


AKIBAT |= {
    Aksi.TANDA_TANGANI: (_beri_nomor,),
    Aksi.CETAK_BASAH: (_beri_nomor,),
    Aksi.BATALKAN: (_batalkan,),
}

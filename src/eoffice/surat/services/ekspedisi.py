"""Handing an issued letter over at the counter: the line of the book, the receipt, the book on paper."""

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from eoffice.dokumen import services as dokumen
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, NotFound, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.surat import events
from eoffice.surat.models import Ekspedisi
from eoffice.surat.rules.alur import Status
from eoffice.surat.rules.badan import gambar_kertas, gambar_kop
from eoffice.surat.rules.ekspedisi import PANJANG_ALASAN, PANJANG_PENERIMA, Sebagai
from eoffice.surat.rules.teks import periksa_teks, rapikan
from eoffice.surat.rules.terbilang import tanggal_indonesia
from eoffice.surat.selectors.ekspedisi import BarisEkspedisi, buku_ekspedisi, satu_ekspedisi
from eoffice.surat.services.bahan import kepala_surat, lambang
from eoffice.surat.services.gambaran import gambar_ekspedisi
from eoffice.surat.services.pengaturan import pengaturan
from eoffice.surat.services.pintu import Pelaku, hari_ini, pegang
from eoffice.wilayah.selectors import identitas

_RUANG = UUID("2f0c5a52-8c0e-5a4f-9a55-7d6f0c5b1e10")


@transaction.atomic
def serahkan(*, surat_id: UUID, penerima: str, sebagai: Sebagai, oleh: Pelaku) -> None:
    """Write down that an issued letter was handed over; again only after the line before it was struck out.

    Raises:
        NotFound: no such letter here, or nobody who may hand it over.
        InvalidInput: the name is missing or cannot be printed.
        RuleRefused: the letter is not issued, or was handed over already.
    """
    p, penyerah = pegang(surat_id, oleh), _operator(oleh)
    if Status(p.surat.status) is not Status.TERBIT:
        raise RuleRefused(Pesan("surat.belum_terbit"))
    nama = _nama(penerima)
    if ada := Ekspedisi.objects.filter(surat_id=surat_id, dicoret_pada=None).first():
        raise RuleRefused(Pesan("surat.sudah_diserahkan", penerima=ada.penerima))
    baris = Ekspedisi(id=_id_baris(surat_id), surat_id=surat_id, penerima=nama, sebagai=sebagai)
    baris.diserahkan_pada, baris.oleh = clock.now(), penyerah
    baris.save(force_insert=True)
    _kabarkan(baris, oleh)


@transaction.atomic
def coret_serah(*, surat_id: UUID, alasan: str, oleh: Pelaku) -> None:
    """Strike a wrong line out: it stays in the book with the reason, and the right one may be written.

    Raises:
        NotFound: no such letter here, it was not handed over, or nobody who may say so.
        InvalidInput: the reason is missing or cannot be printed.
    """
    pegang(surat_id, oleh)
    pencoret = _operator(oleh)
    sebab = rapikan(alasan)
    salah = periksa_teks(sebab, PANJANG_ALASAN) if sebab else Pesan("surat.alasan_coret_kosong")
    if salah:
        raise InvalidInput(salah, {"alasan": salah})
    baris = Ekspedisi.objects.select_for_update().filter(surat_id=surat_id, dicoret_pada=None).first()
    if baris is None:
        raise NotFound
    baris.dicoret_pada, baris.dicoret_oleh, baris.alasan = clock.now(), pencoret, sebab
    baris.revisi += 1
    baris.save()
    _kabarkan(baris, oleh)


def _operator(oleh: Pelaku) -> UUID:
    if Peran.OPERATOR not in oleh.peran or oleh.pengguna_id is None:
        raise NotFound
    return oleh.pengguna_id


def _id_baris(surat_id: UUID) -> UUID:
    """Return the id of the next line of a letter; the first is made of the letter alone."""
    dicoret = Ekspedisi.objects.filter(surat_id=surat_id).count()
    return uuid5(_RUANG, f"{surat_id}:{dicoret}" if dicoret else str(surat_id))


def _kabarkan(baris: Ekspedisi, oleh: Pelaku) -> None:
    publik, pribadi = gambar_ekspedisi(baris)
    catat(
        jenis=events.EKSPEDISI,
        agregat="ekspedisi",
        agregat_id=baris.pk,
        revisi=baris.revisi,
        publik=publik,
        pribadi=pribadi,
        pelaku=oleh.nama_jejak,
    )


def _nama(ketikan: str) -> str:
    nama = rapikan(ketikan)
    salah = periksa_teks(nama, PANJANG_PENERIMA) if nama else Pesan("surat.penerima_kosong")
    if salah:
        raise InvalidInput(salah, {"penerima": salah})
    return nama


def tanda_terima(*, surat_id: UUID) -> bytes:
    """Return the receipt of a letter that was handed over, half a page of PDF.

    Raises:
        NotFound: it was not handed over.
    """
    baris = satu_ekspedisi(surat_id)
    if baris is None:
        raise NotFound
    isi = {
        "baris": [
            ["Surat", baris.surat],
            ["Nomor", baris.nomor],
            ["Atas nama", baris.nama],
            ["Diterima oleh", baris.penerima],
            ["Sebagai", baris.sebagai.capitalize()],
            ["Tanggal", f"{tanggal_indonesia(baris.kapan.date())} pukul {baris.kapan:%H.%M}"],
        ],
        "penyerah": baris.oleh,
        "penerima": baris.penerima,
    }
    return _cetak("terima", "Tanda Terima Surat", baris.kapan.date(), isi)


def cetak_buku_ekspedisi(tahun: int) -> bytes:
    """Return the book of a year as PDF, in the columns of register book A.8."""
    hari = hari_ini()
    isi = {
        "kolom": [
            "Nomor Urut",
            "Tanggal Pengiriman",
            "Tanggal dan Nomor Surat",
            "Isi Singkat Surat yang Dikirim",
            "Ditujukan Kepada",
            "Ket",
        ],
        "baris": [_kolom(b) for b in buku_ekspedisi(tahun)],
    }
    return _cetak("buku", f"Buku Ekspedisi Tahun {tahun}", hari, isi)


def _kolom(b: BarisEkspedisi) -> list[str]:
    surat = f"{tanggal_indonesia(b.tanggal)}, {b.nomor}" if b.tanggal else b.nomor
    return [
        str(b.urut),
        tanggal_indonesia(b.kapan.date()),
        surat,
        f"{b.surat}, {b.nama}",
        b.penerima,
        f"{b.sebagai}; DICORET {tanggal_indonesia(b.dicoret.date())}: {b.alasan}" if b.dicoret else b.sebagai,
    ]


def _cetak(program: str, judul: str, hari: date, isi: dict[str, Any]) -> bytes:
    desa, atur = identitas(), pengaturan()
    data = {
        "kertas": gambar_kertas(atur.kertas),
        "dokumen": {"judul": judul, "penulis": f"Pemerintah {desa.lengkap}", "tanggal": hari.isoformat()},
        "kop": gambar_kop(kepala_surat(desa)),
        "judul": judul,
        **isi,
    }
    return dokumen.rangkai_formulir(program, data, lambang=lambang(atur))

"""Forms for a power cut: reserved and printed ahead, afterwards used by a letter or voided; no number is lost.

Lock order, as everywhere: the form and the letter, then the number book, then the head of the stream.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from eoffice.akun.selectors import PenandaTangan
from eoffice.arsip.services import ambil_nomor, batalkan_nomor, coba_akhiri
from eoffice.dokumen import services as dokumen
from eoffice.jejak.services import catat
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.surat import events
from eoffice.surat.models import FormulirPadam, IndeksTerbit
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.rules.badan import gambar_kertas, gambar_kop
from eoffice.surat.rules.jenis import JenisSurat
from eoffice.surat.rules.kode import kode_pendek, tampilkan_kode
from eoffice.surat.rules.padam import Keadaan, keluhan_banyak, keluhan_tanggal
from eoffice.surat.rules.teks import rapikan_catatan
from eoffice.surat.services.bahan import kepala_surat, lambang
from eoffice.surat.services.gambaran import gambar_padam
from eoffice.surat.services.pengaturan import Pengaturan, pengaturan
from eoffice.surat.services.pintu import AKIBAT, MAKS_CATATAN, Pegangan, Pelaku, hari_ini, langkah, pegang
from eoffice.surat.services.terbit import kode_baru, permintaan_nomor, tolak_jam_mundur
from eoffice.wilayah.selectors import identitas
from eoffice.wilayah.tenancy import desa_aktif


@transaction.atomic
def pesan_formulir(*, jenis: str, banyak: int, oleh: Pelaku) -> list[UUID]:
    """Reserve the next numbers of the book for blank forms of a type, and return the forms in that order.

    Raises:
        NotFound: no such type here, or nobody who serves at the counter.
        InvalidInput: too many at once, or too many are out already.
        RuleRefused: no number can be given at present, or only a provisional one.
    """
    _pastikan_loket(oleh)
    satu = next((j for j in pengaturan().jenis_aktif() if j.kode == jenis), None)
    if satu is None:
        raise NotFound
    beredar = FormulirPadam.objects.filter(keadaan=Keadaan.BEREDAR).count()
    if salah := keluhan_banyak(banyak, beredar):
        raise InvalidInput(salah, {"banyak": salah})
    if coba_akhiri().pulih:
        raise RuleRefused(Pesan("arsip.mode_pemulihan"))
    tolak_jam_mundur(hari_ini())
    return [_pesan(satu, oleh) for _ in range(banyak)]


def _pesan(jenis: JenisSurat, oleh: Pelaku) -> UUID:
    pk, kini = new_id(), clock.now()
    nomor = ambil_nomor(permintaan_nomor(pk, jenis, pengaturan(), hari_ini()), pelaku=oleh.nama_jejak)
    kode = kode_baru(desa_aktif()).hex()
    baris = FormulirPadam(id=pk, jenis=jenis.kode, nomor=nomor, kode=kode, dipesan_pada=kini)
    baris.save(force_insert=True)
    _catat(baris, oleh)
    return pk


@transaction.atomic
def pakai_formulir(
    *, formulir_id: UUID, surat_id: UUID, versi: int, tanggal: date, penanda: PenandaTangan, oleh: Pelaku
) -> None:
    """Let a letter stand on a form: it takes number and code over and waits for the scan of that paper.

    ``tanggal``: the day written on the form; ``penanda``: who signed it by hand.

    Raises:
        NotFound: no such form, or no such letter.
        ChangedMeanwhile: the form is no longer out, or the letter is not in the state that was looked at.
        InvalidInput: the form is of another type, or the day cannot be.
        RuleRefused: the letter has not come so far, or this person may not sign it.
    """
    _pastikan_loket(oleh)
    baris = _beredar(formulir_id)
    p = pegang(surat_id, oleh, versi=versi)
    if p.jenis.kode != baris.jenis:
        salah = Pesan("surat.padam_jenis_lain")
        raise InvalidInput(salah, {"surat": salah})
    if salah_hari := keluhan_tanggal(tanggal, _hari(baris.dipesan_pada), p.hari):
        raise InvalidInput(salah_hari, {"tanggal": salah_hari})
    p.bekal, p.hari, p.penanda = baris, tanggal, penanda
    langkah(p, Aksi.CETAK_BASAH)
    _akhiri(baris, Keadaan.TERPAKAI, oleh, surat_id=surat_id)


@transaction.atomic
def batalkan_formulir(*, formulir_id: UUID, alasan: str, oleh: Pelaku) -> None:
    """Void a form that was not used, with its number and its code; the number keeps its place in the book.

    Raises:
        NotFound, ChangedMeanwhile: no such form, or no longer out.
        InvalidInput: the reason is missing or too long.
    """
    _pastikan_loket(oleh)
    baris = _beredar(formulir_id)
    rapi = rapikan_catatan(alasan)
    if not rapi or len(rapi) > MAKS_CATATAN:
        panjang = Pesan("surat.catatan_panjang", maks=MAKS_CATATAN, panjang=len(rapi))
        salah = panjang if rapi else Pesan("surat.alasan_wajib")
        raise InvalidInput(salah, {"alasan": salah})
    batalkan_nomor(untuk=baris.pk, alasan=rapi, pelaku=oleh.nama_jejak)
    _akhiri(baris, Keadaan.BATAL, oleh, alasan=rapi)
    IndeksTerbit.objects.filter(pk=baris.kode).update(batal_pada=baris.selesai_pada)


def _pastikan_loket(oleh: Pelaku) -> None:
    if Peran.OPERATOR not in oleh.peran:
        raise NotFound


def _beredar(formulir_id: UUID) -> FormulirPadam:
    """Lock a form that is still out."""
    baris = FormulirPadam.objects.select_for_update(of=("self",)).filter(pk=formulir_id).first()
    if baris is None:
        raise NotFound
    if baris.keadaan != Keadaan.BEREDAR:
        raise ChangedMeanwhile(Pesan("surat.padam_selesai"))
    return baris


def _akhiri(baris: FormulirPadam, keadaan: Keadaan, oleh: Pelaku, **lain: Any) -> None:
    kolom = {"keadaan": keadaan, "selesai_pada": clock.now(), "revisi": baris.revisi + 1, **lain}
    for nama, isi in kolom.items():
        setattr(baris, nama, isi)
    baris.save(update_fields=list(kolom))
    _catat(baris, oleh)


def _catat(baris: FormulirPadam, oleh: Pelaku) -> None:
    publik, pribadi = gambar_padam(baris)
    catat(
        jenis=events.PADAM,
        agregat="formulir_padam",
        agregat_id=baris.pk,
        revisi=baris.revisi,
        publik=publik,
        pribadi=pribadi,
        pelaku=oleh.nama_jejak,
    )


def _ikut_batal(p: Pegangan) -> None:
    """Effect of voiding the number of a letter: the form it stands on is void as well."""
    pakai = FormulirPadam.objects.filter(surat_id=p.surat.pk, kode=p.surat.kode, keadaan=Keadaan.TERPAKAI)
    if (baris := pakai.first()) is not None:
        _akhiri(baris, Keadaan.BATAL, p.oleh, alasan=p.catatan)


AKIBAT[Aksi.BATALKAN] = (_ikut_batal, *AKIBAT[Aksi.BATALKAN])


def cetak_formulir(pilihan: Sequence[UUID]) -> bytes:
    """Return the forms that are still out as one PDF, a page each, in the order of ``pilihan``.

    Raises:
        NotFound: one of them is not there, or not out any more.
    """
    ada = FormulirPadam.objects.filter(keadaan=Keadaan.BEREDAR).in_bulk(list(pilihan))
    if len(ada) != len(set(pilihan)) or not ada:
        raise NotFound
    atur = pengaturan()
    return dokumen.gabung([_rangkai(ada[pk], atur) for pk in pilihan])


def _rangkai(baris: FormulirPadam, atur: Pengaturan) -> bytes:
    jenis = atur.jenis_surat(baris.jenis)
    if jenis is None:
        raise NotFound
    desa, kode = identitas(), tampilkan_kode(kode_pendek(bytes.fromhex(baris.kode)))
    alamat = settings.EOFFICE_ALAMAT_PUBLIK
    penulis, hari = f"Pemerintah {desa.lengkap}", _hari(baris.dipesan_pada)
    data = {
        "kertas": gambar_kertas(atur.kertas),
        "dokumen": {"judul": jenis.nama, "penulis": penulis, "tanggal": hari.isoformat()},
        "kop": gambar_kop(kepala_surat(desa)),
        "judul": jenis.nama,
        "nomor": baris.nomor,
        "baris": [*_DIRI, *(isian.label for isian in jenis.isian)],
        "desa": desa.nama,
        "tahun": str(hari.year),
        "qr": {
            "isi": f"{alamat}/cek/{kode}/",
            "kode": kode,
            "alamat": f"{alamat.partition('://')[2]}/cek",
        },
    }
    return dokumen.rangkai_formulir("padam", data, lambang=lambang(atur))


_DIRI = ("Nama", "NIK", "Tempat dan tanggal lahir", "Pekerjaan", "Alamat")


def _hari(saat: datetime) -> date:
    return saat.astimezone(ZoneInfo(identitas().zona_waktu)).date()

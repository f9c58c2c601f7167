"""Letters that were handed to a village: taken back by two people, returned, refused, given again; its late work.

An officer knows a letter by its ticket, its kind and how far it is, and reads nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.jejak.kepemilikan import Keadaan, Pemilik
from eoffice.kernel.errors import NotFound
from eoffice.sinkron.services import pusat_tarik, tarik
from eoffice.sinkron.services.tarik import Karya, Usul
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.rules.jenis import katalog
from eoffice.surat.rules.tiket import baca_tiket
from eoffice.surat.selectors.serah import SuratDiserahkan, surat_diserahkan
from eoffice.surat.services.ditarik import langkah_kabupaten
from eoffice.web.bukti import harus_segar
from eoffice.web.komponen.status import STATUS
from eoffice.web.komponen.waktu import lalu, ringkas
from eoffice.wilayah.selectors import identitas

from .desa import kata
from .formulir import Alasan, AlasanPemohon, BuatKode
from .izin import Permintaan, pelaku, untuk_petugas
from .kerangka import BACA_KIRIM, Tanya, dikirim, tampil, tanyakan
from .sajian import kini

TAMPIL: Final = 50
_TEMPAT: Final = {
    Keadaan.DIKIRIM: "Belum diterima desa",
    Keadaan.SANA: "Dikerjakan desa",
    Keadaan.SINI: "Ditarik, dikerjakan kabupaten",
}
_USUL: Final = ("tarik_usul", "Usulkan penarikan")
_LANGKAH: Final = {
    Aksi.KEMBALIKAN: ("serah_kembalikan", "Kembalikan ke pemohon"),
    Aksi.TOLAK: ("serah_tolak", "Tolak"),
}
"""What an officer may do himself with a letter that was taken back: address and words."""


@untuk_petugas
@require_safe
def daftar(request: Permintaan, kode_desa: str) -> HttpResponse:
    """Show what was handed over and is not finished, the longest first; proposals and late work on top."""
    sekarang, q = kini().saat, request.GET.get("q", "").strip()[:40]
    milik = [*tarik.dalam_pengiriman(), *tarik.di_desa(), *tarik.di_kabupaten()]
    usul, karya = tarik.usul_terbuka(), tarik.karya_desa()
    surat = _surat([*milik, *usul, *karya])
    tiket = baca_tiket(q) or q.upper()
    tampilan = [satu for satu in milik if _tampak(surat.get(satu.agregat_id), tiket if q else "")]
    isi = {
        "desa": identitas(),
        "desa_ke": reverse("kabupaten:desa", args=[kode_desa]),
        "ke": request.path,
        "q": q,
        "usul": [_usul(kode_desa, satu, surat, request.user.pk, sekarang) for satu in usul],
        "karya": [_karya(kode_desa, satu, surat, sekarang) for satu in karya],
        "baris": [_baris(kode_desa, satu, surat, sekarang) for satu in tampilan[:TAMPIL]],
        "lebih": max(0, len(tampilan) - TAMPIL),
    }
    return tampil(request, "kabupaten/serah.html", isi)


def _surat(semua: Sequence[Pemilik | Usul | Karya]) -> Mapping[UUID, SuratDiserahkan]:
    ids: Collection[UUID] = {satu.agregat_id for satu in semua if satu.agregat == "surat"}
    return surat_diserahkan(ids)


def _tampak(satu: SuratDiserahkan | None, tiket: str) -> bool:
    return satu is not None and (satu.tiket == tiket if tiket else not satu.selesai)


def _kenal(surat: Mapping[UUID, SuratDiserahkan], agregat_id: UUID) -> dict[str, str]:
    """Return the few words by which an officer knows a letter."""
    satu = surat.get(agregat_id)
    if satu is None:
        return {"tiket": "Tidak ada di sini", "jenis": "", "status": "", "warna": "netral", "ikon": "kosong"}
    jenis, rupa = katalog().get(satu.jenis), STATUS[satu.status.value]
    return {
        "tiket": satu.tiket,
        "jenis": jenis.nama if jenis else satu.jenis,
        "status": rupa.untuk("aparat"),
        "warna": rupa.warna,
        "ikon": rupa.ikon,
    }


def _baris(
    kode_desa: str, satu: Pemilik, surat: Mapping[UUID, SuratDiserahkan], sekarang: Any
) -> dict[str, Any]:
    ditarik = satu.keadaan is Keadaan.SINI
    dapat = surat[satu.agregat_id].dapat if ditarik and satu.agregat_id in surat else ()
    langkah = [("beri_lagi", "Berikan lagi"), *(_LANGKAH[aksi] for aksi in dapat)] if ditarik else [_USUL]
    return {
        **_kenal(surat, satu.agregat_id),
        "tempat": _TEMPAT[satu.keadaan],
        "sejak": lalu(satu.sejak, sekarang),
        "langkah": [
            {"kata": kata, "ke": reverse(f"kabupaten:{nama}", args=[kode_desa, satu.agregat_id])}
            for nama, kata in langkah
        ],
    }


def _usul(
    kode_desa: str, satu: Usul, surat: Mapping[UUID, SuratDiserahkan], saya: UUID, sekarang: Any
) -> dict[str, str]:
    sendiri = satu.pengusul == str(saya)
    return {
        **_kenal(surat, satu.agregat_id),
        "oleh": satu.nama_pengusul,
        "alasan": satu.alasan,
        "sejak": ringkas(satu.diusulkan_pada, sekarang),
        "setuju_ke": "" if sendiri else reverse("kabupaten:tarik_setuju", args=[kode_desa, satu.id]),
        "batal_ke": reverse("kabupaten:tarik_batal", args=[kode_desa, satu.id]),
        "kata_batal": "Batalkan usul saya" if sendiri else "Tolak usul ini",
    }


def _karya(
    kode_desa: str, satu: Karya, surat: Mapping[UUID, SuratDiserahkan], sekarang: Any
) -> dict[str, str]:
    return {
        **_kenal(surat, satu.agregat_id),
        "sebab": kata(satu.sebab),
        "jumlah": f"{satu.jumlah} catatan",
        "sejak": ringkas(satu.sejak, sekarang),
        "pakai_ke": reverse("kabupaten:karya_pakai", args=[kode_desa, satu.agregat_id]),
        "biarkan_ke": reverse("kabupaten:karya_biarkan", args=[kode_desa, satu.agregat_id]),
    }


@untuk_petugas
@harus_segar
@require_http_methods(BACA_KIRIM)
def usul(request: Permintaan, kode_desa: str, agregat_id: UUID) -> HttpResponse:
    """Ask why, then propose to take a letter back."""
    ikhtisar = _ikhtisar(agregat_id, [*tarik.dalam_pengiriman(), *tarik.di_desa()])
    form = Alasan(dikirim(request))
    tanya = Tanya(
        judul="Usulkan penarikan surat ini?",
        tombol="Usulkan penarikan",
        batal=_kembali(kode_desa),
        pengantar=(
            "Belum ada yang berubah sampai petugas lain menyetujui. Setelah disetujui, surat dikerjakan di kabupaten.",
            "Yang masih ditulis desa sesudah itu tidak hilang: disimpan, dan dapat dipakai lagi.",
        ),
        ikhtisar=ikhtisar,
    )
    return _tanyakan(
        request,
        tanya,
        form,
        lambda: pusat_tarik.usulkan(
            petugas=pelaku(request), agregat_id=agregat_id, alasan=form.cleaned_data["alasan"]
        ),
        "Penarikan diusulkan. Minta petugas lain menyetujuinya.",
    )


@untuk_petugas
@harus_segar
@require_http_methods(BACA_KIRIM)
def setuju(request: Permintaan, kode_desa: str, usul_id: UUID) -> HttpResponse:
    """Ask a second person, then take the letter back."""
    satu = pusat_tarik.satu_usul(usul_id)
    if satu.pengusul == str(request.user.pk):
        raise NotFound
    tanya = Tanya(
        judul="Tarik surat ini dari desa?",
        tombol="Tarik surat",
        batal=_kembali(kode_desa),
        jenis="bahaya",
        pengantar=("Sejak itu desa tidak dapat mengerjakannya. Desa membaca: ditarik kabupaten.",),
        ikhtisar=(
            *_ikhtisar(satu.agregat_id, [satu]),
            ("Diusulkan oleh", satu.nama_pengusul),
            ("Alasan", satu.alasan),
        ),
    )
    return _tanyakan(
        request,
        tanya,
        BuatKode(dikirim(request)),
        lambda: pusat_tarik.setujui(petugas=pelaku(request), usul_id=usul_id, proyeksi=_proyeksi()),
        "Surat ditarik. Mulai sekarang dikerjakan di kabupaten.",
    )


@untuk_petugas
@require_http_methods(BACA_KIRIM)
def batal(request: Permintaan, kode_desa: str, usul_id: UUID) -> HttpResponse:
    """Ask, then withdraw or refuse a proposal."""
    satu = pusat_tarik.satu_usul(usul_id)
    tanya = Tanya(
        judul="Batalkan usul penarikan ini?",
        tombol="Batalkan usul",
        batal=_kembali(kode_desa),
        pengantar=("Surat tetap dikerjakan desa.",),
        ikhtisar=(*_ikhtisar(satu.agregat_id, [satu]), ("Diusulkan oleh", satu.nama_pengusul)),
    )
    return _tanyakan(
        request,
        tanya,
        BuatKode(dikirim(request)),
        lambda: pusat_tarik.batalkan(petugas=pelaku(request), usul_id=usul_id),
        "Usul penarikan dibatalkan.",
    )


@untuk_petugas
@require_http_methods(BACA_KIRIM)
def karya_pakai(request: Permintaan, kode_desa: str, agregat_id: UUID) -> HttpResponse:
    """Ask why, then let the village's last word hold."""
    form = Alasan(dikirim(request))
    tanya = Tanya(
        judul="Pakai hasil kerja desa?",
        tombol="Pakai hasil kerja desa",
        batal=_kembali(kode_desa),
        jenis="bahaya",
        pengantar=("Isi terakhir dari desa menggantikan isi di kabupaten, di kedua pihak.",),
        ikhtisar=_ikhtisar(agregat_id, [pusat_tarik.satu_karya(agregat_id)]),
    )
    return _tanyakan(
        request,
        tanya,
        form,
        lambda: pusat_tarik.pakai_karya(
            petugas=pelaku(request),
            agregat_id=agregat_id,
            alasan=form.cleaned_data["alasan"],
            proyeksi=_proyeksi(),
        ),
        "Hasil kerja desa dipakai.",
    )


@untuk_petugas
@require_http_methods(BACA_KIRIM)
def karya_biarkan(request: Permintaan, kode_desa: str, agregat_id: UUID) -> HttpResponse:
    """Ask why, then let the row of the regency hold."""
    form = Alasan(dikirim(request))
    tanya = Tanya(
        judul="Tidak memakai hasil kerja desa?",
        tombol="Jangan pakai",
        batal=_kembali(kode_desa),
        jenis="bahaya",
        pengantar=("Isi di kabupaten yang berlaku. Yang ditulis desa tetap tersimpan dalam alirannya.",),
        ikhtisar=_ikhtisar(agregat_id, [pusat_tarik.satu_karya(agregat_id)]),
    )
    return _tanyakan(
        request,
        tanya,
        form,
        lambda: pusat_tarik.biarkan_karya(
            petugas=pelaku(request), agregat_id=agregat_id, alasan=form.cleaned_data["alasan"]
        ),
        "Isi di kabupaten yang berlaku.",
    )


@untuk_petugas
@harus_segar
@require_http_methods(BACA_KIRIM)
def beri_lagi(request: Permintaan, kode_desa: str, agregat_id: UUID) -> HttpResponse:
    """Ask, then give the letter to the village again."""
    tanya = Tanya(
        judul="Berikan surat ini lagi kepada desa?",
        tombol="Berikan lagi",
        batal=_kembali(kode_desa),
        pengantar=("Setelah desa menerimanya, surat dikerjakan di server desa.",),
        ikhtisar=_ikhtisar(agregat_id, tarik.di_kabupaten()),
    )
    return _tanyakan(
        request,
        tanya,
        BuatKode(dikirim(request)),
        lambda: pusat_tarik.beri_lagi(petugas=pelaku(request), agregat_id=agregat_id, proyeksi=_proyeksi()),
        "Surat diberikan lagi kepada desa.",
    )


@untuk_petugas
@harus_segar
@require_http_methods(BACA_KIRIM)
def kembalikan(request: Permintaan, kode_desa: str, agregat_id: UUID) -> HttpResponse:
    """Ask why, then return the application to the citizen, who mends it and sends it again."""
    tanya = Tanya(
        judul="Kembalikan permohonan ini kepada pemohon?",
        tombol="Kembalikan",
        batal=_kembali(kode_desa),
        pengantar=(
            "Pemohon membaca alasan Anda, memperbaiki, lalu mengirimnya lagi atau menariknya.",
            "Anda tidak melihat isi permohonan: tanyakan dahulu kepada desa apa yang kurang.",
        ),
        ikhtisar=_ikhtisar(agregat_id, tarik.di_kabupaten()),
    )
    return _langkah(request, tanya, agregat_id, Aksi.KEMBALIKAN, "Permohonan dikembalikan kepada pemohon.")


@untuk_petugas
@harus_segar
@require_http_methods(BACA_KIRIM)
def tolak(request: Permintaan, kode_desa: str, agregat_id: UUID) -> HttpResponse:
    """Ask why, then refuse the application: nobody can take that back."""
    tanya = Tanya(
        judul="Tolak permohonan ini?",
        tombol="Tolak permohonan",
        batal=_kembali(kode_desa),
        jenis="bahaya",
        pengantar=(
            "Permohonan berakhir. Pemohon membaca alasan Anda, dan dapat mengajukan permohonan baru.",
            "Anda tidak melihat isi permohonan: tolak hanya bila desa memintanya, atau desa tidak dapat melayaninya.",
        ),
        ikhtisar=_ikhtisar(agregat_id, tarik.di_kabupaten()),
    )
    return _langkah(request, tanya, agregat_id, Aksi.TOLAK, "Permohonan ditolak. Pemohon membaca alasannya.")


def _langkah(request: Permintaan, tanya: Tanya, agregat_id: UUID, aksi: Aksi, kabar: str) -> HttpResponse:
    satu = surat_diserahkan([agregat_id]).get(agregat_id)
    if satu is None or aksi not in satu.dapat:
        raise NotFound
    form = AlasanPemohon(dikirim(request))
    return _tanyakan(
        request,
        tanya,
        form,
        lambda: langkah_kabupaten(
            surat_id=agregat_id, aksi=aksi, petugas=pelaku(request), alasan=form.cleaned_data["alasan"]
        ),
        kabar,
    )


def _ikhtisar(agregat_id: UUID, semua: Sequence[Pemilik | Usul | Karya]) -> tuple[tuple[str, str], ...]:
    """Return the words by which the letter is known; unknown ones do not exist.

    Raises:
        NotFound: the letter is not one of these.
    """
    if agregat_id not in {satu.agregat_id for satu in semua}:
        raise NotFound
    kenal = _kenal(surat_diserahkan([agregat_id]), agregat_id)
    return (("Tiket", kenal["tiket"]), ("Jenis surat", kenal["jenis"]), ("Keadaan", kenal["status"]))


def _tanyakan(
    request: Permintaan, tanya: Tanya, form: Any, laksana: Callable[[], object], kabar: str
) -> HttpResponse:
    return tanyakan(request, tanya, form, laksana, kabar=kabar, ke=tanya.batal)


def _proyeksi() -> Any:
    return import_string(settings.EOFFICE_PROYEKSI)


def _kembali(kode_desa: str) -> str:
    return reverse("kabupaten:serah", args=[kode_desa])

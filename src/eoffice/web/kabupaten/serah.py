"""Letters that were handed to a village: taken back by two people, returned, refused, given again; its late work.

An officer knows a letter by its ticket, its kind and how far it is, and reads nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal
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


@dataclass(frozen=True, slots=True)
class Soal:
    """A question about one letter: its words, what else is asked for, and what is said when it is done."""

    judul: str
    tombol: str
    kabar: str
    pengantar: tuple[str, ...]
    form: type[BuatKode | Alasan | AlasanPemohon] = BuatKode
    jenis: Literal["utama", "bahaya"] = "utama"


SOAL: Final[Mapping[str, Soal]] = {
    "usul": Soal(
        judul="Usulkan penarikan surat ini?",
        tombol="Usulkan penarikan",
        kabar="Penarikan diusulkan. Minta petugas lain menyetujuinya.",
        pengantar=(
            "Belum ada yang berubah sampai petugas lain menyetujui. Setelah disetujui, surat dikerjakan di kabupaten.",
            "Yang masih ditulis desa sesudah itu tidak hilang: disimpan, dan dapat dipakai lagi.",
        ),
        form=Alasan,
    ),
    "setuju": Soal(
        judul="Tarik surat ini dari desa?",
        tombol="Tarik surat",
        kabar="Surat ditarik. Mulai sekarang dikerjakan di kabupaten.",
        pengantar=("Sejak itu desa tidak dapat mengerjakannya. Desa membaca: ditarik kabupaten.",),
        jenis="bahaya",
    ),
    "batal": Soal(
        judul="Batalkan usul penarikan ini?",
        tombol="Batalkan usul",
        kabar="Usul penarikan dibatalkan.",
        pengantar=("Surat tetap dikerjakan desa.",),
    ),
    "karya_pakai": Soal(
        judul="Pakai hasil kerja desa?",
        tombol="Pakai hasil kerja desa",
        kabar="Hasil kerja desa dipakai.",
        pengantar=("Isi terakhir dari desa menggantikan isi di kabupaten, di kedua pihak.",),
        form=Alasan,
        jenis="bahaya",
    ),
    "karya_biarkan": Soal(
        judul="Tidak memakai hasil kerja desa?",
        tombol="Jangan pakai",
        kabar="Isi di kabupaten yang berlaku.",
        pengantar=("Isi di kabupaten yang berlaku. Yang ditulis desa tetap tersimpan dalam alirannya.",),
        form=Alasan,
        jenis="bahaya",
    ),
    "beri_lagi": Soal(
        judul="Berikan surat ini lagi kepada desa?",
        tombol="Berikan lagi",
        kabar="Surat diberikan lagi kepada desa.",
        pengantar=("Setelah desa menerimanya, surat dikerjakan di server desa.",),
    ),
    "kembalikan": Soal(
        judul="Kembalikan permohonan ini kepada pemohon?",
        tombol="Kembalikan",
        kabar="Permohonan dikembalikan kepada pemohon.",
        pengantar=(
            "Pemohon membaca alasan Anda, memperbaiki, lalu mengirimnya lagi atau menariknya.",
            "Anda tidak melihat isi permohonan: tanyakan dahulu kepada desa apa yang kurang.",
        ),
        form=AlasanPemohon,
    ),
    "tolak": Soal(
        judul="Tolak permohonan ini?",
        tombol="Tolak permohonan",
        kabar="Permohonan ditolak. Pemohon membaca alasannya.",
        pengantar=(
            "Permohonan berakhir. Pemohon membaca alasan Anda, dan dapat mengajukan permohonan baru.",
            "Anda tidak melihat isi permohonan: tolak hanya bila desa memintanya, atau desa tidak dapat melayaninya.",
        ),
        form=AlasanPemohon,
        jenis="bahaya",
    ),
}


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
    laksana = partial(pusat_tarik.usulkan, petugas=pelaku(request), agregat_id=agregat_id)
    return _tanyakan(request, kode_desa, SOAL["usul"], ikhtisar, laksana)


@untuk_petugas
@harus_segar
@require_http_methods(BACA_KIRIM)
def setuju(request: Permintaan, kode_desa: str, usul_id: UUID) -> HttpResponse:
    """Ask a second person, then take the letter back."""
    satu = pusat_tarik.satu_usul(usul_id)
    if satu.pengusul == str(request.user.pk):
        raise NotFound
    ikhtisar = (*_ikhtisar_usul(satu), ("Alasan", satu.alasan))
    laksana = partial(pusat_tarik.setujui, petugas=pelaku(request), usul_id=usul_id, proyeksi=_proyeksi())
    return _tanyakan(request, kode_desa, SOAL["setuju"], ikhtisar, laksana)


@untuk_petugas
@require_http_methods(BACA_KIRIM)
def batal(request: Permintaan, kode_desa: str, usul_id: UUID) -> HttpResponse:
    """Ask, then withdraw or refuse a proposal."""
    ikhtisar = _ikhtisar_usul(pusat_tarik.satu_usul(usul_id))
    laksana = partial(pusat_tarik.batalkan, petugas=pelaku(request), usul_id=usul_id)
    return _tanyakan(request, kode_desa, SOAL["batal"], ikhtisar, laksana)


@untuk_petugas
@require_http_methods(BACA_KIRIM)
def karya_pakai(request: Permintaan, kode_desa: str, agregat_id: UUID) -> HttpResponse:
    """Ask why, then let the village's last word hold."""
    ikhtisar = _ikhtisar(agregat_id, [pusat_tarik.satu_karya(agregat_id)])
    laksana = partial(
        pusat_tarik.pakai_karya, petugas=pelaku(request), agregat_id=agregat_id, proyeksi=_proyeksi()
    )
    return _tanyakan(request, kode_desa, SOAL["karya_pakai"], ikhtisar, laksana)


@untuk_petugas
@require_http_methods(BACA_KIRIM)
def karya_biarkan(request: Permintaan, kode_desa: str, agregat_id: UUID) -> HttpResponse:
    """Ask why, then let the row of the regency hold."""
    ikhtisar = _ikhtisar(agregat_id, [pusat_tarik.satu_karya(agregat_id)])
    laksana = partial(pusat_tarik.biarkan_karya, petugas=pelaku(request), agregat_id=agregat_id)
    return _tanyakan(request, kode_desa, SOAL["karya_biarkan"], ikhtisar, laksana)


@untuk_petugas
@harus_segar
@require_http_methods(BACA_KIRIM)
def beri_lagi(request: Permintaan, kode_desa: str, agregat_id: UUID) -> HttpResponse:
    """Ask, then give the letter to the village again."""
    ikhtisar = _ikhtisar(agregat_id, tarik.di_kabupaten())
    laksana = partial(
        pusat_tarik.beri_lagi, petugas=pelaku(request), agregat_id=agregat_id, proyeksi=_proyeksi()
    )
    return _tanyakan(request, kode_desa, SOAL["beri_lagi"], ikhtisar, laksana)


@untuk_petugas
@harus_segar
@require_http_methods(BACA_KIRIM)
def kembalikan(request: Permintaan, kode_desa: str, agregat_id: UUID) -> HttpResponse:
    """Ask why, then return the application to the citizen, who mends it and sends it again."""
    return _langkah(request, kode_desa, SOAL["kembalikan"], agregat_id, Aksi.KEMBALIKAN)


@untuk_petugas
@harus_segar
@require_http_methods(BACA_KIRIM)
def tolak(request: Permintaan, kode_desa: str, agregat_id: UUID) -> HttpResponse:
    """Ask why, then refuse the application: nobody can take that back."""
    return _langkah(request, kode_desa, SOAL["tolak"], agregat_id, Aksi.TOLAK)


def _langkah(request: Permintaan, kode_desa: str, soal: Soal, agregat_id: UUID, aksi: Aksi) -> HttpResponse:
    ikhtisar = _ikhtisar(agregat_id, tarik.di_kabupaten())
    satu = surat_diserahkan([agregat_id]).get(agregat_id)
    if satu is None or aksi not in satu.dapat:
        raise NotFound
    laksana = partial(langkah_kabupaten, surat_id=agregat_id, aksi=aksi, petugas=pelaku(request))
    return _tanyakan(request, kode_desa, soal, ikhtisar, laksana)


def _ikhtisar(agregat_id: UUID, semua: Sequence[Pemilik | Usul | Karya]) -> tuple[tuple[str, str], ...]:
    """Return the words by which the letter is known; unknown ones do not exist.

    Raises:
        NotFound: the letter is not one of these.
    """
    if agregat_id not in {satu.agregat_id for satu in semua}:
        raise NotFound
    kenal = _kenal(surat_diserahkan([agregat_id]), agregat_id)
    return (("Tiket", kenal["tiket"]), ("Jenis surat", kenal["jenis"]), ("Keadaan", kenal["status"]))


def _ikhtisar_usul(satu: Usul) -> tuple[tuple[str, str], ...]:
    return (*_ikhtisar(satu.agregat_id, [satu]), ("Diusulkan oleh", satu.nama_pengusul))


def _tanyakan(
    request: Permintaan,
    kode_desa: str,
    soal: Soal,
    ikhtisar: tuple[tuple[str, str], ...],
    laksana: Callable[..., object],
) -> HttpResponse:
    """Ask about one letter; do it when that was sent, with the reason where one is asked for, and say so."""
    kembali = reverse("kabupaten:serah", args=[kode_desa])
    form = soal.form(dikirim(request))
    tanya = Tanya(soal.judul, soal.tombol, kembali, soal.jenis, soal.pengantar, ikhtisar)
    return tanyakan(request, tanya, form, lambda: laksana(**form.cleaned_data), kabar=soal.kabar, ke=kembali)


def _proyeksi() -> Any:
    return import_string(settings.EOFFICE_PROYEKSI)

"""Two letters with one number, or one thing changed in two places: side by side, and what is to hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_http_methods

from eoffice.akun.selectors import nama_pengguna
from eoffice.arsip import services as arsip
from eoffice.arsip.services import PemegangNomor
from eoffice.jejak.proyeksi import Proyeksi
from eoffice.kernel.errors import ChangedMeanwhile, NotFound
from eoffice.sinkron.services.tinjau import Bercabang, Cabang, cabang, pilih_cabang, satu_bercabang
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.selectors.meja import BarisLangkah, Rincian, rincian
from eoffice.web.aparat.formulir.tinjau import Putuskan
from eoffice.web.aparat.izin import Permintaan
from eoffice.web.aparat.kata import LANGKAH, kata_status
from eoffice.web.aparat.kerangka import BACA_KIRIM, coba, dikirim, status_form, tampil
from eoffice.web.aparat.periksa import pelaku
from eoffice.web.aparat.sajian import judul
from eoffice.web.aparat.sinkron.izin import untuk_desa
from eoffice.web.komponen.bidang import Opsi
from eoffice.web.komponen.waktu import lengkap, tanggal

from .daftar import judul_data
from .pemulihan import MENGURUS

HURUF: Final = "ABCDEFGH"
DUA: Final = 2
DULU: Final = "Ditulis sebelum cadangan dipasang, kembali dari kabupaten"
KINI: Final = "Ditulis di komputer ini sesudah cadangan dipasang"
BUKAN_UNTUK_ORANG: Final = frozenset(
    {
        "kode",
        "sha256",
        "kunci_kirim",
        "penanda_tangan",
        "aksi",
        "dari",
        "peran",
        "sejak",
        "tenggat",
        "status",
        "nomor",
    }
)
"""What stands above in words already, or says nothing to anybody."""
_MENOMORI: Final = frozenset({Aksi.CETAK_BASAH, Aksi.TANDA_TANGANI})
Butir = tuple[str, str]
T = TypeVar("T")


@untuk_desa(*MENGURUS)
@require_http_methods(BACA_KIRIM)
def nomor(request: Permintaan, nomor_id: UUID) -> HttpResponse:
    """Show the letters that hold one number; one keeps it, the others are registered again."""
    ganda = _masih_ada(lambda: arsip.satu_ganda(nomor_id))
    if ganda is None:
        return _sudah(request)
    pilihan = [
        (str(p.id), Opsi(f"Surat {h}", _judul(p.untuk))) for h, p in zip(HURUF, ganda.pemegang, strict=False)
    ]
    form = Putuskan(
        request.POST or None, tanya=f"Surat mana yang tetap memakai nomor {ganda.teks}?", pilihan=pilihan
    )

    def putuskan() -> None:
        tetap, alasan = UUID(form.cleaned_data["dipilih"]), form.cleaned_data["alasan"]
        baru = surat.pilih_pemegang(nomor_id=nomor_id, tetap=tetap, alasan=alasan, oleh=pelaku(request))
        kata = f" Surat yang lain dicatat ulang dengan nomor {', '.join(baru)}." if baru else ""
        messages.success(request, f"Nomor {ganda.teks} sudah diputuskan.{kata}")

    isi = {
        "judul": "Satu nomor pada dua surat"
        if len(ganda.pemegang) == DUA
        else "Satu nomor pada beberapa surat",
        "teks": ganda.teks,
        "pihak": [_pemegang(h, p) for h, p in zip(HURUF, ganda.pemegang, strict=False)],
        "nomor": True,
    }
    return _halaman(request, form, putuskan, isi)


@untuk_desa(*MENGURUS)
@require_http_methods(BACA_KIRIM)
def bercabang(request: Permintaan, agregat_id: UUID) -> HttpResponse:
    """Show the versions of one thing; one of them holds from now on."""
    satu = _masih_ada(lambda: satu_bercabang(agregat_id))
    if satu is None:
        return _sudah(request)
    semua = cabang(satu)
    pilihan = [(str(c.id), Opsi(f"Versi {h}", _asal(c))) for h, c in zip(HURUF, semua, strict=False)]
    form = Putuskan(request.POST or None, tanya="Versi mana yang berlaku?", pilihan=pilihan)

    def putuskan() -> None:
        _pilih(request, satu, UUID(form.cleaned_data["dipilih"]), form.cleaned_data["alasan"])
        messages.success(request, "Sudah diputuskan. Versi yang lain tetap tersimpan di jejak.")

    isi = {
        "judul": f"{judul_data(satu)} diubah di dua tempat",
        "pihak": [_versi(h, c) for h, c in zip(HURUF, semua, strict=False)],
        "beda": _perbedaan(semua),
        "kepala": "|".join(["Yang berbeda", *(f"Versi {h}" for h, _ in zip(HURUF, semua, strict=False))]),
        "surat": satu.agregat == "surat",
    }
    return _halaman(request, form, putuskan, isi)


def _masih_ada(cari: Callable[[], T]) -> T | None:
    try:
        return cari()
    except NotFound:
        return None


def _sudah(request: Permintaan) -> HttpResponse:
    """Tell whoever comes second that it is done."""
    messages.info(request, "Ini sudah diputuskan.")
    return redirect("aparat:tinjau")


def _halaman(
    request: Permintaan, form: Putuskan, putuskan: Callable[[], None], isi: Mapping[str, Any]
) -> HttpResponse:
    try:
        if dikirim(request, form) and coba(form, putuskan):
            return redirect("aparat:tinjau")
    except ChangedMeanwhile:
        return _sudah(request)
    kembali = {"form": form, "kembali_ke": reverse("aparat:tinjau")}
    return tampil(request, "aparat/tinjau/putusan.html", {**isi, **kembali}, status=status_form(form))


def _pilih(request: Permintaan, satu: Bercabang, dipilih: UUID, alasan: str) -> None:
    proyeksi = _proyeksi(satu.jenis)
    if satu.agregat == "surat":
        surat.pilih_versi(
            surat_id=satu.agregat_id, dipilih=dipilih, alasan=alasan, oleh=pelaku(request), proyeksi=proyeksi
        )
    else:
        pilih_cabang(
            agregat_id=satu.agregat_id,
            dipilih=dipilih,
            alasan=alasan,
            pelaku=str(request.user.pk),
            proyeksi=proyeksi,
        )


def _proyeksi(jenis: str) -> Proyeksi:
    semua: tuple[Proyeksi, ...] = import_string(settings.EOFFICE_PROYEKSI)
    return next(p for p in semua if p.jenis.nama == jenis)


def _judul(surat_id: UUID) -> str:
    r = _rincian(surat_id)
    return f"{judul(r)}, {r.tiket}" if r else "Surat yang belum ada di komputer ini"


def _rincian(surat_id: UUID) -> Rincian | None:
    try:
        return rincian(surat_id)
    except NotFound:
        return None


def _pemegang(huruf: str, p: PemegangNomor) -> dict[str, Any]:
    r = _rincian(p.untuk)
    butir = _butir_surat(r) if r else []
    return {
        "judul": f"Surat {huruf}: {judul(r)}" if r else f"Surat {huruf}",
        "asal": DULU if p.kembali else KINI,
        "butir": butir,
        "ke": reverse("aparat:periksa", args=[p.untuk]) if r else "",
    }


def _butir_surat(r: Rincian) -> list[Butir]:
    langkah = next((lk for lk in reversed(r.langkah) if lk.aksi in _MENOMORI), None)
    return [
        ("Pemohon", r.nama),
        ("Tiket", r.tiket),
        ("Tanggal surat", tanggal(r.tanggal) if r.tanggal else "Belum ada"),
        ("Status", kata_status(r.status)),
        ("Nomor diambil", _siapa(langkah)),
        ("Kertas", _kertas(r)),
    ]


def _siapa(langkah: BarisLangkah | None) -> str:
    return f"{langkah.pelaku or 'Sistem'}, {lengkap(langkah.waktu)}" if langkah else "Tidak diketahui"


def _kertas(r: Rincian) -> str:
    if r.pindaian:
        return "Sudah ditandatangani dan dipindai"
    if r.sha256:
        return "Sudah terbit"
    return "Sudah dicetak, belum dipindai" if r.status is Status.MENUNGGU_BASAH else "Belum terbit"


def _asal(c: Cabang) -> str:
    return KINI if c.sini else DULU


def _versi(huruf: str, c: Cabang) -> dict[str, Any]:
    p = c.peristiwa
    butir = [("Terakhir diubah", f"{_nama(p.pelaku)}, {lengkap(p.waktu)}")]
    if p.agregat == "surat":
        butir += [
            ("Langkah", LANGKAH[Aksi(p.publik["aksi"])]),
            ("Status", kata_status(Status(p.publik["status"]))),
            ("Nomor", p.publik["nomor"] or "Belum bernomor"),
            ("Kertas", "Sudah terbit" if p.publik["sha256"] else "Belum terbit"),
        ]
    return {"judul": f"Versi {huruf}", "asal": _asal(c), "butir": butir, "ke": ""}


def _nama(pelaku_id: str) -> str:
    try:
        kunci = UUID(pelaku_id)
    except ValueError:
        return pelaku_id
    return nama_pengguna([kunci]).get(kunci, "Pengguna lain")


def _perbedaan(semua: list[Cabang]) -> list[list[str]]:
    """Return what differs in words that people read; lists and inner names are left to the letter's own page."""
    isi = [{**c.peristiwa.publik, **(c.peristiwa.pribadi or {})} for c in semua]
    nama = sorted({n for satu in isi for n, nilai in satu.items() if _terbaca(n, nilai)})
    baris = [[n.replace("_", " ").capitalize(), *(_teks(satu.get(n)) for satu in isi)] for n in nama]
    return [satu for satu in baris if len(set(satu[1:])) > 1]


def _terbaca(nama: str, nilai: object) -> bool:
    return not nama.endswith("_id") and nama not in BUKAN_UNTUK_ORANG and not isinstance(nilai, dict | list)


def _teks(nilai: object) -> str:
    if nilai is None or nilai == "":
        return "kosong"
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    return _saat(nilai) if isinstance(nilai, str) else str(nilai)


def _saat(nilai: str) -> str:
    """Return a moment or a day in words; anything else as it is."""
    try:
        return tanggal(date.fromisoformat(nilai))
    except ValueError:
        pass
    try:
        return lengkap(datetime.fromisoformat(nilai))
    except ValueError:
        return nilai

"""The office's backups: how old the last one is, making one now, and the sheet that opens them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eoffice.cadangan import services as cadangan
from eoffice.cadangan.rules.simpanan import lama
from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError
from eoffice.kernel.peran import Peran
from eoffice.web.aparat.formulir.cadangan import BuatLembar
from eoffice.web.aparat.izin import Permintaan, segar
from eoffice.web.aparat.kerangka import BACA_KIRIM, Rupa, coba, dikirim, formulir, tampil
from eoffice.web.aparat.sinkron.izin import PEMBACA, di_server_desa, untuk_desa
from eoffice.web.komponen.angka import ribuan, ukuran
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.waktu import ringkas, setempat, tanggal
from eoffice.wilayah.selectors import identitas

PENGURUS: Final = (Peran.OPERATOR, Peran.PEMERIKSA)
"""Who keeps the sheet: the operator, or the secretary."""
TAMPIL: Final = 10
LAMBAT: Final = timedelta(minutes=1)
PENGANTAR: Final = (
    "Lembar ini satu-satunya kunci cadangan. Dibuat sekali, tidak disimpan di server, dan tidak tampil lagi.",
    "Siapkan printer dahulu. Cetak dua lembar, simpan terkunci di dua tempat, lalu hapus berkasnya dari unduhan.",
)
PENGGANTI: Final = (
    "Lembar lama tidak membuka cadangan yang dibuat sesudah ini. Simpan lembar itu selama cadangan lama masih ada.",
)


@untuk_desa(*PEMBACA)
@require_safe
def beranda(request: Permintaan) -> HttpResponse:
    """Show how old the last backup is, what is under way, and who opens them."""
    kini, pengurus = clock.now(), bool(request.peran.intersection(PENGURUS))
    isi = {
        "keadaan": sajian_keadaan(kini),
        "jalan": sajian_jalan(),
        "ke": request.path,
        "sekarang_ke": reverse("aparat:cadangan_sekarang") if _siap() else "",
        "lembar_ke": reverse("aparat:cadangan_lembar") if pengurus else "",
        "pembuka": _pembuka(),
        "riwayat": [_baris(satu, kini) for satu in reversed(cadangan.riwayat()[-TAMPIL:])],
    }
    return tampil(request, "aparat/cadangan.html", isi)


@untuk_desa(*PEMBACA)
@require_POST
def sekarang(request: Permintaan) -> HttpResponse:
    """Ask the worker for a backup now; who presses while one is made reads that."""
    if not _siap():
        messages.error(request, "Cadangan belum dapat dibuat. Sebab dan langkahnya tertulis di halaman ini.")
    elif cadangan.sedang() or not cadangan.minta(request.user.nama):
        messages.info(request, "Sudah diminta. Keadaannya terlihat di halaman ini.")
    return redirect("aparat:cadangan")


@untuk_desa(*PENGURUS)
@segar
@require_http_methods(BACA_KIRIM)
def lembar(request: Permintaan) -> HttpResponse:
    """Make the key and give out its sheet, in this one answer: nothing keeps it."""
    ganti, nama = any(satu.lembar for satu in cadangan.penerima()), identitas().lengkap
    kirim = request.POST if request.method == "POST" else None
    form, kunci = BuatLembar(kirim, ganti=ganti), list[str]()
    if dikirim(request, form) and coba(form, lambda: kunci.append(cadangan.buat_kunci(nama, ganti=ganti))):
        jawab = HttpResponse(cadangan.lembar(kunci[0], nama, request.hari), content_type="application/pdf")
        jawab.headers["Content-Disposition"] = 'attachment; filename="lembar-pemulihan.pdf"'
        jawab.headers["Cache-Control"] = "no-store"
        return jawab
    rupa = Rupa(
        judul="Buat lembar pemulihan baru" if ganti else "Buat lembar pemulihan",
        tombol="Buat dan unduh lembar",
        ikon="unduh",
        pengantar=(*PENGANTAR, *(PENGGANTI if ganti else ())),
        kembali=reverse("aparat:cadangan"),
        kata_kembali="Cadangan",
    )
    return formulir(request, rupa, form)


def _siap() -> bool:
    return bool(settings.EOFFICE_CADANGAN) and not _tanpa_kunci()


def _tanpa_kunci() -> bool:
    try:
        return not cadangan.penerima()
    except EofficeError:
        return True


def sajian_keadaan(kini: datetime) -> dict[str, str]:
    """Return the light: green when there is a fresh backup, else what to do."""
    if not settings.EOFFICE_CADANGAN:
        teks = (
            "Tempat cadangan belum disetel, jadi data kantor hanya ada di komputer ini. Minta pengelola server "
            "menyetel EOFFICE_CADANGAN, misalnya ke flashdisk."
        )
        return {"keadaan": "putus", "judul": "Belum ada cadangan.", "teks": teks}
    if _tanpa_kunci():
        teks = "Cadangan disegel dengan kunci di lembar pemulihan. Operator atau sekretaris desa membuat lembarnya."
        return {"keadaan": "putus", "judul": "Lembar pemulihan belum dibuat.", "teks": teks}
    teks = f"{kata_umur(kini)} {_sebab()}".strip()
    if lama(kini, cadangan.cadangan_terakhir()):
        return {"keadaan": "putus", "judul": "Cadangan perlu dibuat.", "teks": teks}
    return {"keadaan": "lancar", "judul": "Cadangan ada.", "teks": teks}


def kata_umur(kini: datetime) -> str:
    """Say when the last good backup was made, and where it went."""
    baik = cadangan.terakhir()
    if baik is None:
        return "Cadangan terakhir: belum pernah."
    return f"Cadangan terakhir: {ringkas(baik.mulai, kini)}, ke {baik.tujuan}."


def _sebab() -> str:
    """Say why the last attempt failed, if it did."""
    akhir = cadangan.riwayat()[-1:]
    return f"Percobaan terakhir gagal: {kalimat(akhir[0].sebab)}" if akhir and akhir[0].sebab else ""


def sajian_jalan() -> dict[str, Any] | None:
    """Return how far a backup is that is made, or asked for."""
    sedang, menunggu = cadangan.sedang(), cadangan.diminta()
    if sedang is not None:
        kata = (
            f"{ribuan(sedang.selesai)} dari {ribuan(sedang.semua)} berkas"
            if sedang.semua
            else "Basis data disalin"
        )
        return {"kata": f"{kata}.", "selesai": sedang.selesai, "semua": sedang.semua}
    if menunggu is None:
        return None
    kata = "Dimulai dalam beberapa detik."
    if menunggu > LAMBAT:
        kata = (
            "Belum juga dimulai. Pekerja di belakang layar mungkin mati; minta pengelola server memeriksanya."
        )
    return {"kata": kata, "selesai": 0, "semua": 0}


def _pembuka() -> list[dict[str, str]]:
    if _tanpa_kunci():
        return []
    return [
        {
            "nama": f"Lembar pemulihan {satu.nama}" if satu.lembar else satu.nama,
            "sejak": f"sejak {tanggal(setempat(satu.pada).date())}",
        }
        for satu in cadangan.penerima()
    ]


def _baris(satu: cadangan.Catatan, kini: datetime) -> dict[str, str]:
    gagal = satu.sebab is not None
    isi = (
        f"{ribuan(satu.baris)} baris, {ribuan(satu.berkas)} berkas, {ukuran(satu.ukuran)}. Ke {satu.tujuan}."
    )
    if satu.hilang:
        isi += f" {ribuan(satu.hilang)} berkas rusak di server ini."
    return {
        "saat": ringkas(satu.mulai, kini),
        "oleh": satu.oleh,
        "tanda": "Gagal" if gagal else "Utuh",
        "warna": "merah" if gagal else "hijau",
        "ikon": "awas" if gagal else "cek",
        "teks": kalimat(satu.sebab) if satu.sebab is not None else isi,
    }


def ajakan_cadangan(request: Permintaan) -> list[dict[str, str]]:
    """Return the warning of the first page when the last backup is old, or there is none."""
    keadaan = sajian_keadaan(clock.now()) if _boleh(request) else {"keadaan": "lancar"}
    if keadaan["keadaan"] == "lancar":
        return []
    ke = {"ke": reverse("aparat:cadangan"), "kata": "Buka Cadangan"}
    return [{"jenis": "awas", "judul": keadaan["judul"].rstrip("."), "teks": keadaan["teks"], **ke}]


def kabar_cadangan(request: Permintaan) -> str:
    """Return the line of the first page while all is well; empty while there is a warning."""
    return kata_umur(clock.now()) if _boleh(request) and not ajakan_cadangan(request) else ""


def _boleh(request: Permintaan) -> bool:
    return di_server_desa(request) and bool(request.peran.intersection(PEMBACA))

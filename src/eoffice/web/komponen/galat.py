"""Error pages: what happened, why, and what to do next.

They are drawn without database, session and context processors, because any of these may be what broke;
if even the template cannot be drawn, a plain page says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import TemplateDoesNotExist, TemplateSyntaxError, loader
from django.utils.html import escape

from eoffice.kernel.messages import Pesan

from .kalimat import KALIMAT, kalimat

log = structlog.get_logger(__name__)
MESIN: Final = "/sinkron/"
"""Below this address programs call, not people: they get the code of the message, as JSON."""


@dataclass(frozen=True, slots=True)
class IsiGalat:
    """The words of one kind of error: headline, reason, next steps, and whether trying again can help."""

    judul: str
    sebab: str
    langkah: tuple[str, ...]
    ulangi: bool = False
    ikon: str = "awas"


TANYA: Final = "Masih buntu? Hubungi kantor desa dan sebutkan kode di bawah halaman ini."

GALAT: Final[dict[int, IsiGalat]] = {
    400: IsiGalat(
        "Permintaan ini tidak dapat kami baca",
        "Alamat atau isian yang sampai ke kami rusak di jalan.",
        ("Kembali ke halaman sebelumnya, lalu coba sekali lagi.", TANYA),
    ),
    403: IsiGalat(
        "Halaman ini bukan untuk akun Anda",
        "Hanya petugas tertentu yang boleh membukanya.",
        (
            "Masuk dengan akun yang tepat.",
            "Kalau ini memang tugas Anda, minta kepala desa mengatur jabatan Anda.",
        ),
        ikon="gembok",
    ),
    404: IsiGalat(
        "Halaman tidak ditemukan",
        "Alamatnya salah ketik, sudah pindah, atau bukan untuk akun ini.",
        ("Periksa alamatnya.", "Mulai lagi dari beranda."),
        ikon="cari",
    ),
    405: IsiGalat(
        "Cara membuka halaman ini keliru",
        "Halaman ini hanya dapat dibuka lewat tombol di halaman sebelumnya.",
        ("Kembali, lalu tekan tombolnya sekali lagi.",),
    ),
    409: IsiGalat(
        "Sudah lebih dulu diubah orang lain",
        "Sejak halaman ini Anda buka, ada petugas lain yang mengubah hal yang sama. Perubahan Anda belum disimpan.",
        ("Buka lagi halamannya untuk melihat keadaan terbaru.", "Ulangi bila masih perlu."),
        ulangi=True,
        ikon="ulang",
    ),
    413: IsiGalat(
        "Berkas terlalu besar",
        "Paling besar 20 MB untuk satu berkas. Tidak ada yang tersimpan.",
        (
            "Foto ulang dengan ukuran lebih kecil, atau kirim satu halaman saja.",
            "Berkas dapat juga dibawa ke kantor desa.",
        ),
        ikon="unggah",
    ),
    422: IsiGalat(
        "Belum dapat kami lakukan",
        "Ada aturan layanan yang belum terpenuhi.",
        ("Kembali, lalu perbaiki isiannya.", TANYA),
    ),
    429: IsiGalat(
        "Terlalu banyak percobaan",
        "Untuk menjaga akun Anda, percobaan berikutnya kami tahan sebentar.",
        ("Tunggu 15 menit, lalu coba lagi.", "Lupa PIN atau kata sandi? Minta bantuan di kantor desa."),
        ikon="jam",
    ),
    500: IsiGalat(
        "Ada yang rusak di pihak kami",
        "Ini bukan kesalahan Anda. Kejadian ini sudah tercatat.",
        ("Coba sekali lagi sebentar lagi.", TANYA),
        ulangi=True,
    ),
    503: IsiGalat(
        "Layanan sedang tidak siap",
        "Sebagian sistem sedang sibuk atau diperbaiki. Yang sudah terkirim tetap aman.",
        (
            "Tunggu beberapa menit, lalu coba lagi.",
            "Perlu hari ini? Datang ke kantor desa; petugas melayani di loket.",
        ),
        ulangi=True,
        ikon="pasir",
    ),
    507: IsiGalat(
        "Penyimpanan kantor penuh",
        "Tidak ada ruang lagi untuk berkas baru. Tidak ada yang tersimpan separuh.",
        (
            "Petugas perlu menambah ruang simpan; beri tahu mereka.",
            "Simpan berkas Anda, dan kirim lagi nanti.",
        ),
        ikon="awas",
    ),
}


def error_page(
    request: HttpRequest | None, status: HTTPStatus | int, pesan: Pesan | None = None
) -> HttpResponse:
    """The page of an error.  `pesan`, when it has a sentence, replaces the general reason."""
    kode = int(status)
    if request is not None and request.path_info.startswith(MESIN):
        kata = pesan or Pesan(f"web.galat_{kode}")
        return JsonResponse({"kode": kata.kode, "kalimat": _kata(kata, kode)}, status=kode)
    isi = _isi(kode)
    konteks: dict[str, Any] = {
        "status": kode,
        "isi": isi,
        "sebab": _kata(pesan, kode),
        "langkah": isi.langkah,
        "ulangi": _alamat_ulang(request, isi),
        "permintaan_id": str(getattr(request, "permintaan_id", "") or ""),
        **_jalan_keluar(request),
    }
    return HttpResponse(_gambar(konteks), status=kode)


def _jalan_keluar(request: HttpRequest | None) -> dict[str, str]:
    """Where home is, and the help, for the face whose page it was."""
    jalur = request.path if request is not None else ""
    muka = next((awal for awal in ("/aparat/", "/kabupaten/") if jalur.startswith(awal)), "/")
    return {"beranda": muka, "bantuan": "/bantuan/" if muka == "/" else "/bantuan/buku/"}


def _isi(kode: int) -> IsiGalat:
    return GALAT.get(kode, GALAT[500 if kode >= 500 else 400])


def _kata(pesan: Pesan | None, kode: int) -> str:
    """The message's own sentence, else the general reason."""
    return kalimat(pesan) if pesan is not None and pesan.kode in KALIMAT else _isi(kode).sebab


def _alamat_ulang(request: HttpRequest | None, isi: IsiGalat) -> str:
    """Where trying again leads; only for what was read, never for what was sent."""
    baca = request is not None and request.method in ("GET", "HEAD")
    return request.get_full_path() if request is not None and baca and isi.ulangi else ""


def _gambar(konteks: dict[str, Any]) -> str:
    try:
        return loader.get_template("galat/galat.html").render(konteks)
    except (TemplateDoesNotExist, TemplateSyntaxError, OSError):
        log.exception("halaman_galat_rusak")
        judul = escape(konteks["isi"].judul)
        return (
            f"<!doctype html><html lang=id><title>{judul}</title><h1>{judul}</h1>"
            f"<p>{escape(konteks['sebab'])}</p><p><a href=/>Beranda</a></p></html>"
        )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler400`."""
    return error_page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler403`: what is not for this person does not exist for him."""
    return error_page(request, HTTPStatus.NOT_FOUND)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler404`."""
    return error_page(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`."""
    return error_page(request, HTTPStatus.INTERNAL_SERVER_ERROR)

"""Before signing in: choose the village, its home page, choose a letter, help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.akun.selectors import akun_warga
from eoffice.kernel import clock
from eoffice.kernel.errors import NotFound
from eoffice.papan.selectors import tayang
from eoffice.surat.rules.cari import SERING, cari_jenis, kelompok_jenis, sering
from eoffice.surat.rules.jenis import JenisSurat
from eoffice.surat.rules.petunjuk import Petunjuk, petunjuk
from eoffice.surat.services import hari_ini, mulai_draf, pengaturan
from eoffice.web.komponen.waktu import kata_janji
from eoffice.wilayah.selectors import IdentitasDesa, identitas, semua_desa

from . import titipan
from .gerbang import LANJUT, Permintaan, warga_titip
from .janji import janji_umum
from .kerangka import BACA_KIRIM, desa_ini, desa_terakhir, ingat_desa, tampil, tujuan_aman
from .papan import DI_BERANDA, butir_warta
from .tutup import tutup_dekat

BANYAK_DESA: Final = 12
IKON: Final[Mapping[str, str]] = {"sku": "tas", "sktm": "hati"}
_UNTUK: Final = {"masuk": "masuk", "lacak": "lacak", "aktivasi": "aktivasi_ketik", "": "beranda"}


@login_not_required
@require_safe
def akar(request: HttpRequest) -> HttpResponse:
    """Show the home of the one village served here, or let the visitor choose his village."""
    user: Any = request.user
    if user.is_authenticated and user.jenis == "aparat":
        return redirect("/aparat/")
    if desa := desa_ini(request):
        return _beranda(request, desa)
    return _pilih_desa(request)


def _pilih_desa(request: HttpRequest) -> HttpResponse:
    q = request.GET.get("q", "").strip()[:60]
    untuk = request.GET.get("untuk", "")
    semua = semua_desa()
    cocok = [d for d in semua if _cocok_desa(q, d)]
    terakhir = desa_terakhir(request)
    isi = {
        "q": q,
        "ke": request.path,
        "cari_perlu": len(semua) > BANYAK_DESA,
        "desa": [_butir_desa(request, d, untuk) for d in cocok[:BANYAK_DESA]],
        "lebih": max(0, len(cocok) - BANYAK_DESA),
        "terakhir": [_butir_desa(request, d, untuk) for d in semua if d.kode == terakhir],
        "untuk": untuk if untuk in _UNTUK else "",
    }
    return tampil(request, "warga/pilih_desa.html", isi)


def _cocok_desa(q: str, desa: IdentitasDesa) -> bool:
    tempat = f"{desa.lengkap} {desa.kecamatan} {desa.kode}".lower()
    return all(kata in tempat for kata in q.lower().split())


def _butir_desa(request: HttpRequest, desa: IdentitasDesa, untuk: str) -> dict[str, str]:
    ke = reverse(f"warga:{_UNTUK.get(untuk, 'beranda')}", args=[desa.kode])
    lanjut = request.GET.get(LANJUT, "")
    if untuk == "masuk" and lanjut:
        ke += f"?{urlencode({LANJUT: tujuan_aman(request, lanjut, '')})}"
    wilayah = f"Kecamatan {desa.kecamatan}, {desa.kabupaten}"
    return {"judul": desa.lengkap, "keterangan": wilayah, "ke": ke}


@login_not_required
@require_safe
def beranda(request: HttpRequest, kode_desa: str, *, publik: bool = True) -> HttpResponse:
    """Show a village's home page."""
    return ingat_desa(_beranda(request, kode_desa), kode_desa)


def _beranda(request: HttpRequest, desa: str) -> HttpResponse:
    atur, kantor = pengaturan(), identitas()
    jenis = atur.jenis_aktif()
    isi = {
        "mulai_ke": reverse("warga:pilih", args=[desa]),
        "lacak_ke": reverse("warga:lacak", args=[desa]),
        "cek_ke": reverse("verifikasi:cek"),
        "sering": [_butir_jenis(j, desa, j.ringkas) for j in sering(jenis)],
        "banyak": len(jenis) if len(jenis) > len(SERING) else 0,
        "janji": janji_umum(atur),
        "standar_ke": reverse("warga:standar", args=[desa]),
        "jam_buka": kantor.jam_buka,
        "telepon": kantor.telepon,
        "aktivasi_ke": reverse("warga:aktivasi_ketik", args=[desa]),
        "pengaduan_ke": reverse("warga:pengaduan", args=[desa]),
        **_warta(desa),
        **tutup_dekat(clock.now(), atur),
    }
    return tampil(request, "warga/beranda.html", isi)


def _warta(desa: str) -> dict[str, Any]:
    """Return the newest announcements, and the way to the others where there are more."""
    ada = tayang(hari_ini(), banyak=DI_BERANDA + 1)
    return {
        "warta": [butir_warta(satu, desa) for satu in ada[:DI_BERANDA]],
        "warta_ke": reverse("warga:pengumuman", args=[desa]) if len(ada) > DI_BERANDA else "",
    }


def _butir_jenis(jenis: JenisSurat, desa: str, keterangan: str) -> dict[str, str]:
    return {
        "judul": jenis.nama.removeprefix("Surat "),
        "keterangan": keterangan,
        "ikon": IKON.get(jenis.kode, "surat"),
        "ke": reverse("warga:jenis", args=[desa, jenis.kode]),
    }


@login_not_required
@require_safe
def pilih(request: HttpRequest, kode_desa: str, *, publik: bool = True) -> HttpResponse:
    """Let the citizen find a letter by what he needs it for."""
    q = request.GET.get("q", "").strip()[:80]
    atur = pengaturan()
    semua = atur.jenis_aktif()
    cocok, arah = cari_jenis(q, semua), cari_jenis(q, tuple(petunjuk().values()))
    isi = {
        "q": q,
        "ke": request.path,
        "kosong": bool(q) and not cocok and not arah,
        "petunjuk": [_butir_petunjuk(p, kode_desa) for p in arah or petunjuk().values()],
        "kelompok": [
            (nama, [_butir_jenis(j, kode_desa, j.ringkas) for j in isi])
            for nama, isi in kelompok_jenis(cocok if cocok or arah else semua)
        ],
        "siapkan": ", ".join(_siapkan(semua)),
        "janji": janji_umum(atur),
        "kembali_ke": reverse("warga:beranda", args=[kode_desa]),
        "telepon": identitas().telepon,
    }
    return tampil(request, "warga/pilih.html", isi)


def _siapkan(semua: Sequence[JenisSurat]) -> tuple[str, ...]:
    """Return the files that every letter asks for, in the order of the first: said once, not beside each letter."""
    wajib = [[s.label for s in j.syarat if s.wajib and not s.bila] for j in semua]
    return tuple(label for label in wajib[0] if all(label in lain for lain in wajib)) if wajib else ()


def _butir_petunjuk(satu: Petunjuk, desa: str) -> dict[str, str]:
    ke = reverse("warga:jenis", args=[desa, satu.kode])
    return {"judul": satu.nama, "keterangan": satu.ringkas, "ikon": "bantuan", "ke": ke}


@login_not_required
@require_safe
def jenis(request: HttpRequest, kode_desa: str, kode: str, *, publik: bool = True) -> HttpResponse:
    """Say what a letter is for and what to prepare, before it is begun."""
    if kode in petunjuk():
        return _petunjuk(request, kode_desa, petunjuk()[kode])
    atur = pengaturan()
    satu = next((j for j in atur.jenis_aktif() if j.kode == kode), None)
    if satu is None:
        raise NotFound
    user: Any = request.user
    sini = user.is_authenticated and user.jenis == "warga" and user.desa_id == kode_desa
    masuk = f"{reverse('warga:masuk', args=[kode_desa])}?{urlencode({LANJUT: request.path})}"
    isi = {
        "jenis": {"nama": satu.nama, "kode": satu.kode, "ringkas": satu.ringkas},
        "wajib": [s.label for s in satu.syarat if s.wajib],
        "boleh": [s.label for s in satu.syarat if not s.wajib],
        "berlaku": _berlaku(satu),
        "di_kertas": satu.hanya_basah,
        "camat": satu.camat,
        "janji": kata_janji(atur.janji_jam(satu)),
        **tutup_dekat(clock.now(), atur),
        "masuk": "" if sini else masuk,
        "mulai_ke": reverse("warga:mulai"),
        "kembali_ke": reverse("warga:pilih", args=[kode_desa]),
        "aktivasi_ke": reverse("warga:aktivasi_ketik", args=[kode_desa]),
    }
    return tampil(request, "warga/jenis.html", isi)


def _berlaku(jenis: JenisSurat) -> str:
    """Return for how long a letter of this type is valid, in words; ``""`` without a limit."""
    if jenis.berlaku_isian:
        return f"Sampai {jenis.isian_kode(jenis.berlaku_isian).label.lower()}"
    return f"{jenis.berlaku_bulan} bulan" if jenis.berlaku_bulan else ""


def _petunjuk(request: HttpRequest, desa: str, satu: Petunjuk) -> HttpResponse:
    """Say what to do about a need for which the village writes no letter."""
    isi = {"petunjuk": satu, "kembali_ke": reverse("warga:pilih", args=[desa])}
    return tampil(request, "warga/petunjuk.html", isi)


@warga_titip
@require_http_methods(BACA_KIRIM)
def mulai(request: Permintaan) -> HttpResponse:
    """Open a draft, or take up the one that was begun; who had to sign in first finds the letter again."""
    if request.method != "POST":
        return _pilihan_tadi(request)
    penduduk_id = akun_warga(request.user.pk)
    kode = request.POST.get("jenis", "")[:20]
    draf_id = mulai_draf(pemilik=request.user.pk, penduduk_id=penduduk_id, jenis=kode)
    return redirect("warga:lanjut", draf_id)


def _pilihan_tadi(request: Permintaan) -> HttpResponse:
    kode = (titipan.ambil(request) or {}).get("jenis", "")
    if kode in {j.kode for j in pengaturan().jenis_aktif()}:
        return redirect("warga:jenis", request.desa, kode)
    return redirect("warga:pilih", request.desa)


@login_not_required
@require_safe
def lacak_umum(request: HttpRequest) -> HttpResponse:
    """Find the village whose ticket it is."""
    if desa := desa_terakhir(request):
        return redirect("warga:lacak", desa)
    return redirect(f"{reverse('warga:akar')}?untuk=lacak")


@login_not_required
@require_safe
def bantuan(request: HttpRequest) -> HttpResponse:
    """Explain in plain words how the service works and what happens to personal data."""
    desa = desa_terakhir(request)
    isi = {
        "aktivasi_ke": reverse("warga:aktivasi_umum"),
        "mulai_ke": reverse("warga:pilih", args=[desa]) if desa else reverse("warga:akar"),
        "cek_ke": reverse("verifikasi:cek"),
        "akses_ke": reverse("warga:akses"),
        "buku_ke": reverse("bantuan:buku", args=["warga"]),
        "selebaran_ke": reverse("bantuan:cetak", args=["warga"]),
    }
    return tampil(request, "warga/bantuan.html", isi)

"""Verification without signal: the keys and revocations a browser keeps, the page it shows, its service worker."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache as ingat
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from eoffice.dokumen.services import kunci_publik
from eoffice.kernel import clock
from eoffice.surat.rules.jenis import katalog
from eoffice.surat.selectors.verifikasi import kode_dicabut
from eoffice.web.komponen.bagian.rangka import aset
from eoffice.web.komponen.kantor import UMUM
from eoffice.web.middleware.lingkup import lingkup_sendiri
from eoffice.wilayah.selectors import IdentitasDesa, semua_desa

SEGAR_DETIK: Final = 300
BERKAS: Final = ("desa.css", "verifikasi.js", "ikon.svg", "halus.js", "kirim.js", "isian.js")
_KECAMATAN: Final = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}")
_NASKAH: Final = Path(__file__).resolve().parents[1] / "static" / "eoffice" / "sw.js"


@login_not_required
@lingkup_sendiri
@require_safe
def kunci(request: HttpRequest) -> HttpResponse:
    """Return the keys and revocations of one kecamatan, or, without one, the kecamatan there are.

    Public, and kept for five minutes: asking often costs nothing, so nothing counts how often.
    """
    kecamatan = request.GET.get("kec", "")
    desa = semua_desa()
    if not _KECAMATAN.fullmatch(kecamatan):
        nama = {d.kode[:8]: d.kecamatan for d in desa}
        isi: dict[str, Any] = {"kecamatan": [{"kode": k, "nama": n} for k, n in sorted(nama.items())]}
        return _json(isi)
    sini = [d for d in desa if d.kode.startswith(f"{kecamatan}.")]
    if not sini:
        return JsonResponse({"galat": "Kecamatan ini tidak dilayani di sini."}, status=HTTPStatus.NOT_FOUND)
    return _json(cache.get_or_set(f"kunci:{kecamatan}", lambda: _isi(kecamatan, sini), SEGAR_DETIK) or {})


def _isi(kecamatan: str, desa: list[IdentitasDesa]) -> dict[str, Any]:
    semua_kunci = kunci_publik(kecamatan)
    berkunci = {k["desa"] for k in semua_kunci}
    return {
        "kecamatan": kecamatan,
        "per": clock.now().isoformat(timespec="seconds"),
        "kunci": semua_kunci,
        "desa": {
            d.kode: {
                "nama": d.lengkap,
                "wilayah": f"Kecamatan {d.kecamatan}, {d.kabupaten}",
                "telepon": d.telepon,
            }
            for d in desa
        },
        "dicabut": [kode for d in desa if d.kode in berkunci for kode in kode_dicabut(d.kode)],
        "jenis": {j.singkatan: j.nama for j in katalog().values()},
    }


def _json(isi: dict[str, Any]) -> JsonResponse:
    jawaban = JsonResponse(isi)
    jawaban["Cache-Control"] = f"public, max-age={SEGAR_DETIK}"
    return jawaban


@login_not_required
@lingkup_sendiri
@require_safe
def halaman(request: HttpRequest) -> HttpResponse:
    """The page a browser shows in place of the server's answer when there is no signal; the same for everybody."""
    isi = {"cek_ke": reverse("verifikasi:cek"), "kantor": UMUM}
    jawaban = render(request, "verifikasi/luring.html", isi)
    jawaban["Cache-Control"] = "no-cache"
    return jawaban


@ingat
def _naskah() -> str:
    return _NASKAH.read_text("utf-8")


@login_not_required
@lingkup_sendiri
@require_safe
def pekerja(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that it may answer for addresses printed in QR codes."""
    berkas = (str(aset(f"eoffice/{nama}")) for nama in BERKAS)
    simpan = [reverse("verifikasi:luring"), reverse("warga:tanpa_sinyal"), *berkas]
    versi = hashlib.sha256(f"{simpan}{_naskah()}".encode()).hexdigest()[:12]
    kepala = f"const VERSI = {json.dumps(versi)};\nconst SIMPAN = {json.dumps(simpan)};\n"
    jawaban = HttpResponse(kepala + _naskah(), content_type="text/javascript; charset=utf-8")
    jawaban["Service-Worker-Allowed"] = "/"
    jawaban["Cache-Control"] = "no-cache"
    return jawaban

"""The activation slip: its QR or its typed code, whose it is, and the PIN that is made with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.akun import services
from eoffice.kernel.errors import NotFound, RuleRefused, TooManyAttempts
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules.ringkas import RingkasPenduduk
from eoffice.penduduk.selectors import by_nik
from eoffice.penduduk.selectors import satu as satu_penduduk
from eoffice.sinkron.services.slip import kunci_slip
from eoffice.web.komponen.formulir import pasang_galat
from eoffice.web.komponen.waktu import setempat, tanggal
from eoffice.web.laju import Laju, catat_meleset, pastikan_boleh
from eoffice.wilayah.selectors import ada_desa_jauh, desa_terdaftar, dilayani_di_sini
from eoffice.wilayah.tenancy import lingkup_terbuka

from .formulir import KodeSlip, KodeSlipNik, PinBaru
from .kerangka import BACA_KIRIM, coba, desa_ini, dikirim, ingat_desa, status_form, tampil

LAJU_SLIP: Final = Laju("slip", kali=40, menit=10)


@login_not_required
@require_http_methods(BACA_KIRIM)
def aktivasi_ketik(request: HttpRequest, kode_desa: str = "", *, publik: bool = True) -> HttpResponse:
    """Ask for the code on the slip, for phones that cannot scan.

    Of a village with a server of its own the code alone names nobody here: the NIK is asked as well.
    """
    form = _formulir(request, request.POST or None)
    if dikirim(request, form) and (jawab := _ke_desanya(form.cleaned_data["kode"])):
        return jawab
    slip: list[services.Slip] = []
    if dikirim(request, form) and coba(form, lambda: slip.append(_ketikan(request, form.cleaned_data))):
        return redirect("warga:aktivasi", slip[0].desa, slip[0].token)
    return _ketik(request, form, status_form(form))


def _formulir(request: HttpRequest, isi: Mapping[str, str] | None) -> KodeSlip:
    jauh = bool(desa_ini(request)) and not dilayani_di_sini()
    return (KodeSlipNik if jauh else KodeSlip)(isi)


def _ke_desanya(token: str) -> HttpResponse | None:
    """Send what a QR holds to the page of its village, which has the keys to look at it."""
    desa = services.intip_desa(token)
    return redirect("warga:aktivasi", desa, token) if desa and desa_terdaftar(desa) else None


def _ketik(request: HttpRequest, form: KodeSlip, status: int) -> HttpResponse:
    desa = desa_ini(request)
    isi = {
        "form": form,
        "kirim_ke": reverse("warga:aktivasi_ketik", args=[desa]) if desa else reverse("warga:aktivasi_umum"),
        "desa_lain_ke": f"{reverse('warga:akar')}?untuk=aktivasi" if not desa and ada_desa_jauh() else "",
    }
    return tampil(request, "warga/aktivasi_ketik.html", isi, status=status)


def _ketikan(request: HttpRequest, isi: Mapping[str, str]) -> services.Slip:
    """Return the slip of a typed code; where no event told of it yet, of the resident whose NIK was typed.

    Raises:
        RuleRefused, TooManyAttempts: as ``_baca``.
    """
    if "nik" not in isi or not services.kode_ketik(isi["kode"]):
        return _baca(request, isi["kode"])

    def kenali() -> services.Slip:
        orang = by_nik(isi["nik"])
        return services.kenali_kode(
            isi["kode"],
            desa=desa_ini(request),
            penduduk_id=orang.id if orang else UUID(int=0),  # nobody's: the same work, the same answer
            kunci=kunci_slip(),
        )

    return _berjatah(request, kenali)


@login_not_required
@require_safe
def aktivasi_arah(request: HttpRequest, token: str) -> HttpResponse:
    """Send a slip to the page of its village; a typed code to the village of which it is known here."""
    if jawab := _ke_desanya(token):
        return jawab
    try:
        slip = _baca(request, token)
    except (RuleRefused, TooManyAttempts) as tolak:
        return _slip_ditolak(request, tolak)
    return redirect("warga:aktivasi", slip.desa, slip.token)


def _baca(request: HttpRequest, token: str) -> services.Slip:
    return _berjatah(request, lambda: services.baca_slip(token, _kunci()))


def _kunci() -> services.KunciSlip | None:
    return kunci_slip() if lingkup_terbuka() else None


def _berjatah(request: HttpRequest, baca: Callable[[], services.Slip]) -> services.Slip:
    pastikan_boleh(request, LAJU_SLIP)
    try:
        return baca()
    except RuleRefused:
        catat_meleset(request, LAJU_SLIP)
        raise


def _slip_ditolak(request: HttpRequest, tolak: RuleRefused | TooManyAttempts) -> HttpResponse:
    form = _formulir(request, {"kode": "", "nik": ""})
    form.full_clean()
    form.errors.clear()
    pasang_galat(form, tolak)
    status = (
        HTTPStatus.TOO_MANY_REQUESTS
        if isinstance(tolak, TooManyAttempts)
        else HTTPStatus.UNPROCESSABLE_ENTITY
    )
    return _ketik(request, form, status)


@login_not_required
@require_http_methods(BACA_KIRIM)
def aktivasi(request: HttpRequest, kode_desa: str, token: str, *, publik: bool = True) -> HttpResponse:
    """Show whose slip it is (masked), ask for a new PIN twice, and sign in."""
    try:
        slip = _baca(request, token)
        orang = _orang(slip, kode_desa)
    except (RuleRefused, TooManyAttempts) as tolak:
        return _slip_ditolak(request, tolak)
    form = PinBaru(request.POST or None)
    siapa: list[Any] = []
    if dikirim(request, form) and coba(form, lambda: siapa.append(_aktifkan(slip, orang, form))):
        login(request, siapa[0])
        messages.success(request, "PIN Anda sudah dibuat, dan Anda sudah masuk. Jangan beri tahu siapa pun.")
        return ingat_desa(redirect("warga:daftar"), kode_desa)
    isi = {
        "form": form,
        "nama": samarkan_nama(orang.nama),
        "jauh": not dilayani_di_sini(),
        "sampai": tanggal(setempat(slip.kedaluwarsa).date()),
    }
    return tampil(request, "warga/aktivasi.html", isi, status=status_form(form))


def _orang(slip: services.Slip, kode_desa: str) -> RingkasPenduduk:
    """Return the resident of a slip.

    Raises:
        NotFound: the slip is of another village than the address says.
        RuleRefused: the register does not have this person (yet), or no longer as a resident with a NIK.
    """
    if slip.desa != kode_desa:
        raise NotFound
    try:
        orang = satu_penduduk(slip.penduduk_id)
    except NotFound:
        raise RuleRefused(Pesan("web.slip_data_belum_tiba")) from None
    if not orang.nik or not orang.hidup:
        raise RuleRefused(Pesan("web.slip_data"))
    return orang


def _aktifkan(slip: services.Slip, orang: RingkasPenduduk, form: PinBaru) -> Any:
    return services.aktifkan_warga(
        token=slip.token,
        pin=form.cleaned_data["pin"],
        nik=orang.nik,
        nama=orang.nama,
        tanggal_lahir=orang.tanggal_lahir,
        kunci=_kunci(),
    )


def samarkan_nama(nama: str) -> str:
    """Return a name that its owner knows again and a finder of the slip does not learn: ``Eu*** Ko***``."""
    return " ".join(f"{kata[:2] if len(kata) > 3 else kata[:1]}***" for kata in nama.split())

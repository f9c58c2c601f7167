"""The trial's page with the cable: pull it out, work on in the village, plug it in, and count what arrives."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from eoffice.jejak.aliran import semua_ujung
from eoffice.kernel.errors import NotFound
from eoffice.sinkron.selectors import belum_dikonfirmasi, berkas_belum_terkirim
from eoffice.sinkron.services.kemajuan import Kerja, minta
from eoffice.web.komponen.angka import ribuan
from eoffice.wilayah.tenancy import desa_aktif


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def kabel(request: HttpRequest) -> HttpResponse:
    """Show both ends of the cable, or pull it out and plug it in; an office has no such page.

    Raises:
        NotFound: this is no trial.
    """
    if not settings.EOFFICE_KABEL:
        raise NotFound
    tercabut = Path(settings.EOFFICE_KABEL)
    if request.method == "POST":
        if request.POST.get("kabel") == "cabut":
            tercabut.touch()
        else:
            tercabut.unlink(missing_ok=True)
            minta(desa_aktif(), Kerja.TEMU, oleh="halaman kabel")  # nobody at a trial waits for the next try
        return redirect("kabel")
    return render(request, "kabel.html", _keadaan(terpasang=not tercabut.exists()))


def _keadaan(*, terpasang: bool) -> dict[str, object]:
    """Say what the village wrote, and what of it the regency has confirmed with its signature."""
    ditulis = sum(satu.urut for satu in semua_ujung() if satu.lokal)
    lampiran = berkas_belum_terkirim()
    menunggu, warga_ke = belum_dikonfirmasi(), reverse("warga:beranda", args=[desa_aktif()])
    return {
        "terpasang": terpasang,
        "ditulis": ribuan(ditulis),
        "dipegang": ribuan(ditulis - menunggu),
        "menunggu": ribuan(menunggu),
        "lampiran": ribuan(lampiran),
        "sama": menunggu == 0 == lampiran,
        "petugas_ke": reverse("aparat:beranda"),
        "desa_ke": warga_ke,
        "kabupaten_ke": settings.EOFFICE_ALAMAT_PUBLIK + warga_ke,
    }

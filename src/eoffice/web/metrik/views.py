"""Figures for a monitoring program that shows the token of this installation; nobody else learns that they exist."""

from __future__ import annotations

import hmac
from typing import Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from eoffice.kernel import clock
from eoffice.kernel.errors import NotFound
from eoffice.sinkron.rules.alarm import HariKerja, Keadaan, Kini
from eoffice.sinkron.rules.metrik import JENIS_ISI, SebuahDesa, di_desa, di_kabupaten, tulis
from eoffice.sinkron.selectors import belum_dikonfirmasi, keadaan
from eoffice.sinkron.services.keadaan import pekerja_diam, semua_keadaan
from eoffice.sinkron.services.laporan import laporan_sini
from eoffice.wilayah.kalender import tanggal_libur
from eoffice.wilayah.selectors import semua_desa
from eoffice.wilayah.tenancy import lingkup_terbuka

_BEARER: Final = "Bearer "


@login_not_required
@require_safe
def metrik(request: HttpRequest) -> HttpResponse:
    """Give out the figures of this installation.

    Only the token opens them, also on this computer: behind a proxy every visitor seems to come from here.
    """
    token = settings.EOFFICE_METRIK_TOKEN
    tajuk = request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(tajuk.encode(), f"{_BEARER}{token}".encode()):
        raise NotFound
    isi = _kabupaten() if settings.EOFFICE_PERAN == "kabupaten" else _desa()
    return HttpResponse(isi, content_type=JENIS_ISI)


def _kabupaten() -> str:
    saat = timezone.localtime(clock.now())
    libur = tanggal_libur(saat.year) | tanggal_libur(saat.year - 1)
    ada = semua_keadaan()
    semua = [
        SebuahDesa(d.kode, d.nama, d.kecamatan, ada.get(d.kode, Keadaan(status=""))) for d in semua_desa()
    ]
    kini = Kini(saat, HariKerja(saat.date(), libur))
    return tulis(di_kabupaten(semua, kini, pekerja_diam=pekerja_diam() is not None))


def _desa() -> str:
    if not lingkup_terbuka():  # no village is set up here yet
        return ""
    return tulis(di_desa(laporan_sini(0), keadaan(), menunggu=belum_dikonfirmasi()))

"""Putting a resident's data right: a form, a page to check, and the history says who, why and on which paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from eoffice.kernel.errors import ChangedMeanwhile, NotFound
from eoffice.kernel.peran import Peran
from eoffice.penduduk import selectors, services
from eoffice.penduduk.rules.koreksi import LembarKoreksi, bergeser
from eoffice.penduduk.rules.mutasi import Ubahan
from eoffice.penduduk.rules.nik import periksa_nik
from eoffice.penduduk.rules.permintaan import NIK, RincianPermintaan
from eoffice.penduduk.rules.ringkas import RingkasPenduduk
from eoffice.penduduk.selectors.koreksi import isi_koreksi
from eoffice.penduduk.selectors.permintaan import satu_permintaan
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.orang import LABEL, sebut_nilai
from eoffice.wilayah.rujukan import kecamatan_ada

from .formulir.koreksi import Koreksi, KoreksiNik
from .izin import Permintaan, untuk
from .kerangka import BACA_KIRIM, Rupa, coba, dikirim, formulir, tampil
from .mutasi import kata_jawaban, kiriman
from .penduduk import catat, ingat_alasan

ALASAN: Final = "Koreksi data"
_JAWABAN: Final = ("dasar", "nomor_dasar", "alasan")
Laksana = Callable[[LembarKoreksi], tuple[Ubahan, ...]]


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def isi(request: Permintaan, penduduk_id: UUID) -> HttpResponse:
    """Show a resident's data in boxes, show what a correction would change, record it."""
    p = selectors.satu(penduduk_id)
    if request.method != "POST":
        catat(request, p.id, "lihat", ALASAN)
        minta = _diminta(request, p.id)
        usul = {minta.kolom: minta.usul} if minta and minta.kolom != NIK else {}
        form = Koreksi(nilai=isi_koreksi(p.id), usul=usul, permintaan=minta.id if minta else None)
    else:
        form = Koreksi(request.POST)
    rupa = _rupa(p, "Betulkan data", "Ubah yang keliru saja. Yang lain biarkan seperti adanya.", tautan=True)

    def laksana(lembar: LembarKoreksi) -> tuple[Ubahan, ...]:
        return services.koreksi_penduduk(
            lembar, penduduk_id=p.id, semula=form.yang_ditunjukkan(), diketik=form.diketik()
        )

    try:
        return _jalankan(request, form, rupa, p, laksana)
    except ChangedMeanwhile as berubah:
        kini = isi_koreksi(p.id)
        geser = bergeser(form.yang_ditunjukkan(), kini)
        lanjut = form.susulkan(kini)
        lanjut.add_error(None, kalimat(berubah.pesan))
        for nama in geser:
            lanjut.add_error(nama, f"Sekarang tercatat: {sebut_nilai(nama, kini[nama])}.")
        return _berubah(request, rupa, lanjut)


@untuk(Peran.OPERATOR)
@require_http_methods(BACA_KIRIM)
def nik(request: Permintaan, penduduk_id: UUID) -> HttpResponse:
    """Ask for the right NIK twice, say what is odd about it, give it to the resident."""
    p = selectors.satu(penduduk_id)
    if request.method == "POST":
        form = KoreksiNik(request.POST)
    else:
        minta = _diminta(request, p.id)
        form = KoreksiNik(revisi=p.revisi, permintaan=minta.id if minta else None)
    rupa = _rupa(
        p, "Betulkan NIK", "NIK ditetapkan Disdukcapil. Pakai hanya yang tertulis di KTP-el atau KK yang sah."
    )

    def laksana(lembar: LembarKoreksi) -> tuple[Ubahan, ...]:
        data = form.cleaned_data
        return services.koreksi_nik(lembar, penduduk_id=p.id, revisi=data["revisi"], nik=data["nik"])

    try:
        return _jalankan(request, form, rupa, p, laksana)
    except ChangedMeanwhile as berubah:
        lanjut = form.susulkan(selectors.satu(p.id).revisi)
        lanjut.add_error(None, kalimat(berubah.pesan))
        return _berubah(request, rupa, lanjut)


def _diminta(request: Permintaan, penduduk_id: UUID) -> RincianPermintaan | None:
    """Return the waiting request of this person that the address names, if it names one."""
    try:
        minta = satu_permintaan(UUID(request.GET.get("permintaan", "")))
    except (ValueError, NotFound):
        return None
    return minta if minta.menunggu and minta.penduduk_id == penduduk_id else None


def _rupa(p: RingkasPenduduk, judul: str, kata: str, *, tautan: bool = False) -> Rupa:
    ke_nik = reverse("aparat:koreksi_nik", args=[p.id])
    return Rupa(
        judul=f"{judul}: {p.nama}",
        tombol="Lanjutkan",
        pengantar=(kata, "Sebelum dicatat, Anda memeriksa dulu apa yang berubah."),
        kembali=reverse("aparat:penduduk_satu", args=[p.id]),
        kata_kembali=p.nama,
        tautan=((ke_nik, "Yang keliru NIK-nya"),) if tautan else (),
    )


def _berubah(request: Permintaan, rupa: Rupa, form: Koreksi | KoreksiNik) -> HttpResponse:
    """Draw the form on what stands there now: nothing was recorded, nothing typed is lost."""
    isi = {"rupa": rupa, "form": form}
    return tampil(request, "aparat/formulir.html", isi, status=HTTPStatus.CONFLICT)


def _jalankan(
    request: Permintaan, form: Koreksi | KoreksiNik, rupa: Rupa, p: RingkasPenduduk, laksana: Laksana
) -> HttpResponse:
    """Take a form to its check page, and from there into the register; what is refused goes back into the form."""
    pasti = "pasti" in request.POST
    hasil: list[Ubahan] = []
    if "perbaiki" not in request.POST and dikirim(request, form):
        lembar = form.lembar(str(request.user.pk), coba=not pasti)
        if coba(form, lambda: hasil.extend(laksana(lembar))):
            if not pasti:
                return _periksa(request, form, rupa, p, hasil)
            catat(request, p.id, "koreksi", lembar.alasan)
            ingat_alasan(request, p.id, ALASAN)
            messages.success(request, "Data sudah dibetulkan. Riwayatnya tercatat.")
            return redirect("aparat:penduduk_satu", p.id)
    return formulir(request, rupa, form)


def _periksa(
    request: Permintaan, form: Koreksi | KoreksiNik, rupa: Rupa, p: RingkasPenduduk, hasil: Sequence[Ubahan]
) -> HttpResponse:
    jawaban = [(form.fields[nama].label, kata_jawaban(form, nama)) for nama in _JAWABAN]
    baru = form.cleaned_data.get("nik", "")
    konteks: dict[str, Any] = {
        "rupa": rupa,
        "jawaban": [("NIK yang benar", baru), *jawaban] if baru else jawaban,
        "ubahan": [
            {
                "siapa": u.nama,
                "apa": LABEL[nama],
                "dari": sebut_nilai(nama, dulu).capitalize()
                if dulu in (None, "")
                else sebut_nilai(nama, dulu),
                "ke": sebut_nilai(nama, kini).capitalize() if kini in (None, "") else sebut_nilai(nama, kini),
            }
            for u in hasil
            for nama, (dulu, kini) in u.kolom.items()
        ],
        "peringatan": _peringatan(form, p, baru),
        "kiriman": kiriman(request),
    }
    return tampil(request, "aparat/mutasi_periksa.html", konteks)


def _peringatan(form: Koreksi | KoreksiNik, p: RingkasPenduduk, baru: str) -> list[str]:
    """Return what does not fit between NIK, birth date and sex as they would stand: told, never refused."""
    if not (nomor := baru or p.nik):
        return []
    isi = form.cleaned_data
    lahir = isi.get("tanggal_lahir", p.tanggal_lahir) if not baru else p.tanggal_lahir
    kelamin = isi.get("jenis_kelamin", p.jenis_kelamin)
    temuan = periksa_nik(nomor, lahir=lahir, kelamin=kelamin, kecamatan_ada=kecamatan_ada)
    return [kalimat(satu.pesan) for satu in temuan]

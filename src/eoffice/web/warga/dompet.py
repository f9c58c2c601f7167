"""The citizen's wallet: documents kept for the next application, seen, used and wiped by their owner alone."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from eoffice.jejak.selectors import akses_atas_semua
from eoffice.jejak.services import catat_akses
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, NotFound
from eoffice.surat import services as layanan
from eoffice.surat.rules.dompet import MAKS_BERKAS, BerkasDompet, urut_untuk
from eoffice.surat.selectors.dompet import dompet
from eoffice.web.komponen.angka import ukuran
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.waktu import setempat, tanggal
from eoffice.web.laju import Laju, hitung

from .formulir import SimpanDompet, Yakin
from .gerbang import Permintaan, warga
from .kerangka import BACA_KIRIM, coba, dikirim, kirim_berkas, status_form, tampil
from .urutan import Jalan

LAJU_SIMPAN: Final = Laju("dompet", kali=30, menit=60)
_SASARAN: Final = "berkas_saya"
_KATA: Final = {"simpan": "disimpan", "lihat": "dibuka", "pakai": "dipakai untuk permohonan"}


@warga
@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """List what is kept, until when, and what was done with each."""
    semua, kini = dompet(request.user.pk), clock.now()
    riwayat = _riwayat(semua)
    isi = {
        "berkas": [
            {
                "kata": b.kata,
                "ukuran": ukuran(b.ukuran),
                "sampai": _tanggal(b.kedaluwarsa),
                "hampir": b.hampir(kini),
                "riwayat": riwayat.get(b.id, []),
                "lihat": reverse("warga:dompet_lihat", args=[b.id]),
                "hapus": reverse("warga:dompet_hapus", args=[b.id]),
            }
            for b in semua
        ],
        "baru_ke": reverse("warga:dompet_baru") if len(semua) < MAKS_BERKAS else "",
        "maks": MAKS_BERKAS,
        "akses_ke": reverse("warga:akses"),
    }
    return tampil(request, "warga/dompet.html", isi)


def _riwayat(semua: list[BerkasDompet]) -> dict[UUID, list[str]]:
    """Return what was done with each document, the newest first: by its owner, for nobody else can."""
    hasil: dict[UUID, list[str]] = {}
    for a in akses_atas_semua(_SASARAN, [b.id for b in semua], 40):
        hasil.setdefault(a.sasaran_id, []).append(f"{_tanggal(a.waktu)}: {_KATA.get(a.tindakan, a.tindakan)}")
    return hasil


def _tanggal(saat: Any) -> str:
    return tanggal(setempat(saat).date())


def _catat(request: Permintaan, berkas_id: UUID, tindakan: str) -> None:
    catat_akses(
        pengguna_id=request.user.pk,
        sasaran=_SASARAN,
        sasaran_id=berkas_id,
        tindakan=tindakan,
        permintaan_id=request.permintaan_id,
    )


@warga
@require_http_methods(BACA_KIRIM)
def baru(request: Permintaan) -> HttpResponse:
    """Keep a document, with its owner's consent."""
    post = request.method == "POST"
    form = SimpanDompet(request.POST if post else None, request.FILES if post else None)

    def simpan() -> None:
        hitung(request, LAJU_SIMPAN)
        isi = form.cleaned_data
        berkas_id = layanan.simpan_dompet(
            pemilik=request.user.pk, jenis=isi["jenis"], data=isi["berkas"].read(), setuju=isi["setuju"]
        )
        _catat(request, berkas_id, "simpan")

    if dikirim(request, form) and coba(form, simpan):
        messages.success(request, "Berkas disimpan. Hanya Anda yang dapat membukanya di sini.")
        return redirect("warga:dompet")
    isi = {"form": form, "kembali_ke": reverse("warga:dompet")}
    return tampil(request, "warga/dompet_baru.html", isi, status=status_form(form))


@warga
@require_safe
def lihat(request: Permintaan, berkas_id: UUID) -> HttpResponse:
    """Show a document to its owner; opening it is noted."""
    isi, media = layanan.buka_dompet(berkas_id=berkas_id, pemilik=request.user.pk)
    _catat(request, berkas_id, "lihat")
    return kirim_berkas(isi, media, f"berkas.{'pdf' if media == 'application/pdf' else 'jpg'}")


@warga
@require_http_methods(BACA_KIRIM)
def hapus(request: Permintaan, berkas_id: UUID) -> HttpResponse:
    """Ask, then wipe a document at once."""
    satu = next((b for b in dompet(request.user.pk) if b.id == berkas_id), None)
    if satu is None:
        raise NotFound
    if dikirim(request, Yakin(request.POST)):
        layanan.hapus_dompet(berkas_id=berkas_id, pemilik=request.user.pk)
        messages.success(request, f"{satu.kata} sudah dihapus dari Berkas saya.")
        return redirect("warga:dompet")
    isi = {"kata": satu.kata, "batal_ke": reverse("warga:dompet")}
    return tampil(request, "warga/dompet_hapus.html", isi)


@warga
@require_http_methods(BACA_KIRIM)
def pakai(
    request: Permintaan, draf_id: UUID, syarat: str, berkas_id: UUID, surat_id: UUID | None = None
) -> HttpResponse:
    """Attach a copy of a kept document; who had to sign in first comes back to the page with the button."""
    jalan = Jalan(draf_id, surat_id)
    if request.method != "POST":
        layanan.draf(draf_id=draf_id, pemilik=request.user.pk)  # a stranger's is not found
    else:
        try:
            layanan.pakai_dompet(
                berkas_id=berkas_id,
                pemilik=request.user.pk,
                draf_id=draf_id,
                syarat=syarat,
                setuju=request.POST.get("setuju") == "ya",
            )
        except InvalidInput as tolak:
            messages.error(request, kalimat(tolak.pesan))
        else:
            _catat(request, berkas_id, "pakai")
            messages.success(request, "Salinannya dilampirkan ke permohonan ini.")
    return redirect(jalan.ke("berkas", syarat) + ("?ubah" if "ubah" in request.GET else ""))


def dari_dompet(
    request: Permintaan, jalan: Jalan, syarat: str, terlampir: layanan.IsiDraf
) -> list[dict[str, str]]:
    """Return the kept documents that can be used for a requirement, those of its kind first."""
    if any(b.syarat == syarat for b in terlampir.berkas):
        return []
    ubah = "?ubah" if "ubah" in request.GET else ""
    return [
        {
            "kata": b.kata,
            "saat": _tanggal(b.disimpan_pada),
            "lihat": reverse("warga:dompet_lihat", args=[b.id]),
            "pakai": jalan.ke("pakai", syarat, b.id) + ubah,
        }
        for b in urut_untuk(dompet(request.user.pk), syarat)
    ]

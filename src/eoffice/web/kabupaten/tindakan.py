"""Keys of a village's server: a code to enrol one, shown once, and the end of a key."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from eoffice.kernel import clock
from eoffice.kernel.errors import NotFound
from eoffice.sinkron.rules.undangan import Undangan, sidik_kunci
from eoffice.sinkron.services.keadaan import keadaan
from eoffice.sinkron.services.kunci import diri
from eoffice.sinkron.services.pendaftaran import KodeBaru
from eoffice.sinkron.services.pusat import cabut_kunci, minta_kode, ubah_kuota
from eoffice.web.bukti import harus_segar
from eoffice.web.komponen.angka import ribuan
from eoffice.web.komponen.waktu import lengkap, ringkas
from eoffice.web.qr import gambar_qr
from eoffice.wilayah.selectors import IdentitasDesa, identitas

from .formulir import Alasan, BuatKode, GantiServer, UbahKuota
from .izin import Permintaan, pelaku, untuk_petugas
from .kerangka import BACA_KIRIM, Tanya, dikirim, gambar_tanya, tampil, tanyakan, terkirim
from .sajian import kata_kuota

GIGA: Final = 1000**3


@untuk_petugas
@harus_segar
@require_http_methods(BACA_KIRIM)
def kode(request: Permintaan, kode_desa: str) -> HttpResponse:
    """Ask, then make a one-time code and show it; it cannot be shown again."""
    desa, ganti = identitas(), keadaan().status == "aktif"
    form = (GantiServer if ganti else BuatKode)(dikirim(request))
    baru: list[KodeBaru] = []
    if terkirim(request, form, lambda: baru.append(minta_kode(petugas=pelaku(request), ganti=ganti))):
        return _tampil_kode(request, desa, baru[0], ganti=ganti)
    return gambar_tanya(request, _tanya_kode(desa, ganti=ganti), form)


def _tanya_kode(desa: IdentitasDesa, *, ganti: bool) -> Tanya:
    umum = "Kode berlaku 24 jam dan hanya sekali. Kode sebelumnya yang belum dipakai berakhir."
    sampaikan = (
        "Sampaikan kodenya lewat telepon atau langsung, hanya kepada orang yang Anda kenal di desa itu."
    )
    if ganti:
        return Tanya(
            judul=f"Ganti server {desa.lengkap}?",
            tombol="Buat kode penggantian",
            batal=_kembali(desa),
            jenis="bahaya",
            pengantar=(umum, sampaikan),
        )
    return Tanya(
        judul=f"Buat kode untuk server {desa.lengkap}?",
        tombol="Buat kode pendaftaran",
        batal=_kembali(desa),
        pengantar=(umum, sampaikan),
    )


def _tampil_kode(request: Permintaan, desa: IdentitasDesa, baru: KodeBaru, *, ganti: bool) -> HttpResponse:
    sidik = sidik_kunci(diri().kunci.public_key().public_bytes_raw())
    baris = Undangan(settings.EOFFICE_ALAMAT_PUBLIK, desa.kode, baru.teks, sidik).tulis()
    isi = {
        "desa": desa,
        "ganti": ganti,
        "kode": "-".join(baru.teks[i : i + 4] for i in range(0, len(baru.teks), 4)),
        "baris": baris,
        "qr": gambar_qr(baris, f"Kode QR pendaftaran server {desa.lengkap}"),
        "alamat": settings.EOFFICE_ALAMAT_PUBLIK,
        "sidik": sidik,
        "sampai": lengkap(baru.kedaluwarsa),
        "sampai_kata": f"Berlaku sampai {ringkas(baru.kedaluwarsa, clock.now())}",
        "kembali": _kembali(desa),
    }
    return tampil(request, "kabupaten/kode.html", isi)


@untuk_petugas
@harus_segar
@require_http_methods(BACA_KIRIM)
def cabut(request: Permintaan, kode_desa: str) -> HttpResponse:
    """Ask for a reason, then let the village's server append nothing any more."""
    desa, form = identitas(), Alasan(dikirim(request))
    if request.method != "POST" and keadaan().status != "aktif":
        raise NotFound
    tanya = Tanya(
        judul=f"Cabut kunci server {desa.lengkap}?",
        tombol="Cabut kunci",
        batal=_kembali(desa),
        jenis="bahaya",
        pengantar=(
            "Sejak itu tidak ada yang diterima dari server ini, juga lewat USB. Data yang sudah diterima tetap ada.",
            (
                "Lakukan bila komputernya hilang, dicuri, atau kuncinya dipakai orang lain. Kunci yang dicabut "
                "tidak dapat dipakai lagi; server didaftarkan ulang dengan kode baru."
            ),
        ),
    )
    return tanyakan(
        request,
        tanya,
        form,
        lambda: cabut_kunci(petugas=pelaku(request), alasan=form.cleaned_data["alasan"]),
        kabar=f"Kunci server {desa.lengkap} sudah dicabut.",
        ke=_kembali(desa),
    )


@untuk_petugas
@require_http_methods(BACA_KIRIM)
def kuota(request: Permintaan, kode_desa: str) -> HttpResponse:
    """Ask for another room for the village's files, and why."""
    desa, k = identitas(), keadaan()
    if not k.status:
        raise NotFound
    awal = {"kuota": (k.berkas_kuota or 0) // GIGA}
    form = UbahKuota(dikirim(request), initial=awal)
    tanya = Tanya(
        judul=f"Ubah kuota berkas {desa.lengkap}",
        tombol="Simpan kuota",
        batal=_kembali(desa),
        pengantar=(
            (
                "Kuota menjaga supaya lampiran satu desa tidak memenuhi disk kabupaten. Yang tidak muat menunggu di "
                "server desa dan menyusul sendiri sesudah kuota ditambah; tidak ada yang dihapus."
            ),
        ),
        ikhtisar=(("Terpakai", kata_kuota(k)), ("Tidak muat", f"{ribuan(k.berkas_ditolak)} berkas")),
    )
    return tanyakan(
        request,
        tanya,
        form,
        lambda: ubah_kuota(
            petugas=pelaku(request), gigabita=form.cleaned_data["kuota"], alasan=form.cleaned_data["alasan"]
        ),
        kabar=f"Kuota berkas {desa.lengkap} sudah diubah.",
        ke=_kembali(desa),
    )


def _kembali(desa: IdentitasDesa) -> str:
    return reverse("kabupaten:desa", args=[desa.kode])

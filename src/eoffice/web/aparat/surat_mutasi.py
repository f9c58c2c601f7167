"""The letter that belongs to a mutation: the register knows nothing of letters, this face joins the two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.peran import Peran
from eoffice.penduduk import selectors
from eoffice.penduduk.rules.mutasi import JenisMutasi, RincianMutasi
from eoffice.penduduk.rules.ringkas import RingkasPenduduk, judul
from eoffice.penduduk.selectors.mutasi import satu_mutasi
from eoffice.surat import services as layanan
from eoffice.surat.services.pengaturan import pengaturan

from .izin import Permintaan, untuk
from .penduduk import catat, ingat_alasan

SURAT: Final = {JenisMutasi.MATI: "kematian", JenisMutasi.LAHIR: "kelahiran", JenisMutasi.DATANG: "domisili"}
"""The letter that belongs to a mutation, where the village offers that type."""


def surat_untuk(semua: Sequence[RincianMutasi]) -> dict[str, str] | None:
    """Return the letter to offer for a mutation, ``None`` when there is none in the catalogue."""
    m = _yang_bersurat(semua)
    jenis = next((j for j in pengaturan().jenis_aktif() if j.kode == SURAT.get(m.jenis)), None)
    if jenis is None:
        return None
    nama = jenis.nama[:1].lower() + jenis.nama[1:]
    return {"teks": f"Buat {nama}", "ke": reverse("aparat:mutasi_surat", args=[m.kelompok])}


def _yang_bersurat(semua: Sequence[RincianMutasi]) -> RincianMutasi:
    """Return the line a letter belongs to: of a marriage that of the spouse who arrived."""
    return next((m for m in semua if m.jenis in SURAT), semua[0])


@untuk(Peran.OPERATOR)
@require_POST
def surat(request: Permintaan, kelompok: UUID) -> HttpResponse:
    """Open a draft of the letter that belongs to a mutation, with what the mutation says filled in."""
    m = _yang_bersurat(satu_mutasi(kelompok))
    p = selectors.satu(m.penduduk_id)
    pemohon = _pemohon(p)
    draf_id = layanan.mulai_draf(
        pemilik=request.user.pk, penduduk_id=pemohon.id, jenis=SURAT.get(m.jenis, "")
    )
    ingat_alasan(request, pemohon.id, "Melayani warga ini di loket")
    catat(request, p.id, "lihat", "Membuat surat dari buku mutasi")
    isi_awal(draf_id, request.user.pk, jawaban_awal(m, p))
    return redirect("aparat:loket_isi", draf_id)


def _pemohon(p: RingkasPenduduk) -> RingkasPenduduk:
    """Return who asks for the letter: the person, or for the dead and for children the head of the family."""
    keluarga = selectors.anggota_keluarga(p.keluarga_id) if p.keluarga_id else []
    hidup = [o for o in keluarga if o.hidup and (o.shdk != "Anak" or not p.hidup)]
    return p if p.hidup and p.shdk != "Anak" else next(iter(hidup), p)


def jawaban_awal(m: RincianMutasi, p: RingkasPenduduk) -> dict[str, str]:
    """Return answers that a mutation already gives, by the names letters use."""
    lahir = p.tanggal_lahir.isoformat() if p.tanggal_lahir else ""
    if m.jenis is JenisMutasi.MATI:
        diri = {
            "nama": p.nama, "nik": p.nik, "tempat_lahir": p.tempat_lahir, "tanggal_lahir": lahir,
            "kelamin": p.jenis_kelamin, "agama": p.agama, "pekerjaan": p.pekerjaan, "alamat": p.alamat,
        }  # fmt: skip
        isi = {f"alm_{nama}": nilai for nama, nilai in diri.items()}
        isi |= {"tanggal_meninggal": m.tanggal.isoformat(), "tempat_meninggal": judul(m.tempat)}
    else:
        isi = {
            "nama_anak": p.nama, "kelamin_anak": p.jenis_kelamin, "tanggal_lahir_anak": lahir,
            "tempat_lahir_anak": p.tempat_lahir,
        }  # fmt: skip
    return {nama: nilai for nama, nilai in isi.items() if nilai}


def isi_awal(draf_id: UUID, pemilik: UUID, jawaban: dict[str, str]) -> None:
    """Fill in what a draft asks for; an answer the letter writes in another way is left to the operator."""
    ditanya = {i.kode for i in layanan.draf(draf_id=draf_id, pemilik=pemilik).jenis.isian}
    cocok = {nama: nilai for nama, nilai in jawaban.items() if nama in ditanya}
    try:
        layanan.simpan_jawaban(draf_id=draf_id, pemilik=pemilik, jawaban=cocok)
    except InvalidInput as tolak:
        sisa = {nama: nilai for nama, nilai in cocok.items() if nama not in tolak.per_field}
        layanan.simpan_jawaban(draf_id=draf_id, pemilik=pemilik, jawaban=sisa)

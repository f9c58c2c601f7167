"""Mutations of the register in words: what can be recorded, a line of the book, what a mutation changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.mutasi import RincianMutasi, Ubahan
from eoffice.penduduk.rules.ringkas import RingkasPenduduk, judul
from eoffice.web.komponen.waktu import tanggal


@dataclass(frozen=True, slots=True)
class Kata:
    """The words of one kind of mutation; ``perlu_keluarga``: it is about a whole family card; ``perlu_kawin``: only
    about who is married."""

    judul: str
    pengantar: str
    perlu_keluarga: bool = False
    perlu_kawin: bool = False


KATA: Final = {
    "lahir": Kata("Catat kelahiran", "Anak masuk ke KK keluarga {nama}.", perlu_keluarga=True),
    "mati": Kata("Catat kematian", "Yang meninggal: {nama}."),
    "pindah": Kata("Catat pindah ke luar desa", "Yang pindah: {nama}."),
    "pindah-dalam-desa": Kata(
        "Catat pindah dalam desa",
        "Seluruh keluarga {nama} pindah ke alamat lain di desa ini.",
        perlu_keluarga=True,
    ),
    "pisah-kk": Kata("Catat pisah KK", "Sebagian keluarga {nama} mendapat KK sendiri.", perlu_keluarga=True),
    "kawin": Kata(
        "Catat kawin dengan warga desa",
        "Yang kawin: {nama}. Surat pengantar nikah dibuat sebelumnya, di loket; di sini dicatat sesudah akad.",
    ),
    "kawin-luar": Kata(
        "Catat kawin dengan orang luar desa",
        "Yang kawin: {nama}. Bila pasangannya pindah ke desa ini, kedatangannya ikut tercatat.",
    ),
    "cerai": Kata(
        "Catat cerai",
        "Perkawinan {nama} berakhir. Bila pasangannya warga desa dan meninggal, catat kematiannya saja.",
        perlu_kawin=True,
    ),
}


def tautan(p: RingkasPenduduk) -> list[dict[str, str]]:
    """Return where mutations of a resident are recorded; none for who does not live here."""
    return [
        {"ke": reverse("aparat:mutasi_isi", args=[p.id, nama]), "teks": kata.judul}
        for nama, kata in KATA.items()
        if p.hidup
        and (p.keluarga_id or not kata.perlu_keluarga)
        and (p.status_kawin.startswith("Kawin") or not kata.perlu_kawin)
    ]


def baris(m: RincianMutasi) -> dict[str, str]:
    """Return one line of the book in words."""
    rinci = (
        m.dari and f"dari {m.dari}",
        m.ke and f"ke {m.ke}",
        m.tempat and f"di {judul(m.tempat)}",
        m.sebab,
        m.keterangan,
        "sudah dibatalkan" if m.dibetulkan else "",
    )
    return {
        "ke": reverse("aparat:mutasi_satu", args=[m.kelompok]),
        "nama": m.nama,
        "sebutan": ", ".join(k for k in (tanggal(m.tanggal), *rinci) if k),
        "jenis": m.kata,
        "tanggal": tanggal(m.tanggal),
        "rinci": ", ".join(k for k in rinci if k),
    }


KOLOM: Final = {
    "status_dasar": "Status",
    "shdk": "Hubungan dalam keluarga",
    "status_kawin": "Status perkawinan",
    "keluarga_id": "KK",
    "no_kk": "Nomor KK",
    "tanggal_lahir": "Tanggal lahir",
    "nik": "NIK",
    "akta_perkawinan": "Akta perkawinan",
    "akta_perceraian": "Akta perceraian",
}


def kata_ubahan(hasil: Sequence[Ubahan]) -> list[dict[str, str]]:
    """Return what changes, a line for each field: whose, what, from and to; numbers are not shown."""
    return [
        {
            "siapa": u.nama or "Alamat keluarga",
            "apa": KOLOM.get(nama, nama.replace("_", " ").capitalize()),
            "dari": _kata_nilai(nama, dulu, "KK lama"),
            "ke": _kata_nilai(nama, kini, "KK baru"),
        }
        for u in hasil
        for nama, (dulu, kini) in u.kolom.items()
    ]


def _kata_nilai(nama: str, nilai: Any, kartu: str) -> str:
    if nilai in (None, ""):
        return "Kosong"
    if nama in kode.TABEL:
        return kode.TABEL[nama].sebut(nilai)
    if nama in ("keluarga_id", "no_kk"):
        return kartu
    if nama.startswith("akta"):
        return str(nilai)
    return "Nomor lain" if nama.startswith("nik") else judul(str(nilai))

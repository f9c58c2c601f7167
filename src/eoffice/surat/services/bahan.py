"""From rows to the document that is printed: the same for preview, for signing and for paper."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings

from eoffice.akun.selectors import PenandaTangan, penanda_tangan_bertugas
from eoffice.dokumen import services as dokumen
from eoffice.dokumen.rules.hasil import Klaim
from eoffice.kernel.errors import NotFound
from eoffice.penduduk.rules.ringkas import RingkasPenduduk
from eoffice.penduduk.selectors import satu as satu_penduduk
from eoffice.sinkron.services import berkas
from eoffice.surat.rules.badan import (
    BahanSurat,
    KepalaSurat,
    PenandaTanganSurat,
    isi_templat,
    susun_surat,
)
from eoffice.surat.rules.daftar import tulis_semua
from eoffice.surat.rules.isian import Nilai
from eoffice.surat.rules.jenis import JenisSurat
from eoffice.surat.rules.kode import kode_pendek, tampilkan_kode
from eoffice.surat.rules.terbilang import tanggal_indonesia
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services.pengaturan import Pengaturan
from eoffice.surat.services.pengaturan import pengaturan as pengaturan_desa
from eoffice.wilayah.selectors import IdentitasDesa, identitas

LEBAR_PX = 800
KOSONG = PenandaTangan(UUID(int=0), None, "(nama pejabat)", (), "Kepala Desa", "definitif", "", "")
"""Stands in a draft while nobody may sign; a letter gets its number only with a real one."""


@dataclass(frozen=True, slots=True)
class BahanBaris:
    """What of an application goes into its letter."""

    jenis: JenisSurat
    penduduk_id: UUID
    nilai: Mapping[str, Nilai]
    ubahan: Mapping[str, str]


def dokumen_surat(
    bahan: BahanBaris,
    pengaturan: Pengaturan,
    *,
    penanda: PenandaTangan,
    tanggal: date,
    nomor: str | None = None,
) -> dict[str, Any]:
    """Return the ``surat/1`` document of an application; final, but still without QR, when it has a number."""
    desa = identitas()
    return susun_surat(
        BahanSurat(
            jenis=bahan.jenis,
            cara_terbit=pengaturan.cara_terbit_untuk(bahan.jenis).value,
            kepala=kepala_surat(desa),
            penanda_tangan=_penanda_surat(penanda, desa),
            tanggal=tanggal,
            nilai=bahan.nilai,
            teks=teks_isian(bahan, tanggal),
            kertas=pengaturan.kertas,
            nomor=nomor,
            ubahan=bahan.ubahan,
            tembusan=bahan.jenis.tembusan,
        )
    )


def teks_isian(bahan: BahanBaris, tanggal: date, orang: RingkasPenduduk | None = None) -> dict[str, str]:
    """Return the printed words of every field of a letter. ``orang``: its resident, where he was read already."""
    siap = _siap(orang or satu_penduduk(bahan.penduduk_id))
    sampai = bahan.jenis.berlaku_sampai(tanggal, bahan.nilai)
    if sampai is not None:
        siap["berlaku_sampai"] = tanggal_indonesia(sampai)
    return tulis_semua(bahan.jenis.isian, bahan.nilai, siap)


def keperluan(bahan: BahanBaris, tanggal: date) -> str:
    """Return the purpose in plain words: what the verification page shows beside the name."""
    return isi_templat(bahan.jenis.keperluan, teks_isian(bahan, tanggal))[:200]


def _siap(p: RingkasPenduduk) -> dict[str, str]:
    lahir = tanggal_indonesia(p.tanggal_lahir) if p.tanggal_lahir else ""
    return {
        "nama": p.nama,
        "nik": p.nik or "belum mempunyai NIK",
        "ttl": ", ".join(bagian for bagian in (p.tempat_lahir, lahir) if bagian) or "-",
        "jenis_kelamin": p.kelamin,
        "agama": p.agama or "-",
        "status_kawin": p.status_kawin or "-",
        "pekerjaan": p.pekerjaan or "-",
        "alamat": p.alamat or "-",
        "rt_rw": f"Ketua RT {p.tinggal.rt} RW {p.tinggal.rw}" if p.tinggal.rt else "Ketua RT",
    }


def kepala_surat(desa: IdentitasDesa) -> KepalaSurat:
    """Return the head of the village's letters."""
    pos = f"Kode Pos {desa.kode_pos}" if desa.kode_pos else ""
    telepon = f"Telepon {desa.telepon}" if desa.telepon else ""
    surel = f"Surel {desa.surel}" if desa.surel else ""
    return KepalaSurat(
        kabupaten=desa.kabupaten.removeprefix("Kabupaten ").strip(),
        kecamatan=desa.kecamatan,
        desa=desa.nama,
        alamat=", ".join(bagian for bagian in (desa.alamat, telepon, surel, pos) if bagian),
    )


def _penanda_surat(penanda: PenandaTangan, desa: IdentitasDesa) -> PenandaTanganSurat:
    return PenandaTanganSurat(
        nama=penanda.nama,
        jabatan=f"{penanda.jabatan} {desa.nama}",
        bentuk=penanda.bentuk,
        an=penanda.an,
        ub=penanda.ub,
        identitas=penanda.identitas,
    )


def gambar_surat(
    data: Mapping[str, Any], pengaturan: Pengaturan, *, halaman: int = 1, lebar_px: int = LEBAR_PX
) -> bytes:
    """Return one page as PNG, drawn by the same program as the print; the same page is drawn only once.

    Raises:
        InvalidInput: the letter has no such page, or cannot be printed.
    """
    kunci = json.dumps([data, pengaturan.lambang, halaman, lebar_px], sort_keys=True).encode()
    gambar = lambang(pengaturan)
    return dokumen.simpan_pratinjau(
        hashlib.sha256(kunci).hexdigest(),
        lambda: dokumen.gambar_halaman(data, halaman=halaman, lebar_px=lebar_px, lambang=gambar),
    )


def gambar_tumpukan(surat_id: UUID, tanggal: date) -> None:
    """Draw the first page of a letter as whoever signs today will see it, ahead of his opening the pile.

    A letter that has left the pile meanwhile (its words are fixed) needs no picture any more.

    Raises:
        NotFound: no such letter, or a type this release does not know.
        InvalidInput: something in it cannot be printed.
    """
    r, atur = rincian(surat_id), pengaturan_desa()
    jenis = atur.jenis_surat(r.jenis)
    if jenis is None:
        raise NotFound
    if r.data:
        return
    bahan = BahanBaris(jenis, r.penduduk_id, r.nilai, r.ubahan)
    penanda = penanda_tangan_bertugas(tanggal) or KOSONG
    gambar_surat(dokumen_surat(bahan, atur, penanda=penanda, tanggal=tanggal), atur)


def lambang(pengaturan: Pengaturan) -> bytes | None:
    """Return the village's emblem, or ``None`` for the neutral placeholder."""
    return berkas.baca(pengaturan.lambang) if pengaturan.lambang else None


def dengan_qr(data: Mapping[str, Any], klaim: Klaim) -> dict[str, Any]:
    """Return a frozen document with its QR: the signed payload in the path of the verification address."""
    alamat = settings.EOFFICE_ALAMAT_PUBLIK
    isi = f"{alamat}/V/{dokumen.buat_muatan(klaim)}".upper()
    tampil = alamat.partition("://")[2]
    qr = {"isi": isi, "kode": tampilkan_kode(kode_pendek(klaim.kode)), "alamat": f"{tampil}/cek"}
    return {**data, "qr": qr}

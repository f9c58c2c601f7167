"""One application as the check page shows it: words, marks, the way so far, and the buttons of the table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse

from eoffice.penduduk.rules.ringkas import RingkasPenduduk
from eoffice.surat.rules.alur import DAPAT_DIUBAH, Aksi, Status
from eoffice.surat.rules.daftar import jelaskan_isian
from eoffice.surat.rules.isian import Isian, Nilai
from eoffice.surat.rules.jenis import JenisSurat
from eoffice.surat.selectors.meja import BarisBerkas, BarisLangkah, Rincian
from eoffice.surat.services.pengaturan import Pengaturan
from eoffice.web.komponen.angka import ukuran
from eoffice.web.komponen.bagian.tampil import cocok
from eoffice.web.komponen.waktu import tanggal, umur

from .jam import Jam
from .kata import KATA, LANGKAH, UNTUK, kata_aksi

IKON_BERKAS: Final = {"ktp": "kartu_id", "kk": "penduduk", "pengantar": "surat"}
SELESAI: Final = frozenset({Status.TERBIT, Status.DITOLAK, Status.DITARIK, Status.DICABUT})


@dataclass(frozen=True, slots=True)
class Pandangan:
    """What a person looks at: the application, its type, its resident, and what he may do."""

    r: Rincian
    jenis: JenisSurat
    penduduk: RingkasPenduduk
    aksi: tuple[Aksi, ...]
    atur: Pengaturan


def judul(r: Rincian) -> str:
    """Return what the application is called on pages: type and person."""
    return f"{r.nama_jenis.removeprefix('Surat ')}, {r.nama}"


def sajian_surat(p: Pandangan, jam: Jam) -> dict[str, Any]:
    """Return head and state of the page."""
    r = p.r
    return {
        "judul": judul(r),
        "tiket": r.tiket,
        "dikirim": r.diajukan_pada,
        "nomor": r.nomor,
        "status": r.status.value,
        "sisa": jam.sisa(r.tenggat),
        "janji": jam.janji(r.sejak, r.tenggat),
        "untuk": UNTUK.get(r.status, ""),
        "catatan_terakhir": _catatan_terakhir(r.langkah),
        "telepon": r.telepon,
        "dilayani": r.petugas_loket,
        "lewat_loket": r.dilayani_oleh is not None,
        "versi": r.versi,
        "selesai": r.status in SELESAI,
    }


def _catatan_terakhir(langkah: tuple[BarisLangkah, ...]) -> dict[str, str] | None:
    """Return the note of the last step: whoever works on it next should read it first."""
    akhir = langkah[-1] if langkah else None
    if akhir is None or not akhir.catatan:
        return None
    siapa = akhir.pelaku or "Sistem"
    return {"judul": f"{LANGKAH[akhir.aksi]} oleh {siapa}", "teks": akhir.catatan}


def sajian_pemohon(p: Pandangan, nik: str, kini: date) -> dict[str, Any]:
    """Return the applicant as the register knows him today, against what was sent."""
    d = p.penduduk
    sama = d.nama == p.r.nama
    lahir = f"{tanggal(d.tanggal_lahir)} ({umur(d.tanggal_lahir, kini)} tahun)" if d.tanggal_lahir else ""
    return {
        "nama": d.nama,
        "tanda": cocok(teks="Cocok" if sama else f"Saat dikirim: {p.r.nama}", beda=not sama),
        "nik": nik or "Belum ada",
        "ttl": ", ".join(k for k in (d.tempat_lahir, lahir) if k),
        "alamat": d.alamat,
    }


def perhatian(p: Pandangan, belum_tiba: Collection[str] = ()) -> list[str]:
    """Return what the checker should look at before he decides; ``belum_tiba``: files that are still on their way."""
    hal = []
    if not p.penduduk.hidup:
        hal.append(f"Menurut data desa, pemohon berstatus {p.penduduk.status_dasar.lower()}.")
    elif p.penduduk.hilang_pada:
        hal.append("Pemohon tidak ada di impor data terakhir. Pastikan masih tinggal di desa.")
    if p.jenis.hanya_basah and p.r.status not in SELESAI:
        hal.append("Jenis ini hanya terbit di kertas: dicetak, ditandatangani semua pihak, lalu dipindai.")
    if jalan := [label_berkas(p.jenis).get(b.syarat, b.nama) for b in p.r.berkas if b.sha256 in belum_tiba]:
        hal.append(f"Belum tiba dari kabupaten: {', '.join(jalan)}. Berkasnya menyusul dengan sendirinya.")
    ada = {b.syarat for b in p.r.berkas}
    kurang = [s.label for s in p.jenis.syarat_diminta(p.r.nilai) if s.wajib and s.kode not in ada]
    if kurang and p.r.status not in SELESAI:
        hal.append(f"Belum ada berkasnya: {', '.join(kurang)}.")
    return hal


def sajian_isian(p: Pandangan) -> list[dict[str, Any]]:
    """Return question and answer pairs; what an official changed carries what it was."""
    boleh = p.r.status in DAPAT_DIUBAH and Aksi.VERIFIKASI in p.aksi
    ubah = reverse("aparat:isian", args=[p.r.id]) if boleh else ""
    awal = p.r.nilai_awal or p.r.nilai
    hasil = []
    for isian in p.jenis.isian:
        kini, semula = p.r.nilai.get(isian.kode), awal.get(isian.kode)
        if kini is None and semula is None and not isian.diminta(p.r.nilai):
            continue
        hasil.append(
            {
                "label": isian.label,
                "nilai": tulis(isian, kini),
                "semula": tulis(isian, semula) or "tidak diisi",
                "berubah": kini != semula,
                "ubah": f"{ubah}#id_{isian.kode}" if ubah else "",
            }
        )
    return hasil


def tulis(isian: Isian, nilai: Nilai | None) -> str:
    """Return an answer in words; NIK of other people stay masked on the page."""
    return "" if nilai is None else jelaskan_isian(isian, nilai)


def sajian_kata(p: Pandangan) -> list[dict[str, str]]:
    """Return the blocks whose words were changed for this letter."""
    asli = {b.kode: b.isi for b in p.jenis.badan}
    return [{"baru": baru, "semula": asli.get(kode, "")} for kode, baru in p.r.ubahan.items()]


def sajian_langkah(langkah: Iterable[BarisLangkah]) -> list[dict[str, Any]]:
    """Return the way so far, oldest first."""
    gagal = {Aksi.TOLAK, Aksi.TARIK, Aksi.CABUT, Aksi.BATALKAN}
    return [
        {
            "keadaan": "gagal" if lk.aksi in gagal else "lewat",
            "judul": LANGKAH[lk.aksi],
            "saat": lk.waktu,
            "catatan": ". ".join(k for k in (lk.pelaku, lk.catatan) if k),
        }
        for lk in langkah
    ]


def sajian_tombol(p: Pandangan) -> list[dict[str, str]]:
    """Return the buttons: only moves of the table, the way forward first."""
    hasil = []
    for aksi in (a for a in KATA if a in p.aksi):
        kata = kata_aksi(aksi, p.r.status)
        hasil.append(
            {
                "teks": _teruskan(p) if aksi is Aksi.VERIFIKASI else kata.teks,
                "jenis": kata.jenis,
                "ikon": kata.ikon,
                "aksi": aksi.value,
                "ke": _alamat(p.r, aksi),
            }
        )
    return hasil


def _teruskan(p: Pandangan) -> str:
    return "Sesuai, teruskan ke Sekdes" if p.atur.paraf else "Sesuai, teruskan ke Kepala Desa"


def _alamat(r: Rincian, aksi: Aksi) -> str:
    kata = kata_aksi(aksi, r.status)
    if kata.cara == "langsung":
        return ""
    if kata.cara == "alasan":
        return reverse("aparat:alasan", args=[r.id, aksi.value])
    return reverse(kata.nama_url) if aksi is Aksi.TANDA_TANGANI else reverse(kata.nama_url, args=[r.id])


def label_berkas(jenis: JenisSurat) -> Mapping[str, str]:
    """Return the words of each requirement."""
    return {s.kode: s.label for s in jenis.syarat}


def alamat_lampiran(p: Pandangan, pilih: object) -> str:
    """Return where one attachment stands beside the data, also from a page that answers a form."""
    return f"{reverse('aparat:periksa', args=[p.r.id])}?lampiran={pilih}#lampiran"


def sajian_berkas(p: Pandangan, pilih: str) -> list[dict[str, Any]]:
    """Return the attachments to choose from; ``pilih`` is the id of the one that is shown."""
    label = label_berkas(p.jenis)
    return [
        {
            "label": label.get(b.syarat, b.nama),
            "pilih": alamat_lampiran(p, b.id),
            "kini": str(b.id) == pilih,
            "ikon": IKON_BERKAS.get(b.syarat, "foto"),
        }
        for b in p.r.berkas
    ]


def gambar_berkas(p: Pandangan, b: BarisBerkas) -> dict[str, str]:
    """Return the picture of an attachment, and where it opens large."""
    label = label_berkas(p.jenis).get(b.syarat, b.nama)
    ke = reverse("aparat:berkas", args=[p.r.id, b.id])
    return {
        "ke": ke,
        "alt": f"{label} dari {p.r.nama}",
        "keterangan": f"{label}, {ukuran(b.ukuran)}",
        "penuh": ke,
        "kata": "Buka besar",
        "pdf": ke if b.media == "application/pdf" else "",
    }

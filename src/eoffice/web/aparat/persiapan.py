"""From an empty village to its first letter: what is done, what is missing and why, computed anew each time.

Nothing about the way itself is kept but that somebody is on it, in his session: forms then lead back here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from eoffice.akun.rules.jabatan import Jabatan, peran_jabatan
from eoffice.akun.selectors import penanda_tangan_bertugas, tugas_berlaku
from eoffice.dokumen.services import semua_penandatangan
from eoffice.kernel import clock
from eoffice.kernel.peran import Peran
from eoffice.penduduk.selectors import jumlah_penduduk
from eoffice.surat.rules.alur import CaraTerbit, Status
from eoffice.surat.selectors.meja import Tumpuk, hitung_status
from eoffice.surat.services.pengaturan import Pengaturan, pengaturan
from eoffice.web.komponen.angka import ribuan
from eoffice.wilayah.selectors import identitas

from .izin import PIMPINAN, Permintaan, untuk
from .kata import kata_status
from .kerangka import SEDANG_BERSIAP, tampil

PENGATUR: Final = (Peran.OPERATOR, Peran.PEMERIKSA)
KATA_PERAN: Final = {
    PENGATUR: "operator atau sekretaris desa",
    PIMPINAN: "sekretaris desa atau kepala desa",
    (Peran.OPERATOR,): "operator",
    (Peran.PENANDA_TANGAN,): "yang menandatangani, dengan akunnya sendiri",
}


@dataclass(frozen=True, slots=True)
class Langkah:
    """One step: done or not, what is so now or missing and why, where it is done, by whom, in how many minutes.

    ``lain``: another way to the same end, (name of the address, words).
    """

    judul: str
    selesai: bool
    kata: str
    nama_url: str
    peran: tuple[Peran, ...]
    menit: int
    lain: tuple[tuple[str, str], ...] = ()


@untuk()
@require_safe
def halaman(request: Permintaan) -> HttpResponse:
    """Show the way to the first letter: where the village stands, and the next step."""
    request.session[SEDANG_BERSIAP] = True
    hitung = hitung_status()
    langkah = semua_langkah(pengaturan(), hitung, request.hari)
    belum = [satu for satu in langkah if not satu.selesai]
    isi = {
        "langkah": [_sajian(satu, request, berikut=belum[:1] == [satu]) for satu in langkah],
        "jadi": len(langkah) - len(belum),
        "semua": len(langkah),
        "menit": sum(satu.menit for satu in belum),
        "nanti": _boleh_nanti(request),
    }
    return tampil(request, "aparat/persiapan.html", isi)


def semua_langkah(atur: Pengaturan, hitung: Mapping[Status, Tumpuk], hari: date) -> list[Langkah]:
    """Return every step as the village in scope stands today."""
    return [
        _alamat(),
        _lambang(atur),
        _pejabat(atur, hari),
        _tanda_tangan(atur, hari),
        _penduduk(),
        _surat(hitung),
    ]


def _alamat() -> Langkah:
    desa = identitas()
    ada = bool(desa.alamat)
    kata = desa.alamat if ada else "Alamat kantor tercetak di kepala setiap surat."
    return Langkah("Alamat dan telepon kantor", ada, kata, "identitas", PENGATUR, 1)


def _lambang(atur: Pengaturan) -> Langkah:
    kata = (
        "Terpasang di kepala surat." if atur.lambang else "Tanpa gambar, kepala surat memakai lambang kosong."
    )
    return Langkah("Lambang", bool(atur.lambang), kata, "lambang", PENGATUR, 1)


def _pejabat(atur: Pengaturan, hari: date) -> Langkah:
    """Name the posts without which no letter gets through: who checks, who initials, who signs."""
    tugas = tugas_berlaku(hari)
    jabatan = {satu.jabatan for satu in tugas}
    kurang = [
        kata
        for kata, ada in (
            ("kepala desa, yang menandatangani", Jabatan.KEPALA_DESA in jabatan),
            ("sekretaris desa, yang memaraf", not atur.paraf or Jabatan.SEKRETARIS_DESA in jabatan),
            ("operator, yang memeriksa", any(Peran.OPERATOR in peran_jabatan(satu) for satu in jabatan)),
        )
        if not ada
    ]
    if kurang:
        kata = f"Belum ada: {'; '.join(kurang)}. Yang memeriksa dan yang menandatangani selalu orang yang berbeda."
    else:
        kata = f"{len({satu.pejabat for satu in tugas})} orang bertugas hari ini."
    lain = (("pejabat", "Lihat semua pejabat"),)
    return Langkah(
        "Kepala desa, sekretaris desa, operator", not kurang, kata, "pejabat_baru", PIMPINAN, 3, lain
    )


def _tanda_tangan(atur: Pengaturan, hari: date) -> Langkah:
    judul = "Cara menandatangani"
    if atur.cara_terbit is CaraTerbit.BASAH:
        kata = (
            "Tanda tangan basah: dicetak, ditandatangani di kertas, lalu dipindai. Boleh diganti kapan saja."
        )
        return Langkah(judul, True, kata, "terbit", PIMPINAN, 1)
    penanda = penanda_tangan_bertugas(hari)
    kini = clock.now()
    punya = {
        s.pejabat_id for s in semua_penandatangan() if s.dicabut_pada is None and kini <= s.berlaku_sampai
    }
    if penanda is not None and penanda.pejabat_id in punya:
        return Langkah(judul, True, f"Elektronik, dengan sertifikat {penanda.nama}.", "terbit", PIMPINAN, 1)
    siapa = penanda.nama if penanda else "Penanda tangan"
    kata = f"Elektronik, tetapi {siapa} belum punya sertifikat. Ia masuk dengan akunnya, lalu memilih frasa sandi."
    lain = (("terbit", "Pakai tanda tangan basah dahulu"),)
    return Langkah(judul, False, kata, "sertifikat_baru", (Peran.PENANDA_TANGAN,), 2, lain)


def _penduduk() -> Langkah:
    jumlah = jumlah_penduduk()
    kata = (
        f"{ribuan(jumlah)} penduduk tercatat."
        if jumlah
        else "Surat mengambil nama dan NIK dari data penduduk."
    )
    lain = (("mutasi_datang", "Isi satu orang dengan tangan"),)
    return Langkah("Data penduduk", bool(jumlah), kata, "impor", (Peran.OPERATOR,), 2, lain)


def _surat(hitung: Mapping[Status, Tumpuk]) -> Langkah:
    """Tell whether a letter ever left the office, else where the one on its way waits."""
    judul = "Surat pertama"
    if Status.TERBIT in hitung or Status.DICABUT in hitung:
        return Langkah(judul, True, "Sudah terbit. Selamat!", "loket", (Peran.OPERATOR,), 2)
    if jalan := [s for s in (Status.MENUNGGU_TTE, Status.MENUNGGU_BASAH, Status.DIPARAF, Status.TERVERIFIKASI,
                             Status.DIAJUKAN) if s in hitung]:  # fmt: skip
        kata = f"Sedang berjalan: {kata_status(jalan[0]).lower()}."
        return Langkah(judul, False, kata, "permohonan", tuple(Peran), 1)
    kata = "Layani satu warga di loket, periksa, paraf, lalu tanda tangani."
    return Langkah(judul, False, kata, "loket", (Peran.OPERATOR,), 2)


def _sajian(satu: Langkah, request: Permintaan, *, berikut: bool) -> dict[str, Any]:
    boleh = bool(request.peran.intersection(satu.peran))
    return {
        "judul": satu.judul,
        "kata": satu.kata,
        "selesai": satu.selesai,
        "berikut": berikut,
        "menit": satu.menit,
        "ke": reverse(f"aparat:{satu.nama_url}") if boleh else "",
        "kata_tombol": "Ubah" if satu.selesai else "Kerjakan",
        "lain": [(reverse(f"aparat:{nama}"), kata) for nama, kata in satu.lain]
        if boleh and not satu.selesai
        else [],
        "oleh": "" if boleh or satu.selesai else f"Dikerjakan {KATA_PERAN[satu.peran]}.",
    }


def _boleh_nanti(request: Permintaan) -> list[dict[str, str]]:
    """Return what works as it is and may be changed later."""
    butir = (
        ("penomoran", "Nomor surat", "Bentuk nomor yang biasa sudah terpasang"),
        ("kertas", "Kertas dan huruf", "F4 dengan tepi yang biasa"),
        ("jam_libur", "Jam buka dan hari libur", "Senin sampai Jumat; libur nasional sudah dihitung"),
        ("pengaduan", "Kontak pengaduan", "Telepon dan alamat kantor; jawaban paling lambat 14 hari"),
        ("jenis_surat", "Jenis surat", "Syarat dan janji waktu tiap surat"),
    )
    if not request.peran.intersection(PENGATUR):
        return []
    return [{"ke": reverse(f"aparat:{nama}"), "judul": judul, "keterangan": k} for nama, judul, k in butir]


def ajakan_persiapan(hitung: Mapping[Status, Tumpuk]) -> list[dict[str, str]]:
    """Return the way in, for the first page, until the first letter left the office."""
    if Status.TERBIT in hitung or Status.DICABUT in hitung:
        return []
    return [
        {
            "jenis": "info",
            "judul": "Menuju surat pertama",
            "teks": "Langkah demi langkah, sekitar sepuluh menit. Boleh ditinggal dan dilanjutkan.",
            "ke": reverse("aparat:persiapan"),
            "kata": "Buka persiapan desa",
        }
    ]

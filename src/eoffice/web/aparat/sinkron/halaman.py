"""The page about the exchange with the regency: the light in full, what waits, what is held up, how meetings went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from eoffice.kernel import clock
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.lampu import Keadaan
from eoffice.sinkron.rules.salam import BATAS_SELISIH_JAM_DETIK
from eoffice.sinkron.rules.undangan import sidik_kunci
from eoffice.sinkron.selectors import (
    TemuLalu,
    Tertahan,
    aturan_berkas,
    diari_temu,
    tertahan,
)
from eoffice.sinkron.services.antaran import antaran_desa
from eoffice.sinkron.services.berkas import POTONG
from eoffice.sinkron.services.giliran import menunggu_kepastian
from eoffice.sinkron.services.kemajuan import Kerja, diminta, sedang
from eoffice.sinkron.services.kunci import kabupaten
from eoffice.sinkron.services.muat import kemajuan_muat
from eoffice.web.aparat.formulir.sinkron import PilihBulan
from eoffice.web.aparat.izin import Permintaan
from eoffice.web.aparat.kerangka import tampil
from eoffice.web.komponen.angka import ribuan, ukuran
from eoffice.web.komponen.antaran import SajianGiliran, sajian_giliran
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.waktu import rentang, ringkas

from .hasil import sajian_hasil_usb, sajian_usb
from .izin import MENINJAU, PEMBACA, PENGURUS, untuk_desa
from .lampu import Terang, kapan, sajian_lampu, terang_rinci

DUA_CABANG: Final = "sinkron.dua_cabang"
MENUNGGU: Final = "sinkron.menunggu_yang_tertahan"
LAMA: Final = timedelta(seconds=30)
PERTEMUAN: Final = 8
TAMPIL_TERTAHAN: Final = 20
SEHARI_DETIK: Final = 24 * 3600
SEBAB_PUTUS: Final = {
    "gaierror": "alamatnya tidak ditemukan, mungkin internet mati",
    "TimeoutError": "tidak ada jawaban",
    "ConnectionRefusedError": "server kabupaten tidak menerima sambungan",
    "ConnectionResetError": "putus di tengah jalan",
    "RemoteDisconnected": "putus di tengah jalan",
    "OSError": "jaringan tidak terjangkau",
    "SSLCertVerificationError": "sertifikat kabupaten tidak dapat diperiksa",
}
"""What the system calls it, and what people do."""
COCOK: Final = {
    True: ("Ya, sama", "hijau", "cek", "Isi semua tabel sama."),
    False: (
        "Tidak sama",
        "merah",
        "awas",
        "Yang berbeda dicari sampai ke barisnya, dan diperbaiki dari pemiliknya.",
    ),
    None: (
        "Belum seluruhnya",
        "kuning",
        "pasir",
        "Ada tabel yang belum dikenal program di salah satu pihak.",
    ),
}


@untuk_desa(*PEMBACA)
@require_safe
def beranda(request: Permintaan) -> HttpResponse:
    """Show how things stand; before enrolment, how to begin."""
    hub = kabupaten()
    pengurus = bool(request.peran.intersection(PENGURUS))
    daftar_ke = reverse("aparat:sinkron_daftar") if pengurus else ""
    if hub is None:
        return tampil(request, "aparat/sinkron/belum.html", {"daftar_ke": daftar_ke})
    (satu, menunggu), diari = terang_rinci(), diari_temu(PERTEMUAN)
    isi = {
        **_lampu(satu),
        "jalan": sajian_jalan(request.desa),
        "muat": sajian_muat(),
        "usb": sajian_usb(request.desa),
        "hasil_usb": sajian_hasil_usb(kata),
        "ke": request.path,
        "temu_ke": reverse("aparat:sinkron_temu"),
        "cocok_ke": reverse("aparat:sinkron_cocok"),
        **_menunggu(satu.keadaan, menunggu),
        **_tertahan(),
        "boleh_tinjau": bool(request.peran.intersection(MENINJAU)),
        **_pertemuan(diari),
        "giliran": _giliran(satu) if pengurus else None,
        "unduh_ke": reverse("aparat:sinkron_unduh") if pengurus else "",
        "terima_ke": reverse("aparat:sinkron_terima") if pengurus else "",
        "berita_ke": reverse("aparat:sinkron_berita"),
        "berita": PilihBulan(hari=request.hari),
        "alamat": hub.alamat,
        "sidik": sidik_kunci(hub.kunci.public_bytes_raw()),
        "daftar_ke": daftar_ke,
        "salinan": menunggu_kepastian(diari),
        "salinan_ke": reverse("aparat:sinkron_salinan") if pengurus else "",
    }
    return tampil(request, "aparat/sinkron/beranda.html", isi)


def _giliran(satu: Terang) -> SajianGiliran:
    return sajian_giliran(antaran_desa(menunggu=satu.lampu.menunggu, kontak=satu.keadaan.kontak))


def _lampu(satu: Terang) -> dict[str, Any]:
    hijau = satu.lampu.pesan.kode == "sinkron.lampu_sama"
    return {
        "lampu": sajian_lampu(satu),
        "penjelasan": "" if hijau else kata(satu.lampu.pesan),
        "lampiran_kirim": satu.keadaan.berkas_menunggu,
        "cocok": sajian_cocok(satu),
    }


def sajian_cocok(satu: Terang) -> dict[str, str]:
    """Return what the last comparison of the tables found."""
    pada = satu.keadaan.cocok_pada
    if pada is None:
        teks = "Dicocokkan dengan sendirinya tiap hari, begitu ada sambungan."
        return {"tanda": "Belum pernah", "warna": "netral", "ikon": "pasir", "teks": teks}
    tanda, warna, ikon, hasil = COCOK[satu.keadaan.cocok]
    return {
        "tanda": tanda,
        "warna": warna,
        "ikon": ikon,
        "teks": f"Terakhir dicocokkan {kapan(pada, satu.kini)}. {hasil}",
    }


def kata(pesan: Pesan) -> str:
    """Return the sentence of a message that was kept: an older program may have written a code unknown today."""
    if pesan.kode == "sinkron.garis_putus":
        nama = str(pesan.params.get("sebab", ""))
        pesan = Pesan(pesan.kode, sebab=SEBAB_PUTUS.get(nama, nama))
    try:
        return kalimat(pesan)
    except LookupError:
        return f"Sebab ini tidak dikenal program versi ini ({pesan.kode}). Laporkan kepada Diskominfo."


def sajian_jalan(desa: str) -> dict[str, Any] | None:
    """Return what is under way or asked for; the page asks again by itself, and may be left."""
    temu, cocok = sedang(desa, Kerja.TEMU), sedang(desa, Kerja.COCOK)
    if temu is not None:
        kirim = f"{ribuan(temu.dikirim)} dari {ribuan(temu.semua)} data sudah dikirim"
        ambil = f"{ribuan(temu.diambil)} data sudah diambil"
        semua = max(temu.semua, temu.dikirim)
        return {"kata": f"{kirim}, {ambil}.", "selesai": temu.dikirim, "semua": semua}
    if cocok is not None:
        return {"kata": "Isi tabel desa sedang dicocokkan dengan kabupaten.", "selesai": 0, "semua": 0}
    for kerja in Kerja:
        ada = diminta(desa, kerja)
        if ada is not None:
            return {"kata": _menanti(ada.oleh, clock.now() - ada.pada), "selesai": 0, "semua": 0}
    return None


def sajian_muat() -> dict[str, Any] | None:
    """Return how far the first load of a new server is: first fetched, then taken into use."""
    maju = kemajuan_muat()
    if maju is None:
        return None
    if maju.mengunduh:
        kata_maju = (
            f"{ukuran(maju.bita)} dari {ukuran(maju.semua_bita)} sudah diunduh ({maju.persen} persen)."
        )
    else:
        kata_maju = f"{ribuan(maju.diterapkan)} dari {ribuan(maju.semua)} catatan sudah dipakai ({maju.persen} persen)."
    return {"kata": kata_maju, "persen": maju.persen}


def _menanti(oleh: str, lama: timedelta) -> str:
    if lama < LAMA:
        return (
            f"Diminta oleh {oleh}. Dimulai dalam beberapa detik." if oleh else "Dimulai dalam beberapa detik."
        )
    return "Belum juga dimulai. Pekerja di belakang layar mungkin mati; minta pengelola server memeriksanya."


def nama_tabel() -> Mapping[str, str]:
    """Return what people call each kind of data."""
    nama: Mapping[str, str] = import_string(settings.EOFFICE_NAMA_TABEL)
    return nama


def _menunggu(isi: Keadaan, menunggu: Mapping[str, int]) -> dict[str, Any]:
    nama, menurut = nama_tabel(), Counter[str]()
    for jenis, banyak in menunggu.items():
        menurut[nama.get(jenis, "Catatan lain")] += banyak
    return {
        "menunggu": [{"nama": n, "jumlah": f"{ribuan(b)} catatan"} for n, b in menurut.most_common()],
        "lampiran_datang": isi.berkas_ditunggu,
        "antrean": [teks for ada, teks in _antrean(isi) if ada],
    }


def _antrean(isi: Keadaan) -> Iterator[tuple[bool, str]]:
    """Yield what holds files up, and when they go on."""
    aturan = aturan_berkas()
    mulai, selesai = aturan.malam
    yield (
        isi.berkas_malam > 0,
        (
            f"{ribuan(isi.berkas_malam)} lampiran besar dikirim malam hari, pukul {mulai}.00 sampai {selesai}.00, "
            "supaya internet kantor tidak lambat."
        ),
    )
    jatah = f"{ukuran(isi.bita_hari_ini)} dari {ukuran(aturan.sehari)}"
    habis = aturan.sisa(isi.bita_hari_ini) < POTONG
    yield habis, f"Jatah lampiran hari ini habis: {jatah}. Sisanya menyusul besok; data lain jalan terus."
    ada = bool(aturan.sehari and isi.bita_hari_ini and not habis)
    yield ada, f"Lampiran hari ini: {jatah}."


def _tertahan() -> dict[str, Any]:
    """Return what is held up, each with what to do; what merely waits behind something is counted there."""
    semua = tertahan()
    kepala = [satu for satu in semua if satu.sebab.kode != MENUNGGU]
    ikut = Counter(satu.agregat_id for satu in semua if satu.sebab.kode == MENUNGGU)
    return {
        "tertahan": [_satu_tertahan(satu, ikut[satu.agregat_id]) for satu in kepala[:TAMPIL_TERTAHAN]],
        "tertahan_lain": max(0, len(kepala) - TAMPIL_TERTAHAN),
    }


def _satu_tertahan(satu: Tertahan, ikut: int) -> dict[str, str]:
    dua = satu.sebab.kode == DUA_CABANG
    return {
        "nama": nama_tabel().get(satu.jenis, "Catatan lain"),
        "sejak": f"Tertahan sejak {ringkas(satu.sejak, clock.now())}",
        "teks": kata(satu.sebab),
        "tinjau_ke": reverse("aparat:tinjau_cabang", args=[satu.agregat_id]) if dua else "",
        "ikut": f"{ribuan(ikut)} perubahan lain pada data ini menunggu di belakangnya." if ikut else "",
    }


def _pertemuan(semua: Sequence[TemuLalu]) -> dict[str, Any]:
    return {"pertemuan": [_satu_temu(satu) for satu in semua], **sajian_jam(semua)}


def _satu_temu(satu: TemuLalu) -> dict[str, str]:
    kini = clock.now()
    isi = ((satu.dikirim, "data dikirim"), (satu.diambil, "data diambil"), (satu.berkas, "lampiran selesai"))
    pindah = ", ".join(f"{ribuan(banyak)} {apa}" for banyak, apa in isi if banyak)
    return {
        "saat": ringkas(satu.akhir, kini),
        "kali": f"{ribuan(satu.kali)} kali sejak {ringkas(satu.mulai, kini)}" if satu.kali > 1 else "",
        "hasil": "Gagal" if satu.sebab else "Lancar",
        "warna": "merah" if satu.sebab else "hijau",
        "ikon": "awas" if satu.sebab else "cek",
        "teks": kata(satu.sebab) if satu.sebab else pindah or "Tidak ada yang baru",
    }


def sajian_jam(semua: Sequence[TemuLalu]) -> dict[str, Any]:
    """Return how the clock here stands against the regency's, and what to do when it is wrong."""
    baik = next((satu for satu in semua if satu.sebab is None), None)
    if baik is None:
        return {"jam": {"teks": ""}, "jam_tepat": ""}
    beda = abs(baik.selisih_jam)
    if beda <= BATAS_SELISIH_JAM_DETIK:
        return {"jam": {"teks": ""}, "jam_tepat": "Jam komputer ini sama dengan jam kabupaten."}
    arah = "lebih cepat" if baik.selisih_jam > 0 else "lebih lambat"
    teks = f"Jam komputer ini {rentang(beda // 60)} {arah} daripada jam kabupaten. Setel tanggal dan jam komputer."
    jam = {"jenis": "awas", "tanda": "Jam perlu disetel", "teks": teks}
    if beda > SEHARI_DETIK:
        lebih = "Jangan menerbitkan surat sebelum tanggalnya benar: tanggal itu tercetak di surat."
        jam = {"jenis": "buruk", "tanda": "Tanggal komputer salah", "teks": f"{teks} {lebih}"}
    return {"jam": jam, "jam_tepat": ""}

"""One village's server in detail: what is wrong and what to do, its data, its keys, what was done about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from eoffice.kernel.errors import NotFound
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.alarm import Alarm, Keadaan, Kini, Taraf, semua_alarm, taraf
from eoffice.sinkron.services import rincian
from eoffice.sinkron.services.antaran import keadaan_antaran
from eoffice.sinkron.services.berita_acara import berita_acara as susun_berita
from eoffice.sinkron.services.keadaan import keadaan
from eoffice.sinkron.services.pendaftaran import menunggu_persetujuan
from eoffice.sinkron.services.pusat import Tindakan, riwayat_tindakan
from eoffice.sinkron.services.serah import LEWAT
from eoffice.web.komponen.angka import ribuan, ukuran
from eoffice.web.komponen.antaran import sajian_giliran
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.komponen.waktu import lengkap, ringkas
from eoffice.wilayah.selectors import IdentitasDesa, identitas

from .formulir import PilihBulan
from .izin import Permintaan, untuk_petugas
from .kerangka import tampil
from .sajian import KATA_TARAF, NAMA_ALARM, kata_data, kata_jam, kata_kuota, kata_lalu, kini

TAMPIL: Final = 20
MENUNGGU: Final = "sinkron.menunggu_yang_tertahan"
DUA_CABANG: Final = "sinkron.dua_cabang"
KATA_TINDAKAN: Final[Mapping[str, str]] = {
    "beri_lagi": "Surat diberikan lagi kepada desa",
    "buang": "Catatan tertahan diputuskan tidak dipakai",
    "cabut": "Kunci server dicabut",
    "coba_lagi": "Catatan tertahan dicoba lagi",
    "karya_biarkan": "Hasil kerja desa tidak dipakai",
    "karya_pakai": "Hasil kerja desa dipakai",
    "kode": "Kode pendaftaran dibuat",
    "kode_ganti": "Kode penggantian server dibuat",
    "kuota": "Kuota berkas diubah",
    "salinan": "Desa memastikan: hanya komputer ini yang berjalan",
    "surat_kembali": "Permohonan dikembalikan kepada pemohon",
    "surat_tolak": "Permohonan ditolak",
    "tarik_batal": "Usul penarikan dibatalkan",
    "tarik_setuju": "Surat ditarik dari desa",
    "tarik_usul": "Penarikan surat diusulkan",
    "setujui_ganti": "Penggantian server disetujui orang kedua",
}


@untuk_petugas
@require_safe
def satu(request: Permintaan, kode_desa: str) -> HttpResponse:
    """Show the village."""
    sekarang, k, desa = kini(), keadaan(), identitas()
    alarm = semua_alarm(k, sekarang)
    kata, warna, ikon = KATA_TARAF[taraf(k, alarm)]
    isi = {
        "desa": desa,
        "papan_ke": reverse("kabupaten:papan"),
        "tanda": {"teks": kata, "warna": warna, "ikon": ikon},
        "alarm": [_alarm(satu) for satu in alarm],
        "server": _server(k, sekarang),
        "data": _data(k, sekarang),
        **_tertahan(kode_desa, sekarang),
        "banding": [_banding(satu, sekarang) for satu in rincian.riwayat_banding(TAMPIL // 2)],
        "aliran": [_aliran(satu, sekarang) for satu in rincian.daftar_aliran()],
        "kunci": [_kunci(satu, sekarang) for satu in rincian.daftar_kunci()],
        "kode": [_kode(satu, sekarang) for satu in rincian.daftar_kode(TAMPIL // 4)],
        "tindakan": [_tindakan(satu, sekarang) for satu in riwayat_tindakan(TAMPIL)],
        **_jalan(k, desa),
        "giliran": sajian_giliran(keadaan_antaran()) if k.status == "aktif" else None,
        "berita": PilihBulan(hari=sekarang.saat.date()),
    }
    return tampil(request, "kabupaten/desa.html", isi)


def _alarm(satu: Alarm) -> dict[str, str]:
    jenis = "buruk" if satu.taraf is Taraf.MERAH else "awas"
    return {"jenis": jenis, "judul": NAMA_ALARM[satu.nama].capitalize(), "teks": kalimat(satu.pesan)}


def _jalan(k: Keadaan, desa: IdentitasDesa) -> dict[str, str]:
    """Return where the acts lead that make sense now."""
    aktif = k.status == "aktif"
    return {
        "kode_ke": reverse("kabupaten:kode", args=[desa.kode]),
        "kode_kata": "Ganti server" if aktif else "Buat kode pendaftaran",
        "setujui_ke": reverse("kabupaten:setujui", args=[desa.kode]) if menunggu_persetujuan() else "",
        "cabut_ke": reverse("kabupaten:cabut", args=[desa.kode]) if aktif else "",
        "usb_ke": reverse("kabupaten:usb_unduh", args=[desa.kode]) if aktif else "",
        "terima_ke": reverse("kabupaten:usb_terima", args=[desa.kode]) if aktif else "",
        "kuota_ke": reverse("kabupaten:kuota", args=[desa.kode]) if k.status else "",
        "serah_ke": reverse("kabupaten:serah", args=[desa.kode]) if k.status else "",
        "berita_ke": reverse("kabupaten:berita_acara", args=[desa.kode]) if k.status else "",
    }


def _server(k: Keadaan, sekarang: Kini) -> list[tuple[str, str]]:
    if not k.status:
        return []
    disk = "belum dilaporkan"
    if k.disk_sisa is not None and k.disk_persen is not None:
        disk = f"{ukuran(k.disk_sisa)} ({k.disk_persen} %)"
    return [
        ("Kunci", "aktif" if k.status == "aktif" else "dicabut"),
        ("Terakhir terlihat", _saat(k.terlihat_pada, sekarang, "belum pernah")),
        ("Versi program", k.versi or "belum dilaporkan"),
        ("Jam", kata_jam(k.selisih_jam).removeprefix("jam ") if k.terlihat_pada else "belum dilaporkan"),
        ("Ruang disk tersisa", disk),
    ]


def _data(k: Keadaan, sekarang: Kini) -> list[tuple[str, str]]:
    if not k.status:
        return []
    tertua = k.tertua_sejak if k.belum_terkirim else None
    cocok = "belum pernah"
    if k.cocok_pada:
        hasil = f"{k.tabel_beda} tabel berbeda" if k.tabel_beda else "semua sama"
        cocok = f"{hasil}, {ringkas(k.cocok_pada, sekarang.saat)}"
    berkas = f"{ribuan(k.berkas_ditunggu)} ditunggu di sini"
    if k.berkas_desa is not None:
        berkas += f", {ribuan(k.berkas_desa)} menunggu di desa"
    return [
        ("Catatan", kata_data(k)),
        ("Di desa, diterima, dipakai", " / ".join(map(ribuan, (k.kepala, k.diterima, k.diterapkan)))),
        ("Tertua yang belum dikirim", _saat(tertua, sekarang, "tidak ada")),
        ("Berkas", berkas),
        ("Kuota berkas", kata_kuota(k)),
        ("Pencocokan terakhir", cocok),
    ]


def _tertahan(kode_desa: str, sekarang: Kini) -> dict[str, Any]:
    semua = rincian.tertahan_tanpa_isi(TAMPIL)
    return {
        "tertahan": [_satu_tertahan(kode_desa, satu, sekarang) for satu in semua],
        "tertahan_penuh": len(semua) == TAMPIL,
        "coba_ke": reverse("kabupaten:coba_lagi", args=[kode_desa]),
    }


def _satu_tertahan(kode_desa: str, satu: rincian.BarisTertahan, sekarang: Kini) -> dict[str, str]:
    diputuskan_di_sini = satu.sebab.kode not in {MENUNGGU, DUA_CABANG}
    ke = reverse("kabupaten:tertahan", args=[kode_desa, satu.id]) if diputuskan_di_sini else ""
    if satu.sebab.kode in LEWAT:
        ke = reverse("kabupaten:serah", args=[kode_desa])
    return {
        "nama": nama_data(satu.jenis),
        "nomor": ribuan(satu.urut),
        "sebab": kata(satu.sebab),
        "sejak": ringkas(satu.sejak, sekarang.saat),
        "ke": ke,
        "lain": "" if diputuskan_di_sini else KATA_LAIN[satu.sebab.kode],
    }


KATA_LAIN: Final = {
    MENUNGGU: "Menunggu yang di depannya",
    DUA_CABANG: "Diputuskan desa",
}
"""What nobody decides here: the words of people stand in the village."""


def kata(pesan: Pesan) -> str:
    """Return the sentence of a reason that was kept: an older program may have written a code unknown today."""
    try:
        return kalimat(pesan)
    except LookupError:
        return f"Sebab ini tidak dikenal program versi ini ({pesan.kode})."


def nama_data(jenis: str) -> str:
    """Return what people call a kind of data."""
    nama: str = import_string(settings.EOFFICE_NAMA_TABEL).get(jenis, "Catatan lain")
    return nama


def _banding(satu: rincian.Banding, sekarang: Kini) -> dict[str, str]:
    if satu.beda:
        hasil, warna, ikon = "Berbeda", "merah", "awas"
        teks = ", ".join(map(nama_data, satu.beda))
    elif satu.tidak_terbanding:
        hasil, warna, ikon = "Tidak lengkap", "kuning", "mata"
        teks = f"Tidak dikenal program di sini: {', '.join(map(nama_data, satu.tidak_terbanding))}"
    else:
        hasil, warna, ikon, teks = "Sama", "hijau", "cek", f"{satu.tabel} tabel"
    return {
        "saat": ringkas(satu.pada, sekarang.saat),
        "hasil": hasil,
        "warna": warna,
        "ikon": ikon,
        "teks": teks,
    }


def _aliran(satu: rincian.Aliran, sekarang: Kini) -> dict[str, str]:
    a = satu.aliran
    asal = (
        f"cabang dari {str(a.induk_epoch)[:8]} sesudah {ribuan(a.induk_urut or 0)}" if a.induk_epoch else ""
    )
    return {
        "nama": str(a.epoch)[:8],
        "penulis": "Kabupaten" if a.lokal else "Desa",
        "urut": ribuan(a.urut),
        "diterapkan": "" if a.lokal else ribuan(satu.diterapkan),
        "sejak": ringkas(a.dibuka_pada, sekarang.saat),
        "asal": asal,
    }


def _kunci(satu: rincian.Kunci, sekarang: Kini) -> dict[str, str]:
    dicabut = _saat(satu.dicabut_pada, sekarang, "")
    return {
        "sidik": satu.sidik,
        "keadaan": "Aktif" if satu.aktif else "Dicabut",
        "warna": "hijau" if satu.aktif else "netral",
        "ikon": "cek" if satu.aktif else "larang",
        "terdaftar": ringkas(satu.terdaftar_pada, sekarang.saat),
        "dicabut": dicabut,
    }


def _kode(satu: rincian.Kode, sekarang: Kini) -> dict[str, str]:
    if satu.dipakai_pada:
        nasib = f"dipakai {ringkas(satu.dipakai_pada, sekarang.saat)}"
    elif satu.kedaluwarsa <= sekarang.saat:
        nasib = f"tidak dipakai, berakhir {ringkas(satu.kedaluwarsa, sekarang.saat)}"
    else:
        nasib = f"menunggu dipakai sampai {ringkas(satu.kedaluwarsa, sekarang.saat)}"
    return {
        "nama": "Kode penggantian" if satu.ganti else "Kode pendaftaran",
        "oleh": satu.dibuat_oleh,
        "nasib": nasib,
    }


def _tindakan(satu: Tindakan, sekarang: Kini) -> dict[str, str]:
    return {
        "kata": KATA_TINDAKAN.get(satu.kata, satu.kata),
        "nama": satu.nama,
        "alasan": satu.alasan,
        "saat": ringkas(satu.waktu, sekarang.saat),
        "lengkap": lengkap(satu.waktu),
    }


def _saat(saat: datetime | None, sekarang: Kini, kosong: str) -> str:
    return f"{ringkas(saat, sekarang.saat)} ({kata_lalu(saat, sekarang.saat, '')})" if saat else kosong


@untuk_petugas
@require_safe
def berita_acara(request: Permintaan, kode_desa: str) -> HttpResponse:
    """Give out the statement of a month that both sides can lay beside each other."""
    form = PilihBulan(request.GET, hari=kini().saat.date())
    if not form.is_valid() or not keadaan().status:
        raise NotFound
    bulan = form.cleaned_data["bulan"]
    nama = import_string(settings.EOFFICE_NAMA_TABEL)
    pdf = susun_berita(bulan, di_kabupaten=True, sebut=kata, nama_tabel=nama)
    jawab = HttpResponse(pdf, content_type="application/pdf")
    berkas = f"berita-acara-{kode_desa}-{bulan:%Y-%m}.pdf"
    jawab.headers["Content-Disposition"] = f'attachment; filename="{berkas}"'
    return jawab

"""What the office promises to everybody, and how it keeps that: the service standard, and its poster."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from eoffice.akun.selectors import tugas_berlaku
from eoffice.kernel import clock
from eoffice.papan.selectors import kontak_pengaduan
from eoffice.surat.rules.jenis import JenisSurat
from eoffice.surat.rules.standar import KOMPONEN, Bagian, Kinerja
from eoffice.surat.selectors.layanan import RENTANG, kinerja
from eoffice.surat.services import KataPoster, Pengaturan, hari_ini, jam_kerja, pengaturan
from eoffice.surat.services import poster as rangkai
from eoffice.web.komponen.waktu import JAM_SEHARI, kata_janji, menit, rentang_kerja
from eoffice.wilayah.selectors import IdentitasDesa, identitas

from .janji import janji_beda, janji_umum
from .kerangka import ingat_desa, kirim_berkas, tampil
from .papan import LAPOR

SEBENTAR: Final = 300
_TETAP: Final[Mapping[str, str]] = {
    "prosedur": "Ajukan dari HP atau di loket. Petugas memeriksa, sekretaris desa memaraf bila diperlukan, kepala desa "
    "menandatangani. Keadaannya dapat dilihat kapan saja dengan nomor tiket.",
    "biaya": "Gratis. Tidak ada pungutan untuk surat apa pun.",
    "produk": "Surat keterangan dan surat pengantar yang tercantum di halaman ini, dengan kode QR yang dapat diperiksa "
    "siapa pun.",
    "dasar_hukum": "UU 25/2009 tentang Pelayanan Publik, UU 6/2014 tentang Desa, UU 27/2022 tentang Pelindungan Data "
    "Pribadi, beserta peraturan kabupaten yang berlaku.",
    "sarana": "Loket di kantor desa, halaman ini, dan server desa yang tetap bekerja tanpa internet.",
    "kompetensi": "Perangkat desa yang diangkat dengan keputusan dan paham administrasi surat.",
    "pengawasan": "Pemeriksa dan penanda tangan selalu orang yang berbeda. Tiap langkah tercatat tetap.",
    "jaminan": "Bila terlambat dari janji, kami minta maaf dan Anda boleh melapor kepada camat.",
    "keamanan": "Data Anda dipakai hanya untuk surat yang Anda minta. Anda dapat melihat siapa yang membukanya. Surat "
    "ditandatangani dan keasliannya dapat diperiksa.",
    "evaluasi": "Waktu sebenarnya dihitung dari catatan sistem dan ditampilkan di halaman ini tanpa disunting.",
}
"""Components that this system itself answers, alike in every village."""


@login_not_required
@require_safe
def standar(request: HttpRequest, kode_desa: str, *, publik: bool = True) -> HttpResponse:
    """Show the fourteen components of the standard, with the true times."""
    desa, atur = identitas(), pengaturan()
    janji, beda, kontak = janji_umum(atur), janji_beda(atur), kontak_pengaduan()
    isi = {
        "desa": desa.lengkap,
        "janji": janji,
        "nyata": kata_kinerja(_kinerja(atur), janji, beda=beda),
        "layanan": [_butir(satu, kode_desa, atur, beda=beda) for satu in atur.jenis_aktif()],
        "bagian": [
            (
                judul,
                [
                    (satu.nama, _isi(satu.kode, desa, janji, kontak.hari_tanggap))
                    for satu in KOMPONEN
                    if satu.bagian is bagian
                ],
            )
            for judul, bagian in (("Untuk Anda", Bagian.PENYAMPAIAN), ("Di balik loket", Bagian.PENGELOLAAN))
        ],
        "kontak": kontak,
        "pengaduan_ke": reverse("warga:pengaduan", args=[kode_desa]),
        "kecamatan": desa.kecamatan,
        "lapor_ke": LAPOR,
        "poster_ke": reverse("warga:poster", args=[kode_desa]),
        "kembali_ke": reverse("warga:beranda", args=[kode_desa]),
    }
    return ingat_desa(tampil(request, "warga/standar.html", isi), kode_desa)


def _kinerja(atur: Pengaturan) -> Kinerja:
    kini = clock.now()
    return kinerja(kini, jam_kerja(kini), lambda kode: atur.janji_jam(atur.jenis_surat(kode)))


def kata_kinerja(satu: Kinerja, janji: str, *, beda: bool = False) -> str:
    """Return in one sentence how long letters really took; ``beda``: each type has its own promise."""
    if satu.tengah is None:
        return f"Belum cukup surat dalam {RENTANG.days} hari terakhir untuk menghitung waktu sebenarnya."
    lama = kata_lama(satu.tengah)
    return (
        f"Separuh dari {satu.banyak} surat terakhir selesai dalam {lama} atau kurang. "
        f"{satu.tepat_persen} dari 100 surat selesai {'sesuai janjinya' if beda else f'dalam {janji}'}."
    )


def kata_lama(lama: timedelta) -> str:
    """Return office time in words; less than a minute is still a minute."""
    return rentang_kerja(max(1, menit(lama)), sehari=JAM_SEHARI * 60)


def _butir(jenis: JenisSurat, kode_desa: str, atur: Pengaturan, *, beda: bool) -> dict[str, Any]:
    return {
        "waktu": kata_janji(atur.janji_jam(jenis)) if beda else "",
        "nama": jenis.nama,
        "syarat": [s.label for s in jenis.syarat if s.wajib],
        "ke": reverse("warga:jenis", args=[kode_desa, jenis.kode]),
    }


def _isi(kode: str, desa: IdentitasDesa, janji: str, hari_tanggap: int) -> str:
    hidup = {
        "persyaratan": "Tercantum pada tiap surat di halaman ini.",
        "waktu": f"{janji[:1].upper()}{janji[1:]} sejak permohonan lengkap, dihitung dalam jam buka kantor"
        f"{f' ({desa.jam_buka})' if desa.jam_buka else ''}.",
        "pengaduan": f"Kepada kantor desa, camat {desa.kecamatan}, atau SP4N-LAPOR. Dijawab paling lambat "
        f"{hari_tanggap} hari. Lihat bagian Pengaduan.",
        "pelaksana": f"{len({satu.pejabat for satu in tugas_berlaku(hari_ini())})} orang yang sedang bertugas.",
    }
    return hidup.get(kode) or _TETAP[kode]


@login_not_required
@require_safe
@cache_control(public=True, max_age=SEBENTAR)
def poster(request: HttpRequest, kode_desa: str, *, publik: bool = True) -> HttpResponse:
    """Return the promise as a poster for the wall, with the true times of today."""
    desa, atur = identitas(), pengaturan()
    satu, janji, beda = _kinerja(atur), janji_umum(atur), janji_beda(atur)
    alamat = f"{settings.EOFFICE_ALAMAT_PUBLIK}{reverse('warga:beranda', args=[kode_desa])}"
    kata = KataPoster(
        angka=(
            ("Gratis", "semua surat, tanpa kecuali"),
            (janji, "janji kami sejak berkas lengkap"),
            _nyata(satu),
        ),
        sumber=f"{kata_kinerja(satu, janji, beda=beda)} Dihitung dari catatan sistem, dalam jam buka kantor.",
        pengaduan=_pengaduan(desa.kecamatan),
        alamat=alamat,
        waktu={j.kode: kata_janji(atur.janji_jam(j)) for j in atur.jenis_aktif()} if beda else {},
    )
    return kirim_berkas(rangkai(kata, hari_ini()), "application/pdf", f"janji-layanan-{kode_desa}.pdf")


def _nyata(satu: Kinerja) -> tuple[str, str]:
    if satu.tengah is None:
        return "Surat baru", "waktu sebenarnya belum dapat dihitung"
    return kata_lama(satu.tengah), f"waktu sebenarnya: nilai tengah {satu.banyak} surat terakhir"


def _pengaduan(kecamatan: str) -> str:
    kontak = kontak_pengaduan()
    cara = (kontak.telepon, kontak.surel, f"Camat {kecamatan}", "www.lapor.go.id")
    return ", ".join(satu for satu in cara if satu)

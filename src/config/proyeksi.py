"""Every table that follows the streams, parents first. The only list: applying and comparing both read it."""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from eoffice.akun.projections import ProyeksiDelegasi, ProyeksiPejabat, ProyeksiPenugasan
from eoffice.arsip.projections import ProyeksiBuku, ProyeksiNomor
from eoffice.dokumen.projections import ProyeksiOtoritas, ProyeksiPenandatangan
from eoffice.jejak.desa import ProyeksiDesa
from eoffice.jejak.proyeksi import Proyeksi
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.papan.projections import ProyeksiKontakPengaduan, ProyeksiPengumuman, berkas_pengumuman
from eoffice.penduduk.projections import (
    ProyeksiBeda,
    ProyeksiKeluarga,
    ProyeksiKoreksi,
    ProyeksiMutasi,
    ProyeksiPenduduk,
    ProyeksiPermintaan,
    berkas_permintaan,
)
from eoffice.surat.projections import (
    ProyeksiEkspedisi,
    ProyeksiKiriman,
    ProyeksiPadam,
    ProyeksiPengaturan,
    ProyeksiSurat,
    berkas_kiriman,
    berkas_pengaturan,
    berkas_surat,
)

PROYEKSI: tuple[Proyeksi, ...] = (
    ProyeksiDesa(),
    ProyeksiPejabat(),
    ProyeksiPenugasan(),
    ProyeksiDelegasi(),
    ProyeksiKeluarga(),
    ProyeksiPenduduk(),
    ProyeksiMutasi(),
    ProyeksiBeda(),
    ProyeksiKoreksi(),
    ProyeksiPermintaan(),
    ProyeksiBuku(),
    ProyeksiNomor(),
    ProyeksiOtoritas(),
    ProyeksiPenandatangan(),
    ProyeksiPengaturan(),
    ProyeksiSurat(),
    ProyeksiKiriman(),
    ProyeksiEkspedisi(),
    ProyeksiPadam(),
    ProyeksiPengumuman(),
    ProyeksiKontakPengaduan(),
)

PENYEBUT_BERKAS: Final[Mapping[str, Callable[[PeristiwaTercatat], Collection[str]]]] = {
    "surat.surat": berkas_surat,
    "surat.kiriman_warga": berkas_kiriman,
    "surat.pengaturan": berkas_pengaturan,
    "papan.pengumuman": berkas_pengumuman,
    "penduduk.permintaan_koreksi": berkas_permintaan,
}
"""Which files (SHA-256) an event names: they travel after the events."""

NAMA_TABEL: Final[Mapping[str, str]] = {
    "jejak.desa_dicatat": "Identitas desa",
    "akun.pejabat": "Aparat",
    "akun.penugasan": "Jabatan aparat",
    "akun.delegasi": "Delegasi",
    "penduduk.keluarga_dicatat": "Keluarga",
    "penduduk.penduduk_dicatat": "Penduduk",
    "penduduk.mutasi_dicatat": "Mutasi penduduk",
    "penduduk.beda_orang": "Keputusan dua orang berbeda",
    "penduduk.koreksi_dicatat": "Koreksi data penduduk",
    "penduduk.permintaan_koreksi": "Permintaan perbaikan data",
    "arsip.buku_dilanjutkan": "Buku nomor",
    "arsip.nomor": "Nomor surat",
    "dokumen.otoritas": "Otoritas tanda tangan",
    "dokumen.penandatangan": "Penanda tangan",
    "surat.pengaturan": "Pengaturan surat",
    "surat.surat": "Surat",
    "surat.kiriman_warga": "Permintaan warga dari portal",
    "surat.ekspedisi": "Buku ekspedisi",
    "surat.formulir_padam": "Formulir bekal padam",
    "papan.pengumuman": "Pengumuman",
    "papan.kontak_pengaduan": "Kontak pengaduan",
}
"""What people call each table."""

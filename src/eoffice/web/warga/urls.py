"""Addresses of the citizen's face. ``publik``: also a person signed in elsewhere may read these pages."""

from django.urls import path

from . import aktivasi, beranda, data, dompet, isi, kirim, koreksi, lacak, masuk, papan, sekaligus, standar

app_name = "warga"
_PUBLIK = {"publik": True}
_ISI = "warga/isi/<uuid:draf_id>/"
_WARTA = "desa/<str:kode_desa>/pengumuman/<uuid:pengumuman_id>/"
_ULANG = "warga/surat/<uuid:surat_id>/perbaiki/<uuid:draf_id>/"

urlpatterns = [
    path("", beranda.akar, name="akar"),
    path("bantuan/", beranda.bantuan, name="bantuan"),
    path("tanpa-sinyal/", sekaligus.tanpa_sinyal, name="tanpa_sinyal"),
    path("lacak/", beranda.lacak_umum, name="lacak_umum"),
    path("aktivasi/", aktivasi.aktivasi_ketik, name="aktivasi_umum"),
    path("aktivasi/<str:token>/", aktivasi.aktivasi_arah, name="aktivasi_arah"),
    path("desa/<str:kode_desa>/", beranda.beranda, _PUBLIK, name="beranda"),
    path("desa/<str:kode_desa>/masuk/", masuk.masuk, _PUBLIK, name="masuk"),
    path("desa/<str:kode_desa>/aktivasi/", aktivasi.aktivasi_ketik, _PUBLIK, name="aktivasi_ketik"),
    path("desa/<str:kode_desa>/aktivasi/<str:token>/", aktivasi.aktivasi, _PUBLIK, name="aktivasi"),
    path("desa/<str:kode_desa>/surat/", beranda.pilih, _PUBLIK, name="pilih"),
    path("desa/<str:kode_desa>/surat/<slug:kode>/", beranda.jenis, _PUBLIK, name="jenis"),
    path("desa/<str:kode_desa>/layanan/", standar.standar, _PUBLIK, name="standar"),
    path("desa/<str:kode_desa>/layanan/poster.pdf", standar.poster, _PUBLIK, name="poster"),
    path("desa/<str:kode_desa>/pengumuman/", papan.pengumuman, _PUBLIK, name="pengumuman"),
    path(_WARTA, papan.pengumuman_satu, _PUBLIK, name="pengumuman_satu"),
    path(f"{_WARTA}gambar/<slug:cap>/", papan.pengumuman_gambar, _PUBLIK, name="pengumuman_gambar"),
    path("desa/<str:kode_desa>/pengaduan/", papan.pengaduan, _PUBLIK, name="pengaduan"),
    path("desa/<str:kode_desa>/lacak/", lacak.lacak, _PUBLIK, name="lacak"),
    path("warga/", lacak.daftar, name="daftar"),
    path("warga/masuk/", masuk.pintu, name="pintu"),
    path("warga/keluar/", masuk.keluar, name="keluar"),
    path("warga/pin/", masuk.pin, name="pin"),
    path("warga/akses/", masuk.akses, name="akses"),
    path("warga/data/", data.data, name="data"),
    path("warga/data/salinan.json", data.salinan_json, name="salinan_json"),
    path("warga/data/salinan.pdf", data.salinan_pdf, name="salinan_pdf"),
    path("warga/data/koreksi/", koreksi.pilih, name="minta_koreksi"),
    path("warga/data/koreksi/<slug:kolom>/", koreksi.minta, name="minta_koreksi_isi"),
    path("warga/berkas/", dompet.daftar, name="dompet"),
    path("warga/berkas/baru/", dompet.baru, name="dompet_baru"),
    path("warga/berkas/<uuid:berkas_id>/", dompet.lihat, name="dompet_lihat"),
    path("warga/berkas/<uuid:berkas_id>/hapus/", dompet.hapus, name="dompet_hapus"),
    path("warga/mulai/", beranda.mulai, name="mulai"),
    path(_ISI, isi.lanjut, name="lanjut"),
    path(f"{_ISI}tanya/<slug:kode>/", isi.tanya, name="tanya"),
    path(f"{_ISI}berkas/<slug:syarat>/", isi.berkas, name="berkas"),
    path(f"{_ISI}berkas/<slug:syarat>/hapus/<slug:sha256>/", isi.hapus, name="hapus"),
    path(f"{_ISI}berkas/<slug:syarat>/pakai/<uuid:berkas_id>/", dompet.pakai, name="pakai"),
    path(f"{_ISI}lihat/<slug:sha256>/", isi.lihat, name="lihat"),
    path(f"{_ISI}kontak/", isi.kontak, name="kontak"),
    path(f"{_ISI}sekaligus/", sekaligus.sekaligus, name="sekaligus"),
    path(f"{_ISI}periksa/", kirim.periksa, name="periksa"),
    path(f"{_ISI}kirim/", kirim.kirim, name="kirim"),
    path(f"{_ISI}buang/", kirim.buang, name="buang"),
    path("warga/surat/<uuid:surat_id>/", lacak.surat, name="surat"),
    path("warga/surat/<uuid:surat_id>/terkirim/", kirim.selesai, name="selesai"),
    path("warga/surat/<uuid:surat_id>/unduh/", lacak.unduh, name="unduh"),
    path("warga/surat/<uuid:surat_id>/tarik/", lacak.tarik, name="tarik"),
    path("warga/surat/<uuid:surat_id>/perbaiki/", lacak.perbaiki, name="perbaiki"),
    path(
        "warga/surat/<uuid:surat_id>/berkas/<uuid:berkas_id>/",
        lacak.berkas_surat,
        name="berkas_surat",
    ),
    path(_ULANG, isi.lanjut, name="ulang_lanjut"),
    path(f"{_ULANG}tanya/<slug:kode>/", isi.tanya, name="ulang_tanya"),
    path(f"{_ULANG}berkas/<slug:syarat>/", isi.berkas, name="ulang_berkas"),
    path(f"{_ULANG}berkas/<slug:syarat>/hapus/<slug:sha256>/", isi.hapus, name="ulang_hapus"),
    path(f"{_ULANG}berkas/<slug:syarat>/pakai/<uuid:berkas_id>/", dompet.pakai, name="ulang_pakai"),
    path(f"{_ULANG}lihat/<slug:sha256>/", isi.lihat, name="ulang_lihat"),
    path(f"{_ULANG}kontak/", isi.kontak, name="ulang_kontak"),
    path(f"{_ULANG}periksa/", kirim.periksa, name="ulang_periksa"),
    path(f"{_ULANG}kirim/", kirim.kirim, name="ulang_kirim"),
]

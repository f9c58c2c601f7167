"""Addresses of the office."""

from django.urls import path

from . import beranda, keamanan, masuk, penduduk
from .pengaturan import pejabat

app_name = "aparat"
urlpatterns = [
    path("", beranda.beranda, name="beranda"),
    path("masuk/", masuk.masuk, name="masuk"),
    path("masuk/kode/", masuk.masuk_kode, name="masuk_kode"),
    path("masuk/pemulihan/", masuk.masuk_pemulihan, name="masuk_pemulihan"),
    path("keluar/", masuk.keluar, name="keluar"),
    path("pastikan/", keamanan.pastikan, name="pastikan"),
    path("pastikan/pemulihan/", keamanan.pastikan_pemulihan, name="pastikan_pemulihan"),
    path("keamanan/", keamanan.beranda, name="keamanan"),
    path("keamanan/sandi/", keamanan.sandi, name="sandi"),
    path("keamanan/kode-hp/", keamanan.totp, name="totp"),
    path("keamanan/kode-pemulihan/", keamanan.kode_pemulihan, name="kode_pemulihan"),
    path("keamanan/rekan/", keamanan.rekan, name="rekan"),
    path("penduduk/", penduduk.daftar, name="penduduk"),
    path("penduduk/<uuid:penduduk_id>/", penduduk.satu, name="penduduk_satu"),
    path("penduduk/<uuid:penduduk_id>/nik/", penduduk.nik, name="penduduk_nik"),
    path("penduduk/<uuid:penduduk_id>/slip/", penduduk.slip, name="slip"),
    path("pengaturan/pejabat/", pejabat.daftar, name="pejabat"),
    path("pengaturan/pejabat/baru/", pejabat.baru, name="pejabat_baru"),
    path("pengaturan/pejabat/<uuid:pejabat_id>/tugas/", pejabat.tugas_baru, name="tugas_baru"),
    path("pengaturan/tugas/<uuid:penugasan_id>/akhiri/", pejabat.tugas_akhiri, name="tugas_akhiri"),
    path("pengaturan/pelimpahan/", pejabat.pelimpahan, name="pelimpahan"),
    path(
        "pengaturan/pelimpahan/<uuid:delegasi_id>/akhiri/",
        pejabat.pelimpahan_akhiri,
        name="pelimpahan_akhiri",
    ),
]

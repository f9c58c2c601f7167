"""Addresses of the synchronisation."""

from django.urls import path

from . import berkas, cocok, muat, sambung, views

app_name = "sinkron"
urlpatterns = [
    path("nonce/", views.nonce, name="nonce"),
    path("<str:kode_desa>/daftar/", views.daftar, name="daftar"),
    path("<str:kode_desa>/salam/", views.salam, name="salam"),
    path("<str:kode_desa>/digest/", views.digest, name="digest"),
    path("<str:kode_desa>/dorong/", views.dorong, name="dorong"),
    path("<str:kode_desa>/dorong/<str:sha256>/", sambung.dorong, name="sambung"),
    path("<str:kode_desa>/tarik/", views.tarik, name="tarik"),
    path("<str:kode_desa>/pencocokan/", cocok.pencocokan, name="pencocokan"),
    path("<str:kode_desa>/banding/", cocok.banding, name="banding"),
    path("<str:kode_desa>/muat/", muat.daftar, name="muat"),
    path("<str:kode_desa>/muat/<str:sha256>/", muat.satu, name="segmen"),
    path("<str:kode_desa>/berkas/", berkas.tanya, name="tanya_berkas"),
    path("<str:kode_desa>/berkas/<str:sha256>/", berkas.satu, name="berkas"),
]

"""Addresses of the public check. QR codes hold upper-case addresses, people type lower-case ones."""

from django.urls import path

from . import luring, views

app_name = "verifikasi"
urlpatterns = [
    path("cek/", views.cek, name="cek"),
    path("cek/<str:kode>/", views.dari_kode, name="kode"),
    path("v/kunci.json", luring.kunci, name="kunci"),
    path("v/luring/", luring.halaman, name="luring"),
    path("V/<str:muatan>", views.dari_qr, name="qr"),
    path("v/<str:muatan>", views.dari_qr),
    path("V/<str:muatan>/", views.dari_qr),
    path("v/<str:muatan>/", views.dari_qr),
    path("sw.js", luring.pekerja, name="pekerja"),
]

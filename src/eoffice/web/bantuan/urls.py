"""Addresses of the handbooks."""

from django.urls import path

from . import views

app_name = "bantuan"
urlpatterns = [
    path("buku/", views.daftar, name="daftar"),
    path("buku/<slug:nama>/", views.buku, name="buku"),
    path("buku/<slug:nama>.pdf", views.cetak, name="cetak"),
    path("tombol/", views.tombol, name="tombol"),
]

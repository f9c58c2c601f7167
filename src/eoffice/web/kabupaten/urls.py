"""Addresses of the regency."""

from django.urls import path

from . import desa, papan, setujui, tertahan, tindakan

app_name = "kabupaten"
DESA = "desa/<str:kode_desa>/"
urlpatterns = [
    path("", papan.papan, name="papan"),
    path(DESA, desa.satu, name="desa"),
    path(f"{DESA}berita-acara/", desa.berita_acara, name="berita_acara"),
    path(f"{DESA}kode/", tindakan.kode, name="kode"),
    path(f"{DESA}setujui/", setujui.setujui, name="setujui"),
    path(f"{DESA}cabut/", tindakan.cabut, name="cabut"),
    path(f"{DESA}coba-lagi/", tertahan.coba_lagi, name="coba_lagi"),
    path(f"{DESA}tertahan/<uuid:karantina_id>/", tertahan.putuskan, name="tertahan"),
]

"""Addresses of the regency."""

from django.urls import path

from . import desa, papan, serah, setujui, tertahan, tindakan, usb

app_name = "kabupaten"
DESA = "desa/<str:kode_desa>/"
urlpatterns = [
    path("", papan.papan, name="papan"),
    path(DESA, desa.satu, name="desa"),
    path(f"{DESA}berita-acara/", desa.berita_acara, name="berita_acara"),
    path(f"{DESA}kode/", tindakan.kode, name="kode"),
    path(f"{DESA}setujui/", setujui.setujui, name="setujui"),
    path(f"{DESA}cabut/", tindakan.cabut, name="cabut"),
    path(f"{DESA}kuota/", tindakan.kuota, name="kuota"),
    path(f"{DESA}coba-lagi/", tertahan.coba_lagi, name="coba_lagi"),
    path(f"{DESA}tertahan/<uuid:karantina_id>/", tertahan.putuskan, name="tertahan"),
    path(f"{DESA}serah/", serah.daftar, name="serah"),
    path(f"{DESA}serah/<uuid:agregat_id>/tarik/", serah.usul, name="tarik_usul"),
    path(f"{DESA}serah/usul/<uuid:usul_id>/setuju/", serah.setuju, name="tarik_setuju"),
    path(f"{DESA}serah/usul/<uuid:usul_id>/batal/", serah.batal, name="tarik_batal"),
    path(f"{DESA}serah/<uuid:agregat_id>/pakai/", serah.karya_pakai, name="karya_pakai"),
    path(f"{DESA}serah/<uuid:agregat_id>/biarkan/", serah.karya_biarkan, name="karya_biarkan"),
    path(f"{DESA}serah/<uuid:agregat_id>/beri/", serah.beri_lagi, name="beri_lagi"),
    path(f"{DESA}serah/<uuid:agregat_id>/kembalikan/", serah.kembalikan, name="serah_kembalikan"),
    path(f"{DESA}serah/<uuid:agregat_id>/tolak/", serah.tolak, name="serah_tolak"),
    path(f"{DESA}usb/unduh/", usb.unduh, name="usb_unduh"),
    path(f"{DESA}usb/terima/", usb.terima, name="usb_terima"),
]

"""The addresses of the faces."""

from django.urls import URLPattern, URLResolver, include, path

from eoffice.web.aparat.masuk import pilih_pintu

urlpatterns: list[URLPattern | URLResolver] = [
    path("masuk/", pilih_pintu, name="masuk"),
    path("aparat/", include("eoffice.web.aparat.urls")),
    path("kabupaten/", include("eoffice.web.kabupaten.urls")),
    path("metrik/", include("eoffice.web.metrik.urls")),
    path("sinkron/", include("eoffice.web.sinkron_api.urls")),
    path("bantuan/", include("eoffice.web.bantuan.urls")),
    path("gaya/", include("eoffice.web.gaya.urls")),
    path("", include("eoffice.web.verifikasi.urls")),
    path("", include("eoffice.web.warga.urls")),
]

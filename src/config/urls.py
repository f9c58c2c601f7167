"""Every address of the product."""

from django.urls import URLPattern, URLResolver, include, path

from config.demo.halaman import kabel

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("eoffice.web.urls")),
    path("kabel/", kabel, name="kabel"),
]
handler400 = "eoffice.web.komponen.galat.bad_request"
handler403 = "eoffice.web.komponen.galat.permission_denied"
handler404 = "eoffice.web.komponen.galat.page_not_found"
handler500 = "eoffice.web.middleware.galat.server_error"

"""Every address of the product."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("eoffice.web.urls")),
]
if settings.EOFFICE_KABEL:  # in the trial only
    urlpatterns.append(path("kabel/", include("config.demo.urls")))
handler400 = "eoffice.web.komponen.galat.bad_request"
handler403 = "eoffice.web.komponen.galat.permission_denied"
handler404 = "eoffice.web.komponen.galat.page_not_found"
handler500 = "eoffice.web.middleware.galat.server_error"

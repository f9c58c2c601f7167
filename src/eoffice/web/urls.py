"""The addresses of the faces."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("gaya/", include("eoffice.web.gaya.urls")),
]

"""Addresses of the style guide."""

from django.urls import path

from . import views

app_name = "gaya"
urlpatterns = [
    path("", views.gaya, name="gaya"),
    path("halaman/<slug:nama>/", views.halaman, name="halaman"),
    path("galat/<int:status>/", views.galat, name="galat"),
]

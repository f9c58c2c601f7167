"""The address of the figures."""

from django.urls import path

from . import views

app_name = "metrik"
urlpatterns = [path("", views.metrik, name="metrik")]

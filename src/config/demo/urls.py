"""Addresses that only the trial has."""

from django.urls import path

from config.demo.halaman import kabel

urlpatterns = [path("", kabel, name="kabel")]

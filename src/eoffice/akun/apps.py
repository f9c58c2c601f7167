from django.apps import AppConfig


class AkunConfig(AppConfig):
    name = "eoffice.akun"
    label = "akun"

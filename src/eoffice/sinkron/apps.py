from django.apps import AppConfig


class SinkronConfig(AppConfig):
    name = "eoffice.sinkron"
    label = "sinkron"

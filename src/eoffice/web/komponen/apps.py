"""Makes the component tags and base templates known to Django."""

from django.apps import AppConfig


class KomponenConfig(AppConfig):
    """No tables, no signals: templates, tags and sentences."""

    name = "eoffice.web.komponen"
    label = "komponen"
    verbose_name = "Komponen tampilan"

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterfaceConfig(AppConfig):
    """An app without models: Django finds template tags in apps only."""

    name = "interface"
    verbose_name = _("Antarmuka")

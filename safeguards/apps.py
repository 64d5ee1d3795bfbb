from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SafeguardsConfig(AppConfig):
    name = "safeguards"
    verbose_name = _("Pengaman")

    def ready(self):
        """Register the system checks."""
        from safeguards import privacy_check  # noqa: F401
        from safeguards.encryption import checks  # noqa: F401

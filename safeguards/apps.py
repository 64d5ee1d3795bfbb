from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SafeguardsConfig(AppConfig):
    name = "safeguards"
    verbose_name = _("Pengaman")

    def ready(self) -> None:
        """Register the system checks."""
        from safeguards import privacy_check  # noqa: F401, PLC0415 - registers its check; models are loaded only now
        from safeguards.encryption import checks  # noqa: F401, PLC0415 - as above

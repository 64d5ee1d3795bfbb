from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = _("Rujukan")

    def ready(self) -> None:
        """Register the forms that keep drafts."""
        from cases.models import draft  # noqa: PLC0415 - models are loaded only now
        from referrals.forms import SendForm  # noqa: PLC0415 - as above

        draft.register(SendForm.kept_as)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = _("Rujukan")

    def ready(self) -> None:
        """Say which forms keep drafts."""
        from cases.models import draft
        from referrals.forms import SendForm

        draft.register(SendForm.kept_as)

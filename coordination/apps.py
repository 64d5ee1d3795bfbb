from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoordinationConfig(AppConfig):
    name = "coordination"
    verbose_name = _("Koordinasi")

    def ready(self) -> None:
        """Register the forms that keep drafts."""
        from cases.models import draft  # noqa: PLC0415 - models are loaded only now
        from coordination.forms import MeetingForm  # noqa: PLC0415 - as above

        draft.register(MeetingForm.kept_as, MeetingForm.change_kept_as)

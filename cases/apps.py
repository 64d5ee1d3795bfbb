from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Kasus")

    def ready(self) -> None:
        """Register the keeper that hands on work when access ends, and the forms that keep drafts."""
        from cases.forms.intake.amendment import Amendment  # noqa: PLC0415 - models are loaded only now
        from cases.forms.intake.call import Intake  # noqa: PLC0415 - as above
        from cases.forms.screening import ScreeningForm  # noqa: PLC0415 - as above
        from cases.leaving.giving import CaseFiles  # noqa: PLC0415 - as above
        from cases.models import draft  # noqa: PLC0415 - as above
        from taskforces import holdings  # noqa: PLC0415 - as above

        holdings.register(CaseFiles())
        draft.register(Intake.kept_as, Amendment.kept_as, ScreeningForm.kept_as)

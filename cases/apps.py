from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Kasus")

    def ready(self) -> None:
        """Be asked when somebody's access ends: what is theirs is given on with it."""
        from cases.leaving.giving import CaseFiles  # noqa: PLC0415 - models are loaded only now
        from taskforces import holdings  # noqa: PLC0415 - as above

        holdings.register(CaseFiles())

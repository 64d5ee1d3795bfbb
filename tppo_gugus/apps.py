from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TppoGugusConfig(AppConfig):
    name = "tppo_gugus"
    verbose_name = _("Gugus Tugas TPPO")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaskforcesConfig(AppConfig):
    name = "taskforces"
    verbose_name = _("Gugus tugas")

    def ready(self):
        """Let rotation and proof of keys reach the second factors, which no model field of ours holds."""
        from safeguards.encryption.proof import other_samples
        from safeguards.encryption.rotation import other_values
        from taskforces.access.sign_in import reencrypt_second_factors, second_factor_samples

        other_values["mfa_authenticator"] = reencrypt_second_factors
        other_samples.append(second_factor_samples)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaskforcesConfig(AppConfig):
    name = "taskforces"
    verbose_name = _("Gugus tugas")

    def ready(self):
        """Register the second factors for key rotation and key checks; they are in no model field of ours."""
        from safeguards.encryption.proof import other_samples  # noqa: PLC0415 - models are loaded only now
        from safeguards.encryption.rotation import other_values  # noqa: PLC0415 - as above
        from taskforces.access import sign_in  # noqa: PLC0415 - as above

        other_values["mfa_authenticator"] = sign_in.reencrypt_second_factors
        other_samples.append(sign_in.second_factor_samples)

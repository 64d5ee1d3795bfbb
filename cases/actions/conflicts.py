"""Two people at one form, as every app asks it: see ``safeguards.conflicts``."""

from safeguards.conflicts import Difference, changed_names, check_version, shown

__all__ = ["Difference", "changed_names", "check_version", "shown"]

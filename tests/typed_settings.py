"""Settings for mypy's Django plugin: those of the tests, which need no secret and no file."""

import os

os.environ.setdefault("PYTEST_VERSION", "mypy")

from tppo_gugus.settings import *  # noqa: F403

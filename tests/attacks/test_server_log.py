"""The attacker reads the log of the database server: failed statements contain typed text, and details whole rows."""

import re

from django.conf import settings

from tppo_gugus.embedded.cluster import SERVER_OPTIONS

QUIET = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}


def test_the_embedded_server_logs_neither():
    assert QUIET.items() <= SERVER_OPTIONS.items()


def test_the_server_guide_says_the_same():
    written = (settings.BASE_DIR / "deploy/postgresql/tppo.conf").read_text()
    assert QUIET.items() <= dict(re.findall(r"^(\w+) = (\S+)", written, re.MULTILINE)).items()

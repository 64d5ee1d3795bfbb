"""The WSGI entry of the demo: like the real one, but each worker ends with its server.

It loads everything, then waits for the stories, so that it answers as soon as they are told.
"""

from importlib import import_module

from django.conf import settings

from tppo_gugus.demo.processes import die_with_parent

die_with_parent()

from tppo_gugus.demo import door  # noqa: E402
from tppo_gugus.wsgi import application  # noqa: E402

import_module(settings.ROOT_URLCONF)  # load all pages, so that the first visitor does not wait
if not door.wait("stories"):
    raise SystemExit("The demo was stopped before its stories were told.")

__all__ = ["application"]

"""The entry for WSGI servers: ``granian --interface wsgi tppo_gugus.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

from tppo_gugus.starting import guarded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tppo_gugus.settings")
application = guarded(get_wsgi_application)

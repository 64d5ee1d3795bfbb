"""The entry for WSGI servers: `granian --interface wsgi tppo_gugus.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tppo_gugus.settings")
application = get_wsgi_application()

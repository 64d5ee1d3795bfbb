"""The gallery shows every component in each of its states, so that a part that breaks is seen without its page."""

import re

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from interface.templatetags import interface
from tppo_gugus.views.gallery import gallery


def test_every_part_is_drawn():
    request = RequestFactory().get("/komponen/")
    request.user, request.session = AnonymousUser(), {}
    answer = gallery(request)
    assert answer.status_code == 200
    shown = answer.content.decode()
    for part in ("timeline", "figure", "chips", "signatures", "slip", "pagination", "table"):
        assert re.search(rf'class="[^"]*\b{part}', shown), part
    assert interface.register.tags.keys() >= {"timeline", "figure", "chips"}

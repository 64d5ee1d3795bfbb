"""The bases of every page refuse by themselves, and the adapters of sign-in say no where they must."""

import base64
import json
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.forms import Form
from django.test import RequestFactory

from safeguards.encryption import encrypt_text, sealing
from safeguards.errors import AccessDenied
from taskforces.access import attempts, known_devices
from taskforces.access.bases import ActView, PermissionRequired, ScopedDetailView
from taskforces.access.middleware import RowSecurityMiddleware, SecondFactorMiddleware
from taskforces.access.permissions import Permission
from taskforces.access.policy import memberships_with
from taskforces.access.sign_in import ClosedSignupAdapter, second_factor_samples
from taskforces.actions.numbering import take_numbers
from taskforces.models import Decree

pytestmark = pytest.mark.django_db


class Forgotten(PermissionRequired):
    """A page whose permission was forgotten."""


def test_a_page_without_a_permission_refuses_everybody(world):
    for user in (world.sari, world.arif, AnonymousUser()):
        request = RequestFactory().get("/")
        request.user, request.session = user, {}
        assert Forgotten.as_view()(request).status_code == 403
    assert memberships_with(world.sari, None) == []


def test_an_act_that_does_nothing_is_a_mistake():
    class Nothing(ActView):
        permission = Permission.SEARCH

    with pytest.raises(ImproperlyConfigured, match="Nothing says nothing"):
        Nothing().act(Form())


def test_nobody_signs_up_and_no_answer_is_for_a_script():
    adapter, request = ClosedSignupAdapter(), RequestFactory().get("/")
    assert not adapter.is_open_for_signup(request)
    assert not adapter.is_ajax(request)


def test_a_device_knows_no_account_that_is_none(world):
    request, response = (
        RequestFactory().get("/"),
        SimpleNamespace(set_cookie=lambda _name, value, **_more: kept.append(value)),
    )
    kept: list[str] = []
    known_devices.remember(request, response, world.sari)
    request.COOKIES[known_devices.COOKIE] = kept[0]
    assert known_devices.device_of(request, world.sari.email)
    assert known_devices.device_of(request, "niemand@uji.contoh") == ""


class Answers:
    """A cursor with given answers."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def execute(self, _statement, _parameters=None):
        """Ask."""

    def fetchall(self):
        return self.answers.pop(0)


def test_second_factors_are_looked_for_where_their_table_is():
    stored = base64.b64encode(encrypt_text("secret", b"allauth_mfa")).decode()
    assert second_factor_samples(Answers([(False,)])) == []
    for row in ({"secret": stored}, json.dumps({"secret": stored})):
        ((value, _purpose),) = second_factor_samples(Answers([(True,)], [(row,)]))
        assert value == base64.b64decode(stored)
    assert sealing.key_ring_file()


def test_several_numbers_are_taken_at_once(world):
    before = take_numbers(task_force_id=world.jambi.pk, series="K", counts={2024: 3, 2025: 1})
    assert take_numbers(task_force_id=world.jambi.pk, series="K", counts={2024: 2}) == {2024: before[2024] + 3}


def test_a_page_of_a_row_without_a_permission_refuses_even_where_the_door_before_was_left_out(world):
    class Left(ScopedDetailView):
        model = Decree

    page = Left()
    page.request = RequestFactory().get("/")
    page.request.user, page.kwargs = world.arif, {"pk": world.decree.pk}
    with pytest.raises(AccessDenied, match="without permission"):
        page.get_object()


def test_files_of_the_page_s_look_need_no_transaction_and_no_second_factor(settings):
    request = RequestFactory().get(f"{settings.STATIC_URL}css/base.css")
    request.resolver_match, request.user = None, SimpleNamespace(is_authenticated=True)
    settings.FORCE_SECOND_FACTOR = True
    assert SecondFactorMiddleware(None).process_view(request, None, (), {}) is None
    assert RowSecurityMiddleware(lambda _request: connection.in_atomic_block)(request) is connection.in_atomic_block


def test_who_sees_no_identity_works_without_a_second_factor(world, settings):
    settings.FORCE_SECOND_FACTOR = True
    request = RequestFactory().get("/")
    request.resolver_match, request.user = None, world.rina
    assert SecondFactorMiddleware(None).process_view(request, None, (), {}) is None


def test_a_device_that_is_not_known_has_no_failures_to_forget(world):
    request = RequestFactory().post("/masuk/")
    request.user = AnonymousUser()
    attempts.succeeded(request, world.sari)
    assert attempts.place_of(request, world.sari.email).device == ""

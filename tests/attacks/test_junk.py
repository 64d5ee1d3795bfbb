"""Send every field name any page reads to every URL with values no browser would send: nothing fails."""

import json
import re
from pathlib import Path

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from cases.forms.intake.call import ComplaintForm
from cases.models import Draft
from safeguards.identifiers import new_id
from tests.architecture.addresses import STRANGERS, one_of_everything, routes
from tests.architecture.sources import PACKAGES
from tests.personas import client_of

READ = re.compile(r'(?:POST|GET|data|typed|fields)(?:\.get|\.getlist)?[\[(]"([a-z_-]+)"')
DECLARED = re.compile(r"^    ([a-z_]+) = (?:forms\.|filters\.)?\w*(?:Field|Filter|Choice)\(", re.MULTILINE)
NUMBERED = {f"orang-{place}" for place in ("jumlah", "0-id", "0-person", "0-age", "0-nik", "0-birth_date", "999-name")}
POISONS = {
    "zero byte": "\x00",
    "number without end": "9" * 5_000,
    "last day": "9999-12-31",
    "no key": "x" * 100 + "/../\r\n²",
}
FORM = "application/x-www-form-urlencoded"
PAPERS = {"reports:summary-download"}  # slow to typeset


def names_read() -> list[str]:
    """Names of fields, filters and buttons in the sources."""
    texts = [path.read_text() for package in PACKAGES for path in Path(package).rglob("*.py")]
    return sorted(
        {*NUMBERED, "page", *(name for text in texts for said in (READ, DECLARED) for name in said.findall(text))}
    )


def failing(client: Client, addresses: list[tuple[str, str]], answers: dict[str, str]) -> list[str]:
    """Routes with a server error: forms get the data in the body, pages without a form in the URL."""
    query = QueryDict(mutable=True)
    query.update(answers)
    found = []
    for name, address in addresses:
        with transaction.atomic():
            answer = client.post(address, query.urlencode(), content_type=FORM)
            if answer.status_code == 405:
                answer = client.get(address, answers)
            transaction.set_rollback(True)  # undo all changes
        found += [f"{name}: {answer.status_code}"] if answer.status_code >= 500 else []
    return found


@pytest.mark.parametrize("poison", POISONS)
def test_no_address_fails_over_junk(world, poison):
    things, answers = one_of_everything(world), dict.fromkeys(names_read(), POISONS[poison])
    assert len(answers) > 150
    everything = [(route.name, route.address(things)) for route in routes() if route.name not in PAPERS]
    public = [(name, address) for name, address in everything if name in STRANGERS]
    assert failing(client_of(world.ratna, raise_request_exception=False), everything, answers) == []
    assert failing(Client(raise_request_exception=False), public, answers) == []


@pytest.mark.parametrize("header", [{"HTTP_ORIGIN": "http://[bad"}, {"CONTENT_LENGTH": "9" * 5_000}])
def test_a_stranger_s_odd_headers_are_answered(world, header):
    answer = Client(raise_request_exception=False).post(
        reverse("cases:public-code"), "a=1", content_type=FORM, **header
    )
    assert answer.status_code in (403, 413)


@pytest.mark.parametrize("junk", [["a", "b"], "9" * 5_000, "\x00²[", "[" * 5_000, 7])
def test_a_draft_full_of_junk_can_be_opened(world, junk):
    client, things = client_of(world.sari), one_of_everything(world)
    call, complaint = things["draft"].key.partition(":")[2], things["complaint"]
    fields = {**dict.fromkeys((*NUMBERED, "risks", *ComplaintForm.FACTS), junk), "version": str(complaint.version)}
    for key, address in (
        (f"complaint:{call}", reverse("cases:complaint-log", args=[call])),
        (f"complaint-amend:{complaint.pk}", reverse("cases:complaint-amend", args=[complaint.pk])),
    ):
        kept = client.post(reverse("cases:draft-save"), json.dumps({"key": key, "fields": fields}), "application/json")
        assert kept.status_code == 200
        for page in (address, reverse("cases:draft-list"), reverse("cases:draft-hand-over")):
            assert client.get(page).status_code == 200


@pytest.mark.parametrize("key", ["complaint:\x00", "complaint:../x", "complaint:Siti Rahasia", "complaint:\n", ""])
def test_a_draft_has_the_key_of_a_form_and_no_other(world, key):
    body = json.dumps({"key": key, "fields": {}})
    assert client_of(world.sari).post(reverse("cases:draft-save"), body, "application/json").status_code == 403
    assert not Draft.objects.exists()


def test_a_draft_holds_answers_and_nothing_else(world):
    for value in ({"a": 1}, [["x"]], None, 1.5):
        body = json.dumps({"key": f"complaint:{new_id()}", "fields": {"contact_ways": value}})
        assert client_of(world.sari).post(reverse("cases:draft-save"), body, "application/json").status_code == 400
    assert not Draft.objects.exists()

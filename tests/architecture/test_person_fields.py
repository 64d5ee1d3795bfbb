"""Only ``Person.Privacy`` says which fields identify a person or are contact data; every list and page follows it."""

import ast
from collections import defaultdict
from html import unescape

import pytest
from django.urls import reverse

from cases.matching import person_tokens
from cases.models import Person
from safeguards.encryption import EncryptedTextField
from safeguards.privacy import IDENTIFYING, PLAIN, fields_of, kinds_of
from tests.architecture.addresses import one_of_everything, routes
from tests.architecture.crowd import first_details
from tests.architecture.sources import files, name, tree
from tests.factories import CaseFactory, ComplaintFactory, PersonFactory, VictimFactory
from tests.personas import client_of

IDENTITY = fields_of(Person, IDENTIFYING)
CONTACT = [
    field.name
    for field in Person._meta.concrete_fields
    if field.name.startswith("contact_") or field.name == "may_leave_message"
]
BOOKKEEPING = {"id", "task_force", "created_at", "merged_into", "version"}
TOLD = {  # a distinctive value of every identifying field, and its form on a page
    **{field: f"Rahasia {field} Contoh" for field in IDENTITY},
    "nik": "1571026301080001",
    "phone": "0812-0000-0027",
    "birth_date": "2008-01-23",
}
WRITTEN = {**TOLD, "birth_date": "23 Januari 2008"}
PAPERS = {"nik", "birth_date"}  # not opened for contacts only
COMPARING = {  # pages that decrypt identities to compare people; other tests check what they show
    "cases:complaint-attach": "proposes cases in which the same people may stand already",
    "cases:person-similar": "looks for the same person, on the supervisor's request",
    "cases:person-merge": "compares two records field by field",
    "cases:person-merge-ask": "compares two records field by field",
    "cases:person-tell-apart": "compares two records",
    "cases:merge-undo": "plans what goes back to which record",
    "cases:merge-open": "plans the same before the values are opened",
    "cases:link-detail": "shows what recurs, to the supervisor, with an audit row",
    "referrals:referral-send": "composes the slip from what its receiver needs",
    "referrals:referral-preview": "composes the slip from what its receiver needs",
}
LISTS_OF_THEIR_OWN = {  # lists with their own order or subset; another test compares them with the whole
    "cases/models/person.py",  # Privacy itself
    "cases/matching/known.py",  # columns to compare, in the order of unpacking
    "cases/forms/paper.py",  # the order of the sheet: tests/cases/forms/test_paper.py
    "cases/register/column_meanings.py",  # columns of the old register
    "cases/register/batch_writer.py",  # fields of a row in the old register
    "tppo_gugus/load/writing.py",  # columns of a bulk insert
    "tppo_gugus/load/rows.py",
}


@pytest.fixture
def victim(world):
    """A person with a value in every field."""
    return VictimFactory(case=CaseFactory(by=world.sari), person=PersonFactory(task_force=world.jambi, **TOLD))


def page(response) -> str:
    """The text of a page, with HTML entities decoded."""
    return unescape(response.content.decode())


def test_every_field_is_told_of_somebody_or_bookkeeping():
    assert set(Person.IDENTITY) == set(IDENTITY)
    assert set(Person.CONTACT) == set(CONTACT)
    known = {*Person.DETAILS, *BOOKKEEPING}
    assert {field.name for field in Person._meta.concrete_fields} == known
    assert {field for field, kind in kinds_of(Person).items() if kind != PLAIN} <= set(Person.DETAILS)


def test_people_are_found_by_all_that_identifies_but_the_address():
    assert {*person_tokens.NAME_FIELDS, *person_tokens.EXACT_FIELDS, "address"} == set(IDENTITY)


@pytest.mark.django_db
class TestShown:
    def test_an_opened_identity_shows_every_identifying_field(self, world, victim):
        shown = page(
            client_of(world.sari).post(reverse("cases:identity-reveal", args=[victim.pk]), {"reason": "papers"})
        )
        assert [field for field in IDENTITY if WRITTEN[field] not in shown] == []

    def test_what_will_be_seen_is_named_before(self, world, victim):
        asked = page(client_of(world.sari).get(reverse("cases:identity-reveal", args=[victim.pk]))).casefold()
        labels = {field: str(Person._meta.get_field(field).verbose_name).casefold() for field in IDENTITY}
        assert [field for field in IDENTITY if labels[field] not in asked] == []

    def test_the_contacts_of_a_complaint_show_all_but_papers(self, world):
        complaint = ComplaintFactory(by=world.sari, people=1)
        Person.objects.filter(complaint_roles__complaint=complaint).update(**TOLD)
        address = reverse("cases:complaint-contact", args=[complaint.pk])
        shown = page(client_of(world.sari).post(address, {"reason": "contact"}))
        assert {field for field in IDENTITY if WRITTEN[field] not in shown} == PAPERS


@pytest.mark.django_db
class TestSettable:
    @pytest.mark.parametrize("field", [*IDENTITY, *CONTACT])
    @pytest.mark.parametrize("route", ["victim-edit", "victim-add", "complaint-log"])
    def test_the_page_has_a_control(self, world, victim, route, field):
        if (route, field) == ("complaint-log", "guardian"):
            return  # asked when there is a case
        keys = {"victim-edit": [victim.pk], "victim-add": [victim.case_id]}.get(route, [])
        asked = page(client_of(world.sari).get(reverse(f"cases:{route}", args=keys), follow=True))
        wanted = f"orang-0-{field}" if route == "complaint-log" else field
        assert f'name="{wanted}"' in asked

    @pytest.mark.parametrize("field", IDENTITY)
    def test_what_is_typed_on_the_page_of_the_victim_is_stored(self, world, field):
        victim = VictimFactory(
            case=CaseFactory(by=world.sari), person=PersonFactory(task_force=world.jambi, **dict.fromkeys(IDENTITY, ""))
        )
        given = {"sex": "female", "main_factor": "unknown", "contact_rule": "not_asked", "warnings_seen": "on"}
        given |= {"version": victim.version, field: TOLD[field]}
        address = reverse("cases:victim-edit", args=[victim.pk])
        assert client_of(world.sari).post(address, given).status_code == 302
        assert getattr(Person.objects.get(pk=victim.person_id), field) == TOLD[field]


@pytest.mark.django_db
def test_no_page_deciphers_who_somebody_is_before_it_is_asked(world, monkeypatch):
    """Only the number is decrypted, to show it masked."""
    things = one_of_everything(world)
    first_details(world, things)
    addresses = [(route.name, route.address(things)) for route in routes()]
    opened, now = defaultdict(set), [""]
    read = EncryptedTextField.from_db_value

    def watched(field, value, expression, connection):
        if field.model is Person and field.name in IDENTITY and value is not None:
            opened[now[0]].add(field.name)
        return read(field, value, expression, connection)

    monkeypatch.setattr(EncryptedTextField, "from_db_value", watched)
    for reader in (world.sari, world.ratna, world.maya, world.rina):
        client = client_of(reader)
        for now[0], address in [*addresses, ("home", "/")]:
            client.get(address)
    found = {route: sorted(names - {"phone"}) for route, names in opened.items() if route not in COMPARING}
    assert {route: names for route, names in found.items() if names} == {}


def test_nobody_keeps_a_list_of_their_own():
    found = set()
    for path in files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Tuple | ast.List | ast.Set):
                names = {part.value for part in node.elts if isinstance(part, ast.Constant)}
                if len(names & set(IDENTITY)) > 4 or len(names & set(CONTACT)) > 3:
                    found.add(name(path))
    assert found - LISTS_OF_THEIR_OWN == set()


@pytest.mark.parametrize("constant", ["SHORTEST_REASON", "ADULT_AGE"])
def test_it_is_said_once(constant):
    found = [
        name(path)
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == constant for target in node.targets)
    ]
    assert len(found) == 1


def test_nobody_compares_an_age_with_a_number_of_their_own():
    found = [
        f"{name(path)}:{node.lineno}"
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Compare)
        and any(isinstance(side, ast.Constant) and side.value == 18 for side in (node.left, *node.comparators))
    ]
    assert found == []


def test_only_the_rule_itself_says_that_an_unknown_age_is_a_child_s():
    """``age is None or age < …`` is in one function; another rule needs another name."""
    found = {
        f"{name(path)}:{node.name}"
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        for choice in ast.walk(node)
        if isinstance(choice, ast.BoolOp) and isinstance(choice.op, ast.Or)
        for written in [ast.unparse(choice)]
        if "is None" in written and "ADULT_AGE" in written
    }
    assert found == {"cases/reading/ages.py:is_child"}

"""Tokens of earlier rules are renewed in batches, and the run may be interrupted."""

import pytest
from django.core.management import CommandError, call_command

from cases.matching import find_people, person_tokens
from cases.models import Person, PersonTokens
from safeguards import row_security
from tests.cases.stories import girl, logged

pytestmark = pytest.mark.django_db


@pytest.fixture
def outdated(world):
    """Five people with tokens of other rules; a sixth has a name but no tokens."""
    for _count in range(6):
        logged(world, girl(nik="", phone=""))
    PersonTokens.objects.update(version=1, names=[1], exact=[])
    PersonTokens.objects.first().delete()
    return world


def test_everybody_is_found_again(outdated, capsys):
    assert not find_people("melati", user=outdated.sari)
    call_command("rebuild_person_tokens", "--batch", "2")
    assert "6 orang" in capsys.readouterr().out
    assert len(find_people("melati", user=outdated.sari)) == 6
    call_command("rebuild_person_tokens")
    assert "0 orang" in capsys.readouterr().out


def test_it_goes_on_where_it_was_stopped(outdated):
    assert next(person_tokens.rebuild(batch_rows=4)) == 4
    assert PersonTokens.objects.filter(version=person_tokens.VERSION).count() == 4
    assert sum(person_tokens.rebuild(batch_rows=4)) == 2


def test_what_is_new_is_made_by_the_present_rules(world):
    person = logged(world).people.get(position=1).person
    assert person.tokens.version == person_tokens.VERSION
    assert sum(person_tokens.rebuild(batch_rows=4)) == 0


def test_somebody_who_lost_every_name_has_no_tokens(outdated):
    Person.objects.update(name="", nickname="", nik="", phone="", guardian="", birth_date="", accounts="")
    assert sum(person_tokens.rebuild(batch_rows=4)) == 0
    assert not PersonTokens.objects.exists()


def test_the_application_role_cannot_run_it(outdated):
    with row_security.activate({"user_id": outdated.sari.pk}), pytest.raises(CommandError):
        call_command("rebuild_person_tokens")

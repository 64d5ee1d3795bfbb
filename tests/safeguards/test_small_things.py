"""What is too small for a file of its own: keys, words of a row, rows of a conflict, a report without a request."""

import json
import uuid
from enum import Enum

import pytest
from django import forms

from cases.models import Person
from safeguards.audit import AuditEvent
from safeguards.audit.recording import audit_row
from safeguards.encryption.forms import KeepsUnreadable, note_beside
from safeguards.encryption.unreadable import Unreadable
from safeguards.errors import Conflict
from safeguards.identifiers import new_id, uuid_or_none
from safeguards.scrubbing import ScrubbedReporter, ScrubbedReporterFilter


def test_a_key_somebody_sent_is_one_or_none():
    key = new_id()
    assert uuid_or_none(str(key)) == key
    assert uuid_or_none("no key") is None
    assert uuid_or_none(None) is None
    assert isinstance(key, uuid.UUID)
    assert key.version == 7


def test_the_page_of_a_conflict_reads_its_rows():
    assert Conflict("Diubah rekan.", ["one", "two"]).rows == ("one", "two")


def test_an_audit_row_is_called_by_its_place():
    assert str(AuditEvent(stream="system", position=7)) == "system #7"


def test_what_details_may_hold_is_written_as_code_reads_it():
    person = Person()
    details = {"kinds": {"b", "a"}, "reach": Plain.OWN, "who": person}
    row = audit_row("uji", by=None, target=None, details=details, at=None)
    assert json.loads(row.details) == {"kinds": ["a", "b"], "reach": 1, "who": str(person.pk)}


class Plain(Enum):
    """A code that is no text."""

    OWN = 1


def test_what_cannot_be_written_is_refused():
    with pytest.raises(TypeError):
        audit_row("uji", by=None, target=None, details={"what": object()}, at=None)


def test_a_report_outside_a_request_tells_no_more():
    nik = "157101450290" + "0001"  # in two parts, because a report shows lines of the code
    try:
        try:
            raise KeyError(nik)
        except KeyError as cause:
            raise ValueError(f"NIK {nik}") from cause
    except ValueError as error:
        error.add_note(f"NIK {nik}")
        reporter = ScrubbedReporter(None, type(error), error, error.__traceback__)
    assert nik not in reporter.get_traceback_html()
    assert nik not in reporter.get_traceback_text()
    assert "request_GET_items" not in reporter.get_traceback_data()
    assert ScrubbedReporterFilter().get_post_parameters(None) == {}
    assert ScrubbedReporterFilter().is_active(None)


class PersonForm(KeepsUnreadable, forms.Form):
    name = forms.CharField()
    phone = forms.CharField(required=False)


def test_a_field_that_cannot_be_read_is_shown_empty_and_kept_where_nothing_is_typed():
    stored = Unreadable(b"cipher", b"cases_person.name")
    shown = PersonForm(initial={"name": stored, "phone": "0812"})
    assert shown.get_initial_for_field(shown.fields["name"], "name") == ""
    assert note_beside(shown["name"])
    assert not note_beside(shown["phone"])

    kept = PersonForm({"name": " ", "phone": ""}, initial={"name": stored})
    assert kept.is_valid()
    assert kept.cleaned_data["name"] is stored

    typed = PersonForm({"name": "Siti", "phone": ""}, initial={"name": stored})
    assert typed.is_valid()
    assert typed.cleaned_data["name"] == "Siti"


def test_the_words_of_a_template_that_failed_are_scrubbed():
    error = ValueError("NIK 1571014502900001")
    error.template_debug = {"message": "NIK 1571014502900001", "line": 3, "name": "cases/case.html"}
    told = ScrubbedReporter(None, ValueError, error, None).get_traceback_data()["template_info"]
    assert "1571014502900001" not in str(told)
    assert told["line"] == 3

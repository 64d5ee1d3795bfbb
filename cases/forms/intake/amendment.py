"""The intake page for a stored complaint. Identity stays hidden: an empty answer keeps it, a typed one replaces it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cases.forms.intake.call import LONGEST_NARRATIVE, ComplaintForm, Intake
from cases.forms.person_forms import PersonForm, show_stored
from cases.models import Complaint, Person
from cases.models.draft import DraftForm
from cases.queries.closed import stored_of, with_stored, without_identity
from cases.reading.dates import Span
from safeguards.encryption import Unreadable
from taskforces.access.permissions import Permission

HIDDEN_FACTS = ("reporter_name", "reporter_phone")
SHOWN_OF_ROLE = ("role", "sex", "age", "age_is_estimated", "origin_region")


class Amendment(Intake):
    """The page for a stored complaint."""

    kept_as = DraftForm(
        "complaint-amend",
        Permission.COMPLAINT_EDIT,
        "cases:complaint-amend",
        _("Pengaduan yang sedang dilengkapi"),
        file=Complaint,
    )

    def __init__(self, data=None, *, complaint: Complaint, initial=None, people: Sequence = (), near: str = ""):
        super().__init__(data, initial=initial, people=people, near=near)
        self.complaint = complaint
        self.facts_stored = [name for name in HIDDEN_FACTS if getattr(complaint, name)]
        for name in self.facts_stored:
            show_stored(self.facts.fields[name])
        self.facts.set_longest_story(max(LONGEST_NARRATIVE, len(complaint.narrative)))  # an emergency's may be longer
        if complaint.case_id:
            self.people.forms = []  # they belong to the case file now

    def details(self) -> dict:
        """Values for the action; hidden fields left empty keep their stored value."""
        values = super().details()
        for name in HIDDEN_FACTS:
            if not self.facts.cleaned_data[name] and not values["reporter_is_anonymous"]:
                del values[name]
        if values["reporter_is_anonymous"] and not values["reporter_phone"]:
            del values["reporter_phone"]
        if _minute(values["received_at"]) == _minute(self.complaint.received_at):
            values["received_at"] = self.complaint.received_at  # pages have no seconds
        if isinstance(self.complaint.risks, Unreadable) and not values["risks"]:
            values["risks"] = self.complaint.risks
        return values

    def renew_versions(self) -> None:
        """Set every block to the current version; for the conflict page, which shows the colleague's changes."""
        now = dict(self.complaint.people.values_list("pk", "person__version"))
        for block in self.people.forms:
            key = block.cleaned_data.get("id") if block.is_bound and block.is_valid() else None
            if key in now:
                block.data = block.data.copy()
                block.data[block.add_prefix("seen_version")] = now[key]


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def stored_facts(complaint: Complaint) -> dict:
    """Initial values of a stored complaint."""
    shown = {name: getattr(complaint, name) for name in ComplaintForm.FACTS if name not in HIDDEN_FACTS}
    if complaint.event_on and complaint.event_until:
        shown["event_on"] = Span(complaint.event_on, complaint.event_until)
    return {**shown, "version": complaint.version, "risks": complaint.risks}


def stored_people(complaint: Complaint) -> list[dict]:
    """One block per person: the values that may be shown, and the names of stored but hidden answers."""
    rows = with_stored(without_identity(complaint.people.select_related("origin_region")))
    return [
        {
            "id": row.pk,
            "seen_version": row.person.version,
            "is_reporter": row.is_reporter,
            "is_unknown": not row.is_known,
            **{name: getattr(row, name) for name in SHOWN_OF_ROLE},
            **{name: getattr(row.person, name) for name in Person.CONTACT},
            "stored": [name for name in stored_of(row) if name in PersonForm.base_fields],
        }
        for row in rows
    ]

"""Suggest known people while somebody types. Reads the page's data and stores nothing of it."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from cases.actions import identity, persons
from cases.forms.intake.call import Intake
from cases.forms.person_forms import COUNT, PREFIX, PersonForm
from cases.forms.victims import VictimAddForm
from cases.models import Complaint, Person
from cases.queries.earlier_calls import EarlierCalls, Reporter, of_complaint
from cases.queries.likely import Suggestions, codes_of, suggestions
from cases.views.live import LiveView
from safeguards import clock
from safeguards.identifiers import uuid_or_none
from taskforces.access.permissions import Permission

MOST_A_MINUTE = 90  # requests per user
FORM_SECONDS = 4 * 3600  # how long one form counts as one search in the audit
COMPLETED = "pengaduan"  # names the stored complaint in the address of a page that completes one
PEOPLE_A_ROW = 5  # a call finds fewer; above that, every so many are recorded


PRESSED = frozenset({"use_person", "drop_person"})


def with_choice(data: QueryDict, pressed: QueryDict) -> None:
    """Write the choice of *Pakai orang ini* (block:key) or *Bukan orang ini* (block) into the sent data."""
    block, _sign, key = pressed.get("use_person", pressed.get("drop_person", "")).partition(":")
    if PRESSED & set(pressed) and block.isdecimal():
        prefix = f"{PREFIX}-{block}-" if COUNT in data else ""
        data[f"{prefix}person"] = key


def with_codes(blocks: Sequence[PersonForm], *, user) -> None:
    """Set the code of the known person in every block that has one."""
    chosen = {form: key for form in blocks if (key := uuid_or_none(form["person"].value()))}
    if chosen:
        shown = Person.objects.visible_to(user).filter(pk__in=set(chosen.values())).only("pk", "task_force_id")
        codes = codes_of(shown, user=user)
        for form, key in chosen.items():
            form.known_code = codes.get(key, "")


def say_what_stays(blocks: Sequence[PersonForm], messages_of: HttpRequest) -> None:
    """Show which answers about a known person differ from the stored ones, which stay."""
    for form in blocks:
        key = form.cleaned_data.get("person") if form.is_valid() else None
        person = Person.objects.visible_to(messages_of.user).filter(pk=key).first() if key else None
        names = persons.differing(person, persons.stored_values(form.cleaned_data)) if person else []
        if names:
            fields = ", ".join(str(Person._meta.get_field(name).verbose_name) for name in names)
            words = _("Orang %(position)s sudah tercatat. Berbeda dari yang tersimpan dan tidak diubah: %(fields)s.")
            messages.info(messages_of, words % {"position": form.position, "fields": fields})


def of_intake(form: Intake, *, task_force, user, complaint: Complaint | None = None) -> Suggestions:
    """The suggestions for the current intake page; ``complaint`` is the stored one that it completes."""
    facts, (event_day, _is_known) = form.facts.cleaned_data, form.event_day()
    found = suggestions(
        [block.facts(event_day) for block in form.people.forms],
        task_force_id=task_force.pk,
        reporter=Reporter(task_force.pk, facts.get("reporter_phone", ""), facts.get("reporter_name", "")),
        but_key=facts.get("submission_key", "") if complaint is None else "",
        user=user,
    )
    return found if complaint is None else replace(found, earlier=earlier_of(complaint, form, user=user))


def earlier_of(complaint: Complaint, form: Intake, *, user) -> EarlierCalls:
    """Other calls of the reporter of a stored complaint: of the number and name typed now, else of the stored ones."""
    phone, name = (form.facts[field].value() or "" for field in ("reporter_phone", "reporter_name"))
    return of_complaint(complaint, user=user, phone=phone, name=name)


class AsksWhoIsKnown:
    """Mixin for pages that save people: ask once about known people, if no script showed them during the call."""

    def ask_who_is_known(self, form, likely: Suggestions, task_force) -> HttpResponse | None:
        """The page with the suggestions, with the search recorded; ``None`` if they were shown before.

        A colleague's same call saved since is shown too, each once.
        """
        seen = self.request.POST.get("likely_seen", "")
        if not likely.is_worth_asking or (seen and not likely.has_new_calls(seen)):
            return None
        identity.note_search(task_force=task_force, found=len(likely.keys), by=self.request.user)
        return self.render_to_response(self.get_context_data(form=form, likely=likely))


class PersonSuggestView(LiveView):
    """Show codes and agreeing fields. Recorded when a form first finds somebody, and again for every few more people.

    Not every keystroke is recorded, but typing one number after another into one form leaves audit rows.
    """

    permission = Permission.IDENTITY_REVEAL

    def post(self, request: HttpRequest) -> HttpResponse:
        """Return the part of the page, empty if nobody is likely."""
        if self._asks_too_often():
            return HttpResponse(status=429)
        found = self._of_intake() if COUNT in request.POST else self._of_victim()
        met = self._met(found)
        if met:
            identity.note_search(task_force=self.task_force, found=met, by=request.user)
        return render(request, "cases/parts/likely_people.html", {"likely": found, "is_live": True})

    def _of_intake(self) -> Suggestions:
        form, complaint = Intake(self.request.POST, near=self.near), self._completed()
        form.facts.is_valid()
        task_force = complaint.task_force if complaint else self.task_force
        return of_intake(form, task_force=task_force, user=self.request.user, complaint=complaint)

    def _completed(self) -> Complaint | None:
        """The stored complaint that the page completes."""
        if COMPLETED not in self.request.GET:
            return None
        key = uuid_or_none(self.request.GET[COMPLETED])
        return get_object_or_404(Complaint.objects.visible_to(self.request.user), pk=key)

    def _of_victim(self) -> Suggestions:
        form = VictimAddForm(self.request.POST, near=self.near)
        facts = form.facts(clock.today())
        return suggestions([facts], task_force_id=self.task_force.pk, user=self.request.user)

    def _asks_too_often(self) -> bool:
        key = f"likely:{self.request.user.pk}:{clock.now():%H%M}"
        cache.add(key, 0, 90)
        return cache.incr(key) > MOST_A_MINUTE

    def _met(self, found: Suggestions) -> int:
        """The number of people and calls this form has found so far, if it has to be recorded now; otherwise 0."""
        form = self.request.POST.get("submission_key") or self.request.POST.get("csrfmiddlewaretoken", "")
        key = f"likely-noted:{self.request.user.pk}:{sha256(form.encode()).hexdigest()}"
        before = cache.get(key, frozenset())
        met = before | found.keys
        if met == before:
            return 0
        cache.set(key, met, FORM_SECONDS)
        return len(met) if not before or len(met) // PEOPLE_A_ROW > len(before) // PEOPLE_A_ROW else 0

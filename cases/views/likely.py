"""As somebody types: people who may be known already. Read from the page as it stands, kept nowhere."""

from collections.abc import Sequence
from hashlib import sha256

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from cases.actions import identity, persons
from cases.forms.intake.call import Intake
from cases.forms.person_forms import COUNT, PREFIX, PersonForm
from cases.forms.victims import VictimAddForm
from cases.models import Person
from cases.queries.likely import Suggestions, codes_of, suggestions
from cases.views.live import LiveView
from safeguards import clock
from safeguards.identifiers import uuid_or_none
from taskforces.access.permissions import Permission

MOST_A_MINUTE = 90  # questions of one person
FORM_SECONDS = 4 * 3600  # for how long one form is one search in the audit
PEOPLE_A_ROW = 5  # a call finds fewer; of more, every so many are recorded


PRESSED = frozenset({"use_person", "drop_person"})


def with_choice(data: QueryDict, pressed: QueryDict) -> None:
    """Write into what was sent what *Pakai orang ini* (block:key) or *Bukan orang ini* (block) chose."""
    block, _sign, key = pressed.get("use_person", pressed.get("drop_person", "")).partition(":")
    if PRESSED & set(pressed) and block.isdecimal():
        prefix = f"{PREFIX}-{block}-" if COUNT in data else ""
        data[f"{prefix}person"] = key


def with_codes(blocks: Sequence[PersonForm], *, user) -> None:
    """Let every block with somebody known already say by which code."""
    chosen = {form: key for form in blocks if (key := uuid_or_none(form["person"].value()))}
    if chosen:
        shown = Person.objects.visible_to(user).filter(pk__in=set(chosen.values())).only("pk", "task_force_id")
        codes = codes_of(shown, user=user)
        for form, key in chosen.items():
            form.known_code = codes.get(key, "")


def say_what_stays(blocks: Sequence[PersonForm], messages_of: HttpRequest) -> None:
    """Tell which answers about somebody known differ from what is stored, which stays."""
    for form in blocks:
        key = form.cleaned_data.get("person") if form.is_valid() else None
        person = Person.objects.visible_to(messages_of.user).filter(pk=key).first() if key else None
        names = persons.differing(person, persons.stored_values(form.cleaned_data)) if person else []
        if names:
            fields = ", ".join(str(Person._meta.get_field(name).verbose_name) for name in names)
            words = _("Orang %(position)s sudah tercatat. Berbeda dari yang tersimpan dan tidak diubah: %(fields)s.")
            messages.info(messages_of, words % {"position": form.position, "fields": fields})


def of_intake(form: Intake, *, task_force, user) -> Suggestions:
    """What the intake page points out, as it stands."""
    facts, (event_day, _is_known) = form.facts.cleaned_data, form.event_day()
    return suggestions(
        [block.facts(event_day) for block in form.people.forms],
        task_force_id=task_force.pk,
        reporter_phone=facts.get("reporter_phone", ""),
        but_key=facts.get("submission_key", ""),
        user=user,
    )


class AsksWhoIsKnown:
    """Pages that save people: who may be known already is asked once, where no script showed it during the call."""

    def ask_who_is_known(self, form, likely: Suggestions, task_force) -> HttpResponse | None:
        """The page with what is known, and the search recorded; nothing where it was shown before.

        A colleague's same call that came in since is shown too, each once.
        """
        seen = self.request.POST.get("likely_seen", "")
        if not likely or (seen and not likely.has_new_calls(seen)):
            return None
        identity.note_search(task_force=task_force, found=len(likely.people), by=self.request.user)
        return self.render_to_response(self.get_context_data(form=form, likely=likely))


class PersonSuggestView(LiveView):
    """Codes and what agrees. Recorded when a form first finds somebody, and again for every few people more.

    Not at every keystroke; but whoever types one number after the other into one form leaves a row for it.
    """

    permission = Permission.IDENTITY_REVEAL

    def post(self, request: HttpRequest) -> HttpResponse:
        """The part of the page, empty where nobody is likely."""
        if self._asks_too_often():
            return HttpResponse(status=429)
        found = self._of_intake() if COUNT in request.POST else self._of_victim()
        met = self._met(found)
        if met:
            identity.note_search(task_force=self.task_force, found=met, by=request.user)
        return render(request, "cases/parts/likely_people.html", {"likely": found, "is_live": True})

    def _of_intake(self) -> Suggestions:
        form = Intake(self.request.POST, near=self.near)
        form.facts.is_valid()
        return of_intake(form, task_force=self.task_force, user=self.request.user)

    def _of_victim(self) -> Suggestions:
        form = VictimAddForm(self.request.POST, near=self.near)
        facts = form.facts(clock.today())
        return suggestions([facts], task_force_id=self.task_force.pk, user=self.request.user)

    def _asks_too_often(self) -> bool:
        key = f"likely:{self.request.user.pk}:{clock.now():%H%M}"
        cache.add(key, 0, 90)
        return cache.incr(key) > MOST_A_MINUTE

    def _met(self, found: Suggestions) -> int:
        """How many people this form has found by now, where that is to be recorded; otherwise 0."""
        form = self.request.POST.get("submission_key") or self.request.POST.get("csrfmiddlewaretoken", "")
        key = f"likely-noted:{self.request.user.pk}:{sha256(form.encode()).hexdigest()}"
        before = cache.get(key, frozenset())
        met = before | {one.match.person_id for one in found.people}
        if met == before:
            return 0
        cache.set(key, met, FORM_SECONDS)
        return len(met) if not before or len(met) // PEOPLE_A_ROW > len(before) // PEOPLE_A_ROW else 0

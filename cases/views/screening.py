"""The screening of one victim: one sheet, or one question at a time; and the verdict while it is filled in."""

from collections.abc import Iterator
from functools import cached_property

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy

from cases.actions import drafts, screenings
from cases.choices import ScreeningOccasion
from cases.forms.screening import NONE_SEEN, ScreeningForm, from_draft, from_screening
from cases.models import Screening, Victim
from cases.screening import indicators
from cases.screening import questions as screening_questions
from cases.screening.history import history
from cases.screening.rule import MEANS, advice
from cases.views.victims import VictimAct
from taskforces.access.permissions import Permission
from taskforces.models import Agency

EARLIER = 5  # earlier screenings listed beside the form
NOT_KEPT = {"csrfmiddlewaretoken", "act"}
SIGNS, DECISION = "tanda", "penetapan"  # the steps of the conversation after the questions


class ScreeningView(VictimAct):
    """Act, means and purpose with their sources; the signs; then the status and who decided it: on one sheet."""

    permission = Permission.VICTIM_SCREEN
    form_class = ScreeningForm
    kept_as = ScreeningForm.kept_as
    template_name = "cases/screening.html"
    success_message = gettext_lazy("Skrining dicatat dan status ditetapkan.")

    @property
    def draft_key(self) -> str:
        """Each victim's screening has one draft, for both pages."""
        return self.kept_as.key(self.object.pk)

    @cached_property
    def newest(self) -> Screening | None:
        """The current screening."""
        return Screening.objects.filter(victim=self.object).newest_first().first()

    @cached_property
    def draft(self) -> drafts.Kept | None:
        """The saved draft, or ``None``."""
        done = Screening.objects.filter(victim=self.object)
        return drafts.load(key=self.draft_key, by=self.request.user, was_sent=lambda key: done.filter(pk=key).exists())

    def agencies(self) -> QuerySet:
        """Active agencies of the victim's task force."""
        return Agency.objects.filter(task_force_id=self.object.task_force_id).active()

    def get_form_kwargs(self) -> dict:
        """Start from the draft, else from the last screening."""
        kwargs = {**super().get_form_kwargs(), "victim": self.object, "newest": self.newest}
        if self.request.method == "GET" and self.draft:
            kwargs["initial"] = from_draft(self.draft.fields)
        elif self.request.method == "GET" and self.newest:
            kwargs["initial"] = from_screening(self.newest, self.object.status_decided_by_agency_id)
        return {**kwargs, "agencies": self.agencies()}

    def post_checked(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Handle the other buttons: the verdict without a script, another page, deleting the draft."""
        self.object = self.get_object()
        wanted = request.POST.get("act", "")
        if wanted == "discard":
            drafts.discard(key=self.draft_key, by=request.user)
            return HttpResponseRedirect(reverse("cases:screening", args=[self.object.pk]))
        if wanted == "sheet" or wanted.startswith("ask:"):
            self.keep()
            return HttpResponseRedirect(self.page_of(wanted))
        if wanted != "judge":
            return super().post_checked(request, *args, **kwargs)
        form = self.get_form()
        form.errors.clear()
        return self.render_to_response(self.get_context_data(form=form))

    def keep(self) -> None:
        """Save everything typed as the draft, as the page's script does."""
        given = {name: self.request.POST.getlist(name) for name in self.request.POST if name not in NOT_KEPT}
        fields = {name: values[0] if len(values) == 1 else values for name, values in given.items()}
        drafts.save(key=self.draft_key, fields=fields, by=self.request.user)

    def page_of(self, wanted: str) -> str:
        """The URL of the sheet, or of a step of the conversation (``ask:5``)."""
        if wanted == "sheet":
            return reverse("cases:screening", args=[self.object.pk])
        step = wanted.removeprefix("ask:")
        address = reverse("cases:screening-conversation", args=[self.object.pk])
        return f"{address}?langkah={step}" if step.isdecimal() else address

    def get_context_data(self, **kwargs) -> dict:
        """Add the verdict on the answers, by the same rule as in the action."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        judgement, findings = form.judgement(), form.findings()
        said = {key: findings.sources.get(key, ()) for key, answer in findings.answers.items() if answer == "yes"}
        words = indicators.words_of()
        return {
            **context,
            "parts": list(self._parts(form, judgement.child_rule)),
            "judgement": judgement,
            "advice": advice(judgement, said, age_is_estimated=self.object.age_is_estimated),
            "open_count": findings.open_count,
            "signs": [words[slug] for slug in findings.indicators],
            "earlier": SimpleLazyObject(lambda: history(self.object)[:EARLIER]),  # the verdict part does not need them
            "draft": self.draft,
            "draft_key": self.draft_key,
            "retry_version": self._newest_now() if "conflict" in kwargs else "",
        }

    def _newest_now(self) -> str:
        """The key of a screening a colleague recorded while the page was open."""
        newest = Screening.objects.filter(victim=self.object).newest_first().first()
        return str(newest.pk) if newest else NONE_SEEN

    def _parts(self, form: ScreeningForm, for_child: bool) -> Iterator[dict]:
        for part in screening_questions.parts():
            asked = [form.asked(question, for_child=for_child) for question in part.questions]
            yield {"part": part, "asked": asked, "not_needed": for_child and part.element == MEANS}

    def act(self, form: ScreeningForm) -> str:
        """Record the screening and the status."""
        values = form.cleaned_data
        screenings.screen(
            victim=self.object,
            findings=form.findings(),
            occasion=values["occasion"] or ScreeningOccasion.NEW_FACTS,
            note=values["note"],
            status=values["status"],
            deciding_agency=values["deciding_agency"],
            seen="" if values["version"] == NONE_SEEN else values["version"],
            key=values["key"],
            by=self.request.user,
        )
        drafts.discard(key=self.draft_key, by=self.request.user)
        return self.back_url()


class ConversationView(ScreeningView):
    """The same form, one question at a time; answers of other steps are hidden fields, so that nothing is lost."""

    template_name = "cases/screening_step.html"

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The keys of the questions in order, then the signs, then the decision."""
        return (*screening_questions.all_keys(), SIGNS, DECISION)

    @property
    def position(self) -> int:
        """The current step, counted from one; an invalid URL shows the first."""
        given = self.request.GET.get("langkah", "")
        return min(max(int(given), 1), len(self.steps)) if given.isdecimal() and len(given) < 4 else 1

    def get_context_data(self, **kwargs) -> dict:
        """Add the step, the links back and on, and the hidden fields."""
        context = super().get_context_data(**kwargs)
        at, name = self.position, self.steps[self.position - 1]
        rows = [asked for part in context["parts"] for asked in part["asked"]]
        current = rows[at - 1] if at <= len(rows) else None
        shown = next((part for part in context["parts"] if current in part["asked"]), None)
        return {
            **context,
            "at": at,
            "step": name,
            "total": len(self.steps),
            "questions_total": len(rows),
            "current": current,
            "shown_part": shown,
            "is_last": name == DECISION,
            "past_means": self._first_after(MEANS),
            "travels": list(self._hidden(context["form"], name)),
            "child_on_step": context["judgement"].child_rule,
        }

    def _first_after(self, element: str) -> int:
        """The step after the last question of an element."""
        return max(at for at, key in enumerate(self.steps, 1) if key.startswith(f"{element}.")) + 1

    @staticmethod
    def _hidden(form: ScreeningForm, step: str) -> Iterator[tuple[str, str]]:
        """Names and values of all answers that are not on this step."""
        here = {SIGNS: ("indicators",), DECISION: ("occasion", "status", "deciding_agency", "note")}.get(
            step, tuple(f"{kind}.{step}" for kind in ("answer", "source", "note"))
        )
        for bound in form:
            value = bound.value()
            if bound.name in here or value in (None, "", []):
                continue
            for one in value if isinstance(value, (list, tuple)) else [value]:
                yield bound.html_name, str(one)


class ScreeningVerdictView(ScreeningView):
    """Only the verdict, for requests while somebody answers. Saves nothing."""

    template_name = "cases/parts/screening_verdict.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Without answers redirect to the form."""
        self.object = self.get_object()
        return HttpResponseRedirect(reverse("cases:screening", args=[self.object.pk]))

    def post_checked(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Judge the current answers."""
        self.object: Victim = self.get_object()
        return self.render_to_response(self.get_context_data(form=self.get_form()))

"""Pages for duplicate people: who may be the same, two records side by side, merge, and mark as different."""

from functools import cached_property

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.actions import merges
from cases.forms.merging import MergeForm, SideForm
from cases.forms.reveal import RevealForm
from cases.merging import doubles, field_choices, mentions, opened_identities, suggestions
from cases.models import NotSame, Person, PersonMerge
from interface import days
from safeguards.errors import Conflict, WorkflowRefused
from taskforces.access import policy
from taskforces.access.bases import ActView, ScopedDetailView
from taskforces.access.permissions import Permission


def unmerged_people(user):
    """People the reader may know of, without merged ones."""
    return Person.objects.visible_to(user).filter(merged_into__isnull=True)


class SimilarView(ScopedDetailView):
    """*Kemungkinan orang yang sama*: codes and reasons, never a name."""

    permission = Permission.PERSON_MERGE
    model = Person
    template_name = "cases/person_similar.html"

    def get_queryset(self):
        """People who were not merged."""
        return unmerged_people(self.request.user)

    def get_context_data(self, **kwargs) -> dict:
        """Add suggestions, pairs marked as different, and merges of this person."""
        person = self.object
        pairs = suggestions.not_same_of(person)
        others = {pair.pk: pair.second_id if pair.first_id == person.pk else pair.first_id for pair in pairs}
        found = mentions.mentions_of([person.pk, *others.values()])
        user, own = self.request.user, found[person.pk]
        if mentions.shown_to(user, own, person) != own:
            own, pairs = [], []  # only supervisors see the files of this person
        apart = [{"pair": pair, "code": mentions.code_of(found[others[pair.pk]])} for pair in pairs]
        return super().get_context_data(
            code=mentions.code_of(own),
            about=own[0].about if own else "",
            back_url=own[0].url if own else reverse("cases:complaint-list"),
            suggested=suggestions.suggestions_for(person, user=user) if own else [],
            apart=apart,
            merges=PersonMerge.objects.visible_to(user).standing().filter(kept=person).defer("before", "reason"),
            **kwargs,
        )


class PairAct(ActView):
    """An act on the two people of the URL, both fetched through ``visible_to``."""

    permission = Permission.PERSON_MERGE
    form_class = SideForm

    def get_object(self) -> Person:
        """The record that stays, with the other as attribute. Merged records are a 404."""
        people = {row.pk: row for row in unmerged_people(self.request.user).filter(pk__in=self.kwargs.values())}
        self.kept, self.gone = people.get(self.kwargs["pk"]), people.get(self.kwargs["other"])
        if self.kept is None or self.gone is None or self.kept == self.gone:
            raise Http404
        policy.check(self.request.user, self.permission, self.kept)
        return self.kept

    @cached_property
    def mentions(self) -> dict:
        """The mentions of both in files."""
        return mentions.mentions_of([self.kept.pk, self.gone.pk])

    @cached_property
    def shown(self) -> dict:
        """The mentions of both the reader may know of."""
        people = (self.kept, self.gone)
        return {row.pk: mentions.shown_to(self.request.user, self.mentions[row.pk], row) for row in people}

    @property
    def codes(self) -> dict[str, str]:
        """The codes of both."""
        return {
            "code": mentions.code_of(self.shown[self.kept.pk]),
            "other": mentions.code_of(self.shown[self.gone.pk]),
        }

    def similar_url(self) -> str:
        """The URL of suggestions for the record that stays."""
        return reverse("cases:person-similar", args=[self.kept.pk])


class MergeView(PairAct):
    """*Bandingkan dan gabungkan*: one reason opens both; then a choice per field, and what will move."""

    template_name = "cases/person_merge.html"

    def get_object(self) -> Person:
        """Both records, or their existing merge."""
        self.done = PersonMerge.objects.visible_to(self.request.user).standing()
        self.done = self.done.filter(kept=self.kwargs["pk"], gone=self.kwargs["other"]).first()
        if self.done is not None:
            policy.check(self.request.user, self.permission, self.done)
            return self.done.kept
        return super().get_object()

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Ask for the reason; redirect to the merge if there is one."""
        self.object = self.get_object()
        if self.done is not None:
            return HttpResponseRedirect(reverse("cases:merge-detail", args=[self.done.pk]))
        return self.render_to_response(self.get_context_data(form=RevealForm()))

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Open both for a reason, or merge the opened records."""
        self.object = self.get_object()
        if self.done is not None:
            return HttpResponseRedirect(reverse("cases:merge-detail", args=[self.done.pk]))
        if not self.may_merge:
            return self.get(request)
        if "opened" not in request.POST:
            form = RevealForm(request.POST)
            return self.open_both(form) if form.is_valid() else self.form_invalid(form)
        if not opened_identities.was_opened(request.POST["opened"], request.user, self.pair):
            messages.info(request, _("Perbandingan ini sudah tertutup. Tulis lagi untuk apa Anda membukanya."))
            return self.get(request)
        form = self.merge_form(request.POST)
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def open_both(self, form: RevealForm) -> HttpResponse:
        """Record first, then show both on this response only."""
        try:
            merges.open_both(kept=self.kept, gone=self.gone, by=self.request.user, **form.cleaned_data)
        except WorkflowRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=self.merge_form()))

    def act(self, form: MergeForm) -> str:
        """Merge as chosen."""
        values = form.cleaned_data
        merge = merges.merge(
            kept=self.kept,
            gone=self.gone,
            choices=form.choices,
            versions=(values["kept_version"], values["gone_version"]),
            reason=values.get("reason", ""),
            close_doubles=values.get("close_doubles", False),
            by=self.request.user,
        )
        text = _("%(other)s digabung ke %(code)s. Dapat dibatalkan sampai %(until)s.")
        until = days.day(merge.undo_until)
        messages.success(self.request, text % {"other": merge.gone_code, "code": merge.kept_code, "until": until})
        return reverse("cases:merge-detail", args=[merge.pk])

    def conflict(self, form: MergeForm, conflict: Conflict) -> HttpResponse:
        """Show the colleague's changes, and the new comparison with the choices that are still valid."""
        self.object = self.get_object()
        fresh = self.merge_form({**self.request.POST.dict(), **self.versions})
        fresh.full_clean()
        return self.render_to_response(self.get_context_data(form=fresh, conflict=conflict), status=409)

    def merge_form(self, data=None) -> MergeForm:
        """The comparison form; it expires after some minutes."""
        token = opened_identities.token_of(self.request.user, self.pair)
        return MergeForm(
            data,
            initial={"opened": token, **self.versions},
            kept=self.kept,
            gone=self.gone,
            codes=self.codes,
            crosses=self.crosses,
            has_doubles=any(double.is_possible for double in self.doubles),
        )

    @property
    def versions(self) -> dict[str, int]:
        """The current versions of both."""
        return {"kept_version": self.kept.version, "gone_version": self.gone.version}

    @property
    def pair(self) -> tuple:
        """The keys of both."""
        return self.kept.pk, self.gone.pk

    @cached_property
    def doubles(self) -> list:
        """Cases in which both are victims."""
        return doubles.doubles_of(self.kept, self.gone)

    @cached_property
    def crosses(self) -> bool:
        """Whether a victim would be merged with a reported person."""
        return mentions.roles_cross(self.mentions[self.kept.pk], self.mentions[self.gone.pk])

    @property
    def may_merge(self) -> bool:
        """Whether the user may merge; across roles only the supervisor may."""
        return not self.crosses or policy.can(self.request.user, Permission.PERSON_MERGE_ACROSS_ROLES, self.kept)

    def get_context_data(self, **kwargs) -> dict:
        """Add both as codes, the rows that will move, and what prevents the merge."""
        form = kwargs.get("form")
        same, unsaid = field_choices.agreeing_fields(self.kept, self.gone)
        return super().get_context_data(
            **self.codes,
            kept=self.kept,
            gone=self.gone,
            kept_mentions=self.shown[self.kept.pk],
            gone_mentions=self.shown[self.gone.pk],
            doubles=self.doubles,
            impossible=[double for double in self.doubles if not double.is_possible],
            crosses=mentions.roles_cross(*self.shown.values()),
            may_merge=self.may_merge,
            is_open=isinstance(form, MergeForm),
            same=same,
            unsaid=unsaid,
            back_url=self.similar_url(),
            **kwargs,
        )


class AskView(PairAct):
    """*Minta penyelia*: a button for merges only the supervisor may make."""

    http_method_names = ("post",)

    def act(self, form: SideForm) -> str:
        """Notify the supervisors, with codes only."""
        merges.ask(kept=self.kept, gone=self.gone, by=self.request.user)
        messages.success(self.request, _("Penyelia diberi tahu. Anda dapat melanjutkan pekerjaan lain."))
        return self.similar_url()


class TellApartView(PairAct):
    """*Bukan orang yang sama*: a button beside a suggestion."""

    http_method_names = ("post",)

    def act(self, form: SideForm) -> str:
        """Mark them as different."""
        merges.tell_apart(one=self.kept, other=self.gone, by=self.request.user)
        text = _("%(code)s dan %(other)s dicatat bukan orang yang sama dan tidak disarankan lagi.")
        messages.success(self.request, text % self.codes)
        return self.similar_url()


class TakeBackView(ActView):
    """Undo the mark that two people are different."""

    permission = Permission.PERSON_MERGE
    model = NotSame
    form_class = SideForm
    http_method_names = ("post",)

    def act(self, form: SideForm) -> str:
        """Remove the mark."""
        merges.take_back(not_same=self.object, by=self.request.user)
        messages.success(self.request, _("Catatan ditarik. Keduanya dapat disarankan lagi."))
        first = suggestions.survivors_of([self.object.first_id]).pop()
        return reverse("cases:person-similar", args=[first])

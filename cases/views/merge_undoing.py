"""Merges: the list, one merge, and its undo."""

from functools import cached_property

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.actions import merges
from cases.forms.merging import UndoForm
from cases.forms.reveal import RevealForm
from cases.merging import field_choices, mentions, opened_identities, undo_plan
from cases.merging.snapshot import RowKey
from cases.models import ComplaintPerson, Person, PersonMerge, Victim
from safeguards.encryption import readable
from safeguards.errors import Conflict, WorkflowRefused
from taskforces.access import policy
from taskforces.access.bases import ActView, ScopedDetailView, ScopedListView
from taskforces.access.permissions import Permission


class MergeListView(ScopedListView):
    """*Penggabungan*: newest first."""

    permission = Permission.PERSON_MERGE
    model = PersonMerge
    template_name = "cases/merge_list.html"

    def get_queryset(self) -> QuerySet:
        """Without the encrypted earlier state."""
        return super().get_queryset().defer("before", "reason").select_related("merged_by", "undone_by")


class MergeDetailView(ScopedDetailView):
    """One merge: which records, by whom, and until when it can be undone."""

    permission = Permission.PERSON_MERGE
    model = PersonMerge
    template_name = "cases/merge_detail.html"
    context_object_name = "merge"

    def get_queryset(self) -> QuerySet:
        """With the users who acted, without the survivor's identity."""
        rows = super().get_queryset().select_related("merged_by", "undone_by", "kept")
        return rows.defer(*(f"kept__{name}" for name in Person.closed()))

    def get_context_data(self, **kwargs) -> dict:
        """Add the rows of the survivor as codes, and whether it may be undone now."""
        merge = self.object
        found = mentions.mentions_of([merge.kept_id])[merge.kept_id]
        found = mentions.shown_to(self.request.user, found, merge.kept)
        return super().get_context_data(
            mentions=found,
            refusal=undo_plan.refusal_of(merge),
            may_undo=may_undo(self.request.user, merge),
            back_url=reverse("cases:merge-list"),
            **kwargs,
        )


class MergeUndoView(ActView):
    """*Batalkan penggabungan*: what goes back, what stays, what has to be decided; then the act."""

    permission = Permission.PERSON_MERGE
    model = PersonMerge
    form_class = UndoForm
    template_name = "cases/merge_undo.html"

    @cached_property
    def plan(self) -> undo_plan.UndoPlan:
        """The current undo plan."""
        return undo_plan.plan_of(self.object)

    def get_form_kwargs(self) -> dict:
        """Pass later rows as codes."""
        return {**super().get_form_kwargs(), **self.of_plan}

    @property
    def of_plan(self) -> dict:
        """The open decisions of the plan, for the form."""
        return {"plan": self.plan, "later": self.coded(self.plan.later)}

    @property
    def pair(self) -> tuple:
        """What the opened token covers: this merge, for its undo."""
        return self.object.pk, self.object.kept_id

    @cached_property
    def values(self) -> list[undo_plan.Values]:
        """Both values of the plan's fields, if this user opened them a short while ago."""
        token = self.request.POST.get("opened", "")
        is_open = self.may_open and opened_identities.was_opened(token, self.request.user, self.pair)
        return undo_plan.values_of(self.plan, self.object.kept) if is_open else []

    @cached_property
    def may_open(self) -> bool:
        """Whether there is something to open, and this user may."""
        user, merge = self.request.user, self.object
        asks = self.plan.conflicts or self.plan.edited
        may = may_undo(user, merge) and policy.can(user, Permission.IDENTITY_REVEAL, merge)
        return bool(asks and may and not undo_plan.refusal_of(merge))

    def coded(self, keys: list[RowKey]) -> list[tuple[str, str]]:
        """Rows as pairs of key, and code with role."""
        pks = [key.pk for key in keys]
        victims = Victim.objects.filter(pk__in=pks).select_related("case", "origin_region")
        rows = ComplaintPerson.objects.filter(pk__in=pks).select_related("complaint__case", "origin_region")
        said = {
            str(found.row_id): f"{found.code}, {found.role.lower()}"
            for found in map(mentions.mention_of_victim, victims)
        }
        said |= {
            str(found.row_id): f"{found.code}, {found.role.lower()}" for found in map(mentions.mention_of_row, rows)
        }
        return [(str(key), said.get(key.pk, _("catatan lain"))) for key in keys]

    def get(self, request, *args, **kwargs) -> HttpResponse:
        """Redirect to the merge's page if it was undone or can no longer be undone."""
        answer = super().get(request, *args, **kwargs)
        is_over = self.object.undone_at or not readable(self.object.before)
        return HttpResponseRedirect(self.detail_url()) if is_over else answer

    def form_invalid(self, form: UndoForm) -> HttpResponse:
        """A form sent twice is not an error."""
        self.object = PersonMerge.objects.get(pk=self.object.pk)
        return HttpResponseRedirect(self.detail_url()) if self.object.undone_at else super().form_invalid(form)

    def act(self, form: UndoForm) -> str:
        """Undo the merge."""
        values = form.cleaned_data
        merges.undo(
            merge=self.object,
            digest=values["digest"],
            put_back_fields=values.get("put_back_fields", ()),
            to_gone=values.get("to_gone", ()),
            by=self.request.user,
        )
        text = _("Penggabungan dibatalkan. %(code)s dan %(other)s kembali menjadi dua orang.")
        messages.success(self.request, text % {"code": self.object.kept_code, "other": self.object.gone_code})
        return self.detail_url()

    def conflict(self, form: UndoForm, conflict: Conflict) -> HttpResponse:
        """Show the current plan, to be checked again."""
        initial = {"opened": self.request.POST.get("opened", "")}
        fresh = UndoForm(initial=initial, **self.of_plan)
        return self.render_to_response(self.get_context_data(form=fresh, conflict=conflict), status=409)

    def detail_url(self) -> str:
        """The URL of this merge."""
        return reverse("cases:merge-detail", args=[self.object.pk])

    def get_context_data(self, **kwargs) -> dict:
        """Add the plan in words."""
        plan = self.plan
        labels = {name: [field_choices.label_of(field) for field in getattr(plan, name)] for name in FIELD_PARTS}
        return super().get_context_data(
            merge=self.object,
            plan=plan,
            **labels,
            back=[words for _key, words in self.coded(plan.back)],
            refusal=undo_plan.refusal_of(self.object),
            may_undo=may_undo(self.request.user, self.object),
            may_open=self.may_open,
            back_url=self.detail_url(),
            **{"values": self.values, **kwargs},
        )


class MergeOpenView(MergeUndoView):
    """*Lihat isinya*: for a reason, show the fields that differ before the merge and now, on this response only."""

    form_class = RevealForm
    template_name = "cases/merge_open.html"

    def get_object(self) -> PersonMerge:
        """The merge, for users who may see the identity."""
        merge = super().get_object()
        policy.check(self.request.user, Permission.IDENTITY_REVEAL, merge)
        return merge

    def get(self, request, *args, **kwargs) -> HttpResponse:
        """If nothing can be opened, redirect to the page before."""
        answer = super().get(request, *args, **kwargs)
        return answer if self.may_open else HttpResponseRedirect(reverse("cases:merge-undo", args=[self.object.pk]))

    def get_form_kwargs(self) -> dict:
        """Pass only the arguments of the reason form."""
        return ActView.get_form_kwargs(self)

    def form_valid(self, form: RevealForm) -> HttpResponse:
        """Record first, then show."""
        try:
            merges.open_before(merge=self.object, by=self.request.user, **form.cleaned_data)
        except WorkflowRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        asked = UndoForm(initial={"opened": opened_identities.token_of(self.request.user, self.pair)}, **self.of_plan)
        values = undo_plan.values_of(self.plan, self.object.kept)
        return render(self.request, MergeUndoView.template_name, self.get_context_data(form=asked, values=values))


FIELD_PARTS = ("restored", "edited", "conflicts")


def may_undo(user, merge: PersonMerge) -> bool:
    """Whoever may merge may undo; across roles, only the supervisor."""
    needed = Permission.PERSON_MERGE_ACROSS_ROLES if merge.crosses_roles else Permission.PERSON_MERGE
    return policy.can(user, needed, merge)

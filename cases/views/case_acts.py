"""Acts on a case as a whole: its facts, its kind, its criminal track, another victim."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.actions import cases, proceedings, victims
from cases.forms.case_file import CaseForm, KindForm, ProceedingForm
from cases.forms.victims import VictimAddForm
from cases.models import Case, Proceeding
from cases.queries.likely import suggestions
from cases.queries.staff import case_workers
from cases.views.likely import PRESSED, AsksWhoIsKnown, say_what_stays, with_choice, with_codes
from cases.views.typed import KeepsTyped
from cases.words import names_in
from taskforces.access.bases import ActView
from taskforces.access.permissions import Permission


class CaseAct(KeepsTyped, ActView):
    """An act on one case; afterwards the case page is shown."""

    model = Case
    section = ""  # anchor on the case page to return to

    def get_form_kwargs(self) -> dict:
        """Pass the case to the form."""
        return {**super().get_form_kwargs(), "case": self.object}

    def back_url(self) -> str:
        """The URL of the case page."""
        return reverse("cases:case-detail", args=[self.object.pk]) + self.section

    def get_context_data(self, **kwargs) -> dict:
        """Add the way back, and the colleague's version if there is a conflict."""
        context = super().get_context_data(case=self.object, back_url=self.back_url(), **kwargs)
        if "conflict" in kwargs:
            context["retry_version"] = type(self.object).objects.get(pk=self.object.pk).version
        return context


class CaseEditView(CaseAct):
    """Edit the facts of a case."""

    permission = Permission.CASE_EDIT
    form_class = CaseForm
    template_name = "cases/case_edit.html"
    success_message = _("Perubahan disimpan.")

    def get_form_kwargs(self) -> dict:
        """Pass possible responsible people, and names a summary should not contain; names are read only to compare."""
        kwargs = {**super().get_form_kwargs(), "colleagues": case_workers([self.object.task_force_id])}
        return {**kwargs, "names": names_in(self.object)} if self.request.method == "POST" else kwargs

    def act(self, form: CaseForm) -> str:
        """Save what changed."""
        cases.edit(case=self.object, changes=form.changes(), version=form.cleaned_data["version"], by=self.request.user)
        return self.back_url()


class CaseKindView(CaseAct):
    """Turn a case of other violence into TPPO, or back, keeping everything."""

    permission = Permission.CASE_CHANGE_KIND
    form_class = KindForm
    template_name = "cases/case_kind.html"
    success_message = _("Jenis kasus diubah. Korban, layanan, dan riwayatnya tetap.")

    def act(self, form: KindForm) -> str:
        """Change the kind."""
        cases.change_kind(case=self.object, **form.cleaned_data, by=self.request.user)
        return self.back_url()


class ProceedingView(CaseAct):
    """Record the next dated step of the criminal track."""

    permission = Permission.PROCEEDING_EDIT
    form_class = ProceedingForm
    template_name = "cases/proceeding.html"
    section = "#hukum"
    success_message = _("Jalur hukum diperbarui.")

    def get_form_kwargs(self) -> dict:
        """Pass the criminal track so far; it decides what may follow."""
        kwargs = super().get_form_kwargs()
        proceeding = Proceeding.objects.filter(case=kwargs.pop("case")).prefetch_related("steps").first()
        return {**kwargs, "proceeding": proceeding}

    def get_context_data(self, **kwargs) -> dict:
        """Show the steps so far."""
        context = super().get_context_data(**kwargs)
        return {**context, "proceeding": context["form"].proceeding}

    def act(self, form: ProceedingForm) -> str:
        """Record the step."""
        proceedings.record_step(case=self.object, **form.cleaned_data, by=self.request.user)
        return self.back_url()


class VictimAddView(AsksWhoIsKnown, CaseAct):
    """Add a victim to a case."""

    permission = Permission.CASE_EDIT
    form_class = VictimAddForm
    template_name = "cases/victim_form.html"
    section = "#korban"

    def get_form_kwargs(self) -> dict:
        """Remove the case: the form is about a person."""
        kwargs = super().get_form_kwargs()
        near = kwargs.pop("case").event_region_id or ""
        return {**kwargs, "near": near}

    def get_form(self, form_class=None) -> VictimAddForm:
        """Fill in the known person if *Pakai orang ini* was pressed."""
        form = super().get_form(form_class)
        if form.is_bound:
            form.data = form.data.copy()
            with_choice(form.data, self.request.POST)
        with_codes([form], user=self.request.user)
        return form

    def post_checked(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Choosing a known person saves nothing yet."""
        if not PRESSED & set(request.POST):
            return super().post_checked(request, *args, **kwargs)
        return self.show_again(request, *args, **kwargs)

    def form_valid(self, form: VictimAddForm):
        """Show warnings on the first submit; the second submit saves anyway."""
        event_day = self.object.event_on or self.object.reported_on
        form.check_birth(event_day, is_known=self.object.event_on is not None)
        if form.errors:
            return self.form_invalid(form)
        doubts = form.doubts(event_day)
        if doubts and not form.cleaned_data["warnings_seen"]:
            return self.render_to_response(self.get_context_data(form=form, doubts=doubts))
        likely = suggestions([form.facts(event_day)], task_force_id=self.object.task_force_id, user=self.request.user)
        return self.ask_who_is_known(form, likely, self.object.task_force) or super().form_valid(form)

    def act(self, form: VictimAddForm) -> str:
        """Add the victim."""
        say_what_stays([form], self.request)
        victims.add(case=self.object, person_details=form.details(), by=self.request.user)
        return self.back_url()

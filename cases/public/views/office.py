"""Office pages of the public form: answer reporters; open, close and edit the form."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.matching import person_tokens
from cases.models import Complaint, PublicForm
from cases.public.actions import forms as public_forms
from cases.public.actions import reports
from cases.public.forms.office import AnswerForm, PublicFormForm
from cases.queries.public_thread import thread_of
from cases.views.complaint_outcomes import ComplaintActView
from taskforces.access.bases import ActView
from taskforces.access.permissions import Permission
from taskforces.models import TaskForce


class ComplaintAnswerView(ComplaintActView):
    """*Jawab pelapor*."""

    permission = Permission.PUBLIC_REPORT_ANSWER
    form_class = AnswerForm
    template_name = "cases/complaint_answer.html"

    def get_form_kwargs(self) -> dict:
        """Pass the names that should not be in an answer; they are read only to compare the sent text."""
        complaint = self.object
        if self.request.method != "POST":
            return {**super().get_form_kwargs(), "names": []}
        names = [complaint.reporter_name]
        for row in complaint.people.values_list(*(f"person__{name}" for name in person_tokens.NAME_FIELDS)):
            names += row
        return {**super().get_form_kwargs(), "names": names}

    def get_context_data(self, **kwargs) -> dict:
        """Add the messages so far."""
        return super().get_context_data(public=thread_of(self.object, user=self.request.user), **kwargs)

    def act(self, form: AnswerForm) -> str:
        """Answer and go back."""
        values = form.cleaned_data
        reports.answer(
            complaint=self.object, text=values["text"], submission_key=values["submission_key"], by=self.request.user
        )
        messages.success(self.request, _("Jawaban tersimpan. Pelapor membacanya dengan kodenya."))
        return reverse("cases:complaint-detail", args=[self.object.pk])


class ComplaintPressView(ActView):
    """An act on a complaint with one press and without its own page."""

    model = Complaint
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Act and go back."""
        self.object = self.get_object()
        self.press()
        return HttpResponseRedirect(reverse("cases:complaint-detail", args=[self.object.pk]))

    def press(self) -> None:
        """Do the act."""
        raise ImproperlyConfigured(f"{type(self).__name__} says nothing about its press")


class ComplaintReadView(ComplaintPressView):
    """*Tandai sudah dibaca*."""

    permission = Permission.PUBLIC_REPORT_ANSWER

    def press(self) -> None:
        """Mark the reporter's additions as read."""
        reports.mark_read(complaint=self.object, by=self.request.user)


class ComplaintUnfoldView(ComplaintPressView):
    """*Keluarkan dari laporan beruntun*."""

    permission = Permission.COMPLAINT_EDIT

    def press(self) -> None:
        """Unfold the report."""
        reports.unfold(complaint=self.object, by=self.request.user)


class PublicFormEditView(ActView):
    """*Formulir publik* of a task force: its channels, its limits, open or closed. No report is read here."""

    permission = Permission.PUBLIC_FORM_MANAGE
    model = TaskForce
    form_class = PublicFormForm
    template_name = "cases/public_form_edit.html"

    @cached_property
    def stored(self) -> PublicForm | None:
        """The stored form, or ``None``."""
        return PublicForm.objects.visible_to(self.request.user).filter(task_force=self.object).first()

    def get_initial(self) -> dict:
        """The stored values, or defaults from the task force."""
        if self.stored:
            return PublicFormForm.initial_of(self.stored)
        region = self.object.region
        return {"code": region.name.lower().replace(" ", "-")[:20] if region else ""}

    def get_context_data(self, **kwargs) -> dict:
        """Add the printable address."""
        return super().get_context_data(stored=self.stored, **kwargs)

    def act(self, form: PublicFormForm) -> str:
        """Save and stay."""
        saved = public_forms.set_up(
            task_force=self.object, changes=form.details(), version=form.cleaned_data["version"], by=self.request.user
        )
        self.success_message = _("Formulir publik dibuka.") if saved.is_open else _("Formulir publik ditutup.")
        return reverse("cases:public-form-edit", args=[self.object.pk])

"""The pages for people without an account. No session, no cookie, one URL for all five steps.

URLs and titles stay in the history of a telephone that other people may use, and we cannot remove them. So the URL is
``/l/<code>/`` from the first step to the last, every page of a form has the same plain title (set by the office, by
default *Layanan warga*), and no step, receipt or typed word ever appears in a URL. ``/lapor/`` is for posters: it
redirects at once, and browsers keep the destination, not the redirect.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import PublicForm
from cases.public import limits, questions
from cases.public.actions import reports
from cases.public.answers import LAST, PublicSheet, complaint_of, person_of, shown_answers
from cases.public.calendar import month_of
from cases.public.views.page import PublicPage, asked, network_of
from cases.public.visitor import Visitor
from interface.days import short_weekdays
from safeguards import clock
from safeguards.errors import AccessDenied

QUICKEST = 10  # seconds; nobody can read and answer five steps faster
SHOWN_AGAIN = 600  # seconds; within them a form sent twice shows its receipt again
TRAP = "situs"  # a hidden field; only scripts fill it in


class PublicListView(PublicPage):
    """The task forces with an open form; if there is only one, its form."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list, or redirect to the only form."""
        forms = list(PublicForm.objects.open().select_related("task_force__region").order_by("task_force__name"))
        if len(forms) == 1:
            return redirect("cases:public-report", code=forms[0].code)
        return self.page("list", forms=forms)


class PosterView(PublicPage):
    """``/lapor/``, the URL on posters."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect to the plain URL."""
        return redirect("cases:public-list")


class PublicReportView(PublicPage):
    """The form, with five steps under one URL; a closed form shows only the channels."""

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Find the form."""
        super().setup(request, *args, **kwargs)
        self.form = PublicForm.objects.select_related("task_force__region").filter(code=kwargs["code"]).first()

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """404 for an unknown code; only the channels for a closed form."""
        if self.form is None:
            raise Http404
        if not self.form.is_open:
            return self.page("closed", form=self.form, unsent=self.sheet_of(request).free_text)
        return super().dispatch(request, *args, **kwargs)

    def sheet_of(self, request: HttpRequest) -> PublicSheet:
        """The answers so far, including the submitted step; an empty sheet at the start."""
        sheet = PublicSheet.opened(request.POST.get("sheet", ""), self.form.code) or PublicSheet(self.form.code)
        if request.POST:
            sheet.keep(_number(request.POST.get("step")), request.POST)
        return sheet

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show the channels and the first step."""
        return self.show(PublicSheet(code), 1)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Store the answers, then do what the pressed button says."""
        step = _number(request.POST.get("step"))
        sheet = PublicSheet.opened(request.POST.get("sheet", ""), code)
        if sheet is None:
            sheet = PublicSheet(code)
            sheet.keep(step, request.POST)
            return self.show(sheet, 1, is_gone=True)
        sheet.keep(step, request.POST)
        wanted = request.POST.get("go", "")
        if wanted.isdecimal():  # back, or from the last step to another: no validation
            return self.show(sheet, _number(wanted))
        if step < LAST:
            is_right = sheet.form(step).is_valid()
            return self.show(sheet, step + 1 if is_right else step, status=200 if is_right else 422)
        return self.send(sheet)

    def send(self, sheet: PublicSheet) -> HttpResponse:
        """Send, unless a step is invalid, the sheet is too old, or a question has to be asked first."""
        wrong = sheet.first_wrong
        if wrong is not None:
            return self.show(sheet, wrong, status=422)
        if sheet.is_stale:
            return self.show(sheet, LAST, is_stale=True)
        network = network_of(self.request)
        if self.must_ask(sheet, network):
            return self.ask(sheet)
        values = sheet.values()
        visitor = Visitor(self.form.task_force_id, sheet.receipt.digest)
        from_network = limits.count("reports.day", network, limits.DAY)
        limits.count("reports.hour", network, limits.HOUR)
        limits.count("reports", str(self.form.task_force_id), limits.HOUR)
        try:
            report = reports.receive(
                form=self.form,
                details=complaint_of(values),
                person=person_of(values),
                receipt=sheet.receipt,
                from_network=from_network,
                by=visitor,
            )
        except AccessDenied:  # closed in the meantime
            return self.page("closed", form=self.form, unsent=sheet.free_text)
        is_fresh = (clock.now() - report.received_at).total_seconds() < SHOWN_AGAIN
        return self.page(
            "sent", form=self.form, groups=sheet.receipt.groups if is_fresh else [], is_danger=sheet.is_dangerous
        )

    def must_ask(self, sheet: PublicSheet, network: str) -> bool:
        """Whether this sheet needs a question that is not answered yet.

        Never if somebody is in danger now: that report is accepted at once.
        """
        if sheet.is_dangerous:
            return False
        if questions.is_answered(sheet.question, self.request.POST.get("answer", "")):
            return False
        return (
            bool(sheet.question)
            or bool(self.request.POST.get(TRAP))
            or sheet.seconds < QUICKEST
            or limits.counted("reports.hour", network, limits.HOUR) >= self.form.ask_after
            or limits.counted("reports", str(self.form.task_force_id), limits.HOUR) >= self.form.busy_after
        )

    def ask(self, sheet: PublicSheet) -> HttpResponse:
        """Show the last step again with a new question; all answers are kept."""
        was_asked = bool(sheet.question)
        sheet.question = questions.new_question()
        sheet.typed.pop(str(LAST), None)
        return self.show(sheet, LAST, status=422, is_wrong_answer=was_asked)

    def show(self, sheet: PublicSheet, step: int, *, status: int = 200, **said) -> HttpResponse:
        """Show one step with its answers; errors only if it was submitted and is invalid."""
        if step == LAST:
            said |= {"shown": shown_answers(sheet), "question": asked(sheet.question)}
        return self.page(
            "step",
            status=status,
            form=self.form,
            fields=sheet.form(step) if status == 422 else sheet.unjudged(step),
            step=step,
            last=LAST,
            sheet=sheet.envelope,
            is_danger=sheet.is_dangerous,
            part=f"public/parts/step_{step}.html",
            **said,
        )


class PublicExitView(PublicPage):
    """*Keluar cepat*: leave, and clear the browser's cache of these pages where possible.

    The browser history stays, and the page says so.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect to the page the office chose, or to the calendar."""
        response = HttpResponseRedirect(settings.PUBLIC_EXIT_URL or reverse("cases:public-calendar"), status=303)
        response["Clear-Site-Data"] = '"cache"'  # not the cookies: an officer may be signed in on the same telephone
        return response


class PublicCalendarView(PublicPage):
    """A calendar page that does not reveal the page before it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """This month."""
        today = clock.today()
        sheet = {"today": today, "weeks": month_of(today), "weekdays": short_weekdays()}
        return self.page("calendar", title=_("Kalender"), plain=True, **sheet)


class NothingHereView(PublicPage):
    """Any other URL under the public paths: the plain error page instead of one that names the office."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer 404, but redirect a form URL without its last slash."""
        code = request.path.removeprefix("/l/")
        if request.method == "GET" and PublicForm.objects.filter(code=code).exists():
            return redirect("cases:public-report", code=code)
        raise Http404


def _number(text: str | None) -> int:
    """The submitted step number, within bounds."""
    return min(max(int(text), 1), LAST) if text and text.isdecimal() and len(text) < 3 else 1

"""Come back with a receipt: see the state and the office's answers, and add to the report.

Everything happens under one URL and in the body of a form. Wrong, mistyped and expired codes are looked up the same way
and get the same page. Wrong codes are counted by network; after some of them a question comes before the look-up, and a
right answer lets everybody through. A code that opened its report is not counted; for a day it opens the report from
the same network without a question, counted by receipt and network.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.choices import MessageAuthor
from cases.public import limits, questions, sent_again, thread
from cases.public.actions import reports
from cases.public.forms.steps import AdditionForm, CodeForm
from cases.public.receipts import Receipt, typed_receipt
from cases.public.views.page import PublicPage, asked, network_of
from cases.public.visitor import Visitor
from safeguards.encryption import DecryptionError
from safeguards.encryption.envelope import seal, unseal
from safeguards.errors import WorkflowRefused
from safeguards.identifiers import new_id

TRIES = 10  # wrong codes per network and hour before a question is asked
PASS, PASS_LASTS = "public.pass", 1800  # seconds in which an opened thread accepts additions without the code
QUESTION = "public.question"
KEPT = ("text", "danger")  # fields of an addition kept while the code is typed again


class PublicCodeView(PublicPage):
    """*Punya kode?*"""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the code."""
        return self.ask(CodeForm(), [])

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open the thread of a code, or add to the open thread."""
        if "pass" in request.POST:
            return self.add()
        form = CodeForm(request.POST)
        form.full_clean()
        receipt, network = typed_receipt(form.cleaned_data.get("receipt", "")), network_of(request)
        if self.must_ask(receipt, network):
            return self.ask(CodeForm(initial={"receipt": request.POST.get("receipt", "")}), questions.new_question())
        found = thread.opened_by(receipt)
        if found is None:
            limits.count("codes", network, limits.HOUR)
            form.add_error(
                "receipt", _("Kode ini tidak ditemukan. Periksa setiap angkanya; satu kode terdiri atas 20 angka.")
            )
            return self.ask(form, [], status=422)
        limits.count("codes.opened", receipt.name_at(network), limits.DAY)
        return self.show(found, AdditionForm(initial={name: request.POST.get(name, "") for name in KEPT}))

    def must_ask(self, receipt: Receipt, network: str) -> bool:
        """Whether to ask a question first: many wrong codes from this network, and it has not opened this one today."""
        return (
            limits.counted("codes", network, limits.HOUR) >= TRIES
            and not limits.counted("codes.opened", receipt.name_at(network), limits.DAY)
            and not self.has_answered()
        )

    def has_answered(self) -> bool:
        """Whether the page's question was answered correctly; one answer allows one try."""
        envelope = self.request.POST.get("question", "")
        right = questions.is_answered(_question(envelope), self.request.POST.get("answer", ""))
        return right and limits.first_within("answers", envelope[-32:], limits.HOUR)

    def add(self) -> HttpResponse:
        """Add the typed message; the page may be sent twice."""
        opened = _opened_pass(self.request.POST["pass"])
        found = thread.opened_by_digest(opened[0]) if opened else None
        if found is None:
            return self.ask(CodeForm(), [], status=422, is_gone=True)
        digest, key = opened
        form = AdditionForm(self.request.POST)
        if not form.is_valid():
            return self.show(found, form, status=422)
        visitor = Visitor(found.report.task_force_id, digest)
        try:
            reports.add(
                report=found.report,
                text=form.cleaned_data["text"],
                submission_key=key,
                is_danger=form.cleaned_data["danger"],
                by=visitor,
            )
        except WorkflowRefused as refusal:
            form.add_error("text", str(refusal))
            return self.show(found, form, status=422)
        is_danger = form.cleaned_data["danger"]
        return self.show(thread.opened_by_digest(digest), is_added=True, is_danger=is_danger)

    def ask(self, form: CodeForm, question: list[int], *, status: int = 200, **said) -> HttpResponse:
        """Show the page that asks for the code."""
        sealed = seal(QUESTION, {"question": question}) if question else ""
        kept = {name: self.request.POST[name] for name in KEPT if self.request.POST.get(name)}
        return self.page("code", status=status, fields=form, question=asked(question), sealed=sealed, kept=kept, **said)

    def show(self, found: thread.Thread, form: AdditionForm | None = None, **said) -> HttpResponse:
        """Show the thread of a receipt."""
        key = {"digest": bytes(found.report.receipt_digest).hex(), "key": str(new_id())}
        messages = [
            {
                "is_office": message.author == MessageAuthor.OFFICE,
                "at": message.at,
                "text": sent_again.headline() if message.is_form else message.text,
            }
            for message in found.messages
        ]
        return self.page(
            "thread",
            form=found.report.form,
            status_words=found.status.label,
            standing=found.status.value,
            received_at=found.report.received_at,
            said=messages,
            fields=form or AdditionForm(),
            sealed=seal(PASS, key),
            **said,
        )


def _opened_pass(envelope: str) -> tuple[bytes, UUID] | None:
    """The receipt's digest and the page's key, while the pass is valid."""
    try:
        content, age = unseal(PASS, envelope)
    except DecryptionError:
        return None
    return (bytes.fromhex(content["digest"]), UUID(content["key"])) if age <= PASS_LASTS else None


def _question(envelope: str) -> list[int] | None:
    """The question that was asked, while it is valid."""
    try:
        content, age = unseal(QUESTION, envelope)
    except DecryptionError:
        return None
    return content["question"] if age <= PASS_LASTS else None

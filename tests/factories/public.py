"""The public form, its reports, and additions to them."""

import factory

from cases.choices import MessageAuthor
from cases.matching import caller_tokens
from cases.models import PublicForm, PublicMessage, PublicReport
from cases.public.receipts import receipt_of
from safeguards import clock
from safeguards.identifiers import new_id
from taskforces.models import User
from tests.factories.base import RowFactory, within
from tests.factories.complaints import ComplaintFactory
from tests.factories.taskforces import TaskForceFactory

FORM_CODE = "kota-jambi"
ADDITION = "Tambahan rahasia: kapalnya berangkat Jumat"


class RecorderFactory(RowFactory):
    """The account that records public reports; nobody can sign in with it."""

    class Meta:
        model = User
        django_get_or_create = ("email",)

    email = "formulir.publik@sistem.invalid"
    name = "Formulir publik"
    is_active = False
    password = "!"


class PublicFormFactory(RowFactory):
    """The open form of a task force."""

    class Meta:
        model = PublicForm

    task_force = factory.SubFactory(TaskForceFactory)
    code = FORM_CODE
    is_open = True
    emergency_number = "112"
    unit_name = "UPTD PPA Kota Jambi"
    unit_phone = "0813-8687-0227"
    unit_hours = "Setiap hari"
    recorder = factory.SubFactory(RecorderFactory)

    class Params:
        closed = factory.Trait(is_open=False)


class PublicReportFactory(RowFactory):
    """A complaint from the public form with an unread addition of its reporter.

    ``seed`` decides the receipt (``receipt_of(seed)``).
    """

    class Meta:
        model = PublicReport

    class Params:
        seed = b"uji"
        folded = factory.Trait(is_folded=True)

    complaint = factory.SubFactory(ComplaintFactory)
    task_force = within("complaint")
    form = factory.LazyAttribute(lambda row: form_of(row.task_force))
    receipt_digest = factory.LazyAttribute(lambda row: receipt_of(row.seed).digest)
    received_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def addition(report, create, wanted, **given):  # noqa: N805 (the row that was made)
        if wanted is not False:
            PublicMessageFactory(report=report, **given)


class PublicMessageFactory(RowFactory):
    """An addition of the reporter."""

    class Meta:
        model = PublicMessage

    report = factory.SubFactory(PublicReportFactory, addition=False)
    task_force = within("report")
    author = MessageAuthor.REPORTER
    text = ADDITION
    at = factory.LazyFunction(clock.now)
    submission_key = factory.LazyFunction(new_id)

    class Params:
        of_office = factory.Trait(
            author=MessageAuthor.OFFICE, written_by=factory.SelfAttribute("report.complaint.recorded_by")
        )
        read = factory.Trait(
            read_at=factory.LazyFunction(clock.now), read_by=factory.SelfAttribute("report.complaint.recorded_by")
        )

    @factory.post_generation
    def findable(message, create, wanted, **_given):  # noqa: N805 (the row that was made)
        if wanted is not False:
            caller_tokens.refresh_message(message, message.report.complaint_id)


def form_of(task_force) -> PublicForm:
    """The form of a task force, created if there is none."""
    return PublicForm.objects.filter(task_force=task_force).first() or PublicFormFactory(task_force=task_force)

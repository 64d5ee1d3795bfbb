"""The public form and a report that came through it."""

from django.utils import timezone

from cases.models import Complaint, PublicForm, PublicMessage, PublicReport
from cases.public.receipts import receipt_of
from safeguards.identifiers import new_id
from taskforces.models import User

FORM_CODE = "kota-jambi"
ADDITION = "Tambahan rahasia: kapalnya berangkat Jumat"


def make_public_form(world, **fields) -> PublicForm:
    """The open form of Kota Jambi."""
    recorder, _made = User.objects.get_or_create(
        email="formulir.publik@sistem.invalid",
        defaults={"name": "Formulir publik", "is_active": False, "password": "!"},
    )
    values = {
        "code": FORM_CODE,
        "is_open": True,
        "emergency_number": "112",
        "unit_name": "UPTD PPA Kota Jambi",
        "unit_phone": "0813-8687-0227",
        "unit_hours": "Setiap hari",
    }
    task_force = fields.pop("task_force", world.jambi)
    return PublicForm.objects.create(task_force=task_force, recorder=recorder, **{**values, **fields})


def make_public_report(world, complaint: Complaint, *, seed: bytes = b"uji", **fields) -> PublicReport:
    """The complaint came through the public form, and its reporter added something nobody has read yet."""
    form = PublicForm.objects.filter(task_force=complaint.task_force).first() or make_public_form(world)
    report = PublicReport.objects.create(
        task_force=complaint.task_force,
        complaint=complaint,
        form=form,
        receipt_digest=receipt_of(seed).digest,
        received_at=timezone.now(),
        **fields,
    )
    PublicMessage.objects.create(
        task_force=complaint.task_force,
        report=report,
        author="reporter",
        text=ADDITION,
        at=timezone.now(),
        submission_key=new_id(),
    )
    return report

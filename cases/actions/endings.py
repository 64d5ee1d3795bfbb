"""Ask the supervisor to end a victim's services; she approves, or returns it with a word."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import workflow
from cases.actions import victims
from cases.choices import EndingAnswer, Stage, TerminationReason
from cases.events import CaseEvent
from cases.models import Case, EndingRequest, Victim
from cases.queries import owed
from safeguards import clock
from safeguards.audit import record
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions import notifications
from taskforces.models import User


@transaction.atomic
def ask(*, victim: Victim, termination_reason: str, note: str = "", by: User) -> EndingRequest:
    """Ask that services end; a second press, also by a colleague, returns the request that is open.

    Refused while a referral is open, or from a stage where services cannot end: nobody is asked in vain.
    """
    policy.check(by, Permission.VICTIM_MOVE_STAGE, victim)
    Case.objects.hold(victim.case_id)
    victim = Victim.objects.select_for_update(of=("self",)).select_related("case").get(pk=victim.pk)
    if (earlier := EndingRequest.objects.open().filter(victim=victim).first()) is not None:
        return earlier
    workflow.check_stage(victim.stage, Stage.TERMINATION)
    if termination_reason not in TerminationReason.values:
        raise WorkflowRefused(_("Pilih alasan terminasi. Alasan itu menentukan cara kasus dihitung."))
    if rows := owed.of_victim(victim):
        raise WorkflowRefused(_("Masih ada rujukan yang belum selesai: %s.") % owed.in_words(rows))
    request = EndingRequest.objects.create(
        task_force_id=victim.task_force_id,
        victim=victim,
        termination_reason=termination_reason,
        note=note.strip(),
        asked_at=clock.now(),
        asked_by=by,
    )
    record(CaseEvent.ENDING_ASKED, by=by, target=victim)
    text = _("%(who)s meminta layanan %(victim)s diakhiri.") % {"who": by.name, "victim": victim}
    notifications.notify_supervisors(
        task_force_id=victim.task_force_id, text=text, path=path_of(request), except_users=[by]
    )
    return request


@transaction.atomic
def approve(*, request: EndingRequest, by: User) -> EndingRequest:
    """End the services as asked. Who asked does not approve; a second press changes nothing."""
    policy.check(by, Permission.VICTIM_END_SERVICE, request)
    request = _locked(request)
    if request.answer == EndingAnswer.APPROVED:
        return request
    _check_open(request)
    if request.asked_by_id == by.pk:
        raise WorkflowRefused(_("Anda sendiri yang memintanya. Penyelia lain memutuskannya."))
    victims.move(
        victim=request.victim,
        to=Stage.TERMINATION,
        note=request.note,
        termination_reason=request.termination_reason,
        by=by,
    )
    request.refresh_from_db()
    record(CaseEvent.ENDING_APPROVED, by=by, target=request.victim)
    _tell(request, _("Layanan %s diakhiri seperti yang Anda minta."))
    return request


@transaction.atomic
def give_back(*, request: EndingRequest, note: str, by: User) -> EndingRequest:
    """Return a request with a word that says what is still to do."""
    policy.check(by, Permission.VICTIM_END_SERVICE, request)
    request = _locked(request)
    if request.answer == EndingAnswer.RETURNED:
        return request
    _check_open(request)
    if not note.strip():
        raise WorkflowRefused(_("Tulis apa yang masih perlu, agar rekan Anda dapat melanjutkannya."))
    request.answer, request.answer_note = EndingAnswer.RETURNED, note.strip()
    request.answered_at, request.answered_by = clock.now(), by
    request.save(update_fields=["answer", "answer_note", "answered_at", "answered_by"])
    record(CaseEvent.ENDING_RETURNED, by=by, target=request.victim)
    _tell(request, _("Permintaan mengakhiri layanan %s dikembalikan. Baca yang masih perlu."))
    return request


def path_of(request: EndingRequest) -> str:
    """The page of a request, the same for both sides."""
    return reverse("cases:ending-decide", args=[request.pk])


def _locked(request: EndingRequest) -> EndingRequest:
    """The current row, held behind its case."""
    Case.objects.hold(request.victim.case_id)
    rows = EndingRequest.objects.select_for_update(of=("self",)).select_related("victim__case", "asked_by")
    return rows.get(pk=request.pk)


def _check_open(request: EndingRequest) -> None:
    if request.answer:
        raise WorkflowRefused(_("Permintaan ini sudah dijawab rekan Anda."))


def _tell(request: EndingRequest, text: str) -> None:
    """Tell who asked, on the page where the answer stands."""
    notifications.notify_user(
        user=request.asked_by, text=text % request.victim, path=path_of(request), task_force_id=request.task_force_id
    )

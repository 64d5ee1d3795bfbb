"""Acts on a referral: send, read, answer, complete or withdraw it; and the messages between sender and receiver."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import workflow as case_workflow
from cases.actions import participation, services
from cases.choices import ConsentGiver, ServiceState, Stage, Urgency
from cases.models import Case, Consent, Victim
from cases.models.consent import standing
from referrals import queries, slip, workflow
from referrals.choices import DeclineReason, OutcomeKind, ReferralState, SlipExtra
from referrals.events import ReferralEvent
from referrals.models import Closure, Referral, ReferralMessage
from safeguards import clock, row_security
from safeguards.audit import record
from safeguards.errors import WorkflowRefused
from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.actions import notifications
from taskforces.actions.numbering import next_number
from taskforces.choices import ServiceLine
from taskforces.models import Agency, User

NEED_MAX = 300  # characters: one or two sentences, not the story


# --- Sending ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def send(
    *,
    victim: Victim,
    agency: Agency,
    service_lines: list[str],
    need: str,
    urgency: str,
    consent: Consent,
    extras: Mapping[str, str],
    answer_due_at: datetime | None,
    submission_key: UUID,
    by: User,
) -> Referral:
    """Send a victim to an agency's queue with the minimum slip, frozen as the receiver will read it.

    ``extras`` maps each addition to the minimum to its reason. Without ``answer_due_at`` the agency's promise counts.
    A form that is sent twice makes one referral.
    """
    policy.check(by, Permission.REFERRAL_SEND, victim)
    earlier = sent_with(victim=victim, submission_key=submission_key)
    if earlier is not None:
        return earlier
    victim = _with_file(victim)
    now = clock.now()
    lines = _checked_lines(service_lines, agency, victim)
    _check_consent(consent, victim)
    due = answer_due_at or queries.promised_by(agency, lines, now)
    if due <= now:
        raise WorkflowRefused(_("Batas jawaban harus sesudah saat ini."))
    composed = _checked_slip(victim, lines, need, consent, extras, due, by)
    referral = Referral.objects.create(
        task_force_id=victim.task_force_id,
        number=next_number(task_force_id=victim.task_force_id, series="R", year=clock.today().year),
        case_id=victim.case_id,
        victim=victim,
        agency=agency,
        service_lines=[line.value for line in lines],
        consent=consent,
        urgency=Urgency.ORDINARY if urgency == Urgency.UNKNOWN else urgency,
        slip=composed.as_json(),
        sent_at=now,
        sent_by=by,
        answer_due_at=due,
        submission_key=submission_key,
    )
    services.request(
        victim=victim,
        service_lines=referral.service_lines,
        agency=agency,
        referral_id=referral.pk,
        referral_number=referral.number,
        due_at=due,
        consent=consent,
        by=by,
    )
    details = {"agency": str(agency), "service_lines": slip.services_words(lines), "extras": sorted(extras)}
    record(ReferralEvent.SENT, by=by, target=referral, details=details)
    text = _("Rujukan baru %(number)s menunggu jawaban instansi Anda.") % {"number": referral}
    notifications.notify_agency(agency=agency, text=text, path=path_of(referral))
    return referral


@transaction.atomic
def preview(*, victim: Victim, extras: list[str], by: User) -> None:
    """Record that the sender read identity in a preview, which shows it only after this record."""
    policy.check(by, Permission.IDENTITY_REVEAL, victim)
    labels = ", ".join(str(SlipExtra(kind).label) for kind in sorted(extras))
    record(ReferralEvent.PREVIEWED, by=by, target=victim, details={"extras": labels})


@transaction.atomic
def withdraw(*, referral: Referral, by: User) -> Referral:
    """Withdraw a referral that was a mistake or is no longer needed. The slip closes at once."""
    policy.check(by, Permission.REFERRAL_WITHDRAW, referral)
    referral = _locked(referral)
    if referral.state == ReferralState.WITHDRAWN and referral.withdrawn_by_id == by.pk:
        return referral
    workflow.check(referral.state, ReferralState.WITHDRAWN)
    referral.state = ReferralState.WITHDRAWN
    referral.withdrawn_at, referral.withdrawn_by = clock.now(), by
    _save(referral, "withdrawn_at", "withdrawn_by")
    services.end(referral=referral, state=ServiceState.WITHDRAWN, by=by)
    record(ReferralEvent.WITHDRAWN, by=by, target=referral)
    text = _("Rujukan %(number)s ditarik oleh pengirim.") % {"number": referral}
    notifications.notify_agency(agency=referral.agency, text=text, path=path_of(referral))
    return referral


@transaction.atomic
def settle(*, referral: Referral, note: str, by: User) -> Referral:
    """Record what was arranged after a withdrawn consent closed the referral. Until then this is the sender's duty."""
    policy.check(by, Permission.REFERRAL_WITHDRAW, referral)
    Case.objects.hold(referral.case_id)
    closure = Closure.objects.select_for_update(of=("self",)).filter(referral_id=referral.pk).first()
    if closure is None:
        raise WorkflowRefused(_("Rujukan ini tidak ditutup karena persetujuan dicabut."))
    referral = _as_it_is(referral)
    if closure.settled_at is not None:
        return referral
    if not referral.is_cut_short:
        raise WorkflowRefused(
            _("Layanannya sudah selesai sebelum persetujuan ditarik. Tidak ada kelanjutan yang dicatat.")
        )
    if not note.strip():
        raise WorkflowRefused(_("Tulis apa yang sudah diatur, agar penyelia dan rekan Anda dapat mengikutinya."))
    closure.settled_at, closure.settled_by = clock.now(), by
    closure.save(update_fields=["settled_at", "settled_by"])
    services.end(referral=referral, state=ServiceState.WITHDRAWN, outcome_note=note.strip(), by=by)
    record(ReferralEvent.SETTLED, by=by, target=referral)
    return referral


# --- Reading and answering --------------------------------------------------------------------------------------------
@transaction.atomic
def open_slip(*, referral: Referral, by: User) -> slip.Slip:
    """Read a slip. Every opening is recorded, because by reading an identity leaves the office."""
    policy.check(by, Permission.REFERRAL_VIEW, referral)
    current = Referral.objects.visible_to(by).filter(pk=referral.pk).first()
    if current is None:  # closed between the page's first query and this one
        raise WorkflowRefused(workflow.closed_words(referral.number))
    record(ReferralEvent.OPENED, by=by, target=current)
    return slip.Slip.from_json(current.slip)


@transaction.atomic
def accept(*, referral: Referral, first_service_on: date | None = None, by: User) -> Referral:
    """Accept for the agency: the services begin, and it takes part in the case but still reads only the slip.

    The day of the first service may be unknown yet: a yes is worth more than a date.
    """
    policy.check(by, Permission.REFERRAL_ANSWER, referral)
    referral = _locked(referral)
    if _answered_before(referral, ReferralState.ACCEPTED, by):
        return referral
    if first_service_on is not None and first_service_on < timezone.localdate(referral.sent_at):
        raise WorkflowRefused(_("Layanan pertama tidak dapat sebelum hari rujukan dikirim."))
    with row_security.file_scope([referral.task_force_id]):
        _answer(referral, ReferralState.ACCEPTED, by, first_service_on=first_service_on)
        services.accept(referral=referral, started_on=first_service_on, by=by)
        participation.admit(case_id=referral.case_id, agency=referral.agency, by=by)
    record(
        ReferralEvent.ACCEPTED, by=by, target=referral, details={"first_service_on": first_service_on or _("menyusul")}
    )
    _tell_sender(referral, _("Rujukan %(number)s diterima %(agency)s."))
    return referral


@transaction.atomic
def decline(*, referral: Referral, reason: str, note: str = "", by: User) -> Referral:
    """Decline for the agency, with a reason that shows the sender what to try next. The slip closes at once."""
    policy.check(by, Permission.REFERRAL_ANSWER, referral)
    referral = _locked(referral)
    if _answered_before(referral, ReferralState.DECLINED, by):
        return referral
    reason = DeclineReason(reason)
    if reason == DeclineReason.OTHER and not note.strip():
        raise WorkflowRefused(_("Tulis alasannya, agar pengirim tahu langkah berikutnya."))
    _answer(referral, ReferralState.DECLINED, by, decline_reason=reason, decline_note=note.strip())
    with row_security.file_scope([referral.task_force_id]):
        services.end(referral=referral, state=ServiceState.DECLINED, by=by)
    record(ReferralEvent.DECLINED, by=by, target=referral, details={"decline_reason": str(reason.label)})
    _tell_sender(referral, _("Rujukan %(number)s ditolak %(agency)s. Pilih instansi lain."))
    return referral


@transaction.atomic
def complete(*, referral: Referral, outcomes: Mapping[str, str], note: str, by: User) -> Referral:
    """Report the outcome of each service line. It decides what counts as given, and the sender reads the note.

    ``outcomes`` names every service line of the referral once; what was not given whole stays a duty of the sender.
    """
    policy.check(by, Permission.REFERRAL_COMPLETE, referral)
    referral = _locked(referral)
    if referral.state == ReferralState.COMPLETED and referral.completed_by_id == by.pk:
        return referral
    workflow.check(referral.state, ReferralState.COMPLETED)
    if set(outcomes) != set(referral.service_lines):
        raise WorkflowRefused(_("Pilih hasil untuk setiap layanan yang diminta."))
    outcome = workflow.overall([OutcomeKind(value) for value in outcomes.values()])
    ends = {line: workflow.SERVICE_END[OutcomeKind(value)] for line, value in outcomes.items()}
    if not note.strip():
        raise WorkflowRefused(_("Tulis hasilnya dalam satu atau dua kalimat untuk pengirim."))
    referral.state, referral.outcome, referral.outcome_note = ReferralState.COMPLETED, outcome, note.strip()
    referral.line_outcomes = {line: OutcomeKind(value).value for line, value in outcomes.items()}
    referral.completed_at, referral.completed_by = clock.now(), by
    _save(referral, "outcome", "line_outcomes", "outcome_note", "completed_at", "completed_by")
    with row_security.file_scope([referral.task_force_id]):
        services.end(
            referral=referral,
            state=workflow.SERVICE_END[outcome],
            of_lines=ends,
            outcome_note=note.strip(),
            by=by,
        )
    record(ReferralEvent.COMPLETED, by=by, target=referral, details={"outcome": str(outcome.label)})
    _tell_sender(referral, _("Rujukan %(number)s diselesaikan %(agency)s. Baca hasilnya."))
    return referral


@transaction.atomic
def ask(*, referral: Referral, text: str, by: User) -> ReferralMessage:
    """Write to the other side about an open referral. The same text twice in a row is one message."""
    policy.check(by, Permission.REFERRAL_VIEW, referral)
    from_agency = policy.can(by, Permission.REFERRAL_ANSWER, referral)
    if not from_agency:
        policy.check(by, Permission.REFERRAL_SEND, referral)
    referral = _locked(referral)
    if not referral.is_alive:
        raise WorkflowRefused(_("Rujukan ini sudah berakhir, jadi tanya jawabnya ditutup."))
    text = text.strip()
    if not text:
        raise WorkflowRefused(_("Tulis pertanyaan atau jawaban Anda."))
    last = referral.messages.order_by("-written_at", "-pk").first()
    if last is not None and last.written_by_id == by.pk and last.text == text:
        return last
    message = ReferralMessage.objects.create(
        task_force_id=referral.task_force_id,
        referral=referral,
        agency_id=referral.agency_id,
        is_from_agency=from_agency,
        text=text,
        written_at=clock.now(),
        written_by=by,
    )
    record(ReferralEvent.ASKED, by=by, target=referral, details={"is_from_agency": from_agency})
    if from_agency:
        _tell_sender(referral, _("Pertanyaan baru dari %(agency)s tentang rujukan %(number)s."))
    else:
        text = _("Jawaban baru dari pengirim tentang rujukan %(number)s.") % {"number": referral}
        notifications.notify_agency(agency=referral.agency, text=text, path=path_of(referral))
    return message


# --- Parts ------------------------------------------------------------------------------------------------------------
def path_of(referral: Referral) -> str:
    """The address of a referral's page, the same for both sides."""
    return reverse("referrals:referral-detail", args=[referral.pk])


def _locked(referral: Referral) -> Referral:
    """The current row, locked until the transaction ends. If two officers act at once, one waits and then reads it.

    The case is locked first, as in every act on a file, so that a withdrawal of consent comes either before this act,
    which is then refused, or after it. The query joins only rows that never change: after waiting, PostgreSQL reads
    this row again but keeps the rows it joined before.
    """
    with row_security.file_scope([referral.task_force_id]):
        Case.objects.hold(referral.case_id)
        current = _as_it_is(referral, Referral.objects.select_for_update(of=("self",)))
    if current.closed_at is not None:
        raise WorkflowRefused(workflow.closed_words(current.number))
    return current


def _as_it_is(referral: Referral, rows: QuerySet[Referral] | None = None) -> Referral:
    rows = Referral.objects.all() if rows is None else rows
    return rows.select_related("agency", "sent_by").get(pk=referral.pk)


def sent_with(*, victim: Victim, submission_key: UUID) -> Referral | None:
    """The referral already made from this form. Locks the file, so that a second submit of the form waits here."""
    Case.objects.hold(victim.case_id)
    Victim.objects.select_for_update(of=("self",)).only("pk").get(pk=victim.pk)
    if submission_key is None:
        return None
    return Referral.objects.filter(victim_id=victim.pk, submission_key=submission_key).first()


def _with_file(victim: Victim) -> Victim:
    """The current row of the victim, with the related rows that the slip uses."""
    related = ("person", "case", "task_force__region", "origin_region__parent")
    return Victim.objects.select_related(*related).get(pk=victim.pk)


def _checked_lines(service_lines: Iterable[str], agency: Agency, victim: Victim) -> list[ServiceLine]:
    """The lines in order. Refused if the victim's stage has ended or the agency does not offer every line."""
    if Stage(victim.stage) in case_workflow.ENDED:
        raise WorkflowRefused(
            _("Layanan untuk korban ini sudah berakhir. Buka kembali tahapnya sebelum mengirim rujukan.")
        )
    lines = slip.in_order(service_lines)
    if not lines:
        raise WorkflowRefused(_("Pilih paling sedikit satu layanan."))
    missing = queries.missing_lines(agency, lines)
    if agency.task_force_id != victim.task_force_id or not agency.is_active:
        raise WorkflowRefused(_("Instansi ini bukan anggota gugus tugas Anda."))
    if missing:
        raise WorkflowRefused(
            _("%(agency)s tidak menawarkan %(lines)s. Pilih instansi lain, atau kirim dua rujukan.")
            % {"agency": agency, "lines": slip.services_words(missing).lower()}
        )
    return lines


def _check_consent(consent: Consent, victim: Victim) -> None:
    """Refuse unless the consent is this victim's, is not withdrawn, and was given by somebody who may give it."""
    known = list(Consent.objects.select_for_update(of=("self",)).filter(victim=victim).order_by("pk"))
    current = next((row for row in known if consent and row.pk == consent.pk), None)
    if current is None:
        raise WorkflowRefused(_("Catat persetujuan dahulu. Tanpa persetujuan tidak ada yang dibagikan."))
    if current not in standing(known):
        raise WorkflowRefused(_("Persetujuan ini sudah ditarik. Catat persetujuan baru bila korban menyetujui lagi."))
    if victim.is_child and current.given_by == ConsentGiver.VICTIM:
        raise WorkflowRefused(
            _("Korban anak: persetujuan wali diperlukan, atau petugas negara bila wali adalah terlapor.")
        )


def _checked_slip(
    victim: Victim,
    lines: list[ServiceLine],
    need: str,
    consent: Consent,
    extras: Mapping[str, str],
    due: datetime,
    by: User,
) -> slip.Slip:
    """The slip. Refused if a sentence reveals identity or an extra has no valid reason."""
    need = need.strip()
    if not need:
        raise WorkflowRefused(_("Tulis apa yang diminta dalam satu kalimat."))
    if len(need) > NEED_MAX:
        raise WorkflowRefused(
            _("Permintaan paling panjang %(max)s huruf: kebutuhannya, bukan ceritanya.") % {"max": NEED_MAX}
        )
    subject = queries.subject_of(victim)
    for kind, reason in extras.items():
        refusal = slip.extra_refusal(kind, reason, subject)
        if refusal:
            raise WorkflowRefused(f"{SlipExtra(kind).label}: {refusal}")
    if slip.IDENTIFYING_EXTRAS & set(extras):
        policy.check(by, Permission.IDENTITY_REVEAL, victim)
    composed = slip.compose(
        subject=subject,
        sender=queries.sender_of(by, victim.task_force_id),
        service_lines=lines,
        need=need,
        consent=(consent.given_by, consent.given_on),
        extras=extras,
        answer_due_at=due,
    )
    for key, sentence in slip.leaks(composed, subject).items():
        raise WorkflowRefused(f"{slip.LABELS[slip.Fact(key)]}: {sentence}")
    return composed


def _answered_before(referral: Referral, wanted: ReferralState, by: User) -> bool:
    """Whether the same person already gave this answer (a double submit). Any other earlier answer is refused."""
    if referral.state == wanted and referral.answered_by_id == by.pk:
        return True
    if referral.state in (ReferralState.ACCEPTED, ReferralState.DECLINED):
        answerer: Any = referral.answered_by  # never empty in these states
        raise WorkflowRefused(
            _("Rujukan %(number)s sudah dijawab oleh %(name)s: %(state)s. Anda tidak perlu menjawab lagi.")
            % {"number": referral, "name": answerer.name, "state": referral.get_state_display().lower()}
        )
    workflow.check(referral.state, wanted)
    return False


def _answer(referral: Referral, state: ReferralState, by: User, **values: Any) -> None:
    referral.state, referral.answered_at, referral.answered_by = state, clock.now(), by
    for name, value in values.items():
        setattr(referral, name, value)
    _save(referral, "answered_at", "answered_by", *values)


def _save(referral: Referral, *fields: str) -> None:
    """Write the changed fields and the state, and increase the version."""
    referral.version += 1
    referral.save(update_fields=["state", "version", *fields])


def _tell_sender(referral: Referral, text: str) -> None:
    words = text % {"number": referral, "agency": referral.agency}
    notifications.notify_user(user=referral.sent_by, text=words, path=path_of(referral))

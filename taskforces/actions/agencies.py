"""Acts on a member agency: it joins, its contact and services change, it leaves and may come back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from safeguards.audit import record
from safeguards.conflicts import Difference, changed_names, check_version
from safeguards.errors import Conflict, WorkflowRefused
from taskforces import holdings
from taskforces.access import last_admin, policy
from taskforces.access.permissions import Permission
from taskforces.choices import ServiceLine
from taskforces.events import TaskForceEvent
from taskforces.models import Agency, AgencyService, TaskForce, User
from taskforces.models.agency import USUAL_PROMISE
from taskforces.queries import people_of

EDITABLE = ("name", "short_name", "kind", "division", "contact_phone", "contact_email", "address")


@transaction.atomic
def create(*, task_force: TaskForce, details: Mapping[str, Any], services: Iterable[Mapping] = (), by: User) -> Agency:
    """Add a member agency. ``services`` has one mapping per service line it offers.

    A mapping has the keys ``service_line``, ``answer_within_hours`` and ``note``.
    """
    policy.check(by, Permission.AGENCY_MANAGE, task_force)
    TaskForce.objects.select_for_update(of=("self",)).get(pk=task_force.pk)
    agency = Agency(task_force=task_force, **_only_editable(details))
    _check_name(agency)
    _check_division(agency)
    agency.save(force_insert=True)
    lines = _write_services(agency, _offers(services))
    record(TaskForceEvent.AGENCY_CREATED, by=by, target=agency, details={"kind": agency.kind, "services": lines})
    return agency


@transaction.atomic
def edit(
    *,
    agency: Agency,
    changes: Mapping[str, Any],
    services: Iterable[Mapping] | None = None,
    version: int | None = None,
    by: User,
) -> Agency:
    """Change an agency's data and, if ``services`` is given, replace its services."""
    policy.check(by, Permission.AGENCY_MANAGE, agency)
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    changes = _only_editable(changes)
    check_version(agency, version, changes)
    changed = changed_names(agency, changes)
    for name in changed:
        setattr(agency, name, changes[name])
    _check_name(agency)
    _check_division(agency)
    before = _offers_of(agency)
    offered = before if services is None else _offers(services)
    offers_anew = offered != before
    if offers_anew and version is not None and version != agency.version:
        raise Conflict(
            _("Rekan Anda menyimpan perubahan sementara halaman ini terbuka."),
            [Difference(_("Layanan"), _in_words(before), _in_words(offered))],
        )
    if not changed and not offers_anew:
        return agency
    agency.version += 1
    agency.save(update_fields=[*changed, "version"])
    if offers_anew:
        agency.services.all().delete()
        _write_services(agency, offered)
    changed_words = [*changed, *([_("layanan")] if offers_anew else [])]
    record(TaskForceEvent.AGENCY_EDITED, by=by, target=agency, details={"changed": changed_words})
    return agency


@transaction.atomic
def deactivate(*, agency: Agency, to: User | None = None, by: User) -> Agency:
    """End an agency's membership: it receives no more referrals and its people lose this access at once.

    Their work on case files goes to ``to``, or to a supervisor.
    """
    policy.check(by, Permission.AGENCY_MANAGE, agency)
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    if not agency.is_active:
        raise WorkflowRefused(_("Keanggotaan instansi ini sudah berakhir."))
    people = len(people_of(agency))
    with last_admin.refuse_lockout(by):
        agency.is_active = False
        agency.version += 1
        agency.save(update_fields=["is_active", "version"])
    holdings.give_on(task_force_id=agency.task_force_id, to=to, by=by)
    record(TaskForceEvent.AGENCY_DEACTIVATED, by=by, target=agency, details={"people": people})
    return agency


@transaction.atomic
def reactivate(*, agency: Agency, by: User) -> Agency:
    """Take an agency back; memberships of its people that have not ended are valid again."""
    policy.check(by, Permission.AGENCY_MANAGE, agency)
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    if agency.is_active:
        raise WorkflowRefused(_("Instansi ini masih menjadi anggota."))
    agency.is_active = True
    agency.version += 1
    agency.save(update_fields=["is_active", "version"])
    record(TaskForceEvent.AGENCY_REACTIVATED, by=by, target=agency)
    return agency


def _write_services(agency: Agency, offers: Mapping[str, tuple[int, str]]) -> list[str]:
    AgencyService.objects.bulk_create(
        AgencyService(
            task_force_id=agency.task_force_id, agency=agency, service_line=line, answer_within_hours=hours, note=note
        )
        for line, (hours, note) in offers.items()
    )
    return sorted(offers)


def _offers(services: Iterable[Mapping]) -> dict[str, tuple[int, str]]:
    """Service line to (promise in hours, note). The last entry of a line counts."""
    return {
        str(s["service_line"]): (s.get("answer_within_hours") or USUAL_PROMISE, s.get("note") or "") for s in services
    }


def _offers_of(agency: Agency) -> dict[str, tuple[int, str]]:
    return {s.service_line: (s.answer_within_hours, s.note) for s in agency.services.all()}


def _in_words(offers: Mapping[str, tuple[int, str]]) -> str:
    return ", ".join(f"{ServiceLine(line).label} ({hours} jam)" for line, (hours, _note) in sorted(offers.items()))


def _check_name(agency: Agency) -> None:
    same = Agency.objects.filter(task_force_id=agency.task_force_id, name__iexact=agency.name)
    if same.exclude(pk=agency.pk).exists():
        raise WorkflowRefused(_("Instansi dengan nama itu sudah ada dalam gugus tugas ini."))


def _check_division(agency: Agency) -> None:
    if agency.division is not None and agency.division.task_force_id != agency.task_force_id:
        raise WorkflowRefused(_("Bidang itu milik gugus tugas lain."))


def _only_editable(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not an agency's to change: {', '.join(sorted(unknown))}")
    return dict(values)

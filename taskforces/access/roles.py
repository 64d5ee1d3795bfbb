"""Who may do what. This file says it all; nothing else grants anything.

A role is data: its Indonesian name, why it exists, its acts, and how far it reaches. It counts only through a current
membership under a decree in force. No role may do everything, and there is no way around the roles.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taskforces.access.permissions import Permission as P


class Reach(StrEnum):
    """Which rows a role's acts reach."""

    TASK_FORCE = "task_force"  # every case file of the task force
    AGENCY = "agency"  # only what was sent to the member's own agency
    FIGURES = "figures"  # counts of the task force and those below it, never a person
    ACCOUNTS = "accounts"  # accounts of the task force and those below it, never a case


class Role(models.TextChoices):
    """The roles a membership can carry."""

    CASEWORKER = "caseworker", _("Pendamping kasus")
    SUPERVISOR = "supervisor", _("Penyelia kasus")
    AGENCY_OFFICER = "agency_officer", _("Petugas layanan instansi")
    SECRETARIAT = "secretariat", _("Sekretariat gugus tugas")
    FIGURES_VIEWER = "figures_viewer", _("Pemantau angka")
    ACCOUNTS_ADMIN = "accounts_admin", _("Pengelola akun")


@dataclass(frozen=True)
class RoleRule:
    """What one role may do, on which rows, whether it can see identity, and the legal basis."""

    description: str | Promise  # the reader's language
    reach: Reach
    sees_identity: bool
    permissions: frozenset[P] = field(default_factory=frozenset)


_CASE_WORK = frozenset(
    {
        P.SEARCH,
        P.COMPLAINT_LOG,
        P.COMPLAINT_VIEW,
        P.COMPLAINT_EDIT,
        P.PUBLIC_REPORT_ANSWER,
        P.PERSON_MERGE,
        P.REGISTER_IMPORT,
        P.VIEW_SAVE,
        P.CASE_OPEN,
        P.CASE_VIEW,
        P.CASE_EDIT,
        P.CASE_CHANGE_KIND,
        P.VICTIM_SCREEN,
        P.VICTIM_MOVE_STAGE,
        P.IDENTITY_REVEAL,
        P.PROCEEDING_EDIT,
        P.SERVICE_RECORD,
        P.CONSENT_RECORD,
        P.REFERRAL_SEND,
        P.REFERRAL_VIEW,
        P.REFERRAL_WITHDRAW,
    }
)

RULES: dict[str, RoleRule] = {
    Role.CASEWORKER: RoleRule(
        description=_(
            "Menerima pengaduan dan mengelola kasus di UPTD PPA. Enam fungsi layanan UPTD PPA, "
            "PermenPPPA 4/2018 dan 2/2022."
        ),
        reach=Reach.TASK_FORCE,
        sees_identity=True,
        permissions=_CASE_WORK,
    ),
    Role.SUPERVISOR: RoleRule(
        description=_(
            "Pendamping yang juga menyetujui terminasi layanan, mengatur jaga dan batas waktu, menyetujui "
            "register lama, dan melihat kaitan antarkasus. Praktik penyelia kasus di UPTD PPA."
        ),
        reach=Reach.TASK_FORCE,
        sees_identity=True,
        permissions=_CASE_WORK
        | {
            P.VICTIM_END_SERVICE,
            P.DUTY_MANAGE,
            P.TIME_LIMIT_SET,
            P.PERSON_MERGE_ACROSS_ROLES,
            P.LINK_VIEW,
            P.REGISTER_APPROVE,
            P.VIEW_SHARE,
        },
    ),
    Role.AGENCY_OFFICER: RoleRule(
        description=_(
            "Menjawab dan menyelesaikan rujukan untuk instansinya. Membaca slip rujukan, tidak membaca berkas kasus."
        ),
        reach=Reach.AGENCY,
        sees_identity=True,  # a slip may carry a name, a number or an address
        permissions=frozenset({P.SEARCH, P.REFERRAL_VIEW, P.REFERRAL_ANSWER, P.REFERRAL_COMPLETE, P.VIEW_SAVE}),
    ),
    Role.SECRETARIAT: RoleRule(
        description=_(
            "Menyiapkan rapat koordinasi, keputusan, dan ringkasan angka. Membaca angka, tidak membaca orang. "
            "Tugas gugus tugas menurut UU 21/2007 Pasal 58."
        ),
        reach=Reach.FIGURES,
        sees_identity=False,
        permissions=frozenset(
            {P.SEARCH, P.MEETING_VIEW, P.MEETING_MANAGE, P.DECISION_UPDATE, P.FIGURES_VIEW, P.FIGURES_EXPORT}
        ),
    ),
    Role.FIGURES_VIEWER: RoleRule(
        description=_("Memantau angka gugus tugas di bawahnya. Membaca angka, tidak membaca orang."),
        reach=Reach.FIGURES,
        sees_identity=False,
        permissions=frozenset({P.SEARCH, P.MEETING_VIEW, P.FIGURES_VIEW, P.FIGURES_EXPORT}),
    ),
    Role.ACCOUNTS_ADMIN: RoleRule(
        description=_("Mengelola gugus tugas, SK, bidang, instansi, dan akun petugas. Tidak membaca kasus."),
        reach=Reach.ACCOUNTS,
        sees_identity=False,
        permissions=frozenset(
            {P.SEARCH, P.TASK_FORCE_MANAGE, P.DECREE_MANAGE, P.AGENCY_MANAGE, P.STAFF_MANAGE, P.PUBLIC_FORM_MANAGE}
        ),
    ),
}

# Acts allowed only in the user's own task force, although the role sees figures of those below: a province reads the
# decisions of a city's meeting, but does not change them.
OWN_TASK_FORCE_ONLY = frozenset({P.MEETING_MANAGE, P.DECISION_UPDATE})

# Roles whose membership names an agency: the unit that works on the case, or the agency whose queue it answers.
ROLES_WITH_AGENCY = frozenset({Role.CASEWORKER, Role.SUPERVISOR, Role.AGENCY_OFFICER})


def rule_of(role: str) -> RoleRule:
    """The rule of a role. Raises ``ValueError`` for an unknown role, so that nothing is granted by accident."""
    return RULES[Role(role)]

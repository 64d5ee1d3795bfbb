"""The audit vocabulary of the task force: each verb with its Indonesian sentence.

The words in braces are keys of the event's details; ``{target}`` is the name of the office or document.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from taskforces.access.roles import Role
from taskforces.choices import DeactivationReason, Level, SavedList


class TaskForceEvent(models.TextChoices):
    """What happens to a task force, its decrees, divisions and member agencies."""

    CREATED = "task_force.created", _("Membentuk {target} tingkat {level}")
    EDITED = "task_force.edited", _("Mengubah {target}: {changed}")
    DECREE_CREATED = "decree.created", _("Mencatat {target}, berlaku sejak {valid_from}")
    DECREE_EDITED = "decree.edited", _("Mengubah {target}: {changed}")
    DECREE_REVOKED = "decree.revoked", _("Mencabut {target} per {revoked_on}; akses {people} petugas berakhir")
    DIVISION_CREATED = "division.created", _("Menambahkan bidang {target} pada {decree}")
    DIVISION_EDITED = "division.edited", _("Mengubah bidang {target}: {changed}")
    DIVISION_REMOVED = "division.removed", _("Menghapus bidang {target} dari {decree}")
    AGENCY_CREATED = "agency.created", _("Menambahkan instansi {target}")
    AGENCY_EDITED = "agency.edited", _("Mengubah instansi {target}: {changed}")
    AGENCY_DEACTIVATED = "agency.deactivated", _("Mengakhiri keanggotaan {target}; akses {people} petugas berakhir")
    AGENCY_REACTIVATED = "agency.reactivated", _("Menerima kembali {target} sebagai anggota")


class StaffEvent(models.TextChoices):
    """What happens to people's accounts and memberships."""

    BOOTSTRAPPED = "staff.bootstrapped", _("Menyiapkan {target} dan pengelola akun pertamanya, {person}")
    INVITED = "staff.invited", _("Mengundang {person} sebagai {role}")
    INVITATION_RENEWED = "staff.invitation_renewed", _("Memperbarui tautan undangan {person}")
    INVITATION_REVOKED = "staff.invitation_revoked", _("Membatalkan undangan {person}")
    INVITATION_ACCEPTED = "staff.invitation_accepted", _("Menerima undangan sebagai {role}")
    GRANTED = "staff.granted", _("Memberi {person} peran {role}")
    PERIOD_CHANGED = "staff.period_changed", _("Mengubah masa akses {person} sebagai {role} menjadi sampai {until}")
    DEACTIVATED = "staff.deactivated", _("Mengakhiri akses {person} sebagai {role}: {end_reason}")
    HANDED_ON = "staff.handed_on", _("Mengalihkan pekerjaan {person} kepada {to}")
    CARRIED_OVER = "staff.carried_over", _("Melanjutkan akses {person} sebagai {role} di bawah {decree}")


class ViewEvent(models.TextChoices):
    """What happens to the views of lists that people keep."""

    SAVED = "view.saved", _("Menyimpan tampilan daftar {of_list}")
    EDITED = "view.edited", _("Mengubah tampilan daftar {of_list}")
    MOVED = "view.moved", _("Mengurutkan tampilan daftar {of_list}")
    OPENED_FIRST = "view.opened_first", _("Memilih tampilan utama daftar {of_list}")
    REMOVED = "view.removed", _("Menghapus tampilan daftar {of_list}")
    WATCHED = "view.watched", _("Memantau tampilan daftar dengan batas {threshold}")
    UNWATCHED = "view.unwatched", _("Berhenti memantau tampilan daftar")


# The code list that gives the label of a detail's value.
WORDS = {"role": Role, "level": Level, "end_reason": DeactivationReason, "of_list": SavedList}

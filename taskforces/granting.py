"""The conditions for giving somebody a role, for every act that gives one."""

from datetime import date

from django.utils.translation import gettext as _

from safeguards import clock
from safeguards.errors import WorkflowRefused
from taskforces.access.roles import ROLES_WITH_AGENCY, Role
from taskforces.models import Agency, Decree, Membership


def check(*, decree: Decree, role: str, agency: Agency | None, valid_from: date, valid_until: date | None) -> None:
    """Raise ``WorkflowRefused``, with what to do, unless the role can be given on these terms."""
    if role in ROLES_WITH_AGENCY and agency is None:
        raise WorkflowRefused(
            _("Pilih instansi: peran “%(role)s” bekerja untuk sebuah instansi.") % {"role": Role(role).label}
        )
    if agency is not None and agency.task_force_id != decree.task_force_id:
        raise WorkflowRefused(_("Instansi dan SK itu milik gugus tugas yang berbeda."))
    if agency is not None and not agency.is_active:
        raise WorkflowRefused(_("Keanggotaan instansi itu sudah berakhir. Terima kembali instansinya dahulu."))
    if decree.has_ended(on=clock.today()):
        raise WorkflowRefused(_("SK itu sudah tidak berlaku. Pilih SK yang berlaku."))
    check_period(decree=decree, valid_from=valid_from, valid_until=valid_until)


def check_period(*, decree: Decree, valid_from: date, valid_until: date | None) -> None:
    """Raise ``WorkflowRefused`` unless the days are in order and within the decree."""
    if valid_until is not None and valid_until < valid_from:
        raise WorkflowRefused(_("Tanggal berakhir mendahului tanggal mulai."))
    if valid_from < decree.valid_from:
        raise WorkflowRefused(_("Akses tidak dapat mulai sebelum SK berlaku."))
    if decree.valid_until is not None and valid_from > decree.valid_until:
        raise WorkflowRefused(_("Akses tidak dapat mulai setelah SK berakhir."))
    if decree.valid_until is not None and valid_until is not None and valid_until > decree.valid_until:
        raise WorkflowRefused(_("Akses berakhir bersama SK. Isi tanggal yang tidak melewati akhir SK."))


def check_new(*, user, decree: Decree, role: str, agency: Agency | None) -> None:
    """Raise ``WorkflowRefused`` if the person already has this role for this agency."""
    open_ones = Membership.objects.current().filter(user=user, decree=decree, role=role, agency=agency)
    if open_ones.exists():
        raise WorkflowRefused(_("Orang ini sudah memegang peran itu. Ubah masa aksesnya bila perlu."))

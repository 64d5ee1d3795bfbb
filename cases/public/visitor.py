"""The visitor of the public form: an unknown person with the least rights needed to send a report.

A visitor is not a user: no role or membership applies, and ``policy.check`` always refuses. Only this module says what
a visitor may do, and PostgreSQL enforces it: in the visitor's context it accepts new rows of one task force and shows
only the messages of one receipt.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import PublicForm
from safeguards import row_security
from safeguards.errors import AccessDenied


class PublicAct(StrEnum):
    """The acts of a visitor."""

    SEND = "public.send"
    ADD = "public.add"


@dataclass(frozen=True)
class Visitor:
    """A visitor of the form of one task force, with or without a receipt. In the audit: *Formulir publik*."""

    task_force_id: UUID | None
    receipt_digest: bytes = b""
    pk: ClassVar[None] = None
    name: ClassVar = gettext_lazy("Formulir publik")
    is_authenticated: ClassVar[bool] = False

    def scope(self) -> AbstractContextManager:
        """Limit PostgreSQL to this visitor's rights until the block ends, whoever sent the request."""
        return row_security.activate(
            {"public_task_force": self.task_force_id, "public_receipt": self.receipt_digest.hex()}
        )


def check(by, act: PublicAct, form: PublicForm) -> None:
    """Raise ``AccessDenied`` unless a visitor of this form may do the act: a closed form takes no reports.

    A receipt also works when the form is closed, so that earlier reporters are not cut off.
    """
    if not isinstance(by, Visitor):
        raise AccessDenied(_("Formulir publik diisi tanpa akun. Catat pengaduan lewat halaman Pengaduan."))
    if by.task_force_id != form.task_force_id:
        raise AccessDenied(_("Formulir ini milik gugus tugas lain."))
    if act is PublicAct.SEND and not form.is_open:
        raise AccessDenied(_("Formulir ini sedang ditutup."))
    if act is PublicAct.ADD and not by.receipt_digest:
        raise AccessDenied(_("Tambahan memerlukan kode."))

"""Whoever stands before the public form: nobody we know, with the least that is needed to leave a report.

A visitor is no user. No role names one, no membership counts for one, and ``policy.check`` refuses one everywhere. What
a visitor may do is said here alone, and PostgreSQL holds to it: in the visitor's context it takes new rows of one task
force and shows none but the messages of one receipt.
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
    """A stranger before the form of one task force, with or without a receipt. In the audit: *Formulir publik*."""

    task_force_id: UUID | None
    receipt_digest: bytes = b""
    pk: ClassVar[None] = None
    name: ClassVar = gettext_lazy("Formulir publik")
    is_authenticated: ClassVar[bool] = False

    def scope(self) -> AbstractContextManager:
        """What PostgreSQL lets this visitor do until the block ends, whoever's request it is."""
        return row_security.activate(
            {"public_task_force": self.task_force_id, "public_receipt": self.receipt_digest.hex()}
        )


def check(by, act: PublicAct, form: PublicForm) -> None:
    """Raise ``AccessDenied`` unless a visitor of this very form may do the act: nobody sends to a closed form.

    A receipt works also when the form is closed: who reported before is not cut off.
    """
    if not isinstance(by, Visitor):
        raise AccessDenied(_("Formulir publik diisi tanpa akun. Catat pengaduan lewat halaman Pengaduan."))
    if by.task_force_id != form.task_force_id:
        raise AccessDenied(_("Formulir ini milik gugus tugas lain."))
    if act is PublicAct.SEND and not form.is_open:
        raise AccessDenied(_("Formulir ini sedang ditutup."))
    if act is PublicAct.ADD and not by.receipt_digest:
        raise AccessDenied(_("Tambahan memerlukan kode."))

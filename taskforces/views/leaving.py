"""The pages that end access first show the work of those people, in counts, and who receives it."""

from collections.abc import Iterable
from typing import NamedTuple

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from taskforces import holdings
from taskforces.models import Membership, User


class Leaver(NamedTuple):
    """A person who loses access to the files, and their work: counts only."""

    name: str
    what: str


class Work(NamedTuple):
    """The work that would be left behind, and who could take it."""

    leavers: list[Leaver]
    receivers: QuerySet[User]


class GivesOn:
    """An act (``ActView``) that ends memberships. Its user may not see cases: the page shows only kinds and counts."""

    asks_receiver = True

    def ending(self) -> Iterable[Membership]:
        """The memberships that end, all of one task force."""
        raise ImproperlyConfigured(f"{type(self).__name__} does not say which memberships end")

    @cached_property
    def work(self) -> Work:
        """The work of the people who lose access to the files, and the colleagues who keep it."""
        rows = list(self.ending())
        if not rows:
            return Work([], User.objects.none())
        task_force_id = rows[0].task_force_id
        names = {row.user_id: row.user.name for row in rows}
        held = holdings.held(task_force_id=task_force_id, users=holdings.leavers(rows))
        leavers = [Leaver(names[user_id], holdings.in_words(kinds)) for user_id, kinds in held.items()]
        receivers = holdings.team(task_force_id, without=[row.pk for row in rows])
        return Work(sorted(leavers), receivers)

    def get_form(self, form_class=None) -> forms.Form:
        """The act's own form; if there is work, with a field for the colleague who receives it."""
        form = super().get_form(form_class)
        if self.asks_receiver and self.work.leavers and (receivers := list(self.work.receivers)):
            form.fields["to"] = forms.ModelChoiceField(
                label=_("Pekerjaannya dialihkan kepada"),
                queryset=self.work.receivers,
                empty_label=None,
                initial=receivers[0],
                error_messages={
                    "required": _("Pilih siapa yang menerima pekerjaannya."),
                    "invalid_choice": _("Pilih rekan yang masih punya akses."),
                },
            )
            form.fields["to"].label_from_instance = _name_and_role
        return form

    def get_context_data(self, **kwargs) -> dict:
        """Add the counts, and whether nobody could receive the work."""
        work = self.work
        stranded = self.asks_receiver and bool(work.leavers) and not work.receivers.exists()
        return super().get_context_data(leavers=work.leavers, stranded=stranded, **kwargs)


def receiver_of(form: forms.Form) -> User | None:
    """The chosen receiver; ``None`` if the page did not ask for one."""
    return form.cleaned_data.get("to")


def _name_and_role(user: User) -> str:
    return _("%(name)s, penyelia") % {"name": user.name} if user.rank == 0 else user.name

"""Forms for saved views of lists."""

from django import forms
from django.utils.translation import gettext_lazy as _

from taskforces.access import policy
from taskforces.access.permissions import Permission
from taskforces.access.roles import Role, rule_of
from taskforces.actions.watches import LARGEST
from taskforces.choices import SavedList, WatchKind

LIST_OF_ROLE = {SavedList.INBOX: Permission.REFERRAL_ANSWER}  # all others are lists of case files


class SavedViewForm(forms.Form):
    """A name, and for supervisors the sharing."""

    name = forms.CharField(
        label=_("Nama tampilan"),
        max_length=60,
        help_text=_("Misalnya “Anak, belum skrining”. Jangan tulis nama atau nomor seseorang."),
    )
    shared_with_role = forms.ChoiceField(
        label=_("Bagikan kepada"),
        required=False,
        help_text=_("Yang dibagikan hanya saringannya. Setiap orang tetap melihat berkas yang menjadi haknya."),
    )

    def __init__(self, *args, user, of_list: str, **options):
        super().__init__(*args, **options)
        if not policy.can(user, Permission.VIEW_SHARE):
            del self.fields["shared_with_role"]
            return
        opens = LIST_OF_ROLE.get(of_list, Permission.CASE_VIEW)
        roles = [(role.value, role.label) for role in Role if opens in rule_of(role).permissions]
        self.fields["shared_with_role"].choices = [("", _("Hanya saya")), *roles]


class WatchForm(forms.Form):
    """What to be notified of about a view."""

    kind = forms.ChoiceField(
        label=_("Kabari saya bila"),
        choices=[
            (WatchKind.MORE_THAN.value, _("jumlahnya lebih dari angka di bawah")),
            (WatchKind.OLDER_THAN.value, _("ada yang lebih lama dari sekian hari")),
        ],
        widget=forms.RadioSelect,
        initial=WatchKind.MORE_THAN.value,
    )
    threshold = forms.IntegerField(
        label=_("Angka: jumlah berkas atau hari"),
        min_value=0,
        max_value=max(LARGEST.values()),
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )

    def clean(self) -> dict:
        """Check the number against the limit of its kind."""
        values = super().clean()
        kind, threshold = values.get("kind"), values.get("threshold")
        if kind and threshold is not None and threshold > LARGEST[WatchKind(kind)]:
            self.add_error("threshold", _("Isi angka dari 0 sampai %(most)s.") % {"most": LARGEST[WatchKind(kind)]})
        return values

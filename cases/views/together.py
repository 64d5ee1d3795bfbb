"""*Untuk siapa?*: one act on several victims of a case."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.actions import together
from cases.choices import Stage
from cases.forms.together import ConsentTogetherForm, ForWhomForm, StageTogetherForm
from cases.models import Victim
from cases.queries.closed import without_identity
from cases.views.case_acts import CaseAct
from cases.words import among_others
from cases.workflow import ENDED, NEXT_STAGES
from taskforces.access import policy
from taskforces.access.permissions import Permission


class ForWhomView(CaseAct):
    """The victims of the case the act is possible for, each with a tick."""

    template_name = "cases/together.html"
    section = "#korban"
    heading = lede = verb = gettext_lazy("Untuk siapa?")

    def offered(self) -> list[Victim]:
        """Victims with open services, in their order and without identity."""
        rows = without_identity(Victim.objects.visible_to(self.request.user).filter(case=self.object))
        return list(rows.exclude(stage__in=ENDED).select_related("case", "origin_region").order_by("position"))

    def get_form_kwargs(self) -> dict:
        """Pass the victims."""
        return {**super().get_form_kwargs(), "offered": self.offered()}

    def get_context_data(self, **kwargs) -> dict:
        """Add the words of the page."""
        return super().get_context_data(heading=self.heading, lede=self.lede, verb=self.verb, **kwargs)


class StageTogetherView(ForWhomView):
    """Record the stage several victims have reached."""

    permission = Permission.VICTIM_MOVE_STAGE
    form_class = StageTogetherForm
    heading = gettext_lazy("Catat tahap beberapa korban")
    lede = gettext_lazy("Yang dicentang dicatat bersama, semuanya atau tidak satu pun.")
    verb = gettext_lazy("Catat tahap")

    def offered(self) -> list[Victim]:
        """Also those whose services ended, because they may be opened again; not a duplicate."""
        rows = without_identity(Victim.objects.visible_to(self.request.user).filter(case=self.object))
        rows = rows.select_related("case", "origin_region").order_by("position")
        return [victim for victim in rows if NEXT_STAGES[Stage(victim.stage)]]

    def get_form_kwargs(self) -> dict:
        """Pass whether the reader may end services."""
        may_end = policy.can(self.request.user, Permission.VICTIM_END_SERVICE, self.object)
        return {**super().get_form_kwargs(), "may_end": may_end}

    def act(self, form: StageTogetherForm) -> str:
        """Move them."""
        values = form.cleaned_data
        together.move(
            case=self.object,
            stages_seen=form.stages_seen(),
            to=values["to"],
            note=values["note"],
            termination_reason=values.get("termination_reason", ""),
            by=self.request.user,
        )
        said = {"who": _in_words(values["victims"]), "stage": Stage(values["to"]).label}
        messages.success(self.request, _("Tahap %(stage)s dicatat untuk %(who)s.") % said)
        return self.back_url()


class ConsentTogetherView(ForWhomView):
    """Record the same consent of several victims."""

    permission = Permission.CONSENT_RECORD
    form_class = ConsentTogetherForm
    heading = gettext_lazy("Catat persetujuan beberapa korban")
    lede = gettext_lazy("Untuk mereka yang persetujuannya diberikan oleh pihak yang sama pada hari yang sama.")
    verb = gettext_lazy("Catat persetujuan")

    def act(self, form: ConsentTogetherForm) -> str:
        """Record them."""
        values = form.cleaned_data
        together.consent(
            case=self.object,
            chosen=[victim.pk for victim in values["victims"]],
            given_by=values["given_by"],
            given_on=values["given_on"],
            note=values["note"],
            by=self.request.user,
        )
        messages.success(self.request, _("Persetujuan dicatat untuk %(who)s.") % {"who": _in_words(values["victims"])})
        return self.back_url()


class ReferTogetherView(ForWhomView):
    """Choose who is referred; the form of the referral then opens for the first, with the others ticked."""

    permission = Permission.REFERRAL_SEND
    form_class = ForWhomForm
    heading = gettext_lazy("Rujuk korban")
    lede = gettext_lazy(
        "Setiap orang mendapat slip sendiri. Isian berikutnya ditulis sekali untuk semua yang dicentang."
    )
    verb = gettext_lazy("Lanjut ke rujukan")

    def get(self, request, *args, **kwargs) -> HttpResponseBase:
        """With one victim only there is nothing to choose."""
        self.object = self.get_object()
        offered = self.offered()
        if len(offered) == 1:
            return HttpResponseRedirect(reverse("referrals:referral-send", args=[offered[0].pk]))
        return super().get(request, *args, **kwargs)

    def act(self, form: ForWhomForm) -> str:
        """The address of the form."""
        first, *others = form.cleaned_data["victims"]
        address = reverse("referrals:referral-send", args=[first.pk])
        query = "&".join(f"dengan={victim.pk}" for victim in others)
        return f"{address}?{query}" if query else address


def _in_words(victims: list[Victim]) -> str:
    """``/1 Perempuan, 17 th; /3 Laki-laki, 20 th``."""
    return "; ".join(among_others(victim) for victim in victims)

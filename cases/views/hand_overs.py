"""Hand a complaint to another region; its paper and its receipt."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import words
from cases.actions import hand_overs
from cases.forms.outcomes import HandOverForm, ReceiptForm
from cases.models import Complaint, HandOver
from cases.views.complaint_outcomes import ComplaintActView
from safeguards import clock
from taskforces.access.bases import ActView, ScopedDetailView
from taskforces.access.permissions import Permission
from taskforces.regions import label_of


class HandOverView(ComplaintActView):
    """*Serahkan ke daerah lain*."""

    permission = Permission.COMPLAINT_EDIT
    form_class = HandOverForm
    template_name = "cases/hand_over.html"

    def get_form(self, form_class=None) -> HandOverForm:
        """Offer the regions of the event first."""
        form = super().get_form(form_class)
        form.fields["to_region"].near = self.object.event_region_id or self.object.task_force.region_id or ""
        return form

    def done_before(self, form: HandOverForm) -> str:
        """A form sent twice is one hand-over; other repeats are refused."""
        return ""

    def act(self, form: HandOverForm) -> str:
        """Hand over, and go to its paper."""
        made = hand_overs.hand_over(complaint=self.object, by=self.request.user, **form.cleaned_data)
        messages.success(
            self.request,
            _("Pengaduan %(number)s diserahkan. Mintalah tanda terimanya sebelum batasnya.") % {"number": self.object},
        )
        return reverse("cases:handover-detail", args=[made.pk])


class HandOverPaperView(ScopedDetailView):
    """The paper of a hand-over (berita acara serah terima): a register code and no identity."""

    permission = Permission.COMPLAINT_VIEW
    model = HandOver
    template_name = "cases/hand_over_paper.html"
    context_object_name = "hand_over"

    def get_queryset(self):
        """With the relations of the paper."""
        rows = (
            super()
            .get_queryset()
            .select_related("complaint__event_region", "complaint__task_force__region", "to_region", "handed_by")
        )
        return rows.prefetch_related("complaint__people")

    def get_context_data(self, **kwargs) -> dict:
        """Add the facts of the complaint as numbers."""
        complaint = self.object.complaint
        return super().get_context_data(
            complaint=complaint,
            about=words.counted(complaint.people.all()),
            region=label_of(complaint.event_region),
            to_region=label_of(self.object.to_region),
            signers=[
                {"role": _("Yang menyerahkan"), "name": self.object.handed_by.name},
                {"role": _("Yang menerima"), "name": self.object.receiver_name},
            ],
            is_late=not self.object.is_received and self.object.receipt_due_at < clock.now(),
            back_url=reverse("cases:complaint-detail", args=[complaint.pk]),
            **kwargs,
        )


class ReceiptView(ActView):
    """*Catat tanda terima*, also for one given by telephone."""

    permission = Permission.COMPLAINT_EDIT
    model = HandOver
    form_class = ReceiptForm
    template_name = "cases/receipt.html"

    def get_initial(self) -> dict:
        """Default to now, for a receipt by telephone."""
        return {"received_at": clock.now().replace(second=0, microsecond=0)}

    def get_context_data(self, **kwargs) -> dict:
        """Add the way back."""
        back = reverse("cases:handover-detail", args=[self.object.pk])
        complaint = Complaint.objects.only("number").get(pk=self.object.complaint_id)
        return super().get_context_data(hand_over=self.object, complaint=complaint, back_url=back, **kwargs)

    def act(self, form: ReceiptForm) -> str:
        """Record the receipt and go back to the paper."""
        done = hand_overs.enter_receipt(hand_over=self.object, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Tanda terima %(number)s tersimpan.") % {"number": done})
        return reverse("cases:handover-detail", args=[done.pk])

"""Contact somebody: the rule, the allowed ways, and, after the use is recorded, the number.

The number comes as the response page of a POST, not as a redirect to ``tel:`` or WhatsApp. A redirect would write the
number into a ``Location`` header, which proxies log and browsers keep. Browsers would also refuse to follow it, because
forms may only be sent to ourselves (``form-action 'self'``), and without a telephone program the officer would see
nothing. On the page the number can be read and dialled by hand; its link has the focus, so that one more Enter calls;
and no URL opens the page again.
"""

from functools import cached_property

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.actions import contacts
from cases.choices import ContactResult, ContactWay
from cases.forms.emergency import ContactResultForm, ContactWayForm
from cases.models import Complaint, ContactAttempt, Person, Victim
from cases.queries import safe_contact
from cases.queries.closed import without_identity
from cases.reading import telephone
from safeguards import clock
from safeguards.errors import WorkflowRefused
from taskforces.access.bases import ActView
from taskforces.access.permissions import Permission

# Icon and words of the link that opens each way.
LINKS = {
    ContactWay.CALL: ("phone", gettext_lazy("Telepon sekarang")),
    ContactWay.WHATSAPP: ("message-circle", gettext_lazy("Buka WhatsApp")),
    ContactWay.MESSAGE: ("message-square", gettext_lazy("Tulis SMS")),
}


class ContactUseView(ActView):
    """Base of both pages: the rule above, the ways below, the number after it was recorded."""

    permission = Permission.IDENTITY_REVEAL
    template_name = "cases/contact_use.html"

    @cached_property
    def safe(self) -> safe_contact.SafeContact:
        """The contact wishes of the person."""
        return safe_contact.of_person(self.target["person"], home=self.object.origin_region_id)

    def get_form(self, form_class=None) -> ContactWayForm:
        """Offer only allowed ways."""
        choices = [(way, ContactWay(way).label) for way in self.safe.ways_offered]
        return ContactWayForm(self.request.POST if self.request.method == "POST" else None, choices=choices)

    def get_context_data(self, **kwargs) -> dict:
        """Add the safe-contact line, and whether now is outside the hours."""
        return super().get_context_data(
            line=safe_contact.line(self.safe),
            ways=self.safe.ways_offered,
            outside_hours=self.safe.is_outside_hours(clock.now()),
            about=self.about,
            back_url=self.back_url(),
            **kwargs,
        )

    def form_valid(self, form: ContactWayForm) -> HttpResponse:
        """Record first, then show on this response only."""
        way = form.cleaned_data["way"]
        try:
            attempt = contacts.use(way=way, by=self.request.user, **self.used())
        except WorkflowRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        icon_name, link_words = LINKS[ContactWay(way)]
        shown = {
            "icon_name": icon_name,
            "link_words": link_words,
            "phone": telephone.readable(self.safe.phone),
            "link": safe_contact.link(way, self.safe.phone),
            "way": way,
        }
        result = ContactResultForm(choices=results_of(attempt))
        return self.render_to_response(self.get_context_data(form=form, attempt=attempt, result_form=result, **shown))


class ComplaintCallView(ContactUseView):
    """*Hubungi* the reporter of a complaint, or (``?orang=2``) one of its people."""

    model = Complaint

    @cached_property
    def target(self) -> dict:
        """The person at the position in the URL; without one, the reporter."""
        position = self.request.GET.get("orang", "")
        if not position:
            return {"person": None, "row": None}
        rows = without_identity(self.object.people, but=("phone",))
        row = rows.filter(position=int(position)).first() if position.isdecimal() and len(position) < 4 else None
        if row is None:
            raise Http404
        return {"person": row.person, "row": row}

    @cached_property
    def safe(self) -> safe_contact.SafeContact:
        """The contact wishes of the reporter or the person."""
        row = self.target["row"]
        if row is None:
            return safe_contact.of_reporter(self.object)
        return safe_contact.of_person(row.person, home=row.origin_region_id)

    @property
    def about(self) -> str:
        """The person to contact, as a code."""
        row = self.target["row"]
        if row is None:
            return _("Pelapor %(number)s") % {"number": self.object.number}
        return f"{self.object.number}/{row.position} {row.get_role_display()}"

    def used(self) -> dict:
        """Arguments of the action."""
        return {"complaint": self.object, "person": self.target["person"]}

    def back_url(self) -> str:
        """The URL of the complaint."""
        return reverse("cases:complaint-detail", args=[self.object.pk])


class VictimCallView(ContactUseView):
    """*Hubungi* a victim of a case."""

    model = Victim

    def get_object(self) -> Victim:
        """The victim, with the person's contact wishes and without other identifying fields."""
        victim = super().get_object()
        victim.person = Person.objects.defer(*Person.closed(but=("phone",))).get(pk=victim.person_id)
        return victim

    @property
    def target(self) -> dict:
        """The victim's person."""
        return {"person": self.object.person}

    @property
    def about(self) -> str:
        """The person to contact, as a code."""
        return str(self.object)

    def used(self) -> dict:
        """Arguments of the action."""
        return {"victim": self.object}

    def back_url(self) -> str:
        """The URL of the case page, at its victims."""
        return reverse("cases:case-detail", args=[self.object.case_id]) + "#korban"


class ContactResultView(ActView):
    """*Catat hasil* of an attempt."""

    permission = Permission.IDENTITY_REVEAL
    model = ContactAttempt
    template_name = "cases/contact_result.html"

    def get_form(self, form_class=None) -> ContactResultForm:
        """Offer "message left" only if that is allowed."""
        data = self.request.POST if self.request.method == "POST" else None
        return ContactResultForm(data, choices=results_of(self.object))

    def back_url(self) -> str:
        """The URL of the attempt's file."""
        if self.object.complaint_id:
            return reverse("cases:complaint-detail", args=[self.object.complaint_id])
        return reverse("cases:case-detail", args=[self.object.victim.case_id]) + "#korban"

    def get_context_data(self, **kwargs) -> dict:
        """Add who was to be contacted, and how."""
        return super().get_context_data(attempt=self.object, back_url=self.back_url(), **kwargs)

    def act(self, form: ContactResultForm) -> str:
        """Record the result."""
        contacts.add_result(attempt=self.object, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Hasil kontak dicatat dalam riwayat."))
        return self.back_url()


def results_of(attempt: ContactAttempt) -> list[tuple[str, str]]:
    """The possible results; "message left" only if the person allowed it."""
    left = ContactResult.MESSAGE_LEFT
    return [row for row in ContactResult.choices if row[0] != left or attempt.may_leave_message]

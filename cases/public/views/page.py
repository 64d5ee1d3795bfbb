"""Base of the public pages."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from cases.models import PublicForm
from cases.public import limits, questions
from cases.reading import telephone


class PublicPage(View):
    """A public page. It never reads ``request.user`` or the session."""

    is_public = True
    http_method_names = ("get", "head", "post")

    @classmethod
    def as_view(cls, **options):
        """Exempt the view from login and from the CSRF cookie (cases/public/middleware.py says what replaces it)."""
        return login_not_required(csrf_exempt(super().as_view(**options)))

    def page(self, template: str, *, status: int = 200, form: PublicForm | None = None, **context) -> HttpResponse:
        """Render a page with the title the office chose; all pages of a form have the same title."""
        context = {"title": form.title if form else _("Layanan warga"), "channels": channels_of(form), **context}
        response = render(self.request, f"public/{template}.html", context, status=status)
        response.is_public_page = True
        return response


def network_of(request: HttpRequest) -> str:
    """The pseudonym of the request's network for today (``cases.public.limits``)."""
    return limits.network_of(get_adapter(request).get_client_ip(request))


def channels_of(form: PublicForm | None) -> list[dict]:
    """The real contact channels, the fastest first. Missing ones are shown as gaps."""
    if form is None:
        return []
    rows = [
        (_("Darurat, siang dan malam"), form.emergency_number, "", True),
        (form.unit_name or _("UPTD PPA"), form.unit_phone, form.unit_hours, True),
        (_("WhatsApp"), form.unit_whatsapp, "", False),
        (_("Datang langsung"), "", form.unit_address, False),
    ]
    return [
        {
            "label": label,
            "number": number,
            "dial": telephone.read(number).dialled or "",
            "note": note,
            "is_gap": is_expected and not number,
        }
        for label, number, note, is_expected in rows
        if number or note or is_expected
    ]


def asked(question: list[int] | None) -> str:
    """The question in words; empty without a question."""
    return questions.in_words(question) if question else ""

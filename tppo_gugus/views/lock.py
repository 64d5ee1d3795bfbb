"""The screen lock: set at once, opened only with the password. The lock is a flag in the session."""

import time
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from taskforces.access.attempts import Step
from taskforces.access.sign_in_forms import count_failures
from tppo_gugus.middleware import LOCKED, SEEN


class UnlockForm(forms.Form):
    """The password of the user of this session."""

    password = forms.CharField(
        label=gettext_lazy("Kata sandi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": gettext_lazy("Isi kata sandi Anda.")},
    )


@require_http_methods(["GET", "POST"])
def lock(request: HttpRequest) -> HttpResponse:
    """POST locks the session; GET shows the lock page of a locked session."""
    back = _back(request)
    if request.method == "POST":
        request.session[LOCKED] = True
        request.session.cycle_key()  # a request that is still running would save the old session, without the lock
        if _wants_json(request):
            return JsonResponse({"locked": True})
        return redirect(f"{reverse('lock')}?{urlencode({'next': back})}")
    if not request.session.get(LOCKED):
        return redirect(back)
    return render(request, "lock.html", {"form": UnlockForm(), "next": back})


@require_POST
def unlock(request: HttpRequest) -> HttpResponse:
    """Unlock the session if the password is right; wrong ones are counted and slowed down."""
    back = _back(request)
    form = UnlockForm(request.POST)
    if form.is_valid():
        try:
            count_failures(
                request.user, Step.PASSWORD, partial(_check_password, request.user, form.cleaned_data["password"])
            )
        except ValidationError as wrong:
            form.add_error("password", wrong)
        else:
            request.session.pop(LOCKED, None)
            request.session[SEEN] = int(time.time())
            return JsonResponse({"locked": False}) if _wants_json(request) else redirect(back)
    if _wants_json(request):
        return JsonResponse({"locked": True, "error": form.errors["password"][0]}, status=422)
    return render(request, "lock.html", {"form": form, "next": back}, status=422)


def _check_password(user, password: str) -> str:
    """Return the password if it is the user's; raise otherwise."""
    if not user.check_password(password):
        raise ValidationError(_("Kata sandi tidak cocok. Coba lagi."))
    return password


@require_POST
def presence(request: HttpRequest) -> HttpResponse:
    """Keep the idle lock open while somebody types in a long form. The middleware stores the time."""
    return HttpResponse(status=204)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _back(request: HttpRequest) -> str:
    """The URL to return to, always one of this site."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe and not address.startswith(reverse("lock")) else "/"

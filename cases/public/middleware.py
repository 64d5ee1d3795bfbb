"""Keep the public pages apart from everything that knows people: no cookie comes in, none goes out.

It runs before sessions, sign-in and row security. It removes the cookies of a request for a public page, so all later
code sees a stranger: a signed-in officer who opens the form is not recognised, and nothing is looked up about anybody.
On the way out it enforces the headers these pages promise.

There is no CSRF cookie either; each view is exempt from ``CsrfViewMiddleware``. That protects a session, and here is
none. Two things protect against forms sent from other sites instead: the envelope in every form (encrypted, for this
form, expiring) and the check of ``Sec-Fetch-Site`` and ``Origin`` below.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

PREFIXES = ("/l/", "/lapor/")
MOST_BYTES = 128_000  # per request; five full steps in an envelope need less than half
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
}


class PublicPagesMiddleware:
    """Remove cookies, check the origin, and set the headers; see the module docstring."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIXES):
            return self.get_response(request)
        for name in ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_REFERER"):
            request.META.pop(name, None)
        request.COOKIES = {}
        response = trouble(request, 413) if _is_too_large(request) else self._answer(request)
        response.cookies.clear()
        for name in ("Vary", "Set-Cookie"):
            if name in response:
                del response[name]
        for name, value in HEADERS.items():
            response[name] = value
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "POST"):
            return trouble(request, 405)
        if request.method == "POST" and _comes_from_elsewhere(request):
            return trouble(request, 403)
        response = self.get_response(request)
        if response.status_code >= 400 and not getattr(response, "is_public_page", False):
            return trouble(request, response.status_code)
        return response


def trouble(request: HttpRequest, status: int) -> HttpResponse:
    """The one error page: it reveals no more than the other pages, and still says where to get help."""
    response = render(request, "public/trouble.html", {"status": status, "title": ""}, status=status)
    response.is_public_page = True
    return response


def _is_too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or len(length) > len(str(MOST_BYTES)) or int(length) > MOST_BYTES


def _comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site sent this form. Old browsers send no header; our referrer policy makes it ``null``."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin", "null")
    try:
        return origin != "null" and urlsplit(origin).netloc != request.get_host()
    except ValueError:  # no browser sends such a value
        return True

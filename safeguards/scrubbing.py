"""Keep people out of logs and error reports: identifying numbers, contacts, quoted text and local variables."""

import logging
import re
from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.http import HttpRequest
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

REDACTED = "•"
SHORTEST_KEY = 24  # characters; ids and tokens in addresses are longer, words of addresses and folders shorter
LONGEST_QUOTE = 40  # characters; a longer quoted text in a message is user text, not an identifier of ours

_PATTERNS = (
    # PostgreSQL repeats the row in an error: "DETAIL: Failing row contains (…)", up to the next blank line
    (re.compile(r"(?m)^\s*(?:DETAIL|CONTEXT|STATEMENT|PARAMETERS):.*(?:\n(?!\s*File |Traceback).+)*"), REDACTED),
    # keys of files and one-time tokens in the address of a request: /kasus/<id>/, /undangan/<token>/
    (re.compile(rf"(?<=/)[\w-]{{{SHORTEST_KEY},}}(?=/)"), REDACTED),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), REDACTED),
    # NIK and family card numbers: 16 digits, also with separators
    (re.compile(r"(?<!\w)\d{2}(?:[ .-]?\d{2}){2}[ .-]?\d{6}[ .-]?\d{4}(?!\w)"), REDACTED),
    # telephone numbers as Indonesians write them: 0812-3456-7890, +62 812 3456 7890, (0741) 12345
    (re.compile(r"(?<![\w.])(?:\+?62|\(?0)[ .-]?\d{2,4}\)?(?:[ .-]?\d{2,4}){1,3}(?!\w)"), REDACTED),
    # the path of a source file in a traceback stays
    (re.compile(rf"'[^'\n]{{{LONGEST_QUOTE},}}'|(?<!File )\"[^\"\n]{{{LONGEST_QUOTE},}}\""), f"'{REDACTED}'"),
)
# the only parts of the request's environment a report may show; addresses and referrers contain search terms
_HARMLESS_META = ("REQUEST_METHOD", "CONTENT_TYPE", "CONTENT_LENGTH", "SERVER_NAME", "SERVER_PORT", "HTTP_HOST")


def scrub(text: str) -> str:
    """The text without NIK, telephone numbers, e-mail addresses, keys in addresses, database details, long quotes."""
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text


class ScrubFormatter(logging.Formatter):
    """Scrubs the finished line, traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as text, safe to keep."""
        return scrub(super().format(record))


class ScrubbedReporterFilter(SafeExceptionReporterFilter):
    """An error report shows names and types of request data and local variables, never values."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Always active, also on a developer's screen."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, str]:
        """The names of the fields that were sent."""
        return {} if request is None else dict.fromkeys(request.POST, REDACTED)

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> ItemsView[str, Any]:
        """Name and type of each local variable."""
        return {name: f"<{type(value).__name__}>" for name, value in tb_frame.f_locals.items()}.items()

    def get_safe_cookies(self, request: HttpRequest | None) -> dict[str, str]:
        """The names of the cookies."""
        return dict.fromkeys(getattr(request, "COOKIES", {}), REDACTED)

    def get_safe_request_meta(self, request: HttpRequest | None) -> dict[str, Any]:
        """The harmless parts of the request's environment."""
        meta = getattr(request, "META", {})
        return {name: meta[name] for name in _HARMLESS_META if name in meta}


class ScrubbedReporter(ExceptionReporter):
    """Error reports whose texts are scrubbed and whose address shows no query."""

    def get_traceback_data(self) -> dict[str, Any]:
        """Django's data, with the text of every exception scrubbed and the values of the request left out."""
        data = super().get_traceback_data()
        for name in ("exception_value", "exception_notes"):
            if data.get(name):
                data[name] = scrub(str(data[name]))
        for frame in data["frames"]:
            if frame.get("exc_cause"):
                frame["exc_cause"] = scrub(str(frame["exc_cause"]))
        if data.get("template_info"):
            data["template_info"] = {**data["template_info"], "message": data.get("exception_value", REDACTED)}
        data.update(unicode_hint="", user_str=REDACTED)
        if self.request is not None:
            data["request_GET_items"] = [(name, REDACTED) for name in self.request.GET]
            data["request_FILES_items"] = [(name, REDACTED) for name in self.request.FILES]
            data["request_insecure_uri"] = self.request.path
        return data

"""A user with a browser without scripts.

A story reads the page, follows links by their text, fills in the form on the page and presses a button by its text. So
it finds faults that unit tests cannot: a missing field, a missing link, a hidden value that was lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.http import HttpResponse, QueryDict
from django.test import Client
from lxml import html

from tests.personas import client_of

UNSEEN = ("script", "style", "template")
CONTROLS = ".//input | .//select | .//textarea | .//button"


def words_of(element: html.HtmlElement) -> str:
    """The visible text of an element, with single spaces."""
    return " ".join(element.text_content().split())


@dataclass(frozen=True)
class Sheet:
    """A filled form: its URL and data. The same sheet can be sent twice, or late."""

    method: str
    address: str
    answers: Mapping[str, list[str]]

    def encoded(self) -> str:
        """The data as a browser sends it."""
        query = QueryDict(mutable=True)
        for name, values in self.answers.items():
            query.setlist(name, values)
        return query.urlencode()

    def forged(self, **answers: str) -> "Sheet":
        """A copy with values a browser would not allow (too long, not on the list, hidden)."""
        return replace(self, answers={**self.answers, **{name: [value] for name, value in answers.items()}})


class Desk:
    """One user and the current page. ``response`` is the last response, ``page`` its parsed document."""

    def __init__(self, user: Any = None, **options: Any):
        self.client: Client = client_of(user, **options) if user is not None else Client(**options)
        self.response: HttpResponse
        self.page: html.HtmlElement
        self.address = "/"

    # --- Reading ----------------------------------------------------------------------------------------------------
    @property
    def status(self) -> int:
        """The status of the last response."""
        return self.response.status_code

    @property
    def text(self) -> str:
        """The visible text of the page."""
        return words_of(self.page)

    @property
    def source(self) -> str:
        """The source of the page, with hidden values and attributes."""
        return self.response.content.decode(errors="replace")

    def links(self) -> dict[str, str]:
        """URLs by link text; for equal texts a link in the page wins over the rail."""
        found: dict[str, str] = {}
        for link in [*self.page.xpath("//main//a"), *self.page.iter("a")]:
            found.setdefault(words_of(link), link.get("href") or "")
        return found

    def buttons(self) -> list[str]:
        """The texts of all buttons."""
        return [words_of(button) for button in self.page.iter("button")]

    def code(self, beginning: str) -> str:
        """The first register number on the page with this prefix: ``K-`` finds ``K-2026-0001``."""
        for word in self.text.replace(",", " ").replace(".", " ").split():
            if word.startswith(beginning) and word[len(beginning) :][:4].isdecimal():
                return word
        raise AssertionError(f"no number {beginning}… on {self.address}: {self.text[:400]}")

    # --- Moving -----------------------------------------------------------------------------------------------------
    def open(self, address: str, expect: int = 200) -> "Desk":
        """Open a URL."""
        return self._arrive(self.client.get(address, follow=True), address, expect)

    def follow(self, words: str, expect: int = 200) -> "Desk":
        """Follow the link with this text, or with a text that contains it."""
        links = self.links()
        wanted = links.get(words) or next((href for text, href in links.items() if words in text), None)
        assert wanted, f"no link “{words}” on {self.address}; there are {sorted(links)}"
        return self.open(urldefrag(urljoin(self.address, wanted)).url, expect)

    # --- Filling ----------------------------------------------------------------------------------------------------
    def fill(self, button: str, answers: Mapping[str, Any] | None = None, **more: Any) -> Sheet:
        """Fill the form with this button. Names must exist on the page; values must be among its choices."""
        form, pressed = self._form_of(button)
        typed = {**(answers or {}), **more}
        carried: dict[str, list[str]] = {}
        seen: set[str] = set()
        for control in self._controls(form):
            name = control.get("name")
            if not name or control.get("disabled") is not None:
                continue
            seen.add(name)
            for value in _values(control, pressed, typed):
                carried.setdefault(name, []).append(value)
        missing = set(typed) - seen
        assert not missing, f"no field {sorted(missing)} beside “{button}” on {self.address}; there are {sorted(seen)}"
        for name, value in typed.items():
            _check_taken(name, value, carried.get(name, []))
        address = (
            pressed.get("formaction") or form.get("action") or urlsplit(self.address)._replace(fragment="").geturl()
        )
        method = pressed.get("formmethod") or form.get("method") or "get"
        return Sheet(method.lower(), urljoin(self.address, address), carried)

    def send(self, sheet: Sheet, expect: int | None = 200) -> "Desk":
        """Send a filled form and follow the redirect."""
        if sheet.method == "get":
            return self._arrive(
                self.client.get(f"{sheet.address}?{sheet.encoded()}", follow=True), sheet.address, expect
            )
        answer = self.client.post(
            sheet.address, sheet.encoded(), content_type="application/x-www-form-urlencoded", follow=True
        )
        return self._arrive(answer, sheet.address, expect)

    def press(self, button: str, answers: Mapping[str, Any] | None = None, *, expect: int = 200, **more: Any) -> "Desk":
        """Fill the form and send it."""
        return self.send(self.fill(button, answers, **more), expect)

    # --- Inside -----------------------------------------------------------------------------------------------------
    def _arrive(self, response: HttpResponse, address: str, expect: int | None) -> "Desk":
        chain = getattr(response, "redirect_chain", [])
        self.response, self.address = response, urljoin(address, chain[-1][0]) if chain else address
        if response.get("Content-Type", "").startswith("text/html") and response.content.strip():
            self.page = html.fromstring(response.content.decode())
            for tag in UNSEEN:
                for element in list(self.page.iter(tag)):
                    element.drop_tree()
        said = self.text[:900] if hasattr(self, "page") else ""
        assert expect is None or response.status_code == expect, f"{response.status_code} at {self.address}: {said}"
        return self

    def _form_of(self, button: str) -> tuple[html.HtmlElement, html.HtmlElement]:
        for exact in (True, False):
            for candidate in self.page.iter("button"):
                words = words_of(candidate)
                if candidate.get("type") != "button" and (words == button if exact else button in words):
                    named = candidate.get("form")
                    form = self.page.get_element_by_id(named) if named else next(candidate.iterancestors("form"))
                    return form, candidate
        raise AssertionError(f"no button “{button}” on {self.address}; there are {self.buttons()}")

    def _controls(self, form: html.HtmlElement) -> list[html.HtmlElement]:
        elsewhere = self.page.xpath(f"//*[@form='{form.get('id')}']") if form.get("id") else []
        return [*form.xpath(CONTROLS), *elsewhere]


def _values(control: html.HtmlElement, pressed: html.HtmlElement, typed: Mapping[str, Any]) -> list[str]:
    """The data one control sends for a typed value."""
    name, kind = control.get("name"), control.get("type", "text")
    if control.tag == "button" or kind == "submit":
        return [control.get("value", "")] if control is pressed else []
    if control.tag == "select":
        return _options(control, typed)
    if kind in ("checkbox", "radio"):
        value = control.get("value", "on")
        if name not in typed:
            return [value] if control.get("checked") is not None else []
        return [value] if _is_chosen(value, typed[name]) else []
    if name not in typed:
        return [(control.text or "").removeprefix("\n") if control.tag == "textarea" else control.get("value", "")]
    assert kind != "hidden", f"{name} is hidden; nobody types there"
    limit = control.get("maxlength")
    assert not limit or len(str(typed[name])) <= int(limit), f"{name} takes at most {limit} characters"
    return [str(typed[name])]


def _options(control: html.HtmlElement, typed: Mapping[str, Any]) -> list[str]:
    options = [(option.get("value", words_of(option)), option) for option in control.iter("option")]
    if control.get("name") in typed:
        return [value for value, _option in options if _is_chosen(value, typed[control.get("name")])]
    chosen = [value for value, option in options if option.get("selected") is not None]
    return chosen or [value for value, _option in options[:1] if control.get("multiple") is None]


def _is_chosen(value: str, typed: Any) -> bool:
    if isinstance(typed, bool):
        return typed
    return value in [str(one) for one in typed] if isinstance(typed, list | tuple | set) else value == str(typed)


def _check_taken(name: str, typed: Any, carried: list[str]) -> None:
    """Refuse values that are not among the choices, because a browser could not send them."""
    wanted = (
        [] if typed is False else [str(one) for one in (typed if isinstance(typed, list | tuple | set) else [typed])]
    )
    assert typed is True or set(wanted) <= {*carried, ""}, f"{name} offers no {sorted(set(wanted) - set(carried))}"

"""Forms and links as a page draws them, filled with the least that is taken, and the rows that are named in them.

A row is named by the key in the path, and just as well by a hidden field, a choice, a button or a parameter. What is
found here is read from the pages, so that a new field is a new door without anybody writing it down.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.http import HttpResponse, QueryDict
from django.test import Client
from lxml import html

from safeguards import clock

KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
UNSENT = {"submit", "button", "image", "file", "reset"}
# What forms ask for before they take anything, by the name of the field. All else is left as the page has it.
NEEDED = {
    "narrative": "Ditawari kerja di kafe, paspornya ditahan.",
    "text": "Terima kasih, laporan Anda kami baca.",
    "need": "Tempat tinggal sementara.",
    "title": "Rapat koordinasi",
    "place": "Aula",
    "name": "Nama rekaan",
    "email": "nama.rekaan@uji.contoh",
    "starts": "08:00",
    "ends": "16:00",
    "number": "K-2026-0001",  # of a case there is
}
CHOSEN = {"agency", "kind", "deciding_agency", "owner_agency", "service_lines"}  # of which the first choice is taken
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Naming:
    """One request in which ``field`` named a row: where it goes, what it carries, and how the row was named there."""

    method: str
    address: str
    answers: Mapping[str, tuple[str, ...]]
    field: str
    value: str
    pressed: str = ""

    @property
    def kind(self) -> str:
        """The field without the number of its line: ``orang-0-id`` and ``orang-1-id`` are one door."""
        return re.sub(r"-\d+-", "-", self.field)

    @property
    def door(self) -> tuple[str, str, str, str]:
        """What makes two namings the same."""
        return (self.method, KEY.sub("*", urlsplit(self.address).path), self.kind, self.pressed)


def sent(client: Client, naming: Naming, key: str) -> HttpResponse:
    """The request with another row named in its place, followed to where it leads."""
    query = QueryDict(mutable=True)
    for name, values in naming.answers.items():
        query.setlist(name, values)
    query[naming.field] = KEY.sub(key, naming.value)
    path = urlsplit(naming.address).path
    if naming.method == "get":
        return client.get(f"{path}?{query.urlencode()}", follow=True)
    return client.post(path, query.urlencode(), content_type=FORM, follow=True)


def namings(address: str, page: html.HtmlElement) -> Iterator[Naming]:
    """Every field, button and parameter of a page whose value is the key of something."""
    for link in page.xpath("//main//a[contains(@href, '?')]"):
        target = urljoin(address, link.get("href"))
        given = dict(parse_qsl(urlsplit(target).query))
        for name, value in given.items():
            if names_something(value):
                yield Naming("get", target, {key: (said,) for key, said in given.items()}, name, value)
    for form in page.iter("form"):
        yield from _of_form(address, page, form)


def names_something(value: str) -> bool:
    """Whether a value holds a key. An address to go back to is another page's door."""
    return not value.startswith("/") and bool(KEY.search(value))


def _of_form(address: str, page: html.HtmlElement, form: html.HtmlElement) -> Iterator[Naming]:
    controls, buttons = _parts(page, form)
    carried = _carried(controls)
    for button in buttons:
        target = urljoin(address, button.get("formaction") or form.get("action") or address)
        method = (button.get("formmethod") or form.get("method") or "get").lower()
        pressed = button.get("name") or ""
        answers = {**carried, **({pressed: (button.get("value") or "",)} if pressed else {})}
        named = {one.get("name"): value for one in controls for value in _values(one) if names_something(value)}
        if pressed and names_something(button.get("value") or ""):
            named[pressed] = button.get("value")
        for name, value in named.items():
            yield Naming(method, target, answers, name, value, pressed)


def _parts(page: html.HtmlElement, form: html.HtmlElement) -> tuple[list, list]:
    """What a form sends, and what sends it. Where one button has no name, the others do something on the way."""
    elsewhere = page.xpath(f"//*[@form='{form.get('id')}']") if form.get("id") else []
    parts = [*form.iter("input", "select", "textarea", "button"), *elsewhere]
    buttons = [one for one in parts if one.tag == "button" and one.get("type") != "button"]
    controls = [one for one in parts if one.tag != "button" and one.get("name") and one.get("type") not in UNSENT]
    return controls, [one for one in buttons if not one.get("name")] or buttons


def _carried(controls: list) -> dict[str, tuple[str, ...]]:
    """The least with which a form is taken: of radio buttons one, all else as it stands."""
    carried: dict[str, tuple[str, ...]] = {}
    for control in controls:
        carried[control.get("name")] = (*carried.get(control.get("name"), ()), *_least(control))
    for control in controls:
        if control.get("type") == "radio":
            carried[control.get("name")] = carried[control.get("name")][-1:] or (control.get("value"),)
    return carried


def _values(control: html.HtmlElement) -> list[str]:
    """Everything a control could send."""
    if control.tag == "select":
        return [option.get("value") or "" for option in control.iter("option")]
    return [control.get("value") or ""] if control.tag == "input" else []


def _least(control: html.HtmlElement) -> list[str]:
    """What stands there, and where something is needed the least that is taken."""
    kind = control.get("type", "text")
    if control.tag == "select":
        chosen = [option.get("value") or "" for option in control.iter("option") if option.get("selected") is not None]
        chosen = chosen or ([] if control.get("multiple") is not None else _values(control)[:1])
        return [value for value in _values(control) if value][:1] if chosen == [""] and _is_needed(control) else chosen
    if kind in ("checkbox", "radio"):
        return [control.get("value", "on")] if control.get("checked") is not None or _is_needed(control) else []
    stands = control.text or "" if control.tag == "textarea" else control.get("value") or ""
    needed = {**NEEDED, "due_on": str(clock.today())}
    return [stands.removeprefix("\n") or needed.get(_last_part(control), "")]


def _is_needed(control: html.HtmlElement) -> bool:
    return _last_part(control) in CHOSEN


def _last_part(control: html.HtmlElement) -> str:
    """The name of the field in its line: ``due_on`` of ``decision-0-due_on``."""
    return control.get("name").rpartition("-")[2]

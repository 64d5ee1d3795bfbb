"""Every form with pasted and hostile input: it responds, keeps the input, and says what to do."""

from collections.abc import Iterator
from html import unescape

import pytest
from django.db import transaction
from django.urls import Resolver404, resolve

from tests.architecture.addresses import one_of_everything, routes
from tests.journeys.desk import Desk, Sheet, words_of

pytestmark = pytest.mark.django_db
MARKUP = "<b onmouseover=alert(1)>🙂🇮🇩</b> & \"'{{ 7*7 }}"
LONG = "panjang " * 1_250  # 10,000 characters
IMPOSSIBLE = ("31/02/2026", "0000-00-00", "kemarin sore", "9999-12-31", "-1")
ANSWERED = (200, 400, 403, 404, 409, 410, 422, 429)
ONE_LINE = ("text", "search", "tel", "email", "password", "url")
DAYS = ("date", "datetime-local", "time", "month")
POISONS = {
    "markup": lambda kind: MARKUP if kind in (*ONE_LINE, "textarea") else None,
    "long": lambda kind: LONG if kind in (*ONE_LINE, "textarea") else None,
    "zero byte": lambda kind: "a\x00b" if kind in (*ONE_LINE, "textarea", "hidden") else None,
    "impossible days": lambda kind: IMPOSSIBLE[0] if kind in DAYS else None,
    "no days at all": lambda kind: IMPOSSIBLE[2] if kind in DAYS else None,
    "days beyond the calendar": lambda kind: IMPOSSIBLE[3] if kind in DAYS else None,
    "numbers": lambda kind: "9" * 40 if kind in ("number", "text", "hidden") else None,
    "choices": lambda kind: "bukan-pilihan" if kind in ("select", "radio", "checkbox", "hidden") else None,
}
READERS = ("sari", "maya", "rina", "arif")
NOT_OURS = ("csrfmiddlewaretoken",)


def forms_of(desk: Desk) -> Iterator[tuple[Sheet, dict[str, str]]]:
    """Every form on the page as a sheet with its first button, and the kind of each field."""
    for form in desk.page.iter("form"):
        button = next((each for each in form.iter("button") if each.get("type") != "button"), None)
        if button is None or "/keluar/" in (form.get("action") or ""):
            continue
        kinds: dict[str, str] = {}
        for control in desk._controls(form):
            name = control.get("name")
            if name and name not in NOT_OURS and control.tag != "button":
                kinds[name] = control.get("type", "text") if control.tag == "input" else control.tag
        yield desk.fill(words_of(button)), kinds


def is_ours(address: str) -> bool:
    """Forms of the sign-in package, which tests them itself."""
    try:
        return bool(resolve(address.split("?")[0]).namespaces) or address.startswith("/cari/")
    except Resolver404:
        return False


def try_one(desk: Desk, sheet: Sheet, poisoned: dict[str, str]) -> list[str]:
    """Send a hostile sheet, check the response, and undo its changes."""
    with transaction.atomic():
        desk.send(sheet.forged(**poisoned), expect=None)
        transaction.set_rollback(True)
    faults = []
    if desk.status not in ANSWERED:
        faults.append(f"answered {desk.status}")
    if desk.response.get("Content-Type", "").startswith("text/html") and "<b onmouseover" in desk.source:
        faults.append("shows markup as markup")
    kept = unescape(desk.source)
    if desk.status == 422 and sheet.method == "post":
        lost = {name for name, value in poisoned.items() if "\x00" not in value and value.strip() not in kept}
        faults += [f"lost what was typed in {name}" for name in sorted(lost - {"password", "password_again"})]
    return faults


@pytest.mark.parametrize("reader", READERS)
def test_every_field_takes_anything_and_answers(world, reader):
    things = one_of_everything(world)
    desk, seen, faults = Desk(getattr(world, reader), raise_request_exception=False), set(), []
    for address in ["/cari/", *(route.address(things) for route in routes())]:
        desk.open(address, expect=None)
        if desk.status != 200 or not desk.response["Content-Type"].startswith("text/html"):
            continue
        for sheet, kinds in list(forms_of(desk)):
            if sheet.address in seen or not is_ours(sheet.address):
                continue
            seen.add(sheet.address)
            for poison, of_kind in POISONS.items():
                poisoned = {name: value for name, kind in kinds.items() if (value := of_kind(kind)) is not None}
                if poisoned:
                    faults += [f"{sheet.address} {poison}: {fault}" for fault in try_one(desk, sheet, poisoned)]
    assert seen
    assert faults == []

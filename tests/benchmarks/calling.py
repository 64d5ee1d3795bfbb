"""A caseworker at the keyboard: types a scripted call into a browser page and counts the keys.

It uses only keys. Text is entered fast; the typing time is counted as 300 ms per key.
"""

import time
from typing import Any

from playwright.sync_api import Page, expect

from tests.benchmarks.scripted_calls import Call

KEY_SECONDS = 0.3  # 40 words a minute: 200 characters, 300 ms each
THOUGHT_SECONDS = 1.5  # to read a question before answering
MOST_TABS = 40
SAVED = "[data-draft-words]:text-matches('^Tersimpan')"
ASKED = "[data-error-summary].error-summary--warn"  # known people, or a colleague's same call
LOGGED = "h1:has-text('P-2')"
FORM = """() => {
  const fields = {};
  for (const [name, value] of new FormData(document.getElementById("catat"))) {
    if (name !== "csrfmiddlewaretoken" && value) (fields[name] ??= []).push(value);
  }
  return fields;
}"""


class Caller:
    """The keyboard of one call."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, 0

    def press(self, *names: str) -> None:
        """Press keys one by one; a letter with Alt counts as one more."""
        for name in names:
            self.page.keyboard.press(name)
            self.keys += 1 + name.count("+")

    def type(self, text: str, delay: float = 0) -> None:
        """Type letters; ``delay`` is in seconds between real key presses."""
        self.page.keyboard.type(text, delay=delay * 1000)
        self.keys += len(text)

    def go_through(self, call: Call, begin: int = 0, end: int | None = None) -> None:
        """Do a range of steps of a call."""
        for step in call.steps[begin:end]:
            self.do(step)

    def do(self, step: tuple[Any, ...]) -> None:
        """Do one step completely."""
        getattr(self, f"_{step[0]}")(*step[1:])

    def start(self, step: tuple[Any, ...], letters: int) -> None:
        """Begin a step and stop after some letters, typed at human speed."""
        words = step[-1] if step[0] in {"line", "story", "fill"} else ""
        if words:
            self._reach(step)
            self.type(words[:letters], KEY_SECONDS)
        else:
            time.sleep(THOUGHT_SECONDS)

    def save(self) -> None:
        """Save; ends on the next page. If asked whether it is the same call, press once more."""
        begun, answered = self.page.url, self.page.locator(f"{ASKED}, {LOGGED}")
        self.press("Control+Enter")
        expect(answered.first).to_be_visible()
        if self.page.locator(ASKED).count():
            self.press("Control+Enter")
        expect(self.page).not_to_have_url(begun)

    def fields(self) -> dict[str, list[str]]:
        """The current values of the form."""
        return self.page.evaluate(FORM)

    def _reach(self, step: tuple[Any, ...]) -> None:
        if step[0] == "line":
            self.press("Alt+s")
        elif step[0] == "story":
            self.press("Alt+c", "Control+End")
        else:
            self.press(f"Alt+{step[1].lower()}")
            self._tab_to(step[2])

    def _tab_to(self, name: str) -> None:
        for _step in range(MOST_TABS):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.press("Tab")
        raise AssertionError(f"no way to {name} by the keyboard")

    def _line(self, text: str) -> None:
        self._reach(("line", text))
        self.type(text)
        self.press("Enter")
        expect(self.page.locator("#id_shorthand")).to_have_value("")

    def _story(self, text: str) -> None:
        self._reach(("story", text))
        known = self.page.input_value("#id_narrative")
        self.type(f" {text}" if known else text)

    def _fill(self, letter: str, name: str, text: str) -> None:
        self._reach(("fill", letter, name, text))
        self.type(text)

    def _risk(self, risk: str, place: int) -> None:
        self.page.wait_for_selector(f"[name=risiko-{risk}]")
        self.press("Alt+r")
        self._tab_to(f"risiko-{risk}")
        self.press(*(["Space"] if place == 0 else ["ArrowRight"] * place))

    def _outcome(self, digit: str) -> None:
        self.press(f"Alt+{digit}")

    def _emergency(self) -> None:
        self.press("Alt+d")


def is_declared(call: Call) -> bool:
    """Whether the call ends with the two keys of an emergency instead of saving."""
    return call.steps[-1][0] == "emergency"


def finish(caller: Caller, call: Call) -> None:
    """Save, or press the second key of the emergency."""
    if not is_declared(call):
        return caller.save()
    begun = caller.page.url
    caller.press("Enter")
    expect(caller.page).not_to_have_url(begun)
    return None


def differences(call: Call, complaint: Any) -> list[str]:
    """Names of fields of a call that are stored wrongly."""
    from cases.intake import risk_prompts

    wrong = []
    for name, wanted in call.stored.items():
        value = getattr(complaint, name)
        value = risk_prompts.answers_in(value) if name == "risks" else value
        if (str(value) if name.endswith("until") else value) != wanted:
            wrong.append(name)
    rows = list(complaint.people.select_related("person"))
    if len(rows) != len(call.people):
        wrong.append(f"{len(rows)} people instead of {len(call.people)}")
    for row, wanted in zip(rows, call.people, strict=False):
        for name, value in wanted.items():
            if getattr(row if hasattr(row, name) else row.person, name) != value:
                wrong.append(f"{row.position}: {name}")
    for step in call.steps:
        if step[0] == "story" and step[1] not in complaint.narrative:
            wrong.append("narrative")
    return wrong

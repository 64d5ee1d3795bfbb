"""What every page must pass in a browser: accessibility rules, no sideways scrolling, nothing refused by the CSP."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Request

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}

A4_WITHIN_MARGINS = 718  # px: 210 mm less 10 mm at each side


def press(page: Page, target: str | Locator) -> None:
    """Click what leads to another page, and return once that page has loaded.

    A click alone returns while the page before it is still the open one: what is asked next may be answered by either.
    Only the end of loading counts; an address changed within a page (a draft that got its own) is no other page.
    """
    page.wait_for_load_state("load")
    with page.expect_event("load"):
        page.click(target) if isinstance(target, str) else target.click()


def press_key(page: Page, key: str) -> None:
    """Press a key that leads to another page, and return once that page has loaded."""
    page.wait_for_load_state("load")
    with page.expect_event("load"):
        page.keyboard.press(key)


def press_twice(page: Page, target: str | Locator) -> int:
    """Press a button twice at once; return how many forms were sent, once the page they lead to has loaded."""
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if is_form(asked) else None)
    page.wait_for_load_state("load")
    with page.expect_event("load"):
        page.dblclick(target) if isinstance(target, str) else target.dblclick()
    return len(sent)


def is_form(asked: Request) -> bool:
    """Whether a request is a form that was sent, and not something a script asks for beside it."""
    return asked.method == "POST" and asked.is_navigation_request()


def accessibility_faults(page: Page) -> list[str]:
    """Return one line per fault axe finds: the rule, how bad, and the first element concerned."""
    page.wait_for_load_state("load")
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{fault['id']} ({fault['impact']}): {fault['nodes'][0]['html'][:160]}" for fault in found]


def sideways_overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    page.wait_for_load_state("load")
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def complaints_of(page: Page) -> list[str]:
    """Return a list that fills with what the console reports as an error from now on (refusals of the CSP are such)."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def lasting_faults(page: Page) -> list[str]:
    """Faults axe finds at the end of the page and at its top alike.

    Bars that stick cover something wherever the page stands; what is wrong in both places is wrong.
    """
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    faults = accessibility_faults(page)
    if faults:
        page.evaluate("scrollTo(0, 0)")
        faults = [fault for fault in accessibility_faults(page) if fault in faults]
    return faults


def look_at(page: Page, width: int) -> list[str]:
    """What is wrong with the open page at a width: accessibility, sideways scrolling."""
    page.wait_for_load_state("load")
    page.set_viewport_size({"width": width, "height": 900})
    faults, overflow = lasting_faults(page), sideways_overflow(page)
    return [*faults, f"{overflow} px wider than its window"] if overflow > 0 else faults


def look_at_paper(page: Page) -> list[str]:
    """What is wrong with the open page when it is printed: controls on paper, no heading, wider than the sheet."""
    page.wait_for_load_state("load")
    page.set_viewport_size({"width": A4_WITHIN_MARGINS, "height": 1000})
    page.emulate_media(media="print")
    shown = [name for name in (".topbar", ".rail", ".dock", ".page-action") if page.locator(name).first.is_visible()]
    faults = [f"prints {name}" for name in shown]
    if not page.locator("h1:visible, .paper h2:visible").count():  # a form to fill in carries its own heading
        faults.append("prints no heading")
    if sideways_overflow(page) > 0:
        faults.append("is wider than its sheet")
    page.emulate_media(media="screen")
    return faults

"""What every page must pass in a browser: accessibility rules, no sideways scrolling, no CSP violation."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Request

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}

A4_WITHIN_MARGINS = 718  # px: 210 mm less 10 mm at each side


def press(page: Page, target: str | Locator) -> None:
    """Click a link or button to another page, and return once that page has loaded.

    A plain click returns while the old page is still open, so the next query may see either page. Only the end of
    loading counts; a URL changed within a page (a draft that got its own) is not another page.
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
    """Press a button twice at once; return the number of forms sent, once the next page has loaded."""
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if is_form(asked) else None)
    page.wait_for_load_state("load")
    with page.expect_event("load"):
        page.dblclick(target) if isinstance(target, str) else target.dblclick()
    return len(sent)


def is_form(asked: Request) -> bool:
    """Whether a request is a submitted form, not a script's request."""
    return asked.method == "POST" and asked.is_navigation_request()


def accessibility_faults(page: Page) -> list[str]:
    """Return one line per axe violation: the rule, its impact, and the first element."""
    page.wait_for_load_state("load")
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{fault['id']} ({fault['impact']}): {fault['nodes'][0]['html'][:160]}" for fault in found]


def sideways_overflow(page: Page) -> int:
    """Return how many pixels the page is wider than its window."""
    page.wait_for_load_state("load")
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def complaints_of(page: Page) -> list[str]:
    """Return a list that collects console errors from now on, including CSP violations."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def lasting_faults(page: Page) -> list[str]:
    """Violations axe finds both at the end and at the top of the page.

    Sticky bars always cover something, so only violations in both positions count.
    """
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    faults = accessibility_faults(page)
    if faults:
        page.evaluate("scrollTo(0, 0)")
        faults = [fault for fault in accessibility_faults(page) if fault in faults]
    return faults


def look_at(page: Page, width: int) -> list[str]:
    """Faults of the open page at a width: accessibility, sideways scrolling."""
    page.wait_for_load_state("load")
    page.set_viewport_size({"width": width, "height": 900})
    faults, overflow = lasting_faults(page), sideways_overflow(page)
    return [*faults, f"{overflow} px wider than its window"] if overflow > 0 else faults


def look_at_paper(page: Page) -> list[str]:
    """Faults of the open page in print: controls on paper, no heading, wider than the sheet."""
    page.wait_for_load_state("load")
    page.set_viewport_size({"width": A4_WITHIN_MARGINS, "height": 1000})
    page.emulate_media(media="print")
    shown = [name for name in (".topbar", ".rail", ".dock", ".page-action") if page.locator(name).first.is_visible()]
    faults = [f"prints {name}" for name in shown]
    if not page.locator("h1:visible, .paper h2:visible").count():  # a form to fill in has its own heading
        faults.append("prints no heading")
    if sideways_overflow(page) > 0:
        faults.append("is wider than its sheet")
    page.emulate_media(media="screen")
    return faults

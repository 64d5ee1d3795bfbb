"""What every page must pass in a browser: accessibility rules, no sideways scrolling, nothing refused by the CSP."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def accessibility_faults(page: Page) -> list[str]:
    """Return one line per fault axe finds: the rule, how bad, and the first element concerned."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{fault['id']} ({fault['impact']}): {fault['nodes'][0]['html'][:160]}" for fault in found]


def sideways_overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def complaints_of(page: Page) -> list[str]:
    """Return a list that fills with what the console reports as an error from now on (refusals of the CSP are such)."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard

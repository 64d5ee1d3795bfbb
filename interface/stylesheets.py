"""The style sheets in loading order. A deployed site serves them as one file, see ``assets.py``."""

from django.conf import settings
from django.templatetags.static import static

COMPONENTS = (
    "sheet", "button", "field", "choice", "error-summary", "fold", "badge", "journey", "safe", "rows", "card", "table",
    "facts", "timeline", "filters", "notice", "empty", "slip", "clock", "section-nav", "suggestions", "understood",
    "verdict", "figure", "pagination", "act", "menu", "identity", "strip", "signatures", "conflict", "lock", "person",
    "emergency", "risks", "roster", "screening", "likely", "sides", "returns", "views", "register", "paper", "calendar",
)  # fmt: skip
FILES = (
    "css/tokens.css",
    "css/base.css",
    "css/layout.css",
    *(f"css/components/{name}.css" for name in COMPONENTS),
    "css/print.css",
)
BUNDLE = "css/app.css"


def addresses() -> list[str]:
    """The addresses of the style sheets, for the page's head."""
    bundled = settings.STORAGES["staticfiles"]["BACKEND"].endswith("BundlingStorage")
    return [static(BUNDLE)] if bundled else [static(name) for name in FILES]

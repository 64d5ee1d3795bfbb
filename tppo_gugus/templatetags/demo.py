"""Template tags for the sign-in page of the demo."""

from django import template
from django.conf import settings

from tppo_gugus.demo.personas import PERSONAS

register = template.Library()


@register.simple_tag
def demo_personas() -> tuple:
    """The invented people of the demo; empty if ``DEMO`` is off."""
    return tuple(PERSONAS) if settings.DEMO else ()

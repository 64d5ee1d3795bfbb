"""What the sign-in page says in the demo, and says nowhere else."""

from django import template
from django.conf import settings

from tppo_gugus.demo.personas import PERSONAS

register = template.Library()


@register.simple_tag
def demo_personas() -> tuple:
    """The invented people of the demo; nobody where ``DEMO`` is off."""
    return tuple(PERSONAS) if settings.DEMO else ()

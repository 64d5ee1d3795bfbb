"""Rate limits are counted per address, and all tests come from the same one."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _fresh_rate_limits() -> None:
    """Begin every test with no attempts counted."""
    cache.clear()

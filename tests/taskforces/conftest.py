"""Rate limits count per address, and all tests come from the same one."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _fresh_rate_limits() -> None:
    """Start every test without counted attempts."""
    cache.clear()

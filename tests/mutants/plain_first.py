"""A pytest plugin: tests without a database first, because they are quick and need none to be made."""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the order otherwise: pytest-django has put tests that commit last."""
    items.sort(key=lambda item: item.get_closest_marker("django_db") is not None)

"""A pytest plugin: tests without a database first. They take no time, and no database is made for a fault they catch."""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the order otherwise: pytest-django has put tests that commit last."""
    items.sort(key=lambda item: item.get_closest_marker("django_db") is not None)

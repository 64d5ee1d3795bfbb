"""A Chromium for stories: pages signed in as a persona, narrow or wide, with or without JavaScript.

Tests that measure a page run once in each font of ``fonts.FONTS`` on this machine; other tests use the first.
"""

import os
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from coverage import Coverage
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.browser import fonts
from tests.browser.chromium import PATIENCE, find_chromium
from tests.personas import client_of

HERE = Path(__file__).parent

# Playwright's synchronous interface runs an event loop in this thread, which Django treats as asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and skip it without Chromium."""
    here = [item for item in items if HERE in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.browser)
        if find_chromium() is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Measure no coverage while a test of this folder runs: `make coverage` tells what the other tests cover."""
    measured = Coverage.current()
    if measured is not None:
        measured.stop()
    try:
        return (yield)
    finally:
        if measured is not None:
            measured.start()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that measures a page once in each font."""
    if "open_page" in metafunc.fixturenames and fonts.measures(metafunc.function):
        metafunc.parametrize("font", fonts.present(), indirect=True)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, started once for this process."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browsers(playwright: Playwright) -> Iterator[dict[str, Browser]]:
    """The Chromium of each font this process has used so far."""
    started: dict[str, Browser] = {}
    yield started
    for browser in started.values():
        browser.close()


@pytest.fixture
def font(request: pytest.FixtureRequest) -> str:
    """The font for the pages of this test."""
    return getattr(request, "param", fonts.present()[0])


@pytest.fixture
def browser(
    browsers: dict[str, Browser], font: str, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Browser:
    """One Chromium for all stories in a font."""
    if font not in browsers:
        browsers[font] = fonts.launch(playwright, font, tmp_path_factory.mktemp("fonts"))
    return browsers[font]


ANSWERING = "process_request_thread"  # in the name of a thread that serves one connection


def wait_for_what_is_under_way(site: str) -> None:
    """Return once the live site has answered all requests, because a closing page may still save its draft.

    Connections are accepted in order, so all earlier requests have a thread when our own is answered.
    """
    with urlopen(f"{site}/sehat/"):  # noqa: S310 - our own server
        until = time.monotonic() + PATIENCE / 1000
    while any(ANSWERING in thread.name for thread in threading.enumerate()) and time.monotonic() < until:
        time.sleep(0.02)


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of the live site: `open_page("/kasus/", user=world.sari, width=360)`."""
    contexts: list[BrowserContext] = []

    def open_page(path: str = "/", *, user: Any = None, width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if user is not None:
            cookie = client_of(user).cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    wait_for_what_is_under_way(live_server.url)

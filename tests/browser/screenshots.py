"""`make screenshots`: prepare a new demo, serve it, and take pictures of its main pages.

Pictures go to docs/screenshots/, each page at 1280 and at 360 pixels, and the first sheet of the summary's PDF.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import PATIENCE, find_chromium
from tppo_gugus.demo.personas import PASSWORD, PERSONAS

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURES = ROOT / "docs" / "screenshots"
PLACE = ROOT / "var" / "screenshots"  # a separate demo, so that the developer's own demo is not touched
PORT = int(os.environ.get("PORT", "8765"))
SITE = f"http://localhost:{PORT}"
WINDOWS = {1280: 1000, 360: 780}  # width and height in pixels
COLOURS = 128  # of a stored picture; these pages need no more
SECONDS_TO_TELL = 600
EMAILS = {persona.name: persona.email for persona in PERSONAS}


@contextmanager
def served_demo() -> Iterator[None]:
    """Serve a new demo until the pictures are taken."""
    environment = {**os.environ, "DEMO": "true", "DEBUG": "false", "VAR_DIR": str(PLACE)}
    manage = [sys.executable, "manage.py"]
    if PLACE.exists():
        subprocess.run([*manage, "embedded_database", "destroy"], cwd=ROOT, env=environment, check=True)
        shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    serving = subprocess.Popen([*manage, "demo", "--port", str(PORT)], cwd=ROOT, env=environment)
    try:
        wait_until_served(serving)
        yield
    finally:
        serving.send_signal(signal.SIGINT)
        serving.wait(60)


def wait_until_served(serving: subprocess.Popen) -> None:
    """Return once the demo answers; fail if it ends or takes too long."""
    until = time.monotonic() + SECONDS_TO_TELL
    while time.monotonic() < until and serving.poll() is None:
        try:
            with urlopen(f"{SITE}/sehat/", timeout=2):  # noqa: S310 - our own server
                return
        except (URLError, OSError):
            time.sleep(1)
    raise SystemExit("The demo did not come up; see the lines above.")


def first(page: Page, address: str, selector: str) -> None:
    """Go to a page and follow its first link of a kind."""
    page.goto(address)
    page.goto(page.locator(selector).first.get_attribute("href") or address)


def emergency(page: Page) -> None:
    """The first case of today."""
    first(page, "/", "main a[href*='/kasus/']")


def intake(page: Page) -> None:
    """A call being logged."""
    page.goto("/pengaduan/catat/")
    page.fill(
        "#id_narrative", "Ditawari kerja di kafe oleh kenalan, sampai di sana tidak boleh pulang sebelum utang lunas."
    )
    page.check("input[name='orang-0-sex'][value=female]")
    page.fill("[name='orang-0-age']", "16")
    page.fill("[name='orang-0-origin_region']", "Jambi Selatan")
    page.wait_for_selector("[data-draft-words]:text-matches('^Tersimpan')")
    page.locator("h1").click()


def shorthand(page: Page) -> None:
    """A shorthand line, and what was understood."""
    page.goto("/pengaduan/catat/")
    line = "p 16 jambi selatan, disekap di ruko batam sejak awal jan tahun ini, wa 0812-0000-0027 jgn malam"
    page.fill("#id_shorthand", line)
    page.wait_for_selector(".understood")
    page.evaluate("scrollTo(0, 0)")


def old_register(page: Page) -> None:
    """The dry run that waits for approval."""
    first(page, "/register-lama/", "main tbody a.row-title")


def public_form(page: Page) -> None:
    """The first step of the public form."""
    page.goto("/l/kota-jambi/")


def two_persons(page: Page) -> None:
    """A person recorded twice, both records side by side."""
    page.goto("/kasus/")
    for address in page.eval_on_selector_all(
        "main a.row-title[href^='/kasus/']", "links => links.map(link => link.href)"
    ):
        page.goto(address)
        if page.locator("a[href$='/kemungkinan-sama/']").count():
            first(page, page.url, "a[href$='/kemungkinan-sama/']")
            if page.locator("main a[href*='/gabung/']").count():
                first(page, page.url, "main a[href*='/gabung/']")
                page.check("input[name=reason][value=same_person]")
                page.get_by_role("button", name="Bandingkan identitas").click()
                page.wait_for_selector("[name^=pilih_]")
                return
    raise SystemExit("Nobody in the demo is written down twice.")


def screening(page: Page) -> None:
    """A screening whose elements are met."""
    emergency(page)
    first(page, page.url, "a[href*='/skrining/']")
    for name in ("act.recruitment", "act.transport", "purpose.prostitution"):
        page.check(f"input[name='answer.{name}'][value=yes]")
    page.wait_for_selector("#kesimpulan :text('Unsur TPPO terpenuhi')")
    page.evaluate("scrollTo(0, 0)")


def sending(page: Page) -> None:
    """A referral being written, its slip beside it."""
    emergency(page)
    first(page, page.url, "a[href*='/rujuk/']")
    page.check("input[name=service_lines][value=social_rehabilitation]")
    page.get_by_role("radio", name="Dinas Sosial").check()
    page.fill("#id_need", "Tempat tinggal sementara dan konseling untuk anak, mulai pekan ini.")
    page.wait_for_selector("#pratinjau :text('mulai pekan ini')")
    page.evaluate("scrollTo(0, 0)")


def summary(page: Page) -> None:
    """The summary of the year."""
    page.goto("/ringkasan/")


# file name, user, steps to the page
PAGES: tuple[tuple[str, str, Callable[[Page], object]], ...] = (
    ("hari-ini", "Sari", lambda page: page.goto("/")),
    ("catat-pengaduan", "Sari", intake),
    ("catat-singkat", "Sari", shorthand),
    ("kasus", "Sari", emergency),
    ("skrining", "Sari", screening),
    ("rujukan-kirim", "Sari", sending),
    ("bandingkan-orang", "Ratna", two_persons),
    ("register-lama", "Ratna", old_register),
    ("lapor", "Arif", public_form),
    ("kotak-rujukan", "Maya", lambda page: first(page, "/rujukan/masuk/", "a.row-title")),
    ("ringkasan-rapat", "Rina", summary),
    ("instansi", "Arif", lambda page: page.goto("/instansi/")),
)


def sign_in(browser: Browser, name: str, width: int) -> Page:
    """A window of this width with a signed-in persona."""
    context = browser.new_context(
        base_url=SITE,
        viewport={"width": width, "height": WINDOWS[width]},
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        reduced_motion="reduce",
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/masuk/")
    page.fill("#id_login", EMAILS[name])
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/masuk/" not in address)
    return page


def keep(taken: Path, name: str) -> None:
    """Store a picture with few colours, to make it much smaller."""
    picture = Image.open(taken).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(PICTURES / name, optimize=True)
    print(f"docs/screenshots/{name}", flush=True)


def photograph(browser: Browser, folder: Path) -> None:
    """Every page at both widths."""
    for width in WINDOWS:
        windows: dict[str, Page] = {}
        for name, who, go in PAGES:
            page = windows.get(who) or windows.setdefault(who, sign_in(browser, who, width))
            go(page)
            page.screenshot(path=folder / "taken.png")
            keep(folder / "taken.png", f"{name}-{width}.png")
            if name == "ringkasan-rapat" and width == max(WINDOWS):
                photograph_paper(page, folder)


def photograph_paper(page: Page, folder: Path) -> None:
    """The first sheet of the PDF, if poppler's pdftoppm is installed."""
    if shutil.which("pdftoppm") is None:
        print("The PDF is left out: pdftoppm is missing (Debian: apt-get install poppler-utils).")
        return
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh PDF").click()
    download.value.save_as(folder / "paper.pdf")
    paper = ["pdftoppm", "-png", "-r", "90", "-f", "1", "-l", "1", "-singlefile", "paper.pdf", "paper"]
    subprocess.run(paper, cwd=folder, check=True)
    keep(folder / "paper.png", "ringkasan-rapat-pdf.png")


def main() -> None:
    """Prepare, serve, take pictures, stop."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("No Chromium found (Debian: apt-get install chromium).")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with served_demo(), sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--disable-dev-shm-usage", "--lang=id-ID"],
            env={**os.environ, "LANGUAGE": "id", "LANG": "id_ID.UTF-8"},
        )
        photograph(browser, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()

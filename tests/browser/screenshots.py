"""``make screenshots``: the pictures of the README, taken from the program as it is."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.serving import environment, serving

DOCS = Path(__file__).parents[2] / "docs"
SIZE = {"width": 1200, "height": 720}


def main() -> None:
    """Look through the sample's first drafts, keep them, and study one."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(environment(Path(folder))) as (_, url),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = browser.new_page(viewport=SIZE)
        page.goto(url)
        page.get_by_role("link", name="Look through").click()
        for _ in range(3):
            before = page.title()
            page.keyboard.press("k")
            page.wait_for_function("title => document.title !== title", arg=before)
        page.screenshot(path=DOCS / "triage.png")
        page.goto(url + "/decks/1/study")
        page.keyboard.press("Space")
        page.locator("button.grade.good").wait_for()
        page.screenshot(path=DOCS / "study.png")
        browser.close()


if __name__ == "__main__":
    main()

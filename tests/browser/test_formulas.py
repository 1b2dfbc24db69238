"""Formulas, light and dark: those that are wider than the page move within their own place."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.serving import library_with, serving

pytestmark = pytest.mark.browser
NOTES = r"""#separator:tab
#html:true
#notetype:Basic
What is \(a_1 + a_2 + \cdots\)?	\[{}\]
""".format(" + ".join(rf"\frac{{x_{{{n}}}}}{{\sqrt{{{n}}}}}" for n in range(1, 60)))


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    folder = tmp_path_factory.mktemp("formulas")
    (folder / "sums.txt").write_text(NOTES)
    with serving(library_with(folder, folder / "sums.txt")) as (_, url):
        yield url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_wide_formulas_widen_no_page(browser, url, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    for path in ("/decks/1", "/decks/1/study"):
        page.goto(url + path)
        if "study" in path:
            page.keyboard.press("Space")
            page.locator("button.grade.good").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0, path
        place = page.locator(".formula").first
        assert place.evaluate("one => [one.scrollWidth > one.clientWidth, one.scrollHeight > one.clientHeight]") == [
            True, False,
        ]  # fmt: skip
        colours = "one => [one, one.closest('.formula').parentElement].map(each => getComputedStyle(each).color)"
        own, around = page.locator(".formula math").first.evaluate(colours)
        assert own == around
        assert not Axe().run(page).response["violations"]
    context.close()

"""Statistics of years of study, and a quiz that counts, in a real browser."""

from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.bench.collection import Size, fill_library
from tests.browser.test_whole_way import ARTICLE
from tests.serving import call_command, library_with, serving

pytestmark = pytest.mark.browser
NOT_LOADED = "[...document.images].filter((one) => !one.naturalWidth).map((one) => one.currentSrc)"


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """A library of five years with an article besides."""
    folder = tmp_path_factory.mktemp("library")
    variables = library_with(folder)
    fill_library(folder / "quizapp.sqlite3", Size(cards=400, reviews=9000), datetime.now(UTC))
    assert call_command(variables, "import", ARTICLE, ARTICLE.with_suffix(".yaml")) == 0
    with serving(variables) as (_, url):
        yield url


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (360, "dark"), (768, "dark"), (1440, "light")])
def test_pictures_fit_the_page_and_their_tables_can_be_read(browser, url, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    problems = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    for path in ("/statistics?period=30", "/statistics?period=all", "/statistics?deck=1&period=365"):
        page.goto(url + path)
        page.evaluate("for (const one of document.images) one.loading = 'eager'")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.images.length") == 9
        assert page.evaluate(NOT_LOADED) == []
        address = page.evaluate("document.images[0].currentSrc")
        assert (("dark=1" in address), ("narrow=1" in address)) == (scheme == "dark", width == 360)
        problems += [
            f"{path}: {found['id']}: {found['nodes'][0]['html']}" for found in Axe().run(page).response["violations"]
        ]
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        problems += [f"{path}: {too_wide} px too wide"] if too_wide > 0 else []
    context.close()
    assert problems == []


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    yield page
    context.close()


def test_a_deck_and_a_period_are_chosen(page, url):
    page.goto(url + "/statistics")
    page.get_by_label("Deck").select_option(label="Subject 1")
    page.get_by_label("Period").select_option(label="All time")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("Deck").locator("option[selected]")).to_have_text("Subject 1")
    page.get_by_text("The same in numbers: True retention").click()
    expect(page.get_by_role("region", name="Numbers: True retention").get_by_role("row").nth(1)).to_contain_text("%")


def test_a_quiz_by_keyboard_is_left_resumed_and_counted(page, url, tmp_path_factory):
    page.goto(url + "/articles/1")
    page.get_by_role("link", name="Take a quiz").press("Enter")
    page.get_by_label("Questions", exact=True).fill("3")
    page.get_by_label("The answers can count as reviews").press("Space")
    page.get_by_role("button", name="Start").first.press("Enter")
    expect(page.locator("input.typing")).to_be_focused()
    page.keyboard.type("no idea")
    page.keyboard.press("Enter")
    expect(page.locator(".counts")).to_contain_text("Question 2 of 3")
    page.get_by_role("link", name="Leave for later").press("Enter")
    page.get_by_role("link", name="Go on").press("Enter")
    for place in (2, 3):
        expect(page.locator(".counts")).to_contain_text(f"Question {place} of 3")
        page.locator("input.typing").press_sequentially("still none")
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="0 of 3 right")).to_be_visible()
    page.get_by_role("button", name="Count as right").first.press("Enter")
    expect(page.get_by_role("heading", name="1 of 3 right")).to_be_visible()
    page.get_by_role("button", name="Count the answers as reviews").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("3 answers are reviews now.")
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []
    page.get_by_role("button", name="Study what I missed").press("Enter")
    page.wait_for_url("**/custom/*")  # with its scripts: a key pressed before them is lost
    expect(page.get_by_text("the schedule stays as it is")).to_be_visible()
    for left in (2, 1):
        expect(page.locator(".counts")).to_have_text(f"{left} left")
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Knew it")).to_be_visible()
        page.keyboard.press("Space")
    expect(page.get_by_role("heading", name="Round done")).to_be_visible()

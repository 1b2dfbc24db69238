"""Every page, at phone and desktop width, light and dark: nothing axe complains of, nothing wider than the screen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from quizapp.services.fit_parameters import try_fit
from quizapp.services.job_records import add_job, cancel_waiting
from quizapp.storage.database import db
from tests.browser.test_whole_way import ARTICLE
from tests.conftest import opened, settings_in
from tests.scheduling.test_fitting import FORGETFUL, histories
from tests.services import made
from tests.services.test_fit_parameters import store
from tests.serving import library_with, serving

pytestmark = pytest.mark.browser
PAGES = [
    "/",
    "/articles/new",
    "/articles/1",
    "/articles/1/triage",
    "/articles/1/set-aside",
    "/articles/1/about",
    "/articles/1/delete",
    "/work",
    "/work/1",
    "/imports",
    "/imports/1",
    "/imports/1/undo",
    "/decks",
    "/decks/import",
    "/decks/1",
    "/decks/1/study",
    "/decks/1/study/due?card=1&version=1",
    "/decks/1/held",
    "/decks/1/options",
    "/decks/1/export/choose",
    "/quizzes/new?about=deck:1",
    "/quizzes",
    "/quizzes/new",
    "/quizzes/new?about=tag:none",
    "/statistics",
    "/statistics?deck=1&period=all",
    "/decks/1/rename",
    "/decks/1/delete",
    "/notes/1/edit",
    "/notes/1/delete",
    "/keys",
    "/writers",
    "/decks/1/custom",
    "/decks/1/fit",
    "/fits/1",
    "/no-such-page",
]


def past(found):
    """The same histories, the last answer yesterday."""
    back = max(history[-1].day for history in found) - (datetime.now(UTC).date() - timedelta(days=1))
    return [[replace(answer, day=answer.day - back) for answer in history] for history in found]


def stopped_work(owner_id):
    """A job that its owner stopped, so that its page stays."""
    now = datetime.now(UTC)
    job = add_job(db.session(), owner_id, kind="read-source", title="A page", payload={"url": "x"}, now=now)
    db.session().commit()
    cancel_waiting(db.session(), owner_id, job, now=now)


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """A library with the sample's drafts and a deck."""
    folder = tmp_path_factory.mktemp("library")
    variables = library_with(folder, ARTICLE, ARTICLE.with_suffix(".yaml"))
    with opened(settings_in(folder)) as app, app.app_context():
        store(db.session(), 1, 1, past(histories(FORGETFUL, cards=300)))
        try_fit(db.session(), 1, 1, now=datetime.now(UTC), calendar=made.CALENDAR)
        stopped_work(1)
    with serving(variables) as (_, url):
        yield url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_pages_are_accessible_and_fit(browser, url, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    problems = []
    for path in PAGES:
        answer = page.goto(url + path)
        if answer.status != (404 if path == "/no-such-page" else 200):
            problems.append(f"{path}: status {answer.status}")
        problems += [
            f"{path}: {found['id']}: {found['nodes'][0]['html']}" for found in Axe().run(page).response["violations"]
        ]
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        problems += [f"{path}: {too_wide} px too wide"] if too_wide > 0 else []
    page.goto(url + "/decks/1/study")
    page.keyboard.press("Space")
    page.get_by_text("More").click()
    problems += [f"answer: {found['id']}" for found in Axe().run(page).response["violations"]]
    for way in ("Typing", "Choosing", "Flipping"):
        page.goto(url + "/decks/1/study")
        page.get_by_text("More").click()
        page.get_by_role("button", name=way).click()
        page.locator(f"button.way[aria-pressed=true]:text('{way}')").wait_for(state="attached")
        problems += [f"{way}: {found['id']}" for found in Axe().run(page).response["violations"]]
        if way == "Typing":
            page.keyboard.type("an anser")
            page.keyboard.press("Enter")
            page.locator(".verdict-line").wait_for()
            problems += [f"typed: {found['id']}" for found in Axe().run(page).response["violations"]]
    page.goto(url + "/decks/1/options")
    page.get_by_text("What it costs").click()
    problems += [f"options: {found['id']}" for found in Axe().run(page).response["violations"]]
    page.goto(url + "/decks/1/custom")
    page.get_by_label("All cards").check()
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Show answer").click()
    page.get_by_role("button", name="Knew it").wait_for()
    problems += [f"custom: {found['id']}" for found in Axe().run(page).response["violations"]]
    page.goto(url + "/quizzes/new?about=deck:1")
    page.get_by_label("Choose one of four").check()
    page.get_by_role("button", name="Start").first.click()
    page.locator(".study-dock").wait_for()
    problems += [f"quiz: {found['id']}" for found in Axe().run(page).response["violations"]]
    page.get_by_role("button", name="End the quiz").click()
    page.get_by_role("heading", name="of 10 right").wait_for()
    problems += [f"result: {found['id']}" for found in Axe().run(page).response["violations"]]
    context.close()
    assert problems == []


def test_buttons_of_the_study_page_suit_a_thumb(browser, url):
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto(url + "/decks/1/study")
    question = page.locator(".question").bounding_box()
    page.get_by_role("button", name="Show answer").tap()
    assert page.locator(".question").bounding_box() == question  # it stays where it was
    for button in page.locator("button.grade").all():
        box = button.bounding_box()
        assert box["height"] >= 48
        assert box["y"] + box["height"] <= 740
    context.close()

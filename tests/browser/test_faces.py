"""Every face of a card, flipped and chosen by keyboard, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_study_keys import stored
from tests.serving import library_with, serving

pytestmark = pytest.mark.browser
DECK = """title: Faces
notes:
- guid: one
  type: basic
  modified: 2025-05-05T09:30:00Z
  fields:
    Question: When did the old bridge close?
    Answer: 1995
  evidence: The old bridge closed in 1995.
- guid: two
  type: cloze
  modified: 2025-05-05T09:30:00Z
  fields:
    Text: It was rebuilt for [...].
    Answer: 12 million dollars
- guid: three
  type: quote
  modified: 2025-05-05T09:30:00Z
  fields:
    Quotation: We missed it [...]
    Missing words: every day
- guid: four
  type: choice
  modified: 2025-05-05T09:30:00Z
  fields:
    Question: Who built it?
    Answer: Tobias Renn
    Choices: |
      Ida Moss
      Tobias Renn
      Ann Bell
      Ina Caldera
"""
FACES = {
    "When did the old bridge close?": "1995",
    "It was rebuilt for": "12 million dollars",
    "We missed it": "every day",
    "Who built it?": "Tobias Renn",
}


@pytest.fixture
def study(browser, tmp_path):
    """The study page of that deck, and its database."""
    (tmp_path / "faces.yaml").write_text(DECK)
    with serving(library_with(tmp_path / "library", tmp_path / "faces.yaml")) as (_, url):
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.goto(url + "/decks/1/study")
        yield page, tmp_path / "library" / "quizapp.sqlite3"
        context.close()


def asked(page):
    """The beginning of the question that is shown."""
    words = page.locator(".question").inner_text()
    return next(face for face in FACES if words.startswith(face))


def test_every_face_is_flipped_to_the_end_and_back(study):
    page, database = study
    done = page.get_by_role("heading", name="Done for today")
    seen = []
    for number in range(1, 5):
        seen.append(asked(page))
        assert page.locator(".question .blank").count() == (seen[-1] in ("It was rebuilt for", "We missed it"))
        assert page.locator(".choices li").count() == (4 if seen[-1] == "Who built it?" else 0)
        expect(page.locator(".answer-text")).to_be_hidden()
        page.keyboard.press("Space")
        expect(page.locator(".answer-text")).to_have_text(FACES[seen[-1]])
        page.keyboard.press("4")
        expect(done if number == len(FACES) else page.locator(f"progress[value='{number}']")).to_be_visible()
    expect(done).to_be_visible()
    assert sorted(seen) == sorted(FACES)
    for face in reversed(seen):  # undo goes back through the last card to the first
        page.keyboard.press("u")
        expect(page.locator(".question")).to_contain_text(face)
        expect(page.get_by_text("Undone: Easy on")).to_be_visible()
    assert stored(database, "select count(*) from reviews") == 0


def choose(page, answer):
    """Go on to the card with options, whatever comes before it, and choose by the option's key."""
    option = page.locator("button.option", has_text=answer)
    while not option.count():
        expect(page.get_by_text("Too few answers of its kind")).to_be_visible()
        page.keyboard.press("Space")
        expect(page.locator("button.grade.easy")).to_be_visible()
        request = page.locator("input[name=request_id]").input_value()
        page.keyboard.press("4")
        expect(page.locator(f"input[name=request_id][value='{request}']")).to_have_count(0)
    page.keyboard.press(option.get_attribute("data-keys"))
    expect(page.locator(".verdict-line")).to_be_visible()


def test_a_choice_leaves_the_schedule_alone_unless_it_is_to_count(study):
    page, database = study
    address = page.url
    page.get_by_text("More").click()
    page.get_by_role("button", name="Choosing").click()
    page.locator("button.way[aria-pressed=true]:text('Choosing')").wait_for(state="attached")
    choose(page, "Ann Bell")
    expect(page.locator(".verdict-line")).to_have_text("Not the answer")
    before = stored(database, "select count(*) from reviews")
    page.keyboard.press("Space")
    expect(page.get_by_text("Undo: Choice")).to_be_visible()
    assert stored(database, "select count(*) from reviews") == before
    assert stored(database, "select max(reps) from cards where state = 'new'") == 0

    page.keyboard.press("u")
    expect(page.get_by_text("Undone: Choice")).to_be_visible()
    page.goto(address.replace("/study", "/options"))
    page.get_by_label("A choice counts as a review").check()
    page.get_by_role("button", name="Save").click()
    page.goto(address)
    choose(page, "Tobias Renn")
    assert page.locator("button.grade").count() == 2  # Again and Hard
    expect(page.locator("button.grade.suggested")).to_contain_text("Hard")
    page.keyboard.press("Space")
    expect(page.get_by_text("Undo: Hard on")).to_be_visible()
    assert stored(database, "select rating from reviews order by id desc") == 2

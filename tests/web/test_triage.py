"""Judging drafts: keep, edit, drop, undo, restore."""

import re

import pytest

from tests.web.conftest import Clock
from tests.web.person import Page, Person


def question(page: Page) -> str:
    found = re.search(r'class="question">\s*(.*?)</p>', page.html, re.DOTALL)
    assert found, page.text
    return re.sub(r"<[^>]+>", "", found[1]).strip()


def test_a_draft_stands_beside_its_marked_evidence(triage: Page) -> None:
    assert question(triage) == "When did the town council of Port Amsel vote to replace its ferry with a cable car?"
    assert "on 3 March 2024" in triage.text
    assert "".join(triage.read.marks) == (
        "The town council of Port Amsel voted on 3 March 2024 to replace its ferry with a cable car."
    )
    assert triage.read.marks[1] == "3 March 2024"


@pytest.mark.parametrize("verdict", ["Keep", "Drop"])
def test_a_verdict_shows_the_next_draft(triage: Page, verdict: str) -> None:
    page = triage.press(verdict)
    assert page.path == triage.path
    assert question(page).startswith("The cable car of Port Amsel will carry")
    assert "1 of 5 left" in page.text


def test_a_verdict_in_the_middle_goes_on_from_there(triage: Page) -> None:
    third = triage.follow("Next").follow("Next")
    fourth = question(third.follow("Next"))
    assert question(third.press("Drop")) == fourth


def test_next_and_previous_change_nothing(triage: Page) -> None:
    page = triage.follow("Next")
    assert "2 of 6 left" in page.text
    assert question(page.follow("Previous")) == question(triage)


def test_the_last_draft_has_the_first_after_it(triage: Page) -> None:
    page = triage
    for _ in range(5):
        page = page.follow("Next")
    assert "6 of 6 left" in page.text
    assert "1 of 5 left" in page.press("Keep").text


def test_a_verdict_sent_twice_counts_once(triage: Page) -> None:
    triage.press("Keep")
    again = triage.press("Keep")
    assert again.status == 200
    assert "of 5 left" in again.text


@pytest.mark.parametrize("verdict", ["Keep", "Drop"])
def test_undo_takes_back_the_last_verdict_and_says_which(triage: Page, verdict: str) -> None:
    assert "Undo" not in triage.text
    page = triage.press(verdict)
    assert "Undo: " in page.text
    back = page.press("Undo")
    assert "Undone: " in back.text
    assert "of 6 left" in back.text


def test_at_the_end_the_kept_cards_can_be_studied_and_exported(deck: Page) -> None:
    assert "You kept 6 notes" in deck.text
    assert "Kept 6 drafts." in deck.text
    assert re.search(r"Study \d+ cards", deck.text)
    assert deck.follow("Study").path == "/decks/1/study"
    assert deck.link("Export to Anki") == "/decks/1/export"


def test_the_end_can_be_undone(deck: Page) -> None:
    assert "of 6 left" in deck.press("Undo").text


def test_dropping_everything_offers_another_look(triage: Page) -> None:
    page = triage
    for _ in range(6):
        page = page.press("Drop")
    assert "No drafts left" in page.text
    assert "6 you dropped" in page.follow("Look at what was set aside").text


def test_what_was_not_offered_is_there_with_its_reason_and_can_be_restored(person: Person, triage: Page) -> None:
    article = triage.path.removesuffix("/triage")
    page = person.open(f"{article}/set-aside")
    assert "How many days did it stand still last year?" in page.text
    assert "names nothing: what is 'it'?" in page.text
    restored = page.press("Restore")
    assert "Restored" in restored.text
    assert "of 7 left" in person.open(triage.path).text


def test_an_edit_is_stored_and_comes_back_to_the_draft(triage: Page, clock: Clock) -> None:
    page = triage.follow("Next").follow("Previous").follow("Edit")
    assert page.form("Save")[0].fields["answer"] == "on 3 March 2024"
    assert page.read.marks
    clock.pass_by(minutes=1)
    back = page.press("Save", question="On what day did Port Amsel vote for the cable car?", answer="3 March 2024")
    assert back.path == triage.path
    assert question(back) == "On what day did Port Amsel vote for the cable car?"


def test_an_edit_without_an_answer_is_refused_beside_the_field(triage: Page) -> None:
    page = triage.follow("Edit").press("Save", answer="  ", question="Still here?")
    assert page.status == 400
    assert page.read.ids["answer-error-1"].strip()
    assert page.form("Save")[0].fields["question"] == "Still here?"


def test_an_edit_that_was_open_too_long_keeps_what_was_typed(triage: Page) -> None:
    page = triage.follow("Edit").press("Save", csrf_token="stale", question="Typed for an hour?")
    assert page.status == 400
    assert "What you typed is still here" in page.text
    assert page.form("Save")[0].fields["question"] == "Typed for an hour?"


def test_an_edit_over_another_edit_asks_first(triage: Page, clock: Clock) -> None:
    mine, theirs = triage.follow("Edit"), triage.follow("Edit")
    clock.pass_by(minutes=1)
    assert question(theirs.press("Save", question="Theirs?")) == "Theirs?"
    warned = mine.press("Save", question="Mine?")
    assert warned.status == 400
    assert "changed elsewhere" in warned.text
    assert warned.form("Save")[0].fields["question"] == "Mine?"
    assert question(warned.press("Save")) == "Mine?"


OTHER = "On what day did Port Amsel decide for a cable car?"


def wordings(page: Page) -> list[str]:
    """The other wordings that a page offers, each with its writer."""
    form = next(form for form in page.read.forms if form.action.endswith("/reword"))
    return [" ".join(button.words.split()) for button in form.buttons]


def said_by(page: Page) -> list[str]:
    """Who the page says worded the draft: once, or each of its cards."""
    return re.findall(r'<p class="by small quiet">(.*?)</p>', page.html)


def test_an_edited_draft_says_so_and_so_does_its_wording_once_another_is_shown(triage: Page) -> None:
    edited = triage.follow("Edit").press("Save", answer="3 March")
    assert said_by(edited) == ["By the rules, edited by you"]
    other = edited.press(OTHER)
    assert said_by(other) == ["By the small model"]
    assert wordings(other)[0] == f"{question(edited)} 3 March by the rules, edited by you"
    assert said_by(other.press(question(edited))) == ["By the rules, edited by you"]
    undone = edited.press("Undo").press("Undo").press("Undo")
    assert said_by(undone) == ["By the rules"]


def test_other_wordings_stand_below_the_draft_with_their_writers(triage: Page) -> None:
    assert "By the rules" in triage.text
    assert "Other wordings" in triage.text
    assert wordings(triage) == [
        f"{OTHER} 3 March 2024 by the small model",
        "When did the council vote to replace its ferry? by llama3",
    ]
    assert "wording" not in triage.follow("Next").text


def test_another_wording_takes_the_place_of_the_one_shown_and_back(triage: Page, clock: Clock) -> None:
    shown = question(triage)
    clock.pass_by(minutes=1)
    page = triage.press(OTHER)
    assert page.path == triage.path
    assert question(page) == OTHER
    assert "By the small model" in page.text
    assert page.read.marks == triage.read.marks
    assert wordings(page)[0] == f"{shown} on 3 March 2024 by the rules"
    assert wordings(page)[1] == "When did the council vote to replace its ferry? on 3 March 2024 by llama3"
    back = page.press(shown)
    assert (question(back), wordings(back)) == (shown, wordings(triage))


def test_a_wording_chosen_twice_is_chosen_once_and_undone_at_once(triage: Page) -> None:
    triage.press(OTHER)
    page = triage.press(OTHER)
    assert question(page) == OTHER
    undone = page.press("Undo")
    assert "Undone: reworded" in undone.text
    assert (question(undone), wordings(undone)) == (question(triage), wordings(triage))
    assert "Undo:" not in undone.text


def test_the_wording_of_one_face_leaves_the_other(triage: Page) -> None:
    page = triage.follow("Next").follow("Next").follow("Next").follow("Next")
    chosen = page.press("What was Olaf Brenner's work")
    assert question(chosen) == question(page)
    assert "What was Olaf Brenner's work as of March 2024? captained the ferry of Port Amsel" in chosen.text
    assert wordings(chosen) == [
        "What did Olaf Brenner do for a living as of March 2024? captained the ferry of Port Amsel by the rules"
    ]
    assert said_by(page) == ["By the rules"]
    assert said_by(chosen) == ["By the rules", "By the small model"]


@pytest.fixture
def kept(person: Person, triage: Page) -> Page:
    """The page that edits the first draft, which has been kept, from its deck."""
    triage.press("Keep")
    return person.open("/notes/1/edit?deck=1")


def test_a_kept_card_gets_another_wording_where_it_is_edited(kept: Page, clock: Clock) -> None:
    asked, answered = (kept.form("Save")[0].fields[name] for name in ("question", "answer"))
    clock.pass_by(minutes=1)
    page = kept.press(OTHER)
    assert page.address == kept.address
    assert page.form("Save")[0].fields["question"] == OTHER
    assert "Stored. The wording before is among the others" in page.text
    assert f"{asked} {answered} by the rules" in page.text
    back = page.press(asked).form("Save")[0].fields
    assert {name: back[name] for name in ("question", "answer")} == {"question": asked, "answer": answered}
    assert OTHER in page.press("Save").text


def test_another_wording_takes_no_place_of_what_was_typed(kept: Page) -> None:
    page = kept.press(OTHER, answer="3 March")
    assert page.status == 400
    assert "Save what you typed first" in page.error_beside("answer")
    assert page.form("Save")[0].fields["answer"] == "3 March"
    assert "no longer there" in kept.press("Save", wording="made up").text


def test_a_draft_offers_its_wordings_where_it_is_looked_at_alone(triage: Page) -> None:
    assert OTHER not in triage.follow("Edit").text


def test_a_wording_that_is_gone_changes_nothing_and_says_so(person: Person, triage: Page) -> None:
    form, _ = triage.form(OTHER)
    sent = triage.sent(OTHER) | {"wording": "made up"}
    refused = Page(person.client, person.client.post(form.action, data=sent, follow_redirects=True))
    assert "no longer there" in refused.text
    assert question(refused) == question(triage)
    triage.press("Keep")
    assert "no draft any more" in triage.press(OTHER).text


@pytest.mark.parametrize(
    "path", ["/articles/99/triage", "/articles/99/set-aside", "/notes/99/edit", "/articles/99", f"/articles/{2**63}"]
)
def test_what_is_not_there_is_a_plain_404(person: Person, path: str) -> None:
    page = person.open(path)
    assert page.status == 404
    assert "Open the library" in page.text


def test_pages_that_change_are_not_kept_by_the_browser(triage: Page) -> None:
    assert triage.headers["Cache-Control"] == "no-store"

"""Choosing who writes the cards, and being told whether anything leaves the computer."""

import errno
import re
from collections.abc import Callable
from dataclasses import replace
from unittest.mock import Mock

import pytest
from flask import Flask

from quizapp.article import Article
from quizapp.config import WriterSettings
from quizapp.generator.pipeline import Account, Generated
from tests.web import samples
from tests.web.conftest import add_sample
from tests.web.person import Page, Person

REMOTE = {"endpoint": "y", "url": "https://api.example.org/v1", "model": "llama3", "key": "sk-secret"}
STAYS = "Everything stays on this computer."
NOTHING_SENT = "Nothing was sent yet. Read below where the text will go, then press the button once more."


def choose(person: Person, **typed: str) -> Page:
    return person.open("/writers").press("Save", **typed)


def test_the_rules_write_and_everything_stays(person: Person) -> None:
    for path in ("/writers", "/articles/new"):
        page = person.open(path)
        assert f"The cards are written by the rules. {STAYS}" in page.text
    assert "tokens" not in person.open("/articles/new").text
    assert person.open("/articles/new").follow("Choose the writers").path == "/writers"
    assert person.open("/").link("Writers") == "/writers"


@pytest.mark.parametrize("missing", [None, "The small model is not installed: run 'make run EXTRAS=neural'."])
def test_the_small_model_is_offered_when_it_is_installed(
    person: Person, monkeypatch: pytest.MonkeyPatch, missing: str | None
) -> None:
    monkeypatch.setattr("quizapp.web.writers.routes.small_model_problem", lambda: missing)
    page = person.open("/writers")
    assert (missing or "A small language model") in page.text
    (box,) = re.findall(r'<input[^>]* id="neural"[^>]*>', page.html)
    assert ("disabled" in box) is (missing is not None)
    chosen = choose(person, neural="y")
    assert f"The cards are written by the rules and the small model. {STAYS}" in chosen.text


def test_a_model_elsewhere_is_said_wherever_an_article_is_added(person: Person) -> None:
    page = choose(person, **REMOTE)
    assert "Stored" in page.text
    for shown in (page, person.open("/articles/new")):
        assert "The cards are written by the rules and llama3." in shown.text
        assert "The article's text will be sent to api.example.org." in shown.text
    takes = "An article of 600 words takes the model about 3,900 tokens, its answers among them. Tokens are"
    assert takes in person.open("/articles/new").text
    here = choose(person, endpoint="y", url="http://127.0.0.1:9/v1", model="llama3").text
    assert here.count("The article's text goes only to a server on this computer.") == 1
    assert STAYS not in here
    cloud = choose(person, endpoint="y", url="http://127.0.0.1:9/v1", model="llama3-cloud").text
    assert "The article's text will be sent to the cloud of the server at 127.0.0.1." in cloud


def test_the_key_is_kept_never_shown_and_can_be_deleted(person: Person, app: Flask) -> None:
    page = choose(person, **REMOTE)
    file = app.extensions["quizapp"].settings.data_dir / "model_key"
    assert "sk-secret" in file.read_text()
    for shown in (page, person.open("/writers"), person.open("/articles/new")):
        assert "sk-secret" not in shown.html
    assert "A key is kept" in page.text
    assert "A key is kept" in choose(person).text
    gone = page.press("Delete the key")
    assert "The key is deleted." in gone.text
    assert not file.exists()
    assert "A key is kept" not in gone.text


def test_a_damaged_key_is_said_beside_what_deletes_it_and_the_rules_go_on(person: Person, app: Flask) -> None:
    file = app.extensions["quizapp"].settings.data_dir / "model_key"
    file.write_text("[" * 100_000)
    assert add_sample(person).path == "/articles/1/triage"
    page = person.open("/writers")
    assert (page.status, page.text.count(f"{file} holds no key: delete it")) == (200, 1)
    assert "holds no key" in choose(person, **REMOTE | {"key": ""}).error_beside("key")
    assert "The key is deleted." in page.press("Delete the key").text
    assert "holds no key" not in person.open("/writers").text


def test_a_key_is_not_taken_along_to_another_server(person: Person) -> None:
    choose(person, **REMOTE)
    page = choose(person, url="https://api.example.com/v1", key="")
    assert "was for another server, so it is deleted" in page.text


def test_what_can_t_be_used_is_said_beside_its_field_and_typed_words_stay(person: Person) -> None:
    page = choose(person, **REMOTE | {"url": "api.example.org"})
    assert page.status == 400
    assert "it starts with http:// or https://" in page.read.ids["url-error-1"]
    assert page.form("Save")[0].fields["url"] == "api.example.org"
    assert "Type it once more" in page.text
    assert "sk-secret" not in page.html


@pytest.mark.parametrize(
    ("typed", "said"), [("8192", ""), ("", ""), ("8k", "Give a whole number."), ("8", "from 1024 to 1000000.")]
)
def test_the_context_of_a_model_is_kept_or_what_is_wrong_with_it_said(person: Person, typed: str, said: str) -> None:
    page = choose(person, **REMOTE | {"context_tokens": typed})
    assert said in page.read.ids.get("context_tokens-error-1", "")
    assert page.status == (400 if said else 200)
    assert page.form("Save")[0].fields["context_tokens"] == typed


def test_a_key_that_can_t_be_kept_is_said_beside_it_and_nothing_typed_is_lost(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr("quizapp.services.model_key.tempfile.mkstemp", Mock(side_effect=full))
    page = choose(person, **REMOTE)
    assert page.status == 400
    assert "can't be kept in" in page.error_beside("key")
    assert page.form("Save")[0].fields["url"] == REMOTE["url"]
    assert "The cards are written by the rules. Everything stays" in person.open("/writers").text


def test_a_form_that_was_open_too_long_keeps_what_was_typed(person: Person) -> None:
    page = choose(person, **REMOTE | {"csrf_token": "stale"})
    assert page.status == 400
    assert page.form("Save")[0].fields["url"] == REMOTE["url"]


def test_the_environment_wins_and_is_said(person: Person, app: Flask) -> None:
    web = app.extensions["quizapp"]
    set_there = WriterSettings(("rules", "endpoint"), "https://api.example.net/v1", "chat", "sk-env", 32_000)
    app.extensions["quizapp"] = replace(web, settings=replace(web.settings, writers=set_there))
    page = person.open("/writers")
    for name in ("WRITERS", "MODEL_URL", "MODEL", "MODEL_CONTEXT", "MODEL_KEY"):
        assert f"set by QUIZAPP_{name}" in page.text
    assert "sent to api.example.net" in page.text
    assert "sk-env" not in page.html
    assert "sent to api.example.net" in choose(person).text


def test_an_incomplete_environment_names_its_variable(person: Person, app: Flask) -> None:
    web = app.extensions["quizapp"]
    wrong = replace(web.settings, writers=WriterSettings(("endpoint",)))
    app.extensions["quizapp"] = replace(web, settings=wrong)
    for path in ("/writers", "/articles/new"):
        page = person.open(path)
        assert page.status == 200
        assert "QUIZAPP_MODEL_URL: set the address of the model" in page.text
    assert "QUIZAPP_MODEL_URL" in add_sample(person).text


def test_a_model_writes_apart_from_the_page_and_it_says_where_the_text_goes(
    person: Person, finish: Callable[[Page], Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(person, **REMOTE)
    page = add_sample(person)
    assert page.path.startswith("/work/")
    assert "The article's text is sent to api.example.org." in page.text
    assert "Stop" in page.text
    model = Account("llama3", 40, 12, 5, 0, "llama3 gave up.", 3400, "api.example.org")
    accounts = (Account("rules", 9, 0, 6, 6), Account("neural", 44, 0, 7, 5), model)
    generate = samples.generate
    monkeypatch.setattr(samples, "generate", lambda article: replace(generate(article), accounts=accounts))
    drafts = finish(page)
    assert drafts.path == "/articles/1/triage"
    assert "llama3 gave up. The rules' cards are kept." in drafts.text
    assert "The article's text was sent to api.example.org." in drafts.text
    article = person.open("/articles/1")
    who = "Cards by the rules, the small model, and llama3."
    assert f"{who} The article's text was sent to api.example.org." in article.text
    assert "The small model: 44 proposals, 5 cards." in article.text
    assert "12 of 40 proposals of llama3 were not supported by the article." in article.text
    assert "llama3 gave up. The rules' cards are kept." in article.text


def test_stopped_work_is_tried_again_by_the_writers_that_are_chosen_then(person: Person) -> None:
    choose(person, **REMOTE)
    stopped = add_sample(person).press("Stop")
    assert "The article's text will be sent to api.example.org." in stopped.text
    choose(person, endpoint="")
    stopped = person.open(stopped.path)
    assert "The article's text may have been sent to api.example.org by then." in stopped.text
    assert f"The cards are written by the rules. {STAYS}" in stopped.text
    assert f"The cards are written by the rules. {STAYS}" in stopped.press("Try again").text


def test_an_article_goes_nowhere_but_where_the_form_said(person: Person) -> None:
    form = person.open("/articles/new")
    choose(person, **REMOTE)
    asked = form.press("Make cards", text=samples.TEXT, title=samples.TITLE)
    assert (asked.status, asked.path) == (400, "/articles/new")
    assert NOTHING_SENT in asked.text
    assert "The article's text will be sent to api.example.org." in asked.text
    assert asked.form("Make cards")[0].fields["title"] == samples.TITLE
    assert asked.press("Make cards").path.startswith("/work/")
    form = person.open("/articles/new")
    choose(person, endpoint="")
    assert form.press("Make cards", text=samples.TEXT + "More.").path.endswith("/triage")


@pytest.mark.parametrize(("path", "when"), [("", "When it is read again:"), ("/about", "When they are written anew:")])
def test_where_the_text_goes_is_said_before_cards_are_written_anew(person: Person, path: str, when: str) -> None:
    add_sample(person)
    page = person.open(f"/articles/1{path}")
    assert when not in page.text
    choose(person, **REMOTE)
    goes = "The cards are written by the rules and llama3. The article's text will be sent to api.example.org."
    assert f"{when} {goes}" in person.open(page.path).text


def test_an_article_is_not_read_again_elsewhere_than_the_page_said(person: Person) -> None:
    add_sample(person)
    page = person.open("/articles/1")
    choose(person, **REMOTE)
    asked = page.press("Read again")
    assert (asked.path, NOTHING_SENT in asked.text) == ("/articles/1", True)
    assert asked.press("Read again").path.startswith("/work/")


def test_a_new_date_has_no_cards_written_elsewhere_than_the_page_said(person: Person) -> None:
    add_sample(person)
    page = person.open("/articles/1/about")
    choose(person, **REMOTE)
    asked = page.press("Save, then look through", published="2020-05-17")
    assert (asked.status, NOTHING_SENT in asked.text) == (400, True)
    assert asked.form("Save, then look through")[0].fields["published"] == "2020-05-17"
    assert asked.press("Save, then look through").path.startswith("/work/")


@pytest.mark.parametrize("of", ["its page", "the list"])
def test_work_is_not_tried_again_elsewhere_than_the_page_said(person: Person, of: str) -> None:
    choose(person, **REMOTE)
    stopped = add_sample(person).press("Stop")
    choose(person, endpoint="")
    page = person.open(stopped.path if of == "its page" else "/work")
    choose(person, **REMOTE)
    asked = page.press("Try again")
    assert (asked.path, NOTHING_SENT in asked.text) == (stopped.path, True)
    assert "Stop" in asked.press("Try again").text


def test_other_writers_are_chosen_where_that_changes_something(person: Person) -> None:
    choose(person, **REMOTE)
    running = add_sample(person)
    assert "Choose the writers" not in running.text
    assert "Choose the writers" in running.press("Stop").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"endpoint": "y", "url": "http://127.0.0.1:9", "model": "llama3"}, "http://127.0.0.1:9/v1 can't be reached"),
        ({}, "There is no model to try"),
    ],
)
def test_a_model_is_tried_once_it_is_stored(person: Person, typed: dict[str, str], said: str) -> None:
    page = person.open("/writers").press("Save and try", **typed)
    assert "Stored" in page.text
    assert said in page.text


def test_a_model_that_wrote_nothing_is_not_among_who_wrote(person: Person, app: Flask) -> None:
    write_by(app, Account("rules", 9, 0, 6, 6), Account("llama3", problem="llama3 can't be reached."))
    add_sample(person)
    article = person.open("/articles/1").text
    assert "Cards by the rules. Everything stayed on this computer." in article
    assert "llama3 can't be reached. The rules' cards are kept." in article


def test_what_was_written_here_is_said_to_have_stayed(person: Person, app: Flask) -> None:
    write_by(app, Account("rules", 9, 0, 6, 6))
    add_sample(person)
    assert "Cards by the rules. Everything stayed on this computer." in person.open("/articles/1").text
    assert "this computer" not in person.open("/articles/1/triage").text


def test_what_a_server_here_wrote_is_said_to_have_gone_there_alone(person: Person, app: Flask) -> None:
    write_by(app, Account("llama3", 40, 12, 5, 5))
    add_sample(person)
    told = "Cards by llama3. The article's text went only to a server on this computer."
    assert told in person.open("/articles/1").text
    assert "The article's text went only to a server on this computer." in person.open("/articles/1/triage").text


def test_where_a_text_was_sent_once_is_never_forgotten(person: Person, app: Flask) -> None:
    write_by(app, Account("rules", 9, 0, 6, 6), Account("llama3", 40, 12, 5, 5, sent_to="api.example.org"))
    add_sample(person)
    for account, who, hosts in [
        (Account("rules", 9, 0, 6, 6), "the rules", "api.example.org"),
        (Account("large", 40, 12, 5, 5, sent_to="api.example.net"), "large", "api.example.net and api.example.org"),
        (Account("rules", 9, 0, 6, 6), "the rules", "api.example.net and api.example.org"),
    ]:
        write_by(app, account)
        article = person.open("/articles/1").press("Read again").text
        assert f"Cards by {who}. The article's text was sent to {hosts}." in article
        assert "llama3" not in article


def write_by(app: Flask, *accounts: Account) -> None:
    """From now on these writers write the sample's cards."""
    web = app.extensions["quizapp"]
    app.extensions["quizapp"] = replace(
        web, generate=lambda article: replace(samples.generate(article), accounts=accounts)
    )


def test_a_draft_set_aside_says_which_model_wrote_it(person: Person, app: Flask) -> None:
    def by_llama3(article: Article) -> Generated:
        made = samples.generate(article)
        return replace(made, rejected=tuple(replace(one, writer="llama3") for one in made.rejected))

    app.extensions["quizapp"] = replace(app.extensions["quizapp"], generate=by_llama3)
    page = add_sample(person).press("Drop")
    assert page.path == "/articles/1/triage"
    aside = person.open("/articles/1/set-aside").text
    assert "61 days By llama3" in aside
    assert aside.count("By ") == 1

"""What holds for every page: nothing from elsewhere, nothing inline, plain errors, strangers refused."""

import re

import pytest
from flask import Flask

from tests.web.person import Page, Person

PAGES = [
    "/",
    "/articles/new",
    "/articles/1",
    "/articles/1/delete",
    "/articles/1/set-aside",
    "/notes/1/edit",
    "/decks",
    "/decks/1",
    "/decks/1/rename",
    "/decks/1/delete",
    "/notes/1/delete?deck=1",
    "/decks/1/study",
    "/decks/1/study/due?card=1&version=1",
    "/decks/1/held",
    "/decks/1/options",
    "/quizzes/new?about=deck:1",
    "/quizzes",
    "/quizzes/new",
    "/quizzes/new?about=tag:none",
    "/nowhere",
]


def test_pages_load_nothing_from_another_host_and_have_nothing_inline(person: Person, deck: Page) -> None:
    for path in [*PAGES, deck.path]:
        page = person.open(path)
        for address in re.findall(r'<(?:script|link|img|iframe|source)[^>]+(?:src|href)="([^"]+)"', page.html):
            assert re.match(r"/(?!/)", address), (path, address)
            assert person.file(address)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]+src=)", page.html), path
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert page.headers["X-Frame-Options"] == "DENY"


def test_our_modules_import_only_files_that_are_there(person: Person) -> None:
    main = person.file("/static/js/main.js")
    for name in re.findall(r'import "\./([^"]+)"', main):
        assert person.file(f"/static/js/{name}")


def test_every_page_has_a_title_one_heading_and_a_way_past_the_navigation(person: Person, deck: Page) -> None:
    for path in [*PAGES, deck.path]:
        page = person.open(path)
        assert re.search(r"<title>[^<]*\w[^<]* - quizapp</title>", page.html), path
        assert len(re.findall(r"<h1[ >]", page.html)) == 1, path
        assert page.html.count('id="main"') == 1, path


def test_every_form_that_changes_something_has_a_token(app: Flask, person: Person, deck: Page) -> None:
    for path in [*PAGES, deck.path]:
        for form in person.open(path).read.forms:
            assert form.method == "get" or form.fields.get("csrf_token"), (path, form)


POSTS = [
    "/articles/1/delete",
    "/articles/1/keep-all",
    "/articles/1/triage/undo",
    "/notes/1/keep",
    "/notes/1/drop",
    "/notes/1/restore",
    "/notes/1/edit",
    "/notes/1/delete",
    "/decks/1/rename",
    "/decks/1/delete",
    "/decks/1/study",
    "/decks/1/study/undo",
    "/decks/1/study/card",
    "/decks/1/study/way",
    "/decks/1/study/due?card=1&version=1",
    "/cards/1/resume",
    "/decks/1/options",
    "/quizzes/new?about=deck:1",
    "/quizzes/1",
    "/quizzes/1/judge",
    "/quizzes/1/end",
    "/quizzes/1/missed",
    "/articles/new",
]


@pytest.mark.parametrize("path", POSTS)
def test_a_change_without_a_token_is_refused(person: Person, deck: Page, path: str) -> None:
    answer = person.client.post(path, data={"name": "x", "text": "x", "question": "x"})
    assert answer.status_code == 400
    assert "open too long" in answer.text
    assert "6 notes" in person.open("/decks/1").text


CHANGES = [
    "/articles/1/keep-all",
    "/articles/1/triage/undo",
    "/notes/1/keep",
    "/notes/1/drop",
    "/notes/1/restore",
    "/decks/1/study/undo",
    "/decks/1/study/card",
    "/decks/1/study/way",
    "/cards/1/resume",
]


@pytest.mark.parametrize("path", CHANGES)
def test_changes_are_not_made_by_a_link(person: Person, deck: Page, path: str) -> None:
    answer = person.client.get(path)
    assert answer.status_code == 405
    assert "Open the library" in answer.text


def test_a_crash_is_a_plain_page_without_a_trace(
    app: Flask, person: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setitem(app.view_functions, "decks.index", broken)
    page = person.open("/decks")
    assert page.status == 500
    assert "quizapp made a mistake" in page.text
    assert "secret detail" not in page.html
    assert "secret detail" in caplog.text


@pytest.mark.parametrize("path", ["/", "/decks", "/articles/new", "/static/style.css", "/healthz", "/nowhere"])
@pytest.mark.parametrize(
    ("environ", "headers"),
    [
        ({"REMOTE_ADDR": "192.0.2.7"}, {}),
        ({"REMOTE_ADDR": ""}, {}),
        ({}, {"Host": "evil.example"}),
        ({}, {"Host": "127.0.0.1.evil.example:5000"}),
        ({}, {"X-Forwarded-For": "192.0.2.7"}),
        ({}, {"Forwarded": "for=192.0.2.7"}),
    ],
)
def test_strangers_are_refused(person: Person, path: str, environ: dict[str, str], headers: dict[str, str]) -> None:
    answer = person.client.get(path, environ_overrides=environ, headers=headers)
    assert answer.status_code == 403
    assert "Not from here" in answer.text
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("host", ["127.0.0.1:5000", "localhost", "[::1]:5000"])
def test_this_computer_is_let_in(person: Person, host: str) -> None:
    assert person.client.get("/", headers={"Host": host}).status_code == 200


def test_a_stranger_changes_nothing_with_a_good_token(person: Person, triage: Page) -> None:
    data = triage.sent("Keep")
    answer = person.client.post("/notes/1/keep", data=data, headers={"Host": "evil.example"})
    assert answer.status_code == 403
    assert "of 6 left" in person.open(triage.path).text


def test_the_program_says_that_it_is_well(person: Person) -> None:
    assert person.client.get("/healthz").text == "ok\n"


def test_the_way_back_leads_only_to_our_own_pages(person: Person) -> None:
    for referrer in ("http://evil.example/x", "http://localhost//evil.example", "http://[broken"):
        page = Page(person.client, person.client.get("/nowhere", headers={"Referer": referrer}))
        assert "Back to the page" not in page.text
    page = Page(person.client, person.client.get("/nowhere", headers={"Referer": "http://localhost/decks?x=1"}))
    assert page.link("Back to the page") == "/decks?x=1"

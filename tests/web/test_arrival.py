"""How requests arrive: forms and addresses are read as the libraries read them."""

from io import BytesIO
from urllib.parse import parse_qsl

import pytest
from flask import Flask, Request, request
from hypothesis import given
from hypothesis import strategies as st

from quizapp.web.arrival import FORM, SmallForms, pairs
from tests.web.person import Page, Person

FORMS = ["", "a=1", "a=1&b=&c", "&&a==&", "a+b=c%20d%2B", "a=%C3%A9&a=2", "a=%ff%zz%", "a=1;b=2", "=1"]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_read_as_the_standard_library_reads_it(form: str) -> None:
    assert pairs(form) == parse_qsl(form, keep_blank_values=True, errors="werkzeug.url_quote")


@given(st.text(st.sampled_from("ab=&%+c3A9;"), max_size=30))
def test_any_form_is(form: str) -> None:
    assert pairs(form) == parse_qsl(form, keep_blank_values=True, errors="werkzeug.url_quote")


@pytest.mark.parametrize("kind", [FORM, f"{FORM};charset=UTF-8", "text/plain", "application/json"])
@pytest.mark.parametrize("body", [*(form.encode() for form in FORMS), "a=é".encode(), b"a=\xff", b"a=1&" * 20_000])
def test_a_request_has_the_form_that_flask_finds(app: Flask, kind: str, body: bytes) -> None:
    def sent(kind_of_request: type[Request]) -> tuple[object, ...]:
        environ = {
            "REQUEST_METHOD": "POST", "PATH_INFO": "/", "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body), "QUERY_STRING": "a=2",
        }  # fmt: skip
        found = kind_of_request(environ)
        form = list(found.form.items(multi=True))
        return form, dict(found.files), list(found.args.items()), found.stream.read()

    assert sent(SmallForms) == sent(Request)


def test_a_form_that_breaks_off_is_refused(app: Flask) -> None:
    environ = {"CONTENT_TYPE": FORM, "CONTENT_LENGTH": "9", "wsgi.input": BytesIO(b"rating=3")}
    with app.test_client() as client:
        assert client.post("/decks/1/study", environ_overrides=environ).status_code == 400


def test_an_address_names_its_page_every_time(app: Flask, person: Person, deck: Page) -> None:
    found = []
    for _ in range(2):
        for path, method in (("/decks/1", "GET"), ("/decks/2", "GET"), ("/decks/1/study", "HEAD"), ("/nothing", "GET")):
            with app.test_request_context(path, method=method):
                found.append((request.endpoint, request.view_args))
        assert person.client.delete("/decks/1/study").status_code == 405
    assert found[:4] == found[4:]
    assert [endpoint for endpoint, _ in found[:4]] == ["decks.page", "decks.page", "study.page", None]
    assert found[1][1] == {"deck_id": 2}


def test_what_a_view_does_to_its_values_is_not_kept(app: Flask) -> None:
    for _ in range(2):
        with app.test_request_context("/decks/1"):
            assert request.view_args == {"deck_id": 1}
            request.view_args.clear()


def test_addresses_are_made_for_the_host_that_was_asked(app: Flask) -> None:
    for host in ("localhost:5000", "127.0.0.1:5001", "localhost:5000"):
        with app.test_request_context("/decks/1", base_url=f"http://{host}"):
            assert app.url_for("study.page", deck_id=1, _external=True) == f"http://{host}/decks/1/study"

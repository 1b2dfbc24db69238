"""A person without JavaScript: reads pages, follows links, fills in forms and presses buttons by their words."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VOID = {"input", "meta", "link", "br", "hr", "img"}


@dataclass
class Button:
    words: str = ""
    name: str = ""
    value: str = ""


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, Any] = field(default_factory=dict)
    buttons: list[Button] = field(default_factory=list)
    hidden: bool = False


class Reader(HTMLParser):
    """Collects what a person can see of a page: words, links, forms, marks, and ids with their describers."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.marks: list[str] = []
        self.text = ""
        self.described: dict[str, list[str]] = {}
        self.ids: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str]]] = []
        self._textarea = self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(found.get("action", ""), found.get("method", "get"), hidden="hidden" in found))
        elif tag == "input" and "disabled" in found:
            pass  # a browser sends nothing of it
        elif tag == "input" and found.get("type") in ("checkbox", "radio") and "checked" not in found:
            pass  # a browser sends only what is ticked
        elif tag == "input" and found.get("type") == "checkbox" and found["name"] in self.forms[-1].fields:
            ticked = self.forms[-1].fields[found["name"]]
            self.forms[-1].fields[found["name"]] = [*([ticked] if isinstance(ticked, str) else ticked), found["value"]]
        elif tag == "input" and found.get("name") and found.get("type") not in ("file", "submit"):
            self.forms[-1].fields[found["name"]] = found.get("value", "")
        elif tag == "textarea":
            self.forms[-1].fields[found["name"]] = ""
        elif tag == "select":
            self._select = found["name"]
        elif tag == "option" and self.forms and ("selected" in found or self._select not in self.forms[-1].fields):
            self.forms[-1].fields[self._select] = found.get("value", "")
        elif tag == "button":
            self.forms[-1].buttons.append(Button("", found.get("name", ""), found.get("value", "")))
        elif tag == "mark":
            self.marks.append("")
        elif tag == "a":
            self.links.append(("", found.get("href", "")))
        if "aria-describedby" in found:
            self.described[found.get("name", "")] = found["aria-describedby"].split()
        if tag not in VOID:
            self._open.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(tag in ("script", "style", "template", "kbd", "head") or "hidden" in found for tag, found in self._open):
            return
        tags = [tag for tag, _ in self._open]
        if "textarea" in tags:
            name = next(found["name"] for tag, found in self._open if tag == "textarea")
            # A browser drops the line end that follows the tag, and sends the text without it.
            self.forms[-1].fields[name] = (self.forms[-1].fields[name] + data).replace("\r\n", "\n").removeprefix("\n")
            return
        self.text += data
        for tag, found in self._open:
            if tag == "button":
                self.forms[-1].buttons[-1].words += data
            elif tag == "mark":
                self.marks[-1] += data
            elif tag == "a":
                words, to = self.links[-1]
                self.links[-1] = (words + data, to)
            if "id" in found:
                self.ids[found["id"]] = self.ids.get(found["id"], "") + data


class Page:
    """What came back, and what a person can do with it."""

    def __init__(self, client: FlaskClient, response: TestResponse) -> None:
        self.client = client
        self.status = response.status_code
        self.headers = response.headers
        self.path = response.request.path
        self.address = response.request.full_path
        self.html = response.text
        self.read = Reader(self.html)
        self.text = " ".join(self.read.text.split())

    def follow(self, words: str) -> Page:
        """Click the link that starts with ``words``."""
        return Page(self.client, self.client.get(self.link(words), follow_redirects=True))

    def link(self, words: str) -> str:
        """Where the link that starts with ``words`` leads."""
        to = next((to for name, to in self.read.links if " ".join(name.split()).startswith(words)), None)
        assert to is not None, f"no link '{words}' on {self.path}: {self.read.links}"
        return to

    def form(self, words: str) -> tuple[Form, Button]:
        """The form with the button that starts with ``words``."""
        for form in self.read.forms:
            for button in form.buttons:
                if not form.hidden and " ".join(button.words.split()).startswith(words):
                    return form, button
        raise AssertionError(f"no button '{words}' on {self.path}: {self.text}")

    def sent(self, words: str, **typed: Any) -> dict[str, Any]:
        """What the form with that button would send."""
        form, button = self.form(words)
        data: dict[str, Any] = form.fields | typed
        return data | {button.name: button.value} if button.name else data

    def press(self, words: str, **typed: Any) -> Page:
        """Press the button that starts with ``words``, after typing into the form's fields."""
        form, _ = self.form(words)
        data = self.sent(words, **typed)
        if form.method == "get":
            return Page(self.client, self.client.get(form.action or self.path, query_string=data))
        answer = self.client.post(form.action or self.address, data=data)
        answer.request.environ["wsgi.input"].close()  # a large upload lies in a temporary file
        if answer.status_code in (301, 302, 307, 308):
            raise AssertionError(f"a form must be answered by 303, not {answer.status_code}")
        if answer.status_code == 303:
            answer = self.client.get(answer.headers["Location"], follow_redirects=True)
        return Page(self.client, answer)

    def error_beside(self, name: str) -> str:
        """The words that describe the field ``name``, its error among them."""
        return " ".join(" ".join(self.read.ids.get(part, "") for part in self.read.described.get(name, [])).split())


class Person:
    """Someone with a browser on this computer."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def open(self, path: str) -> Page:
        return Page(self.client, self.client.get(path, follow_redirects=True))

    def file(self, path: str) -> str:
        """The text of a file that is served."""
        with self.client.get(path) as answer:
            assert answer.status_code == 200, path
            return answer.text


def upload(data: bytes, name: str) -> tuple[BytesIO, str]:
    """A file to choose in a form."""
    return BytesIO(data), name

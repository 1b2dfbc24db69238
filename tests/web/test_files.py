"""Decks in files of every kind, by the browser."""

import io
import zipfile

import pytest

from tests.web.person import Page, Person, upload

FILES = [
    ("words.csv", b"Question,Answer,Tags\nCapital of Peru?,Lima,geo\n", "words"),
    ("words.tsv", b"Capital of Peru?\tLima\n", "words"),
    ("words.txt", "\ufeff#separator:tab\r\n#deck:A::B\r\nCapital of Peru?\tLima\r\n".encode(), "A::B"),
    ("words.md", b"# Peru\n\nQ: Capital of Peru?\nA: Lima\n", "words"),
    (
        "words.yaml",
        b"title: Peru\nnotes:\n- {guid: g, type: basic, fields: {Question: One, Answer: 1}, modified: 2025-01-01}",
        "Peru",
    ),
]


@pytest.mark.parametrize(("name", "data", "deck"), FILES, ids=[name for name, *_ in FILES])
def test_a_file_comes_in_once(person: Person, name: str, data: bytes, deck: str) -> None:
    page = person.open("/decks").follow("Bring in cards").press("Bring it in", file=upload(data, name))
    assert "1 note added, 0 updated, 0 unchanged." in page.text
    page = person.open("/decks/import").press("Bring it in", file=upload(data, f"{name}"))
    assert "0 notes added, 0 updated, 1 unchanged." in page.text
    assert "Study 1 card" in page.follow(deck).text
    assert [name for name, _ in person.open("/imports").read.links].count(name) == 2


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("words.csv", b'a,b\nc,"d\n', "words.csv, line 2, field 2: a quote is opened and never closed"),
        ("words.md", b"Q: a\n", "words.md, line 1, Q: the question has no answer: write an A: line below it."),
        ("words.txt", b"An article of one line.", "words.txt, line 1: no note can be taken in"),
        ("words.yaml", b"title: x\n", "words.yaml, line 1, notes: it is missing"),
        ("words.docx", b"PK", "words.docx: can't read a deck from this kind of file: give .apkg, .colpkg, .yaml"),
        ("words.csv", b"\x89PNG\x00", "words.csv is a picture"),
    ],
)
def test_a_bad_file_is_refused_beside_the_field(person: Person, name: str, data: bytes, message: str) -> None:
    page = person.open("/decks/import").press("Bring it in", file=upload(data, name))
    assert page.status == 400
    assert message in page.error_beside("file")
    assert "No decks yet" in person.open("/decks").text


@pytest.mark.parametrize(
    ("kind", "more", "start", "name"),
    [
        ("apkg", {}, b"PK", "Ferry.apkg"),
        ("apkg", {"schedule": "1"}, b"PK", "Ferry.apkg"),
        ("txt", {}, b"#separator:tab\n#html:true\n#guid column:1\n", "Ferry.txt"),
        ("csv", {"own": "1"}, b"#separator:comma\n", "Ferry.csv"),
        ("md", {}, b'---\nname = "Ferry"\n---\n', "Ferry.md"),
        ("yaml", {}, b"# A deck for quizapp", "Ferry.yaml"),
    ],
)
def test_a_deck_goes_out_as_every_kind_and_is_known_again(
    person: Person, deck: Page, kind: str, more: dict[str, str], start: bytes, name: str
) -> None:
    person.open("/decks/1/rename").press("Rename", name="Ferry")
    form = person.open("/decks/1").follow("Export as another file")
    sent = form.sent("Download") | {"kind": kind} | more
    with person.client.get(form.form("Download")[0].action, query_string=sent) as answer:
        assert answer.data.startswith(start)
        assert f"filename={name}" in answer.headers["Content-Disposition"]
        page = person.open("/decks/import").press("Bring it in", file=upload(answer.data, name))
    assert "0 notes added, 0 updated, " in page.text
    assert person.open("/decks/1/export?kind=exe").status == 404


def test_a_markdown_deck_goes_out_with_its_pictures_and_says_which_it_lacks(person: Person) -> None:
    lost = [f"lost{number}.png" for number in range(6)]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("cells.md", f"Q: What is ![](a.png)?\nA: {' '.join(f'![]({one})' for one in lost)}\n")
        archive.writestr("a.png", b"a cell")
    person.open("/decks/import").press("Bring it in", file=upload(packed.getvalue(), "cells.zip"))
    with person.client.get("/decks/1/export?kind=md") as answer:
        assert answer.mimetype == "application/zip"
        assert "filename=cells.zip" in answer.headers["Content-Disposition"]
        assert zipfile.ZipFile(io.BytesIO(answer.data)).namelist() == ["a.png", "cells.md"]
        page = person.open("/decks/1")
        again = person.open("/decks/import").press("Bring it in", file=upload(answer.data, "cells.zip"))
    assert "cells.zip came without picture 'lost0.png': it is not in the library: lay it beside the deck" in page.text
    assert "cells.zip came without 2 more." in page.text
    assert "0 notes added, 0 updated, 1 unchanged." in again.text

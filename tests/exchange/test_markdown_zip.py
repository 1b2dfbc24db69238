"""Zips of Markdown decks with pictures: what is in them, and which are refused."""

import io
import zipfile

import pytest

from quizapp.errors import InputError
from quizapp.exchange import archives, markdown_zip
from quizapp.exchange.markdown_zip import read_zip, write_zip

DECK = "Q: What is this?\nA: A cell"


def packed(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def read(members):
    return read_zip(io.BytesIO(packed(members) if isinstance(members, dict) else members), name="bio.zip")


def test_decks_are_found_wherever_they_lie():
    found = read(
        {
            "bio/": "", "bio/b/cells.md": DECK, "bio/a.MARKDOWN": f'---\nname = "Plants"\n---\n{DECK}',
            "bio/README.md": "# About these decks", "__MACOSX/bio/._a.md": "x", "bio/.hidden.md": DECK,
        }
    )  # fmt: skip
    assert [(one.file, one.deck.name) for one in found.decks] == [
        ("bio/a.MARKDOWN", "Plants"), ("bio/b/cells.md", "cells"),
    ]  # fmt: skip
    assert found.skipped == ("bio/README.md: it holds no cards",)


@pytest.mark.parametrize(
    ("address", "content"),
    [
        ("cell.png", b"beside"),
        ("./cell.png", b"beside"),
        ("../cell.png", b"above"),
        ("@/cell.png", b"above"),
        ("@/b/cell.png", b"beside"),
        ("@/bio/cell.png", b"above"),
        ("../../cell.png", None),
        ("../../../etc/passwd", None),
        ("/bio/cell.png", None),
        ("deck.md", None),
        ("", None),
        ("lost.png", None),
    ],
)
def test_pictures_by_their_address(address, content):
    members = {"bio/b/deck.md": DECK, "bio/b/cell.png": b"beside", "bio/cell.png": b"above"}
    (one,) = read(members).decks
    assert one.pictures.get(address) == content
    assert sorted(one.pictures) == ["@/bio/b/cell.png", "@/bio/cell.png"]


def test_a_damaged_picture_is_said():
    data = packed({"a.md": DECK, "a.png": b"picture " * 50})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo("a.png").header_offset
    (one,) = read(data[: start + 40] + b"\xff" + data[start + 41 :]).decks
    with pytest.raises(InputError, match="it is damaged in the zip"):
        one.pictures["a.png"]


REFUSED = {
    "no zip": (b"hello", "bio.zip is damaged or no zip: pack the folder again."),
    "empty": ({}, "bio.zip holds no Markdown deck"),
    "no cards": ({"a.md": "# Only words", "a.png": "x"}, "bio.zip holds no Markdown deck"),
    "a name upwards": ({"../a.md": DECK}, "bio.zip holds a file named '../a.md', which points outside of it"),
    "an absolute name": ({"/a.md": DECK}, "bio.zip holds a file named '/a.md', which points outside of it"),
    "a mistake in a deck": ({"b/a.md": "Q: What?\n"}, "b/a.md, line 1, Q: the question has no answer"),
    "no text": ({"a.md": b"Q: \x00\xff\xfe"}, "a.md"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name):
    members, said = REFUSED[name]
    with pytest.raises(InputError) as caught:
        read(members)
    assert caught.value.message.startswith(said)
    assert "\n" not in caught.value.message


def test_bombs(monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1 << 20)
    with pytest.raises(InputError, match=r"bio\.zip would unpack to \d+ MB: 1 MB is the most\. Spread its decks"):
        read({"a.md": DECK, "a.png": bytes(2 << 20)})
    monkeypatch.setattr(markdown_zip, "MAX_DECKS", 10)
    with pytest.raises(InputError, match=r"bio\.zip holds more than 0 MB of Markdown: pack fewer decks\."):
        read({"a.md": DECK})


@pytest.mark.parametrize(
    ("media", "members"),
    [
        ({}, ["cells.md"]),
        ({"b.png": b"1", "./img/a.JPG": b"2", "say.mp3": b"3"}, ["b.png", "cells.md", "img/a.JPG", "say.mp3"]),
        ({"@/img/a.png": b"1", "a.png": b"2"}, ["a.png", "cells.md", "img/a.png"]),
        ({"../img/a.png": b"1", "b.png": b"2"}, ["cells/b.png", "cells/cells.md", "img/a.png"]),
        ({"x/../../../a.png": b"1", "@/a.png": b"1"}, ["a.png", "cells/cells/cells.md"]),
        ({"a.png": b"1", "./a.png": b"1"}, ["a.png", "cells.md"]),
    ],
)
def test_a_zip_that_is_written_has_each_file_at_its_address(media, members):
    data, problems = write_zip("cells.md", DECK, media)
    assert (zipfile.ZipFile(io.BytesIO(data)).namelist(), problems) == (sorted(members), {})
    assert write_zip("cells.md", DECK, dict(reversed(media.items()))) == (data, problems)
    (one,) = read(data).decks
    assert {address: one.pictures[address] for address in media} == media


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("/etc/a.png", "a zip can't have it there: give it another name in the card"),
        ("@//etc/a.png", "a zip can't have it there: give it another name in the card"),
        ("@/../a.png", "a zip can't have it there: give it another name in the card"),
        ("../" * 9 + "a.png", "a zip can't have it there: give it another name in the card"),
        ("img\\a.png", "a zip can't have it there: give it another name in the card"),
        (".img/a.png", "a zip can't have it there: give it another name in the card"),
        ("a.tiff", "its kind of file can't come in again: turn it into a .png or .mp3"),
        ("x/../good.png", "'good.png' lies at the same place: give it another name in the card"),
    ],
)
def test_what_a_zip_can_not_have_is_left_out_and_said(address, problem):
    data, problems = write_zip("cells.md", DECK, {"good.png": b"good", address: b"other"})
    assert problems == {address: problem}
    (one,) = read(data).decks
    assert dict(one.pictures) == {"@/good.png": b"good"}

"""Markdown decks with their pictures and sounds out of the library, and in again."""

import io
import re
import zipfile
from datetime import timedelta
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from quizapp.exchange.markdown_html import markdown_html
from quizapp.services.bring_in import bring_in
from quizapp.services.media import media_file
from quizapp.services.transfer import ExportedFile, export_as
from quizapp.services.undo_import import list_imports, undo_import
from quizapp.storage.rows import DeckRow, MediaRow, NoteRow
from tests.services.made import CALENDAR, NOW

NAMED = '---\nname = "Cells"\n---\n\n'
PLAIN = NAMED + "Q: What is a cell?\nA: The smallest part\n"
LOST = "it is not in the library: lay it beside the deck yourself"


def zip_of(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def take(session, owner_id, tmp_path):
    """Bring in a zip of these members, or a file's own bytes: how many notes were added, updated and unchanged."""

    def take(given, *, name="bio.zip", days=0):
        data = zip_of(given) if isinstance(given, dict) else given
        place = {"now": NOW + timedelta(days=days), "calendar": CALENDAR, "media": tmp_path / "media"}
        done = bring_in(session, owner_id, io.BytesIO(data), name=name, **place)
        return done.added, done.updated, done.unchanged

    return take


@pytest.fixture
def export(session, owner_id, tmp_path):
    def export(name="Cells", suffix=".md") -> ExportedFile:
        deck_id = session.scalars(select(DeckRow.id).where(DeckRow.name == name)).one()
        return export_as(session, owner_id, deck_id, suffix=suffix, media=tmp_path / "media")

    return export


@pytest.fixture
def empty(session, owner_id, tmp_path):
    """Take everything back."""

    def empty():
        for one in list_imports(session, owner_id):
            undo_import(session, owner_id, one.id, now=NOW, media=tmp_path / "media")
        assert [session.scalars(select(table)).all() for table in (NoteRow, DeckRow, MediaRow)] == [[], [], []]

    return empty


def cards(session, owner_id, folder):
    """What the notes say, and the content of each picture and sound that they have, in order."""
    found = []
    for note in session.scalars(select(NoteRow).order_by(NoteRow.id)):
        text = "\n\n".join(value for _, value in sorted(note.fields.items(), reverse=True) if value)
        names = re.findall(r'src="([^"]+)"', markdown_html(text) or "")
        paths = [media_file(session, owner_id, unquote(name), folder=folder) for name in names]
        found.append((note.guid, text, [path and path.read_bytes() for path in paths]))
    return found


@pytest.mark.parametrize(
    ("body", "media", "packed"),
    [
        ("Q: What is a cell?\nA: Small\n", {}, None),
        ("Q: What is ![](https://example.org/a.png)?\nA: Elsewhere\n", {}, None),
        ("Q: What is ![a](img/a.png)?\nA: ![](b%20c.jpg)\n", {"img/a.png": b"1", "b c.jpg": b"2"},
         ["Cells.md", "b c.jpg", "img/a.png"]),
        ("C: The ![](a.png) of a [cell] is [small].\n", {"a.png": b"1"}, ["Cells.md", "a.png"]),
        ("Q: Who says ![](say/a.mp3)?\nA: Ann\n", {"say/a.mp3": b"1"}, ["Cells.md", "say/a.mp3"]),
        ("Q: What is ![](@/img/a.png)?\nA: One\n", {"img/a.png": b"1"}, ["Cells.md", "img/a.png"]),
        ("Q: ![](a.png)?\nA: ![](./a.png) and ![](@/a.png)\n", {"a.png": b"1"}, ["Cells.md", "a.png"]),
    ],
)  # fmt: skip
def test_a_deck_goes_out_with_its_media_and_comes_in_as_it_was(
    session, owner_id, tmp_path, take, export, empty, body, media, packed
):
    take({"deck.md": NAMED + body, **media})
    before = cards(session, owner_id, tmp_path / "media")
    out = export()
    assert out.left_out == ()
    if packed is None:
        assert (out.name, out.data.decode()) == ("Cells.md", NAMED + body)
    else:
        members = zipfile.ZipFile(io.BytesIO(out.data))
        assert (out.name, members.namelist()) == ("Cells.zip", packed)
        assert members.read("Cells.md").decode() == NAMED + body
        assert {name: members.read(name) for name in packed[1:]} == media
    assert take(out.data, name=out.name, days=1) == (0, 0, len(before))
    empty()
    assert take(out.data, name=out.name, days=2) == (len(before), 0, 0)
    assert cards(session, owner_id, tmp_path / "media") == before
    assert export() == out
    assert take(out.data, name=out.name, days=3) == (0, 0, len(before))


def test_pictures_above_the_deck_and_of_one_name_keep_their_places(session, owner_id, tmp_path, take, export, empty):
    members = {
        "bio/a/cells.md": f"{NAMED}Q: What is ![](../img/cell.png)?\nA: A cell",
        "bio/b/leaf.md": f"{NAMED}Q: And ![](img/cell.png) or ![](@/img/cell.png)?\nA: A leaf",
        "bio/img/cell.png": b"a cell", "bio/b/img/cell.png": b"a leaf",
    }  # fmt: skip
    take(members)
    before = cards(session, owner_id, tmp_path / "media")
    assert [contents for _, _, contents in before] == [[b"a cell"], [b"a leaf", b"a cell"]]
    out = export()
    assert "Cells/Cells.md" in zipfile.ZipFile(io.BytesIO(out.data)).namelist()
    assert take(out.data, days=1) == (0, 0, 2)
    empty()
    assert take(out.data, days=2) == (2, 0, 0)
    assert cards(session, owner_id, tmp_path / "media") == before
    assert export() == out


def test_one_picture_under_two_addresses_stays_one(session, take, export):
    take({"deck.md": f"{NAMED}Q: ![](img/a.png)?\nA: One", "img/a.png": b"1"})
    take({"deck.md": f"{NAMED}Q: ![](@/img/a.png)?\nA: Two", "img/a.png": b"1"})
    assert session.scalars(select(MediaRow.name)).all() == ["img-a.png"]
    assert take(export().data, days=1) == (0, 0, 2)


def test_one_picture_under_two_addresses_gives_way_to_another_as_one(session, owner_id, tmp_path, take, export):
    take({"x.md": "Q: ![](img/a.png)?\nA: x", "img/a.png": b"another"})
    take({"deck.md": f"{NAMED}Q: ![](img/a.png)?\nA: ![](@/img/a.png)", "img/a.png": b"1"})
    assert [contents for *_, contents in cards(session, owner_id, tmp_path / "media")] == [[b"another"], [b"1", b"1"]]
    assert take(export().data, days=1) == (0, 0, 1)


def test_cards_from_anki_go_out_with_their_pictures_and_sounds(session, owner_id, tmp_path, take, export, empty):
    take({"x.md": "Q: ![](<map of.png>) ![](<say(1.mp3>)\nA: x", "map of.png": b"map", "say(1.mp3": b"Lima"})
    take(
        b"#separator:tab\n#html:true\n#deck:Peru\n#notetype:Basic\n"
        b'Capital? <img src="map of.png">\tLima [sound:say(1.mp3]\n',
        name="peru.txt",
    )
    out = export("Peru")
    assert zipfile.ZipFile(io.BytesIO(out.data)).namelist() == ["Peru.md", "map of.png", "say(1.mp3"]
    assert take(out.data, days=1) == (0, 0, 1)
    empty()
    assert take(out.data, days=2) == (1, 0, 0)
    ((_, text, contents),) = cards(session, owner_id, tmp_path / "media")
    assert (text, contents) == ("Capital? ![](<map of.png>)\n\nLima ![](<say(1.mp3>)", [b"map", b"Lima"])


@pytest.mark.parametrize(
    ("lost", "name", "members", "left_out"),
    [
        (["a.png"], "Cells.zip", ["Cells.md", "b.mp3"], (f"picture 'a.png': {LOST}",)),
        (["b.mp3"], "Cells.zip", ["Cells.md", "a.png"], (f"sound 'b.mp3': {LOST}",)),
        (["a.png", "b.mp3"], "Cells.md", None, (f"picture 'a.png': {LOST}", f"sound 'b.mp3': {LOST}")),
    ],
)
def test_media_that_are_lost_are_said_and_the_rest_goes_out(
    session, owner_id, tmp_path, take, export, lost, name, members, left_out
):
    take({"deck.md": f"{NAMED}Q: What is ![](a.png)?\nA: ![](b.mp3)", "a.png": b"1", "b.mp3": b"2"})
    for one in lost:
        media_file(session, owner_id, one, folder=tmp_path / "media").unlink()
    out = export()
    assert (out.name, out.left_out) == (name, left_out)
    if members is not None:
        assert zipfile.ZipFile(io.BytesIO(out.data)).namelist() == members
    assert take(out.data, name=out.name, days=1) == (0, 0, 1)


def test_a_deck_without_media_is_a_zip_when_one_is_asked_for(take, export):
    take(PLAIN.encode(), name="cells.md")
    out = export(suffix=".zip")
    assert (out.name, zipfile.ZipFile(io.BytesIO(out.data)).namelist()) == ("Cells.zip", ["Cells.md"])
    assert take(out.data, days=1) == (0, 0, 1)

"""Packages of Anki by the browser."""

import io
import json
import zipfile

import pytest
from anki.collection import Collection, ExportAnkiPackageOptions

from quizapp.web.imports import routes
from tests.web.person import Page, Person, upload


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Notes with markup that must not run, a cloze, a picture and a sound."""
    folder = tmp_path_factory.mktemp("package")
    collection = Collection(str(folder / "collection.anki2"))
    for name, fields in (
        (
            "Basic",
            ("<b>Capital</b> of <i>Peru</i>?<script>alert(1)</script>", "<a href=x onclick=y>Lima</a><img src=z>"),
        ),
        ("Cloze", ("{{c1::Lima}} lies by the {{c2::Pacific::ocean}}.", "")),
        ("Basic", ('<img src="map of.png">', "[sound:hymn.mp3]")),
    ):
        note = collection.new_note(collection.models.by_name(name))
        note.fields = list(fields)
        collection.add_note(note, collection.decks.id("Peru::Cities"))
    for name in ("map of.png", "hymn.mp3"):
        collection.media.write_data(name, name.encode())
    path = folder / "peru.apkg"
    collection.export_anki_package(out_path=str(path), options=ExportAnkiPackageOptions(with_media=True), limit=None)
    collection.close()
    return path.read_bytes()


def test_a_package_comes_in_and_is_studied(person: Person, package: bytes) -> None:
    page = person.open("/decks").follow("Bring in cards")
    page = page.press("Bring it in", file=upload(package, "peru.apkg"))
    assert page.path == "/imports/1"
    assert "3 notes added, 0 updated, 0 unchanged." in page.text
    deck = page.follow("Peru::Cities")
    assert "Lima lies by the [ocean]." in deck.text
    for unwanted in ("<script>alert", "onclick", "href=x"):
        assert unwanted not in deck.html
    study = deck.follow("Study")
    assert "<b>Capital</b> of <i>Peru</i>?" in study.html
    assert '<div class="answer-text">' in study.html
    assert "Lima" in study.html
    study = study.press("Show answer").press("Easy")
    assert "[...] lies by the Pacific." in study.text or "Lima lies by the [ocean]." in study.text


def test_the_same_again_changes_nothing_and_fields_are_edited(person: Person, package: bytes) -> None:
    for said in ("3 notes added, 0 updated, 0", "0 notes added, 0 updated, 3"):
        page = person.open("/decks/import").press("Bring it in", file=upload(package, "peru.apkg"))
        assert said in page.text
    edit = page.follow("Peru::Cities").follow("Edit")
    page = edit.press("Save", field0="Capital of <b>Peru</b>, then?")
    assert "Capital of <b>Peru</b>, then?" in page.html
    deck = page.link("Study").removesuffix("/study")
    assert person.client.get(f"{deck}/export?schedule=1").status_code == 200
    refused = person.open(f"{deck}/export?kind=yaml")
    assert (refused.status, "export the deck as a package" in refused.text) == (400, True)


def test_what_is_left_out_is_said(person: Person, deck: Page) -> None:
    changed = io.BytesIO()
    exported = io.BytesIO(person.client.get("/decks/1/export").data)
    with zipfile.ZipFile(exported) as old, zipfile.ZipFile(changed, "w") as new:
        new.writestr("collection.anki2", old.read("collection.anki2"))
        new.writestr("media", '{"0": "CON"}')
        new.writestr("0", "a picture")
    page = person.open("/decks/import").press("Bring it in", file=upload(changed.getvalue(), "deck.apkg"))
    assert "Left out media 'CON': its name is not one that every system takes" in page.text


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04"])
def test_a_bad_package_is_refused_beside_the_field(person: Person, data: bytes) -> None:
    page = person.open("/decks/import").press("Bring it in", file=upload(data, "bad.apkg"))
    assert page.status == 400
    assert "bad.apkg is damaged or no Anki package" in page.error_beside("file")


def test_no_file_or_too_large_a_one(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    page = person.open("/decks/import").press("Bring it in")
    assert (page.status, "Choose a file with cards in it." in page.error_beside("file")) == (400, True)
    monkeypatch.setattr(routes, "MAX_FILE", 1000)
    page = person.open("/decks/import").press("Bring it in", file=upload(bytes(5000), "large.apkg"))
    assert (page.status, "more than 500 MB" in page.error_beside("file")) == (413, True)


def test_pictures_and_sounds_are_shown_and_go_out_again(person: Person, package: bytes) -> None:
    page = person.open("/decks/import").press("Bring it in", file=upload(package, "peru.apkg"))
    deck = page.follow("Peru::Cities")
    assert '<img src="/media/map%20of.png">' in deck.html
    assert '<audio controls="" src="/media/hymn.mp3"></audio>' in deck.html
    for address, kind in (("/media/map%20of.png", "image/png"), ("/media/hymn.mp3", "audio/mpeg")):
        with person.client.get(address) as answer:
            assert (answer.status_code, answer.mimetype) == (200, kind)
            assert "sandbox" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for address in ("/media/none.png", "/media/..", "/media/%2e%2e%2fquizapp.sqlite3"):
        assert person.client.get(address).status_code == 404
    exported = person.client.get(deck.path + "/export").data
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        assert sorted(json.loads(archive.read("media")).values()) == ["hymn.mp3", "map of.png"]


def test_formulas_are_shown_and_a_card_without_a_question_is_said(person: Person, package: bytes) -> None:
    person.open("/decks/import").press("Bring it in", file=upload(package, "peru.apkg"))
    page = person.open("/notes/1/edit").press("Save", field0=r"\(x^2 < 1\)<script>alert(1)</script>")
    assert "has no question now" not in page.text
    page = page.follow("Peru::Cities")
    assert "<msup><mi>x</mi><mn>2</mn></msup><mo>&lt;</mo>" in page.html
    assert "<script>alert" not in page.html
    page = person.open("/notes/2/edit").press("Save", field0="{{c1::Lima}} lies by the Pacific.")
    assert "A card of this note has no question now" in page.text

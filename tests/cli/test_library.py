"""The verbs that work on a library, each in a folder of its own."""

import signal
import socket
import urllib.request
import zipfile
from pathlib import Path
from unittest.mock import Mock

import pytest

from quizapp.errors import SetupError
from tests.serving import run_command, serving

DECKS = Path(__file__).parents[2] / "decks"
ARTICLE = DECKS / "old-mill-bridge.txt"
DECK = DECKS / "old-mill-bridge.yaml"


def test_a_deck_file_comes_in_and_goes_out_again(run, tmp_path):
    assert run("due") == (0, "No decks yet: quizapp import article.txt, then quizapp serve to keep its cards.\n", [])
    status, out, err = run("import", DECK)
    assert (status, err) == (0, [])
    assert " added, 0 updated, 0 unchanged." in out
    status, out, err = run("import", DECK)
    assert " 0 notes added, 0 updated, " in out
    status, out, err = run("due")
    assert (status, err) == (0, [])
    name = out.split("due", 1)[1].strip()
    assert run("export", name, "-o", tmp_path / "deck.apkg") == (0, "", [])
    assert (tmp_path / "deck.apkg").read_bytes().startswith(b"PK")
    assert run("export", name, "--with-schedule", "-o", tmp_path / "studied.apkg") == (0, "", [])
    assert (tmp_path / "studied.apkg").read_bytes() != (tmp_path / "deck.apkg").read_bytes()
    status, out, err = run("export", name, "--with-schedule", "-o", tmp_path / "deck.yaml")
    assert (status, "only a package for Anki (.apkg) holds a schedule" in err[0]) == (2, True)
    assert run("export", name, "-o", tmp_path / "deck.yaml") == (0, "", [])
    status, out, err = run("import", tmp_path / "studied.apkg")
    assert (status, err) == (0, [])
    assert " 0 notes added, 0 updated, " in out
    status, out, err = run("import", tmp_path / "deck.yaml")
    assert " 0 notes added, 0 updated, " in out


def test_an_article_becomes_drafts_once(run):
    status, out, err = run("import", ARTICLE, ARTICLE)
    first, second = out.splitlines()
    assert (status, err) == (0, [])
    assert first.endswith("drafts to look through.")
    assert second.endswith("already in the library.")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["export", "nothing", "-o", "deck.apkg"], "There is no deck 'nothing'."),
        (["import", "missing.txt"], "missing.txt: can't be read"),
        (["import", "missing.yaml"], "missing.yaml: can't be read"),
        (["import", "missing.apkg"], "missing.apkg: can't be read"),
    ],
)
def test_what_is_not_there_is_named(run, argv, message):
    status, out, err = run(*argv)
    assert (status, out, len(err)) == (1, "", 1)
    assert message in err[0]


def test_a_wrong_setting_is_one_line(run, environment):
    environment["QUIZAPP_TIME_ZONE"] = "Mars/Olympus"
    status, _, err = run("due")
    assert (status, len(err)) == (1, 1)
    assert "QUIZAPP_TIME_ZONE" in err[0]


def test_a_folder_is_imported_file_by_file(run, tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "bridge.txt").write_bytes(ARTICLE.read_bytes())
    (folder / "deck.yaml").write_bytes(ARTICLE.with_suffix(".yaml").read_bytes())
    (folder / "notes.log").write_text("no article")
    status, out, err = run("import", str(folder))
    assert (status, err) == (0, [])
    assert [line.split(":")[0] for line in out.splitlines()] == [f"{folder}/bridge.txt", f"{folder}/deck.yaml"]


@pytest.mark.parametrize("url", ["bogus", "nosuch://host/name"])
def test_a_wrong_database_is_one_line(run, environment, url):
    environment["QUIZAPP_DATABASE_URL"] = url
    status, _, err = run("due")
    assert (status, len(err)) == (1, 1)
    assert "QUIZAPP_DATABASE_URL is not the address of a database" in err[0]


def test_a_damaged_library_is_one_line(environment):
    folder = Path(environment["QUIZAPP_DATA"])
    folder.mkdir()
    (folder / "quizapp.sqlite3").write_bytes(b"no database " * 1000)
    status, _, err = run_command(environment, "due")
    assert (status, err.count("\n")) == (1, 1)
    assert "can't be opened" in err


def test_serve_shows_the_sample_and_stops_on_ctrl_c(environment):
    with serving(environment) as (process, url):
        page = urllib.request.urlopen(url + "/", timeout=20).read().decode()
        assert "Liang Wenfeng" in page
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


@pytest.mark.parametrize(("argv", "usual"), [([], ("rules",)), (["--neural"], ("rules", "neural"))], ids=str)
def test_serve_lets_the_small_model_write_where_it_is_asked_to(run, monkeypatch, argv, usual):
    served = []
    monkeypatch.setattr("quizapp.cli.library._listen", Mock())
    monkeypatch.setattr("quizapp.cli.library._add_sample", lambda library: served.append(library.settings))
    monkeypatch.setattr("quizapp.cli.library.make_server", Mock(side_effect=SetupError("Enough is served.")))
    assert run("serve", "--no-browser", *argv) == (1, "", ["quizapp: Enough is served."])
    assert [one.usual_writers for one in served] == [usual]


def test_a_taken_port_is_said(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, _, err = run("serve", "--no-browser", "--port", port)
    assert (status, len(err)) == (1, 1)
    assert err[0].startswith(f"quizapp: Can't listen on 127.0.0.1:{port} (")


def test_decks_go_out_and_come_in_as_every_kind_of_file(run, tmp_path):
    assert run("import", DECK)[0] == 0
    name = run("due")[1].split("due", 1)[1].strip()
    for file in ("deck.apkg", "deck.txt", "deck.tsv", "deck.csv", "deck.md", "deck.zip", "deck.yaml"):
        assert run("export", name, "-o", tmp_path / file) == (0, "", [])
        status, out, err = run("import", tmp_path / file)
        assert (status, err) == (0, [])
        assert ": 0 notes added, 0 updated, " in out
    assert run("export", name, "-o", tmp_path / "own.csv", "--own-note-types") == (0, "", [])
    assert ",quizapp " in (tmp_path / "own.csv").read_text()
    for argv, message in (
        (("-o", tmp_path / "deck.doc"), "the name must end in .apkg, .txt, .tsv, .csv, .md, .zip, .yaml or .yml"),
        (("-o", tmp_path / "deck.md", "--own-note-types"), "--own-note-types: only for Anki's text format"),
    ):
        status, out, err = run("export", name, *argv)
        assert (status, message in err[0]) == (2, True)


def test_a_markdown_deck_goes_out_with_its_pictures(run, tmp_path):
    deck, out = tmp_path / "cells.md", tmp_path / "out"
    deck.write_text("Q: What is ![](a.png)?\nA: ![](b.png)\n")
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(name.encode())
    assert run("import", deck)[0] == 0
    status, _, err = run("export", "cells", "-o", f"{out}.md")
    assert (status, Path(f"{out}.md").exists()) == (1, False)
    assert err == [f"quizapp: {out}.md: the deck has pictures or sounds, which a .md can't hold: -o {out}.zip."]
    assert run("export", "cells", "-o", f"{out}.zip") == (0, "", [])
    assert zipfile.ZipFile(f"{out}.zip").namelist() == ["a.png", "b.png", "cells.md"]
    assert ": 0 notes added, 0 updated, 1 unchanged." in run("import", f"{out}.zip")[1]
    kept = [path for path in (tmp_path / "library").rglob("*") if path.is_file() and path.read_bytes() == b"b.png"]
    for path in kept:
        path.unlink()
    status, _, err = run("export", "cells", "-o", f"{out}.zip")
    lost = "picture 'b.png': it is not in the library: lay it beside the deck yourself"
    assert (status, err) == (0, [f"quizapp: {out}.zip, left out: {lost}"])
    assert zipfile.ZipFile(f"{out}.zip").namelist() == ["a.png", "cells.md"]


def test_an_article_is_told_from_a_deck(run, tmp_path):
    notes, cards, article = tmp_path / "notes.txt", tmp_path / "cards.md", tmp_path / "interview.md"
    notes.write_text("#separator:comma\nCapital of Peru?,Lima\n,no question\n")
    cards.write_text("# Peru\n\nQ: Capital of Chile?\nA: Santiago\n")
    article.write_text(f"Q: Why?\n\nA: Because.\n\n{ARTICLE.read_text()}")
    status, out, err = run("import", notes, cards)
    assert (status, err) == (0, [])
    assert out == (
        f"{notes}: 1 note added, 0 updated, 0 unchanged.\n  left out: line 3: the first field is empty: fill it in\n"
        f"{cards}: 1 note added, 0 updated, 0 unchanged.\n"
    )
    status, out, err = run("import", "--as", "article", article)
    assert (status, err) == (0, [])
    assert "drafts to look through." in out
    status, out, err = run("import", "--as", "deck", ARTICLE)
    assert (status, out, len(err)) == (1, "", 1)
    assert "old-mill-bridge.txt, line 1: no note can be taken in: it makes no card" in err[0]


def test_imports_are_listed_and_taken_back(run, tmp_path):
    assert run("imports") == (0, "No deck was imported yet: quizapp import biology.apkg.\n", [])
    words = tmp_path / "words.csv"
    words.write_text("Capital of Peru?,Lima\n")
    assert run("import", words)[0] == 0
    status, out, err = run("imports")
    assert (status, err, out.split()[0]) == (0, [], "1")
    assert out.endswith("     1 added      0 updated   words.csv\n")
    assert run("imports", "--undo", "1") == (0, "Taken back: 1 note removed, 0 notes and cards restored.\n", [])
    assert run("imports")[1].endswith("words.csv  taken back\n")
    assert run("due")[1].startswith("No decks yet")
    status, out, err = run("imports", "--undo", "1")
    assert (status, out) == (1, "")
    assert err == ["quizapp: This import was taken back already: import the file again to have it."]
    assert run("imports", "--undo", "9")[2] == [
        "quizapp: There is no import 9: see the page “Imports”, or 'quizapp imports', for those that there are."
    ]

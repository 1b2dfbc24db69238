"""What the command is given: files, folders and patterns."""

import pytest

from quizapp.cli.files import expand_sources, read_bytes
from quizapp.errors import InputError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with files of several kinds, one within it, and some that are no articles."""
    for name in (
        "b.txt",
        "a.PDF",
        "deep/c.md",
        "deep/d.yaml",
        "deep/e.png",
        ".hidden.txt",
        ".git/f.txt",
        "empty/.keep",
    ):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")
    (tmp_path / "[1].txt").write_text("words")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("sources", "found"),
    [
        (["news"], ["news/a.PDF", "news/b.txt", "news/deep/c.md"]),
        (["news/b.txt", "news"], ["news/b.txt", "news/a.PDF", "news/deep/c.md"]),
        (["news/**/*.md", "-"], ["news/deep/c.md", "-"]),
        (["news/*.??f"], ["news/*.??f"]),
        (["news/*.??F"], ["news/a.PDF"]),
        (["news/*"], ["news/a.PDF", "news/b.txt"]),
        (["[1].txt"], ["[1].txt"]),
        (["missing.txt", "news/empty"], ["missing.txt", "news/empty"]),
        (["https://courier.example/a?b=c*"], ["https://courier.example/a?b=c*"]),
    ],
)
def test_folders_and_patterns_are_opened_in_order(folder, sources, found):
    assert expand_sources(sources) == found


def test_other_kinds_on_request(folder):
    assert expand_sources(["news/deep"], also=(".yaml",)) == ["news/deep/c.md", "news/deep/d.yaml"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("news/empty", "news/empty: no article in this folder: put .txt, .md, "),
        ("x*.txt", "x*.txt: can't be read (no such"),
        ("ftp://a.example/b", "ftp://a.example/b: of web addresses, only those that start with https:// or http://"),
    ],
)
def test_nothing_there_is_said_when_it_is_read(folder, source, said):
    with pytest.raises(InputError) as caught:
        read_bytes(source)
    assert caught.value.message.startswith(said)

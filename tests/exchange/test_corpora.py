"""Files with one article a line."""

import io
import json

import pytest

from quizapp.errors import InputError
from quizapp.exchange import corpora
from quizapp.exchange.corpora import lines_of, read_line

SENTENCE = "Ada Lovelace wrote the first program in 1843."


def test_lines_are_numbered_blank_ones_left_out_and_a_long_one_cut(monkeypatch):
    monkeypatch.setattr(corpora, "MAX_LINE", 5)
    file = io.BytesIO(b"\xef\xbb\xbfa\r\n\n  \nabcdefghij\nlast")
    assert list(lines_of(file)) == [(1, b"a\r\n"), (4, b"abcdef"), (5, b"last")]


def test_a_json_line_holds_what_is_known_of_the_article():
    known = {"title": "Ada", "author": None, "published": "1843", "url": "https://example.org/a"}
    line = json.dumps({"text": SENTENCE, "publication": "The Times", "more": [1]} | known)
    article = read_line(line.encode(), is_json=True)
    assert (article.text, article.title, article.author, article.published) == (SENTENCE, "Ada", None, "1843")
    assert (article.url, article.publication) == ("https://example.org/a", "The Times")


def test_a_plain_line_is_the_text():
    assert read_line(f"{SENTENCE}\r\n".encode(), is_json=False).text == SENTENCE


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"nonsense", "the line is no JSON object"),
        (b"[1]", "the line is no JSON object"),
        (b"[" * 100_000, "the line is no JSON object"),
        (b'{"title": "x"}', '"text" is missing'),
        (b'{"text": 5}', '"text" is no text'),
        (b'{"text": "Ada.", "published": "soon"}', "'soon' is not a date"),
        (b'{"text": "..."}', "has no words in it"),
        (b"\xff\xfe", "the line is not UTF-8"),
        (b"x" * (corpora.MAX_LINE + 1), "the line is longer than 10 MB"),
    ],
)
def test_a_line_that_can_not_be_used_is_said_why(line, message):
    with pytest.raises(InputError) as caught:
        read_line(line, is_json=True)
    assert message in caught.value.message
    assert "\n" not in caught.value.message

"""An article on its way to another process."""

import json
from dataclasses import fields

from quizapp.article import Article, BlockKind, Caption, Original, Part, Span
from quizapp.exchange.article_json import article_from_json, article_to_json

FULL = Article(
    text="Notes\n\nAda wrote “it” in 1843.",
    title="T",
    url="https://example.org/a",
    author="A",
    published="1843",
    language="en",
    publication="P",
    parts=(Part(BlockKind.HEADING, Span(0, 5)),),
    captions=(Caption(7, "Ada"),),
    unsure=("published",),
    given=("title",),
    known_as="k",
    original=Original(b"\x00\xff", "epub", "a.epub", "l", "u", "utf-8", (1, 3)),
)


def test_nothing_is_lost():
    assert all(getattr(FULL, field.name) for field in fields(Article))
    written = json.loads(json.dumps(article_to_json(FULL)))
    read = article_from_json(written)
    assert (read, read.original) == (FULL, FULL.original)
    bare = Article("Ada.")
    assert article_from_json(json.loads(json.dumps(article_to_json(bare)))) == bare

"""A whole article as JSON and back, its original included, to be handed to another process or host."""

import base64
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from quizapp.article import Article, BlockKind, Caption, Original, Part, Span


def article_to_json(article: Article) -> dict[str, Any]:
    """The article as a JSON object, nothing left out."""
    written = asdict(article)
    if article.original is not None:
        written["original"]["data"] = base64.b64encode(article.original.data).decode()
    return written


def article_from_json(written: Mapping[str, Any]) -> Article:
    """The article that `article_to_json` wrote."""
    parts = tuple(Part(BlockKind(part["kind"]), Span(**part["span"])) for part in written["parts"])
    original = written["original"]
    if original is not None:
        data, chapters = base64.b64decode(original["data"]), tuple(original["chapters"])
        original = Original(**{**original, "data": data, "chapters": chapters})
    known = dict(written) | {"parts": parts, "original": original}
    known["captions"] = tuple(Caption(**caption) for caption in written["captions"])
    known["unsure"], known["given"] = tuple(written["unsure"]), tuple(written["given"])
    return Article(**known)

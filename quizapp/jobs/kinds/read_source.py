"""A link or a file becomes an article with its drafts."""

import base64
from collections.abc import Mapping
from dataclasses import replace
from typing import IO, Any

from quizapp.article import Original
from quizapp.exchange.articles import MAX_BYTES, file_original
from quizapp.exchange.links import fetch_original
from quizapp.exchange.originals import Given, read_original
from quizapp.jobs.kinds.add_article import add_read_article
from quizapp.jobs.work import Work
from quizapp.services.recognising import find_link


def read_source(work: Work, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The article at the payload's "link", or in the file that `file_given` wrote into it.

    "given" is what a person said about it, "chapters" are those of a book. What comes back is as `add_article`'s.
    """
    link = payload.get("link")
    if link is not None:
        known = find_link(work.session, work.owner_id, link)
        if known is not None:
            return {"article_id": known, "drafts": 0, "existed": True}
    original = _original(work, payload, link)
    work.step("Looking for the article in it")
    article = read_original(original, Given(**payload.get("given", {})), whole_books=False)
    return add_read_article(work, article, payload)


def _original(work: Work, payload: Mapping[str, Any], link: str | None) -> Original:
    chapters = tuple(payload.get("chapters", ()))
    if link is not None:
        work.step("Fetching the page")
        return replace(fetch_original(link), chapters=chapters)
    return file_original(base64.b64decode(payload["data"]), name=payload["name"], chapters=chapters)


def file_given(name: str, file: IO[bytes]) -> dict[str, Any]:
    """A file for the payload: with its content, for the worker may be on a host that shares no folder with this one.

    Of more than an article can have, one byte more is given, for the reader to refuse.
    """
    return {"name": name, "data": base64.b64encode(file.read(MAX_BYTES + 1)).decode()}

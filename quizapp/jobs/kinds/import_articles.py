"""Some of the articles that `quizapp import` was given become drafts, on whichever host has a worker free."""

import base64
import logging
from collections.abc import Mapping
from typing import Any

from quizapp.article import Article
from quizapp.errors import QuizError
from quizapp.exchange.articles import read_article
from quizapp.exchange.corpora import read_line
from quizapp.exchange.links import is_link, read_link
from quizapp.jobs.work import Work
from quizapp.services.accounts import accounts_to_json
from quizapp.services.add_article import add_article
from quizapp.services.generation import make_generator
from quizapp.services.writers import chosen_writers


def given(name: str, data: bytes | None = None, *, is_line: bool = False, is_json: bool = False) -> dict[str, Any]:
    """One article of the payload: a link, the content of a file, or a line of a corpus."""
    written = None if data is None else base64.b64encode(data).decode()
    return {"name": name, "data": written, "is_line": is_line, "is_json": is_json}


def import_articles(work: Work, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """What became of each of the payload's "articles": its drafts, or its error in one line.

    "writers" are what `WriterChoice.to_json` gives.
    """
    writers = chosen_writers(work.settings, payload.get("writers"))
    write_cards = make_generator(work.settings.pipeline, writers=writers)
    results: list[dict[str, Any]] = []
    for done, one in enumerate(payload["articles"]):
        work.step("Reading articles", done, len(payload["articles"]))
        try:
            added = add_article(work.session, work.owner_id, _read(one), now=work.now(), generate=write_cards)
        except QuizError as error:
            work.session.rollback()
            results.append({"error": error.message})
        except Exception:  # one article that the program fails on must not take the others with it
            work.session.rollback()
            logging.getLogger(__name__).exception("%s", one["name"])
            results.append({"error": "quizapp made a mistake with it; what went wrong is in the worker's terminal."})
        else:
            accounts = accounts_to_json(added.accounts)
            results.append(
                {"drafts": added.drafts, "existed": added.existed, "remark": added.remark, "accounts": accounts}
            )
    return {"results": results}


def _read(one: Mapping[str, Any]) -> Article:
    if one["data"] is None and is_link(one["name"]):
        return read_link(one["name"])
    data = base64.b64decode(one["data"])
    return read_line(data, is_json=one["is_json"]) if one["is_line"] else read_article(data, name=one["name"])

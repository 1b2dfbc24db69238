"""A long article is read again, or its cards are written anew."""

from collections.abc import Mapping
from typing import Any

from quizapp.jobs.kinds.add_article import cards_shown
from quizapp.jobs.work import Work
from quizapp.services import read_again as service
from quizapp.services.accounts import accounts_to_json


def read_again(work: Work, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """What `services.read_again` says of the payload's "article_id"."""
    work.step("Reading the original")
    return _made_anew(work, payload, service.read_again)


def write_cards_again(work: Work, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same without reading its original."""
    return _made_anew(work, payload, service.write_cards_again)


def _made_anew(work: Work, payload: Mapping[str, Any], make: service.MakeAnew) -> Mapping[str, Any]:
    article_id = payload["article_id"]
    done = make(work.session, work.owner_id, article_id, now=work.now(), generate=cards_shown(work, payload))
    return {
        "article_id": article_id,
        "drafts": done.drafts,
        "is_new_version": done.is_new_version,
        "accounts": accounts_to_json(done.accounts),
    }

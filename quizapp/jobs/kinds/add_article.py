"""A long article becomes drafts."""

from collections.abc import Mapping
from typing import Any

from quizapp.article import Article
from quizapp.exchange.article_json import article_from_json
from quizapp.exchange.originals import MARKED, PASTED
from quizapp.generator.pipeline import Generated
from quizapp.jobs.work import Work
from quizapp.services import add_article as service
from quizapp.services.accounts import accounts_to_json
from quizapp.services.generation import WriteCards, make_generator, parsed_share, tokens_ahead
from quizapp.services.writers import chosen_writers

SHARES = 1000
"""The steps that progress is counted in."""


def add_article(work: Work, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The number of the article that the payload's "article" is, and what `AddedArticle` says of it.

    "asks_for_date" is true when the person is to be asked when it was published; "writers", where there are any, are
    what `WriterChoice.to_json` gives.
    """
    work.step("Preparing to read")
    return add_read_article(work, article_from_json(payload["article"]), payload)


def add_read_article(work: Work, article: Article, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same for an article that the job has read itself."""
    write_cards = cards_shown(work, payload)
    added = service.add_article(work.session, work.owner_id, article, now=work.now(), generate=write_cards)
    return {
        "article_id": added.article_id,
        "drafts": added.drafts,
        "existed": added.existed,
        "asks_for_date": not added.existed and _asks_for_date(article),
        "accounts": accounts_to_json(added.accounts),
    }


def cards_shown(work: Work, payload: Mapping[str, Any]) -> WriteCards:
    """What writes the cards of an article with the writers of the payload, and shows how far it is.

    Before a model at an endpoint is asked, it shows about how many tokens that will take.
    """
    writers = chosen_writers(work.settings, payload.get("writers"))

    def write_cards(article: Article) -> Generated:
        parsed = parsed_share(article.language, work.settings.pipeline)
        tokens = tokens_ahead(article, work.settings.pipeline, writers)
        ahead = "" if tokens is None else f" (about {tokens:,} tokens for the model)"

        def tell(share: float) -> None:
            step = "Reading the article" if share < parsed else "Writing the cards"
            work.step(step + ahead, round(share * SHARES), SHARES)

        generated = make_generator(work.settings.pipeline, progress=tell, writers=writers)(article)
        work.step("Storing the drafts")
        return generated

    return write_cards


def _asks_for_date(article: Article) -> bool:
    """True when the date is not sure; with pasted text the person was asked in the form itself."""
    was_read = article.original is not None and article.original.kind not in (PASTED, MARKED)
    return was_read and (article.published is None or "published" in article.unsure)

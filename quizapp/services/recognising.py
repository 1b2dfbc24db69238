"""The same article again: known by its link, by its canonical link, or by a text that is nearly the same."""

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from quizapp.article import Article
from quizapp.services.resemblance import MEASURE, SAME, SAME_OF_ONE_LINK, resemblance, sketches
from quizapp.services.transaction import one_transaction
from quizapp.storage import article_index, articles
from quizapp.storage.article_rows import ArticleRow
from quizapp.storage.database import DbSession, start_reading

_AT_ONCE = 200
_ALIASES = re.compile(r"\A(?:www|m|mobile|amp)\.")
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_cid|mc_eid|cmpid|ocid|smid|ref|ref_src|ref_url|amp)\Z",
    re.IGNORECASE,
)
"""Parts of a link that say where it was found, and not what it leads to."""


def link_digest(url: str) -> str | None:
    """What two spellings of one link share; None for what is no web address."""
    try:
        parts = urlsplit(url.strip())
        host = _ALIASES.sub("", (parts.hostname or "").rstrip("."))
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    known = sorted(one for one in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(one[0]))
    place = f":{port}" if port not in (None, 80, 443) else ""
    path = re.sub(r"(?:/index\.html?|/amp)?/*\Z", "", parts.path)
    return hashlib.sha256(f"{host}{place}{path}?{urlencode(known)}".encode()).hexdigest()


def find_link(session: DbSession, owner_id: int, url: str) -> int | None:
    """The owner's article that the link leads to, the newest if there are several."""
    complete_index(session, owner_id)
    start_reading(session)
    digest = link_digest(url)
    found = article_index.articles_at(session, owner_id, [digest]) if digest else []
    session.rollback()
    return found[0] if found else None


def find_same(session: DbSession, owner_id: int, article: Article) -> int | None:
    """The owner's article that ``article`` is, within the transaction of the caller.

    That is one with the same words, one from the same link whose text has at least `SAME_OF_ONE_LINK` in common with
    it, or the one most like it of those with `SAME`.
    """
    found = articles.find_article(session, owner_id, article.text)
    if found is not None:
        return found
    linked = set(article_index.articles_at(session, owner_id, links_of(article)))
    like = article_index.articles_like(session, owner_id, sketches(article.text))
    texts = article_index.current_texts(session, owner_id, {*linked, *like})
    alike = {id_: resemblance(article.text, text) for id_, text in texts.items()}
    same = [id_ for id_, share in alike.items() if share >= (SAME_OF_ONE_LINK if id_ in linked else SAME)]
    return max(same, key=lambda id_: (alike[id_], id_), default=None)


def links_of(article: Article) -> set[str]:
    """The digests of all links that lead to the article: its own, the one that was given, and where that led."""
    original = article.original
    known = (article.url, original.link if original else None, original.url if original else None)
    return {digest for link in known if link and (digest := link_digest(link))}


def index_article(session: DbSession, row: ArticleRow, text: str, links: Iterable[str]) -> None:
    """Let the article be found by its text and by links (their digests), within the transaction of the caller."""
    article_index.set_sketches(session, row, sketches(text), MEASURE)
    article_index.add_links(session, row.owner_id, row.id, {*links})
    session.flush()


def complete_index(session: DbSession, owner_id: int) -> None:
    """Index the articles that came in before there was an index, or before it was made as it is now."""
    while True:
        start_reading(session)
        waiting = bool(article_index.not_indexed(session, owner_id, MEASURE, limit=1))
        session.rollback()
        if not waiting:
            return
        _index_some(session, owner_id)


@one_transaction
def _index_some(session: DbSession, owner_id: int) -> None:
    for row, text, url in article_index.not_indexed(session, owner_id, MEASURE, limit=_AT_ONCE):
        digest = link_digest(url or "")
        index_article(session, row, text, [digest] if digest else [])

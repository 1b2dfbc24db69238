"""The sample article that a new library starts with."""

from datetime import datetime
from pathlib import Path

from quizapp.exchange.articles import read_article
from quizapp.services.add_article import store_article
from quizapp.services.generation import WriteCards
from quizapp.services.transaction import one_transaction
from quizapp.storage import articles, owners
from quizapp.storage.database import DbSession


def add_sample(session: DbSession, owner_id: int, path: Path, *, now: datetime, generate: WriteCards) -> bool:
    """Add the article in the file when this is the owner's first run and the library is empty; True when it did.

    Never again after that, so that a sample that was deleted stays deleted. Raises `InputError` as `add_article` does.
    """
    if not _is_wanted(session, owner_id, now=now):
        return False
    article = read_article(path.read_bytes(), name=path.name)
    generated = generate(article)

    @one_transaction
    def add(session: DbSession) -> bool:
        owner = owners.get_owner(session, owner_id)
        if owner.sample_offered_at is not None:
            return False
        owner.sample_offered_at = now
        if articles.has_articles(session, owner_id):
            return False
        store_article(session, owner_id, article, generated, now=now)
        return True

    return add(session)


@one_transaction
def _is_wanted(session: DbSession, owner_id: int, *, now: datetime) -> bool:
    owner = owners.get_owner(session, owner_id)
    if owner.sample_offered_at is None and articles.has_articles(session, owner_id):
        owner.sample_offered_at = now
    return owner.sample_offered_at is None

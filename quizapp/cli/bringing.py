"""What `quizapp import` does with one article: the same in this process and in another one."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from quizapp.cli.command import counted
from quizapp.cli.sources import Source, read_source
from quizapp.errors import QuizError
from quizapp.generator.pipeline import Account
from quizapp.services.add_article import add_article
from quizapp.services.children import Report
from quizapp.services.generation import make_generator
from quizapp.services.writers import WriterChoice
from quizapp.storage.database import DbSession, open_engine


@dataclass(frozen=True, slots=True)
class Place:
    """Where articles go, the language pipeline that reads them, and who words their cards."""

    database_url: str
    owner_id: int
    pipeline: str
    writers: WriterChoice


@dataclass(frozen=True, slots=True)
class Brought:
    """How many drafts an article has, whether it was in the library before, why it has none, what each writer did."""

    drafts: int
    existed: bool
    remark: str | None
    accounts: tuple[Account, ...] = ()


Result = Brought | QuizError | str
"""What became of a source; of a deck, in words."""


def said(source: Source, brought: Brought) -> str:
    """The same in a line for the person."""
    if brought.existed:
        return f"{source.name}: already in the library."
    if brought.remark:
        return f"{source.name}: kept for reading. {brought.remark}"
    return f"{source.name}: {counted(brought.drafts, 'draft')} to look through."


def bring(session: DbSession, place: Place, source: Source) -> Brought:
    """The article in the library. Raises `QuizError`, with nothing of it stored."""
    article = read_source(source)
    generate = make_generator(place.pipeline, writers=place.writers)
    added = add_article(session, place.owner_id, article, now=datetime.now(UTC), generate=generate)
    return Brought(added.drafts, added.existed, added.remark, added.accounts)


def bring_apart(_report: Report, place: Place, item: tuple[Source, Result | None]) -> Result:
    """The same for a child, on a connection of its own; of what was done already, the result."""
    source, result = item
    if result is not None:
        return result
    engine = open_engine(place.database_url, patient=True)
    try:
        with Session(engine) as session:
            return bring(session, place, source)
    finally:
        engine.dispose()

"""What a person says of an article: its title, who wrote it, where and when it appeared."""

from collections.abc import Mapping
from datetime import datetime

from quizapp.article import Article, check_published
from quizapp.errors import InputError, NotFoundError
from quizapp.notes import NoteType, next_modified, source_line
from quizapp.services.recognising import link_digest
from quizapp.services.transaction import one_transaction
from quizapp.storage import article_index, articles, notes, owners
from quizapp.storage.database import DbSession

FIELDS = ("title", "author", "publication", "published", "url")
"""What can be corrected."""


@one_transaction
def correct_article(
    session: DbSession, owner_id: int, article_id: int, facts: Mapping[str, str], *, now: datetime
) -> bool:
    """Take ``facts`` (by field, an empty one for not known) for right from now on; True when the date changed.

    What is no different from what was read is left to that; the rest wins, now and when the article is read again.
    The source on the cards that were kept follows. Raises `NotFoundError`, and `InputError` naming the field.
    """
    found = articles.current_version(session, owner_id, article_id, lock=True)
    if found is None:
        raise NotFoundError("There is no such article: it may have been deleted.")
    row, version = found
    before = articles.article_of(row, version)
    read = articles.article_of(row, version, is_corrected=False)
    told = {name: " ".join(facts[name].split()) for name in FIELDS if name in facts}
    if told.get("published"):
        told["published"] = check_published(told["published"])
    digest = link_digest(told.get("url", ""))
    if told.get("url") and digest is None:
        raise InputError("This is not a web address. It starts with https:// or http://.", field="url")
    known = dict(row.corrections or {})
    row.corrections = known | {
        name: value for name, value in told.items() if name in known or value != (getattr(read, name) or "")
    }
    row.checked_at = now
    session.flush()
    if digest:
        article_index.add_links(session, owner_id, article_id, [digest])
    after = articles.article_of(row, version)
    _mend_sources(session, owner_id, article_id, before, after, now=now)
    return before.published != after.published


def _mend_sources(
    session: DbSession, owner_id: int, article_id: int, before: Article, after: Article, *, now: datetime
) -> None:
    """Let kept notes say where they come from as is right now, unless a person has written something else there."""
    was = {"Source": source_line(before), "Link": before.url or ""}
    now_is = {"Source": source_line(after), "Link": after.url or ""}
    if was == now_is:
        return
    types: Mapping[int, NoteType] = owners.note_types(session, owner_id)
    for note in notes.notes_of_article(session, owner_id, article_id, status="kept", lock=True):
        if note.article_id != article_id or note.note_type_id not in types:
            continue
        changed = {name: now_is[name] for name in was if note.fields.get(name) == was[name]}
        if any(note.fields[name] != value for name, value in changed.items()):
            note.fields = {**note.fields, **changed}
            note.modified_at = next_modified(note.modified_at, now)
    session.flush()

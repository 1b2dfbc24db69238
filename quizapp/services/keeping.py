"""How drafts become cards in the deck of their article."""

from collections.abc import Sequence
from datetime import datetime

from quizapp.article import Article, Evidence, Span
from quizapp.errors import ConflictError, InputError
from quizapp.notes import Note, NoteType, cards_of, deck_note, next_modified
from quizapp.services.editing import new_card
from quizapp.services.naming import deck_name
from quizapp.storage import articles, cards, notes, owners
from quizapp.storage.database import DbSession
from quizapp.storage.rows import DeckRow, NoteRow


def keep_rows(session: DbSession, owner_id: int, rows: Sequence[NoteRow], *, now: datetime) -> dict[int, int]:
    """Keep the notes: write out their fields and make their cards. The number of the deck that was made, by note."""
    types = owners.note_types(session, owner_id)
    evidence = articles.evidence_of(session, owner_id, [row.id for row in rows])
    versions = articles.versions(session, owner_id, {part.version_id for part in evidence})
    homes = articles.article_rows(session, owner_id, {version.article_id for version in versions.values()})
    made: dict[int, int] = {}
    deck_ids: dict[int, int] = {}
    positions: dict[int, int] = {}
    for row in rows:
        note_type = types[row.note_type_id]
        faces = cards_of(row.guid, note_type, row.fields)
        if not faces:
            raise InputError("This note makes no card yet: edit it first.", field=note_type.faces[0].question)
        known = {part.version_id for part in evidence if part.note_id == row.id}
        own = [versions[id_] for id_ in known if versions[id_].article_id == row.article_id]
        home = max(own, key=lambda version: version.number, default=None)
        if row.article_id is None or home is None:
            raise ConflictError("The article of this note is no longer in the library, so it has no deck to go to.")
        article = articles.article_of(homes[row.article_id], home)
        if row.article_id not in deck_ids:
            deck, is_new = _deck(session, owner_id, row.article_id, article, now=now)
            deck_ids[row.article_id] = deck.id
            positions.setdefault(deck.id, cards.last_position(session, deck.id))
            if is_new:
                made[row.id] = deck.id
        here = [part for part in evidence if part.note_id == row.id and part.version_id == home.id]
        spans = [Span(part.start, part.end) for part in here]
        row.fields = _written_out(row, note_type, spans, article, now=now)
        row.status, row.reason = "kept", None
        row.modified_at = next_modified(row.modified_at, now)
        deck_id = deck_ids[row.article_id]
        positions[deck_id] += 1
        session.add_all(new_card(owner_id, row.id, deck_id, face.ord, positions[deck_id], now=now) for face in faces)
    session.flush()
    return made


def _written_out(
    row: NoteRow, note_type: NoteType, spans: Sequence[Span], article: Article, *, now: datetime
) -> dict[str, str]:
    own = {name: row.fields.get(name, "") for name in note_type.own_fields}
    note = Note(row.guid, note_type, own, tuple(Evidence(span) for span in spans), row.kind)
    return dict(deck_note(note, article, modified=now).fields)


def _deck(
    session: DbSession, owner_id: int, article_id: int, article: Article, *, now: datetime
) -> tuple[DeckRow, bool]:
    """The deck of the article and whether it was made just now."""
    row = articles.article_row(session, owner_id, article_id)
    if row is None:
        raise ConflictError("The article of this note is no longer in the library, so it has no deck to go to.")
    if row.deck_id is not None:
        deck = notes.deck_row(session, owner_id, row.deck_id)
        if deck is not None:
            return deck, False
    name = deck_name(article.title, article.text)
    there = notes.deck_named(session, owner_id, name)
    is_new = there is None or notes.belongs_to_article(session, there.id)
    if there is None or is_new:
        taken = notes.names_taken(session, owner_id, name)
        numbered = (f"{name} ({number})" for number in range(2, len(taken) + 3))
        free = next(one for one in (name, *numbered) if one not in taken)
        preset_id = owners.default_preset_id(session, owner_id)
        there = notes.add_deck(session, owner_id, free, preset_id=preset_id, now=now)
    row.deck_id = there.id
    return there, is_new

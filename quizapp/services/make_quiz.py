"""Making a quiz: what it asks about, which cards can be asked, and the questions as they will be shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import Row

from quizapp.errors import InputError, NotFoundError
from quizapp.notes import Card, NoteType, cards_of
from quizapp.scheduling.ways import Other, Way
from quizapp.services import asking
from quizapp.services.decks import no_deck
from quizapp.services.naming import OPENING, article_name
from quizapp.services.transaction import one_transaction
from quizapp.storage import articles, notes, owners, quizzes
from quizapp.storage.database import DbSession, start_reading
from quizapp.storage.quiz_rows import QuizItemRow, QuizRow
from quizapp.storage.rows import CardRow, NoteRow

MOST_QUESTIONS = 200
MOST_MINUTES = 600
LONGEST_WORDS = 200
"""Characters of the words that are looked for."""
POOL = 150
"""Other cards among which wrong options are looked for."""
LISTED = 200
"""Articles and tags that can be chosen from a list."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a quiz asks about: a deck with those below it, an article or a tag, and ``words`` that the cards hold.

    Without any, all cards.
    """

    deck_id: int | None = None
    article_id: int | None = None
    tag: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Askable:
    """A scope by its name, with how many of its cards can be asked, and the names of the faces that they have."""

    name: str
    cards: int
    faces: list[str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a quiz can be about: decks and articles by number and name, and tags."""

    decks: list[tuple[int, str]]
    articles: list[tuple[int, str]]
    tags: list[str]


def choices(session: DbSession, owner_id: int) -> Choices:
    """What there is to make a quiz about: all decks, the newest articles, and tags."""
    start_reading(session)
    return Choices(
        decks=[(deck.id, deck.name) for deck, _ in notes.decks(session, owner_id)],
        articles=[
            (one.row.id, article_name(one.known.title, one.opening))
            for one in articles.listed(session, owner_id, opening=OPENING)[:LISTED]
        ],
        tags=quizzes.tags(session, owner_id, limit=LISTED),
    )


def look(session: DbSession, owner_id: int, scope: Scope) -> Askable:
    """What can be asked of the scope; raises `NotFoundError` for a deck or article that is not there."""
    start_reading(session)
    name, _, rows = _found(session, owner_id, scope)
    types = owners.note_types(session, owner_id)
    faces = {types[row.note_type_id].faces[row.ord].name for row in rows}
    return Askable(name, len(rows), [name for name in face_names() if name in faces])


def face_names() -> list[str]:
    """The names of all faces that our note types have, each once."""
    return list(dict.fromkeys(face.name for note_type in NoteType for face in note_type.faces))


@one_transaction
def start(
    session: DbSession,
    owner_id: int,
    scope: Scope,
    *,
    number: int,
    way: Way,
    shuffled: bool,
    minutes: int | None,
    seed: int,
    now: datetime,
    faces: Collection[str] | None = None,
    counts: bool = False,
) -> int:
    """Make a quiz of ``number`` cards of the scope and give its number.

    Only cards with one of the ``faces`` are asked, None means all; of a note a second card only when the others are too
    few. A card with too few wrong options is typed where ``way`` says to choose. ``seed`` decides which are asked. With
    ``counts`` the answers can become reviews when the quiz is over. Raises `NotFoundError`, and `InputError` naming the
    field.
    """
    if not 1 <= number <= MOST_QUESTIONS:
        raise InputError(f"Give a number from 1 to {MOST_QUESTIONS}.", field="number")
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise InputError(f"Give a number of minutes from 1 to {MOST_MINUTES}, or none.", field="minutes")
    name, deck_id, found = _found(session, owner_id, scope)
    types = owners.note_types(session, owner_id)
    wanted = [row for row in found if faces is None or types[row.note_type_id].faces[row.ord].name in faces]
    if not wanted:
        if found:
            raise InputError("Choose at least one kind of question that these cards have.", field="faces")
        raise InputError(
            "There is no card here that a quiz can ask: it asks the cards made here, not those from Anki.",
            field="number",
        )
    chance = Random(seed)  # noqa: S311 - which cards are asked is no secret
    chosen = _chosen([(row.id, row.note_id) for row in wanted], number, chance, shuffled=shuffled)
    ids = [row.id for row in found]
    pool = {*chosen, *chance.sample(ids, min(POOL, len(ids)))}
    rows = {card.id: (card, note) for card, note in quizzes.cards_with_notes(session, owner_id, pool)}
    cards: dict[int, Card] = {}
    for card_id, (row, note) in rows.items():
        for face in cards_of(note.guid, types[note.note_type_id], note.fields):
            if face.ord == row.ord:
                cards[card_id] = face
    quiz = QuizRow(
        owner_id=owner_id,
        deck_id=deck_id,
        article_id=scope.article_id,
        tag=scope.tag or None,
        words=scope.words or None,
        name=name,
        counts=counts,
        minutes=minutes,
        started_at=now,
    )
    session.add(quiz)
    session.flush()
    others = [(rows[card_id][1], card) for card_id, card in cards.items()]
    items = [_asked(rows[card_id], cards[card_id], others, way, seed) for card_id in chosen if card_id in cards]
    for place, item in enumerate(items, start=1):
        item.owner_id, item.quiz_id, item.place = owner_id, quiz.id, place
    session.add_all(items)
    return quiz.id


def _found(
    session: DbSession, owner_id: int, scope: Scope
) -> tuple[str, int | None, Sequence[Row[int, int, int, int]]]:
    """What the scope is called, its deck, and the cards in it that can be asked."""
    deck_ids = None
    name = ""
    if scope.deck_id is not None:
        decks = notes.deck_tree(session, owner_id, scope.deck_id)
        if not decks:
            raise no_deck()
        deck_ids, name = [deck.id for deck, _ in decks], decks[0][0].name
    elif scope.article_id is not None:
        article = next(iter(articles.listed(session, owner_id, scope.article_id, opening=OPENING)), None)
        if article is None:
            raise NotFoundError("There is no such article: it may have been deleted.")
        name = article_name(article.known.title, article.opening)
    elif scope.tag:
        name = scope.tag
    words = scope.words.split()
    said = f"“{' '.join(words)}”" if words else ""
    rows = quizzes.askable(
        session, owner_id, deck_ids=deck_ids, article_id=scope.article_id, tag=scope.tag or None, words=words
    )
    return ": ".join(part for part in (name, said) if part) or "All cards", scope.deck_id, rows


def _chosen(cards: Sequence[tuple[int, int]], number: int, chance: Random, *, shuffled: bool) -> list[int]:
    """So many of the ``cards``, given with their notes: one of each note before a second of any."""
    mixed = list(cards)
    chance.shuffle(mixed)
    first: dict[int, int] = {}
    for card_id, note_id in mixed:
        first.setdefault(note_id, card_id)
    once = set(first.values())
    chosen = sorted((card for card, _ in mixed), key=lambda card: card not in once)[:number]
    if shuffled:
        return chosen
    place = {card: at for at, (card, _) in enumerate(cards)}
    return sorted(chosen, key=place.__getitem__)


def _asked(
    row: tuple[CardRow, NoteRow], face: Card, others: Sequence[tuple[NoteRow, Card]], way: Way, seed: int
) -> QuizItemRow:
    card, note = row
    found: tuple[str, ...] = ()
    if way is Way.CHOOSE:
        answers: list[Other] = [] if face.choices else [asking.other(one, of) for of, one in others if of.id != note.id]
        found = asking.choose(face, note, answers, seed=f"{seed}:{note.guid}:{card.ord}")
    return QuizItemRow(
        card_id=card.id,
        card_version=card.version,
        way=(Way.CHOOSE if found else Way.TYPE).value,
        question=asking.plain(face.question, note.fields_format),
        answer=asking.plain(face.answer, note.fields_format),
        accepted=list(asking.accepted(face, tuple(note.tags), note.fields_format)),
        options=list(found),
        evidence=asking.plain(note.fields.get("Evidence", ""), note.fields_format),
    )

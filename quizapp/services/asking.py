"""How a card is asked: flipped, typed or chosen; what is right besides the answer, and the options of a choice."""

from collections.abc import Iterable
from html import unescape

import nh3

from quizapp.notes import Card, NoteType, cards_of
from quizapp.scheduling import ways
from quizapp.scheduling.ways import Other, Way
from quizapp.services.decks import no_deck
from quizapp.services.transaction import one_transaction
from quizapp.storage import notes, owners
from quizapp.storage.database import DbSession
from quizapp.storage.rows import CardRow, NoteRow

NEIGHBOURS = 100
"""How many places before and after a card its wrong options are looked for."""


@one_transaction
def set_way(session: DbSession, owner_id: int, deck_id: int, way: Way, *, choice_counts: bool | None = None) -> None:
    """Answer the cards of the deck and of those below it this way from now on; raises `NotFoundError`.

    ``choice_counts`` says whether a right choice counts as a review, None that it stays as it was.
    """
    decks = notes.deck_tree(session, owner_id, deck_id)
    if not decks:
        raise no_deck()
    for deck, _ in decks:
        deck.answer_way = way.value
        if choice_counts is not None:
            deck.choice_counts = choice_counts


def plain(value: str, fields_format: str) -> str:
    """A field's words, without the tags of one that holds HTML."""
    return unescape(nh3.clean(value, tags=set())).strip() if fields_format == "html" else value.strip()


def accepted(card: Card, tags: tuple[str, ...], fields_format: str) -> tuple[str, ...]:
    """What is right besides the answer: of a person the last name alone."""
    name = plain(card.answer, fields_format)
    words = name.split()
    of_person = (card.note_type == NoteType.QUOTE.value and card.ord == 0) or "person" in tags
    if not of_person or not 2 <= len(words) <= 4 or not all(word[0].isupper() for word in words):
        return ()
    return (words[-1],)


def options_of(session: DbSession, owner_id: int, row: CardRow, note: NoteRow, card: Card) -> tuple[str, ...]:
    """The options of the card as it is now, in plain text; none when there are too few wrong ones of its type."""
    others: list[Other] = []
    if not card.choices:
        types = owners.note_types(session, owner_id)
        for near in notes.notes_near(session, owner_id, row, distance=NEIGHBOURS):
            if near.note_type_id in types:
                others += [other(face, near) for face in cards_of(near.guid, types[near.note_type_id], near.fields)]
    return choose(card, note, others, seed=f"{note.guid}:{row.ord}:{row.version}")


def choose(card: Card, note: NoteRow, others: Iterable[Other], *, seed: str) -> tuple[str, ...]:
    """The options of the card among ``others`` and its own, in an order that ``seed`` decides; none when too few."""
    given = [plain(choice, note.fields_format) for choice in card.choices]
    return tuple(ways.options(other(card, note), others, given=given, seed=seed))


def other(card: Card, note: NoteRow) -> Other:
    """The card's answer in plain text, with what says of which type it is."""
    question, answer = (plain(value, note.fields_format) for value in (card.question, card.answer))
    return Other(answer, question, note.kind, tuple(note.tags))

"""Custom study: a round through cards due later, forgotten, missed in a quiz, of a tag or article, or through all."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.schedule import Rating
from quizapp.scheduling.ways import Way
from quizapp.services.card_actions import take_back
from quizapp.services.decks import no_deck
from quizapp.services.study import Stored, answer_within
from quizapp.services.study_cards import study_card
from quizapp.services.study_day import study_day
from quizapp.services.study_views import Answered, Grade, StudyCard
from quizapp.services.transaction import one_transaction
from quizapp.storage import answering, custom, notes, quizzes
from quizapp.storage.custom_rows import CustomStudyRow
from quizapp.storage.database import DbSession, start_reading

FURTHEST = 365
"""Days ahead or back that can be chosen."""
_BACK_AFTER = 5
"""Cards after which one that was not known comes back."""


class Kind(Enum):
    """What is studied. The value is the name that the form sends."""

    AHEAD = "ahead"
    FORGOTTEN = "forgotten"
    TAG = "tag"
    ARTICLE = "article"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is studied, over so many ``days``, with that tag or of that article; with ``reschedules`` grades count."""

    kind: Kind
    reschedules: bool
    days: int = 1
    tag: str = ""
    article_id: int | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """A round that was left: how many of its cards are to come."""

    id: int
    name: str
    left: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from in a deck: its tags, its articles by number and title, and rounds to go on with."""

    deck_id: int
    deck_name: str
    tags: list[str]
    articles: list[tuple[int, str]]
    rounds: list[Round]


@dataclass(frozen=True, slots=True)
class CustomView:
    """What the page of a round shows; ``card`` is None at its end.

    ``about`` is the name of its deck, or of the quiz of which it goes over what was missed.
    """

    id: int
    deck_id: int | None
    quiz_id: int | None
    about: str
    name: str
    reschedules: bool
    left: int
    answers: int
    card: StudyCard | None


def get_choices(session: DbSession, owner_id: int, deck_id: int) -> Choices:
    """What a round through the deck may be about; raises `NotFoundError`."""
    start_reading(session)
    name, ids = _decks(session, owner_id, deck_id)
    tags, articles = custom.tags_of(session, owner_id, ids), custom.articles_of(session, owner_id, ids)
    rows = custom.rounds(session, owner_id, deck_id=deck_id)
    rounds = [Round(row.id, row.name, len(row.waiting), row.started_at) for row in rows if row.waiting]
    return Choices(deck_id, name, tags, articles, rounds)


@one_transaction
def start(
    session: DbSession, owner_id: int, deck_id: int, choice: Choice, *, name: str, now: datetime, calendar: Calendar
) -> int:
    """Start a round and give its number; raises `NotFoundError`, and `InputError` when it would have no card."""
    _, ids = _decks(session, owner_id, deck_id)
    found = _chosen(session, owner_id, ids, choice, now=now, calendar=calendar)
    if not found:
        raise InputError("No card of this deck fits that: choose something else.", field="kind")
    waiting = list(found)
    if choice.kind is not Kind.AHEAD:
        seed = f"{deck_id}:{now.isoformat()}"
        waiting.sort(key=lambda card: hashlib.sha256(f"{seed}:{card}".encode()).digest())
    for row in custom.rounds(session, owner_id, deck_id=deck_id):
        if not row.waiting:
            session.delete(row)
    return _begin(session, owner_id, waiting, name=name, reschedules=choice.reschedules, deck_id=deck_id, now=now)


@one_transaction
def start_missed(session: DbSession, owner_id: int, quiz_id: int, *, name: str, now: datetime) -> int:
    """Start a round through the cards that the quiz missed, which changes no schedule, and give its number.

    It takes the place of an earlier one. Raises `NotFoundError`, and `ConflictError` when none of them is there.
    """
    if quizzes.quiz_row(session, owner_id, quiz_id) is None:
        raise NotFoundError("There is no such quiz: it may have been deleted.")
    missed = custom.missed_in(session, owner_id, quiz_id)
    if not missed:
        raise ConflictError("Those cards are no longer there to study.")
    for row in custom.rounds(session, owner_id, quiz_id=quiz_id):
        session.delete(row)
    return _begin(session, owner_id, list(missed), name=name, reschedules=False, quiz_id=quiz_id, now=now)


def _begin(
    session: DbSession,
    owner_id: int,
    waiting: list[int],
    *,
    name: str,
    reschedules: bool,
    now: datetime,
    deck_id: int | None = None,
    quiz_id: int | None = None,
) -> int:
    row = CustomStudyRow(
        owner_id=owner_id,
        deck_id=deck_id,
        quiz_id=quiz_id,
        name=name,
        reschedules=reschedules,
        total=len(waiting),
        waiting=waiting,
        done=[],
        started_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def current(session: DbSession, owner_id: int, custom_id: int, *, now: datetime, calendar: Calendar) -> CustomView:
    """The card that is next in the round; raises `NotFoundError`. Cards deleted or suspended meanwhile are left out."""
    start_reading(session)
    row = _row(session, owner_id, custom_id)
    card, left = None, 0
    for place, card_id in enumerate(row.waiting):
        asked = answering.asked_card(session, owner_id, card_id)
        if asked is not None and not asked.is_suspended and not asked.is_empty:
            day = study_day(session, owner_id, asked.deck_id, now=now, calendar=calendar)
            card = study_card(session, owner_id, asked, day, now=now, calendar=calendar, reschedules=row.reschedules)
            left = len(row.waiting) - place
        if card is not None:
            card = replace(card, way=Way.FLIP, options=(), counts=row.reschedules)
            break
    about = _about(session, owner_id, row)
    return CustomView(row.id, row.deck_id, row.quiz_id, about, row.name, row.reschedules, left, len(row.done), card)


def answer_custom(
    session: DbSession, owner_id: int, custom_id: int, grade: Grade, *, now: datetime, calendar: Calendar
) -> Answered:
    """Take the answer to the round's card; where grades count it is stored as a review, in the same transaction.

    The same request again changes nothing. Raises `NotFoundError`, and `ConflictError` when another card is next or
    the card was changed.
    """
    stored = _answer_custom(session, owner_id, custom_id, grade, now=now, calendar=calendar)
    stored.goes_on()
    return stored.answered


@one_transaction
def _answer_custom(
    session: DbSession, owner_id: int, custom_id: int, grade: Grade, *, now: datetime, calendar: Calendar
) -> Stored:
    row = _row(session, owner_id, custom_id)
    if any(step["request"] == grade.request_id for step in row.done):
        return Stored(Answered(repeated=True, review_id=0), lambda: None)
    if grade.card_id not in row.waiting:
        raise ConflictError("That card was answered in this round already, so nothing was changed.")
    stored = Stored(Answered(repeated=False, review_id=0), lambda: None)
    comes_back = grade.rating == Rating.AGAIN
    if row.reschedules:
        stored = answer_within(session, owner_id, grade, now=now, calendar=calendar, deck_id=None, by_choice=False)
    waiting = row.waiting[row.waiting.index(grade.card_id) + 1 :]
    place = min(_BACK_AFTER, len(waiting)) if comes_back else None
    if place is not None:
        waiting.insert(place, grade.card_id)
    step = {
        "request": grade.request_id, "card": grade.card_id, "place": place, "change": stored.answered.step,
    }  # fmt: skip
    row.waiting, row.done = waiting, [*row.done, step]
    return stored


@one_transaction
def undo_custom(session: DbSession, owner_id: int, custom_id: int, *, now: datetime, answers: int) -> bool:
    """Take back the round's last answer, and its review where grades count; False when there is none.

    ``answers`` is how many the page showed. Raises `NotFoundError`, and `ConflictError` when there are more now, or
    the card was changed since.
    """
    row = _row(session, owner_id, custom_id)
    if len(row.done) != answers:
        raise ConflictError("Another card was answered since the page was shown, so nothing was undone.")
    if not row.done:
        return False
    step = row.done[-1]
    if step["change"] is not None:
        asked = answering.asked_card(session, owner_id, step["card"])
        if asked is None:
            raise ConflictError("That card was deleted since, so nothing was undone.")
        take_back(session, owner_id, asked.deck_id, now=now, expected=step["change"])
    waiting = list(row.waiting)
    if step["place"] is not None:
        waiting.pop(step["place"])
    row.waiting, row.done = [step["card"], *waiting], row.done[:-1]
    return True


@one_transaction
def end(session: DbSession, owner_id: int, custom_id: int) -> tuple[int | None, int | None]:
    """Leave the round; the number of its deck, or of its quiz. What was graded stays."""
    row = _row(session, owner_id, custom_id)
    found = row.deck_id, row.quiz_id
    session.delete(row)
    return found


def _chosen(
    session: DbSession, owner_id: int, ids: Sequence[int], choice: Choice, *, now: datetime, calendar: Calendar
) -> Sequence[int]:
    if choice.kind in (Kind.AHEAD, Kind.FORGOTTEN) and not 1 <= choice.days <= FURTHEST:
        raise InputError(f"Give a number of days from 1 to {FURTHEST}.", field="days")
    today = calendar.day(now)
    if choice.kind is Kind.AHEAD:
        last = today + timedelta(days=choice.days)
        return custom.due_within(session, owner_id, ids, after=today, last=last)
    if choice.kind is Kind.FORGOTTEN:
        return custom.forgotten_since(session, owner_id, ids, calendar.start(today - timedelta(days=choice.days - 1)))
    if choice.kind is Kind.TAG:
        if not choice.tag:
            raise InputError("Choose a tag.", field="tag")
        return custom.with_tag(session, owner_id, ids, choice.tag)
    if choice.kind is Kind.ARTICLE:
        if choice.article_id is None:
            raise InputError("Choose an article.", field="article")
        return custom.of_article(session, owner_id, ids, choice.article_id)
    return custom.all_cards(session, owner_id, ids)


def _decks(session: DbSession, owner_id: int, deck_id: int) -> tuple[str, list[int]]:
    found = notes.deck_tree(session, owner_id, deck_id)
    if not found:
        raise no_deck()
    return found[0][0].name, [deck.id for deck, _ in found]


def _about(session: DbSession, owner_id: int, row: CustomStudyRow) -> str:
    if row.quiz_id is not None:
        quiz = quizzes.quiz_row(session, owner_id, row.quiz_id)
        return "" if quiz is None else quiz.name
    deck = None if row.deck_id is None else notes.deck_row(session, owner_id, row.deck_id)
    return "" if deck is None else deck.name


def _row(session: DbSession, owner_id: int, custom_id: int) -> CustomStudyRow:
    row = custom.custom_row(session, owner_id, custom_id)
    if row is None:
        raise NotFoundError("There is no such round any more: it was ended, or its deck deleted.")
    return row

"""Quizzes: a scored sitting over a deck, left and resumed at will. Its answers never change the schedule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.notes import Card, cards_of
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.grading import Verdict, grade
from quizapp.scheduling.schedule import State
from quizapp.scheduling.ways import Other, Way
from quizapp.services import asking
from quizapp.services.card_actions import due_today
from quizapp.services.decks import no_deck
from quizapp.services.transaction import one_transaction
from quizapp.storage import notes, owners, quizzes
from quizapp.storage.database import DbSession, start_reading
from quizapp.storage.quiz_rows import QuizItemRow, QuizRow
from quizapp.storage.rows import CardRow, NoteRow

MOST_QUESTIONS = 200
MOST_MINUTES = 600
LONGEST_ANSWER = 500
POOL = 150
"""Other cards among which wrong options are looked for."""
SHOWN = 100
"""Quizzes that a list shows."""
_RIGHT = (Verdict.EXACT, Verdict.SAME, Verdict.SLIP)


@dataclass(frozen=True, slots=True)
class QuizItem:
    """A question: ``given`` and ``is_right`` are None while it has no answer; ``card_id`` when its card is gone."""

    id: int
    place: int
    card_id: int | None
    way: Way
    question: str
    answer: str
    options: tuple[str, ...]
    evidence: str
    given: str | None
    is_right: bool | None


@dataclass(frozen=True, slots=True)
class QuizView:
    """A quiz as a page shows it: ``item`` is the question that is next, None when it is over."""

    id: int
    deck_id: int | None
    name: str
    items: list[QuizItem]
    item: QuizItem | None
    started_at: datetime
    ends_at: datetime | None
    finished_at: datetime | None

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(item.given is not None for item in self.items)

    @property
    def right(self) -> int:
        """How many answers are right."""
        return sum(item.is_right is True for item in self.items)


@dataclass(frozen=True, slots=True)
class QuizSummary:
    """A quiz in a list."""

    id: int
    name: str
    started_at: datetime
    is_over: bool
    questions: int
    answered: int
    right: int


@one_transaction
def start(
    session: DbSession,
    owner_id: int,
    deck_id: int,
    *,
    number: int,
    way: Way,
    shuffled: bool,
    minutes: int | None,
    seed: int,
    now: datetime,
) -> int:
    """Make a quiz of ``number`` cards of the deck and those below it, and give its number.

    A card with too few wrong options is typed where ``way`` says to choose. ``seed`` decides which cards are asked.
    Raises `NotFoundError`, and `InputError` naming the field.
    """
    if not 1 <= number <= MOST_QUESTIONS:
        raise InputError(f"Give a number from 1 to {MOST_QUESTIONS}.", field="number")
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise InputError(f"Give a number of minutes from 1 to {MOST_MINUTES}, or none.", field="minutes")
    decks = notes.deck_tree(session, owner_id, deck_id)
    if not decks:
        raise no_deck()
    ids = quizzes.askable(session, owner_id, [deck.id for deck, _ in decks])
    if not ids:
        raise InputError(
            "This deck has no card that a quiz can ask: it asks the cards made here, not those from Anki.",
            field="number",
        )
    chance = Random(seed)  # noqa: S311 - which cards are asked is no secret
    chosen = chance.sample(ids, min(number, len(ids)))
    if not shuffled:
        place = {card_id: at for at, card_id in enumerate(ids)}
        chosen.sort(key=place.__getitem__)
    pool = {*chosen, *chance.sample(ids, min(POOL, len(ids)))}
    rows = {card.id: (card, note) for card, note in quizzes.cards_with_notes(session, owner_id, pool)}
    types = owners.note_types(session, owner_id)
    faces: dict[int, Card] = {}
    for card_id, (row, note) in rows.items():
        for face in cards_of(note.guid, types[note.note_type_id], note.fields):
            if face.ord == row.ord:
                faces[card_id] = face
    quiz = QuizRow(owner_id=owner_id, deck_id=deck_id, name=decks[0][0].name, minutes=minutes, started_at=now)
    session.add(quiz)
    session.flush()
    items = [
        _asked(rows[card_id], faces[card_id], [(rows[other][1], face) for other, face in faces.items()], way, seed)
        for card_id in chosen
        if card_id in faces
    ]
    for place_, item in enumerate(items, start=1):
        item.owner_id, item.quiz_id, item.place = owner_id, quiz.id, place_
    session.add_all(items)
    return quiz.id


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
        way=(Way.CHOOSE if found else Way.TYPE).value,
        question=asking.plain(face.question, note.fields_format),
        answer=asking.plain(face.answer, note.fields_format),
        accepted=list(asking.accepted(face, tuple(note.tags), note.fields_format)),
        options=list(found),
        evidence=asking.plain(note.fields.get("Evidence", ""), note.fields_format),
    )


def get_quiz(session: DbSession, owner_id: int, quiz_id: int, *, now: datetime) -> QuizView:
    """The quiz as it stands; it is over when all is answered, it was ended, or its time is up. `NotFoundError`."""
    start_reading(session)
    return _view(session, owner_id, quiz_id, now=now)


def list_quizzes(session: DbSession, owner_id: int, *, now: datetime) -> list[QuizSummary]:
    """The owner's newest quizzes."""
    start_reading(session)
    return [
        QuizSummary(
            id=row.id,
            name=row.name,
            started_at=row.started_at,
            is_over=_is_over(row, now) or answered == questions,
            questions=questions,
            answered=answered,
            right=int(right or 0),
        )
        for row, questions, answered, right in quizzes.quizzes(session, owner_id, limit=SHOWN)
    ]


@one_transaction
def answer_item(session: DbSession, owner_id: int, quiz_id: int, item_id: int, given: str, *, now: datetime) -> None:
    """Store the answer to a question. One that has an answer keeps it, so that a form sent twice counts once.

    Raises `NotFoundError`, and `ConflictError` when the quiz is over.
    """
    quiz, item = _item(session, owner_id, quiz_id, item_id)
    if item.given is not None:
        return
    if _is_over(quiz, now):
        raise ConflictError("The quiz is over, so that answer was not counted.")
    item.given = " ".join(given.replace("\x00", "").split())[:LONGEST_ANSWER]
    item.answered_at = now
    if item.way == Way.CHOOSE.value:
        item.is_right = item.given == " ".join(item.answer.split())
    else:
        item.is_right = grade(item.given, item.answer, variants=item.accepted).verdict in _RIGHT


@one_transaction
def judge(session: DbSession, owner_id: int, quiz_id: int, item_id: int, is_right: bool) -> None:
    """Say whether an answer counts as right: the person has the last word. Raises `NotFoundError`."""
    _, item = _item(session, owner_id, quiz_id, item_id)
    if item.given:
        item.is_right = is_right


@one_transaction
def end(session: DbSession, owner_id: int, quiz_id: int, *, now: datetime) -> None:
    """End the quiz: what has no answer counts as missed. Raises `NotFoundError`."""
    quiz = quizzes.quiz_row(session, owner_id, quiz_id)
    if quiz is None:
        raise _no_quiz()
    quiz.finished_at = quiz.finished_at or now


@one_transaction
def study_missed(session: DbSession, owner_id: int, quiz_id: int, *, now: datetime, calendar: Calendar) -> int:
    """Make the reviews that were missed due today; how many cards of what was missed can be studied now.

    New cards and those in learning come by themselves. Each step can be undone on the study page. `NotFoundError`.
    """
    view = _view(session, owner_id, quiz_id, now=now)
    missed = [item.card_id for item in view.items if item.is_right is not True and item.card_id is not None]
    found = [row for row in quizzes.cards_with_notes(session, owner_id, missed) if not row[0].is_suspended]
    today = calendar.day(now)
    for row, note in found:
        if row.state == State.REVIEW.value and row.due_day is not None and row.due_day > today:
            due_today(session, owner_id, row, note, now=now, calendar=calendar)
    return len(found)


def _view(session: DbSession, owner_id: int, quiz_id: int, *, now: datetime) -> QuizView:
    quiz = quizzes.quiz_row(session, owner_id, quiz_id)
    if quiz is None:
        raise _no_quiz()
    items = [
        QuizItem(
            id=row.id,
            place=row.place,
            card_id=row.card_id,
            way=Way(row.way),
            question=row.question,
            answer=row.answer,
            options=tuple(row.options),
            evidence=row.evidence,
            given=row.given,
            is_right=row.is_right,
        )
        for row in quizzes.items_of(session, owner_id, quiz_id)
    ]
    left = [] if _is_over(quiz, now) else [item for item in items if item.given is None]
    return QuizView(
        id=quiz.id,
        deck_id=quiz.deck_id,
        name=quiz.name,
        items=items,
        item=left[0] if left else None,
        started_at=quiz.started_at,
        ends_at=_ends_at(quiz),
        finished_at=quiz.finished_at,
    )


def _ends_at(quiz: QuizRow) -> datetime | None:
    return None if quiz.minutes is None else quiz.started_at + timedelta(minutes=quiz.minutes)


def _is_over(quiz: QuizRow, now: datetime) -> bool:
    ends_at = _ends_at(quiz)
    return quiz.finished_at is not None or (ends_at is not None and now >= ends_at)


def _item(session: DbSession, owner_id: int, quiz_id: int, item_id: int) -> tuple[QuizRow, QuizItemRow]:
    quiz = quizzes.quiz_row(session, owner_id, quiz_id)
    item = next((one for one in quizzes.items_of(session, owner_id, quiz_id) if one.id == item_id), None)
    if quiz is None or item is None:
        raise _no_quiz()
    return quiz, item


def _no_quiz() -> NotFoundError:
    return NotFoundError("There is no such quiz: it may have been deleted.")

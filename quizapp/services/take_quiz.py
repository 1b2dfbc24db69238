"""Quizzes: a scored sitting, left and resumed at will. Its answers become reviews only where the person says so."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.errors import ConflictError, NotFoundError
from quizapp.notes import MARKDOWN
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.grading import Verdict, grade
from quizapp.scheduling.schedule import Rating
from quizapp.scheduling.ways import MOST_FOR_CHOICE, Way
from quizapp.services import study
from quizapp.services.make_quiz import Scope
from quizapp.services.transaction import one_transaction
from quizapp.storage import notes, quizzes
from quizapp.storage.database import DbSession, start_reading
from quizapp.storage.quiz_rows import QuizItemRow, QuizRow

LONGEST_ANSWER = 500
LONGEST_MS = 60_000
"""Milliseconds that an answer takes at most when it becomes a review, as in study."""
SHOWN = 100
"""Quizzes that a list shows."""
_RIGHT = (Verdict.EXACT, Verdict.SAME, Verdict.SLIP)


@dataclass(frozen=True, slots=True)
class QuizItem:
    """A question: ``given`` and ``is_right`` are None while it has no answer; ``card_id`` when its card is gone.

    ``shown_format`` says how the question, the answer and the options are written: "plain" or "markdown".
    """

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
    is_counted: bool
    shown_format: str = "plain"


@dataclass(frozen=True, slots=True)
class QuizView:
    """A quiz as a page shows it: ``item`` is the question that is next, None when it is over.

    With ``counts`` its answers are to become reviews; ``is_counted`` when they have. ``deck_id`` is where most of its
    cards are, None when there is none of them.
    """

    id: int
    scope: Scope
    deck_id: int | None
    name: str
    counts: bool
    is_counted: bool
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
    """Say whether an answer counts as right: the person has the last word, until it is a review.

    Raises `NotFoundError`, and `ConflictError` for one that is.
    """
    _, item = _item(session, owner_id, quiz_id, item_id)
    if item.is_counted:
        raise ConflictError("That answer is a review already. It can be undone where its deck is studied.")
    if item.given:
        item.is_right = is_right


@one_transaction
def end(session: DbSession, owner_id: int, quiz_id: int, *, now: datetime) -> None:
    """End the quiz: what has no answer counts as missed. Raises `NotFoundError`."""
    quiz = quizzes.quiz_row(session, owner_id, quiz_id)
    if quiz is None:
        raise _no_quiz()
    quiz.finished_at = quiz.finished_at or now


def count_answers(session: DbSession, owner_id: int, quiz_id: int, *, now: datetime, calendar: Calendar) -> int:
    """Make the quiz's answers reviews, as if they had been given in study, and say how many of them are.

    Each is one transaction and is made once, however often this is asked. Left out are questions without an answer, and
    cards that were answered or changed elsewhere since the quiz was made. A right answer is Good, one that was chosen
    Hard at most; a wrong one is Again. Raises `NotFoundError`, and `ConflictError` for a quiz that is not over or does
    not count.
    """
    start_reading(session)
    view = _view(session, owner_id, quiz_id, now=now)
    if not view.counts or view.item is not None:
        raise ConflictError("The answers of this quiz don't count as reviews, or it is not over yet.")
    rows = [row for row in quizzes.items_of(session, owner_id, quiz_id) if row.given is not None and not row.is_counted]
    decks = {deck.id: deck for deck, _ in notes.decks(session, owner_id)}
    of_card = quizzes.decks_of_cards(session, owner_id, [row.card_id for row in rows])
    asked = []
    before = view.started_at
    for row in rows:
        if row.card_id in of_card and row.card_version is not None and row.answered_at is not None:
            is_chosen = Way.CHOOSE.value in (row.way, decks[of_card[row.card_id]].answer_way)
            right = MOST_FOR_CHOICE if is_chosen else Rating.GOOD
            took = max(0, int((row.answered_at - before).total_seconds() * 1000))
            rating = right if row.is_right else Rating.AGAIN
            asked.append((row.id, row.card_id, row.card_version, rating, min(took, LONGEST_MS)))
        before = row.answered_at or before
    session.rollback()
    counted = []
    for item_id, card_id, version, rating, took in asked:
        with suppress(ConflictError, NotFoundError):
            grade = study.Grade(card_id, version, int(rating), request_id=f"quiz:{item_id}", duration_ms=took)
            study.answer(session, owner_id, grade, now=now, calendar=calendar)
            counted.append(item_id)
    _mark_counted(session, owner_id, quiz_id, counted, now=now)
    return len(counted)


@one_transaction
def _mark_counted(session: DbSession, owner_id: int, quiz_id: int, item_ids: list[int], *, now: datetime) -> None:
    quiz = quizzes.quiz_row(session, owner_id, quiz_id)
    if quiz is None:
        raise _no_quiz()
    quiz.counted_at = quiz.counted_at or now
    for row in quizzes.items_of(session, owner_id, quiz_id):
        row.is_counted = row.is_counted or row.id in item_ids


def _view(session: DbSession, owner_id: int, quiz_id: int, *, now: datetime) -> QuizView:
    quiz = quizzes.quiz_row(session, owner_id, quiz_id)
    if quiz is None:
        raise _no_quiz()
    rows = quizzes.items_of(session, owner_id, quiz_id)
    in_markdown = quizzes.cards_by(session, owner_id, [row.card_id for row in rows], writer=MARKDOWN)
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
            is_counted=row.is_counted,
            shown_format="markdown" if row.card_id in in_markdown else "plain",
        )
        for row in rows
    ]
    left = [] if _is_over(quiz, now) else [item for item in items if item.given is None]
    return QuizView(
        id=quiz.id,
        scope=Scope(deck_id=quiz.deck_id, article_id=quiz.article_id, tag=quiz.tag or "", words=quiz.words or ""),
        deck_id=quiz.deck_id or quizzes.commonest_deck(session, owner_id, [row.card_id for row in rows]),
        name=quiz.name,
        counts=quiz.counts,
        is_counted=quiz.counted_at is not None,
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

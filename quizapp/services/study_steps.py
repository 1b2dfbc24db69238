"""The last step of studying, which undo takes back: an answer, which carries that itself, or a step of the journal."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from quizapp.notes import NoteType
from quizapp.services import journal
from quizapp.storage import history
from quizapp.storage.database import DbSession
from quizapp.storage.history_rows import ChangeRow


@dataclass(frozen=True, slots=True)
class Step:
    """A step by its ``number``, which no other of the owner's has or had, and what is to be taken back.

    ``changed`` holds the card's values before and after; ``change`` is its row of the journal, if it has one.
    """

    number: int
    label: str
    card_id: int | None
    changed: list[dict[str, Any]] | None
    review_id: int | None
    change: ChangeRow | None = None


def last_step(
    session: DbSession, owner_id: int, deck_ids: Collection[int], types: Mapping[int, NoteType]
) -> Step | None:
    """The newest step of studying the decks that is not taken back; ``types`` are the owner's that are ours."""
    change = history.last_study_change(session, owner_id, deck_ids)
    found = history.last_answer(session, owner_id, deck_ids)
    if found is not None:
        review, ord_, note = found
        assert review.step is not None  # as it was looked for by that
        if change is None or change.step < review.step:
            label = journal.answer_label(review.rating, journal.question_of(note, ord_, types))
            return Step(review.step, label, review.card_id, review.changed, review.id)
    if change is None:
        return None
    return Step(change.step, change.label, change.card_id, change.changed, change.review_id, change)

"""What runs at every answer, prepared: the card that is asked, its new state, and its review with what undo needs."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, false, func, insert, literal_column, select, update

from quizapp.scheduling.schedule import CardState, State
from quizapp.storage.article_rows import ArticleVersionRow, EvidenceRow
from quizapp.storage.cards import STATE_FIELDS, as_json, state_values
from quizapp.storage.database import not_sought
from quizapp.storage.history_rows import ChangeItemRow, ChangeRow, ReviewRow
from quizapp.storage.prepared import Connected, Prepared
from quizapp.storage.rows import CardRow, DeckRow, NoteRow, OwnerRow


class AskedCard(NamedTuple):
    """A card and its note, as one answer needs them."""

    card_id: int
    note_id: int
    deck_id: int
    ord: int
    version: int
    is_suspended: bool
    is_empty: bool
    buried_day: date | None
    flag: int
    state: CardState
    note_type_id: int
    article_id: int | None
    guid: str
    kind: str
    writer: str
    score: float | None
    fields: dict[str, str]
    fields_format: str
    tags: list[str]
    status: str
    reason: str | None
    modified_at: datetime


_STATE_COLUMNS = tuple(getattr(CardRow, name) for name in STATE_FIELDS)
_CARD = (
    CardRow.id, CardRow.note_id, CardRow.deck_id, CardRow.ord, CardRow.version, CardRow.is_suspended, CardRow.is_empty,
    CardRow.buried_day, CardRow.flag,
)  # fmt: skip
_NOTE = (
    NoteRow.note_type_id, NoteRow.article_id, NoteRow.guid, NoteRow.kind, NoteRow.writer, NoteRow.score, NoteRow.fields,
    NoteRow.fields_format, NoteRow.tags, NoteRow.status, NoteRow.reason, NoteRow.modified_at,
)  # fmt: skip
_ASKED = Prepared(
    select(*_CARD, *_NOTE, *_STATE_COLUMNS)
    .join(NoteRow, NoteRow.id == CardRow.note_id)
    .where(CardRow.owner_id == bindparam("owner"), CardRow.id == bindparam("card"))
)
AHEAD = 8
"""Cards that are read at once, of which the first is asked next."""
_ASKED_AHEAD = Prepared(
    select(*_CARD, *_NOTE, *_STATE_COLUMNS)
    .join(NoteRow, NoteRow.id == CardRow.note_id)
    .where(
        CardRow.owner_id == bindparam("owner"),
        CardRow.id.in_([bindparam(f"card_{place}") for place in range(AHEAD)]),
    )
)
_CHANGES_OF_OWNER = select(OwnerRow.changes).where(OwnerRow.id == bindparam("owner"))
_BY_REQUEST = (ReviewRow.owner_id == bindparam("owner"), ReviewRow.request_id == bindparam("request"))
_ASKED_BY_REQUEST = Prepared(
    select(
        _CHANGES_OF_OWNER.scalar_subquery(),
        select(ReviewRow.id).where(*_BY_REQUEST).scalar_subquery(),
        select(ReviewRow.card_id).where(*_BY_REQUEST).scalar_subquery(),
        *_CARD,
        *_NOTE,
        *_STATE_COLUMNS,
    )
    .join(NoteRow, NoteRow.id == CardRow.note_id)
    .where(CardRow.owner_id == bindparam("owner"), CardRow.id == bindparam("card"))
)
_REVIEW_COLUMNS = (
    "owner_id", "card_id", "deck_id", "request_id", "card_version", "rating", "kind", "state", "takes_review",
    "interval_before", "interval_days", "stability", "difficulty", "duration_ms", "reviewed_at", "anki_id",
    "anki_kind", "anki_interval", "anki_interval_before", "anki_factor", "step", "changed",
)  # fmt: skip
_ADD_REVIEW = Prepared(insert(ReviewRow).values({name: bindparam(name) for name in _REVIEW_COLUMNS}))
_CHANGE_COLUMNS = ("owner_id", "deck_id", "action", "label", "made_at", "card_id", "review_id", "changed", "step")
_ADD_CHANGE = Prepared(insert(ChangeRow).values({name: bindparam(name) for name in _CHANGE_COLUMNS}))
_ITEM_COLUMNS = ("owner_id", "change_id", "note_id", "before", "after")
_ADD_ITEM = Prepared(insert(ChangeItemRow).values({name: bindparam(name) for name in _ITEM_COLUMNS}))
_OF_REQUEST = Prepared(select(ReviewRow.id, ReviewRow.card_id).where(*_BY_REQUEST))
_COUNT = (
    update(OwnerRow).where(OwnerRow.id == bindparam("owner")).values(changes=OwnerRow.changes + literal_column("1"))
)
_COUNT_ALWAYS = Prepared(_COUNT)
_COUNT_NEXT = Prepared(_COUNT.where(OwnerRow.changes == bindparam("seen")))
_CHANGES = Prepared(_CHANGES_OF_OWNER)
_CHANGES_HELD = Prepared(_CHANGES_OF_OWNER.with_for_update())
# SQLite takes the evidence of an owner to be less than that of eight notes, and would go through all of it.
_EVIDENCE_OF_NOTES = (
    select(
        EvidenceRow.note_id,
        EvidenceRow.start_at,
        EvidenceRow.end_at,
        EvidenceRow.answer_start,
        EvidenceRow.answer_end,
        ArticleVersionRow.article_id,
        ArticleVersionRow.title,
        func.substr(ArticleVersionRow.text, EvidenceRow.start_at + 1, EvidenceRow.end_at - EvidenceRow.start_at),
    )
    .join(ArticleVersionRow, ArticleVersionRow.id == EvidenceRow.version_id)
    .where(not_sought(EvidenceRow.owner_id) == bindparam("owner"))
    .order_by(EvidenceRow.version_id, EvidenceRow.start_at)
)
_EVIDENCE = Prepared(_EVIDENCE_OF_NOTES.where(EvidenceRow.note_id == bindparam("note")))
_EVIDENCE_AHEAD = Prepared(
    _EVIDENCE_OF_NOTES.where(EvidenceRow.note_id.in_([bindparam(f"note_{place}") for place in range(AHEAD)]))
)
_SIBLINGS = Prepared(
    select(CardRow.due_day).where(
        CardRow.note_id == bindparam("note"), CardRow.id != bindparam("card"), CardRow.due_day.is_not(None)
    )
)

_LOADS = Prepared(
    select(CardRow.due_day, func.count())
    .join(DeckRow, DeckRow.id == CardRow.deck_id)
    .where(
        DeckRow.owner_id == bindparam("owner"),
        DeckRow.preset_id == bindparam("preset"),
        CardRow.due_day.between(bindparam("first"), bindparam("last")),
        CardRow.is_suspended.is_(false()),
    )
    .group_by(CardRow.due_day)
)
_TAKEN = Prepared(
    select(ReviewRow.anki_id)
    .where(ReviewRow.card_id == bindparam("card"), ReviewRow.anki_id >= bindparam("number"))
    .order_by(ReviewRow.anki_id)
)


def asked_card(at: Connected, owner_id: int, card_id: int) -> AskedCard | None:
    """The card with its note."""
    row = _ASKED.one(at, owner=owner_id, card=card_id)
    return None if row is None else _asked_card(row)


class Request(NamedTuple):
    """What a request to answer a card finds: how many changes the library had, and what it stored before, if it did:
    the number of a review, and of the card that was reviewed.
    """

    asked: AskedCard
    changes: int
    review_id: int | None
    reviewed_card: int | None


def request_of(at: Connected, owner_id: int, card_id: int, request_id: str) -> Request | None:
    """The card with its note, as the request finds it; None when it is gone."""
    row = _ASKED_BY_REQUEST.one(at, owner=owner_id, card=card_id, request=request_id)
    return None if row is None else Request(_asked_card(row[3:]), *row[:3])


def _asked_card(row: tuple[Any, ...]) -> AskedCard:
    card, note, state = row[: len(_CARD)], row[len(_CARD) : -len(STATE_FIELDS)], row[-len(STATE_FIELDS) :]
    values: tuple[Any, ...] = (*card, CardState(State(state[0]), *state[1:]), *note)
    return AskedCard(*values)


def evidence_of_note(at: Connected, owner_id: int, note_id: int) -> list[tuple[Any, ...]]:
    """Start, end, answer's start and end, article, its title and the text of each evidence of the note."""
    return [row[1:] for row in _EVIDENCE.rows(at, owner=owner_id, note=note_id)]


def cards_ahead(
    at: Connected, owner_id: int, card_ids: Sequence[int]
) -> dict[int, tuple[AskedCard, list[tuple[Any, ...]]]]:
    """The cards, `AHEAD` at most, each with its note and what `evidence_of_note` gives for that."""
    asked = [_asked_card(row) for row in _ASKED_AHEAD.rows(at, owner=owner_id, **_places("card", card_ids))]
    proofs: dict[int, list[tuple[Any, ...]]] = {card.note_id: [] for card in asked}
    if proofs:
        for note_id, *row in _EVIDENCE_AHEAD.rows(at, owner=owner_id, **_places("note", list(proofs))):
            proofs[note_id].append(tuple(row))
    return {card.card_id: (card, proofs[card.note_id]) for card in asked}


def _places(name: str, numbers: Sequence[int]) -> dict[str, int]:
    """The numbers as bound parameters, the last again where there are fewer than places."""
    return {f"{name}_{place}": numbers[min(place, len(numbers) - 1)] for place in range(AHEAD)}


def sibling_days(at: Connected, note_id: int, card_id: int) -> frozenset[date]:
    """The days on which the other cards of the note are due."""
    return frozenset(day for (day,) in _SIBLINGS.rows(at, note=note_id, card=card_id))


def loads(at: Connected, owner_id: int, preset_id: int, *, first: date, last: date) -> dict[date, int]:
    """How many reviews are due on each day from ``first`` to ``last`` in the decks that share the preset."""
    return dict(_LOADS.rows(at, owner=owner_id, preset=preset_id, first=first, last=last))


def free_instant(at: Connected, card_id: int, number: int) -> int:
    """``number``, or the next one that no review of the card has in Anki's log."""
    for (taken,) in _TAKEN.rows(at, card=card_id, number=number):
        if taken > number:
            break
        number += 1
    return number


def move_card(
    at: Connected, owner_id: int, asked: AskedCard, after: CardState, *, suspends: bool
) -> list[dict[str, Any]] | None:
    """Give the card its new state when its version is still the one that was asked; None when it is not.

    Only what changes is written, so that only the indexes of that are; that is given back as the journal keeps it, as
    it was and as it became.
    """
    values: dict[str, Any] = {"is_suspended": True} if suspends else {}
    was: dict[str, Any] = {"is_suspended": False} if suspends else {}
    became = values.copy()
    for name, old, new in zip(STATE_FIELDS, state_values(asked.state), state_values(after), strict=True):
        if old != new:
            values[name], was[name], became[name] = new, as_json(old), as_json(new)
    moved = _move(tuple(values)).count(at, owner=owner_id, card=asked.card_id, seen=asked.version, **values)
    return [was, became] if moved else None


@cache
def _move(names: tuple[str, ...]) -> Prepared:
    return Prepared(
        update(CardRow)
        .where(
            CardRow.owner_id == bindparam("owner"),
            CardRow.id == bindparam("card"),
            CardRow.version == bindparam("seen"),
        )
        .values(version=CardRow.version + literal_column("1"), **{name: bindparam(name) for name in names})
    )


def add_review(at: Connected, **values: Any) -> int:
    """Store a review; its number."""
    return _ADD_REVIEW.number(at, **values)


def add_step(
    at: Connected,
    owner_id: int,
    asked: AskedCard,
    *,
    label: str,
    review_id: int,
    step: int,
    changed: list[dict[str, Any]],
    items: Iterable[dict[str, Any]],
    now: datetime,
) -> None:
    """Write the answer into the journal, with what it changed of the card, and of the note in ``items``."""
    number = _ADD_CHANGE.number(
        at, owner_id=owner_id, deck_id=asked.deck_id, action="review", label=label, made_at=now, card_id=asked.card_id,
        review_id=review_id, changed=changed, step=step,
    )  # fmt: skip
    for item in items:
        _ADD_ITEM.count(at, **item, owner_id=owner_id, change_id=number)


def review_of_request(at: Connected, owner_id: int, request_id: str) -> tuple[int, int] | None:
    """The number of the review that the request gave, and of its card."""
    row = _OF_REQUEST.one(at, owner=owner_id, request=request_id)
    return None if row is None else (row[0], row[1])


def count_change(at: Connected, owner_id: int) -> None:
    """Count a transaction that changes something of the owner's."""
    _COUNT_ALWAYS.count(at, owner=owner_id)


def count_next(at: Connected, owner_id: int, *, seen: int) -> bool:
    """Count one that follows the ``seen`` others; False when there were more, and nothing is counted."""
    return _COUNT_NEXT.count(at, owner=owner_id, seen=seen) == 1


def changes(at: Connected, owner_id: int, *, held: bool = False) -> int:
    """How many transactions changed something of the owner's; with ``held``, none is counted until this one ends."""
    row = (_CHANGES_HELD if held else _CHANGES).one(at, owner=owner_id)
    return 0 if row is None else int(row[0])

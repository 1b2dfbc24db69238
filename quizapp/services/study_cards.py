"""The card that is asked, as the study page shows it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from quizapp.notes import Card, cards_of
from quizapp.scheduling import schedule
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.load import Load
from quizapp.scheduling.memory import NextMemory, Rating
from quizapp.scheduling.schedule import Outcomes
from quizapp.scheduling.ways import Way
from quizapp.services import asking
from quizapp.services.anki_faces import anki_card, anki_label, anki_type
from quizapp.services.card_actions import MARKED
from quizapp.services.study_day import Foreseen, Ready, Shown, StudiedDeck, StudyDay, load_of
from quizapp.services.study_views import StudyCard, StudyView
from quizapp.services.views import EvidenceView, NoteView, note_views
from quizapp.storage import answering, cards, notes, packages
from quizapp.storage.answering import AskedCard
from quizapp.storage.database import DbSession
from quizapp.storage.rows import CardRow, NoteRow

Proofs = list[tuple[Any, ...]]
"""What `answering.evidence_of_note` finds."""


def study_card(
    session: DbSession,
    owner_id: int,
    asked: AskedCard,
    day: StudyDay,
    *,
    now: datetime,
    calendar: Calendar,
    reschedules: bool = True,
) -> StudyCard | None:
    """The card with what each rating would make of it; None when an edit left it without a question.

    Where its answer does not reschedule it, it has no intervals.
    """
    if reschedules and is_plain(asked, day):
        proofs, load = (
            answering.evidence_of_note(session, owner_id, asked.note_id),
            load_of(session, owner_id, day, asked),
        )
        return plain_card(ready_card(asked, day, proofs), day, load, now=now, calendar=calendar)
    deck = day.decks[asked.deck_id]
    if _is_ours(asked, day):
        note = _note_view(asked, day, answering.evidence_of_note(session, owner_id, asked.note_id))
    else:
        note = note_views(session, owner_id, [_rows(session, owner_id, asked)[1]])[0]
    face = _face(note, asked)
    if note.fields_format == "html":
        _, note_row = _rows(session, owner_id, asked)
        note_type = anki_type(packages.note_type_rows(session, owner_id)[asked.note_type_id])
        face = anki_card(note_row, note_type, asked.ord, deck=deck.name, flag=asked.flag)
    if face is None:
        return None
    # A card from Anki shows what its own template says: there is no one answer to compare with.
    way = deck.way if note.fields_format == "plain" else Way.FLIP
    options: tuple[str, ...] = ()
    if way is Way.CHOOSE:
        options = asking.options_of(session, owner_id, *_rows(session, owner_id, asked), face)
        way = way if options else Way.FLIP
    outcomes = None
    if reschedules:
        outcomes = _outcomes(asked, day, load_of(session, owner_id, day, asked), now=now, calendar=calendar)
        if deck.way is not Way.CHOOSE:
            day.foreseen = Foreseen(asked, question_of(session, owner_id, asked, day), outcomes)
    return _asked_as(asked, note, face, day, outcomes, way=way, options=options)


def is_plain(asked: AskedCard, day: StudyDay) -> bool:
    """True for a card of a note of ours that is flipped or typed, as nearly every one is."""
    is_chosen = day.decks[asked.deck_id].way is Way.CHOOSE
    return _is_ours(asked, day) and asked.fields_format == "plain" and not is_chosen


def ready_card(asked: AskedCard, day: StudyDay, proofs: Proofs) -> Ready:
    """The card ready for its turn, from what was read: itself and the evidence of its note."""
    if not is_plain(asked, day):
        return Ready(asked)
    note, last, memories = _note_view(asked, day, proofs), asked.state.last_review, None
    if last is None or last < day.ends_at:
        preset = day.decks[asked.deck_id].preset
        memories = schedule.memories_on(day.day, asked.state, calendar=day.calendar, preset=preset)
    return Ready(asked, note, _face(note, asked), memories)


def plain_card(
    ready: Ready, day: StudyDay, load: Load | None, *, now: datetime, calendar: Calendar
) -> StudyCard | None:
    """`study_card` of a card that `is_plain`, with the load of the days ahead."""
    asked, note, face, memories = ready
    if note is None or face is None:
        return None
    outcomes = _outcomes(asked, day, load, memories, now=now, calendar=calendar)
    day.foreseen = Foreseen(asked, face.question, outcomes)
    way = day.decks[asked.deck_id].way
    return _asked_as(asked, note, face, day, outcomes, way=way, options=())


def _is_ours(asked: AskedCard, day: StudyDay) -> bool:
    """Whether the note is of one of our own types and says itself where it comes from."""
    return asked.note_type_id in day.types and bool(asked.fields.get("Source"))


def _face(note: NoteView, asked: AskedCard) -> Card | None:
    return next((card for card in note.cards if card.ord == asked.ord), None)


def _outcomes(
    asked: AskedCard,
    day: StudyDay,
    load: Load | None,
    memories: Mapping[Rating, NextMemory] | None = None,
    *,
    now: datetime,
    calendar: Calendar,
) -> Outcomes:
    return schedule.preview(
        asked.state, now=now, calendar=calendar, preset=day.decks[asked.deck_id].preset, seed=seed_of(asked), load=load,
        memories=memories,
    )  # fmt: skip


def _asked_as(
    asked: AskedCard,
    note: NoteView,
    face: Card,
    day: StudyDay,
    outcomes: Outcomes | None,
    *,
    way: Way,
    options: tuple[str, ...],
) -> StudyCard:
    if note.evidence and face.ord:
        note = replace(note, evidence=[_marked(one, face) for one in note.evidence])
    return StudyCard(
        card_id=asked.card_id,
        version=asked.version,
        note=note,
        ord=asked.ord,
        question=face.question,
        answer=face.answer,
        choices=face.choices,
        state=asked.state.state,
        intervals={} if outcomes is None else {rating: wait.text for rating, wait in outcomes.waits.items()},
        way=way,
        accepted=asking.accepted(face, note.tags, note.fields_format),
        options=options,
        counts=way is not Way.CHOOSE or day.decks[asked.deck_id].choice_counts,
        flag=asked.flag,
        is_marked=MARKED in note.tags,
    )


def may_rate(session: DbSession, owner_id: int, asked: AskedCard, deck: StudiedDeck, day: StudyDay) -> bool:
    """False when the card is answered by choosing, which allows less than recalling does."""
    note_type = day.types.get(asked.note_type_id)
    if deck.way is not Way.CHOOSE or note_type is None:
        return True
    face = next((card for card in cards_of(asked.guid, note_type, asked.fields) if card.ord == asked.ord), None)
    return face is None or not asking.options_of(session, owner_id, *_rows(session, owner_id, asked), face)


def seed_of(asked: AskedCard) -> str:
    """What the card's fuzz is drawn from."""
    return f"{asked.guid}:{asked.ord}"


def _marked(evidence: EvidenceView, face: Card) -> EvidenceView:
    """The evidence with this face's answer to be marked: what is stored is the place of the first face's."""
    if evidence.answer_start is None:
        return evidence
    found = re.search(rf"(?<!\w){re.escape(face.answer)}(?!\w)", evidence.text, re.IGNORECASE)
    if found is None:
        return replace(evidence, answer_start=None, answer_end=None)
    return replace(evidence, answer_start=evidence.start + found.start(), answer_end=evidence.start + found.end())


def question_of(session: DbSession, owner_id: int, asked: AskedCard, day: StudyDay) -> str:
    """What the card asks, for people."""
    note_type = day.types.get(asked.note_type_id)
    if note_type is not None:
        return asked.fields.get(note_type.faces[asked.ord].question, "")
    note = notes.note_row(session, owner_id, asked.note_id)
    return "" if note is None else anki_label(note)


def _rows(session: DbSession, owner_id: int, asked: AskedCard) -> tuple[CardRow, NoteRow]:
    card, note = cards.card_row(session, owner_id, asked.card_id), notes.note_row(session, owner_id, asked.note_id)
    assert card is not None and note is not None  # noqa: PT018 - read a moment ago in this transaction
    return card, note


def _note_view(asked: AskedCard, day: StudyDay, found: Proofs) -> NoteView:
    note_type = day.types[asked.note_type_id]
    evidence = [
        EvidenceView(start, end, text, answer_start, answer_end, article)
        for start, end, answer_start, answer_end, article, _, text in found
    ]
    title = next((row[5] for row in found if row[4] == asked.article_id), None)
    written = [EvidenceView(0, len(part), part) for part in asked.fields.get("Evidence", "").split("\n\n") if part]
    return NoteView(
        id=asked.note_id,
        guid=asked.guid,
        note_type=note_type.value,
        kind=asked.kind,
        fields={name: asked.fields[name] for name in note_type.fields if name in asked.fields},
        fields_format=asked.fields_format,
        evidence=evidence or written,
        status=asked.status,
        reason=asked.reason,
        score=asked.score,
        tags=tuple(asked.tags),
        writer=asked.writer,
        cards=list(cards_of(asked.guid, note_type, asked.fields)),
        modified_at=asked.modified_at,
        article_id=asked.article_id,
        article_title=title,
        source=asked.fields["Source"],
        link=asked.fields.get("Link", ""),
    )


def study_view(day: StudyDay, shown: Shown, card: StudyCard | None, next_due: datetime | None) -> StudyView:
    """What the study page shows of the day with that card; without one it says when there will be."""
    deck = day.deck
    return StudyView(
        deck_id=deck.id,
        deck_name=deck.name,
        counts=shown.counts,
        card=card,
        undo_label=shown.undo[1] if shown.undo else None,
        undo_id=shown.undo[0] if shown.undo else None,
        done_today=shown.answers,
        next_due=next_due,
        way=deck.way,
        choice_counts=deck.choice_counts,
    )

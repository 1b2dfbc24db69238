"""The card that is asked, as the study page shows it."""

import re
from dataclasses import replace
from datetime import datetime

from quizapp.notes import Card, cards_of
from quizapp.scheduling import schedule
from quizapp.scheduling.calendar import Calendar
from quizapp.scheduling.ways import Way
from quizapp.services import asking
from quizapp.services.anki_faces import anki_card, anki_type
from quizapp.services.card_actions import MARKED
from quizapp.services.study_day import StudiedDeck, StudyDay, load_of
from quizapp.services.study_views import StudyCard
from quizapp.services.views import EvidenceView, NoteView, note_views
from quizapp.storage import answering, cards, notes, packages
from quizapp.storage.answering import AskedCard
from quizapp.storage.database import DbSession
from quizapp.storage.rows import CardRow, NoteRow


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
    deck = day.decks[asked.deck_id]
    note = _note_view(session, owner_id, asked, day)
    face = next((card for card in note.cards if card.ord == asked.ord), None)
    if note.fields_format == "html":
        _, note_row = _rows(session, owner_id, asked)
        note_type = anki_type(packages.note_type_rows(session, owner_id)[asked.note_type_id])
        face = anki_card(note_row, note_type, asked.ord, deck=deck.name, flag=asked.flag)
    if face is None:
        return None
    note = replace(note, evidence=[_marked(one, face) for one in note.evidence])
    # A card from Anki shows what its own template says: there is no one answer to compare with.
    way = deck.way if note.fields_format == "plain" else Way.FLIP
    options: tuple[str, ...] = ()
    if way is Way.CHOOSE:
        options = asking.options_of(session, owner_id, *_rows(session, owner_id, asked), face)
        way = way if options else Way.FLIP
    outcomes = {}
    if reschedules:
        outcomes = schedule.preview(
            asked.state, now=now, calendar=calendar, preset=deck.preset, seed=seed_of(asked),
            load=load_of(session, owner_id, day, asked),
        )  # fmt: skip
    return StudyCard(
        card_id=asked.card_id,
        version=asked.version,
        note=note,
        ord=asked.ord,
        question=face.question,
        answer=face.answer,
        choices=face.choices,
        state=asked.state.state,
        intervals={rating: schedule.interval_text(outcome, now, calendar) for rating, outcome in outcomes.items()},
        way=way,
        accepted=asking.accepted(face, note.tags, note.fields_format),
        options=options,
        counts=way is not Way.CHOOSE or deck.choice_counts,
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
    if face.ord == 0 or evidence.answer_start is None:
        return evidence
    found = re.search(rf"(?<!\w){re.escape(face.answer)}(?!\w)", evidence.text, re.IGNORECASE)
    if found is None:
        return replace(evidence, answer_start=None, answer_end=None)
    return replace(evidence, answer_start=evidence.start + found.start(), answer_end=evidence.start + found.end())


def _rows(session: DbSession, owner_id: int, asked: AskedCard) -> tuple[CardRow, NoteRow]:
    card, note = cards.card_row(session, owner_id, asked.card_id), notes.note_row(session, owner_id, asked.note_id)
    assert card is not None and note is not None  # noqa: PT018 - read a moment ago in this transaction
    return card, note


def _note_view(session: DbSession, owner_id: int, asked: AskedCard, day: StudyDay) -> NoteView:
    note_type = day.types.get(asked.note_type_id)
    if note_type is None or not asked.fields.get("Source"):
        return note_views(session, owner_id, [_rows(session, owner_id, asked)[1]])[0]
    found = answering.evidence_of_note(session, owner_id, asked.note_id)
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

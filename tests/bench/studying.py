"""Answering a card and getting the next, beside the real Anki with the same cards; and how that grows with the deck."""

import gc
import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import anki.collection  # first: the others need it
from anki.cards import Card
from anki.decks import DeckId
from sqlalchemy import insert

from quizapp.scheduling.calendar import Calendar
from quizapp.services.owners import default_owner
from quizapp.services.study import StudyCard, answer, next_card
from quizapp.storage import notes, owners
from quizapp.storage.database import db
from quizapp.storage.rows import CardRow, NoteRow
from tests.bench.measure import Figure
from tests.conftest import migrate, opened, settings_in

ANSWERS = 150
DAYS = 100
"""The cards are due evenly over so many days, today the last of the first half."""
CALENDAR = Calendar(ZoneInfo("Etc/UTC"), 4)
FIELDS = {
    "Question": "When did the bridge number {} reopen?",
    "Answer": "on 3 March {}",
    "Evidence": "The old bridge number {} reopened on Monday after it had been closed for 14 months.",
    "Source": "The mill bridge, 24 February 2025",
    "Link": "",
}


def answering(cards: int) -> tuple[float, float]:
    """Median seconds of an answer and the next card: ours and Anki's, in turns."""
    with TemporaryDirectory() as folder, opened(settings_in(Path(folder) / "library")) as app, app.app_context():
        migrate(settings_in(Path(folder) / "library"))
        ours, theirs = _ours(cards), _anki(Path(folder) / "collection.anki2", cards)
        gc.collect()
        gc.freeze()
        times: tuple[list[float], list[float]] = ([], [])
        for turn in range(min(ANSWERS, cards // DAYS * 2) + 5):
            for step, record in zip((ours, theirs), times, strict=True):
                start = time.perf_counter()
                step()
                if turn >= 5:  # the queue is gathered once
                    record.append(time.perf_counter() - start)
        gc.unfreeze()
        return statistics.median(times[0]), statistics.median(times[1])


def _ours(number: int) -> Callable[[], None]:
    """A deck of that many cards, and what answers the card that is shown and gets the next."""
    session = db.session()
    now = datetime.now(UTC)
    owner_id = default_owner(session, now=now).id
    types = {kind.value: id_ for id_, kind in owners.note_types(session, owner_id).items()}
    deck = notes.add_deck(session, owner_id, "Bench", preset_id=owners.default_preset_id(session, owner_id), now=now)
    deck_id = deck.id
    made = [
        {**_note(one), "owner_id": owner_id, "note_type_id": types["basic"], "position": one} for one in range(number)
    ]
    session.execute(insert(NoteRow), [{**one, "created_at": now, "modified_at": now} for one in made])
    first = session.query(NoteRow.id).order_by(NoteRow.id).first()
    assert first is not None
    today = CALENDAR.day(now)
    review = {
        "state": "review", "stability": 10.0, "difficulty": 5.0, "interval_days": 10, "reps": 3,
        "last_review": now - timedelta(days=10), "version": 1, "step": 0, "lapses": 0, "owner_id": owner_id,
        "deck_id": deck_id, "ord": 0, "created_at": now,
    }  # fmt: skip
    days = [today + timedelta(days=one % DAYS - DAYS // 2) for one in range(number)]
    places = [{"note_id": first[0] + one, "position": one, "due_day": day} for one, day in enumerate(days)]
    session.execute(insert(CardRow), [review | place for place in places])
    session.commit()
    shown: list[StudyCard] = []

    def step() -> None:
        now = datetime.now(UTC)
        if shown:
            card = shown.pop()
            answer(
                session, owner_id, card_id=card.card_id, version=card.version, rating=3, request_id=str(uuid4()),
                duration_ms=2000, now=now, calendar=CALENDAR, deck_id=deck_id,
            )  # fmt: skip
        view = next_card(session, owner_id, deck_id, now=now, calendar=CALENDAR)
        session.rollback()
        assert view.card is not None
        shown.append(view.card)

    return step


def _note(number: int) -> dict[str, Any]:
    fields = {name: text.format(number) for name, text in FIELDS.items()}
    return {
        "guid": f"bench{number}", "kind": "fact", "writer": "bench", "fields": fields, "fields_format": "plain",
        "tags": ["bench"], "status": "kept",
    }  # fmt: skip


def _anki(path: Path, number: int) -> Callable[[], None]:
    """The same cards in Anki, and what its window does for an answer: it also renders the next and labels buttons."""
    col = anki.collection.Collection(str(path))
    col.set_config("fsrs", True)
    model = col.models.new("Bench")
    for name in FIELDS:
        col.models.add_field(model, col.models.new_field(name))
    template = col.models.new_template("Card 1")
    template["qfmt"] = "{{Question}}"
    template["afmt"] = "{{FrontSide}}<hr>{{Answer}}<p>{{Evidence}}</p><p>{{Source}} {{Link}}</p>"
    col.models.add_template(model, template)
    col.models.add(model)
    model = col.models.by_name("Bench")
    requests = []
    for one in range(number):
        note = col.new_note(model)
        for name, text in FIELDS.items():
            note[name] = text.format(one)
        requests.append(note)
    col.add_notes([anki.collection.AddNoteRequest(note, DeckId(1)) for note in requests])
    data = json.dumps({"s": 10, "d": 5, "lrt": int(time.time()) - 10 * 86400})
    col.db.execute(
        "update cards set type=2, queue=2, ivl=10, reps=3, due=? + (id % ?) - ?, data=?",
        col.sched.today, DAYS, DAYS // 2, data,
    )  # fmt: skip
    shown: list[tuple[Any, Any]] = []

    def step() -> None:
        if shown:
            card, states = shown.pop()
            card.start_timer()
            col.sched.answer_card(col.sched.build_answer(card=card, states=states, rating=2))
        queued = col.sched.get_queued_cards(fetch_limit=1)
        card = Card(col, backend_card=queued.cards[0].card)
        output = card.render_output()
        output.question_and_style()
        output.answer_and_style()
        card.note()
        col.decks.name(card.did)
        col.sched.describe_next_states(queued.cards[0].states)
        col.undo_status()
        shown.append((card, queued.cards[0].states))

    return step


def study_speed(cards: int) -> Callable[[], Figure]:
    def measure() -> Figure:
        ours, peer = answering(cards)
        return Figure(f"study-{cards // 1000}k", ours, peer, "the real Anki: answer, next, render", 2.0)

    return measure


def study_growth() -> Figure:
    """At 100,000 cards beside 1,000."""
    large, _ = answering(100_000)
    small, _ = answering(1_000)
    return Figure("study-growth", large, small, "ours at 1,000 cards", 1.3)

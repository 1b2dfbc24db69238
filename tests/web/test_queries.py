"""No query in a loop: what the hot paths ask the database does not grow with cards, notes, decks or articles."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import event, select

from quizapp.storage.database import db
from quizapp.storage.rows import CardRow, DeckRow, NoteRow, PresetRow
from tests.conftest import NOW
from tests.web.conftest import add_sample
from tests.web.person import Page, Person

MOST = {"study": 4, "gathered": 15, "grade": 11, "decks": 10, "library": 13, "deck": 17, "custom": 12}
"""The most statements of each page, with finding out whose library it is."""


def statements(app: Flask, work: Callable[[], object]) -> list[str]:
    """What the driver itself was given to do meanwhile, without the limits of transactions."""
    seen: list[str] = []

    def trace(connection, *_):  # type: ignore[no-untyped-def]
        connection.set_trace_callback(seen.append)

    with app.app_context():
        engine = db.engine
    engine.dispose()
    event.listen(engine, "checkout", trace)
    try:
        work()
    finally:
        event.remove(engine, "checkout", trace)
        engine.dispose()
    words = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "--")
    return [one for one in seen if not one.lstrip().upper().startswith(words)]


def counted(app: Flask, person: Person) -> dict[str, int]:
    """How many statements each of the hot paths takes."""
    round_ = person.open("/decks/1/custom").press("Start", kind="all")  # a change, so the day is gathered anew
    gathered = len(statements(app, lambda: person.open("/decks/1/study")))
    data = person.open("/decks/1/study").press("Show answer").sent("Good")
    return {
        "gathered": gathered,
        "study": len(statements(app, lambda: person.open("/decks/1/study"))),
        "grade": len(statements(app, lambda: person.client.post("/decks/1/study", data=data))),
        "decks": len(statements(app, lambda: person.open("/decks"))),
        "library": len(statements(app, lambda: person.open("/"))),
        "deck": len(statements(app, lambda: person.open("/decks/1"))),
        "custom": len(statements(app, lambda: person.open(round_.path))),
    }


def grow(app: Flask, person: Person) -> None:
    """Forty notes with cards more in the deck, thirty decks with a card each, twenty of them below it, two articles."""
    for number in range(2):
        add_sample(person, title=f"Another ferry {number}", text=f"In May {1990 + number} the harbour of Oxley opened.")
    with app.app_context():
        kept = db.session.scalars(select(NoteRow).where(NoteRow.status == "kept").order_by(NoteRow.id)).first()
        preset = db.session.scalars(select(PresetRow.id)).first()
        name = db.session.scalars(select(DeckRow.name).where(DeckRow.id == 1)).one()
        assert kept is not None
        for number in range(70):
            deck_id = 1
            if number >= 40:
                deck = DeckRow(
                    owner_id=1, preset_id=preset, name=f"{name}::{number}" if number < 60 else f"Deck {number}",
                    description="", created_at=NOW, modified_at=NOW,
                )  # fmt: skip
                db.session.add(deck)
                db.session.flush()
                deck_id = deck.id
            note = NoteRow(
                owner_id=1, note_type_id=kept.note_type_id, guid=f"grown {number}", kind=kept.kind, writer="test",
                position=number, fields=dict(kept.fields), fields_format="plain", tags=[], status="kept",
                created_at=NOW, modified_at=NOW,
            )  # fmt: skip
            db.session.add(note)
            db.session.flush()
            db.session.add(
                CardRow(owner_id=1, note_id=note.id, deck_id=deck_id, ord=0, position=100 + number, created_at=NOW)
            )
        db.session.commit()


def test_the_hot_paths_take_as_many_queries_for_much_as_for_little(app: Flask, person: Person, deck: Page) -> None:
    few = counted(app, person)
    assert {name: number for name, number in few.items() if number > MOST[name]} == {}
    grow(app, person)
    assert counted(app, person) == few

"""Answering a card and getting the next, beside the real Anki with the same cards; and how that grows with the deck.

Both keep the answer on disk before they go on: each writes card, review and what they count in one transaction, in
SQLite with a write-ahead log that is synced at every commit. Both then find the next card with its text filled in, what
each button would do, the counts of what is left, and what undo would take back. Ours also keeps that undo on disk,
where Anki's is in memory, and makes sure that an answer sent twice counts once. Over HTTP ours makes the page besides.
"""

import gc
import json
import re
import socket
import statistics
import time
import urllib.parse
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
from quizapp.services.study import Grade, StudyCard, answer_and_next, next_card
from quizapp.storage import notes, owners
from quizapp.storage.database import db
from quizapp.storage.rows import CardRow, NoteRow
from tests.bench.measure import Figure
from tests.conftest import migrate, opened, settings_in
from tests.serving import environment, serving

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
        medians = _in_turns(ours, theirs)
        gc.unfreeze()
        return medians


def _in_turns(
    ours: Callable[[], None], theirs: Callable[[], None], then: Callable[[], None] = lambda: None
) -> tuple[float, float]:
    """Median seconds of each; in the first turns the queue is gathered and loaded is what is loaded once.

    ``then`` follows each of our turns, and is not measured.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(ANSWERS + 5):
        for step, record in zip((ours, theirs), times, strict=True):
            start = time.perf_counter()
            step()
            if turn >= 5:
                record.append(time.perf_counter() - start)
        then()
    return statistics.median(times[0]), statistics.median(times[1])


def over_http(cards: int) -> tuple[float, float, float]:
    """Median seconds of a grade and the next page over HTTP, ours and Anki's in turns; the server's memory in MiB."""
    with TemporaryDirectory() as folder:
        settings = settings_in(Path(folder) / "library")
        with opened(settings) as app, app.app_context():
            migrate(settings)
            _, deck_id = make_deck(cards)
            db.session.rollback()
        with serving(environment(settings.data_dir)) as (server, url):
            browser = Browser(url, deck_id)
            medians = _in_turns(browser.send, _anki(Path(folder) / "collection.anki2", cards), browser.read)
            status = Path(f"/proc/{server.pid}/status").read_text()
            memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
        return *medians, memory / 1024


class Browser:
    """Sends the grade of the card that is shown and takes the next, on one connection, as the page's script does.

    Both come in one answer then; a browser without scripts is sent on to the next card and asks for it. It does no more
    than it must, so that the server is what is measured.
    """

    def __init__(self, url: str, deck_id: int) -> None:
        address = urllib.parse.urlsplit(url)
        self._connection = socket.create_connection((address.hostname, address.port), timeout=20)
        self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._to = f"/decks/{deck_id}/study HTTP/1.1\r\nHost: {address.netloc}\r\nX-Swap: stage"
        self._cookie, self._shown, self._answer = "", "", b""
        self._request = f"GET {self._to}\r\n\r\n".encode()

    def send(self) -> None:
        """Send the request that is ready and take the whole answer."""
        self._connection.sendall(self._request)
        head, length = b"", -1
        self._answer = b""
        while not head or len(self._answer) < len(head) + 4 + length:
            self._answer += self._connection.recv(1 << 20)
            if not head and b"\r\n\r\n" in self._answer:
                head = self._answer.partition(b"\r\n\r\n")[0]
                length = int(head.lower().partition(b"content-length: ")[2].split()[0])

    def read(self) -> None:
        """Make the request that grades the card which came."""
        head, _, page = self._answer.decode().partition("\r\n\r\n")
        assert head.startswith("HTTP/1.1 200")
        self._cookie = next(iter(re.findall(r"(?i)set-cookie: ([^;]*)", head)), self._cookie)
        form = dict(re.findall(r'<input[^>]* name="(card|version|request_id|asked|csrf_token)" value="([^"]*)"', page))
        assert form["request_id"] != self._shown
        self._shown = form["request_id"]
        body = urllib.parse.urlencode({**form, "rating": "3"})
        about = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}"
        self._request = f"POST {self._to}\r\nCookie: {self._cookie}\r\n{about}\r\n\r\n{body}".encode()


def make_deck(number: int) -> tuple[int, int]:
    """A deck of that many cards in the library of the app that runs: owner and deck."""
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
    return owner_id, deck_id


def _ours(number: int) -> Callable[[], None]:
    """A deck of that many cards, and what answers the card that is shown and gets the next."""
    session, (owner_id, deck_id) = db.session(), make_deck(number)
    shown: list[StudyCard] = []

    def step() -> None:
        now = datetime.now(UTC)
        if shown:
            card = shown.pop()
            grade = Grade(card.card_id, card.version, rating=3, request_id=str(uuid4()), duration_ms=2000)
            _, view = answer_and_next(session, owner_id, grade, now=now, calendar=CALENDAR, deck_id=deck_id)
        else:
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
        return Figure(f"study-{cards // 1000}k", ours, peer, "the real Anki: answer, next, render", 1.0)

    return measure


def study_growth() -> Figure:
    """At 100,000 cards beside 1,000."""
    large, _ = answering(100_000)
    small, _ = answering(1_000)
    return Figure("study-growth", large, small, "ours at 1,000 cards", 1.3)


def study_http() -> Figure:
    """A grade sent and what the page shows next received, beside Anki's call in one process."""
    ours, peer, _ = over_http(1_000)
    return Figure("study-http", ours, peer, "the real Anki, without HTTP", 2.0)


def server_memory() -> Figure:
    """The most memory the server took while a deck of 100,000 cards was studied."""
    *_, memory = over_http(100_000)
    return Figure("server-memory", memory, 300, "the most it may take", 1, "MiB")

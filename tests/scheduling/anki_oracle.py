"""Asks the real Anki, in a process of its own, because its zone and test mode are read once when it starts.

Reads one JSON object from stdin: ``{"do": "memory" | "answers" | "fuzz" | "order", ...}``; writes one to stdout.
"""

import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from anki.collection import Collection

DAY = 86400


def main() -> None:
    request = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(str(Path(folder) / "collection.anki2"))
        col.set_config("fsrs", True)
        col.set_config("loadBalancerEnabled", False)
        col.set_config("rollover", request.get("rollover", 4))
        try:
            answer = {"memory": memory, "answers": answers, "fuzz": fuzz, "order": order}[request["do"]](col, request)
        finally:
            col.close()
    json.dump(answer, sys.stdout)


def new_card(col: Collection) -> int:
    note = col.new_note(col.models.by_name("Basic"))
    note["Front"] = "question"
    col.add_note(note, 1)
    return note.card_ids()[0]


def configure(col: Collection, preset: dict[str, Any]) -> None:
    config = col.decks.config_dict_for_deck_id(1)
    config["new"]["delays"] = [seconds / 60 for seconds in preset["learning_steps"]]
    config["lapse"]["delays"] = [seconds / 60 for seconds in preset["relearning_steps"]]
    config["desiredRetention"] = preset["desired_retention"]
    config["rev"]["maxIvl"] = preset["maximum_interval"]
    config["lapse"]["leechAction"] = 1
    col.decks.save(config)


def memory(col: Collection, request: dict[str, Any]) -> Any:
    """What Anki computes from each history, a list of [epoch seconds, rating]."""
    found = []
    for history in request["histories"]:
        card = new_card(col)
        for index, (second, rating) in enumerate(history):
            col.db.execute(
                "insert into revlog values (?, ?, -1, ?, 1, 1, 500, 5000, ?)",
                second * 1000, card, rating, 0 if index == 0 else 1,
            )  # fmt: skip
        col.db.execute("update cards set type=2, queue=2, ivl=1, reps=? where id=?", len(history), card)
        state = col._backend.compute_memory_state(card).state
        found.append([state.stability, state.difficulty])
        col.db.execute("delete from revlog")
    return found


def answers(col: Collection, request: dict[str, Any]) -> Any:
    """The four outcomes before each answer of each history, a list of [seconds since the last answer, rating].

    Time passes by moving the card's past back, since Anki only knows the computer's clock.
    """
    return [one_history(col, history["preset"], history["answers"]) for history in request["histories"]]


def one_history(col: Collection, preset: dict[str, Any], given: list[tuple[int, int]]) -> Any:
    configure(col, preset)
    cid, steps = new_card(col), []
    last: tuple[float, float] | None = None
    for gap, rating in given:
        now = int(time.time())
        if last is not None:
            data = json.loads(col.db.scalar("select data from cards where id=?", cid))
            data.update(s=last[0], d=last[1], lrt=now - gap)  # Anki rounds what it stores; compare before that
            col.db.execute("update cards set data=?, queue=type where id=?", json.dumps(data), cid)
        states = col._backend.get_scheduling_states(cid)
        outcomes = [outcome(getattr(states, name)) for name in ("again", "hard", "good", "easy")]
        card = col.get_card(cid)
        card.start_timer()
        col.sched.answerCard(card, rating)
        timing = col.sched._timing_today()
        due = [card.queue, card.due - timing.days_elapsed if card.queue in (2, 3) else card.due - now, card.ivl]
        steps.append({"now": now, "outcomes": outcomes, "due": due})
        last = outcomes[rating - 1]["stability"], outcomes[rating - 1]["difficulty"]
    return steps


def outcome(state: Any) -> dict[str, Any]:
    name = state.normal.WhichOneof("kind")
    kind = getattr(state.normal, name)
    learning = kind.learning if name == "relearning" else kind
    review = kind.review if name == "relearning" else kind
    return {
        "state": name,
        "seconds": None if name == "review" else learning.scheduled_secs,
        "days": None if name == "learning" else review.scheduled_days,
        "lapses": 0 if name == "learning" else review.lapses,
        "leech": name != "learning" and review.leeched,
        "stability": learning.memory_state.stability,
        "difficulty": learning.memory_state.difficulty,
    }


def fuzz(col: Collection, request: dict[str, Any]) -> Any:
    """The intervals of Hard, Good and Easy that Anki gives to many cards in each of the same states."""
    today = col.sched._timing_today().days_elapsed
    cards = [new_card(col) for _ in range(request["cards"])]
    found = []
    for stability, difficulty, elapsed, interval in request["states"]:
        now = int(time.time())
        data = {"s": stability, "d": difficulty, "dr": 0.9, "decay": 0.154, "lrt": now - elapsed * DAY}
        col.db.execute(
            "update cards set type=2, queue=2, ivl=?, due=?, reps=5, data=?", interval, today, json.dumps(data)
        )
        states = [col._backend.get_scheduling_states(card) for card in cards]
        found.append(
            [[getattr(s, name).normal.review.scheduled_days for name in ("hard", "good", "easy")] for s in states]
        )
    return {"intervals": found, "now": datetime.now(UTC).isoformat()}


def order(col: Collection, request: dict[str, Any]) -> Any:
    """The numbers of each set's cards as they come when its first deck is studied, and the counts left."""
    return [one_order(col, one["decks"], one["cards"]) for one in request["sets"]]


def one_order(col: Collection, decks: list[dict[str, Any]], cards: list[dict[str, Any]]) -> Any:
    for table in ("cards", "notes"):
        col.db.execute(f"delete from {table}")
    col.decks.remove([deck.id for deck in col.decks.all_names_and_ids() if deck.id != 1])
    numbers = []
    for deck in decks:
        numbers.append(col.decks.id(deck["name"]))
        config = col.decks.add_config(deck["name"])
        for name, value in deck["config"].items():
            config[name] = {**config[name], **value} if isinstance(value, dict) else value
        col.decks.save(config)
        col.decks.set_config_id_for_deck_dict(col.decks.get(numbers[-1]), config["id"])
    now, today = int(time.time()), col.sched._timing_today().days_elapsed
    basic = col.models.by_name("Basic")["id"]
    col.db.executemany(
        "insert into notes values (?, ?, ?, ?, -1, '', ?, 'f', 0, 0, '')",
        [(note, f"guid {note}", basic, now, "f\x1fb") for note in {card["note"] for card in cards}],
    )
    for card in cards:
        due = card["due"] + {1: now, 2: today, 3: today}.get(card["queue"], 0)
        data = dict(card["memory"], lrt=now - card["elapsed"]) if card["memory"] else None
        col.db.execute(
            "insert into cards values (?, ?, ?, ?, ?, -1, ?, ?, ?, ?, 2500, 3, 0, 1001, 0, 0, 0, ?)",
            card["id"], card["note"], numbers[card["deck"]], card["ord"], now, card["type"], card["queue"], due,
            card["interval"], json.dumps(data) if data else "",
        )  # fmt: skip
    col.decks.select(numbers[0])
    queued = col.sched.get_queued_cards(fetch_limit=10_000)
    counts = [queued.new_count, queued.learning_count, queued.review_count]
    return {"cards": [one.card.id for one in queued.cards], "counts": counts}


if __name__ == "__main__":
    main()

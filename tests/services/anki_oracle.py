"""Takes a package into the real Anki, in a process of its own, because its zone is read once when it starts.

Reads one JSON object from stdin, ``{"package": path}``; writes what Anki then holds to stdout. With ``"grade"`` the
cards named there, ``{"guid ord": rating}``, are answered first. With ``"text"`` that text file is taken in after it.
With ``"export"`` all of it is exported to that path; with ``"graphs"``, a number of days, Anki's own statistics are
among the answer. ``"log"`` are rows for the review log, the number of the card replaced by its place.
"""

import json
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
    ImportCsvRequest,
)
from google.protobuf.json_format import MessageToDict


def main() -> None:
    request = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(str(Path(folder) / "collection.anki2"))
        col.set_config("fsrs", True)
        col.set_config("loadBalancerEnabled", False)
        try:
            options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
            log = col.import_anki_package(
                ImportAnkiPackageRequest(package_path=request["package"], options=options)
            ).log
            col.models._clear_cache()
            if request.get("stock"):
                add_stock(col)
            grade(col, request.get("grade", {}))
            cards = col.db.list("select id from cards order by id")
            for instant, place, *values in request.get("log", []):
                col.db.execute("insert into revlog values (?, ?, -1, ?, ?, ?, ?, ?, ?)", instant, cards[place], *values)
            answer = {"new": len(log.new), **contents(col)}
            if "text" in request:
                answer["text"] = take_text(col, request["text"])
                answer |= contents(col)
            if "graphs" in request:
                answer["graphs"] = MessageToDict(
                    col._backend.graphs(search="", days=request["graphs"]), preserving_proto_field_name=True
                )
            if "export" in request:
                export(col, request["export"], legacy=request.get("legacy", False))
        finally:
            col.close()
    json.dump(answer, sys.stdout)


def export(col: Collection, path: str, *, legacy: bool) -> None:
    if path.endswith(".colpkg"):
        col.export_collection_package(path, True, legacy)
    else:
        options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy)
        col.export_anki_package(out_path=path, options=options, limit=None)


def take_text(col: Collection, path: str) -> list[int]:
    """How many notes of the text file were added, updated, found the same, and refused."""
    log = col.import_csv(ImportCsvRequest(path=path, metadata=col.get_csv_metadata(path, None))).log
    refused = [*log.conflicting, *log.missing_notetype, *log.missing_deck, *log.empty_first_field]
    return [len(log.new), len(log.updated), len(log.duplicate), len(refused)]


def add_stock(col: Collection) -> None:
    """Two notes of each stock note type; their cards at all places of their schedule, two in a filtered deck."""
    deck = col.decks.id("Stock::Süß & sub")
    col.decks.set_config_id_for_deck_dict(col.decks.get(deck), col.decks.add_config_returning_id("Own preset"))
    for name, content in (("a b.png", b"a picture"), ("plain.svg", b"<svg/>"), ("sound ü.mp3", b"a sound")):
        col.media.write_data(name, content)
    cards = []
    for place, made in enumerate(one for one in col.models.all() if not one["name"].startswith("quizapp")):
        for number in range(2):
            note = col.new_note(made)
            for field in range(len(note.fields)):
                note.fields[field] = f"<b>{{{{c1::{place} {number}}}}}</b> &lt; {{{{c3::field::hint}}}} {field}"
            note.fields[1] += '<img src="a b.png"><img src=plain.svg>[sound:sound ü.mp3]'
            note.tags = ["stock", f"number::{number}"]
            col.add_note(note, deck)
            cards += note.card_ids()
    for place, card_id in enumerate(cards):
        for rating in [[], [3], [3, 3], [4], [4, 1], [1, 2]][place % 6]:
            card = col.get_card(card_id)
            card.start_timer()
            col.sched.answerCard(card, rating)
    col.sched.set_due_date(cards[3:4], "5!")
    col.sched.suspend_cards(cards[1:3])
    col.set_user_flag_for_cards(5, cards[4:6])
    filtered = col.sched.get_or_create_filtered_deck(0)
    filtered.name = "Cram"
    filtered.config.search_terms[0].search = f"cid:{cards[3]},{cards[9]}"
    col.sched.add_or_update_filtered_deck(filtered)


def grade(col: Collection, grades: dict[str, int]) -> None:
    for card_id in col.find_cards(""):
        card = col.get_card(card_id)
        rating = grades.get(f"{card.note().guid} {card.ord}")
        if rating is not None:
            card.start_timer()
            col.sched.answerCard(card, rating)


def contents(col: Collection) -> dict[str, Any]:
    cards = [card_values(col, card_id) for card_id in col.find_cards("")]
    text, sound = col.fix_integrity()
    presets = {deck.name: col.decks.config_dict_for_deck_id(deck.id) for deck in col.decks.all_names_and_ids()}
    return {
        "cards": cards,
        "sound": sound,
        "media": {path.name: path.read_bytes().hex() for path in Path(col.media.dir()).iterdir()},
        "integrity": text,
        "notes": [
            [n.guid, n.mod, n.tags, n.note_type()["name"], n.items()] for n in map(col.get_note, col.find_notes(""))
        ],
        "types": {one["name"]: note_type(one) for one in col.models.all()},
        "decks": {deck.name: col.decks.get(deck.id)["desc"] for deck in col.decks.all_names_and_ids()},
        "retention": {name: one.get("desiredRetention") for name, one in presets.items()},
        "parameters": {name: one.get("fsrsParams6") for name, one in presets.items()},
        "steps": {
            name: [one["new"]["delays"], one["lapse"]["delays"]] for name, one in presets.items() if "new" in one
        },
    }


def note_type(made: Any) -> list[Any]:
    templates = [[one["name"], one["qfmt"], one["afmt"]] for one in made["tmpls"]]
    return [[one["name"] for one in made["flds"]], templates, made["css"]]


def card_values(col: Collection, card_id: int) -> dict[str, Any]:
    card = col.get_card(card_id)
    timing = col.sched._timing_today()
    today = (datetime.now().astimezone() - timedelta(hours=4)).date()
    memory = card.memory_state
    again = col.compute_memory_state(card_id)
    states = col._backend.get_scheduling_states(card_id)
    days = card.queue == 2 or card.queue == 3 or (card.queue < 0 and card.type == 2)
    return {
        "guid": card.note().guid,
        "ord": card.ord,
        "deck": col.decks.name(card.did),
        "type": card.type,
        "queue": card.queue,
        "due": str(today + timedelta(days=card.due - timing.days_elapsed)) if days else card.due,
        "interval": card.ivl,
        "reps": card.reps,
        "lapses": card.lapses,
        "flag": card.user_flag(),
        "memory": [memory.stability, memory.difficulty] if memory else None,
        "recomputed": [again.stability, again.difficulty],
        "reviews": col.db.all(
            "select id, ease, ivl, lastIvl, factor, time, type from revlog where cid = ? order by id", card_id
        ),
        "next": [outcome(getattr(states, name)) for name in ("again", "hard", "good", "easy")],
    }


def outcome(state: Any) -> list[Any]:
    kind = state.normal.WhichOneof("kind")
    if kind is None:
        return ["filtered", 0]
    value = getattr(state.normal, kind)
    if kind == "review":
        return ["review", value.scheduled_days]
    seconds = value.learning.scheduled_secs if kind == "relearning" else value.scheduled_secs
    return [kind, seconds]


if __name__ == "__main__":
    main()

"""How a deck is studied: its limits, steps and aims, and the other decks that share them."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.errors import InputError
from quizapp.scheduling.schedule import Preset
from quizapp.scheduling.ways import Way
from quizapp.services.decks import no_deck
from quizapp.services.transaction import one_transaction
from quizapp.storage import notes, owners
from quizapp.storage.database import DbSession, start_reading

RETENTION = (0.7, 0.97)
"""The desired retention that can be chosen: below it little is kept, above it the work grows without bound."""


@dataclass(frozen=True, slots=True)
class DeckOptions:
    """How a deck is studied; ``shared_with`` counts the other decks that are studied by the same preset."""

    deck_id: int
    deck_name: str
    preset: Preset
    way: Way
    choice_counts: bool
    shared_with: int


def get_options(session: DbSession, owner_id: int, deck_id: int) -> DeckOptions:
    """How the deck is studied; raises `NotFoundError`."""
    start_reading(session)
    found = notes.decks(session, owner_id, deck_id)
    if not found:
        raise no_deck()
    deck, preset = found[0]
    return DeckOptions(
        deck_id=deck.id,
        deck_name=deck.name,
        preset=owners.preset_of(preset),
        way=Way(deck.answer_way),
        choice_counts=deck.choice_counts,
        shared_with=owners.decks_with_preset(session, owner_id, preset.id) - 1,
    )


@one_transaction
def set_options(
    session: DbSession,
    owner_id: int,
    deck_id: int,
    preset: Preset,
    *,
    way: Way,
    choice_counts: bool,
    everywhere: bool,
    now: datetime,
) -> None:
    """Study the deck so from now on, and with ``everywhere`` all that share its preset; cards keep their due days.

    Raises `NotFoundError`, and `InputError` naming the field.
    """
    check_aim(preset.desired_retention)
    found = notes.decks(session, owner_id, deck_id)
    if not found:
        raise no_deck()
    deck, row = found[0]
    deck.answer_way, deck.choice_counts = way.value, choice_counts
    if preset == owners.preset_of(row):
        return
    if everywhere or owners.decks_with_preset(session, owner_id, row.id) == 1:
        owners.set_preset(row, preset, now=now)
        return
    made = owners.preset_row(owner_id, owners.free_preset_name(session, owner_id, deck.name), preset, now=now)
    session.add(made)
    session.flush()
    deck.preset_id = made.id


def check_aim(desired_retention: float) -> float:
    """``desired_retention`` when it can be chosen; else `InputError`."""
    low, high = RETENTION
    if not low <= desired_retention <= high:
        raise InputError(f"Give a percentage from {low:.0%} to {high:.0%}.", field="desired_retention")
    return desired_retention

"""Owners and what each starts with."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from quizapp.notes import NoteType
from quizapp.scheduling.memory import DEFAULT_PARAMETERS
from quizapp.scheduling.order import Mix, NewGather, NewSort, ReviewOrder
from quizapp.scheduling.schedule import Preset
from quizapp.storage.database import DbSession
from quizapp.storage.rows import DeckRow, NoteTypeRow, OwnerRow, PresetRow

PRESET_NAME = "Default"


def find_owner(session: DbSession, name: str) -> OwnerRow | None:
    """The owner of that name."""
    return session.scalars(select(OwnerRow).where(OwnerRow.name == name)).one_or_none()


def get_owner(session: DbSession, owner_id: int) -> OwnerRow:
    """The owner, locked until the transaction ends."""
    return session.scalars(select(OwnerRow).where(OwnerRow.id == owner_id).with_for_update()).one()


def find_time_zone(session: DbSession, owner_id: int) -> str | None:
    """The IANA name of the owner's time zone, None when they have none of their own."""
    return session.scalars(select(OwnerRow.time_zone).where(OwnerRow.id == owner_id)).one()


def find_writers(session: DbSession, owner_id: int) -> dict[str, Any] | None:
    """The writers that the owner has chosen, as `OwnerRow` keeps them; None when they have chosen none."""
    found: dict[str, Any] | None = session.scalars(select(OwnerRow.writers).where(OwnerRow.id == owner_id)).one()
    return found


def add_owner(session: DbSession, name: str, *, now: datetime) -> OwnerRow:
    """A new owner with our note types and the standard preset."""
    owner = OwnerRow(name=name, created_at=now)
    session.add(owner)
    session.flush()
    session.add(preset_row(owner.id, PRESET_NAME, Preset(), now=now))
    session.add_all(_note_type_row(owner.id, note_type, now=now) for note_type in NoteType)
    session.flush()
    return owner


def preset_row(owner_id: int, name: str, preset: Preset, *, now: datetime) -> PresetRow:
    """``preset`` as it is stored."""
    row = PresetRow(owner_id=owner_id, name=name)
    set_preset(row, preset, now=now)
    return row


def set_preset(row: PresetRow, preset: Preset, *, now: datetime) -> None:
    """Write ``preset`` into its row."""
    row.learning_steps = list(preset.learning_steps)
    row.relearning_steps = list(preset.relearning_steps)
    row.desired_retention = preset.desired_retention
    row.parameters = None if preset.parameters == DEFAULT_PARAMETERS else list(preset.parameters)
    row.new_per_day = preset.new_per_day
    row.reviews_per_day = preset.reviews_per_day
    row.leech_threshold = preset.leech_threshold
    row.learn_ahead = preset.learn_ahead
    row.maximum_interval = preset.maximum_interval
    row.new_gather = preset.new_gather.value
    row.new_sort = preset.new_sort.value
    row.new_mix = preset.new_mix.value
    row.review_order = preset.review_order.value
    row.learning_mix = preset.learning_mix.value
    row.bury_new = preset.bury_new
    row.bury_reviews = preset.bury_reviews
    row.bury_learning = preset.bury_learning
    row.balance = preset.balance
    row.easy_days = None if set(preset.easy_days) == {1.0} else list(preset.easy_days)
    row.modified_at = now


def decks_with_preset(session: DbSession, owner_id: int, preset_id: int) -> int:
    """How many decks are studied by the preset."""
    wanted = select(func.count()).where(DeckRow.owner_id == owner_id, DeckRow.preset_id == preset_id)
    return session.scalar(wanted) or 0


def free_preset_name(session: DbSession, owner_id: int, name: str) -> str:
    """``name``, with a number where another preset has it; no longer than a preset's name may be."""
    wanted = name[:190]
    taken = set(session.scalars(select(PresetRow.name).where(PresetRow.owner_id == owner_id)))
    numbered = (f"{wanted} ({number})" for number in range(2, len(taken) + 3))
    return next(one for one in (wanted, *numbered) if one not in taken)


def preset_of(row: PresetRow) -> Preset:
    """The stored preset as scheduling takes it."""
    return Preset(
        learning_steps=tuple(row.learning_steps),
        relearning_steps=tuple(row.relearning_steps),
        desired_retention=row.desired_retention,
        parameters=DEFAULT_PARAMETERS if row.parameters is None else tuple(row.parameters),
        new_per_day=row.new_per_day,
        reviews_per_day=row.reviews_per_day,
        leech_threshold=row.leech_threshold,
        learn_ahead=row.learn_ahead,
        maximum_interval=row.maximum_interval,
        new_gather=NewGather(row.new_gather),
        new_sort=NewSort(row.new_sort),
        new_mix=Mix(row.new_mix),
        review_order=ReviewOrder(row.review_order),
        learning_mix=Mix(row.learning_mix),
        bury_new=row.bury_new,
        bury_reviews=row.bury_reviews,
        bury_learning=row.bury_learning,
        balance=row.balance,
        easy_days=tuple(row.easy_days or (1.0,) * 7),
    )


def default_preset_id(session: DbSession, owner_id: int) -> int:
    """The preset that new decks get: the owner's first."""
    wanted = select(PresetRow.id).where(PresetRow.owner_id == owner_id).order_by(PresetRow.id).limit(1)
    return session.scalars(wanted).one()


def note_types(session: DbSession, owner_id: int) -> dict[int, NoteType]:
    """Our note types by the number of their row."""
    rows = session.execute(
        select(NoteTypeRow.id, NoteTypeRow.builtin).where(
            NoteTypeRow.owner_id == owner_id, NoteTypeRow.builtin.is_not(None)
        )
    )
    return {id_: NoteType(builtin) for id_, builtin in rows}


def _note_type_row(owner_id: int, note_type: NoteType, *, now: datetime) -> NoteTypeRow:
    # Not the kind that Anki calls cloze: our clozes keep the hidden words in a field of their own.
    return NoteTypeRow(
        owner_id=owner_id,
        name=note_type.value,
        builtin=note_type.value,
        kind="normal",
        fields=[{"name": name} for name in note_type.fields],
        templates=[
            {"name": face.name, "question": f"{{{{{face.question}}}}}", "answer": f"{{{{{face.answer}}}}}"}
            for face in note_type.faces
        ],
        css="",
        modified_at=now,
    )

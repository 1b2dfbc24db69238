"""Deck presets as Anki keeps them: JSON (schema 11) both ways, and a message of protobuf (schema 18) in."""

import math
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import partial
from typing import Any

from quizapp.errors import InputError
from quizapp.exchange import protobuf
from quizapp.scheduling.card import Preset
from quizapp.scheduling.order import Mix, NewGather, NewSort, ReviewOrder

_GATHER = (
    NewGather.DECK, NewGather.POSITION, NewGather.POSITION_DESCENDING, NewGather.RANDOM_NOTES, NewGather.RANDOM_CARDS,
    NewGather.DECK_RANDOM_NOTES,
)  # fmt: skip
_SORT = (NewSort.TEMPLATE, NewSort.GATHERED, NewSort.TEMPLATE_RANDOM, NewSort.RANDOM_NOTE, NewSort.RANDOM)
_MIX = (Mix.MIX, Mix.AFTER, Mix.BEFORE)
_REVIEWS = (
    ReviewOrder.DUE_RANDOM, ReviewOrder.DUE_DECK, ReviewOrder.DECK_DUE, ReviewOrder.INTERVAL,
    # Anki's names of the next two speak of ease, which is low where difficulty is high.
    ReviewOrder.INTERVAL_DESCENDING, ReviewOrder.DIFFICULTY_DESCENDING, ReviewOrder.DIFFICULTY,
    ReviewOrder.RETRIEVABILITY, ReviewOrder.RANDOM, ReviewOrder.ADDED, ReviewOrder.ADDED_DESCENDING,
    ReviewOrder.RETRIEVABILITY_DESCENDING, ReviewOrder.OVERDUENESS,
)  # fmt: skip
"""The orders by the numbers that Anki gives them."""
_ORDERS: dict[str, tuple[Sequence[Enum], str, int]] = {
    "new_gather": (_GATHER, "newGatherPriority", 34),
    "new_sort": (_SORT, "newSortOrder", 32),
    "new_mix": (_MIX, "newMix", 30),
    "review_order": (_REVIEWS, "reviewOrder", 33),
    "learning_mix": (_MIX, "interdayLearningMix", 31),
}
"""Each order's name there, in JSON and as a field of the message."""
_BURY = {"bury_new": 27, "bury_reviews": 28, "bury_learning": 29}


def preset_from_json(one: Mapping[str, Any], skip: Callable[[str], object]) -> Preset:
    """The preset as we study by it; where its values can't be used the standard ones, which ``skip`` is told."""
    new, reviews, lapse = (one.get(part) or {} for part in ("new", "rev", "lapse"))
    return _preset(
        partial(_said, skip, str(one.get("name", ""))),
        learning=new.get("delays", (1, 10)),
        relearning=lapse.get("delays", (10,)),
        retention=one.get("desiredRetention") or 0.9,
        parameters=one.get("fsrsParams6") or one.get("fsrsParams5") or one.get("fsrsWeights") or (),
        limits=(new.get("perDay", 20), reviews.get("perDay", 200), lapse.get("leechFails", 8), reviews.get("maxIvl")),
        orders={name: one.get(key, 0) for name, (_, key, _) in _ORDERS.items()},
        bury=(new.get("bury", False), reviews.get("bury", False), one.get("buryInterdayLearning", False)),
        easy_days=one.get("easyDaysPercentages") or (),
    )


def preset_from_message(name: str, config: Mapping[int, list[protobuf.Value]], skip: Callable[[str], object]) -> Preset:
    """The same from the fields of a message."""
    number = partial(protobuf.number, config)
    retention = protobuf.floats(config, 37)
    return _preset(
        partial(_said, skip, name),
        learning=protobuf.floats(config, 1),
        relearning=protobuf.floats(config, 2),
        retention=round(retention[0], 4) if retention else 0.9,
        parameters=protobuf.floats(config, 6) or protobuf.floats(config, 5) or protobuf.floats(config, 3),
        limits=(number(9), number(10), number(22), number(16)),
        orders={name: number(field) for name, (_, _, field) in _ORDERS.items()},
        bury=tuple(number(field) for field in _BURY.values()),
        easy_days=protobuf.floats(config, 4),
    )


def preset_json(preset: Preset, standard: Mapping[str, Any]) -> dict[str, Any]:
    """What a preset of schema 11 says, beside its number and name; ``standard`` is Anki's own."""
    return dict(standard) | {
        "new": standard["new"]
        | {"delays": _minutes(preset.learning_steps), "perDay": preset.new_per_day, "bury": preset.bury_new},
        "rev": standard["rev"]
        | {"perDay": preset.reviews_per_day, "maxIvl": preset.maximum_interval, "bury": preset.bury_reviews},
        "lapse": standard["lapse"]
        | {"delays": _minutes(preset.relearning_steps), "leechFails": preset.leech_threshold, "leechAction": 1},
        "buryInterdayLearning": preset.bury_learning,
        "desiredRetention": preset.desired_retention,
        "fsrsParams6": list(preset.parameters),
        "easyDaysPercentages": list(preset.easy_days),
        **{key: choices.index(getattr(preset, name)) for name, (choices, key, _) in _ORDERS.items()},
    }


def _preset(
    say: Callable[[str], object],
    *,
    learning: Sequence[float],
    relearning: Sequence[float],
    retention: float,
    parameters: Sequence[float],
    limits: tuple[int, int, int, int | None],
    orders: Mapping[str, Any],
    bury: Sequence[object],
    easy_days: Sequence[float],
) -> Preset:
    new, reviews, leech, longest = limits
    try:
        values: dict[str, Any] = {name: bool(value) for name, value in zip(_BURY, bury, strict=True)}
        for name, number in orders.items():
            choices = _ORDERS[name][0]
            values[name] = choices[number if number in range(len(choices)) else 0]
            if number not in range(len(choices)):
                say(f"its {name.replace('_', ' ')} is one that is not known, so the standard one is used")
        if parameters:
            values["parameters"] = tuple(float(value) for value in parameters)
        if easy_days:
            values["easy_days"] = tuple(min(max(float(share), 0.0), 1.0) for share in easy_days)
        return Preset(
            learning_steps=_seconds(learning),
            relearning_steps=_seconds(relearning),
            desired_retention=float(retention),
            new_per_day=min(max(int(new), 0), 9999),
            reviews_per_day=min(max(int(reviews), 0), 9999),
            leech_threshold=min(max(int(leech), 0), 9999),
            maximum_interval=min(max(int(longest or 36500), 1), 36500),
            **values,
        )
    except (InputError, ValueError, TypeError, OverflowError):
        say("its values can't be used, so the standard ones are")
        return Preset()


def _said(skip: Callable[[str], object], name: str, problem: str) -> None:
    skip(f"preset {name!r}: {problem}")


def _seconds(minutes: Sequence[float]) -> tuple[int, ...]:
    return tuple(max(1, round(float(value) * 60)) for value in minutes if math.isfinite(float(value)))


def _minutes(steps: Sequence[int]) -> list[float]:
    return [seconds // 60 if seconds % 60 == 0 else seconds / 60 for seconds in steps]

"""Deck presets to the real Anki and back, in both of its forms."""

import io
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from anki import deck_config_pb2
from anki.collection import Collection, ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from quizapp.exchange.anki_presets import preset_from_json
from quizapp.exchange.anki_reading import read_package
from quizapp.exchange.anki_stock import STOCK
from quizapp.exchange.anki_values import AnkiCard, AnkiContents, AnkiDeck, AnkiNote, AnkiPreset
from quizapp.exchange.anki_writing import write_contents
from quizapp.scheduling.card import Preset
from quizapp.scheduling.order import Mix, NewGather, NewSort, ReviewOrder

Config = deck_config_pb2.DeckConfig.Config
ORDERS = {
    "newGatherPriority": (Config.NewCardGatherPriority, "NEW_CARD_GATHER_PRIORITY", "new_gather", {
        NewGather.DECK: "DECK", NewGather.POSITION: "LOWEST_POSITION",
        NewGather.POSITION_DESCENDING: "HIGHEST_POSITION", NewGather.RANDOM_NOTES: "RANDOM_NOTES",
        NewGather.RANDOM_CARDS: "RANDOM_CARDS", NewGather.DECK_RANDOM_NOTES: "DECK_THEN_RANDOM_NOTES",
    }),
    "newSortOrder": (Config.NewCardSortOrder, "NEW_CARD_SORT_ORDER", "new_sort", {
        NewSort.TEMPLATE: "TEMPLATE", NewSort.GATHERED: "NO_SORT", NewSort.TEMPLATE_RANDOM: "TEMPLATE_THEN_RANDOM",
        NewSort.RANDOM_NOTE: "RANDOM_NOTE_THEN_TEMPLATE", NewSort.RANDOM: "RANDOM_CARD",
    }),
    "newMix": (Config.ReviewMix, "REVIEW_MIX", "new_mix", {
        Mix.MIX: "MIX_WITH_REVIEWS", Mix.AFTER: "AFTER_REVIEWS", Mix.BEFORE: "BEFORE_REVIEWS",
    }),
    "interdayLearningMix": (Config.ReviewMix, "REVIEW_MIX", "learning_mix", {
        Mix.MIX: "MIX_WITH_REVIEWS", Mix.AFTER: "AFTER_REVIEWS", Mix.BEFORE: "BEFORE_REVIEWS",
    }),
    # With FSRS Anki shows the order by rising ease as one by falling difficulty.
    "reviewOrder": (Config.ReviewCardOrder, "REVIEW_CARD_ORDER", "review_order", {
        ReviewOrder.DUE_RANDOM: "DAY", ReviewOrder.DUE_DECK: "DAY_THEN_DECK", ReviewOrder.DECK_DUE: "DECK_THEN_DAY",
        ReviewOrder.INTERVAL: "INTERVALS_ASCENDING", ReviewOrder.INTERVAL_DESCENDING: "INTERVALS_DESCENDING",
        ReviewOrder.DIFFICULTY_DESCENDING: "EASE_ASCENDING", ReviewOrder.DIFFICULTY: "EASE_DESCENDING",
        ReviewOrder.RETRIEVABILITY: "RETRIEVABILITY_ASCENDING",
        ReviewOrder.RETRIEVABILITY_DESCENDING: "RETRIEVABILITY_DESCENDING",
        ReviewOrder.OVERDUENESS: "RELATIVE_OVERDUENESS", ReviewOrder.RANDOM: "RANDOM", ReviewOrder.ADDED: "ADDED",
        ReviewOrder.ADDED_DESCENDING: "REVERSE_ADDED",
    }),
}  # fmt: skip
PRESETS = [
    Preset(
        new_gather=list(NewGather)[place % len(NewGather)],
        new_sort=list(NewSort)[place % len(NewSort)],
        new_mix=list(Mix)[place % 3],
        learning_mix=list(Mix)[place // 3 % 3],
        review_order=order,
        bury_new=place % 2 == 0,
        bury_reviews=place % 3 == 0,
        bury_learning=place % 5 == 0,
        easy_days=tuple(((place + day) % 3) / 2 for day in range(7)),
    )
    for place, order in enumerate(ReviewOrder)
]
"""Every choice of every order."""


@pytest.fixture
def col(tmp_path: Path) -> Iterator[Collection]:
    """An Anki that took in a deck for each of the presets."""
    made = STOCK["Basic"]
    contents = AnkiContents(
        note_types=(made,),
        presets=tuple(AnkiPreset(100 + n, f"Preset {n}", one) for n, one in enumerate(PRESETS)),
        decks=tuple(AnkiDeck(200 + n, f"Deck {n}", "", 100 + n) for n in range(len(PRESETS))),
        notes=tuple(
            AnkiNote(10**12 + n, f"guid{n}", made.id, 1_700_000_000, (), (f"front {n}", "back"), f"front {n}")
            for n in range(len(PRESETS))
        ),
        cards=tuple(AnkiCard(10**12 + n, 10**12 + n, 200 + n, 0, n) for n in range(len(PRESETS))),
    )
    package = tmp_path / "ours.apkg"
    package.write_bytes(write_contents(contents))
    opened = Collection(str(tmp_path / "collection.anki2"))
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    opened.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options))
    yield opened
    opened.close()


def test_anki_has_every_choice(col: Collection) -> None:
    for place, preset in enumerate(PRESETS):
        deck = col.decks.id_for_name(f"Deck {place}")
        assert deck is not None
        config = col.decks.config_dict_for_deck_id(deck)
        for key, (numbers, prefix, name, names) in ORDERS.items():
            assert config[key] == numbers.Value(f"{prefix}_{names[getattr(preset, name)]}"), (place, key)
        bury = (config["new"]["bury"], config["rev"]["bury"], config["buryInterdayLearning"])
        assert bury == (preset.bury_new, preset.bury_reviews, preset.bury_learning)
        assert config["easyDaysPercentages"] == list(preset.easy_days)


@pytest.mark.parametrize("legacy", [True, False])
def test_every_choice_comes_back(col: Collection, tmp_path: Path, legacy: bool) -> None:
    path = tmp_path / "theirs.apkg"
    options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, legacy=legacy)
    col.export_anki_package(out_path=str(path), options=options, limit=None)
    contents = read_package(io.BytesIO(path.read_bytes()), name="theirs.apkg", zone=ZoneInfo("Etc/UTC"))
    found = {one.name: one.preset for one in contents.presets}
    for place, preset in enumerate(PRESETS):
        for name in preset.__slots__:
            wanted = getattr(preset, name)
            if name == "parameters":
                wanted = pytest.approx(wanted, rel=1e-6)
            assert getattr(found[f"Preset {place}"], name) == wanted, (place, name)
    assert not contents.skipped


@pytest.mark.parametrize(
    ("given", "expected", "said"),
    [
        ({}, {}, []),
        ({"newMix": 2, "easyDaysPercentages": [0.5] * 7}, {"new_mix": Mix.BEFORE, "easy_days": (0.5,) * 7}, []),
        ({"easyDaysPercentages": [-1, 2, 1, 1, 1, 1, 0]}, {"easy_days": (0, 1, 1, 1, 1, 1, 0)}, []),
        ({"reviewOrder": 99}, {}, ["its review order is one that is not known, so the standard one is used"]),
        ({"newMix": "9"}, {}, ["its new mix is one that is not known, so the standard one is used"]),
        ({"easyDaysPercentages": [1]}, {"bury_new": True, "bury_learning": True},
         ["its values can't be used, so the standard ones are"]),
    ],
)  # fmt: skip
def test_choices_of_json(given: dict[str, object], expected: dict[str, object], said: list[str]) -> None:
    skipped: list[str] = []
    made = preset_from_json({"name": "x", **given}, skipped.append)
    standard = Preset(bury_new=False, bury_reviews=False, bury_learning=False)
    for name in ("new_gather", "new_sort", "new_mix", "review_order", "easy_days", "bury_new", "bury_learning"):
        assert getattr(made, name) == expected.get(name, getattr(standard, name)), name
    assert skipped == [f"preset 'x': {one}" for one in said]

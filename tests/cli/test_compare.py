"""`quizapp compare`: writers side by side where there is room, below each other where there is none."""

import json
from collections.abc import Callable, Iterator

import pytest

from quizapp.article import Article, Span
from quizapp.cli.comparison import NARROWEST, comparison_text
from quizapp.generator.pipeline import Account
from quizapp.generator.rules import rules
from quizapp.services import comparing
from quizapp.services.comparing import OFFERED, Asked, Compared, Comparison
from tests.scripted import ScriptedWriter

TEXT = "Ada Bell opened the Mill bakery in Aberdeen in 1902."
WHO, WHEN = (
    "Who opened the Mill bakery in Aberdeen in 1902?",
    "In what year did Ada Bell open the Mill bakery in Aberdeen?",
)
COMPARISON = Comparison(
    writers=("rules", "neural"),
    asked=(
        Asked(
            Span(0, len(TEXT)),
            "Ada Bell",
            (
                Compared("rules", WHO, "Ada Bell", 0.9, None),
                Compared("neural", "Who opened the Mill bakery?", "Ada Bell", 0.7, OFFERED),
                Compared("neural", "Who opened it?", "Bell", None, "nothing in the question says what it is about"),
            ),
        ),
        Asked(Span(0, len(TEXT)), "1902", (Compared("rules", WHEN, "1902", 0.8, None),)),
    ),
    accounts=(
        Account("rules", proposed=4, passed=3, cards=2),
        Account("neural", 12, 1, 1, 0, "It stopped early.", 1234, unread=3),
    ),
    seconds=(0.25, None),
)


SUMS = """\
writer                    wordings  unsupported  unread  passed  cards  seconds  tokens
rules                            4            0       0       3      2      0.2       -
neural                          12            1       3       1      0        -   1,234
neural: It stopped early."""

SIDE_BY_SIDE = """\
“Ada Bell opened the Mill bakery in Aberdeen in 1902.”

  = Ada Bell
  rules                                  neural
  Who opened the Mill bakery in          Who opened the Mill bakery?
  Aberdeen in 1902?                      ~ offered beside the card as another
  + a card (0.90)                        wording (0.70)
                                         Who opened it?
                                         = Bell
                                         - nothing in the question says what
                                         it is about

  = 1902
  rules                                  neural
  In what year did Ada Bell open the     (nothing)
  Mill bakery in Aberdeen?
  + a card (0.80)


"""

BELOW = """\
“Ada Bell opened the Mill bakery in Aberdeen in 1902.”

  = Ada Bell
  rules
    Who opened the Mill bakery in Aberdeen in 1902?
    + a card (0.90)
  neural
    Who opened the Mill bakery?
    ~ offered beside the card as another wording (0.70)
    Who opened it?
    = Bell
    - nothing in the question says what it is about

  = 1902
  rules
    In what year did Ada Bell open the Mill bakery in Aberdeen?
    + a card (0.80)


"""


@pytest.mark.parametrize(("width", "shown"), [(78, SIDE_BY_SIDE), (69, BELOW)])
def test_as_much_beside_each_other_as_there_is_room(width: int, shown: str) -> None:
    text = comparison_text(Article(TEXT), COMPARISON, width=width)
    assert text == shown + SUMS
    assert all(len(line) <= width for line in shown.splitlines())


def test_a_terminal_with_hardly_a_column_is_written_over_its_edge() -> None:
    narrow, narrowest = (comparison_text(Article(TEXT), COMPARISON, width=width) for width in (1, NARROWEST))
    assert narrow == narrowest


@pytest.fixture(autouse=True)
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that asks for a name and for a year, the last in words that no check lets pass, and a clock."""
    neural = ScriptedWriter("neural", {"Ada Bell": WHO, "1902": "When was it?"}, unsupported=2, tokens=70)
    monkeypatch.setattr(comparing, "make_writers", lambda _: [rules, neural])
    monkeypatch.setattr("quizapp.cli.comparing.time.monotonic", clock())


def clock() -> Callable[[], float]:
    ticks: Iterator[int] = iter(range(0, 10_000, 2))
    return lambda: float(next(ticks))


def test_json_tells_all_of_each_wording(run, tmp_path) -> None:
    path = tmp_path / "mill.txt"
    path.write_text(TEXT)
    status, out, err = run("compare", path, "--writers", "rules,neural", "--format", "json")
    assert (status, err) == (0, ["quizapp: The text stays on this computer."])
    made = json.loads(out)
    assert made["source"] == str(path)
    assert [one["answer"] for one in made["asked"] if one["answer"] in ("1902", "Ada Bell")] == ["Ada Bell", "1902"]
    assert all(one["evidence"] == {"start": 0, "end": len(TEXT), "text": TEXT} for one in made["asked"])
    found = {(one["writer"], one["question"]): one for asked in made["asked"] for one in asked["wordings"]}
    assert found["neural", "When was it?"] == {
        "writer": "neural",
        "question": "When was it?",
        "answer": "1902",
        "score": None,
        "reason": "nothing in the question says whom or what it is about",
        "is_card": False,
    }
    assert {writer for (writer, question), one in found.items() if one["is_card"]} >= {"rules"}
    sums = {one["writer"]: one for one in made["writers"]}
    assert sums["rules"]["seconds"] == sums["neural"]["seconds"] == 2.0
    assert {name: sums["neural"][name] for name in ("proposed", "unsupported", "passed", "tokens")} == {
        "proposed": 4,
        "unsupported": 2,
        "passed": 1,
        "tokens": 70,
    }


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["missing.txt"], (1, "quizapp: missing.txt: can't be read (no such file or directory).")),
        (["a.txt", "--writers", "rules,magic"], (2, "quizapp compare: --writers: there is no writer 'magic'")),
        (["a.txt", "--format", "yaml"], (2, "quizapp compare: Invalid value for '--format'")),
    ],
    ids=str,
)
def test_what_can_t_be_compared(run, argv, says) -> None:
    status, out, err = run("compare", *argv)
    assert (status, out, len(err)) == (says[0], "", 1)
    assert err[0].startswith(says[1])

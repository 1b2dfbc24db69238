"""Readers' judgements are kept by what they saw, and counted as the lower of two judges says."""

import pytest

from quizapp.article import Article, Evidence, Span
from tests.quality.corpus import LabelledArticle
from tests.quality.figures import examine
from tests.quality.judging import (
    Judgement,
    card_key,
    interval,
    judged_figures,
    kappa,
    load_judgements,
    parse_judgements,
    record,
    write_sheet,
)
from tests.quality.labels import LabelledFact
from tests.quality.values import ScoredCard

ARTICLE = Article(text="Ada Bell opened a house for 12 otters. It cost $40.", title="Otters")
FIRST = ScoredCard("What did Ada Bell open?", "a house", evidence=(Evidence(Span(0, 38)),))
SECOND = ScoredCard("How much did the house cost?", "$40", evidence=(Evidence(Span(39, 51)),))
SOURCE = LabelledArticle(
    "otters",
    ARTICLE,
    (LabelledFact("open", True, "house", ("open",)), LabelledFact("cost", False, "40", ("cost",))),
    (),
)
KEYS = [card_key(card, ARTICLE) for card in (FIRST, SECOND)]
KEEP, EDIT, DROP, FALSE = Judgement("keep"), Judgement("edit"), Judgement("drop"), Judgement("drop", is_false=True)


def outcome(*cards: ScoredCard):
    return examine(SOURCE, lambda article, cap: (cards, ()))


@pytest.mark.parametrize(
    "changed",
    [
        ScoredCard("What did Ada open?", "a house", evidence=FIRST.evidence),
        ScoredCard(FIRST.question, "house", evidence=FIRST.evidence),
        ScoredCard(FIRST.question, FIRST.answer, evidence=SECOND.evidence),
    ],
)
def test_a_card_that_changes_is_another(changed):
    assert card_key(changed, ARTICLE) != card_key(FIRST, ARTICLE)


def test_scores_and_kinds_are_not_part_of_the_key():
    again = ScoredCard(FIRST.question, FIRST.answer, kind="object", evidence=FIRST.evidence, score=0.9)
    assert card_key(again, ARTICLE) == card_key(FIRST, ARTICLE)


@pytest.mark.parametrize(
    ("a", "b", "keep", "not_dropped", "true", "covered"),
    [
        ((KEEP, KEEP), (KEEP, KEEP), 1.0, 1.0, 1.0, 1.0),
        ((KEEP, KEEP), (KEEP, EDIT), 0.5, 1.0, 1.0, 0.5),
        ((EDIT, KEEP), (KEEP, DROP), 0.5, 0.5, 1.0, 0.0),
        ((KEEP, FALSE), (KEEP, KEEP), 0.5, 0.5, 0.5, 0.5),
        ((KEEP,), (KEEP, KEEP), 0.5, 0.5, 1.0, 0.5),
        ((), (KEEP, KEEP), 0.0, 0.0, 1.0, 0.0),
    ],
)
def test_the_lower_judge_counts_and_the_unjudged_are_dropped(a, b, keep, not_dropped, true, covered):
    said = {"a": dict(zip(KEYS, a, strict=False)), "b": dict(zip(KEYS, b, strict=False))}
    figures = judged_figures([outcome(FIRST, SECOND)], said)
    assert figures["judged-keep"] == figures["judged-keep-uncapped"] == keep
    assert figures["judged-not-dropped"] == not_dropped
    assert figures["judged-true"] == true
    assert figures["coverage-kept"] == covered


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], 1.0),
        ([(KEEP, KEEP), (DROP, DROP)], 1.0),
        ([(KEEP, KEEP)] * 4, 1.0),
        ([(KEEP, DROP), (DROP, KEEP)], -1.0),
        ([(KEEP, KEEP)] * 20 + [(KEEP, DROP)] * 5 + [(DROP, KEEP)] * 10 + [(DROP, DROP)] * 15, 0.4),
    ],
)
def test_kappa(pairs, expected):
    first = {str(at): one for at, (one, _) in enumerate(pairs)}
    second = {str(at): other for at, (_, other) in enumerate(pairs)}
    assert kappa([*first, "judged by nobody"], {"a": first, "b": second}) == pytest.approx(expected)


def test_interval():
    low, high = interval(0.85, 200)
    assert (round(low, 3), round(high, 3)) == (0.794, 0.893)
    assert interval(0.0, 0) == (0.0, 1.0)


@pytest.mark.parametrize("line", ["abc\tgood", "abc\tkeep\tyes", "abc\tkeep\tno\tfalse"])
def test_a_line_that_is_no_judgement_is_named(line):
    with pytest.raises(ValueError, match=r"sheet\.tsv:2"):
        parse_judgements(f"abc\tkeep\n{line}\n", "sheet.tsv")


def test_a_sheet_holds_what_the_judge_has_not_seen_and_no_score(tmp_path):
    scored = ScoredCard(FIRST.question, FIRST.answer, kind="object", evidence=FIRST.evidence, score=0.731)
    assert write_sheet([outcome(scored, SECOND)], {KEYS[1]: KEEP}, tmp_path) == 1
    page = (tmp_path / "otters.txt").read_text()
    assert f"[{KEYS[0]}] What did Ada Bell open?" in page
    assert ARTICLE.text in page
    assert KEYS[1] not in page
    assert "0.731" not in page
    assert "object" not in page


def test_answers_are_kept_sorted_and_later_ones_replace_earlier(tmp_path):
    answers = tmp_path / "answers.tsv"
    answers.write_text("bb\tkeep\naa\tdrop\tfalse\n")
    assert record("a", answers, tmp_path) == 2
    answers.write_text("bb\tedit\n")
    assert record("a", answers, tmp_path) == 0
    assert (tmp_path / "a.tsv").read_text() == "aa\tdrop\tfalse\nbb\tedit\n"
    assert load_judgements(tmp_path) == {"a": {"aa": FALSE, "bb": EDIT}, "b": {}}

"""What the writers did, as a person is told."""

import json

import pytest

from quizapp.generator.pipeline import Account
from quizapp.services.accounts import (
    accounts_from_json,
    accounts_to_json,
    add_up,
    count_lines,
    kept_accounts,
    problem_lines,
)

RULES = Account("rules", proposed=85, passed=40, cards=20)
NEURAL = Account("neural", proposed=120, unsupported=1, passed=30, cards=14)
REMOTE = Account("llama3", proposed=1040, unsupported=12, passed=20, cards=1, tokens=12345)
DOWN = Account("llama3", problem="llama3 did not answer: connection refused.")


@pytest.mark.parametrize(
    ("accounts", "lines"),
    [
        ([], []),
        ([RULES], []),
        (
            [RULES, NEURAL],
            [
                "rules: 85 proposals, 20 cards.",
                "neural: 120 proposals, 14 cards.",
                "1 of 120 proposals of neural was not supported by the article.",
            ],
        ),
        (
            [REMOTE],
            [
                "llama3: 1,040 proposals, 1 card, 12,345 tokens.",
                "12 of 1,040 proposals of llama3 were not supported by the article.",
            ],
        ),
        (
            [Account("llama3", proposed=90, unread=9), Account("crow", proposed=2, unread=1)],
            [
                "llama3: 90 proposals, 0 cards.",
                "9 of 90 proposals of llama3 were no whole cards, or far more than it was asked for.",
                "crow: 2 proposals, 0 cards.",
                "1 of 2 proposals of crow was no whole card, or far more than it was asked for.",
            ],
        ),
        ([RULES, DOWN], ["rules: 85 proposals, 20 cards.", "llama3: 0 proposals, 0 cards."]),
    ],
)
def test_how_much_each_wrote(accounts: list[Account], lines: list[str]) -> None:
    assert count_lines(accounts) == lines


@pytest.mark.parametrize(
    ("accounts", "lines"),
    [
        ([RULES, NEURAL], []),
        ([DOWN], ["llama3 did not answer: connection refused."]),
        ([RULES, DOWN], ["llama3 did not answer: connection refused. The rules' cards are kept."]),
    ],
)
def test_what_went_wrong(accounts: list[Account], lines: list[str]) -> None:
    assert problem_lines(accounts) == lines


def test_accounts_of_several_articles_are_added_up() -> None:
    both = Account("llama3", 1040, 12, 20, 1, DOWN.problem, 12345)
    assert add_up([RULES, DOWN, RULES, REMOTE]) == [Account("rules", 170, 0, 80, 40), both]
    assert add_up([REMOTE, REMOTE])[0].tokens == 24690


def test_accounts_go_through_json() -> None:
    accounts = (RULES, NEURAL, REMOTE, DOWN)
    assert accounts_from_json(json.loads(json.dumps(accounts_to_json(accounts)))) == accounts


SENT = Account("llama3", proposed=40, cards=5, sent_to="api.example.org")
TO_ORG, TO_NET = Account("", sent_to="api.example.org"), Account("", sent_to="api.example.net")


@pytest.mark.parametrize(
    ("before", "now", "kept"),
    [
        ([], [RULES], [RULES]),
        ([RULES, NEURAL], [RULES], [RULES]),
        ([RULES, SENT], [RULES], [RULES, TO_ORG]),
        ([RULES, SENT], [SENT], [SENT]),
        ([TO_NET, SENT, SENT, RULES], [RULES], [RULES, TO_NET, TO_ORG]),
        ([TO_NET, TO_ORG], [RULES, SENT], [RULES, SENT, TO_NET]),
    ],
)
def test_where_an_article_was_sent_is_kept(before: list[Account], now: list[Account], kept: list[Account]) -> None:
    assert kept_accounts(before, now) == kept

"""Proposals in what models say: whole, wrapped in prose, cut off, of another shape, or none at all."""

import json

import pytest

from quizapp.writers.endpoint.reading import Proposal, Said, read_reply

ONE = {"question": "Who baked?", "answer": "Ada", "evidence": "Ada baked bread."}
TWO = {"question": "What did Ada bake?", "answer": "bread", "evidence": "Ada baked bread."}
CARD_1, CARD_2 = Proposal(**ONE), Proposal(**TWO)
BOTH = json.dumps({"cards": [ONE, TWO]})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOTH, Said((CARD_1, CARD_2))),
        (json.dumps([ONE, TWO]), Said((CARD_1, CARD_2))),
        (json.dumps(ONE), Said((CARD_1,))),
        (f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n", Said((CARD_1, CARD_2))),
        (json.dumps({"result": [ONE], "note": "done"}), Said((CARD_1,))),
        (f"Sure! Here they are:\n```json\n{BOTH}\n```\nAsk me for more {{any time}}.", Said((CARD_1, CARD_2))),
        (f"<think>Is {{this}} a card? {json.dumps(TWO)}</think>{json.dumps(ONE)}", Said((CARD_1,))),
        (f"Is {{this}} a card? {json.dumps(TWO)}\n</think>\n\n{json.dumps(ONE)}", Said((CARD_1,))),
        (f"<think>{json.dumps(TWO)}", Said((CARD_2,))),
        (json.dumps([{**ONE, "answer": "</think>"}]), Said((Proposal("Who baked?", "</think>", "Ada baked bread."),))),
        (BOTH[:-2], Said((CARD_1, CARD_2))),
        (BOTH[:-20], Said((CARD_1,))),
        (BOTH[: len(BOTH) // 2], Said((CARD_1,))),
        (f'{{"cards": [{json.dumps(ONE)}, {{"question": }}, {json.dumps(TWO)}]}}', Said((CARD_1, CARD_2))),
        (f'{{"cards": [{json.dumps(ONE)}, {{"question": "\\pi [it]"}}, {json.dumps(TWO)}]}}', Said((CARD_1, CARD_2))),
        (f'{{"a": {{"cards": [{json.dumps(ONE)}], "b": [1, {{"c": 2', Said((CARD_1,))),
        (json.dumps({"cards": [ONE, ONE]}), Said((CARD_1,))),
        (json.dumps({"cards": [{**ONE, "score": 1, "question": " Who\n baked? "}]}), Said((CARD_1,))),
        ('{"cards": []}', Said(())),
        ("[]", Said(())),
        (json.dumps({"cards": [ONE, {"question": "Who?"}, {"q": 1}, "x", 3, None]}), Said((CARD_1,), malformed=2)),
        (json.dumps({"cards": [{**ONE, "answer": ["Ada"]}]}), Said((), malformed=1)),
        (json.dumps({"cards": [{**ONE, "answer": " "}]}), Said((), malformed=1)),
        (json.dumps({"cards": [{**ONE, "answer": "A\0da"}]}), Said((), malformed=1)),
        ('{"cards": [{"question": "\\ud800?", "answer": "a", "evidence": "b"}]}', Said((), malformed=1)),
        (json.dumps({"cards": [{**ONE, "question": "Who \u202ebaked?"}]}), Said((), malformed=1)),
        (json.dumps({"cards": [{**ONE, "evidence": "bread " * 400}]}), Said((), malformed=1)),
        ("", Said((), understood=False)),
        ("I can't help with that.", Said((), understood=False)),
        ('{"title": "Bread", "pages": [1, 2]}', Said((), understood=False)),
        ("<html><body>{}</body></html>", Said((), understood=False)),
        ('{"cards": [{"question": "Who ba', Said((), understood=False)),
        ("[" * 200_000, Said((), understood=False)),
        ('{"a":' * 200_000, Said((), understood=False)),
        ('{"' * 200_000, Said((), understood=False)),
        ("<think>" * 200_000, Said((), understood=False)),
        ("[" * 900 + "1," * 200_000, Said((), understood=False)),
        ('[{"a":' * 100 + '"' + "x" * 100_000, Said((), understood=False)),
        (f"{json.dumps(ONE)} [{'9' * 5_000}] {json.dumps(TWO)}", Said((CARD_1,))),
    ],
)
def test_what_a_reply_proposes(text: str, said: Said) -> None:
    assert read_reply(text) == said

"""Words as they are printed when they leave their sentence: capitals, quotation marks, brackets and asides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.generator.phrases import NUMBER_TYPES

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_ASIDE = re.compile(r" [–—] ((?:[^\s,–—]+ ){0,3}[^\s,–—]+) [–—](?= )")
"""A word or a few between dashes: "the main language – Spanish – is"."""


def with_its_quotes(text: str, span: Words) -> str:
    """``text`` with the quotation marks of a title that the span leaves out, both or one of them."""
    doc = span.doc
    behind = [token.text for token in doc[span.end : span.end + 2]]
    opened = span.start > 0 and doc[span.start - 1].text == '"'
    closed = behind[:1] == ['"'] or behind in ([",", '"'], [".", '"'])
    marks = [token.i for token in span if token.text == '"']
    if (opened or marks) and closed and re.match(r"\"?the ", text) and any(token.text == "The" for token in span[:2]):
        text = text.replace("the ", "The ", 1)  # "the" of a title keeps its capital
    if not marks:
        return f'"{text}"' if opened and closed else text
    if len(marks) > 1:
        return text
    if span[-1].i == marks[0]:
        return f'"{text}' if opened else text
    return f'{text}"' if closed else text


def small_start(text: str, token: Token, capitals: frozenset[str]) -> str:
    """``text`` without the capital that only the start of its sentence gave it.

    ``capitals`` are the words that keep it: names, and what has a capital elsewhere in the article too.
    """
    first = token.text
    if (
        not text.startswith(first)
        or not first[:1].isupper()
        or not (first[1:].islower() or len(first) == 1)
        or first == "I"
    ):
        return text
    starts = token.is_sent_start or (token.i > 0 and token.nbor(-1).text in {'"', "“", "''", "``"})
    beside = token.nbor(1) if token.i + 1 < len(token.doc) else token
    if token.dep_ == "compound" and token.head == beside and beside.pos_ == "PROPN" and not first.endswith("ing"):
        return text  # "Photo CD"
    always = token.tag_ in {"DT", "IN", "PRP$"} and (first == "The" or starts)
    named = token.ent_type_ and token.ent_type_ not in NUMBER_TYPES | {"DATE", "TIME", "ORDINAL"}
    unmarked = starts and not named and not {first, first.removesuffix("s")} & capitals  # "Estonians"
    return first.lower() + text[len(first) :] if always or unmarked else text


def closing_bracket(span: Words, i: int) -> int | None:
    """Where the bracket closes that opens at ``i``."""
    return next((j for j in range(i + 1, span.end) if span.doc[j].text == ")"), None)


def closing_comma(span: Words, i: int) -> int | None:
    """Where the comma stands that closes the ", or parts," of "four aspects, or parts, of ...": it says the same."""
    doc = span.doc
    close = next((j for j in range(i + 3, min(i + 5, span.end)) if doc[j].text == ","), None)
    if i == span.start or close is None or doc[i + 1].lower_ != "or":
        return None
    said, again = doc[i - 1], doc[close - 1]
    same = said.tag_ in {"NN", "NNS"} and said.tag_ == again.tag_ and again.dep_ in {"conj", "appos"}
    return close if same and said.dep_ != "conj" and not any(t.text == "," for t in said.lefts) else None


def tidy(text: str) -> str:
    """``text`` with single spaces, no space before a mark, and without what its ends have left over."""
    text = " ".join(text.split())
    for mark in (",", ".", ";", ":", "'s", ")"):
        text = text.replace(" " + mark, mark)
    if text.count('"') == 1:
        text = text.replace('"', "")
    text = _ASIDE.sub(r", \1,", text)
    return text.strip(" ,;:–—")

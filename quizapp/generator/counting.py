"""Shares and counts: the number that a noun phrase holds, and what it is a number of."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from quizapp.generator.phrases import is_coordinated, noun_phrase, number_words, stripped
from quizapp.generator.vocabulary import GATHERED

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

SIZES = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}
"""The numbers of things that are few enough to be named one by one."""


def share_asked(head: Token) -> tuple[Words, Words] | None:
    """The share and the whole of "more than 80 percent of Canadians"; None when it is no share."""
    if head.lower_ in {"median", "average", "total"}:
        of = next((child for child in head.children if child.dep_ == "prep" and child.lower_ == "of"), None)
        share = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
        inner = share_asked(share) if share is not None else None
        return None if inner is None else (head.doc[head.left_edge.i : inner[0].end], inner[1])
    if head.lower_ in {"number", "percentage", "proportion", "share"}:
        return _told_beside(head)
    per_cent = head.lower_ == "cent" and head.i > 0 and head.nbor(-1).lower_ == "per"
    if head.lower_ not in {"percent", "%", "third", "quarter", "half"} and not per_cent:
        return None
    of = next((child for child in head.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    whole = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    start = min(token.i for token in head.subtree)
    if of is None or whole is None or is_coordinated(head) > 1 or not start < of.i < whole.i:
        return None
    number = next((child for child in head.children if child.dep_ == "nummod"), None)
    if head.lower_ not in {"third", "quarter", "half", "cent"} and number is None:
        return None
    end = max(noun_phrase(whole).end, noun_phrase(head).end)
    return head.doc[start : of.i], head.doc[of.i + 1 : end]


def _told_beside(head: Token) -> tuple[Words, Words] | None:
    """The share and the whole of "a lower number of voters – 42 percent –"."""
    of = next((child for child in head.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    whole = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    share = next((child for child in head.children if child.dep_ == "appos" and child.i > head.i), None)
    if of is None or whole is None or share is None or share.lower_ not in {"percent", "%"}:
        return None
    doc, told = head.doc, head.doc[share.left_edge.i : share.i + 1]
    closed = told.end < head.sent.end and doc[told.start - 1].text == doc[told.end].text
    if not closed or doc[told.end].text not in {"–", "—", ","} or not told[0].like_num:
        return None
    return told, doc[of.i + 1 : told.start - 1]


def count_asked(head: Token) -> tuple[Words, Words] | None:
    """The number and the counted words of "over 40 small towns": the words of both; None when it counts nothing."""
    if (head.lower_ == "total" or _some_group(head)) and (counted := _of_a_total(head)) is not None:
        return counted
    number = number_words(head)
    if number is not None and number.text.lower() == "two" and _the(head):
        return None  # "the two towns" are known to be two
    if (
        number is None
        or head.pos_ not in {"NOUN", "PROPN"}
        or number.end > head.i
        or head.ent_type_ in {"DATE", "TIME", "PERCENT", "MONEY"}
    ):
        return None
    if any(t.text == "-" or t.tag_ == "HYPH" for t in head.doc[number.start : head.i]) or head.tag_ not in _SEVERAL:
        return None
    if (
        number.text.lower() in {"one", "1", "a"}
        or is_coordinated(head) > 2
        or any(t.dep_ in {"cc", "conj"} for t in number)
    ):
        return None
    phrase = noun_phrase(head)
    joint = next((token.i for token in phrase if token.i > head.i and token.dep_ == "cc"), phrase.end)
    return None if _torn(number, head, joint) else (number, head.doc[number.end : joint])


_ERAS = {"ad", "a.d.", "bc", "b.c.", "bce", "b.c.e.", "ce", "c.e."}


def _torn(number: Words, head: Token, end: int) -> bool:
    """True for "four sub" of "four sub-components", "the 2007 elections" and a list of what is counted."""
    doc = head.doc
    led = number.start > 0 and doc[number.start - 1].lower_ in {"the", "its", "their"}
    year = (head.pos_ == "PROPN" or led) and re.fullmatch(r"1[5-9]\d\d|20\d\d", number.text) is not None
    era = any(token.lower_ in _ERAS for token in doc[number.end : end])
    behind = doc[head.i + 1 : end + 1]
    split = len(behind) > 0 and behind[0].text == "-"
    list_of = len(behind) > 0 and (behind[0].text == "," or behind[0].lower_ == "of")
    return year or era or split or (list_of and any(token.text == "," for token in doc[head.i + 1 : end]))


_SEVERAL = {"NNS", "NNPS"}


def _some_group(noun: Token) -> bool:
    """True for "a crew" of "a crew of 40 sailors", which is no more than those sailors."""
    bare = noun.lemma_.lower() in GATHERED and noun.i > 0 and noun.nbor(-1).lower_ in {"a", "an"}
    return bare and noun.dep_ != "pobj"  # "began with an army of 13,000 men"


def _the(noun: Token) -> bool:
    plain = not any(child.i > noun.i and child.dep_ in {"prep", "relcl", "acl"} for child in noun.children)
    return plain and any(child.dep_ == "det" and child.lower_ == "the" for child in noun.children)


def _of_a_total(head: Token) -> tuple[Words, Words] | None:
    """The number and the counted words of "a total of 146 moons" and "a crew of 40 sailors"."""
    of = next((child for child in head.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    inner = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    return count_asked(inner) if inner is not None else None


def deeds_told(head: Token) -> list[Words]:
    """What a noun counts, told behind a colon as deeds: "two aims: baking bread and feeding the poor"."""
    doc, end, number = head.doc, head.sent.end, number_words(head)
    size = SIZES.get(number.text.lower(), 0) if number is not None else 0
    colon = noun_phrase(head).end
    if size == 0 or colon >= end or doc[colon].text != ":":
        return []
    joints = {colon, *(t.i for t in doc[colon:end] if t.text == "," or t.lower_ == "and")}
    starts = [t.i for t in doc[colon + 1 : end] if t.tag_ == "VBG" and t.i - 1 in joints]
    if len(starts) != size or starts[0] != colon + 1:
        return []
    return [stripped(doc[a:b]) for a, b in pairwise([*starts, end])]

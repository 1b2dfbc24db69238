"""Phrases of a parsed sentence: where a noun phrase ends, what kind of thing it names, which words it leads with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.generator.vocabulary import HEDGES, PERSON_NOUNS, STORIES

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

TIME_TYPES = {"DATE", "TIME"}
PLACE_TYPES = {"GPE", "LOC", "FAC"}
NUMBER_TYPES = {"MONEY", "PERCENT", "QUANTITY", "CARDINAL"}


UNITS = {"year", "month", "week", "day", "hour", "minute", "second", "foot", "inch", "pound", "ounce"}


def words(first: Token, last: Token) -> Words:
    """The words from ``first`` to ``last``, both included."""
    return first.doc[first.i : last.i + 1]


def subtree(head: Token) -> Words:
    """The unbroken run of words around ``head`` that depend on it."""
    inside = {token.i for token in head.subtree}
    start = end = head.i
    while start - 1 in inside:
        start -= 1
    while end + 1 in inside:
        end += 1
    return stripped(head.doc[start : end + 1])


def without_remark(span: Words) -> Words:
    """``span`` without a ", who ..." or ", which ..." at its end, which only comments."""
    for token in span[1:]:
        remark = token.tag_ in {"WP", "WDT", "WRB"} and token.nbor(-1).text == ","
        if remark and token.head.dep_ == "relcl" and token.head.right_edge.i + 1 >= span.end:
            return stripped(span.doc[span.start : token.i - 1])
    return span


def stripped(span: Words) -> Words:
    """``span`` without punctuation and conjunctions at its ends."""
    start, end = span.start, span.end
    doc = span.doc
    while start < end - 1 and (
        (doc[start].is_punct and doc[start].text not in "\"'$£€(") or doc[start].dep_ == "cc" or doc[start].is_space
    ):
        start += 1
    while end > start + 1 and (
        (doc[end - 1].is_punct and doc[end - 1].text not in "\"')%")
        or doc[end - 1].dep_ == "cc"
        or doc[end - 1].is_space
    ):
        end -= 1
    return doc[start:end]


def noun_phrase(head: Token) -> Words:
    """The phrase of a noun without what only comments on it: appositions, loose relative clauses, parentheses.

    "the elite Sea Org, which he left," gives "the elite Sea Org"; "the asteroid that it hit" stays whole.
    """
    span = subtree(head)
    doc = head.doc
    if others := listed(head):
        span = doc[span.start : max(span.end, others[-1].right_edge.i + 1)]
    if span.start < head.i and span[0].dep_ in {"prep", "advcl"} and span[0].head == head:
        start = span[0].right_edge.i + 1  # "Following the launch, the camera"
        span = stripped(doc[start : span.end]) if start <= head.i else span
    for i in range(head.i + 1, span.end):
        token = doc[i]
        dash = token.text in {"–", "—", "--", ";", ":"} or token.text.startswith(("–", "—"))
        dash = dash or (token.text == "-" and bool(token.whitespace_) and bool(doc[i - 1].whitespace_))
        if dash and i + 1 < span.end and doc[i - 1].like_num and doc[i + 1].like_num:
            continue  # a score or a range
        examples = token.lower_ == "including" or (
            token.lower_ == "such" and i + 1 < span.end and doc[i + 1].lower_ == "as"
        )
        if token.text == "(" or dash or examples or (token.text == "," and not _joins(i, head, span.end)):
            return stripped(doc[span.start : i])
    return span


def not_only(head: Token) -> Token | None:
    """The "but" of "not only the pier but also the lighthouse" whose first noun is ``head``, None without one."""
    lead = next((c for c in head.children if c.dep_ == "preconj" and c.lower_ == "not" and c.i < head.i), None)
    if lead is None or lead.nbor(1).lower_ not in {"only", "just", "merely", "simply"}:
        return None
    return next((c for c in head.children if c.lower_ == "but" and c.i > head.i), None)


def _joins(i: int, head: Token, end: int) -> bool:
    """True when the comma at ``i`` belongs to a name, a date or an enumeration rather than starting a comment."""
    doc = head.doc
    if i + 1 >= end:
        return False
    if any(token.left_edge.i == i + 1 for token in listed(head)):
        return True
    before, after = doc[i - 1], doc[i + 1]
    if after.ent_iob_ == "I" and after.ent_type_:
        return True
    if before.ent_type_ == "GPE" and after.ent_type_ == "GPE":
        return True
    number = doc[i + 2] if after.dep_ == "cc" and i + 2 < len(doc) else after
    unit = doc[number.i + 1].lemma_.lower() if number.i + 1 < len(doc) else ""
    if number.like_num and {before.lemma_.lower(), unit} <= UNITS:
        return True  # "11 hours, 22 minutes, and 37 seconds"
    if after.dep_ == "cc" and after == not_only(head):
        return True
    if after.dep_ == "cc":
        return after.lower_ == "and" and any(t.dep_ == "conj" for t in doc[after.i + 1 : end])
    top = after
    while top.head.i > i or (top.head.i < i and top.head.i >= head.i and top.left_edge.i > i and top.dep_ == "conj"):
        if top.head == top or top.head.i >= end:
            break
        if top.head.i < i:
            return not any(child.dep_ in {"nsubj", "nsubjpass"} for child in top.children)
        top = top.head
    return bool(top.left_edge.i < i)


def is_coordinated(head: Token) -> int:
    """How many members the enumeration that ``head`` starts has: 1 when it is none."""
    return 1 + sum(1 for token in head.conjuncts if token.i > head.i)


def listed(head: Token) -> list[Token]:
    """The other members of "a ferry, a boat and a quay" when the parser took the second one for an apposition."""
    beside = next((child for child in head.children if child.dep_ == "appos" and child.i > head.i), None)
    if (
        beside is None
        or beside.pos_ != head.pos_
        or head.ent_type_ == "PERSON"
        or beside.lemma_.lower() in PERSON_NOUNS
    ):
        return []  # "Ada Berg, director of the museum and chair of the board"
    more = [token for token in beside.conjuncts if token.i > beside.i]
    return [beside, *more] if more and beside.left_edge.nbor(-1).text == "," else []


def number_words(head: Token) -> Words | None:
    """The number in front of a counted noun, hedge and scale with it: "over 100 billion" of "over 100 billion yuan"."""
    numbers = [child for child in head.children if child.dep_ == "nummod" and child.i < head.i]
    if not numbers:
        return None
    number = numbers[0]
    start = min([number.i] + [t.i for t in number.subtree if t.i < number.i])
    end = number.i + 1
    doc = head.doc
    while start > 0 and doc[start - 1].lower_ in HEDGES and doc[start - 1].head in (number, head, doc[start]):
        start -= 1
    if doc[start].lower_ == "about" and _is_story(head):
        start += 1
    return doc[start:end]


def _is_story(head: Token) -> bool:
    """True for the friends of "The play is about four friends", which are what it tells of, not nearly four."""
    verb = head.head.head if head.dep_ == "pobj" else head.head
    return verb.lemma_ == "be" and any(c.dep_ == "nsubj" and c.lemma_.lower() in STORIES for c in verb.children)


def has_examples(head: Token) -> bool:
    """True for "problems including deafness": the examples are worth asking for, not the noun."""
    return any(
        child.dep_ == "prep"
        and (child.lower_ == "including" or (child.lower_ == "as" and child.nbor(-1).lower_ == "such"))
        for child in head.children
    )


def is_plural(head: Token) -> bool:
    """True when a noun phrase takes a plural verb; "there" agrees with what there is."""
    if head.tag_ == "EX":
        return any(child.dep_ == "attr" and is_plural(child) for child in head.head.children)
    if any(c.dep_ == "nummod" and c.i < head.i and c.lower_ not in {"1", "one"} for c in head.children):
        return head.tag_ != "NN"
    if head.lower_ in _CRAFT and not any(c.dep_ in {"det", "poss"} for c in head.children):
        return True  # "spacecraft have recorded"
    if head.lower_ in _SHARES and (whole := _whole(head)) is not None:
        return is_plural(whole)
    return (
        head.tag_ in {"NNS", "NNPS"}
        or (any(child.dep_ == "conj" for child in head.children) and not any(c.lower_ == "or" for c in head.children))
        or head.lower_
        in {
            "they",
            "we",
            "us",
            "them",
            "you",
            "both",
            "many",
            "several",
            "few",
            "these",
            "those",
            "people",
            "police",
            "others",
        }
    )


_CRAFT = {"aircraft", "hovercraft", "spacecraft", "watercraft"}
_SHARES = {"all", "half", "majority", "most", "percent", "rest", "some"}
"""Words with the number of what they are a part of: "most of the bread is", "most of the loaves are"."""


def _whole(share: Token) -> Token | None:
    of = next((child for child in share.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    return next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None


def is_time(head: Token) -> bool:
    """True when a word names a day, month, year or hour."""
    return (
        head.ent_type_ in TIME_TYPES
        or _is_year(head)
        or head.lemma_.lower()
        in {
            "yesterday",
            "today",
            "tomorrow",
            "tonight",
            "year",
            "month",
            "week",
            "decade",
            "century",
            "morning",
            "evening",
            "weekend",
        }
    )


def _is_year(head: Token) -> bool:
    """True for "941" of "In 941, Igor led a raid" and "BC" of "around 5500 BC", which the parser calls no date."""
    numbered = any(child.like_num for child in head.children)
    if head.text.rstrip(".").replace(".", "") in {"BC", "BCE", "AD", "CE"}:
        return numbered
    alone = head.dep_ == "pobj" and head.head.head.pos_ in {"VERB", "AUX"} and not list(head.children)
    return alone and head.head.lower_ in {"in", "since", "until"} and re.fullmatch(r"\d{3,4}", head.text) is not None


def until_when(start: Token) -> Token | None:
    """The "to" of "from 1953 to 1961" behind its "from"; None where a time has no end."""
    first = next((child for child in start.children if child.dep_ == "pobj"), None)
    if start.lower_ != "from" or first is None or not is_time(first):
        return None
    after = noun_phrase(first).end
    to = start.doc[after] if after < len(start.doc) else None
    if to is None or to.lower_ not in {"to", "until", "till", "through"} or to.dep_ != "prep":
        return None
    last = next((child for child in to.children if child.dep_ == "pobj"), None)
    return to if last is not None and (is_time(last) or last.text.isdigit()) else None

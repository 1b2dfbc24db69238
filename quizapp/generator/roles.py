"""The role told beside a name, in the article's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.generator.vocabulary import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

TITLES = set(word_set("mr mrs ms dr prof professor sir dame miss sen president minister coach judge"))
ROLE_WORDS = word_set(
    """
    ceo founder co-founder director president chairman chairwoman chair chief minister secretary senator governor mayor
    manager scientist researcher professor spokesman spokeswoman spokesperson coach captain author writer engineer
    analyst officer leader head investigator astronomer economist composer rancher owner editor representative
    astronaut lawyer attorney premier commissioner administrator specialist physicist associate advisor adviser expert
    executive campaigner lead musician actor actress player student playwright teacher artist designer developer
    architect strategist producer ecologist biologist statistician oceanographer undersecretary ambassador
    councillor inventor publisher photographer curator conductor geologist chemist historian psychologist
    """
)
# What follows "Shadow", "Vice" or "Prime" is still a title: these are never names alone.
RANKS = word_set("prime vice deputy chief senior shadow acting associate assistant interim former high lead principal")
_ENDS = {",", ".", ";", '"', ":", "(", ")", "–", "—"}
_OWNER = re.compile(r"^(?:(?:its|his|her|their|our)|(?:the |this )?[a-z]+['’]s) +")
_COURTESY = {"mr", "mrs", "ms", "dr", "miss", "sir", "dame", "sen", "judge"}


def role_beside(words: Words) -> Words | None:
    """The role told beside a name: "Baidu CEO Robin Li", "Jane Roe, director of the agency,"; articles left out."""
    found = _after_comma(words) or _copula(words) or _before(words)
    if found is None:
        return None
    start, end = found.start, found.end
    doc = words.doc
    while start < end and (
        doc[start].lower_ in {"a", "an", "the", "current", "and"} or doc[start].text in {"-", ",", "'s"}
    ):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].lower_ in {"and", "of"}):
        end -= 1
    return doc[start:end] if start < end else None


def described(words: Words, nouns: frozenset[str]) -> Words | None:
    """What is told that a name is, when it is one of ``nouns``: "Chinese startup" of "DeepSeek, a Chinese startup,"."""
    doc, end, stop = words.doc, words.end, words.sent.end
    start = words.start
    if start > words.sent.start and doc[start - 1].text in nouns and doc[start - 1].tag_ == "NN":
        first = start - 1
        while first > words.sent.start and doc[first - 1].pos_ in {"ADJ", "NOUN"}:
            first -= 1
        return doc[first:start]
    if end + 2 < stop and doc[end].text == "," and doc[end + 1].lower_ in {"a", "an", "the"}:
        for token in doc[end + 2 : min(end + 9, stop)]:
            following = doc[token.i + 1] if token.i + 1 < stop else None
            last = following is None or (following.pos_ not in {"NOUN", "PROPN"} and following.lower_ != "'s")
            if token.text in nouns and last:
                return doc[end + 2 : token.i + 1]
            if token.pos_ not in {"ADJ", "NOUN", "PROPN", "ADV"} and token.text != "-":
                return None
    if words.root.dep_ == "nsubj" and words.root.head.lemma_ == "be":
        attr = next((c for c in words.root.head.children if c.dep_ == "attr" and c.i > end), None)
        if attr is not None and attr.text in nouns and not any(c.dep_ == "neg" for c in words.root.head.children):
            first = attr.left_edge.i + (attr.left_edge.pos_ == "DET")
            return doc[first : attr.i + 1]
    return None


def role_text(printed: str) -> str | None:
    """The role as a card can show it: without "39-year-old" or "the agency's"; None when it is no whole phrase."""
    text = " ".join(printed.split())
    text = re.sub(r"^\d{1,3}-year-old ", "", text)
    text = _OWNER.sub("", text)
    text = re.sub(r"(?<=\w\w)\.$", "", text)
    return text if 2 < len(text) <= 140 and text.count("(") == text.count(")") else None


def _after_comma(words: Words) -> Words | None:
    doc, first, stop = words.doc, words.end + 1, words.sent.end
    if first >= stop or doc[words.end].text != ",":
        return None
    if doc[first].like_num and first + 1 < stop and doc[first + 1].text == ",":  # "Roe, 39, director of ..."
        first += 2
    if first < stop and doc[first].lower_ in {"and", "who", "or", "but"}:
        return None
    head = next(
        (t for t in doc[first : min(first + 9, stop)] if t.lower_ in ROLE_WORDS and t.pos_ in {"NOUN", "PROPN", "ADJ"}),
        None,
    )
    if head is None or any(
        (t.pos_ in {"VERB", "AUX", "SCONJ", "PRON"} and t.tag_ not in {"PRP$", "VBG", "VBN"})
        or t.text in {",", '"', ";"}
        for t in doc[first : head.i]
    ):
        return None
    end = head.i
    for token in doc[head.i + 1 : stop]:
        if token.text in _ENDS or _is_dash(token) or token.tag_ in {"WP", "WDT", "MD"} or _tells(token, head):
            break
        end = token.i
    following = doc[end + 1] if end + 1 < stop else None
    if end == head.i <= first + 1 and following is not None and following.lower_ == "who":
        end = _short_clause(doc[following.i : stop], end)
    if end > head.i and doc[head.i + 1].ent_type_ == "PERSON":
        return None  # "Jane Roe, and director John Doe": the role is the next person's
    return doc[first : end + 1]


def _tells(token: Token, head: Token) -> bool:
    """True for the main verb after a role; "startup" read as a verb before a name is none."""
    if token.tag_ not in {"VBD", "VBZ", "VBP"}:
        return False
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return not (following is not None and following.pos_ == "PROPN" and token.doc[token.i - 1].pos_ == "PROPN")


def _short_clause(rest: Words, end: int) -> int:
    """The last token of "who led the repair" when it is short and ends where the phrase does."""
    for token in rest[1:9]:
        if token.text in {",", ".", ";", '"'}:
            return token.i - 1 if token.i - rest.start > 2 else end
        if token.tag_ in {"WP", "WDT"} or token.lower_ in {"and", "but", "said", "says", "told"}:
            return end
    return end


def _copula(words: Words) -> Words | None:
    doc = words.doc
    if words.end + 1 >= words.sent.end or doc[words.end].lower_ not in {"is", "was"} or words.root.dep_ != "nsubj":
        return None
    attr = next((child for child in words.root.head.children if child.dep_ == "attr" and child.i > words.end), None)
    if attr is None or attr.lower_ not in ROLE_WORDS or any(c.dep_ == "neg" for c in words.root.head.children):
        return None
    end = attr.i
    for token in doc[attr.i + 1 : attr.right_edge.i + 1]:
        if token.text in _ENDS or token.tag_ in {"WP", "WDT"}:
            break
        end = token.i
    return doc[attr.left_edge.i : end + 1]


def _before(words: Words) -> Words | None:
    doc, first = words.doc, words.sent.start
    if words.start <= first:
        return None
    nearest = doc[words.start - 1]
    if nearest.lower_ not in ROLE_WORDS | (TITLES - _COURTESY):
        return None
    start = nearest.i
    while start > first and words.start - start < 10:
        token = doc[start - 1]
        if token.ent_type_ == "PERSON" and token.lower_ not in ROLE_WORDS:
            break
        if token.text in {"'s", "'"} and start - 2 >= first and doc[start - 2].pos_ in {"NOUN", "PROPN"}:
            start -= 2
            continue
        if token.lower_ == "and" and doc[start - 2].lower_ not in ROLE_WORDS:
            break
        if not (token.pos_ in {"NOUN", "PROPN", "ADJ"} or token.text == "-" or token.lower_ == "and"):
            break
        start -= 1
    before = doc[start - 1] if start > first else None
    if before is not None and before.lower_ in {"of", "for"} and start - 2 >= first and doc[start - 2].pos_ == "PROPN":
        start = _start_of_body(doc, start, first)
        before = doc[start - 1] if start > first else None
    if before is not None and before.lower_ == "the" and start - 2 > first and doc[start - 2].lower_ in {"of", "for"}:
        start = nearest.i
    return doc[start : words.start]


def _start_of_body(doc: Doc, start: int, first: int) -> int:
    """Where the name of a body starts, of "the Council for the Welfare of Children director Jane Roe"."""
    while start > first and (doc[start - 1].pos_ == "PROPN" or doc[start - 1].lower_ in {"of", "for", "the"}):
        start -= 1
    while doc[start].lower_ in {"of", "for", "the"}:
        start += 1
    return start


def _is_dash(token: Token) -> bool:
    """True for a dash between words, not the hyphen within "Hi-C"."""
    return token.text in {"-", "--"} and (token.i == 0 or bool(token.doc[token.i - 1].whitespace_))

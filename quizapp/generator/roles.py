"""The role told beside a name, in the article's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

TITLES = {
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "miss",
    "sen",
    "president",
    "minister",
    "coach",
    "judge",
}
ROLE_WORDS = frozenset(
    [
        "ceo",
        "founder",
        "co-founder",
        "director",
        "president",
        "chairman",
        "chairwoman",
        "chair",
        "chief",
        "minister",
        "secretary",
        "senator",
        "governor",
        "mayor",
        "manager",
        "scientist",
        "researcher",
        "professor",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "coach",
        "captain",
        "author",
        "writer",
        "engineer",
        "analyst",
        "officer",
        "leader",
        "head",
        "investigator",
        "astronomer",
        "economist",
        "composer",
        "rancher",
        "owner",
        "editor",
        "representative",
        "astronaut",
        "lawyer",
        "attorney",
        "premier",
        "commissioner",
        "administrator",
        "specialist",
        "physicist",
        "associate",
        "advisor",
        "adviser",
        "expert",
        "executive",
        "campaigner",
        "lead",
        "musician",
        "actor",
        "player",
        "student",
        "playwright",
        "teacher",
        "artist",
        "designer",
        "developer",
        "architect",
        "strategist",
        "producer",
        "ecologist",
        "biologist",
    ]
)


def role_beside(words: Words) -> str | None:
    """The role told beside a name: "Baidu CEO Robin Li", "Jane Roe, director of the agency,"."""
    doc = words.doc
    if words.end + 1 < len(doc) and doc[words.end].text == ",":
        role = _role_after(words)
        if role:
            return role
    if words.end + 1 < len(doc) and doc[words.end].lower_ in {"is", "was"} and words.root.dep_ in {"nsubj"}:
        attr = next((child for child in words.root.head.children if child.dep_ == "attr" and child.i > words.end), None)
        if attr is not None and attr.lower_ in ROLE_WORDS:
            return _clean(doc[attr.left_edge.i : _role_end(attr) + 1])
    before = list(doc[max(0, words.start - 7) : words.start])
    if before and before[-1].lower_ in ROLE_WORDS | TITLES - {"mr", "mrs", "ms", "dr", "miss", "sir", "dame"}:
        start = words.start - 1
        while (
            start > words.sent.start
            and (
                doc[start - 1].pos_ in {"NOUN", "PROPN", "ADJ"}
                or (doc[start - 1].text in {"'s", "'", "-", "and"} and start - 2 >= words.sent.start)
            )
            and words.start - start < 9
        ):
            start -= 1
        return _clean(doc[start : words.start])
    return None


def _role_after(words: Words) -> str | None:
    doc, first = words.doc, words.end + 1
    depth = list(doc[first : first + 9])
    head = next(
        (token for token in depth if token.lower_ in ROLE_WORDS and token.pos_ in {"NOUN", "PROPN", "ADJ"}), None
    )
    if head is None or any(
        (token.pos_ in {"VERB", "AUX", "SCONJ", "PRON"} and token.tag_ != "PRP$") or token.text in {",", '"', ";"}
        for token in doc[first : head.i]
    ):
        return None
    end = head.i
    for token in doc[head.i + 1 : words.sent.end]:
        if token.text in {",", ".", ";", '"', ":", "(", "-", "–", "—"} or token.tag_ in {
            "VBD",
            "VBZ",
            "VBP",
            "MD",
            "WP",
            "WDT",
        }:
            break
        end = token.i
    return _clean(doc[first : end + 1])


def _role_end(attr: Token) -> int:
    end = attr.i
    for token in attr.doc[attr.i + 1 : attr.right_edge.i + 1]:
        if token.text in {",", ".", ";", '"'} or token.tag_ in {"WP", "WDT"}:
            break
        end = token.i
    return end


def _clean(words: Words) -> str | None:
    text = " ".join(str(words.text).split())
    text = re.sub(r"^(?:an?|the) ", "", text, flags=re.IGNORECASE)
    return text if 2 < len(text) <= 140 else None

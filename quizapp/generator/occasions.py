"""The occasion of a quotation: to whom, where and when it was said, in the article's words."""

from __future__ import annotations

import re

_NAMED = r"[A-Z][\w.’'-]*(?: (?:(?:of|and|the|for) )?[A-Z][\w.’'-]*){0,4}"
_LISTENERS = (
    r"(?:the )?(?:reporters|residents|crowd|council|court|lawmakers|journalists|audience|parliament|committee|press"
    r"|investors|students)"
)
_EVENT = (
    r"(?:statement|interview|speech|lecture|talk|letter|meeting|conference|briefing|release|hearing|ceremony|chat"
    r"|Questions|(?:blog|Facebook|social media) post|blog|symposium|summit|debate|email|tweet|podcast|comment|trial)"
)
_WITH = rf"(?: (?:with|to|at|in|for) (?:the opening|{_NAMED}))?"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# A day of the week or "last year" means another day when a card is read: only a date with its year stays true.
_DATED = rf"(?: (?:on|in) {_MONTH}(?: \d{{1,2}},)? \d{{4}})?"
_OCCASION = re.compile(
    rf"\b(?:(?:told|tells|telling) (?P<to>(?:the )?{_NAMED}|{_LISTENERS})"
    rf"(?: (?:in|at|during) (?:an?|the) (?:[\w’'-]+ ){{0,3}}?{_EVENT})?{_DATED}"
    rf"|(?:in|during|at) (?:an?|the|his|her|one of (?:his|her)|{_NAMED}(?:['’]s)?) (?:[\w’'-]+ ){{0,3}}?{_EVENT}s?\b"
    rf"{_WITH}{_DATED}"
    r"|[Aa]fter the (?:match|game|meeting|launch|vote|race|test|crash|hearing|ruling|announcement|landing))"
)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


def occasion_in(sentence: str, speaker: str) -> str | None:
    """The occasion told in the sentence outside its quoted words: "to Radio News", "in a statement"."""
    match = _OCCASION.search(_QUOTED.sub(lambda quoted: " " * len(quoted.group()), sentence))
    if match is None:
        return None
    words = " ".join(match.group().split())
    if match.group("to"):
        if speaker.endswith(match.group("to")):
            return None
        words = "to " + words.split(" ", 1)[1]
    return words[:1].lower() + words[1:]

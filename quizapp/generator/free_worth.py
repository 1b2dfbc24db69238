"""What of a model's wordings is not worth a card: told in passing, of nothing, by anybody, or in too few words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.generator.stemming import stems

if TYPE_CHECKING:
    from quizapp.generator.candidates import Candidate, Context

_NAME = r"[A-Z][\w.&’'-]*(?: (?:(?:and|for|in|of|the) )*[A-Z0-9][\w.&’'-]*)*"
_LYING = re.compile(
    rf"(?:Where|In (?:what|which) \w+) (?:is|are|was|were) (?:the )?(?:{_NAME}|[^?]+? (?:located|based|situated|at|in))"
    r"(?: located| based| situated| at)?\?$"
)
_IS_NAME = re.compile(rf"What (?:is|was) (?:the )?{_NAME}\?$")
_ASKING = re.compile(
    r"(?:According to [^,?]+, |In [^,?]+, )?(?:(?:at|by|for|from|in|into|of|on|since|through|to|under|until|with) )?"
    r"(?:who|what|which|when|where|why|how)",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"(?:(?:a|an|the|new|recent|past|some|many|other) )*(?:data|experts|findings|officials|people|report"
    r"|reports|research|researchers|results|scientists|studies|study|users)",
    re.IGNORECASE,
)
_NOTHING_KNOWN = re.compile(r"(?:an?|the|some|several|many) (?:certain|different|new|other|various) [\w-]+")
_TURNED_ROUND = re.compile(
    r"(?:According to [^,?]+, )?what (?:is|are|was|were) (?:\w+ly )?"
    r"(?:\w+ed|born|bought|brought|built|caught|chosen|found|given|held|known|led|lost|made|paid|seen|sent|set|shown|sold"
    r"|spent|taken|taught|told|won|written)\b",
    re.IGNORECASE,
)
_BROKEN_OFF = re.compile(
    r"(?<!ed)(?<!made)(?<!known)(?<!built)(?<!written) (?:about|at|for|from|in|of|on|to|with)\?$", re.IGNORECASE
)
_OF_MANY_LIVES = re.compile(
    r"Who (?:was born|grew up|became an?|has lived|lives?d?|moved|studie[sd]|attend(?:s|ed)|learn(?:s|ed|t)|speaks?)\b"
)
_OF_A_GAME = re.compile(
    r"\b(?:scor(?:es?|ed)|penalt(?:y|ies)|(?:yellow|red) card|corner kick|booked|(?:first|second) half"
    r"|\d+(?:st|nd|rd|th) minute|ball possession)\b",
    re.IGNORECASE,
)
_OF_ITS_OWN = re.compile(r"(?:his|her|its|their)\b", re.IGNORECASE)
_FEWEST = 2
"""Words or names besides the first name that a question of what somebody does needs to have one answer."""


def worth_knowing(candidate: Candidate, context: Context) -> str | None:
    """A card that a reader would want next year."""
    told = candidate.told
    if told is None:
        return None
    question, answer = candidate.own_wording, candidate.answer
    if _LYING.match(question):
        return "where something is that the article only mentions is not worth a card"
    if "not" in told.hedges or re.search(r"\bnot\b|n't\b", question):
        return "what is not so is not worth a card"
    if _SOMEBODY.fullmatch(answer) or _NOTHING_KNOWN.fullmatch(answer):
        return "the answer could be anybody or anything"
    if candidate.kind == "subject" and _TURNED_ROUND.match(question):
        return "the question only turns the sentence round"
    if _BROKEN_OFF.search(question):
        return "the question breaks off before what it asks for"
    if _OF_MANY_LIVES.match(question):
        return "others would answer it as well"
    if _OF_A_GAME.search(question):
        return "a moment of a game says little without the game"
    if _OF_ITS_OWN.match(answer):
        return "the answer points at something outside it"
    if _ASKING.match(question) is None:
        return "the question does not start with what it asks for"
    if _IS_NAME.match(question) or (candidate.kind in {"object", "oblique", "inner"} and _says_little(question)):
        return "the question says too little to have one answer"
    return None


def _says_little(question: str) -> bool:
    """True for "What did Ada Berg develop?", which says no more than who and that."""
    _, _, said = question.partition(" ")
    plain = re.sub(_NAME, " ", said)
    others = len(re.findall(_NAME, said)) - 1
    return len(stems(plain)) + max(0, others) + len(re.findall(r"\b\d\d", plain)) < _FEWEST

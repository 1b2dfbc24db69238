"""Checks of wordings that no grammar made: what a model leaves vague, or asks of the wrong thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.generator.candidates import as_of
from quizapp.generator.span_kinds import PEOPLE
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import COLLECTIVE, PRONOUNS, UNIQUE, word_set

if TYPE_CHECKING:
    from quizapp.generator.candidates import Candidate, Context
    from quizapp.generator.told_sentences import Told

_OF_NOTHING = re.compile(
    r"\bit (?=take\b|(?:is|was) (?:\w+ )?(?:clear|difficult|hard|important|likely|possible|time)\b)"
    r"|\bboth (?=(?:[\w'’-]+ ){1,5}and\b)"
)
"""The "it" and "both" that stand for nothing that was named before."""
_WORD = re.compile(r"\w[\w'’.-]*")
_DEFINITE = re.compile(r"\bthe ((?:[a-z][\w’-]*[ -]){0,4}[a-z][\w’-]*)(?:['’]s)?(?![\w-])")
_LITTLE = word_set(
    """
    about after and as at be because been before but by can could did do does during for from had has have if in into is
    it its kind may might must name not number of on or over per same should since than that through to type under until
    up upon was were when while who which will with would
    """
)
_DESCRIBES = word_set("about and at behind between by called for from in known named of on that to which who with")

_TIMES = word_set(
    "century date day days decade era hour month months period season time week year years",
)
_SHARES = word_set(
    "amount cost fraction number part percent percentage portion price proportion rate ratio share sum value"
)
_PLACES = word_set(
    """
    area campus center centre city community continent country county department district facility island lake land
    location mountain nation ocean place planet port province range region river sea site state street town village
    """
)
_SUM = re.compile(
    r"what (?:is|was|were|are) the (?:\w+ ){0,3}(?:age|amount|area|budget|cost|distance|height|length|number|percentage"
    r"|population|price|rate|size|speed|temperature|total|value|weight)\b"
)
_LEADS = word_set(
    "across along around at from in inside into near off on onto over throughout to toward towards under within"
)


def leans_on_nothing(candidate: Candidate, context: Context) -> str | None:
    """No "the symposium" and no "it" that neither the question nor the sentence tells more of."""
    told = candidate.told
    if told is None:
        return None
    question = _OF_NOTHING.sub("", candidate.own_wording)
    asked_for = _may_be_asked_for(candidate, question)
    unclear = sorted(told.unclear - asked_for)
    vague = next((one for one in unclear if re.search(rf"\b{re.escape(one)}\b", question, re.I)), "")
    if vague := vague or _pronoun(question, PRONOUNS - asked_for):
        return f"who or what “{vague}” is can't be told"
    thing = next((one for match in _DEFINITE.finditer(question) if (one := _bare_thing(match, told))), "")
    return f"which {thing.split()[-1]} “the {thing}” is can't be told" if thing else None


def _may_be_asked_for(candidate: Candidate, question: str) -> frozenset[str]:
    """The pronouns that may stand for whoever is asked for: the "she" of "Who says she sings?"; a person is no "it"."""
    if candidate.kind != "subject" or _OF_AN_OBJECT.match(question.lower()) is not None:
        return frozenset()
    return PRONOUNS - {"it", "its", "itself"} if "person" in candidate.tags else PRONOUNS


def _pronoun(question: str, pronouns: frozenset[str]) -> str:
    """The first of ``pronouns`` that no name stands before, "" for none."""
    for at, word in enumerate(_WORD.findall(question)):
        if at and word[:1].isupper():
            break
        if word.casefold().split("'")[0] in pronouns:
            return str(word)
    return ""


def _bare_thing(match: re.Match[str], told: Told) -> str:
    """ "symposium" for "the symposium" that nothing behind it tells, and that the sentence has otherwise; else ""."""
    words = match[1].split()
    length = next((at for at, word in enumerate(words) if word in _LITTLE), len(words))
    behind = re.match(r"[ -]+([\w’'-]+)", match.string[match.end() :])
    follows = words[length] if length < len(words) else behind[1] if behind is not None else ""
    thing = " ".join(words[:length])
    told_apart = follows in _DESCRIBES or follows[:1].isupper() or f"the {thing}" in told.text.casefold()
    return thing if thing and words[length - 1] not in UNIQUE and not told_apart else ""


def asks_for_its_kind(candidate: Candidate, context: Context) -> str | None:
    """The question words fit what the answer is."""
    if candidate.told is None or _fits(candidate, candidate.told, candidate.own_wording.lower()):
        return None
    return f"“{candidate.wh}” does not ask for such an answer"


def _fits(candidate: Candidate, told: Told, question: str) -> bool:
    kind, tags = candidate.kind, set(candidate.tags)
    word, _, behind = candidate.wh.partition(" ")
    noun = behind if word in {"what", "which"} else ""
    timed, summed = word == "when" or noun in _TIMES, noun in _SHARES or _SUM.search(question) is not None
    if kind == "date":
        return timed
    if kind == "count":
        return _counts(told, question)
    if kind in {"amount", "share", "measure", "duration"}:
        return summed or (word == "how" and behind not in {"", "many"}) or candidate.wh == "how many"
    if timed or summed or word in {"how", "why"}:
        return False
    if word in {"who", "whom", "whose"}:
        return "person" in tags or (kind in {"subject", "agent"} and "organization" in tags)
    if "person" in tags:
        return (
            noun in PEOPLE | COLLECTIVE or _NAMED_SO.match(question) is not None or _BECOME.match(question) is not None
        )
    if word == "where":
        return _in_a_place(told, tags)
    return noun not in PEOPLE and (noun not in _PLACES or bool({"place", "organization"} & tags))


_NAMED_SO = re.compile(
    r"what (?:is|was) (?:the (?:full |official )?(?:name|title)\b|.*(?:job|occupation|position|profession|role)\?$)"
)


_BECOME = re.compile(r"what (?:did|has|had|will) .*\bbecome\b")


def _counts(told: Told, question: str) -> bool:
    """True when the question counts what the number stands before in the sentence."""
    match = re.search(r"\b(?:how many|number of) ((?:[\w'’-]+ ?){1,4})", question)
    if match is None:
        return False
    counted = stems(" ".join(told.text[told.answer.end :].split()[:4]))
    return bool(counted & stems(match[1])) or match[1].split()[0] in {"people", "persons"}


def _in_a_place(told: Told, tags: set[str]) -> bool:
    """True when a preposition of place leads to the answer in the sentence."""
    before = told.text[: told.answer.start].split()
    while before and (before[-1].lower() in {"the", "a", "an"} or before[-1].endswith(("'s", "s'"))):
        before.pop()
    lead = before[-1].lower() if before else ""
    return lead in _LEADS or (lead == "of" and "place" in tags)


def asks_in_its_place(candidate: Candidate, context: Context) -> str | None:
    """A subject is not asked for as an object, nor a detail as what something is, nor one of many as the only one."""
    if candidate.told is None:
        return None
    question = candidate.own_wording.lower()
    if re.search(r"\bone of\b|^who (?:is|was) an? ", question) or _one_of_many(candidate.told, question):
        return "others would answer it as well"
    if _OF_A_SAYING.match(question):
        return "what somebody said is asked, not who said so and when"
    if question.startswith("what happened"):
        return "the question says too little to have one answer"
    if re.search(r"\b(?:do|doing|done)\?$", question):
        return "it asks for a deed, and the answer is none"
    if candidate.kind == "subject" and _OF_AN_OBJECT.match(question):
        return "the answer is who does it, and the question asks whom it is done to"
    hedged = any(
        re.search(rf"\b{word}\b|n't\b" if word == "not" else _MODAL, question) for word in candidate.told.hedges
    )
    if candidate.told.hedges and not hedged:
        return "what only may be is asked as if it were so"
    setting = candidate.kind in {"date", "duration"} or re.match(r"where (?:do|does|did)\b", question)
    if setting and not _of_its_verb(candidate.told, question):
        return "when and where something else happened is asked"
    named = re.match(r"(?:what|which) .*\bname of\b", question)
    said_to_be = re.match(r"what (?:is|was|are|were) (?:the|an?) (?!name\b)", question)
    parts = {"owner"} if named else {"inner", "oblique", "agent", "owner", "place"} if said_to_be else set()
    return "the answer is only a part of what the question asks for" if candidate.kind in parts else None


def _one_of_many(told: Told, question: str) -> bool:
    """True for "the astronomer", "the first" of what the sentence calls an astronomer and not the first."""
    sentence = told.text.lower()
    single = re.match(r"who (?:is|was) the ((?:[\w-]+ )*?[\w-]+)(?: (?:of|at|for|from|in|to|on|who)\b|\?$)", question)
    singled = re.findall(r"\b(?:first|last|latest|main|most|only)\b", question)
    new = any(re.search(rf"\b{word}\b", sentence) is None for word in singled)
    return new or (single is not None and re.search(rf"\ban? {re.escape(single[1])}\b", sentence) is not None)


_SAYING = r"(?:add|explain|note|report|say|tell)"
_OF_A_SAYING = re.compile(
    rf"(?:who|(?:which|what) (?!(?:do|does|did)\b)(?:\w+ ){{1,2}}?)(?: has| have)? ?(?:{_SAYING}(?:e?d|s)?|said|told)\b"
    rf"|when (?:did|does|has) .*?\b(?:{_SAYING}|tweet)\b"
)
_MODAL = r"\b(?:can|could|may|might|must|ought|shall|should|will|would|expected|planned|likely)\b"


def _of_its_verb(told: Told, question: str) -> bool:
    """True when the question has the verb that the answer belongs to, or a word of its root."""
    words = {*question.rstrip("?").split(), *stems(question)}
    light = told.verb & _LIGHT or not told.verb
    return bool(light or told.verb & words or any(_of_one_root(word, one) for one in told.verb for word in words))


_LIGHT = word_set("be become come do get give go have hold make see take")
_OF_AN_OBJECT = re.compile(r"(?:who|whom|what|which)(?: [\w'’-]+){0,2}? (?:do|does|did)\b")


def says_the_same(candidate: Candidate, context: Context) -> str | None:
    """The question has its words from the sentence."""
    if candidate.told is None:
        return None
    asked = stems(candidate.own_wording.replace("-", " ")) - stems(candidate.wh) - _GENERAL
    told = (candidate.told.text, *candidate.told.lemmas, as_of(context.published) or "")
    known = stems(" ".join(told).replace("-", " "))
    new = {word for word in asked - known if not any(_of_one_root(word, other) for other in known)}
    return f"“{min(new)}” is not what the sentence says" if new else None


_GENERAL = stems(
    "according called company job kind located name organization people person position role spend take type"
)


def _of_one_root(one: str, other: str) -> bool:
    """True for "retire" and "retirement"."""
    shorter = min(len(one), len(other))
    return shorter >= 4 and one[: shorter - (shorter > 5)] == other[: shorter - (shorter > 5)]

"""What a question that somebody else worded needs: names in full, the kind asked for, who claims it, since when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.generator.composing import Composer
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import HELPERS, PERSON_NOUNS

if TYPE_CHECKING:
    from quizapp.generator.answer_spans import AnswerSpan
    from quizapp.generator.candidates import Context
    from quizapp.generator.facts import Fact
    from quizapp.generator.mentions import Mentions

_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_NAMED_KINDS = {"name", "organization", "place", "person"}
_BODY = re.compile(r"^(?:Who|(?:What|Which) (?:agency|company|corporation|government|group|organi[sz]ation))(?= [a-z])")
_NICKNAME = re.compile(r"[“\"]\w+[”\"]")
_OF_A_KIND = re.compile(rf"^(?:What|Which) (?!(?:{HELPERS}|type|kind|sort)\b)([a-z]+)(?= (?:{HELPERS})\b)")


def framed(question: str, answer: AnswerSpan, fact: Fact | None, context: Context) -> str:
    """``question`` with names in full and with what its fact needs and it lacks.

    Raises `UnclearError` when who claims it can't be told.
    """
    text = in_full(question.rstrip(" ?"), context.mentions)
    if fact is not None:
        composer = Composer(fact, context, answer=answer.entity)
        claim = composer.claim()
        if claim and not stems(claim) - stems("according") <= stems(text):
            text = f"{claim} {text[:1].lower()}{text[1:]}"
        since = composer.since() if answer.kind != "date" and not _YEAR.search(text) else None
        text = text if since is None else f"{text} {since}"
    return text


def topic_of(context: Context) -> str | None:
    """What the article is about, by name; no place, in which much happens."""
    topic = context.events.topic or context.events.project
    place = any(one.name == topic and one.kind == "place" for one in context.mentions.entities)
    return None if place else topic


def of_its_kind(question: str, answer: AnswerSpan) -> str:
    """ "Which agency" for "Who" or "What company", where it is known what the answer is; "Which city" for "What city".

    A kind that neither the sentence nor the name tells is left out: "What helps ..." for "What company helps ...".
    """
    if answer.kind == "share":
        return re.sub(r"\b([Ww])hat percent(?:age)?\b", r"\1hat share", question)
    if answer.tag not in _NAMED_KINDS:
        return question
    if answer.wh.startswith("which ") and answer.tag in {"organization", "place"}:
        question = _BODY.sub(f"W{answer.wh[1:]}", question, count=1)
    kind = _OF_A_KIND.match(question)
    if kind is None:
        return question
    told = kind[1] in PERSON_NOUNS or stems(kind[1]) <= stems(f"{answer.told.text} {answer.wh} {answer.text}")
    if told or answer.tag == "place":
        return f"Which {question[kind.start(1) :]}"
    plain = "Who" if answer.tag == "person" else "What"
    return f"{plain}{question[kind.end(1) :]}"


def in_full(question: str, mentions: Mentions) -> str:
    """The question with the full name, the first time, of a person whom it calls by the last name alone."""
    people = [entity.name.split() for entity in mentions.entities if entity.kind == "person"]
    first_names = {name for names in people for name in names[:-1]}
    for *others, last in people:
        called = re.search(rf"(?<![\w-]){re.escape(last)}(?![\w-]| [A-Z])", question)
        if called is None or not others or sum(one.name.split()[-1] == last for one in mentions.entities) > 1:
            continue
        before = question[: called.start()].split()[-1:]
        if not first_names.intersection(before) and not any(map(_NICKNAME.fullmatch, before)):
            question = f"{question[: called.start()]}{' '.join([*others, last])}{question[called.end() :]}"
    return question

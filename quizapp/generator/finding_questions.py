"""Stage 5: questions about who found something out: "Which study found that ...?", "Which bank's report shows ...?"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.asking import Asked, asked_for, is_generic
from quizapp.generator.candidates import Context
from quizapp.generator.claim_composing import reporting_verb
from quizapp.generator.claiming import FINDING
from quizapp.generator.clauses import verb_group
from quizapp.generator.composing import Composer
from quizapp.generator.inflection import agreeing
from quizapp.generator.phrases import is_plural, words
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import PAPERS, RESEARCHERS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.facts import Fact

_REPORTED = FINDING | {"acknowledge", "announce", "confirm", "reveal", "say", "state", "warn"}
_AT = {"at", "from", "of", "with"}
_BY = {"by", "from"}
_OTHER_WORD = {"poll": "survey", "study": "research project"}
"""What a study is called where its own name holds the word "study"."""


class FindingComposer(Composer):
    """Words one question about who found out what a fact says."""

    def found(self, finder: str, report: Token, *, plural: bool) -> str:
        """ "which study found that the ferry is safe": the report keeps its order, and so does what was found."""
        return self._shortened(lambda: self._found(finder, report, plural=plural))

    def _found(self, finder: str, report: Token, *, plural: bool) -> str:
        group = [agreeing(word, tag, plural=plural) for word, tag in verb_group(report)]
        lead, tail = self._around(None)
        told = [word for word, _ in self._fact.clause.group]
        return self._closed([finder, *group, "that", self._subject(), *told, *self._said([*tail, *lead])])


def finders(fact: Fact, context: Context) -> Iterator[Question]:
    """Which study, or whose, found what the fact says; never who stands in the headline, which anybody would guess."""
    report = reporting_verb(fact)
    if fact.source is None or report is None or report.lemma_.lower() not in _REPORTED:
        return
    root = fact.source.root
    meant = context.mentions.meant_by(root) if root.pos_ == "PRON" else None
    found = _finder(meant.words.root if meant is not None and meant.words is not None else root, context)
    if found is None:
        return
    asked, finder = found
    guessed = context.parsed.article.title is not None and stems(asked.text) <= context.headline
    if asked.entity is None or guessed or not fact.clause.parts:
        return
    composer = FindingComposer(fact, context, answer=asked.entity)
    text = composer.found(finder, report, plural=is_plural(fact.source.root))
    told = meant is not None or asked.text == asked.entity.name
    answer = asked.text if told else article_text(asked.span, fact, context)
    span = fact.source if meant is not None else asked.span
    yield Question(text, answer, span, "finder", asked.tag, asked.words, certainty(fact, context) * 0.9)


def _finder(root: Token, context: Context) -> tuple[Asked, str] | None:
    """Who is asked for, and the words for it in front of the verb: "which bank's report"."""
    noun = root.lower_
    if root.pos_ == "PROPN":
        asked = _named(root, context)
        return None if asked is None else (asked, asked.words)
    if noun not in PAPERS | RESEARCHERS:
        return None
    for child in root.children:
        inner = next((t for t in child.children if t.dep_ == "pobj" and t.pos_ == "PROPN"), None)
        if child.dep_ in {"poss", "compound"} and context.mentions.entity_of(child) is not None:
            asked = _named(child, context)
            return None if asked is None else (asked, f"{_of(asked)} {root.text}")
        if inner is None or child.dep_ != "prep" or child.i != root.i + 1:
            continue
        asked = _named(inner, context)
        if asked is None:
            return None
        if child.lower_ == "of" and asked.entity is not None and asked.entity.name.split()[-1].lower() in PAPERS:
            return asked, asked.words  # "The results of the Rural Roads Survey"
        if noun in PAPERS and child.lower_ in _BY:
            return asked, f"{_of(asked)} {root.text}"
        if noun in RESEARCHERS and child.lower_ in _AT:
            return asked, f"{root.text} {child.lower_} {asked.words}"
        return None
    return None


def _named(name: Token, context: Context) -> Asked | None:
    """What asks for a study or an organisation by its name."""
    asked = asked_for(name, context.mentions)
    entity = context.mentions.entity_of(name)
    if entity is None or entity.kind in {"place", "person"}:
        return None
    last = entity.name.split()[-1].lower()
    if last in PAPERS and not is_generic(entity) and " " in entity.name:
        told, span = (asked.text, asked.span) if asked is not None else (entity.name, words(name, name))
        return Asked(f"which {_OTHER_WORD.get(last, 'study')}", told, span, False, "name", entity)
    if asked is None:
        return None
    return asked if asked.words.startswith("which ") and asked.tag == "organization" else None


def _of(asked: Asked) -> str:
    return f"{asked.words}'s"

"""Stage 5: questions about who found something out, and where it stands: "Which study found that ...?"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapp.generator.answering import Question, article_text, certainty
from quizapp.generator.asking import Asked, asked_for, is_generic
from quizapp.generator.candidates import Context
from quizapp.generator.claim_composing import reporting_verb
from quizapp.generator.claiming import FINDING
from quizapp.generator.composing import Composer
from quizapp.generator.inflection import agreeing
from quizapp.generator.phrases import is_plural, words
from quizapp.generator.stemming import stems
from quizapp.generator.verb_groups import verb_group
from quizapp.generator.vocabulary import CLAIMS, PAPERS, RESEARCHERS, SUPPOSING, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapp.generator.facts import Fact

_REPORTED = FINDING | {"acknowledge", "announce", "confirm", "reveal", "say", "state", "warn"}
_ANSWERED = word_set("add admit agree assure comment continue inform recall remark reply tell")
"""What is said to somebody, or to what somebody else said: no one is known by it."""
_THOUGHT = (CLAIMS | SUPPOSING) - _ANSWERED
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
    """Which study, or who, found or thinks what the fact says; never who stands in the headline, as is guessed."""
    report = reporting_verb(fact)
    if fact.source is None or report is None or report.lemma_.lower() not in _REPORTED | _THOUGHT:
        return
    root = fact.source.root
    meant = context.mentions.meant_by(root) if root.pos_ == "PRON" else None
    found = _thinker(fact, report, context)
    if found is None and report.lemma_.lower() in _REPORTED:
        found = _finder(meant.words.root if meant is not None and meant.words is not None else root, context)
    if found is None:
        return
    asked, finder = found
    guessed = context.parsed.article.title is not None and stems(asked.text) <= context.headline
    if asked.entity is None or guessed or not fact.clause.parts:
        return
    if asked.tag == "person" and not _tells_who(fact, report):
        return
    composer = FindingComposer(fact, context, answer=asked.entity)
    text = composer.found(finder, report, plural=asked.tag != "person" and is_plural(fact.source.root))
    told = meant is not None or asked.text == asked.entity.name
    answer = asked.text if told else article_text(asked.span, fact, context)
    span = fact.source if meant is not None else asked.span
    yield Question(text, answer, span, "finder", asked.tag, asked.words, certainty(fact, context) * 0.9)


def journals(fact: Fact, context: Context) -> Iterator[Question]:
    """ "In which journal was the study published that found ...?" where the article tells of one study."""
    report, journal = reporting_verb(fact), context.events.journal
    if fact.source is None or report is None or report.lemma_.lower() not in FINDING or journal is None:
        return
    root = fact.source.root
    behind = root.doc[root.i : report.i]
    at = behind.text.find(journal)
    span = root.doc.char_span(behind.start_char + at, behind.start_char + at + len(journal)) if at > 0 else None
    if span is None or root.lower_ not in _PUBLISHED or not says_enough(fact):
        return
    several = is_plural(root)
    wh = "which publication" if "journal" in journal.lower() else "which journal"
    asked = f"in {wh} {'were' if several else 'was'} the {root.text} published that"
    text = FindingComposer(fact, context).found(asked, report, plural=several)
    sure = certainty(fact, context) * 0.95
    yield Question(text, article_text(span, fact, context), span, "finder", "name", wh, sure)


def appeared(fact: Fact, context: Context) -> Iterator[Question]:
    """ "In which journal was the study published that ...?" for "The study was published in J"."""
    verb, journal = fact.clause.verb, context.events.journal
    study = context.study_in(fact.sentence.index)
    active = verb.lemma_.lower() == "appear"
    if fact.source is not None or journal is None or study is None or fact.negative:
        return
    behind = verb.doc[verb.i : verb.sent.end]
    at = behind.text.find(journal)
    span = verb.doc.char_span(behind.start_char + at, behind.start_char + at + len(journal)) if at > 0 else None
    published = active or (fact.clause.passive and verb.lemma_.lower() == "publish")
    if span is None or not published or fact.subject.head.lower_ not in _PUBLISHED | {"it", "they"}:
        return
    wh = "which publication" if "journal" in journal.lower() else "which journal"
    done = "appear" if active else "published"
    told = f"{done} {study}" if study.startswith("that ") else f"{study} {done}"
    text = f"in {wh} {'did' if active else 'was'} the study {told}"
    yield Question(text, article_text(span, fact, context), span, "finder", "name", wh, certainty(fact, context) * 0.95)


def leaders(fact: Fact, context: Context) -> Iterator[Question]:
    """ "Which institute led the study that found ...?" for "an X-led study" and "a study conducted by X"."""
    report = reporting_verb(fact)
    if fact.source is None or report is None or report.lemma_.lower() not in _REPORTED:
        return
    root = fact.source.root
    done = _done_by(root) if root.lower_ in PAPERS else None
    asked = asked_for(done[1], context.mentions) if done is not None else None
    if done is None or asked is None or asked.entity is None or asked.entity.kind == "place":
        return
    who = "who" if asked.tag == "person" else asked.words
    if not who.startswith("wh") or who == "what" or not says_enough(fact):
        return
    composer = FindingComposer(fact, context, answer=asked.entity)
    text = composer.found(f"{who} {done[0]} the {root.text} that", report, plural=is_plural(root))
    answer = asked.text if asked.text == asked.entity.name else article_text(asked.span, fact, context)
    yield Question(text, answer, asked.span, "finder", asked.tag, who, certainty(fact, context) * 0.9)


def _done_by(study: Token) -> tuple[str, Token] | None:
    """What somebody did with a study, in the past tense, and the name: "led" of "an X-led study"."""
    for child in study.children:
        before = child.i - 2
        if child.lower_ == "led" and before >= child.sent.start and child.nbor(-1).text == "-":
            return ("led", child.nbor(-2)) if child.nbor(-2).pos_ == "PROPN" else None
        by = next((c for c in child.children if c.dep_ == "agent"), None)
        if child.dep_ == "acl" and by is not None and child.lemma_.lower() in _DONE:
            name = next((c for c in by.children if c.dep_ == "pobj"), None)
            return (child.lower_, name) if name is not None and name.pos_ == "PROPN" else None
    return None


def says_enough(fact: Fact) -> bool:
    """True for "the shape of the lake has changed", not for "it has changed"."""
    return bool(fact.clause.parts) or len(fact.subject.words) >= _TELLING_SUBJECT


_TELLING_SUBJECT = 4
_DONE = frozenset({"conduct", "lead"})
_PUBLISHED = (PAPERS | {"findings", "results"}) - {"poll", "survey"}


def _thinker(fact: Fact, report: Token, context: Context) -> tuple[Asked, str] | None:
    """The person who thinks so, where what is thought tells enough to know them by."""
    asked = asked_for(fact.source.root, context.mentions) if fact.source is not None else None
    if (
        fact.source is None
        or asked is None
        or asked.tag != "person"
        or asked.entity is None
        or asked.plural
        or is_plural(fact.source.root)
    ):
        return None
    if fact.subject.head.pos_ == "PRON" and context.mentions.entity_of(fact.subject.head) in {None, asked.entity}:
        return None
    return (asked, asked.words) if _tells_who(fact, report) else None


def _tells_who(fact: Fact, report: Token) -> bool:
    """True when a claim tells enough to make known who made it."""
    told = {token.lower_ for part in (fact.subject, *fact.clause.parts) for token in part.words if not token.is_stop}
    return len(told) >= (_TELLING_THOUGHT if report.lemma_.lower() in SUPPOSING else _TELLING_CLAIM)


_TELLING_THOUGHT = 2
"""Telling words of a thought besides its verb that make known whose it is."""
_TELLING_CLAIM = 4
"""The same of what is said or noted, as many say much."""


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

"""Stage 5: questions. Everything that can be asked of a fact, and the candidates made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizapp.article import Evidence
from quizapp.generator import agent_questions as acting
from quizapp.generator import amount_questions as amounts
from quizapp.generator import claim_questions as claims
from quizapp.generator import complement_questions as completing
from quizapp.generator import condition_questions as conditional
from quizapp.generator import dates
from quizapp.generator import deed_questions as doing
from quizapp.generator import definition_questions as defining
from quizapp.generator import finding_questions as finding
from quizapp.generator import holder_questions as holding
from quizapp.generator import inner_questions as deeper
from quizapp.generator import label_questions as labels
from quizapp.generator import list_questions as listed
from quizapp.generator import location_questions as lying
from quizapp.generator import match_questions as playing
from quizapp.generator import means_questions as making
from quizapp.generator import measure_questions as measuring
from quizapp.generator import naming_questions as names
from quizapp.generator import object_questions as acted_on
from quizapp.generator import possessive_questions as owning
from quizapp.generator import setting_questions as setting
from quizapp.generator import subject_questions as about
from quizapp.generator import time_questions as timing
from quizapp.generator import why_questions as explaining
from quizapp.generator.anchoring import anchored, of_a_kind
from quizapp.generator.answering import Question, tidy_answer
from quizapp.generator.candidates import Candidate, Context, asked_sentence
from quizapp.generator.claiming import speaks_of_itself
from quizapp.generator.facts import Fact
from quizapp.generator.parts import Role
from quizapp.generator.printed_names import known_by
from quizapp.generator.printing import small_start
from quizapp.generator.stemming import stems
from quizapp.generator.unasked import reason_not_to_ask
from quizapp.generator.wording import UnclearError
from quizapp.notes import NoteType

ASKED = (
    about.subject,
    amounts.counted_inside,
    amounts.counted_within,
    amounts.number_of,
    acted_on.objects,
    amounts.counts,
    amounts.measures,
    amounts.values,
    amounts.shares,
    amounts.limits,
    measuring.measured,
    measuring.sums,
    measuring.worth,
    measuring.levels,
    measuring.sized,
    claims.charged_with,
    acted_on.qualities,
    owning.owners,
    finding.journals,
    finding.appeared,
    finding.leaders,
    listed.added,
    names.naming,
    claims.called,
    claims.described,
    claims.described_as,
    claims.regarded_as,
    claims.in_own_words,
    claims.deeds,
    defining.attribute,
    holding.holders,
    acted_on.obliques,
    acting.agents,
    acted_on.nested,
    deeper.inner,
    completing.governed,
    completing.enabled,
    completing.part_of_what,
    completing.proposed,
    making.means,
    completing.goals,
    completing.makers,
    completing.causes,
    finding.finders,
    listed.members,
    listed.counted_members,
    listed.two_homes,
    listed.pairs,
    doing.counted_deeds,
    doing.listed_deeds,
    timing.times,
    timing.occasions,
    setting.places,
    lying.located,
    lying.homes,
    lying.home_to,
    setting.destinations,
    labels.labelled,
    labels.meanings,
    setting.infinitive,
    explaining.reasons,
    conditional.conditions,
    timing.durations,
    timing.frequencies,
    playing.goals_from,
    playing.goal_times,
    playing.last_before,
)


BEHIND = (
    acted_on.objects,
    amounts.counts,
    amounts.measures,
    deeper.inner,
    completing.governed,
    completing.causes,
    acted_on.obliques,
    explaining.reasons,
    claims.deeds,
    timing.times,
    setting.places,
)
"""What may be asked when somebody speaks of themselves: "What does NASA say it has found?"."""

EXISTING = (amounts.counts, timing.times)
"""What may be asked when something only exists: "How many ferries were there on the lake in 2012?"."""


def write_fact(fact: Fact, context: Context) -> Iterator[Candidate]:
    """Every question that the fact answers; those that could not be worded carry the reason."""
    exists = fact.subject.head.tag_ == "EX"
    before = tuple(_dates_before(fact, context))
    for ask in EXISTING if exists else BEHIND if speaks_of_itself(fact, context) else ASKED:
        try:
            for question in ask(fact, context):
                yield _candidate(fact, question, before, context)
        except UnclearError as unclear:
            yield _failed(fact, str(unclear), context)


def _candidate(fact: Fact, question: Question, before: tuple[Evidence, ...], context: Context) -> Candidate:
    sentence = fact.sentence
    answer = fact.span_of(question.span)
    text = anchored(question, fact, context)
    text = _initialled(text if question.kind == "member" else _kind_once(text, question.wh), question, context)
    evidence = Evidence(sentence.span, answer if sentence.span.contains(answer) else None)
    return Candidate(
        NoteType.BASIC,
        {
            "Question": asked_sentence(text),
            "Answer": _without_article(
                tidy_answer(small_start(_shorter(question, text, context), question.span[0], context.capitals)), context
            ),
        },
        (evidence, *before),
        question.kind,
        (question.tag,),
        sentence.index,
        sentence.paragraph,
        question.certainty,
        question.wh,
        reason_not_to_ask(replace(question, text=text), fact, context),
        clause=fact.clause.verb.i,
        general=question.kind != "subject" and of_a_kind(fact),
    )


def _without_article(answer: str, context: Context) -> str:
    """An answer that is one word too long without the article in front of it."""
    first, _, rest = answer.partition(" ")
    too_long = len(answer.split()) == context.options.answer_words + 1
    singled_out = re.match(r"(?:first|last|only|main|most|least)\b|\w+est\b", rest)
    return rest if too_long and first.lower() in {"a", "an", "the"} and not singled_out else answer


def _kind_once(text: str, wh: str) -> str:
    """ "What started as a musical group?" for "Which musical group started as a musical group?"."""
    kind = wh.removeprefix("which ") if wh.startswith("which ") else ""
    told = re.findall(rf"\b{re.escape(kind)}\b", text) if len(kind) > _SHORTEST_KIND else []
    return re.sub(rf"\b[Ww]hich {re.escape(kind)}\b", "what", text, count=1) if len(told) > 1 else text


_SHORTEST_KIND = 3


def _initialled(text: str, question: Question, context: Context) -> str:
    """The question with the initials of a name that would give the answer away in full."""
    answer = stems(question.answer)
    for entity in context.mentions.entities:
        initials = next((alias for alias in entity.aliases if alias.isupper()), None)
        if initials is not None and entity.name in text and stems(entity.name) & answer and initials not in answer:
            if question.kind == "member" and answer <= stems(f"{entity.name} {question.wh}"):
                raise UnclearError(f"what {initials} stands for gives the answer away")
            the = "the " if f"the {initials.casefold()} " in context.article_words else ""
            text = text.replace(f"{initials} ({entity.name})", initials)
            text = re.sub(rf"(?:\b[Tt]he )?{re.escape(entity.name)}", f"{the}{initials}", text)
    return text


def _shorter(question: Question, text: str, context: Context) -> str:
    """The answer; the initials of a long name, and of one that the question gives away where the sentence has them."""
    long = next((entity for entity in context.mentions.entities if entity.name == question.answer), None)
    if long is not None and (initials := known_by(long)) is not None:
        return initials
    printed = question.span.text
    owner, _, owned = question.answer.replace("’", "'").partition("'s ")
    told = stems(owner) <= stems(text) or (re.fullmatch(r"(?:[Tt]he )?[A-Z]{2,}", owner) and _TITLED.fullmatch(owned))
    whole = owner.lower() in {"people", "the people"}  # "the People's Republic of China"
    if owned[:1].isupper() and told and not whole and not stems(owned) & stems(text):
        return question.answer[len(owner) + 3 :]  # "Heliophysics Division" where the question speaks of NASA
    return printed if printed.isupper() and stems(question.answer) & stems(text) else question.answer


_TITLED = re.compile(r"(?:[A-Z][\w-]* ){2,}[A-Z][\w-]*")
"""A name of three words or more, which needs no owner."""


def _dates_before(fact: Fact, context: Context) -> Iterator[Evidence]:
    """The sentences before that tell the date which "a month later" counts from."""
    for part in fact.parts(Role.TIME):
        word = dates.counted_from(part.words)
        if word is None:
            continue
        at = fact.sentence.offset + word.idx
        yield from (
            Evidence(sentence.span)
            for sentence in context.parsed.sentences
            if sentence != fact.sentence and sentence.span.start <= at < sentence.span.end
        )


def _failed(fact: Fact, reason: str, context: Context) -> Candidate:
    sentence = fact.sentence
    return Candidate(
        NoteType.BASIC,
        {"Question": "", "Answer": ""},
        (Evidence(sentence.span),),
        "unclear",
        (),
        sentence.index,
        sentence.paragraph,
        problem=reason,
    )

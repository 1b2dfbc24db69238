"""Composes a question from a clause: what leads, the question words, the verb group opened or kept, the other parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quizapp.generator.candidates import Context
from quizapp.generator.claimants import Brevity, body_of_officials, claimant, demanding
from quizapp.generator.claiming import changing, planned, speaks_of_itself
from quizapp.generator.describing import called_so
from quizapp.generator.facts import Fact
from quizapp.generator.fitting import fitted
from quizapp.generator.inflection import BE, agreeing, invert
from quizapp.generator.parts import Part, Role
from quizapp.generator.phrases import is_plural, listed, noun_phrase
from quizapp.generator.printed_names import possessive
from quizapp.generator.sparing import goes_unsaid, only_measures
from quizapp.generator.surveys import answered
from quizapp.generator.verb_groups import verb_group
from quizapp.generator.vocabulary import PAPERS, PERSON_NOUNS
from quizapp.generator.wording import UnclearError, Wording
from quizapp.notes import BLANK

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.mentions import Entity

LEADS = {Role.CONDITION, Role.CIRCUMSTANCE}
SPARE = {Role.CIRCUMSTANCE, Role.LOOSE, Role.PURPOSE, Role.REASON, Role.TIME, Role.ADVERB}
ASIDE_ROLES = {Role.CIRCUMSTANCE, Role.LOOSE, Role.PURPOSE, Role.REASON}
ASIDES = {"while", "as", "although", "though", "whereas", "with"}
TRAILING = {Role.CLAUSE, Role.INFINITIVE, Role.CIRCUMSTANCE}

TRAILING_ROLES = frozenset({Role.INFINITIVE, Role.PURPOSE, Role.OBLIQUE, Role.OBJECT})
SHORTER: tuple[tuple[set[Role], frozenset[Role]], ...] = (
    (set(), frozenset()),
    ({Role.CIRCUMSTANCE, Role.LOOSE}, frozenset({Role.INFINITIVE, Role.PURPOSE})),
    (ASIDE_ROLES, frozenset()),
    (SPARE, frozenset()),
    (ASIDE_ROLES, frozenset({Role.INFINITIVE, Role.PURPOSE})),
    (ASIDE_ROLES, TRAILING_ROLES),
    (SPARE, TRAILING_ROLES),
)
"""What is left out, and what loses its last words, from nothing to nearly all that a question can do without."""


class Composer:
    """Words one question of ``fact``. ``answer`` is the entity asked for, which the question must not name.

    ``unsaid`` tells how many parts the last question left out because they can't stand alone.
    """

    def __init__(self, fact: Fact, context: Context, *, answer: Entity | None = None) -> None:
        self._fact = fact
        self._context = context
        self._answer = answer
        self._group = planned(fact, context)
        self._wording = self._fresh()
        self._left_out: set[Role] = set()
        self._brief: frozenset[Role] = frozenset()
        self._brevity = Brevity.FULL
        self.unsaid = 0

    def _fresh(self) -> Wording:
        context = self._context
        return Wording(
            context.mentions,
            context.published,
            answer=self._answer,
            capitals=context.capitals,
            with_article=context.with_article,
            subject=self._fact.subject.head,
            definites=context.definites,
            journal=context.events.journal,
            own=self._fact.own,
            called=called_elsewhere(self._fact, context),
            study=context.study_in(self._fact.sentence.index) if self._fact.source is None else None,
        )

    def subject_question(self, wh: str, *, plural: bool, wh_words: Words | None = None) -> str:
        """ "Which company launched ...": the group keeps its order and agrees with the question word."""
        return self._shortened(lambda: self._subject_asked(wh, plural=plural, wh_words=wh_words))

    def inverted_question(
        self,
        wh: str,
        *,
        without: Part,
        wh_words: Words | None = None,
        instead: tuple[Part, ...] = (),
        ending: str = "",
    ) -> str:
        """ "In which year did X found ...": the auxiliary goes before the subject, ``without`` is what is asked for.

        ``instead`` are the pieces of it that stay when only one of them is asked for, ``ending`` ("to do") stands
        before what the sentence had in front.
        """
        return self._shortened(lambda: self._inverted(wh, without, wh_words, instead, ending))

    def relative_question(self, wh: str, thing: Words, made: str, without: Part, left: tuple[Words, ...] = ()) -> str:
        """ "Who directed the film that X watched in 2010?": the clause itself tells which film is meant."""

        def compose() -> str:
            lead, tail = self._around(without)
            group = [word for word, _ in self._fact.clause.group]
            asked = [self.claim(), wh, self._wording.say(thing), made, self._subject(), *group]
            return self._closed([*asked, *(str(words.text) for words in left), *self._said([*tail, *lead])])

        return self._shortened(compose)

    def infinitive_question(self, wh: str) -> str:
        """ "What does X plan to do": the infinitive itself is asked for."""
        return self._shortened(lambda: self._infinitive(wh))

    def statement(self, blanked: Part, answer: Words) -> str:
        """The clause as a sentence with `BLANK` for the words of ``answer``, which stand in the part ``blanked``."""
        lead, tail = self._around(None)
        group = [word for word, _ in self._fact.clause.group]
        pieces = [self.claim(), *self._said(lead, mark=","), self._subject(), *group]
        for part in tail:
            if part.words.start != blanked.words.start:
                pieces += self._said([part])
                continue
            doc = answer.doc
            before, after = doc[part.words.start : answer.start], doc[answer.end : part.words.end]
            left = f"{part.lead} {self._wording.say(before)}".strip() if len(before) else part.lead
            right = self._wording.say(after) if len(after) else ""
            joint = "" if len(after) and not doc[answer.end - 1].whitespace_ else " "
            pieces.append(f"{left} {BLANK}{joint}{right}".strip())
        text = self._closed(pieces).strip(" ,;")
        return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")

    def alone(self, words: Words) -> str:
        """Some words of the fact, put so that they stand alone."""
        return self._wording.say(words)

    def role_question(self, name: str) -> str:
        """ "What is X's role" for the person of this name, who is or was something."""
        clause = self._fact.clause
        name = self._wording.name(name)
        auxiliary = agreeing(clause.group[0][0], clause.group[0][1], plural=False)
        if auxiliary not in BE:
            raise UnclearError("the role is not stated plainly")
        return self._closed([self.claim(), f"what {auxiliary}", f"{possessive(name)} role"])

    def _shortened(self, compose: Callable[[], str]) -> str:
        """The question; without what it can spare when it is too long, or when just that can't stand alone."""
        options = self._context.options
        best, unclear = "", None
        for left_out, brief in SHORTER:
            if best and len(best.split()) <= options.question_words and brief == TRAILING_ROLES:
                break  # long, but not too long: nothing that tells more is cut
            self._left_out, self._brief, self.unsaid = left_out, brief, 0
            self._wording = self._fresh()
            try:
                text = compose()
            except UnclearError as error:
                unclear = error
                if not self._spare():
                    raise
                continue
            best = text if not best or len(text.split()) < len(best.split()) else best
            if len(best.split()) <= options.usual_question_words:
                break
        if not best and unclear is not None:
            raise unclear
        if len(best.split()) > options.question_words and self._brevity is not Brevity.UNNAMED:
            self._brevity = Brevity(self._brevity + 1)
            return self._shortened(compose)
        return best

    def _spare(self) -> list[Part]:
        return [part for part in self._fact.clause.parts if part.role in SPARE or _only_where(part)]

    def _subject_asked(self, wh: str, *, plural: bool, wh_words: Words | None) -> str:
        lead, tail = self._around(None)
        last = [
            part for part in lead if part.role is Role.CIRCUMSTANCE
        ]  # "Who ... when he was 10", not "When he was 10, who"
        lead, tail = [part for part in lead if part not in last], [*tail, *last]
        words = []
        finite = True
        for word, tag in self._group:
            if finite and tag in {"VBD", "VBZ", "VBP", "MD"}:
                word = agreeing(word, tag, plural=plural)
                finite = False
            words.append(word)
        pieces = [self.claim(), *self._said(lead, mark=","), wh]
        if wh_words is not None:
            pieces.append(self._wording.say(wh_words))
        return self._closed([*pieces, " ".join(words), *self._said(tail)])

    def _inverted(self, wh: str, without: Part, wh_words: Words | None, instead: tuple[Part, ...], ending: str) -> str:
        lead, tail = self._around(without)
        if instead:
            tail = sorted([*tail, *instead], key=lambda part: (part.fronted, part.words.start))
        own = speaks_of_itself(self._fact, self._context)
        pieces = ["" if own else self.claim(), *self._said(lead, mark=","), wh]
        if wh_words is not None:
            pieces.append(self._wording.say(wh_words))
        pieces += self._own_claim() if own else self._subject_and_group(self._group)
        pieces += self._said([part for part in tail if not part.fronted]) if ending else self._said(tail)
        if ending:
            pieces += [ending, *self._said([part for part in tail if part.fronted])]
        return self._closed(pieces)

    def _own_claim(self) -> list[str]:
        """ "does NASA say it has found": the claimant, its verb opened, and the clause about itself in its order."""
        source, subject = self._fact.source, self._fact.subject.head
        verb = self._fact.clause.verb
        while verb.dep_ in {"conj", "xcomp"}:
            verb = verb.head
        report = verb.head
        remark = report.dep_ == "relcl" and source is not None and report.head == source.root  # ", who said"
        told = source is not None and (remark or source.root in report.children)
        if source is None or verb.dep_ != "ccomp" or subject.pos_ != "PRON" or not told:
            raise UnclearError("the claimant speaks of themselves")
        opened = invert(verb_group(report), plural=is_plural(source.root))
        group = (word for word, _ in self._fact.clause.group)
        said = [opened.auxiliary, self._wording.say(source), *opened.rest, *self._hearer(report)]
        return [*said, subject.lower_, *group]

    def _hearer(self, report: Token) -> list[str]:
        """Whom somebody told what they say of themselves."""
        hearer = next((c for c in report.children if c.dep_ in {"dobj", "dative"} and c.i > report.i), None)
        if report.lemma_ != "tell":
            return []
        if hearer is None:
            raise UnclearError("whom it was told is not said")
        return [self._wording.say(noun_phrase(hearer))]

    def _infinitive(self, wh: str) -> str:
        clause = self._fact.clause
        lead, _ = self._around(None)
        last = len(clause.group) - (clause.infinitive or 0)  # the infinitive's own words
        group = self._group[:-last]
        pieces = [self.claim(), *self._said(lead, mark=","), wh, *self._subject_and_group(group), "to do"]
        times = [p for p in clause.parts if p.fronted and p.role in {Role.TIME, Role.PLACE}]
        return self._closed([*pieces, *self._said(times)])

    def claim(self) -> str:
        """ "According to X," in front of what somebody says; nothing where the article itself states it."""
        claimant = self._claimant()
        if claimant and self._fact.source is not None and is_view(self._fact.source):
            return f"In {possessive(claimant)} view,"
        lead = "According to" if self._fact.claimed and not self._in_a_paper() else "In"
        return f"{lead} {claimant}," if claimant else ""

    def _in_a_paper(self) -> bool:
        """True for "The survey found that half of them said ...": it tells of answers, and claims nothing itself."""
        source = self._fact.source
        told = source is not None and source.root.lower_ in PAPERS | {"results", "findings"}
        return told and answered(self._fact)

    def _claimant(self) -> str:
        return claimant(self._fact, self._context, self._wording, answer=self._answer, brief=self._brevity)

    def _subject(self) -> str:
        words = self._fact.subject.words
        named = self._context.mentions.entity_of(self._fact.subject.head)
        if words[0].lower_ in {"a", "an"} and named is not None and named.kind == "person":
            return self._wording.name(named.name)
        if words[0].lower_ in {"a", "an"} and (
            len(words) <= 2 or self._fact.clause.kind in {"relative", "participial"}
        ):
            raise UnclearError(f"“{words.text}” could be any")
        head = self._fact.subject.head
        bare = head.tag_ == "NN" and not any(c.dep_ in {"det", "poss"} or c.pos_ == "PROPN" for c in head.children)
        past = any(tag == "VBD" for _, tag in self._fact.clause.group)
        body = body_of_officials(self._context) if len(words) == 1 and head.lower_ == "officials" else None
        if body is not None:
            return f"{body} officials"
        if (bare and head.lemma_.lower() in PERSON_NOUNS) or (past and _some_officials(head)):
            raise UnclearError(f"who “{words.text}” is can't be told")
        try:
            return self._wording.say(self._named_beside(head) or words)
        except UnclearError:
            claimants = demanding(self._fact, self._context)
            if claimants is None:
                raise
            return claimants

    def _named_beside(self, head: Token) -> Words | None:
        """ "the asteroid Vesna" of "The probe's target, the asteroid Vesna, is grey", which tells it best."""
        beside = next((c for c in head.children if c.dep_ == "appos" and c.i > head.i), None)
        if beside is None or head.tag_ != "NN" or listed(head) or head.doc[beside.left_edge.i - 1].text != ",":
            return None
        called = called_so(beside)
        named = called[1].root if called is not None else beside
        known = self._context.mentions.entity_of(named) if named.pos_ == "PROPN" else None
        return head.doc[beside.left_edge.i : named.i + 1] if known is not None and known.kind != "person" else None

    def _subject_and_group(self, group: tuple[tuple[str, str], ...]) -> list[str]:
        subject = self._subject()
        opened = invert(group, plural=self._plural())
        return [opened.auxiliary, subject, *opened.rest]

    def _plural(self) -> bool:
        head = self._fact.subject.head
        if self._fact.own is not None and head.lower_ == "we":
            return self._fact.own.plural
        entity = self._context.mentions.entity_of(head)
        told = {word.lower() for word, tag in self._fact.clause.group[:1] if tag in {"VBP", "VBZ", "VBD"}}
        if head.pos_ == "PROPN" and told & {"are", "were", "have"}:
            return True  # "The Rocky Mountains are"
        several = any(child.dep_ in {"conj", "nummod"} and child.lower_ not in {"1", "one"} for child in head.children)
        if entity is None or head.pos_ == "NOUN":
            return is_plural(head)
        alone = head.i > 0 and head.nbor(-1).lower_ == "the" and entity.kind != "place"
        people = head.tag_ == "NNPS" and alone  # "the Vikings"
        return entity.plural or people or (head.pos_ == "PROPN" and several)

    def _around(self, without: Part | None) -> tuple[list[Part], list[Part]]:
        """The parts that lead the question and those that end it, in order."""
        lead: list[Part] = []
        tail: list[Part] = []
        moved: list[Part] = []
        for part in self._fact.clause.parts:
            if not part.fronted and part.role in {Role.OBJECT, Role.ATTRIBUTE, Role.RECEIVER} and _after_comma(part):
                raise UnclearError("the parts of the sentence can't be told apart")
            if not part.fronted and part.role is Role.ADVERB and part.head.pos_ == "NOUN" and _after_comma(part):
                continue
            if part.words.text.lower() == "no longer":
                raise UnclearError("what is no longer so can't be asked plainly")
            if part is without or (without is not None and part.words.start == without.words.start):
                continue
            if part.role is Role.LOOSE and (part.fronted or _after_comma(part)):
                continue
            if not part.fronted and _after_comma(part) and _absolute(part):
                continue
            if not part.fronted and (_after_dash(part) or only_measures(part)):
                continue
            if part.role in self._left_out or (self._left_out and _only_where(part)):
                continue
            if part.role is Role.CIRCUMSTANCE and (
                (_after_comma(part) and not part.fronted) or part.words[0].lower_ in ASIDES
            ):
                continue
            if part.fronted and (
                part.role is Role.CLAUSE or (part.role is Role.OBLIQUE and part.words[0].lower_ in ASIDES)
            ):
                continue
            if not part.fronted:
                tail.append(part)
            elif part.role in LEADS:
                lead.append(part)
            else:
                moved.append(part)
        if any(part.role in TRAILING for part in tail):
            return [*lead, *moved], tail
        return lead, [*tail, *moved]

    def _said(self, parts: list[Part], *, mark: str = "") -> list[str]:
        said: list[str] = []
        times: list[str] = []
        for part in parts:
            try:
                brief = part.role in self._brief and not _singled_out(part)
                words = fitted(part.words, part.head, self._context, deep=True) if brief else part.words
                text = self._wording.say(words)
                if part.role is Role.CLAUSE and self._brevity and answered(self._fact):
                    text = text.removeprefix("that ")
            except UnclearError:
                if part.role is not Role.TIME and not goes_unsaid(part, self._fact):
                    raise
                self.unsaid += part.role is not Role.TIME
                continue  # a time that can't be told is left out, not guessed
            said.append(f"{part.lead} {text}{mark}".strip())
            times += [text] if part.role is Role.TIME else []
        return [text for text in said if not _told_closer(text.removesuffix(mark), times)]

    def _closed(self, pieces: list[str]) -> str:
        text = " ".join(piece for piece in pieces if piece)
        suffix = self.since()
        return f"{text} {suffix}" if suffix and "as of" not in text else text

    def since(self) -> str | None:
        """ "as of January 2025" behind what may change; None where nothing will, or the date isn't known."""
        return changing(self._fact, self._context)


def called_elsewhere(fact: Fact, context: Context) -> Entity | None:
    """What the subject is called by another clause that shares it: "The ship is called Havsula and was built here"."""
    head = fact.subject.head
    return (
        context.definites.name_given(head) if context.definites is not None and head.head != fact.clause.verb else None
    )


def is_view(source: Words) -> bool:
    """True for the "her" of "For her, Canada is a melting pot"."""
    return source.start > 0 and source.doc[source.start - 1].lower_ == "for"


def _some_officials(head: Token) -> bool:
    """True for "officials" and "U.S. representatives", of whose office or side nothing tells."""
    told = any(child.dep_ in {"poss", "prep", "relcl", "acl", "appos"} for child in head.children)
    named = any(t.pos_ == "PROPN" and t.ent_type_ not in {"GPE", "NORP"} for t in head.children)
    return head.tag_ == "NNS" and head.lemma_.lower() in _OFFICES and not told and not named


_OFFICES = {"agent", "authority", "leader", "minister", "official", "officer", "representative", "spokesman"}


def _told_closer(text: str, times: list[str]) -> bool:
    """True for "in 2024" beside "on May 20, 2024"."""
    _, _, year = text.partition("in ")
    return text in times and year.isdigit() and any(time != text and time.endswith(f" {year}") for time in times)


def _only_where(part: Part) -> bool:
    """True for "At the concert, ..." in front: where something happened, not when or under what condition."""
    lead = part.preposition.lower_ if part.preposition is not None else ""
    where = part.fronted and part.role is Role.OBLIQUE and lead in {"across", "at"}
    return where and part.inner[0].lower_ in {"the", "an", "a"}


def _singled_out(part: Part) -> bool:
    """True for "the highest share of those who voted": its last words tell among which."""
    return any(token.tag_ in {"JJS", "RBS"} for token in part.words)


def _absolute(part: Part) -> bool:
    """True for ", with laws expected next month", which tells of something else."""
    led = part.preposition is not None and part.preposition.lower_ == "with"
    return led and any(token.tag_ in {"VBG", "VBN"} and token.dep_ in {"acl", "pcomp"} for token in part.words)


def _after_dash(part: Part) -> bool:
    start = part.words.start
    return start > 0 and part.words.doc[start - 1].text in {"–", "—", "--", "(", ":"}


def _after_comma(part: Part) -> bool:
    start = part.words.start
    return start > 0 and part.words.doc[start - 1].text in {",", "–", "—", ";", "--"}

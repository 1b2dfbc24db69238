"""Words of the article put so that they stand alone: names in full, dates absolute, nothing left hanging."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from quizapp.generator import dates
from quizapp.generator.deeds import bare_deed
from quizapp.generator.descriptions import named_in_quotes
from quizapp.generator.hanging import belongs_to, dangling, in_comparison, of_the_first
from quizapp.generator.printed_names import in_name, known_by, possessive, printed_in_full
from quizapp.generator.printing import closing_bracket, closing_comma, small_start, tidy, with_its_quotes
from quizapp.generator.surveys import people_asked
from quizapp.generator.vocabulary import (
    GENERIC_NAMES,
    HANGING,
    OWN_WORDS,
    PAPERS,
    PRONOUNS,
    TIME_LEADS,
)

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.candidates import Context
    from quizapp.generator.definites import Definites
    from quizapp.generator.introductions import Introduction
    from quizapp.generator.mentions import Entity, Mentions

_LETTERS = {"IT", "US"}
"""Short forms that look like pronouns."""
OF_COUNTRIES = {"army", "capital", "constitution", "economy", "government", "parliament", "population"}
"""What each country has one of."""
OURS = {"we", "us", "our"}
_COUNTRIES = {"country", "nation"}
REFLEXIVE = {"himself", "herself", "itself", "themselves"}
_ONE_OF_MANY = {"they": "it", "them": "it", "their": "its"}
TITLES = {"mr.", "mrs.", "ms.", "mr", "mrs", "ms", "miss", "dr.", "dr"}


class UnclearError(Exception):
    """The words can't be put so that they stand alone; the message says which, for the person."""


class Wording:
    """Writes the parts of one question in the order they are read.

    Each name is given in full the first time. ``answer`` is the entity asked for: words that stand for it stay as they
    are, since the question's own "who" or "which" is what they refer to. ``own`` is the organisation that "we" means,
    ``called`` what the sentence calls its ``subject``.
    """

    def __init__(
        self,
        mentions: Mentions,
        published: str | None,
        *,
        answer: Entity | None = None,
        capitals: frozenset[str] = frozenset(),
        with_article: frozenset[str] = frozenset(),
        subject: Token | None = None,
        definites: Definites | None = None,
        journal: str | None = None,
        own: Entity | None = None,
        called: Entity | None = None,
        study: str | None = None,
    ) -> None:
        self._called = called
        self._study = study
        self._journal = journal
        self._own = own
        self._subject = subject
        self._definites = definites
        self._capitals = capitals
        self._with_article = with_article
        self._mentions = mentions
        self._published = published
        self._answer = answer
        self._named: list[Entity] = []
        self._told: list[Token] = []
        self._inside: Words | None = None
        self._saying: Words | None = None

    @classmethod
    def within(cls, context: Context, answer: Entity | None = None) -> Wording:
        """One that knows what the context tells of names and of "the bridge", and of no clause."""
        return cls(
            context.mentions,
            context.published,
            answer=answer,
            capitals=context.capitals,
            with_article=context.with_article,
            definites=context.definites,
        )

    @property
    def named(self) -> tuple[Entity, ...]:
        """The entities that were named so far, in order."""
        return tuple(self._named)

    def _full(self, entity: Entity) -> str:
        """A name in full, with its "the"; a long one behind the initials that it is known by."""
        if (initials := known_by(entity)) is not None:
            return f"{initials} ({entity.name})"
        return self._with_the(entity.name)

    def _with_the(self, name: str) -> str:
        return f"the {name}" if name in self._with_article and not name.lower().startswith("the ") else name

    def name(self, name: str) -> str:
        """A name in full, which is given from now on."""
        self._named += [entity for entity in self._mentions.entities if entity.name == name]
        return self._with_the(name)

    def say(self, span: Words) -> str:
        """``span`` in words that stand alone. Raises `UnclearError` and names nothing when that can't be done."""
        before, outer = list(self._named), self._saying
        self._saying = span
        try:
            return tidy(with_its_quotes("".join(self._pieces(span)).strip(), span))
        except UnclearError:
            self._named = before
            raise
        finally:
            self._saying = outer

    def _pieces(self, span: Words) -> Iterable[str]:
        doc, i = span.doc, span.start
        while i < span.end:
            token = doc[i]
            if token.text == "(" and (close := closing_bracket(span, i)) is not None:
                i = close + 1
                continue
            if token.text == "," and (close := closing_comma(span, i)) is not None:
                i = close + 1
                yield doc[close].whitespace_
                continue
            text, i = self.piece(span, i)
            yield small_start(text, token, self._capitals) + doc[i - 1].whitespace_

    def piece(self, span: Words, i: int, *, within: Words | None = None) -> tuple[str, int]:
        """The wording of the time, mention or word that starts at ``i`` of the document, and where it ends.

        ``within`` are the words that are being told, where ``span`` is only part of them. Raises `UnclearError` where
        it can't stand alone.
        """
        self._saying = within or self._saying
        return self._time(span, i) or self._mention(span, i)

    def _time(self, span: Words, i: int) -> tuple[str, int] | None:
        """The absolute wording of the time phrase that starts at ``i``, and where it ends."""
        doc = span.doc
        start = i + 1 if doc[i].lower_ in TIME_LEADS and i + 1 < span.end else i
        first = doc[start]
        if first.lower_ == "the" and start + 1 < span.end and doc[start + 1].ent_iob_ == "B":
            first = doc[start + 1]
        unseen = doc[i : i + 2].text.lower() in {"earlier today", "later today"} and first.ent_type_ == ""
        if unseen and i + 1 < span.end and (text := dates.absolute(doc[i : i + 2], self._published)) is not None:
            return text, i + 2
        if (
            first.ent_type_ not in {"DATE", "TIME"}
            or first.ent_iob_ != "B"
            or (start == i and i > span.start and doc[i - 1].lower_ in TIME_LEADS)
        ):
            return None
        end = first.i + 1
        while end < span.end and doc[end].ent_type_ == first.ent_type_ and doc[end].ent_iob_ == "I":
            end += 1
        phrase = doc[i:end]
        if not dates.is_relative(phrase):
            return None
        text = dates.absolute(phrase, self._published)
        if text is None:
            raise UnclearError(f"when “{phrase.text}” was is not known")
        return text, end

    def _mention(self, span: Words, i: int) -> tuple[str, int]:
        """The wording of the word or name that starts at ``i``, and where it ends."""
        doc = span.doc
        token = doc[i]
        lower = token.lower_
        if (token.tag_ in {"PRP", "PRP$"} or lower in PRONOUNS) and not (_numeral(token) or token.text in _LETTERS):
            return self._pronoun(token), i + 1
        if lower in TITLES and i + 1 < span.end and self._mentions.entity_of(doc[i + 1]) is not None:
            return self._mention(span, i + 1)
        if (pair := self._pair(span, i)) is not None:
            return pair
        if (
            lower in {"another", "both", "others"}
            and not (lower == "another" and token.head.dep_ == "pobj")
            and token.dep_ != "appos"
            and not (lower == "both" and _tells_both(token, span))
        ):
            raise UnclearError(f"“{token.text}” points at something outside the question")
        if token.tag_ in {"DT", "PDT"} or lower in {"this", "that", "these", "those"}:
            return self._determined(span, i)
        if lower == "similar" and _described_anyway(token):
            return "", i + 1
        hangs = lower in HANGING or (lower == "former" and i > 0 and doc[i - 1].lower_ == "the")
        if hangs and token.pos_ in {"ADJ", "ADV", "DET"} and not any(child.lower_ == "to" for child in token.children):
            raise UnclearError(f"“{token.text}” points at something outside the question")
        entity = self._mentions.entity_of(token)
        if (
            entity is not None
            and entity.kind != "person"
            and entity.name.casefold().removeprefix("the ") in GENERIC_NAMES
            and token.dep_ != "compound"
            and not _qualified(token)
        ):
            raise UnclearError(f"which “{token.text}” is meant can't be told")
        if (
            entity is not None
            and (token.pos_ in {"PROPN", "NOUN", "ADJ", "X"} or token.tag_ == "WP")
            and in_name(token, entity)
        ):
            end = printed_in_full(span, i, entity) or i + 1
            while end < span.end and self._mentions.entity_of(doc[end]) == entity and in_name(doc[end], entity):
                end += 1
            printed = doc[i:end].text
            led = i > span.start and (doc[i - 1].dep_ in {"det", "poss", "case", "amod"} or doc[i - 1].tag_ == "POS")
            bare = not led and doc[end - 1].dep_ != "compound"
            return self._name(entity, printed, definite=i > span.start and doc[i - 1].lower_ == "the", bare=bare), end
        if entity is not None and token.tag_ == "WP":  # "WHO"
            return self._name(entity, token.text, definite=False, bare=True), i + 1
        if bare_deed(token) and self._definites is not None and (deed := self._definites.deed(token)) is not None:
            return self._deed(token, deed), i + 1
        if token.pos_ == "NOUN" and self._mentions.is_unresolved(token) and not _determiner(token):
            raise UnclearError(f"who or what “{token.text}” is can't be told")
        return token.text, i + 1

    def _pair(self, span: Words, i: int) -> tuple[str, int] | None:
        """ "Vesna and Mirka" for "both asteroids" and "the two asteroids", and where those words end."""
        head = span.doc[i].head
        two = span.doc[i : head.i].text.lower() in {"both", "both the", "the two"}
        several = head.tag_ == "NNS" or head.lower_ in {"aircraft", "craft", "spacecraft"}
        if not two or not several or head.i >= span.end or self._definites is None:
            return None
        if any(child.i > head.i for child in head.children):
            return None
        both = self._definites.pair(head)
        if both is None or self._answer in both:
            return None
        return " and ".join(self.name(one.name) for one in both), head.i + 1

    def _name(self, entity: Entity, printed: str, *, definite: bool, bare: bool) -> str:
        if entity == self._answer or entity in self._named or len(printed) >= len(entity.name):
            text = printed
        elif known_by(entity) == printed:
            text = self._full(entity)
        else:
            text = entity.name
            if definite and text.lower().startswith("the "):
                text = text[4:]
            elif bare and text in self._with_article:
                text = f"the {text}"
        if entity not in self._named and entity != self._answer:
            self._named.append(entity)
        return text

    def _pronoun(self, token: Token) -> str:
        lower = token.lower_
        if lower in OURS and self._own is not None:
            return self._ours(lower, self._own)
        if lower in OWN_WORDS:
            raise UnclearError(f"“{token.text}” is the speaker's or the reader's")
        if lower in REFLEXIVE and token.dep_ in {"appos", "npadvmod"} and token.head.i == token.i - 1:
            return ""  # "Ada Berg herself has written ..."
        if lower in REFLEXIVE or lower == "one":
            return str(token.text)
        entity = self._mentions.entity_of(token)
        if entity is None:
            if self._subject is not None and belongs_to(token, self._subject, self._mentions):
                return lower
            if of_the_first(token) or (self._subject is not None and in_comparison(token, self._subject)):
                return lower
            noun = self._mentions.noun_of(token)
            if noun is not None and self._saying is not None and noun in self._saying and noun.i < token.i:
                return lower
            told = self._mentions.meant_by(token)
            if told is not None and told.words is not None and told.words.root in (self._subject, *self._told):
                return lower
            owned = token.tag_ == "PRP$"
            long = owned and told is not None and told.words is not None and told.words.root.i < told.words.end - 1
            if told is not None and not long and (text := self.described(told)) is not None:
                return possessive(text) if owned else text
            raise UnclearError(f"who or what “{token.text}” is can't be told")
        owner = token.tag_ == "PRP$" or lower in {"his", "its", "their"}
        if entity == self._answer:
            return lower
        if entity in self._named and token == self._subject and entity.kind != "person" and not owner:
            name = self._full(entity)
        elif entity in self._named:
            rivals = [other for other in self._named if other != entity and other.kind == entity.kind]
            if not rivals:
                return lower if entity.kind == "person" or entity.plural else _ONE_OF_MANY.get(lower, lower)
            name = min(entity.aliases, key=len, default=entity.name) if entity.kind == "person" else entity.name
        else:
            self._named.append(entity)
            name = self._full(entity)
        if not owner:
            return name
        return possessive(entity.name if known_by(entity) else name)

    def _ours(self, word: str, own: Entity) -> str:
        """ "the orchestra's" for its director's "our"."""
        if own in self._named or own == self._answer:
            return "its" if word == "our" else "it"
        self._named.append(own)
        name = self._full(own)
        return name + ("'" if name.endswith("s") else "'s") if word == "our" else name

    def _determined(self, span: Words, i: int) -> tuple[str, int]:
        """A determiner with what it determines, where that is a mention; else the determiner alone."""
        doc = span.doc
        token = doc[i]
        head = token.head
        lower = token.lower_
        pointing = lower in {"this", "that", "these", "those"}
        if pointing and (token.tag_ in {"WDT", "IN"} or token.dep_ in {"mark"}):
            return token.text, i + 1
        if pointing and (head == token or token.dep_ != "det"):
            if any(child.dep_ in {"prep", "relcl", "acl"} for child in token.children):
                return token.text, i + 1
            raise UnclearError(f"what “{token.text}” is can't be told")
        if lower == "the" and head.lower_ in _COUNTRIES and head.i > i and people_asked(head):
            return "their", i + 1
        entity = self._mentions.entity_of(head) if head.i > i else None
        if entity is None and head == self._subject:
            entity = self._called
        if entity is not None and head.i < span.end and not in_name(head, entity):
            if entity == self._answer:
                return token.text, i + 1
            if not any(child.i > head.i and child.dep_ in {"prep", "relcl", "acl", "appos"} for child in head.children):
                if entity in self._named:
                    own = entity.kind != "person" and not entity.plural and self._is_subject(entity)
                    if own and head.dep_ == "poss" and head.i + 1 < span.end:
                        return "its", head.i + 2
                    return doc[i : head.i + 1].text, head.i + 1
                self._named.append(entity)
                return self._full(entity), head.i + 1
        if pointing and _named_beside(token, head):
            return ("the" if lower in {"this", "that"} else ""), i + 1
        if not pointing and named_in_quotes(head) is not None:
            return token.text, i + 1
        told = self._study is not None and lower in {"the", "this"} and head.lower_ in PAPERS and head.i < span.end
        if told and dangling(head, self._mentions):
            return f"the {head.text} {self._study}", head.i + 1
        again = lower in {"the", "this", "these"} and head.i < span.end
        if again and (introduced := self._introduced(token, head)) is not None:
            bare = lower == "these" and introduced[:1].islower() and not introduced.startswith("the ")
            return f"the {introduced}" if bare else introduced, head.i + 1
        if pointing:
            raise UnclearError(f"what “{token.text} {head.text}” is can't be told")
        if lower == "the" and head.lower_ == "study" and (journal := self._journal_beside(head)) is not None:
            return f"the study in {journal}", max(i, head.i) + 1
        if lower == "the" and head.i == i + 1 and head.lower_ in OF_COUNTRIES and head.i < span.end:
            country = self._definites.country(head) if self._definites is not None else None
            if country is not None and country.entity is not None and country.entity != self._answer:
                return f"{possessive(self.described(country) or '')} {head.text}", head.i + 1
        if lower == "the" and dangling(head, self._mentions) and not _same_place(head):
            raise UnclearError(f"which {head.text} “the {head.text}” is can't be told")
        return token.text, i + 1

    def _is_subject(self, entity: Entity) -> bool:
        return self._subject is not None and self._mentions.entity_of(self._subject) == entity

    def _journal_beside(self, study: Token) -> str | None:
        """The journal of "the study" that nothing else tells apart; None where its sentence names it anyway."""
        journal = self._journal
        if journal is None or not dangling(study, self._mentions):
            return None
        return None if journal.removeprefix("the ") in study.sent.text else journal

    def _introduced(self, the: Token, head: Token) -> str | None:
        """ "the Old Mill Bridge" for "the bridge"; None when the article doesn't tell which it is."""
        found = self._definites.introduction(head) if self._definites is not None else None
        if found is None or not found.tells:
            return None
        if found.against is not None:
            return self._game(found)
        if found.of and found.against is None and found.entity is not None:
            return self._deed(head, found)
        if found.entity is not None and (found.entity == self._answer or found.entity in self._named):
            return f"the {head.text}"
        return self.described(found)

    def _deed(self, noun: Token, found: Introduction) -> str:
        """ "the impact of Aurora", "the impact" where the question has named Aurora."""
        if found.entity == self._answer:
            raise UnclearError(f"whose “{noun.text}” it was would give the answer away")
        return f"the {noun.text}" if found.entity in self._named else self.described(found) or str(noun.text)

    def _game(self, found: Introduction) -> str:
        """A match told by its sides: "Sweden's game against South Korea"; a side that was named is not named again."""
        sides = [one for one in (found.entity, found.against) if one is not None]
        new = [one.name for one in sides if one not in self._named and one != self._answer]
        self._named += [one for one in sides if one.name in new]
        if not new:
            return f"the {found.of}"
        return (
            f"{possessive(new[0])} {found.of} against {new[1]}" if len(new) > 1 else f"the {found.of} against {new[0]}"
        )

    def described(self, found: Introduction) -> str | None:
        """What an introduction says, so that it stands alone; None when that would go in circles."""
        if found.against is not None:
            return self._game(found)
        if found.entity is not None:
            self._named.append(found.entity)
            name = self._full(found.entity)
            return f"the {found.of} of {name}" if found.of else name
        words = found.words
        if words is None or not found.tells or words == self._inside:
            return None
        self._told.append(words.root)
        outer, self._inside = self._inside, words
        start, the = words.start, words[0].lower_ in {"a", "an", "the"} and len(words) > 1
        if the:
            start += 1 + (words[1].lower_ in {"new", "recent"} and len(words) > 2)
        if words[0].lower_ == "the":
            start, the = words.start, False
        try:
            text = self.say(words.doc[start : words.end])
            return f"the {text}" if the else small_start(text, words[0], self._capitals)
        finally:
            self._inside = outer


def _described_anyway(similar: Token) -> bool:
    """True for "a similar system backed by ...", which its own words tell apart."""
    noun, after = similar.head, similar.nbor(1)
    one = similar.i > 0 and similar.nbor(-1).lower_ == "a" and after.lower_[0] not in "aeiou"
    return one and any(child.dep_ in {"acl", "relcl"} for child in noun.children)


def _named_beside(pointing: Token, head: Token) -> bool:
    """True for "these Enhanced Use Lease agreements": the name says which they are."""
    return any(t.pos_ == "PROPN" and t.dep_ == "compound" for t in head.doc[pointing.i + 1 : head.i])


def _tells_both(both: Token, span: Words) -> bool:
    """True for "both of the roads" and "both sides of the road"."""
    of = any(child.lower_ == "of" for child in both.head.children if both.i < child.i < span.end)
    return of or (both.i + 1 < span.end and both.nbor(1).lower_ == "of")


def _same_place(head: Token) -> bool:
    """True for "the country" behind the only place that its clause names: "93 percent of people from Peru say ..."."""
    if head.lower_ not in _COUNTRIES:
        return False
    before = [t for t in head.doc[head.sent.start : head.i] if t.ent_type_ == "GPE" and t.ent_iob_ == "B"]
    return len(before) == 1


def _determiner(token: Token) -> bool:
    return any(child.dep_ in {"det", "poss"} for child in token.children)


def _qualified(name: Token) -> bool:
    """True for the last word of "Secretary of State", "the 113th Congress" and "the U.S. Senate", which tell which."""
    if name.i < name.sent.start + 1:
        return False
    before = name.nbor(-1)
    if before.lower_ == "of" and before.i > name.sent.start:
        return bool(before.nbor(-1).pos_ == "PROPN")
    told = before.text[:1].isdigit() or (before.pos_ == "PROPN" and before.text[:1].isupper())
    return bool(before.head == name and told)


def _numeral(token: Token) -> bool:
    """True for the number of "Artemis I", which parsers take for the pronoun."""
    before = token.doc[token.i - 1] if token.i else None
    return token.text == "I" and before is not None and before.pos_ == "PROPN" and not token.dep_.startswith("nsubj")

"""What writers hand on: a candidate note with its proof, and what they are given to write from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

from quizapp.article import Evidence, Span
from quizapp.generator.events import Events
from quizapp.generator.stemming import stems
from quizapp.notes import Face, NoteType

if TYPE_CHECKING:
    from quizapp.generator.appositions import Apposition
    from quizapp.generator.definites import Definites
    from quizapp.generator.facts import Fact
    from quizapp.generator.glosses import Gloss
    from quizapp.generator.mentions import Mentions
    from quizapp.generator.options import Options
    from quizapp.generator.passing import PassingFact
    from quizapp.generator.progress import Progress
    from quizapp.generator.quotes import Quotation
    from quizapp.generator.results import Result
    from quizapp.generator.sentences import Parsed
    from quizapp.generator.told_sentences import Told

    Material: TypeAlias = Fact | PassingFact | Apposition | Gloss | Result | Quotation


@dataclass(frozen=True, slots=True)
class Context:
    """What a writer may draw on besides the fact: the parsed article, who is meant by what, the options.

    ``headline`` holds the stems of the title's words, ``article_words`` the text as `plain_words`, ``capitals`` the
    words that keep their capital at the start of a sentence, ``with_article`` the names that take a "the",
    ``definites`` what "the bridge" is, ``events`` what the article reports on that happened once,
    ``shared_names`` the words that stand in the names of two people, ``study`` what the study that it is about found
    ("that found that ..."), ``other_studies`` the first sentence that tells of another, ``quotations`` what stage 2
    found.
    """

    parsed: Parsed
    mentions: Mentions
    options: Options
    headline: frozenset[str] = frozenset()
    article_words: str = ""
    capitals: frozenset[str] = frozenset()
    with_article: frozenset[str] = frozenset()
    definites: Definites | None = None
    events: Events = field(default_factory=Events)
    shared_names: frozenset[str] = frozenset()
    study: str | None = None
    other_studies: int | None = None
    quotations: Sequence[Quotation] = ()

    @property
    def published(self) -> str | None:
        """The article's date, where it is known."""
        return self.parsed.published

    def study_in(self, sentence: int) -> str | None:
        """What tells "the study" of a sentence; None where it may be another."""
        return self.study if self.other_studies is None or sentence < self.other_studies else None

    def is_prominent(self, name: str, often: int | None = None) -> bool:
        """True for a name that the headline holds or the article uses again and again."""
        last = re.escape(name.split()[-1])
        again = len(re.findall(rf"\b{last}\b", self.parsed.article.text)) >= (often or self.options.named_often)
        return again or bool(stems(name) & self.headline)

    def is_about(self, name: str) -> bool:
        """True for somebody whom the headline names, or the article again and again where it has none."""
        untitled = self.parsed.article.title is None
        return bool(stems(name) & self.headline) or (
            untitled and self.is_prominent(name, self.options.life_named_often)
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A note that may be made. ``problem`` says why it can't be, when writing it already failed.

    ``certainty`` is 0 to 1: how sure the parse, the mention and the time are. ``wh`` is the question phrase
    ("which company"), whose words may come back in the answer. ``clause`` tells which clause of the
    sentence it asks about, -1 for none. ``general`` is True for what holds of all of a kind, which needs no name.
    ``told`` is the sentence as it was told to a writer that words freely, and that must add nothing to it;
    ``own_wording`` is its question before anything that the article tells was put around it.
    ``face_writers`` are as in `Note`.
    """

    note_type: NoteType
    fields: Mapping[str, str]
    evidence: tuple[Evidence, ...]
    kind: str
    tags: tuple[str, ...]
    sentence: int
    paragraph: int
    certainty: float = 1.0
    wh: str = ""
    problem: str | None = None
    clause: int = -1
    general: bool = False
    writer: str = ""
    score: float | None = None
    told: Told | None = None
    own_wording: str = ""
    face_writers: Mapping[str, str] = field(default_factory=dict)

    @property
    def faces(self) -> tuple[Face, ...]:
        """The faces that ask something."""
        return tuple(face for face in self.note_type.faces if self.fields.get(face.question))

    @property
    def texts(self) -> list[tuple[str, str]]:
        """The question and the answer of each face that says anything."""
        said = self.fields.get
        pairs = [(said(face.question, ""), said(face.answer, "")) for face in self.note_type.faces]
        return [pair for pair in pairs if any(pair)]

    @property
    def question(self) -> str:
        """What the first face asks."""
        return self.fields[self.faces[0].question] if self.faces else ""

    @property
    def answer(self) -> str:
        """What the first face wants to hear."""
        return self.fields[self.faces[0].answer] if self.faces else ""

    @property
    def place(self) -> Span:
        """Where the first proof stands."""
        return self.evidence[0].span


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer made of an article.

    ``proposed`` counts its wordings, ``unsupported`` those of them that are no candidates, as the article doesn't say
    so word for word, and ``unread`` those that were not looked into, as they are no whole wordings or far more than
    were asked for. ``problem`` is one line for the person: why it wrote nothing, or less than it would have.
    ``tokens`` are those that a model read and wrote for it, None where nobody counts them. ``sent_to`` is the other
    computer that was sent the article's text, None for none.
    """

    candidates: Sequence[Candidate]
    proposed: int
    unsupported: int = 0
    problem: str | None = None
    tokens: int | None = None
    sent_to: str | None = None
    unread: int = 0


class Writer(Protocol):
    """Words the facts and quotations of an article as candidate notes. ``name`` is kept in the note."""

    @property
    def name(self) -> str:
        """Who wrote the wording."""

    def write(self, material: Sequence[Material], context: Context, progress: Progress | None) -> Written:
        """Candidates for an article whose facts and quotations are ``material``.

        What fails on the way becomes the ``problem``, beside what was written before; whatever ``progress`` raises ends
        the work.
        """


def plain_words(text: str) -> str:
    """``text`` in small letters with single spaces and without double quotation marks."""
    return " ".join(re.sub(r'["“”]', "", text).split()).casefold()


def as_of(published: str | None) -> str | None:
    """ "as of January 2025": when something that may change held true, None without a date."""
    if not published:
        return None
    year, *rest = published.split("-")
    from quizapp.notes import MONTHS

    return f"as of {MONTHS[int(rest[0]) - 1]} {year}" if rest else f"as of {year}"


def asked_sentence(text: str) -> str:
    """``text`` as a question: first letter large, one question mark, spaces single."""
    text = " ".join(text.split()).rstrip(" ,;:?")
    text = re.sub(r"\bthan (?:it|they) (?:was|were|is|are|did|does|had) ", "than ", text)
    if text.endswith(".") and not re.search(r"\b(?:[A-Z]\.)+$|\b(?:Inc|Corp|Jr|Sr|Co|Ltd)\.$", text):
        text = text[:-1]
    return text[:1].upper() + text[1:] + "?"

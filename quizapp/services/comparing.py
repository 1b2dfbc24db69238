"""The wordings of several writers for one article side by side, with what the checks say of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.article import Article, Span
from quizapp.generator.candidates import Context, Writer, Written
from quizapp.generator.pipeline import Account, Generated
from quizapp.generator.selecting import answer_key
from quizapp.services.generation import make_generator
from quizapp.services.writers import WriterChoice, make_writers

if TYPE_CHECKING:
    from quizapp.generator.candidates import Material
    from quizapp.generator.progress import Progress

OFFERED = "offered beside the card as another wording"


@dataclass(frozen=True, slots=True)
class Compared:
    """One wording: ``reason`` says why it is no card, None for one that is.

    ``score`` is 0 to 1, None for one that failed a check.
    """

    writer: str
    question: str
    answer: str
    score: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """All wordings that ask for the same words of the article; ``evidence`` is what proves them."""

    evidence: Span
    answer: str
    wordings: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What ``writers`` asked, in the article's order, what each of them did, and how many seconds it took."""

    writers: tuple[str, ...]
    asked: tuple[Asked, ...]
    accounts: tuple[Account, ...]
    seconds: tuple[float | None, ...]


@dataclass(slots=True)
class _Timed:
    """A writer whose time is taken."""

    writer: Writer
    clock: Callable[[], float]
    seconds: float | None = None

    @property
    def name(self) -> str:
        return self.writer.name

    def write(self, material: Sequence[Material], context: Context, progress: Progress | None) -> Written:
        """What the writer writes."""
        began = self.clock()
        try:
            return self.writer.write(material, context, progress)
        finally:
            self.seconds = self.clock() - began


def compare(
    article: Article,
    pipeline_name: str,
    choice: WriterChoice,
    *,
    clock: Callable[[], float],
    max_cards: int | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """The wordings that the writers of the choice propose together, checked and chosen as for any article.

    ``clock`` counts seconds. Raises as what `make_generator` returns.
    """
    timed: list[_Timed] = []

    def make(choice: WriterChoice) -> list[Writer]:
        timed[:] = [_Timed(one, clock) for one in make_writers(choice)]
        return [*timed]

    write_cards = make_generator(pipeline_name, max_cards=max_cards, progress=progress, writers=choice, make=make)
    generated = write_cards(article)
    seconds = {one.name: one.seconds for one in timed}
    return Comparison(
        tuple(one.writer for one in generated.accounts),
        _grouped(generated, article.text),
        generated.accounts,
        tuple(seconds.get(one.writer) for one in generated.accounts),
    )


def _grouped(generated: Generated, text: str) -> tuple[Asked, ...]:
    groups: dict[tuple[int, str], list[tuple[Span, Compared]]] = defaultdict(list)
    for span, wording in _wordings(generated):
        groups[span.start, answer_key(wording.answer)].append((span, wording))
    asked = [
        Asked(found[0][0], found[0][1].answer, tuple(sorted((one for _, one in found), key=_order)))
        for found in groups.values()
    ]

    def place(one: Asked) -> tuple[int, int, str]:
        return one.evidence.start, one.evidence.of(text).casefold().find(one.answer.casefold()), one.answer

    return tuple(sorted(asked, key=place))


def _wordings(generated: Generated) -> Iterator[tuple[Span, Compared]]:
    for note in generated.notes:
        span = note.evidence[0].span
        for card in note.cards():
            yield span, Compared(note.writer_of(card), card.question, card.answer, note.score, None)
        for other in note.alternatives:
            faces = (face for face in note.note_type.faces if face.question in other.fields)
            for face in faces:
                question, answer = other.fields[face.question], other.fields[face.answer]
                yield span, Compared(other.writer, question, answer, other.score, OFFERED)
    for one in generated.rejected:
        yield one.evidence.span, Compared(one.writer, one.question, one.answer, one.score, one.reason)


def _order(one: Compared) -> tuple[bool, bool, float, str]:
    return one.reason is not None, one.reason != OFFERED, -(one.score or 0.0), one.question

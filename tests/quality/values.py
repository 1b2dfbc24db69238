"""What the scorers look at: one card and one found quotation of an article, free of how they were made."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.article import Evidence
from quizapp.notes import BLANK, Note, NoteType

CLOZE = NoteType.CLOZE.value
QUOTE = NoteType.QUOTE.value
CHOICE = NoteType.CHOICE.value


@dataclass(frozen=True, slots=True)
class ScoredCard:
    """A card as a person meets it, with its evidence. ``ord`` tells siblings of one note apart."""

    question: str
    answer: str
    note_type: str = NoteType.BASIC.value
    kind: str = ""
    evidence: tuple[Evidence, ...] = ()
    choices: tuple[str, ...] = ()
    guid: str = ""
    ord: int = 0
    score: float = 0.0

    @property
    def has_blank(self) -> bool:
        """True when the person fills a blank instead of answering a question."""
        return BLANK in self.question


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """A quotation that was found: its parts joined by " ... ", and who said it."""

    text: str
    speaker: str | None


def cards_of_notes(notes: Sequence[Note]) -> tuple[ScoredCard, ...]:
    """The cards of ``notes``, best first, siblings together."""
    return tuple(
        ScoredCard(
            question=card.question,
            answer=card.answer,
            note_type=card.note_type,
            kind=note.kind,
            evidence=note.evidence,
            choices=card.choices,
            guid=card.guid,
            ord=card.ord,
            score=note.score,
        )
        for note in notes
        for card in note.cards()
    )

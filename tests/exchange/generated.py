"""An article and what the generator could make of it, for the tests of what is printed."""

from quizapp.article import Article, Evidence, Span
from quizapp.generator.pipeline import Account, Generated, Rejected
from quizapp.generator.quotes import Quotation
from quizapp.notes import BLANK, Note, NoteType

TEXT = (
    "The old bridge reopened on May 3, 2025, after 120 years.\n\n"
    "“We waited”, said Mayor Ann Bell at the opening. “And we won.”\n"
)
ARTICLE = Article(
    text=TEXT,
    title="The old bridge",
    url="https://example.org/bridge",
    author="Bo Li",
    published="2025-05-04",
    language="en",
)


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


FIRST = _span("The old bridge reopened on May 3, 2025, after 120 years.")
SECOND = _span("“We waited”, said Mayor Ann Bell at the opening. “And we won.”")

GENERATED = Generated(
    notes=(
        Note(
            guid="aaaa",
            note_type=NoteType.BASIC,
            fields={"Question": "When did the old bridge reopen?", "Answer": "May 3, 2025"},
            evidence=(Evidence(FIRST, _span("May 3, 2025")),),
            kind="date",
            score=0.87654321,
            tags=("bridges",),
        ),
        Note(
            guid="bbbb",
            note_type=NoteType.QUOTE,
            fields={
                "Question": "Who said at the opening of the old bridge: “We waited”?",
                "Speaker": "Mayor Ann Bell",
                "Quotation": f"Mayor Ann Bell at the opening of the old bridge: “We {BLANK}”",
                "Missing words": "waited",
            },
            evidence=(Evidence(SECOND),),
            kind="who-said",
            score=1.5,
        ),
        Note(
            guid="cccc",
            note_type=NoteType.CHOICE,
            fields={"Question": "How old is the bridge?", "Answer": "120 years", "Choices": "12 years\n120 years\n"},
            evidence=(Evidence(FIRST), Evidence(SECOND)),
            kind="amount",
        ),
        Note(
            guid="dddd",
            note_type=NoteType.CLOZE,
            fields={"Text": f"The old bridge reopened in {BLANK}.", "Answer": "2025"},
            evidence=(Evidence(FIRST),),
            kind="cloze",
        ),
    ),
    quotations=(
        Quotation(
            spans=(_span("We waited"), _span("And we won.")),
            text="We waited ... And we won.",
            speaker="Ann Bell",
            role="mayor",
            occasion="at the opening",
            evidence=SECOND,
            kind="speech",
        ),
        Quotation(
            spans=(_span("And we won."),),
            text="And we won.",
            speaker=None,
            role=None,
            occasion=None,
            evidence=SECOND,
            kind="speech",
        ),
    ),
    rejected=(Rejected("Who said it?", "Ann Bell", "names nothing: what is 'it'?", Evidence(SECOND)),),
    accounts=(Account("rules", proposed=6, passed=5, cards=5),),
)
NOTHING = Generated(notes=(), quotations=(), rejected=())

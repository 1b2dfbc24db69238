"""An article of ours and a generator that needs no model."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from quizapp.article import Article, Evidence, Span
from quizapp.errors import InputError
from quizapp.generator.pipeline import Generated, Rejected
from quizapp.notes import BLANK, Note, NoteType, make_guid
from quizapp.scheduling.calendar import Calendar

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
CALENDAR = Calendar(ZoneInfo("Etc/UTC"), 4)

TEXT = """The old mill bridge at Harrow Ford reopened on Monday. It was closed for 14 months.

"We missed it every day," said baker Ida Moss. The repair cost 3 million crowns."""

_FOUND = (
    ("The old mill bridge at Harrow Ford reopened on Monday.", "The old mill bridge", "subject", NoteType.BASIC,
     {"Question": "What reopened at Harrow Ford?", "Answer": "the old mill bridge"}),
    ('"We missed it every day," said baker Ida Moss.', "Ida Moss", "who-said", NoteType.QUOTE,
     {"Question": "Who said: “We missed it every day”?", "Speaker": "Ida Moss",
      "Quotation": f"We missed it {BLANK}", "Missing words": "every day"}),
    ("The repair cost 3 million crowns.", "3 million crowns", "amount", NoteType.CLOZE,
     {"Text": f"The repair of the bridge cost {BLANK}.", "Answer": "3 million crowns"}),
)  # fmt: skip


def article(text: str = TEXT, title: str | None = "The mill bridge", **known: str | None) -> Article:
    return Article(text=text, title=title, **{"published": "2025-02-24", "language": "en", **known})


def generate(article: Article) -> Generated:
    """A note of every sentence of `TEXT` that is in the article."""
    notes = []
    for sentence, answer, kind, note_type, fields in _FOUND:
        start = article.text.find(sentence)
        if start < 0:
            continue
        place = article.text.index(answer, start)
        evidence = Evidence(Span(start, start + len(sentence)), Span(place, place + len(answer)))
        guid = make_guid(article="everywhere", evidence=sentence, answer=answer, kind=kind)
        notes.append(Note(guid, note_type, fields, (evidence,), kind, score=0.9, tags=("bridge",)))
    closed = article.text.find("It was closed for 14 months.")
    rejected = []
    if closed >= 0:
        proof = Evidence(Span(closed, closed + 28))
        rejected.append(Rejected("How long was it closed?", "14 months", "names nothing: what is 'it'?", proof))
    return Generated(notes=tuple(notes), quotations=(), rejected=tuple(rejected))


def refuse(article: Article) -> Generated:
    raise InputError("never called")

"""What a model's wordings are not worth a card for, beside their like that are."""

import pytest

from quizapp.article import Evidence, Span
from quizapp.generator.candidates import Candidate
from quizapp.generator.free_worth import worth_knowing
from quizapp.generator.told_sentences import Told
from quizapp.notes import NoteType
from tests.generator.test_checks import context

LITTLE = "the question says too little to have one answer"
PLACED = "where something is that the article only mentions is not worth a card"
DENIED = "what is not so is not worth a card"
ANYBODY = "the answer could be anybody"


@pytest.mark.parametrize(
    ("question", "answer", "kind", "reason"),
    [
        ("Where is the Dunmore Trust located?", "Cork", "place", PLACED),
        ("Where is the Dunmore Trust?", "Cork", "place", PLACED),
        ("In what county is the Harbour Library?", "Cork", "place", PLACED),
        ("Where did Orla Quinn open the Harbour Library?", "Cork", "place", None),
        ("Where was the Harbour Library opened?", "Cork", "place", None),
        ("What did the Dunmore Trust not buy?", "a boat", "object", DENIED),
        ("Who says that roofs leak in winter in Cork?", "scientists", "subject", ANYBODY),
        ("Who saw the roof of the Harbour Library?", "new research", "subject", ANYBODY),
        (
            "What did Orla Quinn open in Cork in 2019?",
            "her library",
            "object",
            "the answer points at something outside it",
        ),
        ("The Dunmore Trust bought what?", "a boat", "object", "the question does not start with what it asks for"),
        ("According to Orla Quinn, what did the Dunmore Trust buy in Cork?", "a boat", "object", None),
        ("In which year did the Dunmore Trust buy a boat?", "2019", "date", None),
        ("What is Orla Quinn?", "a librarian", "object", LITTLE),
        ("What did the Dunmore Trust buy?", "a boat", "object", LITTLE),
        ("What did the Dunmore Trust buy for Orla Quinn?", "a boat", "object", None),
        ("What did the Dunmore Trust buy in 2019?", "a boat", "object", None),
        ("What did the Dunmore Trust buy to cross the harbour?", "a boat", "object", None),
        ("Who bought the boat?", "Orla Quinn", "subject", None),
    ],
)
def test_what_is_worth_a_card(question: str, answer: str, kind: str, reason: str | None) -> None:
    told = Told("Orla Quinn opened her library.", Span(0, 10))
    evidence = (Evidence(Span(0, 60)),)
    fields = {"Question": question, "Answer": answer}

    assert worth_knowing(Candidate(NoteType.BASIC, fields, evidence, kind, (), 0, 0, told=told), context()) == reason
    assert worth_knowing(Candidate(NoteType.BASIC, fields, evidence, kind, (), 0, 0), context()) is None

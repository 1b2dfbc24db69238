"""What a model's wordings are not worth a card for, beside their like that are."""

from dataclasses import replace

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
ANYBODY = "the answer could be anybody or anything"
TURNED = "the question only turns the sentence round"
BROKEN = "the question breaks off before what it asks for"
OTHERS = "others would answer it as well"
GAME = "a moment of a game says little without the game"


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
        ("What did the Dunmore Trust buy in 2019?", "a new boat", "object", ANYBODY),
        ("What did the Dunmore Trust buy in 2019?", "a new boat for the harbour", "object", None),
        ("What was bought by the Dunmore Trust in 2019?", "the Harbour Library", "subject", TURNED),
        ("What was recently built in Cork?", "the Harbour Library", "subject", TURNED),
        ("What was the Harbour Library built of in 2019?", "Cork oak", "oblique", None),
        ("What did Orla Quinn give an account of?", "the harbour", "inner", BROKEN),
        ("What is Cork oak used for?", "boats", "oblique", None),
        ("Who was born in Cork?", "Orla Quinn", "subject", OTHERS),
        ("Who became a citizen of Cork in 2019?", "Orla Quinn", "subject", OTHERS),
        ("Who became the founder of the Dunmore Trust?", "Orla Quinn", "subject", None),
        ("Who scored a second goal for Cork?", "Orla Quinn", "subject", GAME),
    ],
)
def test_what_is_worth_a_card(question: str, answer: str, kind: str, reason: str | None) -> None:
    told = Told("Orla Quinn opened her library.", Span(0, 10))
    evidence = (Evidence(Span(0, 60)),)
    fields = {"Question": question, "Answer": answer}

    free = Candidate(NoteType.BASIC, fields, evidence, kind, (), 0, 0, told=told, own_wording=question)
    assert worth_knowing(free, context()) == reason
    dated = f"{question.removesuffix('?')} as of May 2020?"  # what is put around it changes nothing
    assert worth_knowing(replace(free, fields={**fields, "Question": dated}), context()) == reason
    assert worth_knowing(Candidate(NoteType.BASIC, fields, evidence, kind, (), 0, 0), context()) is None

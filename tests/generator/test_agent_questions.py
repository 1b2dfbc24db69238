"""What is asked of a passive and of who did it."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            "The Halden Choir is led by Ada Berg of the Oslo Academy.",
            "Who leads the Halden Choir as of May 2021?",
            "Ada Berg",
        ),
        (
            "The Halden Choir is led by Ada Berg of the Oslo Academy.",
            "What does Ada Berg of the Oslo Academy lead as of May 2021?",
            "the Halden Choir",
        ),
        (
            "The Sallow Viaduct has been painted by Jonas Hallberg and Ada Berg since 2004.",
            "Who has painted the Sallow Viaduct since 2004?",
            "Jonas Hallberg and Ada Berg",
        ),
        (
            "The Halden Ferry was designed, built and launched by Ingrid Solberg in 1998.",
            "What did Ingrid Solberg design, build and launch in 1998?",
            "the Halden Ferry",
        ),
        # one of several
        (
            "The Halden Ferry was built by Ada Berg, Tiril Lund and Jonas Hallberg in 1998.",
            "Besides Ada Berg and Tiril Lund, who built the Halden Ferry in 1998?",
            "Jonas Hallberg",
        ),
        (
            "The Halden Ferry is supported by engineers, students and teachers.",
            "Besides engineers and students, who supports the Halden Ferry?",
            "teachers",
        ),
        # what happened to a thing was done by nobody
        (
            "The Halden Ferry was sunk by a storm in 1998.",
            "In what year was the Halden Ferry sunk by a storm?",
            "1998",
        ),
        # who did not do it is not asked
        (
            "The Halden Bridge was not designed by Ingrid Solberg in 1998.",
            "In what year was the Halden Bridge not designed by Ingrid Solberg?",
            "1998",
        ),
        (
            "The Halden Bridge was not designed by Ingrid Solberg in 1998.",
            "Who designed the Halden Bridge in 1998?",
            None,
        ),
    ],
)
def test_questions_of_a_passive(nlp: Language, text: str, question: str, answer: str | None) -> None:
    assert cards(nlp, text).get(question) == answer

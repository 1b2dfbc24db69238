"""Names and numbers that the evidence of a card doesn't hold: an article, and questions about it."""

from collections.abc import Sequence

import pytest
from spacy.language import Language

from quizapp.article import Article, Evidence
from quizapp.generator.candidates import Candidate, Context, Written
from quizapp.generator.checks import CHECKS
from quizapp.generator.pipeline import generate
from quizapp.generator.progress import Progress
from quizapp.generator.rules import rules
from quizapp.generator.unknown_names import no_unknown_names
from quizapp.notes import NoteType

TEXT = """Marta Lindqvist founded the Northern Bread Museum (NBM) in Uppsala in 2011. She opened a second \
house in Bergen last year. The museum keeps 1,500 loaves and twelve ovens.

Jonas Hallberg bakes there every Friday. In 2018 it lent 40 spoons to the U.S. embassy in Oslo."""
ARTICLE = Article(TEXT, title="Bread museum opens second house", published="2020-03-05")


class _Lister:
    """A writer that hands on the context, and no candidate."""

    name = "lister"

    def __init__(self) -> None:
        self.context: Context | None = None

    def write(self, material: Sequence[object], context: Context, progress: Progress | None) -> Written:
        self.context = context
        return Written((), 0)


@pytest.fixture(scope="module")
def context(nlp: Language) -> Context:
    lister = _Lister()
    generate(ARTICLE, nlp=nlp, writers=[lister])
    assert lister.context is not None
    return lister.context


def reason(question: str, answer: str, sentence: int, context: Context) -> str | None:
    proof = Evidence(context.parsed.sentences[sentence].span)
    fields = {"Question": question, "Answer": answer}
    return no_unknown_names(Candidate(NoteType.BASIC, fields, (proof,), "subject", (), sentence, 0), context)


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (0, "Who founded the Northern Bread Museum in Uppsala?", "Marta Lindqvist"),
        (0, "In which year did Marta Lindqvist found NBM?", "2011"),
        (0, "Approximately when was the Northern Bread Museum’s house founded?", "2011"),
        (1, "Where did Marta Lindqvist open a second house in 2019?", "Bergen"),
        (1, "Who opened a second house in Bergen as of March 2020?", "Marta Lindqvist"),
        (2, "How many loaves does the Northern Bread Museum keep beside 12 ovens?", "1500"),
        (2, "Which two things does the museum keep?", "loaves and ovens"),
        (4, "To which US embassy did the museum lend forty spoons in 2018?", "Oslo"),
    ],
)
def test_what_the_evidence_holds_or_means_passes(sentence: int, question: str, answer: str, context: Context) -> None:
    assert reason(question, answer, sentence, context) is None


@pytest.mark.parametrize(
    ("sentence", "question", "answer", "word"),
    [
        (0, "Who founded the Northern Bread Museum in Stockholm?", "Marta Lindqvist", "Stockholm"),
        (0, "Zurich has which museum?", "the Northern Bread Museum", "Zurich"),
        (0, "Who founded the Northern Bread Museum in 2012?", "Marta Lindqvist", "2012"),
        (2, "How many ovens does the museum keep for 12 loaves a day?", "1,512", "1,512"),
        (0, "Which of three engineers founded the museum?", "Marta Lindqvist", "three"),
        (0, "Who founded the Northern Bread Museum?", "Jonas Hallberg", "Jonas"),
        (1, "Where did Marta Lindqvist open a second house in 2018?", "Bergen", "2018"),
        (1, "Who opened a second house in Bergen as of May 2021?", "Marta Lindqvist", "May"),
        (2, "How many loaves does the Northern Bread Museum in Uppsala keep?", "1,500", "Uppsala"),
        (2, "How many loaves does the museum keep beside 15 ovens?", "1,500", "15"),
        (2, "Which seven things does the museum keep?", "loaves and ovens", "seven"),
        (3, "On which day does Jonas Hallberg bake for NASA?", "Friday", "NASA"),
        (1, "Where did Lindqvist Marta Bergen open a second house?", "Bergen", "Lindqvist Marta Bergen"),
    ],
)
def test_what_it_doesn_t_is_told(sentence: int, question: str, answer: str, word: str, context: Context) -> None:
    assert reason(question, answer, sentence, context) == f"“{word}” is not in the sentence that proves it"


def test_a_model_s_own_words_are_held_to_it_too(context: Context) -> None:
    proof = Evidence(context.parsed.sentences[0].span)
    fields = {"Question": "Who founded the museum?", "Answer": "Marta Lindqvist"}
    asked = Candidate(NoteType.BASIC, fields, (proof,), "subject", (), 0, 0, own_wording="Who founded Rome?")
    assert no_unknown_names(asked, context) == "“Rome” is not in the sentence that proves it"


@pytest.mark.parametrize("writer", ["inventor", rules.name])
def test_it_is_asked_of_every_writer(writer: str, nlp: Language) -> None:
    class Inventor:
        name = writer

        def write(self, material: Sequence[object], context: Context, progress: Progress | None) -> Written:
            by_rules = rules.write(material, context, None).candidates  # type: ignore[arg-type]
            one = next(one for one in by_rules if one.kind == "date")
            asked = one.fields["Question"].replace("Marta Lindqvist", "Ada Berg")
            assert asked != one.fields["Question"]
            fields = {**one.fields, "Question": asked}
            return Written([Candidate(one.note_type, fields, one.evidence, one.kind, one.tags, 0, 0)], 1)

    made = generate(ARTICLE, nlp=nlp, writers=[Inventor()])
    assert made.notes == ()
    assert [one.reason for one in made.rejected] == ["“Ada” is not in the sentence that proves it"]
    assert no_unknown_names in CHECKS


SPEECH = """Aino Virtanen heads the Halden Bread Board (HBB). She bakes at night.

“Nobody in the north has ever had enough loaves,” Virtanen said."""


@pytest.mark.parametrize(
    ("asked", "speaker", "word"),
    [
        ("Who said, “Nobody in the north has ever had enough loaves”?", "Aino Virtanen", None),
        ("Who said about the Halden Bread Board (HBB), “Nobody in the north”?", "Aino Virtanen", None),
        ("Who said in Bergen, “Nobody in the north has ever had enough loaves”?", "Aino Virtanen", "Bergen"),
        ("Who said, “Nobody in the south of Norway”?", "Aino Virtanen", "Norway"),
        ("Who said, “Nobody in the north has ever had 40 loaves”?", "Aino Virtanen", "40"),
        ("Who said, “Nobody in the north has ever had enough loaves”?", "Aino Berg", "Berg"),
    ],
)
def test_a_quotation_may_say_what_the_article_says_of_its_speaker(
    asked: str, speaker: str, word: str | None, nlp: Language
) -> None:
    lister = _Lister()
    generate(Article(SPEECH), nlp=nlp, writers=[lister])
    assert lister.context is not None
    proof = Evidence(lister.context.parsed.sentences[2].span)
    fields = {"Question": asked, "Speaker": speaker, "Quotation": "", "Missing words": ""}
    candidate = Candidate(NoteType.QUOTE, fields, (proof,), "quotation", (), 2, 1)
    said = f"“{word}” is not in the sentence that proves it" if word else None
    assert no_unknown_names(candidate, lister.context) == said

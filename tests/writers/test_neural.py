"""The writer with a small model: what it asks, and what becomes of the proposals."""

from collections.abc import Callable, Sequence
from itertools import groupby

import pytest
from spacy.language import Language

from quizapp.article import Article
from quizapp.generator.pipeline import Generated, generate
from quizapp.generator.progress import Progress
from quizapp.services.writers import WriterChoice, make_writers
from quizapp.writers.neural import NeuralWriter
from quizapp.writers.proposals import Proposal
from quizapp.writers.small_model import NOTHING

TEXT = (
    "Ingrid Solberg is a potter from Halden. She opened the Halden Museum in Oslo last year. "
    "The Road Safety Board said that the museum owns more than 40 lamps."
)


class Scripted:
    """A model that answers by the marked answer of the prompt: a question, and how likely it is."""

    def __init__(self, script: dict[str, tuple[str, float]]) -> None:
        self.script = script
        self.prompts: list[str] = []

    def ask(self, prompts: Sequence[str], progress: Progress | None = None) -> list[Proposal]:
        self.prompts += prompts
        answers = [prompt.split("\nAnswer: ")[1].split("\n")[0] for prompt in prompts]
        return [Proposal(*self.script.get(answer, ("What is it?", -9.0))) for answer in answers]

    def score(self, prompt: str, question: str) -> float:
        return 0.0


def written(script: dict[str, tuple[str, float]], nlp: Language) -> Generated:
    article = Article(TEXT, published="2025-01-28")
    return generate(article, nlp=nlp, writers=(NeuralWriter(Scripted(script)),))


def test_every_answer_is_asked_about_in_its_told_sentence(nlp: Language) -> None:
    model = Scripted({})
    generate(Article(TEXT, published="2025-01-28"), nlp=nlp, writers=(NeuralWriter(model),))

    assert (
        "Context: Ingrid Solberg is a potter from Halden.\n"
        "Sentence: Ingrid Solberg opened the Halden Museum in Oslo in <<2024>>.\nAnswer: 2024\nQuestion:"
    ) in model.prompts


@pytest.mark.parametrize(
    ("answer", "proposed", "question"),
    [
        ("2024", "When did Ingrid Solberg open the Halden Museum?", "When did Ingrid Solberg open the Halden Museum?"),
        ("2024", "When did Solberg open the Halden Museum?", "When did Ingrid Solberg open the Halden Museum?"),
        (
            "more than 40",
            "How many lamps does the Halden Museum own?",
            "According to the Road Safety Board, how many lamps does the Halden Museum own",
        ),
        (
            "Oslo",
            "Where did Ingrid Solberg open the Halden Museum?",
            "Where did Ingrid Solberg open the Halden Museum?",
        ),
    ],
)
def test_a_proposal_becomes_a_note(answer: str, proposed: str, question: str, nlp: Language) -> None:
    made = written({answer: (proposed, -0.1)}, nlp)

    (note,) = made.notes
    assert note.fields["Question"].startswith(question)
    assert (note.fields["Answer"], note.writer) == (answer, "neural")
    assert note.evidence[0].span.of(TEXT) in TEXT


@pytest.mark.parametrize(
    ("script", "says"),
    [({"2024": ("When did it open?", -0.5)}, None), ({}, "The small model came to no question at all.")],
)
def test_what_comes_to_no_question_is_no_proposal(
    script: dict[str, tuple[str, float]], says: str | None, nlp: Language
) -> None:
    class Mute(Scripted):
        def ask(self, prompts: Sequence[str], progress: Progress | None = None) -> list[Proposal]:
            return [NOTHING if one.question == "What is it?" else one for one in super().ask(prompts, progress)]

    article = Article(TEXT, published="2025-01-28")
    (account,) = generate(article, nlp=nlp, writers=(NeuralWriter(Mute(script)),)).accounts
    assert account.proposed == len(script)
    assert (account.problem or "").startswith(says or "")
    assert bool(account.problem) is bool(says)


@pytest.mark.parametrize(
    ("answer", "proposed", "reason"),
    [
        ("2024", "When did Olav Berg open the Halden Museum?", "“Olav” is not in the sentence that proves it"),
        ("2024", "Who opened the Halden Museum?", "“who” does not ask for such an answer"),
        ("Oslo", "Where did Ingrid Solberg open the burning Halden Museum?", "“burn” is not what the sentence says"),
    ],
)
def test_a_bad_proposal_is_turned_down(answer: str, proposed: str, reason: str, nlp: Language) -> None:
    made = written({answer: (proposed, -0.1)}, nlp)

    assert made.notes == ()
    assert [one.reason for one in made.rejected] == [reason]


def test_what_the_model_holds_unlikely_is_no_candidate(nlp: Language) -> None:
    made = written({"2024": ("When did Ingrid Solberg open the Halden Museum?", -5.0)}, nlp)

    (account,) = made.accounts
    assert (made.notes, made.rejected) == ((), ())
    assert account.proposed > 0


def test_of_two_answers_to_one_question_the_likelier_stays(nlp: Language) -> None:
    question = "What did Ingrid Solberg open?"
    made = written({"2024": (question, -0.1), "Oslo": (question, -0.4)}, nlp)

    asked = [*[note.fields["Answer"] for note in made.notes], *[one.answer for one in made.rejected]]
    assert asked == ["2024"]


def test_all_answers_of_a_long_text_are_asked_about(nlp: Language) -> None:
    model = Scripted({})
    years = [str(1800 + number) for number in range(60)]
    text = "\n\n".join(f"In {year} the miller Ada Berg opened a mill in Bergen and another in Oslo." for year in years)
    generate(Article(text), nlp=nlp, writers=(NeuralWriter(model),))

    asked = {prompt.split("\nAnswer: ")[1].split("\n")[0] for prompt in model.prompts}
    assert set(years) | {"Ada Berg", "Bergen", "Oslo"} <= asked


def test_answers_in_a_sentence_that_is_told_alike_follow_each_other(nlp: Language) -> None:
    """ "The country" is told as "Norway" where "the west of Norway" is the answer, and not where "Norway" itself is."""
    model = Scripted({})
    text = "Olav Berg grew up in Bergen, in the west of Norway, which turned to oil before the rest of the country."
    generate(Article(text), nlp=nlp, writers=(NeuralWriter(model),))

    sentences = [prompt.split("Sentence: ")[1].split("\n")[0] for prompt in model.prompts]
    told = [sentence.replace("<<", "").replace(">>", "") for sentence in sentences]
    assert len([sentence for sentence, _ in groupby(told)]) == len(set(told)) == 2
    places = [sentence.index("<<") for sentence in sentences if sentence.endswith("the country.")]
    assert len(places) > 2
    assert places == sorted(places)


def test_cancelling_ends_the_work(nlp: Language) -> None:
    class CancelledError(Exception):
        pass

    def stop_when(share: float) -> Callable[[float], None]:
        def tell(done: float) -> None:
            if done > share:
                raise CancelledError

        return tell

    class Slow(Scripted):
        def ask(self, prompts: Sequence[str], progress: Progress | None = None) -> list[Proposal]:
            assert progress is not None
            progress(0.5)
            return super().ask(prompts, progress)

    with pytest.raises(CancelledError):
        generate(Article(TEXT), nlp=nlp, writers=(NeuralWriter(Slow({})),), progress=stop_when(0.7))


def test_the_writer_is_chosen_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []

    def open_model(*, threads: int) -> Scripted:
        opened.append(threads)
        return Scripted({})

    monkeypatch.setattr("quizapp.writers.small_model.open_small_model", open_model)
    choice = WriterChoice(("neural",))
    (writer,) = make_writers(choice)

    assert isinstance(writer, NeuralWriter)
    assert opened == [choice.threads]

"""What a question about a quotation says of its words, where they take something for known."""

import pytest
from spacy.language import Language

from quizapp.article import Article
from quizapp.generator.options import Options
from quizapp.generator.pipeline import generate
from quizapp.notes import NoteType

SAYS = "said Marta Lindqvist, the director of the Bergen Museum."


def asked(nlp: Language, text: str, title: str) -> list[str]:
    notes = generate(Article(text, title=title, published="2021-05-04"), nlp=nlp, options=Options(max_cards=0)).notes
    return [note.fields["Question"] for note in notes if note.note_type is NoteType.QUOTE]


@pytest.mark.parametrize(
    ("before", "words", "question"),
    [
        # whom the words name in short
        (
            "The baker Aino Virtanen left Bergen in 2012.",
            "Virtanen was driven to the harbour in an old blue car",
            "Who said about Aino Virtanen, “Virtanen was driven to the harbour in an old blue car”?",
        ),
        # what their initials stand for
        (
            "The Harbour Dust Shield (HDS) was tested in Bergen.",
            "HDS is seen as the leading method for removing dust",
            "Who said about the Harbour Dust Shield (HDS), “HDS is seen as the leading method for removing dust”?",
        ),
        (
            "The museum signs Harbour Use Leases (HULs) with companies in Bergen.",
            "HULs will not only reduce the rent of old buildings",
            "Who said about Harbour Use Leases (HULs), “HULs will not only reduce the rent of old buildings”?",
        ),
        # words that need no help
        (
            "The Harbour Dust Shield (HDS) was tested in Bergen.",
            "Nobody in Bergen has seen a better method for removing dust",
            "Who said, “Nobody in Bergen has seen a better method for removing dust”?",
        ),
    ],
)
def test_what_the_words_take_for_known(nlp: Language, before: str, words: str, question: str) -> None:
    assert question in asked(nlp, f"{before}\n\n“{words},” {SAYS}", "Museum tests a shield")


@pytest.mark.parametrize(
    ("before", "words", "question"),
    [
        (
            "A sailor’s work is like waiting for a bus, Lindqvist said.",
            "If you look away for a minute, it will leave the harbour",
            "Who said about a sailor's work, “If you look away for a minute, it will leave the harbour”?",
        ),
        # the words themselves tell what "it" is
        (
            "A sailor’s work is like waiting for a bus, Lindqvist said.",
            "The big ferry is never on time when it leaves the harbour",
            "Who said, “The big ferry is never on time when it leaves the harbour”?",
        ),
    ],
)
def test_what_the_speaker_spoke_of_before(nlp: Language, before: str, words: str, question: str) -> None:
    text = f"Marta Lindqvist directs the Bergen Museum. {before}\n\n“{words},” Lindqvist said."
    assert question in asked(nlp, text, "A day at sea")


@pytest.mark.parametrize(
    ("title", "before", "words", "question"),
    [
        # what the paragraph names by its initials
        (
            "Dust is measured in the north",
            "The Harbour Dust Shield (HDS) was built in Bergen. The HDS has two arms.",
            "We can count how the grains of salt grow fewer with the distance from the surface",
            "Who said about the Harbour Dust Shield (HDS), “We can count how",
        ),
        # the country of the headline
        (
            "Norwegian children read less",
            "Norway and Finland asked their schools.",
            "Half of the children born in this country will never read a novel",
            "Who said, “Half of the children",
        ),
        (
            "Reading falls in Norway",
            "Norway and Finland asked their schools.",
            "Half of the children born in this country will never read a novel",
            "Who said about Norway, “Half of the children",
        ),
        # which the words name themselves
        (
            "Reading falls in Norway",
            "Norway and Finland asked their schools.",
            "Half of the Norwegian children born in this country will never read a novel",
            "Who said, “Half of the Norwegian",
        ),
    ],
)
def test_what_stands_above(nlp: Language, title: str, before: str, words: str, question: str) -> None:
    assert any(one.startswith(question) for one in asked(nlp, f"{before} “{words},” {SAYS}", title))


def test_the_match_that_was_spoken_of(nlp: Language) -> None:
    text = (
        "In the first game of the day, Norway faced Finland at the Bislett Stadium. Finland lost 2-1 to Norway.\n\n"
        "Norwegian captain Ada Berg said, “In the first half it felt good out there, we could have won.”"
    )
    (question,) = asked(nlp, text, "Norway beats Finland at the 2018 Nordic Cup")
    assert question.startswith(
        "Who said about Norway's match against Finland at the 2018 Nordic Cup, “In the first half"
    )


def test_what_the_article_is_about(nlp: Language) -> None:
    text = (
        "The Harbour Dust Shield (HDS) hit the glacier on May 2. The HDS is a rover. In June, HDS dug a crater. "
        "At noon HDS took a picture.\n\n“After impact, there were slight differences in the colour, showing an error,” "
        + SAYS
    )
    (question,) = asked(nlp, text, "HDS hits a glacier")
    assert question.startswith("Who said about the Harbour Dust Shield, “After impact, there were")


@pytest.mark.parametrize(
    ("words", "question"),
    [
        (
            "We had to wait for a calm morning, and nobody was ready to give up",
            "Who said about the Harbour Dust Shield (HDS), “We had to wait",
        ),
        # nobody speaks for those who work on it, or something else is named
        ("A calm morning is the best time of the day for a dive", "Who said, “A calm morning"),
        ("We had to wait for a calm morning in Bergen, and nobody gave up", "Who said, “We had to wait"),
    ],
)
def test_what_those_who_speak_work_on(nlp: Language, words: str, question: str) -> None:
    told = "The Harbour Dust Shield (HDS) went to sea. Divers built the HDS in Moss. HDS is red. Nobody steers the HDS."
    text = f"{told} In June, the HDS found a wreck.\n\n“{words},” {SAYS}"
    assert any(one.startswith(question) for one in asked(nlp, text, "A robot finds a wreck")), asked(nlp, text, "A")


def test_what_a_speaker_is_in_full(nlp: Language) -> None:
    before = "Ada Berg founded the Northern Bread Choir (NBC). Everybody in Bergen likes the NBC."
    said = (
        "Tiril Lund, the director of the NBC, said, “We have sold four hundred thousand loaves in the market of Moss.”"
    )
    article = Article(f"{before}\n\n{said}", published="2021-05-04")
    notes = generate(article, nlp=nlp, options=Options(max_cards=0)).notes
    words = next(note.fields["Quotation"] for note in notes if note.note_type is NoteType.QUOTE)
    assert words.startswith("Complete the words of Tiril Lund, director of the Northern Bread Choir:")

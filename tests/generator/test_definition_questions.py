"""What things are, are called and are like; what is said of the things that they are."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        # what a common noun means, where it is no verdict
        ("Spelt wheat is a fertile hexaploid hybrid.", "What is spelt wheat?", "a fertile hexaploid hybrid"),
        ("Spelt wheat is an important cereal crop.", "What is spelt wheat?", None),
        # a description that asks for what it is of
        ("The main active ingredient of mead is alcohol.", "What is the main active ingredient of mead?", "alcohol"),
        ("The closing of the ferry is a disappointment.", "What is the closing of the ferry?", None),
        # what a name's own noun is told to be
        (
            "Halden University is a private research university.",
            "What kind of university is Halden University?",
            "private research",
        ),
        # a word that the name and the description share
        (
            "The Battle of Halden was the longest battle in Norway.",
            "What was the longest battle in Norway?",
            "Battle of Halden",
        ),
        # what it is called
        ("A group of lions is called a pride.", "What is a group of lions called?", "a pride"),
        ("Halden is also known as Fredrikshald.", "What is Halden known as?", "Fredrikshald"),
        (
            "In Norway the Halden Cup is commonly referred to as the Bakers' Trophy.",
            "What is the Halden Cup commonly referred to as in Norway?",
            "the Bakers' Trophy",
        ),
        # what is said of what it is
        ("The Owl is a film directed by Ada Berg in 1954.", "Who directed the Owl in 1954?", "Ada Berg"),
        ("The Owl, a film directed by Ada Berg in 1954, is silent.", "Who directed the Owl in 1954?", "Ada Berg"),
        ("Havsula is a ferry that has two decks.", "How many decks does Havsula have?", "two"),
        # what it is home to
        (
            "The Halden Citadel is home to the Norwegian Bread Museum in Østfold.",
            "Which institution is the Halden Citadel home to?",
            "the Norwegian Bread Museum in Østfold",
        ),
        ("The Halden Citadel is home to the Bread Museum.", "What is the Halden Citadel?", None),
        # what something is for
        (
            "In 1890 Halden was a centre for the manufacture of birch furniture.",
            "What was Halden a centre for in 1890?",
            "the manufacture of birch furniture",
        ),
        # what a word means, and what a thing is made of
        ('In Norse, "vik" means bay.', 'What does "vik" mean in Norse?', "bay"),
        ("This means war for Norway.", "What does this mean for Norway?", None),
        ("The Halden Bell was made of bronze.", "What was the Halden Bell made of?", "bronze"),
        # what holds of all of a kind needs no name
        (
            "Steel tools are sterilized to prevent contamination by bacteria.",
            "What are steel tools sterilized to do?",
            "prevent contamination by bacteria",
        ),
        ("The tools may result from a careless repair.", "What may the tools result from?", None),
        # a plural name
        (
            "The Halden Hills are a chain of low mountains in Norway.",
            "What are the Halden Hills?",
            "a chain of low mountains in Norway",
        ),
    ],
)
def test_what_it_is(nlp: Language, text: str, question: str, answer: str | None) -> None:
    made = cards(nlp, text)
    assert made.get(question) == answer, made


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        ("Halden Timber is based in Federal Way.", "Where is Halden Timber based?", "Federal Way"),
        (
            "The Bread Museum is located in the gardens of Fredriksten.",
            "Where is the Bread Museum located?",
            "the gardens of Fredriksten",
        ),
        ("The Oslo Mill is located 20 km east of Moss.", "Where is the Oslo Mill located?", "20 km east of Moss"),
        (
            "The Bread Museum stands at the foot of Penn Hill.",
            "Where does the Bread Museum stand?",
            "the foot of Penn Hill",
        ),
        (
            "The Bread Museum is in the old harbour district of Bergen.",
            "Where is the Bread Museum?",
            "the old harbour district of Bergen",
        ),
        # not a place
        ("The Bread Museum is in great danger.", "Where is the Bread Museum?", None),
        ("Tom Lee stands for parliament.", "Where does Tom Lee stand?", None),
        # a place that only the sentences before tell
        ("The Bread Museum is located in the park.", "Where is the Bread Museum located?", None),
        # the place in what it is
        (
            "Halden Lake is a deep lake in Norway with a long history of ferries.",
            "In which country is Halden Lake?",
            "Norway",
        ),
        ("Halden College is a school located in Oslo.", "Where is Halden College?", "Oslo"),
        (
            "The Penn Mountains are a system of high mountains in Norway.",
            "In which country are the Penn Mountains?",
            "Norway",
        ),
        ("Ada Berg is a teacher in Norway.", "In which country is Ada Berg?", None),
    ],
)
def test_where_it_is(nlp: Language, text: str, question: str, answer: str | None) -> None:
    made = cards(nlp, text)
    assert made.get(question) == answer, made


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        ("The population of Halden was 31,000 in 2010.", "What was the population of Halden in 2010?", "31,000"),
        ("The population of Halden was 31,000.", "What was the population of Halden?", None),
        ("The population of Halden is 31,000.", "What is the population of Halden?", None),
        # parts of a thing and of its kind, whose number stays
        ("The Halden radio has two speakers and four wheels.", "How many speakers does the Halden radio have?", None),
        ("The Halden radio has four wheels.", "How many wheels does the Halden radio have?", "four"),
        ("Norwegian beetles have six horns.", "How many horns do Norwegian beetles have?", "six"),
        ("The Halden library has four bakers.", "How many bakers does the Halden library have?", None),
    ],
)
def test_numbers_without_a_date(nlp: Language, text: str, question: str, answer: str | None) -> None:
    made = cards(nlp, text, published=None)
    assert made.get(question) == answer, made

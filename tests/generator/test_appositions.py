"""Who somebody is and what something is, told beside a name."""

import pytest
from spacy.language import Language

from tests.generator.test_questions import cards


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        # an office that one person holds
        ("Halden was rebuilt in 308 BC by Osmund, the satrap of Thrace.", "Who was the satrap of Thrace?", "Osmund"),
        (
            "Although Eumenes, satrap of Thrace, defeated Halden in 308 BC, he was killed.",
            "Who was the satrap of Thrace?",
            "Eumenes",
        ),
        (
            "Ada Berg, lead designer of the Halden Bridge, moved to Oslo in 1912.",
            "Who was the lead designer of the Halden Bridge?",
            "Ada Berg",
        ),
        # relatives
        ("Ada Berg and her husband Jon Moe opened a bakery in 1912.", "Who was Ada Berg's husband?", "Jon Moe"),
        ("Ada Berg's sister Tiril lived in Oslo in 1912.", "Who was Ada Berg's sister?", "Tiril"),
        # what many are
        (
            "Ada Berg, a Norwegian Baptist missionary, worked in Jamaica in 1838.",
            "Who was Ada Berg?",
            "a Norwegian Baptist missionary",
        ),
        # what only one thing is
        (
            "In 1958 Norway opened Halden House, the largest bread museum in Europe.",
            "What was the largest bread museum in Europe?",
            "Halden House",
        ),
        (
            "Halden House, a bread museum near Oslo, burned in 1912.",
            "What is Halden House?",
            "a bread museum near Oslo",
        ),
    ],
)
def test_what_is_told_beside_a_name(nlp: Language, text: str, question: str, answer: str) -> None:
    assert cards(nlp, text, published=None).get(question) == answer


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # a list of rulers that the parser runs together
        ("They were led by Osmund, the satrap of Thrace and Egil, the satrap of Egypt.", "thrace and egil"),
        # whom an article only quotes, and whom news only mentions
        ("Ada Berg, a professor of bread chemistry, said that rye is old.", "who is ada berg"),
        # whose brother he is can't be told
        ("Ada Berg sacked Jon Moe and hired his brother Per Moe in 1912.", "'s brother?"),
        # a title instead of a name
        ("Paul VI's successor, Pope, moved to Oslo in 1978.", "successor?"),
        # one of several
        ("Ada Berg, another Norwegian baker from Halden, opened an oven in 1912.", "who was ada berg"),
    ],
)
def test_what_is_not_asked_of_it(nlp: Language, text: str, never: str) -> None:
    assert not [question for question in cards(nlp, text, published=None) if never in question.lower()]


def test_an_office_held_today_has_its_date(nlp: Language) -> None:
    text = "“Rye is fun,” said Ada Berg, PACE project scientist."
    assert (
        cards(nlp, text, published="2021-05-20").get("Who is the PACE project scientist as of May 2021?") == "Ada Berg"
    )


def test_news_tells_of_many_in_passing(nlp: Language) -> None:
    text = "Ada Berg, a Norwegian Baptist missionary, worked in Jamaica in 2018."
    assert "Who was Ada Berg?" not in cards(nlp, text, published="2021-05-20")


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        # what is set off between commas is told of something known
        (
            "The phonautograph, patented by Ada Berg in 1857, used a vibrating diaphragm.",
            "In what year was the phonautograph patented by Ada Berg?",
            "1857",
        ),
        ("The Crusades, first preached in 1095, were wars.", "In what year were the Crusades first preached?", "1095"),
        (
            "Wingless insects, known as Apterygota, have no wings.",
            "What are wingless insects known as?",
            "Apterygota",
        ),
        # whose it is in a relative clause
        (
            "Jon Moe joined the Halden Bread Museum, which sold its ovens in 1912.",
            "In what year did the Halden Bread Museum sell its ovens?",
            "1912",
        ),
        # what happened in it
        (
            "Bread was offered for the 2007 Norwegian elections, in which 30,275 individuals voted by post.",
            "How many individuals voted by post in the 2007 Norwegian elections?",
            "30,275",
        ),
        # names of common things, and pairs of one kind
        (
            "In 1912 Ada Berg described volatile chemicals called terpenes.",
            "Which volatile chemicals did Ada Berg describe in 1912?",
            "terpenes",
        ),
        (
            "Norway and Denmark signed the Rye Treaty in 1912.",
            "Which two countries signed the Rye Treaty in 1912?",
            "Norway and Denmark",
        ),
        (
            "The Rye Treaty was signed in Norway and Denmark in 1912.",
            "In which two countries was the Rye Treaty signed in 1912?",
            "Norway and Denmark",
        ),
    ],
)
def test_what_side_clauses_and_pairs_tell(nlp: Language, text: str, question: str, answer: str) -> None:
    assert cards(nlp, text, published=None).get(question) == answer


def test_a_participle_behind_a_list_tells_of_its_last_member(nlp: Language) -> None:
    text = "Examples are the totem poles carved in Oslo, often of rye, and the Halden tower, now housed in Bergen."
    assert not [
        question for question in cards(nlp, text, published=None) if "totem" in question and "housed" in question
    ]

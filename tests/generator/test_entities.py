"""Names: where they begin and end, what they stand for, and the role told beside them."""

import pytest

from quizapp.article import Article
from quizapp.generator.entities import Entity
from quizapp.generator.language import load_pipeline
from quizapp.generator.mentions import find_mentions
from quizapp.generator.sentences import parse


def entities(text: str) -> dict[str, Entity]:
    return {entity.name: entity for entity in find_mentions(parse(Article(text=text), load_pipeline())).entities}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Larkfell, a Norwegian startup, sold its shares in 2020.", "Larkfell", "organisation"),
        ("The startup Larkfell sold its shares in 2020.", "Larkfell", "organisation"),
        ("Larkfell\u2019s chief executive, Ann Roe, said that Larkfell announced a plan.", "Larkfell", "organisation"),
        ("OpenAI announced a new model. OpenAI is in California.", "OpenAI", "organisation"),
        ("The asteroid Dimorphos moved. Dimorphos is small.", "Dimorphos", "other"),
        ("The Cassini spacecraft flew to Saturn.", "Cassini", "other"),
        ("The Nancy Roe Space Telescope was built in Ohio.", "Nancy Roe Space Telescope", "other"),
        ("She studied at the University of Montreal.", "University of Montreal", "organisation"),
        ("They live in Southern California.", "Southern California", "place"),
        ("The River Sallow is long.", "River Sallow", "place"),
        ("Alireza Mehraban leads the team. Mehraban said it was late.", "Alireza Mehraban", "person"),
        ("Ms. Solberg, 52, said that it was late.", "Solberg", "person"),
        ("Goli says she likes English.", "Goli", "person"),
        ("Ruthberg’s early work was free. Ruthberg’s late work was dark. He sold all of it.", "Ruthberg", "person"),
        ("Szymanek refused to play. His style was free.", "Szymanek", "person"),
        ("Robert Miller was late. Larkfell refused to pay his salary.", "Larkfell", "other"),
    ],
)
def test_kinds(text: str, name: str, kind: str) -> None:
    assert entities(text)[name].kind == kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Labour\u2019s Shadow Home Secretary Jane Roe spoke.", {"Labour", "Jane Roe"}),
        ("Prime Minister Jane Roe met the CEO on Monday.", {"Jane Roe"}),
        ("OpenAI defines AGI as a kind of system.", {"OpenAI", "AGI"}),
        ("Kim Jong-un spoke in Pyongyang.", {"Kim Jong-un", "Pyongyang"}),
        ("They met Natalia \u201cNat\u201d Solberg. Solberg was late.", {"Natalia \u201cNat\u201d Solberg"}),
    ],
)  # fmt: skip
def test_where_names_end(text: str, names: set[str]) -> None:
    assert set(entities(text)) == names


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Liv Solberg, the 39-year-old founder of Norwegian AI startup Larkfell, spoke.",
            "Liv Solberg",
            "founder of Norwegian AI startup Larkfell",
        ),
        ("Baidu CEO Robin Li spoke.", "Robin Li", "Baidu CEO"),
        ("Ann Roe, the agency\u2019s head of research, spoke.", "Ann Roe", "head of research"),
        ("Ann Roe, an engineer at NASA\u2019s Jet Propulsion Laboratory, spoke.", "Ann Roe",
         "engineer at NASA\u2019s Jet Propulsion Laboratory"),
        ("\u201cYes,\u201d said Ann Roe, the engineer who led the repair.", "Ann Roe", "engineer who led the repair"),
        ("They met Ann Roe, and campaigner Susan Miller.", "Ann Roe", None),
        ("They met singer Robert Miller and actor David Jones.", "David Jones", "actor"),
    ],
)  # fmt: skip
def test_roles(text: str, name: str, role: str | None) -> None:
    assert entities(text)[name].role == role


def test_a_misspelled_surname_is_the_same_person() -> None:
    found = entities("Lydia Buchtmann leads the team. The work is hard, Bauchtmann said.")
    assert list(found) == ["Lydia Buchtmann"]


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("The Hybrid Clean Engine Core (HyCEC) is new. They like HyCEC.", "Hybrid Clean Engine Core", ("HyCEC",)),
        ("The Rapid Impact Model Test began. They ended RIMT in May.", "Rapid Impact Model Test", ("RIMT",)),
        ("NASA runs the Ames Research Center in Ohio. NASA Ames is old. Ames has 40 engineers.",
         "Ames Research Center", ("NASA Ames", "Ames")),
        ("The Ames Research Center in Ohio is old. Jane Ames works there.", "Ames Research Center", ()),
        ("North Korea met South Korea. They left the North in May.", "North Korea", ("North",)),
        ("North Dakota is cold. They left the North in May.", "North Dakota", ()),
    ],
)  # fmt: skip
def test_short_forms(text: str, name: str, aliases: tuple[str, ...]) -> None:
    assert entities(text)[name].aliases == aliases


def test_common_words_at_the_start_of_a_sentence_are_no_names() -> None:
    assert "Plan" not in entities("They had a plan in Oslo. Plan makers agreed.")

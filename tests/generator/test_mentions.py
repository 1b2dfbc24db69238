"""Mentions: who is meant, and silence where it isn't certain."""

import pytest

from quizapp.article import Article
from quizapp.generator.given_names import gender_of, is_given_name
from quizapp.generator.language import load_pipeline
from quizapp.generator.mentions import find_mentions
from quizapp.generator.sentences import parse


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Susan Miller leads the team. She lives in Detroit.", "She", "Susan Miller"),
        ("Susan Miller leads the team. Miller lives in Detroit.", "Miller", "Susan Miller"),
        ("Susan Miller leads the team. He lives in Detroit.", "He", None),
        ("Robert Miller met David Jones in Paris. He was late.", "He", None),
        ("Robert Miller met Susan Jones in Paris. They were late.", "They", None),
        ("Robert Miller spoke. “He was late,” said Susan Jones.", "He", None),
        ("The players met. They were late.", "They", None),
        ("Robin Li met Li Qiang in Beijing. Li was late.", "Li", None),
        ("Susan Miller painted a young girl and her dog.", "her", None),
        ("Larkfell, a Norwegian startup, grew. The startup sold shares.", "startup", "Larkfell"),
        ("Larkfell, a Norwegian company, met Brightmoor Bank. The company agreed.", "company", "Larkfell"),
        ("Larkfell, a Norwegian company, sued Microsoft. The company agreed.", "company", None),
        ("NASA asked the European Space Agency. NASA agreed. The agency was late.", "agency", None),
    ],
)
def test_referents(text: str, word: str, expected: str | None) -> None:
    result = parse(Article(text=text), load_pipeline())
    mentions = find_mentions(result)
    token = [token for sentence in result.sentences for token in sentence.tokens if token.text == word][-1]
    entity = mentions.entity_of(token)
    assert (entity.name if entity else None) == expected
    assert mentions.is_unresolved(token) == (expected is None and word != "Li")


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Susan Miller, director of the agency, spoke in Paris.", "Susan Miller", "director of the agency"),
        ("Susan Miller is the director of the agency.", "Susan Miller", "director of the agency"),
    ],
)
def test_roles(text: str, name: str, role: str) -> None:
    entities = {entity.name: entity for entity in find_mentions(parse(Article(text=text), load_pipeline())).entities}
    assert entities[name].role == role
    assert entities[name].kind == "person"


def test_rare_names_tell_no_gender() -> None:
    assert [gender_of(name) for name in ("Eden", "Qi", "Robin")] == [None, None, None]


def test_gender_comes_from_the_list_only() -> None:
    assert (gender_of("Susan"), gender_of("Robert"), gender_of("Wenfeng"), gender_of("Li")) == ("f", "m", None, None)
    assert not is_given_name("Company")

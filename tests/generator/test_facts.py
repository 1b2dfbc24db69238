"""Facts of clauses: subject, verb group, parts, who claims it."""

import pytest
from spacy.language import Language

from quizapp.article import Article, Span
from quizapp.generator.facts import Fact, find_facts
from quizapp.generator.parts import Role
from quizapp.generator.sentences import parse


def facts(nlp: Language, text: str) -> list[Fact]:
    """The facts of a text without quotations."""
    return [fact for sentence in parse(Article(text), nlp).sentences for fact in find_facts(sentence, ())]


def told(fact: Fact) -> tuple[str, str, str]:
    """Kind, subject and verb group of a fact as text."""
    return fact.clause.kind, fact.subject.words.text, " ".join(word for word, _ in fact.clause.group)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ingrid Solberg designed the bridge.", [("main", "Ingrid Solberg", "designed")]),
        (
            "Ingrid Solberg designed the bridge and sold the ferry.",
            [("main", "Ingrid Solberg", "designed"), ("coordinated", "Ingrid Solberg", "sold")],
        ),
        (
            "The bridge was painted in May and opened by the king.",
            [("main", "The bridge", "was painted"), ("coordinated", "The bridge", "was opened")],
        ),
        (
            "Ingrid Solberg, who studied in Oslo, designed the bridge.",
            [("relative", "Ingrid Solberg", "studied"), ("main", "Ingrid Solberg", "designed")],
        ),
        ("Officials said the bridge will not close.", [("reported", "the bridge", "will not close")]),
        ("The council hopes to open the bridge.", [("main", "The council", "hopes to open")]),
        ("The council isn't planning a bridge.", [("main", "The council", "is not planning")]),
        (
            "The bridge was designed, built and paid for by the council.",
            [("main", "The bridge", "was designed")],
        ),
        ("There is a bridge in Bergen.", [("main", "There", "is")]),
        ("Exports continued to grow.", [("main", "Exports", "continued to grow")]),
        ("The town continued to sell salt, making a good profit.", [("main", "The town", "continued to sell")]),
        (
            "Carbohydrates give 17 kJ, while fats give 37 kJ.",
            [("main", "Carbohydrates", "give"), ("circumstance", "fats", "give")],
        ),
        (
            "The town grew rich, since the mine drew 900 settlers.",
            [("main", "The town", "grew"), ("circumstance", "the mine", "drew")],
        ),
        ("The town grew as others had assumed.", [("main", "The town", "grew")]),
        ("Each byte represents 256 numbers.", [("main", "Each byte", "represents")]),
        # wished, asked or denied: not a fact
        ("Nobody said the bridge will close.", None),
        ("The mayor asked whether the bridge will close.", []),
        ("Who designed the bridge?", []),
    ],
)
def test_clauses(nlp: Language, text: str, expected: list[tuple[str, str, str]] | None) -> None:
    if expected is not None:
        found = [told(fact) for fact in facts(nlp, text)]
        assert found[: len(expected)] == expected
        assert expected or not found


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ingrid Solberg said the bridge will close.", "Ingrid Solberg"),
        ("According to the council, the bridge cost 4 million kroner.", "the council"),
        ("The bridge cost 4 million kroner, the council said.", "the council"),
        ("The bridge, the council added, cost 4 million kroner.", "the council"),
        ("The bridge cost 4 million kroner.", None),
    ],
)
def test_source(nlp: Language, text: str, source: str | None) -> None:
    (fact,) = facts(nlp, text)
    assert (fact.source.text if fact.source is not None else None) == source


@pytest.mark.parametrize(
    ("text", "role", "words"),
    [
        ("The king opened the bridge in 1998.", Role.TIME, "in 1998"),
        ("The king opened the bridge in Norway.", Role.PLACE, "in Norway"),
        ("The king opened the bridge.", Role.OBJECT, "the bridge"),
        ("The bridge was opened by the king.", Role.AGENT, "by the king"),
        ("The bridge closed because snow fell.", Role.REASON, "because snow fell"),
        ("The council closed the bridge due to rain.", Role.REASON, "due to rain"),
        ("If snow falls, the bridge closes.", Role.CONDITION, "If snow falls"),
        ("The king travelled to Bergen to open the bridge.", Role.PURPOSE, "to open the bridge"),
        ("The king is a sailor.", Role.ATTRIBUTE, "a sailor"),
    ],
)
def test_parts(nlp: Language, text: str, role: Role, words: str) -> None:
    found = [part.words.text for fact in facts(nlp, text) for part in fact.parts(role)]
    assert words in found


def test_polarity_and_modality(nlp: Language) -> None:
    (denied,) = facts(nlp, "The council did not open the bridge.")
    (possible,) = facts(nlp, "The council may open the bridge.")
    assert denied.negative
    assert denied.modality is None
    assert possible.modality == "may"
    assert not possible.negative


def test_words_of_a_quotation_make_no_fact(nlp: Language) -> None:
    article = Article("“The bridge is a gift,” the king said.")
    (sentence,) = parse(article, nlp).sentences
    assert list(find_facts(sentence, (sentence.span,))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The king said the Halden Bridge “was opened in 1891.”", 1),
        # words that nobody is told to have said
        ("The Halden Bridge “was opened in 1891.”", 0),
        # but a rule is one, whoever made it
        ("The Halden Bridge “must be closed in winter.”", 1),
        # nor what is said of somebody within the marks
        ("The king said “the Halden Bridge was opened in 1891.”", 0),
    ],
)
def test_only_the_verb_is_quoted(nlp: Language, text: str, found: int) -> None:
    (sentence,) = parse(Article(text), nlp).sentences
    quoted = Span(text.index("“") + 1, text.index("”"))
    assert len(list(find_facts(sentence, (quoted,)))) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fused quartz is a glass made from pure sand.", ("Fused quartz", "is made")),
        ("The Viking is a film produced by Renn Pictures.", ("The Viking", "was produced")),
        ("Tobias Renn was a painter who fought at Alma in 1854.", ("Tobias Renn", "fought")),
        ("Kefir is a drink that originated in the Caucasus.", ("Kefir", "originated")),
        ("The Alma Codex, a book compiled in 1410 by monks, holds forty maps.", ("The Alma Codex", "was compiled")),
        ("The Viking is not a film that tells of the war.", None),
        ("An example is a system that performs many functions.", None),
        ("Bushi was the name given to the soldiers of old families.", None),
    ],
)
def test_what_defines_a_thing_is_told_of_it(nlp: Language, text: str, expected: tuple[str, str] | None) -> None:
    found = [told(fact)[1:] for fact in facts(nlp, text) if fact.clause.kind == "defining"]
    assert found == ([expected] if expected is not None else [])

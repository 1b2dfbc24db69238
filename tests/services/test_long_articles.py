"""Texts that are too long to be held at once: written about in parts, as one article."""

import pytest
from spacy.language import Language

from quizapp.article import Article, BlockKind, Part, Span
from quizapp.generator.options import Options
from quizapp.generator.pipeline import Generated, generate
from quizapp.generator.rules import rules
from quizapp.services.long_articles import generate_at_any_length, parts_of

PARAGRAPHS = [
    "Ingrid Solberg opened the Halden Museum in Oslo in 2011. It owns more than 40 lamps.",
    "Marta Lindqvist founded the Northern Bread Museum in Uppsala in 1998.",
    "“Bread is older than writing,” Marta Lindqvist told The Uppsala Post in May 2019.",
    "Olav Berg sold the Larkfell mill to Jonas Hallberg for 3 million euros in 2015.",
    "Ada Bell opened the Mill bakery in Aberdeen in 1902.",
]
TEXT = "\n\n".join(PARAGRAPHS)
AT_ONCE = 16


@pytest.mark.parametrize(
    ("text", "words", "parts"),
    [
        ("", 3, 1),
        ("one two three", 3, ["one two three"]),
        ("one two\n\nthree four\n\nfive", 4, ["one two\n\n", "three four\n\nfive"]),
        ("one\n\ntwo\n\nthree\n\nfour", 2, ["one\n\ntwo\n\n", "three\n\nfour"]),
        ("She sang well. He slept late. They ate fish.", 4, ["She sang well. ", "He slept late. ", "They ate fish."]),
        ("a b c d e f", 2, ["a b c d e f"]),
    ],
)
def test_a_text_is_cut_between_paragraphs_else_sentences(text: str, words: int, parts: list[str] | int) -> None:
    found = parts_of(text, words)
    if isinstance(parts, int):
        assert len(found) == parts
    else:
        assert [part.of(text) for part in found] == parts


def made_of(article: Article, nlp: Language, **given: int) -> Generated:
    options = Options(**{"words_at_once": AT_ONCE, "max_cards": 0} | given)
    return generate_at_any_length(article, nlp=nlp, options=options, writers=[rules])


def test_a_long_text_is_asked_about_like_a_short_one_and_proved_in_its_own_places(nlp: Language) -> None:
    made, whole = made_of(Article(TEXT), nlp), generate(Article(TEXT), nlp=nlp, options=Options(max_cards=0))
    assert len(parts_of(TEXT, AT_ONCE)) > 2
    proofs = {note.guid: [one.span.of(TEXT) for one in note.evidence] for note in made.notes}
    expected = {note.guid: [one.span.of(TEXT) for one in note.evidence] for note in whole.notes}
    assert len(proofs) == len(made.notes)
    assert len(proofs.keys() & expected.keys()) > 0.5 * len(expected)
    assert all(expected.get(guid, proof) == proof for guid, proof in proofs.items())
    assert [note.score for note in made.notes] == sorted((note.score for note in made.notes), reverse=True)
    (quotation,) = made.quotations
    assert quotation.spans[0].of(TEXT) == quotation.text == "Bread is older than writing,"
    assert quotation.evidence.of(TEXT) == PARAGRAPHS[2]
    assert [(one.writer, one.cards) for one in made.accounts] == [
        ("rules", sum(len(note.cards()) for note in made.notes))
    ]


def test_what_two_parts_ask_is_asked_once(nlp: Language) -> None:
    once, twice = made_of(Article(TEXT), nlp), made_of(Article(f"{TEXT}\n\n{TEXT}"), nlp)
    assert {note.guid for note in twice.notes} == {note.guid for note in once.notes}
    again = [one for one in twice.rejected if one.reason == "another card asks the same"]
    assert len(again) >= sum(len(note.cards()) for note in once.notes)
    assert sum(account.cards for account in twice.accounts) == sum(account.cards for account in once.accounts)


def test_the_cap_is_that_of_the_whole_text(nlp: Language) -> None:
    made = made_of(Article(TEXT), nlp, max_cards=4)
    assert sum(len(note.cards()) for note in made.notes) == 4
    assert any(one.reason == "the article has enough cards" for one in made.rejected)


def test_a_heading_stays_one_in_its_part(nlp: Language) -> None:
    heading = "Jonas Hallberg sold the mill in 2015"
    text = f"{TEXT}\n\n{heading}\n\n{PARAGRAPHS[4]}"
    place = Span(text.index(heading), text.index(heading) + len(heading))
    made = made_of(Article(text, parts=(Part(BlockKind.HEADING, place),)), nlp)
    assert not any(one.span.overlaps(place) for note in made.notes for one in note.evidence)


def test_progress_is_told_over_all_parts(nlp: Language) -> None:
    told: list[float] = []
    generate_at_any_length(
        Article(TEXT), nlp=nlp, options=Options(words_at_once=AT_ONCE), writers=[rules], progress=told.append
    )
    assert told == sorted(told)
    assert told[-1] == 1

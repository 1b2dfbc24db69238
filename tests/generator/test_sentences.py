"""Sentences: exact offsets, one paragraph each, datelines kept out, prose told apart from the rest."""

from itertools import pairwise

import pytest
from spacy.language import Language

from quizapp.article import Article
from quizapp.generator.language import load_pipeline
from quizapp.generator.paragraphs import kind_of, paragraphs
from quizapp.generator.pipeline import generate
from quizapp.generator.sentences import Parsed, parse, sentence_starts


def parsed(text: str) -> Parsed:
    return parse(Article(text=text), load_pipeline())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One came. Two left.", ["One came. ", "Two left."]),
        ("Dr. J. R. Roe paid $3.5 million. It was late.", ["Dr. J. R. Roe paid $3.5 million. ", "It was late."]),
        ("She left the U.S. The trip was long.", ["She left the U.S. ", "The trip was long."]),
        ("The U.S. Senate met on Jan. 20 at 9 a.m. in town.", ["The U.S. Senate met on Jan. 20 at 9 a.m. in town."]),
        ("Acme Inc. Chairman Jo Roe spoke.", ["Acme Inc. Chairman Jo Roe spoke."]),
        ("“Why?” Roe asked. Nobody knew.", ["“Why?” Roe asked. ", "Nobody knew."]),
        ("“Why?” he asked.", ["“Why?” he asked."]),
        ("“It works. We know,” she said.", ["“It works. ", "We know,” she said."]),
        ("She said “it works.” Then she left.", ["She said “it works.” ", "Then she left."]),
        ("He said: “Go home.” Then he left.", ["He said: “Go home.” ", "Then he left."]),
        ("It was late... but they stayed. Nobody left.", ["It was late... but they stayed. ", "Nobody left."]),
        ("“We were … lost,” he said. It rained.", ["“We were … lost,” he said. ", "It rained."]),
        ("He has a Ph.D. from M.I.T. He teaches now.", ["He has a Ph.D. from M.I.T. ", "He teaches now."]),
        ("She met J. K. Roe. It was cold.", ["She met J. K. Roe. ", "It was cold."]),
        ("He died ca. 1900 in St. Louis. Few came.", ["He died ca. 1900 in St. Louis. ", "Few came."]),
        ("It opens at 5 p.m. Monday. Doors close at 9 p.m. The end.",
         ["It opens at 5 p.m. Monday. ", "Doors close at 9 p.m. ", "The end."]),
        ("Gen. Ann Roe and Sen. Bo Lee (D-N.Y.) spoke. Both left.",
         ["Gen. Ann Roe and Sen. Bo Lee (D-N.Y.) spoke. ", "Both left."]),
        ("Version 2.0.1 is at www.example.com now. Mail a.b@c.de for it.",
         ["Version 2.0.1 is at www.example.com now. ", "Mail a.b@c.de for it."]),
        ("Few use the old IE. Its maker lives in Denver, CO. A fire broke out.",
         ["Few use the old IE. ", "Its maker lives in Denver, CO. ", "A fire broke out."]),
        ("DR. ROE CAME. MR. LEE LEFT.", ["DR. ROE CAME. ", "MR. LEE LEFT."]),
        ("Is it true? Yes! See No. 5 and Fig. 3.", ["Is it true? ", "Yes! ", "See No. 5 and Fig. 3."]),
    ],
)  # fmt: skip
def test_where_sentences_begin(text: str, expected: list[str]) -> None:
    cuts = [0, *sentence_starts(text), len(text)]
    assert [text[a:b] for a, b in pairwise(cuts)] == expected


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("word " * 400, [1500, 500]),
        ("Roe came. " + "Word " * 400 + "word. Lee left.", [10, 1500, 506, 9]),
        ("w" * 2000, [1500, 500]),
        ("word " * 299 + "word.", [1500]),
        ("", [0]),
    ],
)
def test_what_goes_on_for_too_long_is_cut_between_words(text: str, lengths: list[int]) -> None:
    assert [b - a for a, b in pairwise([0, *sentence_starts(text), len(text)])] == lengths


def test_no_card_is_made_of_a_piece_of_one(nlp: Language) -> None:
    lead = (
        "According to nobody who was in the court on that day, " + "and to no other witness whom they had called, " * 31
    )
    text = f"{lead}Marta Lindqvist stole 40 spoons in 1902. Jonas Hallberg founded the Halden Bread Museum in 1903."
    made = generate(Article(text), nlp=nlp)
    assert made.notes
    assert {note.evidence[0].span.of(text) for note in made.notes} == {text[text.index("Jonas") :]}
    assert [sentence.kind for sentence in parse(Article(text), nlp).sentences] == ["torn", "torn", "prose"]


def test_marks_of_notes_are_no_words() -> None:
    text = "It opened in 1891.[4] Trams followed.[citation needed] They were red.:59 He read “the word[s] of” it."
    result = parsed(text)
    assert [sentence.span.of(text) for sentence in result.sentences] == [
        "It opened in 1891.", "Trams followed.", "They were red.", "He read “the word[s] of” it.",
    ]  # fmt: skip
    assert [sentence.tokens.text for sentence in result.sentences][:2] == ["It opened in 1891.", "Trams followed."]


def test_spans_are_exact_and_within_paragraphs() -> None:
    text = "  “Curly” marks and\u00a0spaces stay. Second one.\n\nThird paragraph here was short."
    result = parsed(text)
    assert [sentence.span.of(text) for sentence in result.sentences] == [
        "“Curly” marks and\u00a0spaces stay.",
        "Second one.",
        "Third paragraph here was short.",
    ]
    for sentence in result.sentences:
        assert sentence.span_of(sentence.tokens[0], sentence.tokens[-1]) == sentence.span
    assert [sentence.paragraph for sentence in result.sentences] == [0, 0, 1]


@pytest.mark.parametrize(
    ("text", "first", "published", "place"),
    [
        (" date 2025-01-28 Jo Roe spoke today.", "Jo Roe spoke today.", "2025-01-28", None),
        ("WASHINGTON (VOA) - The house met on Monday.", "The house met on Monday.", None, "Washington"),
        ("NEW YORK, Jan 20 (Reuters) — The house met on Monday.", "The house met on Monday.", None, "New York"),
        ("Tuesday, January 28, 2025\n\nThe house met on Monday.", "Tuesday, January 28, 2025", "2025-01-28", None),
        ("NASA – the agency – met on Monday.", "NASA – the agency – met on Monday.", None, None),
    ],
)
def test_datelines(text: str, first: str, published: str | None, place: str | None) -> None:
    result = parsed(text)
    assert result.sentences[0].span.of(text) == first
    assert (result.published, result.place) == (published, place)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("The Road Ahead", "heading"),
        ("'Curiosity and courage'", "heading"),
        ("- a laptop stand", "list"),
        ("Photo Credit: Jo Roe, 2015.", "caption"),
        ("The Moon in radio. Credit: Studio Roe, Jo Roe. Lead Producer Ann Lee of Studio Roe.", "caption"),
        ("By Jo Roe", "byline"),
        ("I’m Jo Roe.", "byline"),
        ("For more information, visit:", "byline"),
        ("Roe left early.", "prose"),
        ("“We want more,” she said", "prose"),
    ],
)
def test_kinds(body: str, kind: str) -> None:
    assert kind_of(body) == kind


def test_wrapped_lines_are_one_paragraph() -> None:
    text = "The first line of this wrapped paragraph is fairly long\nand goes on to the next line "
    text += "until it finally comes to\nan end."
    assert [paragraph.span.of(text) for paragraph in paragraphs(text)] == [text]


def test_a_verb_with_a_prefix_is_one_word() -> None:
    assert "co-founded" in [token.text for token in parsed("She co-founded the bank.").sentences[0].tokens]


def test_a_paragraph_too_long_for_the_parser_is_parsed_in_pieces(nlp, monkeypatch):
    monkeypatch.setattr("quizapp.generator.sentences.LONGEST_PIECE", 60)
    text = "Ada wrote the first program. Charles built a machine. Mary taught them both, as she later told a friend."
    whole = parse(Article(text), nlp)
    assert [sentence.span.of(text) for sentence in whole.sentences] == [
        "Ada wrote the first program.",
        "Charles built a machine.",
        "Mary taught them both, as she later told a friend.",
    ]
    assert {sentence.paragraph for sentence in whole.sentences} == {0}
    for sentence in whole.sentences:
        assert sentence.span_of(sentence.tokens[0], sentence.tokens[-1]) == sentence.span

"""Which words of a quotation are left out, and which quotations have none worth it."""

import pytest
from spacy.language import Language

from quizapp.article import Article
from quizapp.generator.options import Options
from quizapp.generator.pipeline import generate
from quizapp.notes import Note, NoteType


def quotations(text: str, nlp: Language) -> list[Note]:
    notes = generate(Article(text, title="A speech"), nlp=nlp, options=Options(max_cards=0)).notes
    return [note for note in notes if note.note_type is NoteType.QUOTE]


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("We have spent $18 million on a footpath", "$18 million"),
        ("The harbour needs a deep channel and a new breakwater", "breakwater"),
        ("Every village that lost its school lost its soft power", "soft power"),
        ("A library without seeds is a house without imagination", "imagination"),
        ("The real gap is the difference between originality and imitation", "imitation"),
        # a number and what it counts, wherever they stand
        ("A ferry burns 40 litres a day, more than the whole village does in winter", "40 litres"),
        ("The crossing to Bergen is now 33 minutes and 15 seconds shorter", "33 minutes and 15 seconds"),
        # a word that says enough, in the middle; what is counted behind a hedge; the end of a long phrase
        ("The women of Bergen had to face discrimination, as women do everywhere", "discrimination"),
        ("We lend over 400,000 spoons in the old harbour, which is more than Oslo does", "400,000 spoons"),
        ("We meet in an hour of current and future budget cuts", "budget cuts"),
        # what is done something for, however early
        ("We do it to prevent loneliness in the houses on the island and in the little old town of ours", "loneliness"),
        # A common word, one in the middle, half of a pair, where it happened: nobody remembers a quotation for these.
        ("Give the people of this town a little more time", ""),
        ("We can see how the number of electrons decreases as you go farther from home", ""),
        ("Nobody believed it when she wrote that the hard drives were returned by mail", ""),
        ("The lighthouse keepers never slept when it mattered most", ""),
        ("They always sang beautifully together in the laboratory", ""),
        ("We must repair it on a daily basis", ""),
        # Where it is; what the rest of its phrase, its clause or its particle says more of; what comes before a gap.
        ("The small boats come home at night with herring from the northern fjord", ""),
        ("We listened again last night, and it was very low-frequency engine noise", ""),
        ("We fear more paperwork and talk of lanterns being withdrawn", ""),
        ("The museum has a fund which brings shipwrights in from the islands to teach at our school", ""),
        ("The old charts give us a new fundamental understanding of what the tides do", ""),
        # one of a list
        ("You need a box, a paper hat, and a pair of oars to travel to the island", ""),
        ("Swedish is plain, and Finnish is absolutely poetry", ""),
        ("Once a child gets a foot in the door, the school discovers other talents and expertise", ""),
    ],
)
def test_missing_words(words: str, missing: str, nlp: Language) -> None:
    (note,) = quotations(f"“{words},” said Marta Lindqvist, the mayor of Bergen, at the opening.", nlp)
    assert note.fields["Missing words"] == missing


def test_words_of_the_headline_are_left_out_only_beside_others(nlp: Language) -> None:
    said = "“{},” said Marta Lindqvist, the mayor of Bergen, at the opening."
    (note,) = quotations(said.format("Nobody in the whole of Bergen had ever heard such a speech"), nlp)
    assert note.fields["Missing words"] == ""
    (note,) = quotations(said.format("Nobody in the whole of Bergen had ever heard of speech therapy"), nlp)
    assert note.fields["Missing words"] == "speech therapy"


def test_one_speaker_is_asked_for_so_often_and_no_more(nlp: Language) -> None:
    objects = (
        "harbour bridge",
        "stone quarry",
        "paper mill",
        "night ferry",
        "fish market",
        "clock tower",
        "rope works",
        "salt house",
        "wool barn",
    )
    said = "\n\n".join(f"“Nobody in Bergen will ever forget the old {one},” Lindqvist said." for one in objects)
    notes = quotations(f"Marta Lindqvist, the mayor of Bergen, spoke on Monday.\n\n{said}", nlp)
    assert len(notes) > Options().quotations_per_speaker
    assert sum(bool(note.fields["Question"]) for note in notes) == Options().quotations_per_speaker
    assert all(note.fields["Missing words"] for note in notes)


def test_half_of_a_sentence_is_no_quotation(nlp: Language) -> None:
    text = "The museum showed the oven “and its many doors and iron tools,” said Marta Lindqvist, the mayor of Bergen."
    assert quotations(text, nlp) == []

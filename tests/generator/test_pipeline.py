"""The whole way from an article to notes: what holds for every note."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from spacy.language import Language

from quizapp.article import Article, Evidence, Span
from quizapp.generator.candidates import Candidate, Context, Written
from quizapp.generator.options import Options
from quizapp.generator.pipeline import STAGES, Account, generate
from quizapp.generator.progress import Progress
from quizapp.generator.rules import rules
from quizapp.generator.sentences import AT_ONCE, parse
from quizapp.notes import BLANK, NoteType

TEXT = """Marta Lindqvist, the founder of the Northern Bread Museum, opened a second house in Bergen on March 4, 2019.

The Northern Bread Museum was founded in Uppsala in 2011. More than 90,000 people visited the museum in 2018, \
according to the Swedish Tourist Board.

“Nobody throws away a loaf that tells a family history,” Lindqvist said in a speech in Oslo. She collected about 400 \
wooden spoons in Norway and Sweden. Baker Jonas Hallberg gave the museum an oven from 1874.

The bridge engineer Ingrid Solberg designed the building in Bergen. It cost 31 million kroner. The roof was made \
of slate because Bergen has more than 200 days of rain."""
ARTICLE = Article(TEXT, title="Bread museum opens second house in Bergen", published="2019-03-05")


def test_evidence_is_exact_and_answers_are_the_articles(nlp: Language) -> None:
    for note in generate(ARTICLE, nlp=nlp).notes:
        for evidence in note.evidence:
            assert evidence.span.of(TEXT) == evidence.span.of(TEXT).strip()
            if evidence.answer is not None:
                assert evidence.answer.of(TEXT) in evidence.span.of(TEXT)


def test_same_input_gives_same_output(nlp: Language) -> None:
    assert generate(ARTICLE, nlp=nlp) == generate(ARTICLE, nlp=nlp)


def test_guids_are_unique_and_survive_changes_elsewhere(nlp: Language) -> None:
    before = {
        card.question: note.guid
        for note in generate(ARTICLE, nlp=nlp, options=Options(max_cards=0)).notes
        for card in note.cards()
    }
    assert len(set(before.values())) > 5
    longer = replace(ARTICLE, text="Snow fell on the harbour all morning.\n\n" + TEXT)
    after = {
        card.question: note.guid
        for note in generate(longer, nlp=nlp, options=Options(max_cards=0)).notes
        for card in note.cards()
    }
    shared = before.keys() & after.keys()
    assert len(shared) >= len(before) * 0.8
    assert all(before[question] == after[question] for question in shared)


def test_notes_come_best_first_after_mixing_and_have_tags(nlp: Language) -> None:
    notes = generate(ARTICLE, nlp=nlp).notes
    assert notes
    scores = [note.score for note in notes]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert all(tag == tag.lower() and " " not in tag for note in notes for tag in note.tags)
    assert all(note.tags and note.writer == "rules" for note in notes)
    assert len({note.evidence[0].span for note in notes[:4]}) >= 3


@pytest.mark.parametrize("most", [1, 3, 5])
def test_the_cap_counts_cards(nlp: Language, most: int) -> None:
    notes = generate(ARTICLE, nlp=nlp, options=Options(max_cards=most)).notes
    assert 0 < sum(len(note.cards()) for note in notes) <= most


def test_a_cap_only_takes_away(nlp: Language) -> None:
    every = {note.guid for note in generate(ARTICLE, nlp=nlp, options=Options(max_cards=0)).notes}
    assert {note.guid for note in generate(ARTICLE, nlp=nlp, options=Options(max_cards=4)).notes} <= every


def test_what_is_rejected_says_why(nlp: Language) -> None:
    rejected = generate(ARTICLE, nlp=nlp, options=Options(max_cards=2)).rejected
    assert rejected
    assert all((item.reason and item.reason[0].islower()) or item.reason[0] == "“" for item in rejected)
    assert all(item.question for item in rejected)


class Scripted:
    """A writer that asks `question` for a phrase of the article."""

    name = "scripted"

    def __init__(self, *questions: str) -> None:
        self.questions = questions

    def write(self, material: Sequence[object], context: Context, progress: Progress | None) -> Written:
        sentence, answer = (
            Span(TEXT.index(words), TEXT.index(words) + len(words))
            for words in ("The Northern Bread Museum was founded in Uppsala in 2011.", "Uppsala")
        )
        found = [
            Candidate(
                NoteType.BASIC,
                {"Question": question, "Answer": answer.of(TEXT)},
                (Evidence(sentence, answer),),
                "place",
                ("place",),
                1,
                1,
            )
            for question in self.questions
        ]
        return Written(found, 5, 2, "It stopped early.", 70)


def test_every_writer_gives_account_of_what_it_did(nlp: Language) -> None:
    good, bad = "In which city was the Northern Bread Museum founded?", "Where was it founded?"
    generated = generate(ARTICLE, nlp=nlp, writers=(rules, Scripted(good, bad)), options=Options(max_cards=0))
    by_rules, scripted = generated.accounts
    assert by_rules.writer == "rules"
    own = [note for note in generated.notes if note.writer == "rules"]
    assert by_rules.proposed >= by_rules.passed >= len(own) > 0
    assert by_rules.cards == sum(note.writer_of(card) == "rules" for note in generated.notes for card in note.cards())
    rejected = {one.question: one for one in generated.rejected if one.writer == "scripted"}
    notes = [note.fields["Question"] for note in generated.notes if note.writer == "scripted"]
    assert (rejected[bad].score, len(notes) + (good in rejected)) == (None, 1)
    assert scripted == Account("scripted", 5, 2, 1, len(notes), "It stopped early.", 70)
    alone = generate(ARTICLE, nlp=nlp, writers=[Scripted(good)])
    assert [(note.fields["Question"], note.writer) for note in alone.notes] == [(good, "scripted")]


def test_the_quotation_has_two_faces(nlp: Language) -> None:
    generated = generate(ARTICLE, nlp=nlp, options=Options(max_cards=0))
    quotes = [note for note in generated.notes if note.note_type is NoteType.QUOTE]
    assert len(quotes) == 1
    said, complete = quotes[0].cards()
    assert said.answer == "Marta Lindqvist"
    assert said.question.startswith("Who said")
    assert "Lindqvist" not in said.question
    assert complete.question.count(BLANK) == 1
    assert complete.answer in TEXT


def test_a_printed_gap_is_no_blank(nlp: Language) -> None:
    article = Article("“Nobody throws away a loaf [...] that a grandmother has baked,” Marta Lindqvist said in Oslo.")
    quotes = [note for note in generate(article, nlp=nlp).notes if note.note_type is NoteType.QUOTE]
    assert all(card.question.count(BLANK) == card.ord for note in quotes for card in note.cards())


def test_an_empty_article_makes_nothing(nlp: Language) -> None:
    assert generate(Article(" \n\n "), nlp=nlp).notes == ()


def test_progress_rises_to_the_end_in_small_steps(nlp: Language) -> None:
    told: list[float] = []
    generate(ARTICLE, nlp=nlp, progress=told.append)
    assert told == sorted(told)
    assert 0 < told[0] < 0.1
    assert told[-1] == 1
    assert max(after - before for before, after in pairwise(told)) < 0.2


def test_no_stage_is_silent(nlp: Language) -> None:
    text = "\n\n".join(f"Ada Bell sold {number} loaves in May." for number in range(100))
    told: list[float] = []
    generate(Article(text), nlp=nlp, progress=told.append)
    for begin, end in pairwise((0.0, *STAGES, 1.0)):
        assert sum(begin < share < end for share in told) >= 99, f"from {begin} to {end}"


def test_a_long_text_is_parsed_a_few_paragraphs_at_a_time(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    told: list[int] = []
    make_doc = nlp.get_pipe("tok2vec").predict
    monkeypatch.setattr(
        nlp.get_pipe("tok2vec"), "predict", lambda docs: (begun.append(len(told)), make_doc(docs))[1], raising=True
    )
    text = "\n\n".join(f"Ada Bell sold {number} loaves on Monday." for number in range(3 * AT_ONCE))
    parse(Article(text), nlp, progress=lambda share: told.append(round(share * 100)))
    assert begun == [0, AT_ONCE, 2 * AT_ONCE]


def test_the_sentence_that_tells_the_date_is_shown_too(nlp: Language) -> None:
    text = "Lindqvist sold the old mill in March 2021. The Uppsala Bread School was opened a month later."
    notes = generate(Article(text, title="A school of bread", published="2022"), nlp=nlp).notes
    proofs = {note.cards()[0].answer: [part.span.of(text) for part in note.evidence] for note in notes}
    assert proofs["April 2021"] == [text[text.index("The Uppsala") :], text[: text.index(" The Uppsala")]]


def test_a_day_needs_no_year_beside_it(nlp: Language) -> None:
    text = "This year, the harbour of Bergen reached its lowest level on May 20 with a depth of nine metres."
    notes = generate(Article(text, published="2024"), nlp=nlp, options=Options(max_cards=0)).notes
    asked = [card.question for note in notes for card in note.cards()]
    assert any("on May 20, 2024" in question for question in asked)
    assert not any("May 20, 2024" in question and "in 2024" in question for question in asked)

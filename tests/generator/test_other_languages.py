"""Sentences and quotation marks of many languages, and the cards that are made of them."""

from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from quizapp.article import Article, BlockKind, Part, Span
from quizapp.generator.language import load_pipeline
from quizapp.generator.options import Options
from quizapp.generator.other_languages.clozes import numbers
from quizapp.generator.other_languages.pipeline import PARSED, generate_plainly
from quizapp.generator.other_languages.sentences import quotations, sentences
from quizapp.generator.pipeline import Generated

FRENCH = """Le conseil municipal de Port-Amsel a voté le 3 mars 2024 le remplacement de son bac par un téléphérique. \
Il transportera 1 200 personnes par heure au-dessus du détroit.

«\u00a0Nous attendons depuis 1987 que le brouillard se lève\u00a0», a déclaré la maire, Ida Lindqvist, devant le \
conseil. M. Brenner, capitaine du bac depuis 22 ans, a dit qu'il regretterait les mouettes.

Le téléphérique de Port-Amsel coûtera 48 millions de couronnes, dont la moitié vient de la région. « C'est cher. \
Mais nous n'avons pas le choix », a ajouté Olaf Brenner. Selon Mme Lindqvist, « les cabines peuvent rouler par des \
vents violents »."""


def split(text: str, language: str) -> list[str]:
    exceptions = spacy.blank(language).Defaults.tokenizer_exceptions if language != "ja" else ()
    known = frozenset(word.lower() for word in exceptions if word.endswith("."))
    return [one.span.of(text) for one in sentences(Article(text), language=language, abbreviations=known)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ["M. Dupont est parti.", "« Où ? » demanda-t-il.", "Mme Roy vint à 8 h 30."]),
        ("fr", ["Il dit : « Je viens. Tu pars ! »", "Puis J.-C. Roy sortit."]),
        ("de", ["Am 3. Oktober kam Dr. Weiß z.B. aus Bonn.", "Er blieb bis 2024.", "Dann ging er."]),
        ("de", ["„Das ist gut. Wir gehen“, sagte er.", "»Nein!«, rief sie.", "Sie blieb."]),
        ("es", ["El Sr. Gil llegó.", "¿Quién es?", "¡Vamos!", "«Sí. Ya voy», dijo Ana."]),
        ("it", ["Il dott. Rossi arrivò.", "«È vero. Lo so», disse.", "Poi uscì."]),
        ("nl", ["Dhr. Bos kwam o.a. uit Gent.", "„Ik ga. Nu”, zei hij.", "Hij ging."]),
        ("ru", ["В 2024 г. А. С. Петров уехал.", "«Я вернусь. Скоро», — сказал он.", "Все ждали."]),
        ("sv", ["”Det är sant. Jag vet”, sade hon.", "Sedan gick hon."]),
        ("pl", ["Dnia 3. maja przyszedł.", "„To prawda. Wiem”, powiedział.", "Wyszedł."]),
        ("pt", ["O Sr. Dias chegou.", "«É verdade. Eu sei», disse ela.", "Saiu."]),
    ],
)
def test_sentences_in_languages_with_spaces(language: str, expected: list[str]) -> None:
    assert split(" ".join(expected), language) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["町議会は三月三日に決めた。", "「霧が晴れるのを待つ。ずっとだ。」と市長は言った。", "船は止まった！"],
        ["彼は「行く」と言った。", "雨が降った。"],
    ],
)
def test_sentences_in_a_language_without_spaces(expected: list[str]) -> None:
    assert split("".join(expected), "ja") == expected


def test_headings_and_lists_are_no_sentences() -> None:
    text = "Die Kosten.\n\nEin Punkt.\n\nDas Dorf baut.\n\nOhne Punkt am Ende"
    article = Article(text, parts=(Part(BlockKind.HEADING, Span(0, 11)), Part(BlockKind.ITEM, Span(13, 23))))
    found = [one.span.of(text) for one in sentences(article, language="de", abbreviations=frozenset())]
    assert found == ["Das Dorf baut."]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Il dit « oui » et “non”.", ["oui", "non"]),
        ("fr", "« Il a dit « oui » hier »", ["Il a dit « oui » hier"]),
        ("de", 'Er sagt „ja“, »nein« und „doch".', ["ja", "nein", "doch"]),
        ("de", "Sie rief: „Er sagte ‚nein‘ zu mir.“", ["Er sagte ‚nein‘ zu mir."]),
        ("sv", "Han sade ”ja” och »nej».", ["ja", "nej"]),
        ("ja", "市長は「霧だ『重い』」と言った。", ["霧だ『重い』"]),
        ("zh", "他说“好”。「不」", ["好", "不"]),
        ("es", 'El 5" no, pero "sí" y «no».', ["sí", "no"]),
        ("en", "“open without an end", []),
        ("pl", "„Tak”, rzekł.", ["Tak"]),
    ],
)
def test_quotation_marks(language: str, text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in quotations(text, Span(0, len(text)), language)] == expected


def test_a_language_without_spaces_has_a_tokenizer_of_its_own(tmp_path: Path) -> None:
    spacy.blank("zh").to_disk(tmp_path)
    assert [token.text for token in load_pipeline(str(tmp_path))("桥开了")] == ["桥", "开", "了"]


@pytest.mark.parametrize(
    ("language", "words", "tags", "entities", "expected"),
    [
        ("fr", "Ouvert le 3 mars 2024 .", "VERB DET NUM NOUN NUM PUNCT", [], "3 mars 2024"),
        ("es", "Abierto el 3 de marzo de 2024 .", "VERB DET NUM ADP NOUN ADP NUM PUNCT", [], "3 de marzo de 2024"),
        ("ja", "橋 は 2024 年 3 月 に", "NOUN ADP NUM NOUN NUM NOUN ADP",
         ["O", "O", "B-DATE", "I-DATE", "I-DATE", "I-DATE", "O"], "2024 年 3 月"),
        ("it", "Costa 48 corone .", "VERB NUM NOUN PUNCT", [], "48"),
    ],
)  # fmt: skip
def test_a_day_is_left_out_whole(language: str, words: str, tags: str, entities: list[str], expected: str) -> None:
    doc = Doc(spacy.blank("xx").vocab, words.split(), pos=tags.split(), ents=entities or None)
    first, last = next(numbers(doc))
    assert doc[first : last + 1].text == expected


@pytest.fixture(scope="module")
def french() -> Language:
    return spacy.load("fr_core_news_sm")


@pytest.fixture(scope="module")
def made(french: Language) -> Generated:
    return generate_plainly(Article(FRENCH, language="fr"), nlp=french, options=Options())


def test_how_far_it_is_is_told_to_the_end(french: Language) -> None:
    told: list[float] = []
    generate_plainly(Article(FRENCH, language="fr"), nlp=french, options=Options(), progress=told.append)
    assert told == sorted(told)
    assert {PARSED, 1} <= {*told}


def test_french_cards(french: Language) -> None:
    every = generate_plainly(Article(FRENCH, language="fr"), nlp=french, options=Options(max_cards=0))
    cards = {(card.question, card.answer) for note in every.notes for card in note.cards()}
    assert cards >= {
        ("Le conseil municipal de Port-Amsel a voté le [...] le remplacement de son bac par un téléphérique.",
         "3 mars 2024"),
        ("Le téléphérique de Port-Amsel coûtera [...] de couronnes, dont la moitié vient de la région.", "48 millions"),
        ("Qui a dit : «\u00a0Nous attendons depuis 1987 que le brouillard se lève\u00a0» ?", "Ida Lindqvist"),
        ("Qui a dit : «\u00a0C'est cher. Mais nous n'avons pas le choix\u00a0» ?", "Olaf Brenner"),
        ("Qui a dit : «\u00a0les cabines peuvent rouler par des vents violents\u00a0» ?", "Ida Lindqvist"),
    }  # fmt: skip


def test_every_note_is_proved_and_hides_its_answer(made: Generated) -> None:
    assert made.notes
    for note in made.notes:
        (proof,) = note.evidence
        assert proof.answer is not None
        assert proof.span.of(FRENCH)[-1] in ".»"
        for card in note.cards():
            assert card.answer.casefold() not in card.question.casefold()
        assert 0 < note.score <= 1
    assert [note.score for note in made.notes] == sorted((note.score for note in made.notes), reverse=True)


def test_what_can_t_stand_alone_is_rejected_with_the_reason(made: Generated) -> None:
    reasons = {one.question: one.reason for one in made.rejected}
    question = "Il transportera [...] personnes par heure au-dessus du détroit."
    assert reasons[question] == "it is not said who or what is meant"


def test_the_number_of_cards_can_be_set(french: Language, made: Generated) -> None:
    article = Article(FRENCH, language="fr")
    assert len(generate_plainly(article, nlp=french, options=Options(max_cards=2)).notes) == 2
    every = generate_plainly(article, nlp=french, options=Options(max_cards=0)).notes
    assert len(every) > len(made.notes) or len(every) == len(made.notes) > 4
    assert every[: len(made.notes)] == made.notes
    again = generate_plainly(replace(article), nlp=french, options=Options())
    assert again == made


def test_a_text_without_sentences_makes_nothing(french: Language) -> None:
    assert generate_plainly(Article("Un titre\n\nUn autre"), nlp=french, options=Options()).notes == ()

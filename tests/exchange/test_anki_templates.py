"""Cards rendered here beside the same cards rendered by the real Anki."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection

from quizapp.exchange.anki_templates import card_numbers, render, visible_text
from quizapp.exchange.anki_values import AnkiNoteType, AnkiTemplate

MARKUP = re.compile(r"(?is)<(style|script)\b.*?</\1>|<!--.*?-->|\[anki:play:[^\]]*\]|<[^>]*>")
FIELDS = [
    ("plain", "answer", "y"),
    ("<b>bold</b> &amp; <i>x</i><br>two &lt;lines&gt;", "<div>a</div><div>b</div>", ""),
    ("<br> ", "back only", " <br /> "),
    ("漢字[かんじ] と 日本[にほん]", "&nbsp;東京[とうきょう]", "x"),
    ("{{c1::one}} two {{c2::three::hint}} four {{c1::five}}", "extra {{Front}}", "z"),
    ("{{c1::outer {{c2::inner}} tail::h}} {{c3,1::both}} {{c4::a::b::c}}", "{{c1::not here}}", ""),
    ("{{c1::open {{c2::closed}}", "}} stray", "1"),
    ("[sound:a.mp3] listen", "{{c10::ten}} [sound:b.mp3]", "<script>alert(1)</script>x"),
    ("::double:: {{c0::zero}} {{c5::}}", "<!-- {{Front}} -->seen", "0"),
]
TEMPLATES = [
    ("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}"),
    ("{{#Back}}{{Front}}{{/Back}}{{^Back}}none{{/Back}}", "{{FrontSide}} {{#Extra}}E {{Extra}}{{/Extra}}"),
    ("{{hint:Back}} {{text:Front}}", "{{FrontSide}}<hr id=\"answer\">{{ text:Back }}"),
    ("{{Front}} {{Type}} {{Card}} {{Tags}} {{Deck}} {{Subdeck}} {{CardFlag}}", "{{#Tags}}T{{/Tags}}"),
    ("{{furigana:Front}} | {{kana:Front}} | {{kanji:Front}}", "{{Back}}{{unknown:Front}}"),
    ("<!-- {{Nothing}} -->{{Front}}", "{{#Front}}{{#Back}}both{{/Back}}{{/Front}}"),
    ("{{Front}}{{#c1}}one{{/c1}}{{^c2}}not two{{/c2}}", "{{Front}}"),
    ("{{=<% %>=}}<%Front%>", "{{=<% %>=}}<%FrontSide%> <%Back%>"),
]  # fmt: skip
CLOZE_TEMPLATES = [
    ("{{cloze:Front}}", "{{cloze:Front}}<br>{{Back}}"),
    ("{{#c1}}1{{/c1}}{{#c2}}2{{/c2}}{{^c2}}not 2{{/c2}} {{cloze:Front}}", "{{cloze-only:Front}} {{text:cloze:Front}}"),
    ("{{cloze:Front}} {{type:cloze:Front}}", "{{hint:cloze:Front}} {{Card}}"),
]


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    collection = Collection(str(tmp_path_factory.mktemp("anki") / "collection.anki2"))
    yield collection
    collection.close()


def _read(markup: str) -> str:
    return " ".join(html.unescape(MARKUP.sub(" ", markup)).split())


def _type(made: dict[str, Any]) -> AnkiNoteType:
    return AnkiNoteType(
        made["id"],
        made["name"],
        made["type"] == 1,
        tuple(one["name"] for one in made["flds"]),
        tuple(AnkiTemplate(one["name"], one["qfmt"], one["afmt"]) for one in made["tmpls"]),
        made["css"],
        datetime(2025, 1, 1, tzinfo=UTC),
    )


def _same(collection: Collection, made: dict[str, Any], values: tuple[str, ...]) -> None:
    """The note's cards are the same ones, and read the same, here and in Anki."""
    note_type = _type(made)
    note = collection.new_note(made)
    note.fields = [values[place] if place < len(values) else "" for place in range(len(made["flds"]))]
    note.tags = ["first", "second::deep"]
    deck = collection.decks.id("Deep::Down")
    assert deck is not None
    collection.add_note(note, deck)
    fields = dict(note.items())
    cards = note.cards()
    assert [card.ord for card in cards] == (card_numbers(note_type, fields) or [0])
    for card in cards:
        shown = card.render_output()
        ours = render(note_type, fields, card.ord, tags=note.tags, deck="Deep::Down", repeat_question=True)
        for side, theirs in ((ours.question, shown.question_text), (ours.answer, shown.answer_text)):
            if not re.search("template has a problem|front of this card is blank|No cloze", theirs):
                theirs = re.sub(r"\[\[type:(?:cloze:)?[^\]]*\]\]", "", theirs)
                assert _read(side) == _read(theirs), (note_type.templates[0], card.ord)
                assert visible_text(side) == _read(side)
    collection.remove_notes([note.id])


@pytest.mark.parametrize("values", FIELDS)
@pytest.mark.parametrize(
    "name",
    ["Basic", "Basic (and reversed card)", "Basic (optional reversed card)", "Basic (type in the answer)", "Cloze"],
)
def test_stock_note_types(collection: Collection, name: str, values: tuple[str, ...]) -> None:
    made = collection.models.by_name(name)
    assert made is not None
    if "type in" in name:  # Anki's own window puts what was typed beside the answer.
        made = _designed(collection, "{{Front}}", "{{Front}}<hr id=answer>{{Back}}", is_cloze=False)
    _same(collection, made, values)


def test_image_occlusion(collection: Collection) -> None:
    made = collection.models.by_name("Image Occlusion")
    assert made is not None
    shapes = "{{c1::image-occlusion:rect:left=.1:top=.2}}{{c2::image-occlusion:rect:left=.3:top=.4}}"
    _same(collection, made, (shapes, '<img src="x.png">', "The <b>header</b>", "extra"))


@pytest.mark.parametrize("values", FIELDS)
@pytest.mark.parametrize(("question", "answer"), TEMPLATES)
def test_templates(collection: Collection, question: str, answer: str, values: tuple[str, ...]) -> None:
    _same(collection, _designed(collection, question, answer, is_cloze=False), values)


@pytest.mark.parametrize("values", [values for values in FIELDS if "{{c" in values[0]])
@pytest.mark.parametrize(("question", "answer"), CLOZE_TEMPLATES)
def test_cloze_templates(collection: Collection, question: str, answer: str, values: tuple[str, ...]) -> None:
    _same(collection, _designed(collection, question, answer, is_cloze=True), values)


def _designed(collection: Collection, question: str, answer: str, *, is_cloze: bool) -> dict[str, Any]:
    """A note type with these templates."""
    made = collection.models.copy(collection.models.by_name("Cloze" if is_cloze else "Basic"), add=False)
    made["flds"] = []
    for name in ("Front", "Back", "Extra"):
        collection.models.add_field(made, collection.models.new_field(name))
    made["tmpls"][0]["qfmt"], made["tmpls"][0]["afmt"] = question, answer
    made["name"] = "designed"
    collection.models.add(made)
    found = collection.models.by_name(made["name"])
    return collection.models.get(max(one.id for one in collection.models.all_names_and_ids())) or found or {}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("{{Nope}}", "there is no field &#x27;Nope&#x27;"),
        ("{{#Front}}open", "{{#Front}} is not closed"),
        ("{{/Front}}", "{{/Front}} closes what is not open"),
        ("{{#Front}}" * 101, "more than 100 conditions within each other"),
    ],
)
def test_a_template_that_is_wrong_says_so(question: str, said: str) -> None:
    note_type = AnkiNoteType(1, "x", False, ("Front",), (AnkiTemplate("c", question, ""),), "", datetime.now(UTC))
    assert said in render(note_type, {"Front": "x"}, 0).question


def test_the_answer_does_not_repeat_the_question() -> None:
    template = AnkiTemplate("c", "{{Front}}", "{{FrontSide}}\n<hr id=answer>\n{{Back}}")
    note_type = AnkiNoteType(1, "x", False, ("Front", "Back"), (template,), "", datetime.now(UTC))
    assert render(note_type, {"Front": "q", "Back": "a"}, 0).answer.strip() == "a"


def test_deep_nesting_is_no_trouble(tmp_path: Path) -> None:
    template = AnkiTemplate("c", "{{cloze:Text}}", "{{cloze:Text}}")
    note_type = AnkiNoteType(1, "x", True, ("Text",), (template,), "", datetime.now(UTC))
    for text in ("{{c1::" * 20_000, "{{c1::" * 3_000 + "x" + "}}" * 3_000, "{{c1::a" + "::b" * 10_000 + "}}"):
        assert isinstance(render(note_type, {"Text": text}, 0).question, str)

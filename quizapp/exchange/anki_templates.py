"""Anki's template language: a note type's templates and a note's fields to the two sides of a card, as HTML.

The language is that of https://docs.ankiweb.net/templates/intro.html. The HTML is not sanitised here.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.exchange.anki_cloze import cloze_html, cloze_numbers, cloze_words
from quizapp.exchange.anki_values import AnkiNoteType

ANSWER_RULE = re.compile(r"<hr\b[^>]*\bid\s*=\s*[\"']?answer\b[^>]*>", re.IGNORECASE)
"""Where the answer begins on an answer side that repeats the question."""
_TOKEN = re.compile(r"<!--.*?-->|\{\{(.*?)\}\}", re.DOTALL)
_ALTERNATIVE = "{{=<% %>=}}"
_EMPTY = re.compile(r"(?i)(?:\s|</?(?:br|div) ?/?>)*")
_MARKUP = re.compile(r"(?is)<(style|script)\b.*?</\1>|<!--.*?-->|<[^>]*>")
_RUBY = re.compile(r" ?([^ >]+?)\[(.+?)\]")
_SOUND = re.compile(r"\[sound:([^\]]*)\]")
_CARD_NUMBER = re.compile(r"c\d+")
_MOST_OPEN = 100
"""Conditions within each other; nobody writes a tenth of that."""


@dataclass(frozen=True, slots=True)
class Sides:
    """A card's two sides as HTML; ``answer`` is without the question where the template repeats that."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class _Card:
    """The card that is rendered: what its templates may refer to."""

    values: Mapping[str, str]
    ord: int
    is_cloze: bool
    is_question: bool


class _TemplateError(Exception):
    """What is wrong with a template, in words."""


def render(
    note_type: AnkiNoteType,
    fields: Mapping[str, str],
    ord_: int,
    *,
    tags: Sequence[str] = (),
    deck: str = "",
    flag: int = 0,
    repeat_question: bool = False,
) -> Sides:
    """The sides of the note's card number ``ord_``; a template that can't be rendered says why in place of its text.

    ``repeat_question`` fills in {{FrontSide}} on the answer, as Anki does; else what stands before the answer's rule
    is left out there, for a page that shows the question already.
    """
    template = note_type.templates[0 if note_type.is_cloze else ord_]
    special = {
        "Tags": " ".join(tags),
        "Type": note_type.name,
        "Deck": deck,
        "Subdeck": deck.rsplit("::", 1)[-1],
        "Card": template.name,
        "CardFlag": f"flag{flag}",
        f"c{ord_ + 1}": "1",
    }
    question = _side(template.question, _Card({**special, **fields}, ord_, note_type.is_cloze, True))
    front = question if repeat_question else ""
    answer = _side(template.answer, _Card({**special, "FrontSide": front, **fields}, ord_, note_type.is_cloze, False))
    if not repeat_question:
        rule = ANSWER_RULE.search(answer)
        answer = answer[rule.end() :] if rule else answer
    return Sides(question, answer)


def card_numbers(note_type: AnkiNoteType, fields: Mapping[str, str]) -> list[int]:
    """The ords of the cards that the fields make."""
    if not note_type.is_cloze:
        bare = dict.fromkeys(fields, "")
        fields = {name: "" if _is_empty(value) else value for name, value in fields.items()}
        return [
            ord_
            for ord_ in range(len(note_type.templates))
            if render(note_type, fields, ord_).question.strip() != render(note_type, bare, ord_).question.strip()
        ]
    return sorted({number - 1 for value in fields.values() for number in cloze_numbers(value)})


def visible_text(markup: str) -> str:
    """What a person reads of ``markup``: no tags, no sounds, entities as their characters, one blank between words."""
    return " ".join(html.unescape(_MARKUP.sub(" ", _SOUND.sub(" ", markup))).split())


def _plain_braces(template: str) -> str:
    """The template with its tags in braces, where it begins by choosing other signs."""
    if not template.lstrip().startswith(_ALTERNATIVE):
        return template
    return template.replace(_ALTERNATIVE, "", 1).replace("<%", "{{").replace("%>", "}}")


def _side(template: str, card: _Card) -> str:
    try:
        return _SOUND.sub(_player, "".join(_rendered(_plain_braces(template), card)))
    except _TemplateError as error:
        return html.escape(f"This card's template can't be shown: {error}.")


def _player(match: re.Match[str]) -> str:
    return f'<audio controls src="{html.escape(html.unescape(match[1]))}"></audio>'


def _rendered(template: str, card: _Card) -> list[str]:
    """The parts of the side in order, without those whose condition fails."""
    out: list[str] = []
    opened: list[tuple[str, bool]] = []  # The conditions round this place, and whether what is in them shows.
    at = 0
    for match in _TOKEN.finditer(template):
        shows = not opened or opened[-1][1]
        if shows:
            out.append(template[at : match.start()])
        at = match.end()
        if match[1] is None:  # A comment: its tags are none.
            if shows:
                out.append(match[0])
            continue
        token = match[1].strip()
        sign, name = token[:1], token[1:].strip()
        if sign in ("#", "^"):
            if len(opened) == _MOST_OPEN:
                raise _TemplateError(f"more than {_MOST_OPEN} conditions within each other")
            is_filled = not _is_empty(_condition(name, card))
            opened.append((name, shows and is_filled == (sign == "#")))
        elif sign == "/":
            if not opened or opened[-1][0] != name:
                raise _TemplateError(f"{{{{/{name}}}}} closes what is not open")
            opened.pop()
        elif shows:
            out.append(_replaced(token, card))
    if opened:
        raise _TemplateError(f"{{{{#{opened[-1][0]}}}}} is not closed")
    out.append(template[at:])
    return out


def _condition(name: str, card: _Card) -> str:
    if name not in card.values and _CARD_NUMBER.fullmatch(name):
        return ""
    return _value(name, card)


def _value(name: str, card: _Card) -> str:
    if name not in card.values:
        raise _TemplateError(f"there is no field '{name}'")
    return card.values[name]


def _is_empty(value: str) -> bool:
    return _EMPTY.fullmatch(value) is not None


def _replaced(token: str, card: _Card) -> str:
    """What stands in place of ``{{filter:filter:Field}}``; the filter nearest to the field comes first."""
    *filters, name = [part.strip() for part in token.split(":")]
    if not filters:
        return _value(name, card)
    if name == "" or filters[0] == "tts-voices":
        return ""
    text = _value(name, card)
    for filter_ in reversed(filters):
        text = _filtered(filter_, text, name, card)
    return text


def _filtered(filter_: str, text: str, name: str, card: _Card) -> str:
    if filter_ == "text":
        return html.unescape(_MARKUP.sub("", text))
    if filter_ == "cloze":
        return cloze_html(text, card.ord + 1, is_question=card.is_question) if card.is_cloze else text
    if filter_ == "cloze-only":
        return cloze_words(text, card.ord + 1, is_question=card.is_question)
    if filter_ == "hint":
        if not text.strip():
            return ""
        return f'<details class="hint"><summary>{html.escape(name)}</summary>{text}</details>'
    if filter_ in ("type", "nc"):  # What was typed is compared by the person who typed it.
        return "" if card.is_question else text
    if filter_ in ("furigana", "kana", "kanji"):
        return _RUBY.sub(_RUBY_FORMS[filter_], text.replace("&nbsp;", " "))
    if filter_.startswith("tts "):
        return ""
    return text


_RUBY_FORMS = {"furigana": r"<ruby><rb>\1</rb><rt>\2</rt></ruby>", "kana": r"\2", "kanji": r"\1"}

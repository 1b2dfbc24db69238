"""Markdown decks, as hashcards has them: https://github.com/eudoxia0/hashcards

    ---
    name = "Bridges::The old bridge"
    ---

    Q: When did the old bridge close?
    A: 1995

    C: It was rebuilt for [12 million] dollars in [2003].

A card runs to the next one, to a line of --- or to the end; what stands in a code block is no card. Each [part] of a C:
is a card of its own; \\[ is a bracket, and links and pictures stay as they are. There is no guid: a card is what it
says. What `write_cards` writes, `read_cards` reads back the same.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.errors import InputError
from quizapp.exchange.anki_text import file_stem
from quizapp.exchange.decoding import decode_text
from quizapp.notes import BLANK, NoteType

MAX_BYTES = 5_000_000
"""The largest Markdown deck; about twenty thousand cards."""

_TAG = re.compile(r"([QAC]):")
_FENCE = re.compile(r"\s*(```|~~~)")
_SKIPPED_AT_START = re.compile(r"\s*(?:#|<!--|---\s*\Z|\Z)")
_SPECIAL = re.compile(r"(?m)^(?:([QAC])(\\*)(?=:)|([ \t]*)(\\*)(?=---[ \t]*$|```|~~~))")
"""What would begin or end a card, or a code block, after a backslash for each time that it is meant as it stands."""
_INLINE = re.compile(r"\\([\[\]])|(!?\[[^\[\]]*\]\([^()\s]*\))|([\[\]])")
"""A bracket that is meant, a link or picture, or a bracket that opens or closes a hidden part."""
_TOML_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")


@dataclass(frozen=True, slots=True)
class MarkdownCard:
    """A question with its answer, or with ``is_cloze`` a text with `BLANK` once in place of the answer."""

    question: str
    answer: str
    is_cloze: bool = False
    line: int = 0

    @property
    def fields(self) -> dict[str, str]:
        """The fields of the note that it is here."""
        names = NoteType.CLOZE.own_fields if self.is_cloze else NoteType.BASIC.own_fields
        return dict(zip(names, (self.question, self.answer), strict=True))


@dataclass(frozen=True, slots=True)
class MarkdownDeck:
    """A deck's name and its cards, each once; ``repeated`` are the lines of those that are there again."""

    name: str
    cards: tuple[MarkdownCard, ...]
    repeated: tuple[int, ...] = ()


def is_deck(text: str) -> bool:
    """True for a Markdown file that holds cards rather than an article: after front matter, headings and comments, the
    first line begins with Q: or C:.
    """
    _, lines = _front_matter(text.removeprefix("\ufeff").splitlines())
    first = next((line for _, line in lines if not _SKIPPED_AT_START.match(line)), "")
    return first.startswith(("Q:", "C:"))


def decode_cards(data: bytes, *, name: str) -> MarkdownDeck:
    """The cards in a Markdown deck's bytes; `InputError` names the file, the line and what to do."""
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise InputError(f"{name} is larger than {limit} MB, the most a Markdown deck can have: split it.")
    return read_cards(decode_text(data, name=name), name=name)


def read_cards(text: str, *, name: str) -> MarkdownDeck:
    """The cards in a Markdown deck's text; `InputError` as for `decode_cards`."""
    name = " ".join(name.split())
    head, lines = _front_matter(text.removeprefix("\ufeff").splitlines())
    deck = _deck_name(head, name)
    found: dict[tuple[str, str, bool], MarkdownCard] = {}
    repeated: list[int] = []
    for block in _blocks(lines, name):
        for card in _cards(block, name):
            key = (card.question, card.answer, card.is_cloze)
            if key in found:
                repeated.append(card.line)
            found.setdefault(key, card)
    if not found:
        raise InputError(f"{name} holds no cards: write Q: and A: lines, or C: with the hidden words in [brackets].")
    return MarkdownDeck(deck, tuple(found.values()), tuple(repeated))


def write_cards(name: str, cards: Sequence[MarkdownCard]) -> str:
    """The Markdown deck; clozes of one text that follow each other are one C: with several hidden parts."""
    parts = [f"---\nname = {json.dumps(name, ensure_ascii=False)}\n---"]
    waiting: list[MarkdownCard] = []
    for card in cards:
        if waiting and not _joins(waiting, card):
            parts += _clozes(waiting)
            waiting = []
        if card.is_cloze:
            waiting.append(card)
        else:
            parts.append(_basic(card))
    return "\n\n".join((*parts, *_clozes(waiting))) + "\n"


@dataclass(slots=True)
class _Block:
    """The lines of one card as they are read: its tag, where it begins, and its texts."""

    tag: str
    line: int
    question: str
    answer: str | None = None


def _front_matter(lines: Sequence[str]) -> tuple[list[str] | None, list[tuple[int, str]]]:
    """The lines between two of --- at the start, None without them, and the others with their numbers."""
    numbered = list(enumerate(lines, 1))
    if lines and lines[0].strip() == "---":
        end = next((number for number, line in numbered[1:] if line.strip() == "---"), None)
        if end is not None:
            return list(lines[1 : end - 1]), numbered[end:]
    return None, numbered


def _deck_name(head: list[str] | None, name: str) -> str:
    try:
        known = tomllib.loads("\n".join(head or ()))
    except tomllib.TOMLDecodeError as error:
        place = _TOML_LINE.search(str(error))
        line = int(place[1]) + 1 if place and place[1] else 2
        raise InputError(
            f'{name}, line {line}, front matter: it is not TOML: write the deck\'s name as name = "The name".'
        ) from error
    found = known.get("name", "")
    if not isinstance(found, str):
        raise InputError(f'{name}, line 2, name: write the deck\'s name in quotes: name = "The name".')
    return " ".join(found.split()) or file_stem(name)


def _blocks(lines: Sequence[tuple[int, str]], name: str) -> Iterator[_Block]:
    """The cards' lines; what stands before the first card, or after ---, is no card."""
    block: _Block | None = None
    fence = ""
    for number, line in lines:
        mark = _FENCE.match(line)
        is_code = bool(fence) or mark is not None
        if mark is not None:
            fence = mark[1] if not fence else "" if mark[1] == fence else fence
        tag = None if is_code else _TAG.match(line)
        if tag is not None and tag[1] == "A":
            if block is None or block.tag != "Q":
                raise InputError(f"{name}, line {number}, A: there is no question before it: write a Q: line first.")
            if block.answer is not None:
                raise InputError(f"{name}, line {number}, A: the question in line {block.line} has one: keep one.")
            block.answer = line[2:]
        elif tag is not None or (not is_code and line.strip() == "---"):
            if block is not None:
                yield _finished(block, name)
            block = _Block(tag[1], number, line[2:]) if tag is not None else None
        elif block is not None and block.answer is not None:
            block.answer += f"\n{line}"
        elif block is not None:
            block.question += f"\n{line}"
    if block is not None:
        yield _finished(block, name)


def _finished(block: _Block, name: str) -> _Block:
    if block.tag == "Q":
        place = f"{name}, line {block.line}"
        if not block.question.strip():
            raise InputError(f"{place}, Q: the question is empty: write it.")
        if block.answer is None or not block.answer.strip():
            raise InputError(f"{place}, Q: the question has no answer: write an A: line below it.")
    return block


def _cards(block: _Block, name: str) -> Iterator[MarkdownCard]:
    question = _plain(block.question)
    if block.tag == "Q":
        yield MarkdownCard(question, _plain(block.answer or ""), line=block.line)
        return
    place = f"{name}, line {block.line}, C"
    text, hidden = _parts(question, place)
    if not hidden:
        raise InputError(f"{place}: it hides nothing: put the words to recall in [brackets].")
    if BLANK in text:
        raise InputError(f"{place}: {BLANK} stands in its text: take it out, since it marks the hidden words here.")
    for start, end in hidden:
        yield MarkdownCard(f"{text[:start]}{BLANK}{text[end:]}", text[start:end], is_cloze=True, line=block.line)


def _parts(source: str, place: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its brackets, and where in it each hidden part starts and ends."""
    out: list[str] = []
    length = at = 0
    hidden: list[tuple[int, int]] = []
    opened: int | None = None
    for match in _INLINE.finditer(source):
        piece = source[at : match.start()] + (match[1] or match[2] or "")
        out.append(piece)
        length += len(piece)
        at = match.end()
        if match[3] == "[":
            if opened is not None:
                raise InputError(f"{place}: a bracket opens inside another: write \\[ for one that hides nothing.")
            opened = length
        elif match[3] == "]":
            if opened is None or opened == length:
                raise InputError(f"{place}: a bracket closes and hides nothing: write \\] for one that is meant.")
            hidden.append((opened, length))
            opened = None
    if opened is not None:
        raise InputError(f"{place}: a bracket is opened and not closed: close it, or write \\[ for one that is meant.")
    return "".join((*out, source[at:])), hidden


def _span(card: MarkdownCard) -> tuple[str, int, int]:
    """A cloze's text with the answer in it, and where that is."""
    before, after = card.question.split(BLANK, 1)
    return f"{before}{card.answer}{after}", len(before), len(before) + len(card.answer)


def _joins(waiting: Sequence[MarkdownCard], card: MarkdownCard) -> bool:
    if not card.is_cloze:
        return False
    text, start, end = _span(card)
    return all(text == other and (end <= first or last <= start) for other, first, last in map(_span, waiting))


def _basic(card: MarkdownCard) -> str:
    return f"Q:{_protected(card.question)}\nA:{_protected(card.answer)}"


def _clozes(cards: Sequence[MarkdownCard]) -> Iterator[str]:
    """The cards as one C:, or where its brackets would be read otherwise, as questions with answers."""
    if not cards:
        return
    text = _span(cards[0])[0]
    parts = []
    at = 0
    for _, start, end in sorted(map(_span, cards)):
        parts += [_meant(text[at:start]), "[", _meant(text[start:end]), "]"]
        at = end
    written = "".join((*parts, _meant(text[at:])))
    try:
        is_same = _parts(written, "") == (text, sorted(_span(card)[1:] for card in cards)) and BLANK not in text
    except InputError:
        is_same = False
    if is_same:
        yield f"C:{_protected(written)}"
    else:
        yield from map(_basic, cards)


def _meant(text: str) -> str:
    """``text`` with its brackets marked as meant, but for those of links and pictures."""
    return _INLINE.sub(lambda match: match[2] or f"\\{match[0][-1]}", text)


def _protected(text: str) -> str:
    """``text`` as it stands behind a tag: no line of it begins or ends a card, or a code block that does not end."""
    text = text.strip()
    fence = ""
    for line in text.splitlines():
        mark = _FENCE.match(line)
        fence = fence if mark is None else mark[1] if not fence else "" if mark[1] == fence else fence

    def protect(match: re.Match[str]) -> str:
        if match[1]:
            return f"{match[0]}\\"
        is_fence = text[match.end() : match.end() + 3] != "---"
        return match[0] if is_fence and not match[4] and not fence else f"{match[0]}\\"

    starts_block = _FENCE.match(text) is not None
    return ("\n" if starts_block else " ") + _SPECIAL.sub(protect, text)


def _plain(text: str) -> str:
    """``text`` without what protects its lines."""
    return _SPECIAL.sub(lambda match: match[0][:-1] if match[2] or match[4] else match[0], text.strip())

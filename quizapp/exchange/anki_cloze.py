"""Cloze deletions: ``{{c1::hidden words::hint}}``, several to a number, several numbers to one, within each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_PART = re.compile(r"\{\{c([\d,]+)::|\}\}|.+?(?=\{\{c[\d,]+::|\}\}|\Z)", re.DOTALL)
_MOST_OPEN = 8
"""Clozes within each other; what is deeper shows as it is written."""
_OCCLUSION = "image-occlusion:"
_BLANK = "[...]"


@dataclass(slots=True)
class _Cloze:
    """One deletion: its numbers, and the texts and deletions in it."""

    numbers: tuple[int, ...] = ()
    parts: "list[str | _Cloze]" = field(default_factory=list)

    def split_hint(self) -> str | None:
        """The hint, which is taken out of the last text; None when there is none."""
        last = self.parts[-1] if self.parts else None
        if not isinstance(last, str) or "::" not in last:
            return None
        text, hint = last.split("::", 1)
        self.parts[-1] = text
        return hint


def cloze_numbers(text: str) -> set[int]:
    """The numbers of the cards that the text makes."""
    return {number for cloze in _all(_parsed(text)) for number in cloze.numbers if number > 0}


def cloze_html(text: str, number: int, *, is_question: bool) -> str:
    """The text on card ``number``: its own clozes hidden or shown, the others open; nothing when it has none there."""
    root = _parsed(text)
    if not any(number in cloze.numbers for cloze in _all(root)):
        return ""
    return "".join(_shown(part, number, is_question=is_question) for part in root.parts)


def cloze_words(text: str, number: int, *, is_question: bool) -> str:
    """Only the words that card ``number`` hides, or their hints, with commas between."""
    found = []
    for cloze in _all(_parsed(text)):
        if number in cloze.numbers:
            hint = cloze.split_hint()
            words = "".join(_shown(part, number, is_question=False) for part in cloze.parts)
            found.append((hint or "...") if is_question else words)
    return ", ".join(found)


def _parsed(text: str) -> _Cloze:
    root = _Cloze()
    stack = [root]
    for match in _PART.finditer(text):
        if match[1] is not None and len(stack) <= _MOST_OPEN:
            numbers = tuple(int(number[:9]) for number in match[1].split(",") if number)
            stack.append(_Cloze(numbers))
        elif match[0] == "}}" and len(stack) > 1:
            closed = stack.pop()
            stack[-1].parts.append(closed)
        else:
            _append(stack[-1], match[0])
    while len(stack) > 1:  # What was opened and not closed shows as it is written.
        unclosed = stack.pop()
        _append(stack[-1], f"{{{{c{','.join(map(str, unclosed.numbers))}::")
        for part in unclosed.parts:
            _append(stack[-1], _Cloze((), part.parts) if isinstance(part, _Cloze) else part)
    return root


def _append(cloze: _Cloze, part: "str | _Cloze") -> None:
    if isinstance(part, str) and cloze.parts and isinstance(cloze.parts[-1], str):
        cloze.parts[-1] += part
    else:
        cloze.parts.append(part)


def _all(cloze: _Cloze) -> Iterator[_Cloze]:
    for part in cloze.parts:
        if isinstance(part, _Cloze):
            yield part
            yield from _all(part)


def _shown(part: "str | _Cloze", number: int, *, is_question: bool) -> str:
    if isinstance(part, str):
        return part
    hint = part.split_hint()
    if part.parts and isinstance(part.parts[0], str) and part.parts[0].startswith(_OCCLUSION):
        return ""
    if number in part.numbers and is_question:
        return f'<span class="cloze">{f"[{hint}]" if hint else _BLANK}</span>'
    inside = "".join(_shown(one, number, is_question=is_question) for one in part.parts)
    kind = "cloze" if number in part.numbers else "cloze-inactive"
    return f'<span class="{kind}">{inside}</span>'

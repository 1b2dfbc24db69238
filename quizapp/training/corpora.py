"""Questions that people asked, as the corpora tell them: a text, a question, and where its answer may stand."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from quizapp.article import Span
from quizapp.errors import InputError

_COLUMNS = 9
_MARKS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
_GLUED_LEFT = re.compile(r"[.,;:?!%)\]]|n't|'(?:s|re|ve|ll|d|m)?|\.\.\.", re.IGNORECASE)
_GLUED_RIGHT = re.compile(r"[(\[$£€#]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A question about ``text``; ``answers`` are the spans at which its answer may stand, ``paragraph`` its number."""

    corpus: str
    paragraph: int
    text: str
    question: str
    answers: tuple[Span, ...]


def read_squad(path: Path) -> Iterator[Pair]:
    """The pairs of gzipped lines `{"context", "qas": [{"q", "a"}]}`; an answer has every place it stands at."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            try:
                paragraph = json.loads(line)
                text = paragraph["context"]
                asked = [(one["q"], one["a"]) for one in paragraph["qas"]]
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(
                    f"{path.name}, line {number + 1} is not a paragraph with its questions: {error}"
                ) from error
            for question, answer in asked:
                yield Pair("squad", number, text, question, _places(answer.strip(), text))


def _places(answer: str, text: str) -> tuple[Span, ...]:
    if not answer:
        return ()
    found = re.finditer(rf"(?<!\w){re.escape(answer)}(?!\w)", text)
    return tuple(Span(match.start(), match.end()) for match in found)


def read_qamr(questions: Path, sentences: Path) -> Iterator[Pair]:
    """The pairs of QAMR's table of questions and of its sentences, which are told as tokens of the Penn Treebank."""
    rows = (line.rstrip("\n").partition("\t") for line in sentences.read_text(encoding="utf-8").splitlines())
    tokens = {name: text.split() for name, _, text in rows}
    numbers: dict[str, int] = {}
    for at, line in enumerate(questions.read_text(encoding="utf-8").splitlines(), 1):
        row = line.split("\t")
        if len(row) != _COLUMNS or row[0] not in tokens:
            raise InputError(
                f"{questions.name}, line {at} is not {_COLUMNS} columns with a sentence of {sentences.name}."
            )
        name, question, answer = row[0], row[5], [int(index) for index in row[6].split()]
        text, spans = plain_text(tokens[name])
        whole = bool(answer) and all(right - left == 1 for left, right in pairwise(answer))
        places = (Span(spans[answer[0]].start, spans[answer[-1]].end),) if whole else ()
        yield Pair("qamr", numbers.setdefault(name, len(numbers)), text, question, places)


def plain_text(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """Tokens of the Penn Treebank as they are printed, and where each of them stands."""
    text, spans, quoting, glued = "", list[Span](), False, True
    for token in tokens:
        plain = _MARKS.get(token, token)
        closing = plain == '"' and quoting
        space = "" if glued or closing or _GLUED_LEFT.fullmatch(plain) else " "
        spans.append(Span(len(text) + len(space), len(text) + len(space) + len(plain)))
        text += space + plain
        quoting ^= plain == '"'
        glued = bool(_GLUED_RIGHT.fullmatch(plain)) or (plain == '"' and not closing)
    return text, spans


def read_contexts(path: Path) -> frozenset[str]:
    """The paragraphs of a file in SQuAD's own format."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    return frozenset(paragraph["context"] for article in articles for paragraph in article["paragraphs"])

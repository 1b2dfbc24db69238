"""lemminflect with its lists of forms as the lines that they are: the dictionaries that it makes of them take 50 MB."""

from __future__ import annotations

import gzip
from array import array
from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

Forms: TypeAlias = Mapping[str, tuple[str, ...]]


class FormList:
    """What lemminflect asks of a dictionary, answered from the lines ("word,category,forms") of the file ``path``.

    ``read`` makes the word's forms of one line; ``fixed`` are those of words whose lines don't count.
    """

    def __init__(self, path: str, read: Callable[[str], Forms], fixed: Mapping[str, Forms]) -> None:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            lines = sorted((f"{line.rstrip()}\n" for line in file), key=_word)
        self._text = "".join(lines)
        self._starts = array("I", accumulate(map(len, lines), initial=0))
        self._read, self._fixed = read, fixed

    def get(self, word: str, default: Forms) -> Forms:
        """The forms of ``word`` by what they are, of two lines' the later's; ``default`` where it has no line."""
        if word in self._fixed:
            return self._fixed[word]
        forms: dict[str, tuple[str, ...]] = {}
        at = bisect_left(self._starts, word, hi=len(self._starts) - 1, key=lambda start: _word(self._line(start)))
        while at + 1 < len(self._starts) and _word(line := self._line(self._starts[at])) == word:
            forms.update(self._read(line))
            at += 1
        return forms or default

    def _line(self, start: int) -> str:
        return self._text[start : self._text.index("\n", start)]


def _word(line: str) -> str:
    return line.partition(",")[0]


@cache
def listed_words() -> frozenset[str]:
    """The words of lemminflect's list, names among them with their capitals; the library is not imported for it."""
    found = find_spec("lemminflect")
    folders = list(found.submodule_search_locations or ()) if found is not None else []
    with gzip.open(Path(folders[0]) / "resources" / "lemma_lu.csv.gz", "rt", encoding="utf-8") as file:
        return frozenset(map(_word, file))


@cache
def lean_lemminflect() -> ModuleType:
    """The library with `FormList` for its dictionaries, in the whole process.

    It is imported where it is used: it brings spaCy with it, which most commands don't need.
    """
    import lemminflect
    from lemminflect import config
    from lemminflect.codecs.InflectionLUCodec import InflectionLUCodec
    from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec
    from lemminflect.core.LexicalUtils import categoryToUPos

    def lemmas(line: str) -> Forms:
        _, category, forms = LemmaLUCodec.fromString(line)
        return {categoryToUPos(category): forms}

    def inflections(line: str) -> Forms:
        found: Forms = InflectionLUCodec.fromString(line)[2]
        return found

    auxiliaries = InflectionLUCodec.updateForAuxMod({})
    lemminflect.Lemmatizer().lemma_dict = FormList(config.lemma_lu_fn, lemmas, {})
    lemminflect.Inflections().infl_dict = FormList(config.inflection_lu_fn, inflections, auxiliaries)
    return lemminflect  # type: ignore[no-any-return]

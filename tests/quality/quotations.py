"""How well quotations are found: right spans, all of them, and the right speakers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.quality.labels import LabelledQuotation
from tests.quality.values import FoundQuotation

LIKENESS = 0.9
"""Share of the longer text that the shorter one, lying in it, must cover."""

_JOINTS = re.compile(r" ¶ | \.\.\. ")


@dataclass(frozen=True, slots=True)
class QuotationScore:
    """Counts over one article or many: found quotations, right ones, labelled ones, those found, and speakers."""

    found: int = 0
    right: int = 0
    labelled: int = 0
    hit: int = 0
    named: int = 0
    named_right: int = 0
    wrong: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    wrong_speakers: tuple[str, ...] = ()

    def __add__(self, other: "QuotationScore") -> "QuotationScore":
        return QuotationScore(
            self.found + other.found,
            self.right + other.right,
            self.labelled + other.labelled,
            self.hit + other.hit,
            self.named + other.named,
            self.named_right + other.named_right,
            self.wrong + other.wrong,
            self.missed + other.missed,
            self.wrong_speakers + other.wrong_speakers,
        )


def letters(text: str) -> str:
    """The ASCII letters and digits of ``text``, lower-cased: what is left when marks and spaces don't count."""
    return re.sub(r"[^0-9a-z]", "", text.lower())


def same_words(one: str, other: str) -> bool:
    """True when the shorter of two texts lies in the longer and is at least 90% of it, letters and digits counted."""
    short, long = sorted((letters(one), letters(other)), key=len)
    return bool(short) and short in long and len(short) >= LIKENESS * len(long)


def same_speaker(labelled: str, found: str | None) -> bool:
    """True when the found name shares a word of three letters or more with the labelled one, or none is labelled."""
    wanted = {word for word in re.findall(r"\w+", labelled.lower()) if len(word) > 2}
    return not wanted or bool(wanted & set(re.findall(r"\w+", (found or "").lower())))


def score_quotations(found: Sequence[FoundQuotation], labelled: Sequence[LabelledQuotation]) -> QuotationScore:
    """How the found quotations compare with those labelled as speech."""
    speech = [(_JOINTS.sub(" ", quotation.text), quotation) for quotation in labelled if quotation.kind == "speech"]
    wrong, wrong_speakers, right, named = [], [], 0, 0
    for quotation in found:
        match = next((label for text, label in speech if same_words(text, quotation.text)), None)
        if match is None:
            wrong.append(quotation.text)
            continue
        right += 1
        if match.speaker not in ("", "?"):
            named += 1
            if not same_speaker(match.speaker, quotation.speaker):
                wrong_speakers.append(f"{quotation.text} (is {match.speaker}, found {quotation.speaker})")
    missed = [text for text, _ in speech if not any(same_words(text, quotation.text) for quotation in found)]
    return QuotationScore(
        found=len(found),
        right=right,
        labelled=len(speech),
        hit=len(speech) - len(missed),
        named=named,
        named_right=named - len(wrong_speakers),
        wrong=tuple(wrong),
        missed=tuple(missed),
        wrong_speakers=tuple(wrong_speakers),
    )

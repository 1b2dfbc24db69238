"""Checks of a card's form: what it says is whole, short and clean, and asks without telling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.generator.quote_marks import QUOTED, outside_quotes
from quizapp.generator.stemming import stems
from quizapp.generator.vocabulary import HELPERS, word_set
from quizapp.notes import BLANK, NoteType

if TYPE_CHECKING:
    from quizapp.generator.candidates import Candidate, Context

_YES_NO = re.compile(rf"(?:{HELPERS})\b", re.I)
_WH = re.compile(r"\b(who|whom|whose|what|which|when|where|why|how)\b", re.I)
_LEFTOVER_START = re.compile(
    r"(?:that|of|in|on|at(?! (?:least|most)\b)|by|for|with|to the|from|and|or|but|as|said|says|because|which|who"
    r"|than|into|onto|after|before|either|both)\b",
    re.I,
)
_LEFTOVER_END = re.compile(
    r"\b(?:of|in|on|at|by|for|with|from|and|or|but|as|the|a|an|to|that|which|who|its|their|his|her|said|is|was)$", re.I
)
_DOUBLED = re.compile(r"\b(\w+) \1\b(?<!had had)(?<!that that)", re.I)
_EMPTY_ANSWERS = word_set(
    """
    it he she they him her them one others people something everything someone who which that this what all both many
    some more most so stuff there things us
    """
) | {"the company"}


def has_question_and_answer(candidate: Candidate, context: Context) -> str | None:
    """Both sides say something."""
    return (
        None if candidate.question.strip(" ?") and candidate.answer.strip() else "the question or the answer is empty"
    )


def ends_properly(candidate: Candidate, context: Context) -> str | None:
    """A question ends in a question mark; a text to complete has one blank."""
    for index, (question, _) in enumerate(candidate.texts):
        blanked = candidate.note_type is NoteType.CLOZE or (candidate.note_type is NoteType.QUOTE and BLANK in question)
        if blanked:
            if question.count(BLANK) != 1:
                return "there must be exactly one blank"
        elif not question.endswith("?"):
            return f"question {index + 1} does not end in a question mark"
    return None


def not_torn_from_quotes(candidate: Candidate, context: Context) -> str | None:
    """No part of words that the article keeps together in quotation marks: “introduction to agile”."""
    proof = candidate.evidence[0]
    if candidate.note_type is not NoteType.BASIC or proof.answer is None:
        return None
    for match in QUOTED.finditer(proof.span.of(context.parsed.article.text)):
        start, end = proof.span.start + match.start() + 1, proof.span.start + match.end() - 1
        inside = start <= proof.answer.start and proof.answer.end <= end
        crossing = not inside and (start < proof.answer.end < end - 1 or start + 1 < proof.answer.start < end)
        part = inside and (proof.answer.start - start > 1 or end - proof.answer.end > 1)
        deed = _DEED.match(match.group()[1:])  # "must be closed to lorries" is no term
        if (crossing or part) and not deed and len(match.group().split()) <= _KEPT_TOGETHER:
            return "the answer is torn from words in quotation marks"
    return None


_DEED = re.compile(rf"(?:{HELPERS}|shall)\b", re.I)
_KEPT_TOGETHER = 6
"""So many words in quotation marks are a name or a term; more are a sentence that can be asked about."""


def short_enough(candidate: Candidate, context: Context) -> str | None:
    """Questions and answers are short; quotations may be longer."""
    options = context.options
    if candidate.note_type is NoteType.QUOTE:
        return None
    longest = options.cloze_words if candidate.note_type is NoteType.CLOZE else options.question_words
    for question, answer in candidate.texts:
        if len(question.split()) > longest:
            return f"the question has more than {longest} words"
        if len(question) > options.question_characters:
            return f"the question has more than {options.question_characters} characters"
        if len(answer.split()) > options.answer_words:
            return f"the answer has more than {options.answer_words} words"
    return None


def not_yes_or_no(candidate: Candidate, context: Context) -> str | None:
    """A question asks for something that is not yes or no."""
    if candidate.note_type in {NoteType.CLOZE, NoteType.QUOTE}:
        return None
    if _YES_NO.match(candidate.question):
        return "it can be answered with yes or no"
    return None if _WH.search(candidate.question) else "it has no question word"


def no_leak(candidate: Candidate, context: Context) -> str | None:
    """No content word of the answer stands in the question."""
    for question, answer in candidate.texts:
        shared = stems(answer) & stems(question)
        initials = "".join(word[0] for word in answer.split() if word[:1].isupper())
        if candidate.kind == "place" and len(initials) > 1 and re.search(rf"\b{initials}\b", question):
            shared |= {initials}  # "the United Kingdom" for "UK time"
        kind = stems(candidate.wh) if "which " in candidate.wh else set()
        named = all(word[:1].isupper() for word in answer.split() if stems(word) & kind)
        more = not stems(answer) <= stems(question)
        if candidate.kind == "label" or (more and (named or candidate.kind == "member")):
            shared -= kind  # "In which group ...?" = "Group G"
        if shared:
            return f"the question gives away “{min(shared)}” of the answer"
    return None


def answer_is_clean(candidate: Candidate, context: Context) -> str | None:
    """Nothing is left over at the answer's ends, and its marks come in pairs."""
    for _, answer in candidate.texts:
        occasion = candidate.kind in {"condition", "date"} and re.match(r"(?:after|before)\b", answer)
        if _LEFTOVER_START.match(answer) and candidate.kind not in {"means", "purpose", "quotation"} and not occasion:
            return "the answer starts with a word left over"
        if _LEFTOVER_END.search(answer):
            return "the answer ends in a word left over"
        if "(" in answer and candidate.note_type is NoteType.BASIC:
            return "the answer holds a remark in brackets"
        if candidate.kind != "quotation" and re.search(r"\b(?:them|him|the same)\b", answer):
            return "the answer points at something outside it"
        if not balanced(answer):
            return "a bracket or quotation mark of the answer has lost its other half"
        if answer.casefold() in _EMPTY_ANSWERS or not re.search(r"\w", answer):
            return "the answer says nothing"
    return None


def question_is_clean(candidate: Candidate, context: Context) -> str | None:
    """Marks in pairs, no word twice in a row, no comma before the question mark."""
    for question, _ in candidate.texts:
        if not balanced(question.replace(BLANK, "")):
            return "a bracket or quotation mark of the question has lost its other half"
        plain = outside_quotes(question.replace(BLANK, ""))
        if "[" in plain:
            return "the question has a hole or a mark left over"
        if _DOUBLED.search(plain):
            return "a word stands twice in a row"
        if re.search(
            r"\(\s*\)|\s,|,,|[,;:]\?|\b(?:and|or|but|the|a|an|that|which|who)\?$|[–—]|[|{}<>=_~^\\]|https?:", plain
        ):
            return "the question has a hole or a mark left over"
        if re.search(r"\bhow many (?:or|and|to)\b|\b\d{1,3} \d{1,3}\b", plain, re.I):
            return "half of a pair is missing"
        if _HALF_PAIR.search(plain):
            return "half of a pair is missing"
        evidence = candidate.place.of(context.parsed.article.text)
        if (" - " in plain and " - " not in evidence) or re.search(r"\bof to\b|\b[A-Z]\w+ of (?:at|in|on|to)\b", plain):
            return "the question has a hole or a mark left over"
        if any(re.search(rf"\b{clock} ?[ap]\.?m\b", evidence) for clock in _BARE_CLOCK.findall(plain)):
            return "morning or evening is missing"
        torn = _LIST_END.search(plain)
        if torn is not None and re.search(rf"{re.escape(torn[1])},? (?:and|or)\b", evidence):
            return "the question ends in the middle of a list"
        if candidate.note_type is NoteType.BASIC and _LEFTOVER_TAIL.search(plain):
            return "the question ends in the middle"
    return None


_LIST_END = re.compile(r", [^,?]+, ([^,?]+)\?$")
_BARE_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b(?! ?[ap]\.?m)")
_LEFTOVER_TAIL = re.compile(
    r"\b(?:made up|consist|is|was|are|were|and|or|but|because|while|than|its|their|his"
    r"|(?<!ed )(?<!ed to )(?<!known )(?<!seen )as)\?$",
    re.I,
)
_HALF_PAIR = re.compile(
    r"\bfrom \d{4}\?$|\beither\b(?!.*\bor\b)|\bbetween\b(?!.*\band\b)|\bboth\b(?!.*\band\b)|\beven\b|\bor more\?$", re.I
)


def balanced(text: str) -> bool:
    """True when brackets and double quotation marks come in pairs."""
    return (
        text.count("(") == text.count(")")
        and text.count("[") == text.count("]")
        and text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
    )


_AND_OTHERS = re.compile(r"\b(?:and|or) (?:many |some )?others?(?: \w+)?$", re.I)


def not_a_list(candidate: Candidate, context: Context) -> str | None:
    """One fact: an enumeration is not an answer."""
    if candidate.note_type is NoteType.QUOTE or candidate.kind in {"date", "duration", "amount"}:
        return None
    if _AND_OTHERS.search(candidate.answer):
        return "the answer names only some of several"
    if candidate.kind == "place":
        return None
    joins = len(re.findall(r", | and | or ", candidate.answer))
    answer = candidate.evidence[0].answer
    behind = context.parsed.article.text[answer.end : answer.end + 12] if answer is not None else ""
    if candidate.answer[-1:].isdigit() and re.match(r", \d{1,3}(?:, \d|,? (?:and|or) \d)", behind):
        return "the answer is the first of a list"  # "Books 2, 4, and 6"
    most = 2 if candidate.kind == "members" else 1  # the question says how many they are
    return "the answer is a list to recite" if joins > most else None

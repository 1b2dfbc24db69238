"""Stage 6: checks. Each says in plain words why a candidate is not good enough, or None."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from quizapp.generator.candidates import Candidate, Context, plain_words
from quizapp.generator.free_wordings import (
    asks_for_its_kind,
    asks_in_its_place,
    leans_on_nothing,
    says_the_same,
)
from quizapp.generator.free_worth import worth_knowing
from quizapp.generator.stemming import stems
from quizapp.generator.unknown_names import no_unknown_names
from quizapp.generator.vocabulary import word_set
from quizapp.notes import BLANK, NoteType

Check = Callable[[Candidate, Context], str | None]

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_FIRST_PERSON = re.compile(r"\b(i|we|us|me|my|our|ours|you|your|yours|myself|ourselves|let's)\b", re.I)
_CAPITAL_BEFORE = re.compile(r"\b(?!According|What|Which|Who)[A-Z]\w* $")
_POINTING = re.compile(r"\b(this|these|those|such a|such an|the (?:former|latter|same)|here)\b", re.I)
_SOURCE = re.compile(
    r"\b(the|this) (article|passage|text|author|story|excerpt|paragraph)\b"
    r"|\baccording to the (report|text|article)\b|\b(?:at|from) (?:lower|upper|far|top|bottom) (?:left|right)\b"
    r"|\b(?:pictured|shown here|file photo)\b",
    re.I,
)
_UNITS = r"(?:days?|weeks?|months?|years?|hours?|decades?)"
_RELATIVE_TIME = re.compile(
    r"\b(yesterday|today|tomorrow|tonight|recently|now|currently|nowadays|soon|so far|to date|lately"
    r"|(?:last|next|this|past|coming) (?:week|month|year|night|summer|winter|spring|fall|autumn|decade|century|weekend"
    r"|morning|evening|afternoon|season|quarter|few \w+|\w+day)"
    rf"|\w+ {_UNITS} (?:ago|earlier|later|before)"
    r"|(?:with)?in (?:a|the) (?:couple of|few|next|coming|following) \w+"
    rf"|the (?:following|next|coming|previous) (?:\w+ )?{_UNITS}"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?)\b",
    re.I,
)
_HELPER = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)"
_YES_NO = re.compile(rf"{_HELPER}\b", re.I)
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


def outside_quotes(text: str) -> str:
    """``text`` with the words between quotation marks taken out."""
    return _QUOTED.sub(" ", text)


def _faces(candidate: Candidate) -> list[tuple[str, str]]:
    pairs = [
        (candidate.fields.get(f.question, ""), candidate.fields.get(f.answer, "")) for f in candidate.note_type.faces
    ]
    return [(q, a) for q, a in pairs if q or a]


def _asked(candidate: Candidate) -> str:
    """The words of all questions that are not a quotation's own."""
    return " ".join(outside_quotes(q) if candidate.note_type is NoteType.QUOTE else q for q, _ in _faces(candidate))


def has_question_and_answer(candidate: Candidate, context: Context) -> str | None:
    """Both sides say something."""
    return (
        None if candidate.question.strip(" ?") and candidate.answer.strip() else "the question or the answer is empty"
    )


def ends_properly(candidate: Candidate, context: Context) -> str | None:
    """A question ends in a question mark; a text to complete has one blank."""
    for index, (question, _) in enumerate(_faces(candidate)):
        blanked = candidate.note_type is NoteType.CLOZE or (candidate.note_type is NoteType.QUOTE and BLANK in question)
        if blanked:
            if question.count(BLANK) != 1:
                return "there must be exactly one blank"
        elif not question.endswith("?"):
            return f"question {index + 1} does not end in a question mark"
    return None


def not_first_person(candidate: Candidate, context: Context) -> str | None:
    """No "we" or "you": nobody knows who is meant."""
    asked = outside_quotes(_asked(candidate))
    for match in _FIRST_PERSON.finditer(asked):
        numeral = match.group() == "I" and _CAPITAL_BEFORE.search(asked[: match.start()])
        if match.group() != "US" and not numeral:
            return f"“{match.group()}” is left without a person"
    return None


def not_pointing(candidate: Candidate, context: Context) -> str | None:
    """No "this study": what it points at isn't in the question."""
    if re.match(r"According to [^,]+, wh\w+ .*\bits\b", candidate.question):
        return "“its” may be the source's or the answer's"
    if re.match(rf"According to [^?]+, .*\b{_HELPER} (?:it|they)\b", candidate.question):
        return "“it” may be the source or what it speaks of"
    match = _POINTING.search(outside_quotes(_asked(candidate)))
    return f"“{match.group()}” points at something outside the question" if match else None


def nobody_by_a_pronoun(candidate: Candidate, context: Context) -> str | None:
    """No "According to Ada, who corrects her?": it may be anybody."""
    if candidate.note_type is NoteType.QUOTE:
        return None
    match = re.match(r"According to .*\b(he|she|him|her|his)\b", outside_quotes(candidate.question))
    return f"“{match.group(1)}” may be the source or somebody else" if match else None


def one_person(candidate: Candidate, context: Context) -> str | None:
    """No "Berg" of an article with two Bergs."""
    texts = [candidate.answer, outside_quotes(_asked(candidate))]
    for name in context.shared_names:
        if any(_stands_alone(name, text) for text in texts):
            return f"which {name} is meant can't be told"
    return None


def _stands_alone(name: str, text: str) -> bool:
    """True when ``name`` is used without another part of a name beside it."""
    words = [word.removesuffix("'s").removesuffix("’s") for word in re.findall(r"[\w’'.-]+", text)]
    named = [word[:1].isupper() and not _OPENING.fullmatch(word) for word in words]
    return any(
        word == name and not (at and named[at - 1]) and not (at + 1 < len(words) and named[at + 1])
        for at, word in enumerate(words)
    )


_OPENING = re.compile(r"Who(?:m|se)?|What|Which|When|Where|Why|How|According|In|On|At|By|From|To|With|For|Of|The")


def not_torn_from_quotes(candidate: Candidate, context: Context) -> str | None:
    """No part of words that the article keeps together in quotation marks: “introduction to agile”."""
    proof = candidate.evidence[0]
    if candidate.note_type is not NoteType.BASIC or proof.answer is None:
        return None
    for match in _QUOTED.finditer(proof.span.of(context.parsed.article.text)):
        start, end = proof.span.start + match.start() + 1, proof.span.start + match.end() - 1
        inside = start <= proof.answer.start and proof.answer.end <= end
        crossing = not inside and (start < proof.answer.end < end - 1 or start + 1 < proof.answer.start < end)
        part = inside and (proof.answer.start - start > 1 or end - proof.answer.end > 1)
        deed = _DEED.match(match.group()[1:])  # "must be closed to lorries" is no term
        if (crossing or part) and not deed and len(match.group().split()) <= _KEPT_TOGETHER:
            return "the answer is torn from words in quotation marks"
    return None


_DEED = re.compile(rf"{_HELPER}\b|(?:must|shall)\b", re.I)
_KEPT_TOGETHER = 6
"""So many words in quotation marks are a name or a term; more are a sentence that can be asked about."""


def not_about_the_article(candidate: Candidate, context: Context) -> str | None:
    """The question is about the world, not about the article."""
    return "it speaks of the article itself" if _SOURCE.search(_asked(candidate)) else None


def no_relative_time(candidate: Candidate, context: Context) -> str | None:
    """No "last year": the card is read on another day."""
    answer = "" if candidate.note_type is NoteType.QUOTE else candidate.answer
    for text in (outside_quotes(_asked(candidate)), answer):
        match = _RELATIVE_TIME.search(text)
        if match:
            return f"“{match.group()}” depends on the day it is read"
    return None


def short_enough(candidate: Candidate, context: Context) -> str | None:
    """Questions and answers are short; quotations may be longer."""
    options = context.options
    if candidate.note_type is NoteType.QUOTE:
        return None
    longest = options.cloze_words if candidate.note_type is NoteType.CLOZE else options.question_words
    for question, answer in _faces(candidate):
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
    for question, answer in _faces(candidate):
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
    for _, answer in _faces(candidate):
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
    for question, _ in _faces(candidate):
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


_TELLS_ITSELF = re.compile(r"\b(?:called|known as)\?$|\bthe (?:author|composer|creator|discoverer|inventor) of\b")
""" "What are winged insects known as?" and "Who was the inventor of the telephone?" need no name."""


def has_an_anchor(candidate: Candidate, context: Context) -> str | None:
    """A name, number or quotation says what the question is about."""
    if candidate.note_type is NoteType.QUOTE or candidate.kind in {"definition", "term"}:
        return None
    if _TELLS_ITSELF.search(candidate.question):
        return None
    asked = candidate.question.replace(BLANK, "")
    if "person" in candidate.tags:  # "Which Swedish captain ..." says who is asked for, not what about
        asked = re.sub(re.escape(candidate.wh), "who", asked, count=1, flags=re.I)
    dated = context.published is not None  # news tells of one occasion, an undated text of what is so
    if dated:
        asked = _BY_WHOM.sub("", asked)
    words = asked.split()[1:]
    if any(word.strip("'\"“‘(")[:1].isupper() or any(c.isdigit() for c in word) for word in words):
        return None
    somebody = re.search(r"\b[Ww]ho(?:m|se)?\b", asked) is not None
    brief = candidate.kind in {"count", "share", "amount"} or _OF_A_KIND.search(candidate.question) is not None
    if brief:
        needed = 3
    elif dated:
        needed = 4 if _SINGLED_OUT.search(asked) else 6 if candidate.kind == "subject" else 5
    else:
        needed = 5 if somebody or _ABLE.search(asked) or _PAST.search(asked) else 4
    told = stems(asked) - stems(candidate.wh) - _HOW_OFTEN
    of_one_kind = len(stems(candidate.question)) >= (2 if candidate.kind == "count" else 3)
    if candidate.general and of_one_kind and not somebody:
        return None
    by_a_claim = candidate.kind == "finder"  # "Who argued that all species descend from common ancestors?"
    if len(told) >= needed and (not somebody or by_a_claim or _SINGLED_OUT.search(asked)):
        return None
    return "nothing in the question says whom or what it is about"


_BY_WHOM = re.compile(r"^According to [^,]+, ")
_HOW_OFTEN = stems("always generally often sometimes typically usually")
_OF_A_KIND = re.compile(r"^What (?:is|are) (?!the ).* (?:as|for|from|into|of|on|to|with)\?$")
""" "What is alder wood used for?", which two words tell from everything else."""
_PAST = re.compile(r"^\w+ (?:did|had|has|have|was|were)\b")
_ABLE = re.compile(r"\b(?:can|could|may|might|would)\b")
_SINGLED_OUT = re.compile(r"\b(?:first|only|last|most|least|\w{3,}est)\b")


def asks_enough(candidate: Candidate, context: Context) -> str | None:
    """The question holds at least two telling words, so that it has one answer; of a number, what is counted is one."""
    if candidate.note_type in {NoteType.QUOTE, NoteType.CLOZE} or candidate.kind in {
        "initials",
        "age",
        "role",
        "role-of",
        "definition",
        "term",
    }:
        return None
    told = stems(candidate.question) - (set() if candidate.kind == "count" else stems(candidate.wh))
    return None if len(told) >= 2 else "the question says too little to have one answer"


def in_the_article(candidate: Candidate, context: Context) -> str | None:
    """The answer can be found in the article (dates in their absolute form aside)."""
    if candidate.kind == "date":
        return None
    for _, answer in _faces(candidate):
        said = plain_words(answer)
        if said not in context.article_words and said not in _without_remarks(context.article_words):
            return "the answer's words are not the article's"
    return None


@lru_cache(maxsize=1)
def _without_remarks(text: str) -> str:
    """An article without what stands in brackets; made once for all its cards."""
    return re.sub(r" \([^()]*\)", "", text)


CHECKS: tuple[Check, ...] = (
    has_question_and_answer,
    ends_properly,
    not_yes_or_no,
    short_enough,
    no_leak,
    answer_is_clean,
    question_is_clean,
    not_a_list,
    not_first_person,
    not_pointing,
    nobody_by_a_pronoun,
    one_person,
    not_torn_from_quotes,
    not_about_the_article,
    no_relative_time,
    has_an_anchor,
    asks_enough,
    in_the_article,
    no_unknown_names,
    leans_on_nothing,
    asks_for_its_kind,
    asks_in_its_place,
    says_the_same,
    worth_knowing,
)


def reason_against(candidate: Candidate, context: Context) -> str | None:
    """The first reason to reject a candidate, None when it passes every check."""
    if candidate.problem is not None:
        return candidate.problem
    return next((reason for check in CHECKS if (reason := check(candidate, context)) is not None), None)

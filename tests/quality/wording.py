"""Plain-text views of a card that the checks share: words, what stands outside quotation marks, stems."""

import re

from quizapp.notes import BLANK


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|May|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)|Oct(?:ober|\.)"
    r"|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
NUMBER_WORDS = _set(
    "no none zero half third quarter one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "hundreds thousand thousands million billion trillion dozen dozens several few many most once twice double"
)
AUXILIARIES = _set(
    "is are was were be been am do does did has have had will would can could shall should may might must"
)
WH_WORDS = _set("who whom whose what which when where why how")
_SMALL_WORDS = _set(
    "a an the and or but nor of in on at by for from to into onto with without about over under after before "
    "between during until since than then as that this these those it its he his him she her they their them we "
    "our us you your i my me not no more most less least such other some any each all both there here if so up "
    "out off too very only also just own same one per s t"
)
STOP_WORDS = AUXILIARIES | WH_WORDS | _SMALL_WORDS

_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"|(?<!\w)‘[^’]*’(?!\w)|(?<!\w)'[^']{3,}'(?!\w)")
_CONDITION = re.compile(r"^When [^?]*?, (?=(?:\w+ )?(?:who|whom|whose|what|which|where|why|how)\b)")
_WORD = re.compile(r"\$?\w+(?:[.,’'-]\w+)*%?")


def outside_quotes(text: str) -> str:
    """``text`` with what stands in quotation marks, the marks included, left out."""
    return " ".join(_QUOTED.sub(" ", text).split())


def quoted(text: str) -> list[str]:
    """The passages in double quotation marks, without the marks."""
    return [found.strip('“”"') for found in re.findall(r"“[^”]*”|\"[^\"]*\"", text)]


def words(text: str) -> list[str]:
    """The words of ``text``: numbers with their marks and hyphenated words are one; the blank counts as none."""
    return _WORD.findall(text.replace(BLANK, " "))


def stem(word: str) -> str:
    """``word`` without the commonest endings, so that "founded", "founder" and "founding" agree."""
    bare = re.sub(r"['’]s?$", "", word.lower())
    for ending in ("ings", "ing", "ers", "ed", "er", "ies", "es", "s", "e"):
        if bare.endswith(ending) and len(bare) - len(ending) >= 4:
            return bare[: -len(ending)]
    return bare


def content_stems(text: str) -> set[str]:
    """The stems of the words that carry meaning."""
    return {stem(word) for word in words(text) if word.lower() not in STOP_WORDS and len(word) > 1}


def plain(text: str) -> str:
    """``text`` for comparing: lower case, straight marks, single spaces, no quotation marks at all."""
    straight = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("\u00a0", " ")
    return " ".join(straight.replace('"', " ").lower().split())


def wh_phrase(question: str) -> tuple[str, list[str]]:
    """The question's first wh-word in lower case, "" when there is none, and the words that belong to it.

    "In which Chinese city did ..." gives "which" and ["Chinese", "city"]; of "When he was 10, how long ..." the "how".
    """
    tokens = words(_CONDITION.sub("", outside_quotes(question)))
    for at, token in enumerate(tokens):
        if token.lower() in WH_WORDS:
            phrase = []
            for following in tokens[at + 1 : at + 6]:
                if following.lower() in AUXILIARIES:
                    break
                phrase.append(following)
            return token.lower(), phrase
    return "", []

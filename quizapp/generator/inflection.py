"""Verb forms for questions: do-support, inversion, agreement."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from quizapp.generator.form_lists import lean_lemminflect
from quizapp.generator.vocabulary import word_set

BE = {"am", "is", "are", "was", "were", "'m", "'s", "'re"}
_CONTRACTED = {
    "'ve": "have",
    "'d": "would",
    "'ll": "will",
    "ca": "can",
    "wo": "will",
    "sha": "shall",
    "'re": "are",
    "'m": "am",
}
_SINGULAR = {"are": "is", "am": "is", "were": "was", "have": "has", "do": "does"}
_PLURAL = {"is": "are", "am": "are", "was": "were", "has": "have", "does": "do"}
_MODALS = word_set("""can could may might must shall should will would ought need dare""")


@cache
def base_form(word: str) -> str:
    """The infinitive of a verb form: "co-founded" -> "co-found", "hopes" -> "hope"."""
    prefix, hyphen, stem = word.lower().rpartition("-")
    lemmas = lean_lemminflect().getLemma(stem, "VERB")
    return prefix + hyphen + (lemmas[0] if lemmas else stem)


@cache
def is_verb_form(word: str) -> bool:
    """True when a word can be a verb at all: "traditions" can't, whatever the parser says."""
    stem = word.lower().rpartition("-")[2]
    known = lean_lemminflect().getAllLemmas(stem)
    return not known or "VERB" in known or "AUX" in known


@cache
def inflected(base: str, tag: str) -> str:
    """``base`` in the form of a Penn tag (VBZ, VBD, VBN, VBG): "total", "VBZ" -> "totals"."""
    prefix, hyphen, stem = base.rpartition("-")
    forms = lean_lemminflect().getInflection(stem, tag) if stem else ()
    return prefix + hyphen + (forms[0] if forms else stem)


def full_auxiliary(word: str, *, verb_tag: str, lemma: str = "") -> str:
    """A contracted auxiliary written out: "ca" -> "can", "'s" before a participle -> "has" or "is"."""
    word = word.lower().replace("’", "'")
    if word == "'s":
        return "has" if lemma == "have" else "is"
    if word == "'d" and verb_tag in {"VBN", "VBD"}:
        return "had"
    return _CONTRACTED.get(word, word)


def agreeing(word: str, tag: str, *, plural: bool) -> str:
    """A finite verb form made to agree with a third person subject: "are" -> "is", "make" (VBP) -> "makes"."""
    lower = word.lower()
    table = _PLURAL if plural else _SINGULAR
    if lower in table:
        return table[lower]
    if lower in BE or lower in _MODALS or tag not in {"VBP", "VBZ"} or lower in {"has", "have", "does", "do"}:
        return word
    base = base_form(word)
    return base if plural else inflected(base, "VBZ")


@dataclass(frozen=True, slots=True)
class Inverted:
    """A verb group opened for a question: ``auxiliary`` goes before the subject, ``rest`` after it."""

    auxiliary: str
    rest: tuple[str, ...]


def invert(words: tuple[tuple[str, str], ...], *, plural: bool) -> Inverted:
    """Opens a verb group, given as (word, Penn tag) with adverbs and negation in their places.

    The first finite auxiliary moves; a full verb gets do, does or did ("hopes to go" too); a "be" moves itself.
    ``plural`` is the subject's number, which the auxiliary is made to agree with.
    """
    finite = next((i for i, (_, tag) in enumerate(words) if tag in {"VBD", "VBZ", "VBP", "MD"}), 0)
    word, tag = words[finite]
    others = [other for i, (other, _) in enumerate(words) if i != finite]
    later = next((other for _, other in words[finite + 1 :] if other.startswith("VB") or other == "TO"), None)
    perfect = word.lower() in {"has", "have", "had"} and later in {"VBN", "VBD"}
    supported = word.lower() in {"do", "does", "did"} and later in {"VB", "VBP"}
    if tag == "MD" or word.lower() in BE or perfect or supported:
        return Inverted(agreeing(word, tag, plural=plural).lower(), tuple(others))
    support = "did" if tag == "VBD" else "do" if plural else "does"
    rest = [_each(base_form, other) if i == finite else other for i, (other, _) in enumerate(words)]
    return Inverted(support, tuple(rest))


def active(group: tuple[tuple[str, str], ...], *, plural: bool) -> tuple[tuple[str, str], ...] | None:
    """What the agent of a passive does, for the passive's verb group: "has been built" -> "has built".

    ``plural`` is the agent's number. None where no "be" stands before the participle, or where the group denies.
    """
    passive = [i for i, (word, _) in enumerate(group) if word.lower() in BE | {"be", "been", "being"}]
    done = next((i for i, (_, tag) in enumerate(group) if passive and i > passive[-1] and tag in {"VBN", "VBD"}), None)
    if done is None or any(word.lower() in {"not", "never"} for word, _ in group):
        return None
    tag = {"VBP": "VBZ"}.get(group[passive[-1]][1], group[passive[-1]][1])
    form = _each(lambda verb: _turned(verb, "VB" if tag == "VBZ" and plural else tag), group[done][0])
    turned = [*group[: passive[-1]], *group[passive[-1] + 1 : done], (form, tag), *group[done + 1 :]]
    return tuple((agreeing(word, kind, plural=plural), kind) for word, kind in turned)


def _turned(participle: str, tag: str) -> str:
    if tag == "VBN":
        return participle
    return base_form(participle) if tag == "VB" else inflected(base_form(participle), tag)


def _each(form: Callable[[str], str], verbs: str) -> str:
    """Every verb of "designed, built and operated" in another form."""
    return re.sub(r"[\w'’-]+", lambda word: word[0] if word[0] in {"and", "or"} else form(word[0]), verbs)

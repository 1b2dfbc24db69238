"""A question put together from a clause: question words first, the verb group opened, the rest in its order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from quizapp.generator.inflection import agreeing, base_form, inflected, invert
from quizapp.generator.printed_names import possessive
from quizapp.generator.span_clauses import FINITE, Frame
from quizapp.generator.span_wording import Speech, is_remark, names_source, phrase, set_against, shortened, singled_out
from quizapp.generator.vocabulary import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

# Human questions have ten or eleven words: what is not needed to say what is asked is kept up to here.
USUAL_WORDS = 12
_WHEN = {"when", "in what year", "in what decade", "in what century"}
_LEAST = 9
_NEEDED = {"dobj", "attr", "acomp", "xcomp", "oprd", "dative", "agent", "prt", "ccomp", "nsubj"}
_DIRECTIONS = {"apart", "aside", "away", "back", "down", "forward", "home", "off", "out", "together", "up", "well"}
_DEICTIC = {
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "ago",
    "now",
    "currently",
    "recently",
    "nowadays",
    "soon",
    "lately",
}
_CALENDAR = {f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")} | word_set(
    """
    year month week weekend quarter decade season spring summer fall autumn winter january february march april may
    june july august september october november december morning afternoon evening night
    """
)
_GOING_ON = {"acl", "pcomp", "ccomp"}
_SIDE = {"advcl", "parataxis", "npadvmod", "appos"}


def inverted(
    frame: Frame,
    speech: Speech,
    wh: str,
    *,
    without: Collection[int] = (),
    keep: Collection[int] = (),
    group: tuple[tuple[str, str], ...] | None = None,
    terse: bool = False,
) -> str:
    """ "When did X open the museum in Uppsala": the subject stays one, the words of ``without`` are asked for.

    ``terse`` leaves out all that the verb doesn't need; ``group`` is said in place of the clause's own verb group.
    """
    _enter(frame, speech)
    opened = invert(group or (_told_past(frame.group) if wh in _WHEN else frame.group), plural=frame.plural)
    subject = said_subject(frame, speech, without)
    verb = " ".join(opened.rest)
    used = len(f"{wh} {subject} {verb}".split()) + 1
    behind = said_parts(frame, speech, without=without, keep=keep, room=0 if terse else USUAL_WORDS - used)
    return " ".join(piece for piece in (wh, opened.auxiliary, subject, verb, behind) if piece)


def _enter(frame: Frame, speech: Speech) -> None:
    """Sets the clause that is asked about, and lets its relative pronoun be said as the noun that it means."""
    speech.frame = frame
    if frame.relative is not None and frame.antecedent is not None:
        meant = speech.say(phrase(frame.antecedent, without={token.i for token in frame.verb.subtree}))
        speech.instead[frame.relative.i] = possessive(meant) if frame.relative.tag_ == "WP$" else meant


def _told_past(group: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """ "has opened" as "opened", since "in what year has it opened" is no English; other groups as they are."""
    words = [word.lower() for word, _ in group]
    if len(group) < 2 or words[0] not in {"has", "have"} or group[1][1] not in {"VBN", "VBD"} or len(group) > 2:
        return group
    return ((inflected(base_form(group[1][0]), "VBD"), "VBD"),)


def of_subject(frame: Frame, speech: Speech, wh: str, *, plural: bool, without: Collection[int] = ()) -> str:
    """ "Who opened the museum in Uppsala": the question words are, or hold, the subject."""
    _enter(frame, speech)
    said = " ".join(agreed(frame.group, plural=plural))
    behind = said_parts(frame, speech, without=without, room=USUAL_WORDS - len(f"{wh} {said}".split()))
    return f"{wh} {said} {behind}"


def of_agent(frame: Frame, speech: Speech, wh: str, *, plural: bool, without: Collection[int]) -> str:
    """ "Who bought the mosaic" from "The mosaic was bought by ...": the passive turned round."""
    _enter(frame, speech)
    said = " ".join(active(frame.group, plural=plural))
    subject = objective(said_subject(frame, speech, without))
    room = USUAL_WORDS - len(f"{wh} {said} {subject}".split())
    return f"{wh} {said} {subject} {said_parts(frame, speech, without=without, room=room)}"


def objective(pronoun: str) -> str:
    """ "him" for "he"; what is no pronoun of a subject stays."""
    return {"he": "him", "she": "her", "they": "them", "we": "us", "I": "me"}.get(pronoun, pronoun)


def active(group: Sequence[tuple[str, str]], *, plural: bool) -> tuple[str, ...]:
    """A passive verb group turned active for a third person: ("was", "bought") -> ("bought",)."""
    last = max(i for i, (_, tag) in enumerate(group) if tag == "VBN")
    helper = max((i for i, (w, _) in enumerate(group[:last]) if w.lower() in _BE), default=None)
    if helper is None:
        return tuple(word for word, _ in group)
    word, _ = group[helper]
    base = base_form(group[last][0])
    form = {
        "been": group[last][0],
        "be": base,
        "being": inflected(base, "VBG"),
        "was": inflected(base, "VBD"),
        "were": inflected(base, "VBD"),
    }.get(word.lower(), base if plural else inflected(base, "VBZ"))
    kept = agreed([member for i, member in enumerate(group[:last]) if i != helper], plural=plural)
    return (*kept, form, *(w for w, _ in group[last + 1 :]))


def agreed(group: Sequence[tuple[str, str]], *, plural: bool) -> tuple[str, ...]:
    """The words of a verb group whose first finite verb agrees with a third person subject: "might have" stays."""
    first = next((i for i, (_, tag) in enumerate(group) if tag in FINITE), None)
    return tuple(agreeing(w, t, plural=plural) if i == first else w for i, (w, t) in enumerate(group))


_BE = {"is", "are", "was", "were", "be", "been", "being", "am"}


def said_subject(frame: Frame, speech: Speech, without: Collection[int] = ()) -> str:
    """The subject; of a relative clause the noun it is about, without the clause itself."""
    return speech.say(phrase(frame.subject, without={*without, *clause_of(frame)}))


def clause_of(frame: Frame) -> set[int]:
    """The words of a clause that hangs on its own subject, as a relative clause does."""
    inside = {token.i for token in frame.verb.subtree}
    return set() if frame.subject.i in inside else inside


def said_parts(
    frame: Frame, speech: Speech, *, without: Collection[int] = (), keep: Collection[int] = (), room: int = USUAL_WORDS
) -> str:
    """What stands behind the verb, what stood before the subject last; side clauses and far phrases left out."""
    start = min(frame.subject.i, frame.verb.i) if frame.antecedent is None else frame.verb.left_edge.i
    chosen: list[tuple[int, list[Token]]] = []
    for part in frame.parts:
        words = shortened(part, phrase(part, without=without, keep=keep), keep=keep, room=max(room, _LEAST))
        if not words or (_adverb(part) and part.i < frame.verb.i):
            continue
        if names_source(part) and not {token.i for token in part.subtree} & set(keep):
            continue  # said in front of the question
        if set_against(part) and not {token.i for token in part.subtree} & set(keep):
            continue
        if part.i not in keep and (_pointing(part) or is_remark(" ".join(token.text for token in part.subtree))):
            continue
        holds = bool({token.i for token in part.subtree} & set(keep))
        if part.dep_ == "ccomp" and not holds and (part.i < start or _quoted(words)):
            speech.broken = True
        about = frame.relative is not None and frame.relative.i in {token.i for token in part.subtree}
        needed = part.dep_ in _NEEDED or holds or about
        fronted = part.i < frame.verb.i and not about
        aim = part.dep_ == "advcl" and part.tag_ == "VB" and part.i > frame.verb.i
        if aim and any(singled_out(other) for other in frame.parts if other.dep_ in {"attr", "dobj"}):
            needed = True  # "the first team to win the cup", whose last words the parser gives to the verb
        needed = needed or (part.dep_ == "prep" and part.i == frame.verb.i + 1 and not _complete(frame))
        needed = needed or (_adverb(part) and part.i == frame.verb.i + 1 and part.lower_ in _DIRECTIONS)
        if not needed and not aim and (part.dep_ in _SIDE or _adverb(part)) and not _time(part):
            continue
        if not holds and part.lower_ == "with" and any(t.tag_ in {"VBG", "VBN"} and t.dep_ in _GOING_ON for t in words):
            continue  # "with the silver medal going to Poland"
        torn = len(words) == 2 and words[-1].pos_ == "NOUN" and any(c.dep_ == "prep" for c in words[-1].children)
        if not needed and (torn or len(words) > room or (fronted and len(words) > 6)):
            continue
        room -= len(words)
        order = frame.verb.i if about else part.i + (len(part.doc) if fronted else 0)
        chosen.append((order, words))
    gap = _object_gap(frame)
    if gap is not None:
        chosen.append((frame.verb.i, gap))
    return " ".join(speech.say(words) for _, words in sorted(chosen, key=lambda item: item[0]))


def _object_gap(frame: Frame) -> list[Token] | None:
    """The noun that "a story he heard in Oslo" is about, which its clause lacks as an object."""
    if frame.antecedent is None or frame.relative is not None or frame.subject == frame.antecedent:
        return None
    inside = list(frame.verb.subtree)
    has = {child.dep_ for child in frame.verb.children} & {"dobj", "attr", "acomp", "ccomp", "xcomp", "oprd"}
    if has or any(t.tag_ in {"WRB", "WDT", "WP"} or t.dep_ == "mark" for t in inside):
        return None
    if any(t.dep_ == "prep" and not any(t.children) for t in inside) or frame.passive:
        return None
    return phrase(frame.antecedent, without={t.i for t in inside})


def _complete(frame: Frame) -> bool:
    """True when the verb has an object or the like: without one it is empty without the phrase that follows."""
    return any(part.dep_ in _NEEDED - {"prt", "agent"} for part in frame.parts) or frame.passive


def _quoted(words: list[Token]) -> bool:
    """True for a clause that is somebody's own words, or follows a colon."""
    before = words[0].nbor(-1).text if words[0].i > 0 else ""
    return before in {'"', ":", "'"} or words[0].text == '"'


def _adverb(token: Token) -> bool:
    return bool(token.dep_ == "advmod")


def _pointing(part: Token) -> bool:
    """True for "last week", "at today's meeting", "recently": a time that only the day of writing tells."""
    words = {token.lower_ for token in part.subtree}
    timed = part.dep_ in {"npadvmod", "advmod"} or (part.dep_ == "prep" and len(words) <= 5)
    if not timed:
        return False
    return bool(words & _DEICTIC) or (
        ("last" in words or "next" in words or "this" in words) and bool(words & _CALENDAR)
    )


def _time(token: Token) -> bool:
    return token.ent_type_ in {"DATE", "TIME"}

"""Plain text to the HTML of Anki's fields, so that it shows exactly as it is written, and back."""

import html
import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from quizapp.exchange.markdown_html import markdown_html
from quizapp.notes import BLANK

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Anki parts its fields with one of these, and none of them shows."""
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})
"""Anki's template language is written in braces."""
_SPECIAL = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff&<>{}\\[]")
"""Most fields hold none of these and are their own HTML."""
_MARKUP = re.compile(r"<[^>]*>")
_BREAKS = re.compile(r"(?i)<(?:br|div|p|li|tr)\b[^>]*>")
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::.*?)?\}\}", re.DOTALL)
_TAGS = re.compile(r"\[(?=/?(?:sound|anki):|\[type:|/?(?:latex|\$\$?)\])", re.IGNORECASE)
"""Square brackets that Anki takes for sound, speech, a typing field or LaTeX."""


def field_html(text: str) -> str:
    """``text`` as a field's HTML: markup and Anki's own signs show as typed, line ends break; blank text is empty."""
    return _escape(text.strip())


def link_html(address: str) -> str:
    """A web address for a link's ``href``, or nothing when it is not one."""
    if not address.startswith(("http://", "https://")):
        return ""
    return html.escape(re.sub(r"[^!#-;=?-\[\]_a-z|~\x80-\U0010ffff]", lambda odd: quote(odd.group()), address.strip()))


def cloze_html(text: str, answer: str) -> str:
    """A cloze's text with its blank as Anki writes it, the answer inside."""
    before, after = text.split(BLANK, 1)
    hidden = _escape(answer.strip()).replace(":", "&#58;")  # A double colon would begin a hint.
    return f"{_escape(before)}{{{{c1::{hidden}}}}}{_escape(after)}"


def choices_html(text: str) -> str:
    """The options, one a line, as a list."""
    return "".join(("<ol>", *(f"<li>{_escape(line)}</li>" for line in text.splitlines() if line.strip()), "</ol>"))


def evidence_html(evidence: str, answers: Sequence[str]) -> str:
    """The proving sentences with each answer marked where it first stands in them.

    Of two answers, one for each face of the note, the design shows only the mark of the face on the screen.
    """
    evidence = evidence.strip()
    if not evidence.isprintable() or "  " in evidence:  # Most evidence is one line with single spaces.
        evidence = _SPACES.sub(" ", _LINE_ENDS.sub("\n", evidence))
    parts = []
    at = 0
    for start, end, face in sorted(_places(evidence, answers)):
        if end > at:
            start = max(start, at)
            opening = f'<mark class="face{face}">' if len(answers) > 1 else "<mark>"
            parts.append(f"{_escape(evidence[at:start])}{opening}{_escape(evidence[start:end])}</mark>")
            at = end
    return "".join((*parts, _escape(evidence[at:])))


def markdown_field(source: str) -> str:
    """Markdown as a field's HTML."""
    made = markdown_html(source.strip())
    return field_html(source) if made is None else _without_signs(made)


def markdown_cloze(text: str, answer: str) -> str:
    """A cloze's Markdown with its blank as Anki writes it, the answer inside."""
    before, after = text.split(BLANK, 1)
    made = markdown_html(f"{before}\ue002{answer.strip()}\ue003{after}")
    if made is None:
        return cloze_html(text, answer)
    before, _, rest = _without_signs(made).partition("\ue002")
    hidden, _, after = rest.partition("\ue003")
    return f"{before}{{{{c1::{hidden.replace(':', '&#58;')}}}}}{after}"


def plain_text(markup: str) -> str:
    """The text that a person reads in a field: line ends where a line or a block ends, no markup."""
    return html.unescape(_MARKUP.sub("", _BREAKS.sub("\n", markup))).replace("\xa0", " ").strip()


def plain_cloze(markup: str) -> tuple[str, str] | None:
    """The text of a cloze with its blank, and the hidden words; None unless it hides one thing."""
    found = list(_CLOZE.finditer(markup))
    if len(found) != 1:
        return None
    hidden = plain_text(found[0][1])
    text = plain_text(f"{markup[: found[0].start()]}\ue000{markup[found[0].end() :]}")
    return text.replace("\ue000", BLANK), hidden


def plain_choices(markup: str) -> str:
    """The options of a list, one a line."""
    return "\n".join(line.strip() for line in plain_text(markup).splitlines() if line.strip())


def _places(evidence: str, answers: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Start, end and number of each answer that stands in ``evidence`` as whole words, whatever its case."""
    lowered = evidence.lower().replace("\n", " ")
    if len(lowered) != len(evidence):  # A few capitals are two characters in lower case.
        lowered = evidence.replace("\n", " ")
    for face, answer in enumerate(answers, start=1):
        words = " ".join(answer.split()).lower()
        start = lowered.find(words)
        while words and start >= 0:
            end = start + len(words)
            if not (_joins(lowered, start) or _joins(lowered, end)):
                yield start, end, face
                break
            start = lowered.find(words, start + 1)


def _joins(text: str, at: int) -> bool:
    """True when a word runs on over position ``at``."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _without_signs(markup: str) -> str:
    return _TAGS.sub("&#91;", markup).translate(_BRACES)


def _escape(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    clean = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return _without_signs(html.escape(clean, quote=False)).replace("\n", "<br>")

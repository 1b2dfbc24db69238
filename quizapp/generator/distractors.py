"""Wrong options for a choice: of the answer's type, from the article, and not also true."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapp.generator.stemming import stems

if TYPE_CHECKING:
    from quizapp.generator.candidates import Candidate, Context

_KINDS = {"person": "person", "organization": "organisation", "place": "place"}
_YEAR = re.compile(r"(?<![\d,.$€£])(?:1[5-9]|20)\d\d(?!\d|[,.]\d)")


def wrong_options(candidate: Candidate, context: Context) -> tuple[str, ...]:
    """Up to `Options.distractors` wrong answers, nearest in length first; fewer when the article has no more.

    An option is never named where the answer is proved, since it might be true as well, nor in the question.
    """
    tag = candidate.tags[0] if candidate.tags else ""
    proof = " ".join(e.span.of(context.parsed.article.text) for e in candidate.evidence)
    taken = stems(proof) | stems(candidate.question) | stems(candidate.answer)
    if tag in _KINDS:
        options = [e.name for e in context.mentions.entities if e.kind == _KINDS[tag] and not e.plural]
    elif candidate.kind == "date" and _YEAR.fullmatch(candidate.answer):
        options = sorted(set(_YEAR.findall(context.parsed.article.text)))
    else:
        return ()
    fitting = [option for option in dict.fromkeys(options) if not stems(option) & taken]
    fitting.sort(
        key=lambda option: (
            abs(len(option.split()) - len(candidate.answer.split())),
            abs(len(option) - len(candidate.answer)),
            option,
        )
    )
    return tuple(fitting[: context.options.distractors])

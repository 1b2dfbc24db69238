"""The spaCy pipeline that the generator parses with: loaded once, named, swappable."""

from __future__ import annotations

import re
import sys
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from quizapp import config
from quizapp.errors import SetupError

if TYPE_CHECKING:
    from spacy.language import Language

# "co-founded" is one verb; spaCy would read it as three words and take "co" for the verb of the sentence.
_KINDS = ("_core_", "_lg", "_md", "_sm")
"""Parts of a pipeline's name that make it the better choice: general, then large."""
_PREFIXED = re.compile(r"(?<![A-Za-z-])(?:co|re|pre|de|un|ex|anti|non|mid|out|over)$", re.IGNORECASE)


def installed_pipelines() -> dict[str, str]:
    """The best spaCy pipeline installed for each language, by its code; nothing is loaded for it."""
    names = sorted(point.name for point in entry_points(group="spacy_models"))
    best = sorted(names, key=lambda name: [part in name for part in _KINDS])
    return {name.split("_")[0]: name for name in best}


@cache
def load_pipeline(name: str = config.DEFAULT_PIPELINE) -> Language:
    """The installed pipeline ``name``, the same object each time. Raises `SetupError` saying what to install."""
    import spacy

    try:
        nlp = spacy.load(name)
    except (OSError, ImportError) as error:
        is_default = name == config.DEFAULT_PIPELINE
        install = f"pip install {name.replace('_', '-')}" if is_default else f"spacy download {name}"
        raise SetupError(
            f"The language pipeline '{name}' is not installed: run '{sys.executable} -m {install}', or name another one"
            " with QUIZAPP_PIPELINE."
        ) from error
    _keep_prefixed_words(nlp)
    return nlp


def _keep_prefixed_words(nlp: Language) -> None:
    tokenizer: Any = nlp.tokenizer
    find = getattr(tokenizer, "infix_finditer", None)
    if find is None:  # languages without spaces have tokenizers of their own
        return

    def finditer(text: str) -> list[re.Match[str]]:
        return [match for match in find(text) if not (match.group() == "-" and _PREFIXED.search(text[: match.start()]))]

    tokenizer.infix_finditer = finditer

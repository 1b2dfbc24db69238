"""Names as a sentence prints them: which words belong to one, and where one printed in full ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

    from quizapp.generator.mentions import Entity


def in_name(token: Token, entity: Entity) -> bool:
    """True when a word is one of the words of an entity's name or of a short form of it."""
    text = token.text
    return any(
        text in name.replace("-", " - ").replace("'", " '").split() or text in name.split()
        for name in (entity.name, *entity.aliases)
    )


LONG = 9
"""Words of a name that nobody says in full, and that are too many for an answer."""


def known_by(entity: Entity) -> str | None:
    """The initials by which something with a long name is known."""
    initials = next((alias for alias in entity.aliases if alias.isupper() and len(alias) > 2), None)
    return initials if len(entity.name.split()) >= LONG else None


def possessive(name: str) -> str:
    """A name with the ending of an owner: "Sweden's", "Brussels'"."""
    return name + ("'" if name.endswith("s") else "'s")


_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def printed_in_full(span: Words, i: int, entity: Entity) -> int | None:
    """Where the full name that starts at ``i`` ends, None when it isn't printed in full there."""
    doc = span.doc
    stop = doc[i].idx + len(entity.name)
    if doc.text[doc[i].idx : stop].translate(_STRAIGHT) != entity.name.translate(_STRAIGHT):
        return None
    return next((j for j in range(i + 1, span.end + 1) if doc[j - 1].idx + len(doc[j - 1].text) >= stop), None)

"""What a dry run prints: what models would be asked, and about how many tokens that takes."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.services.dry_run import Planned


def plans_text(source: str, plans: "Sequence[Planned]") -> str:
    """The requests word for word."""
    if not plans:
        return f"{source}: the rules ask no model."
    return "\n\n".join([*(f"{source}: {one.shown}" for one in plans), f"{source}: Nothing was sent."])


def plans_json(source: str, plans: "Sequence[Planned]", goes_to: str | None) -> dict[str, object]:
    """The same as JSON; ``goes_to`` is the other computer that would be sent them, if any."""
    return {"source": source, "goes_to": goes_to, "writers": [asdict(one) for one in plans]}

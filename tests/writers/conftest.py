"""Articles as a writer is given them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pytest
from spacy.language import Language

from quizapp.article import Article
from quizapp.generator.candidates import Context, Written
from quizapp.generator.pipeline import generate
from quizapp.generator.progress import Progress

if TYPE_CHECKING:
    from quizapp.generator.candidates import Material


class Listener:
    """A writer that keeps what it is given, and writes nothing."""

    name = "listener"

    def __init__(self) -> None:
        self.given: tuple[Sequence[Material], Context] | None = None

    def write(self, material: Sequence[Material], context: Context, progress: Progress | None) -> Written:
        self.given = material, context
        return Written((), 0)


@pytest.fixture(scope="session")
def given(nlp: Language) -> Callable[[Article], tuple[Sequence[Material], Context]]:
    """What a writer is given for an article."""

    def listen(article: Article) -> tuple[Sequence[Material], Context]:
        listener = Listener()
        generate(article, nlp=nlp, writers=[listener])
        assert listener.given is not None
        return listener.given

    return listen

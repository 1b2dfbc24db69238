"""The generator in a process of its own, so that this one goes on answering while it reads."""

from collections.abc import Callable

from quizapp.article import Article
from quizapp.errors import SetupError
from quizapp.generator.pipeline import Generated
from quizapp.services.children import ChildDiedError, Children, Report
from quizapp.services.generation import WriteCards, make_generator
from quizapp.services.writers import WriterChoice


def make_apart(children: Children, pipeline_name: str, choose: Callable[[], WriterChoice]) -> WriteCards:
    """A function as that of `make_generator`, whose work one of ``children`` does.

    Each time it is called ``choose`` tells the writers. It raises `SetupError`, too, when the child is killed, as for
    want of memory.
    """

    def write_cards(article: Article) -> Generated:
        try:
            with children.lend() as child:
                return child.call(_write_cards, pipeline_name, choose(), article)
        except ChildDiedError as error:
            raise SetupError(error.for_person) from error

    return write_cards


def _write_cards(_report: Report, pipeline_name: str, writers: WriterChoice, article: Article) -> Generated:
    return make_generator(pipeline_name, writers=writers)(article)

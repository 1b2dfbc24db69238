"""Functions in processes of their own."""

import os
import signal

import pytest

from quizapp.article import Article
from quizapp.config import DEFAULT_PIPELINE
from quizapp.errors import InputError
from quizapp.services.children import ChildDiedError, ChildFailedError, Children, Report
from quizapp.services.generating_apart import make_apart
from quizapp.services.generation import make_generator
from quizapp.services.writers import WriterChoice


def double(report: Report, number: int) -> int:
    report.step("Doubling", 1, 2)
    return 2 * number


def refuse(_report: Report) -> None:
    raise InputError("Not this.", field="text")


def blunder(_report: Report) -> None:
    raise RuntimeError("a mistake")


def die(_report: Report) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.fixture
def children():
    children = Children()
    yield children
    children.close()


def test_a_generator_apart_gives_what_the_one_here_gives(children):
    article = Article("Ada Lovelace wrote the first program in 1843. She met Charles Babbage in London.", language="en")
    assert make_apart(children, DEFAULT_PIPELINE, WriterChoice)(article) == make_generator(DEFAULT_PIPELINE)(article)


def call(children, function, *args):
    with children.lend() as child:
        return child.pid, child.call(function, *args)


def test_a_warm_child_is_used_again_and_ends_when_idle(children):
    first, four = call(children, double, 2)
    second, six = call(children, double, 3)
    assert (four, six, first) == (4, 6, second)
    with children.lend() as one, children.lend() as other:
        assert one.pid != other.pid
    children.reap(idle=0)
    third, _ = call(children, double, 4)
    assert third not in (one.pid, other.pid)


def test_what_a_function_raises_arrives(children):
    with pytest.raises(InputError, match="Not this") as caught:
        call(children, refuse)
    assert caught.value.field == "text"
    with pytest.raises(ChildFailedError, match="RuntimeError: a mistake"):
        call(children, blunder)
    with pytest.raises(ChildDiedError, match="killed by SIGTERM"):
        call(children, die)
    assert call(children, double, 1)[1] == 2

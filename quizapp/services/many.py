"""The same thing done to many items, in several processes at once, the results in the order of the items."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from quizapp.errors import InputError, QuizError
from quizapp.services.children import ChildDiedError, ChildFailedError, Children

AHEAD = 16
"""Items for each process that are read ahead of the result that is waited for: a long one must not stop the others."""

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def in_order(
    function: Callable[..., _Result], items: Iterable[_Item], *args: Any, jobs: int
) -> Iterator[tuple[_Item, _Result | QuizError]]:
    """Each item with what ``function(report, *args, item)`` returns in one of ``jobs`` children.

    An item that raises a `QuizError` has it for a result, and so has one whose child is killed; the others go on.
    However many items there are, only a few are held at once.
    """
    children = Children()
    waiting: deque[tuple[_Item, Future[_Result | QuizError]]] = deque()

    def one(item: _Item) -> _Result | QuizError:
        try:
            with children.lend() as child:
                return child.call(function, *args, item)
        except QuizError as error:
            return error
        except ChildDiedError as error:
            return InputError(error.for_person)
        except ChildFailedError as error:
            logging.getLogger(__name__).error("%s", error)
            return InputError("quizapp made a mistake with it; what went wrong stands above.")

    pool = ThreadPoolExecutor(jobs)
    try:
        for item in items:
            waiting.append((item, pool.submit(one, item)))
            if len(waiting) >= AHEAD * jobs:
                done, future = waiting.popleft()
                yield done, future.result()
        while waiting:
            done, future = waiting.popleft()
            yield done, future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        children.close()
        pool.shutdown()

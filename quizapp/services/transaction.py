"""One transaction for each thing a person does."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from quizapp.storage.database import DbSession, start_writing

_P = ParamSpec("_P")
_T = TypeVar("_T")


def one_transaction(function: Callable[Concatenate[DbSession, _P], _T]) -> Callable[Concatenate[DbSession, _P], _T]:
    """``function`` as one transaction: what it did is on disk when it returns, and undone when it raises."""

    @wraps(function)
    def run(session: DbSession, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        start_writing(session)
        try:
            result = function(session, *args, **kwargs)
            session.commit()
        except BaseException:
            session.rollback()
            raise
        return result

    return run

"""One transaction for each thing a person does."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Concatenate, ParamSpec, TypeVar

from quizapp.storage.answering import count_change
from quizapp.storage.database import DbSession, start_writing

_P = ParamSpec("_P")
_T = TypeVar("_T")


def one_transaction(function: Callable[Concatenate[DbSession, _P], _T]) -> Callable[Concatenate[DbSession, _P], _T]:
    """``function`` as one transaction: what it did is on disk when it returns, and undone when it raises.

    One whose second parameter is ``owner_id`` is counted among the owner's changes, so that what was gathered of the
    library before is known for old.
    """
    counts = list(signature(function).parameters)[1:2] == ["owner_id"]

    @wraps(function)
    def run(session: DbSession, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        start_writing(session)
        try:
            result = function(session, *args, **kwargs)
            if counts:
                session.flush()
                count_change(session, int(args[0]))  # type: ignore[call-overload]
            session.commit()
        except BaseException:
            session.rollback()
            raise
        return result

    return run

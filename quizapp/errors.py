"""Errors whose message is meant for the person who uses the program."""


class QuizError(Exception):
    """Something the person can do something about.

    The message is one line of plain English that says what happened, to what, and what to do.
    ``field`` names the form field it belongs beside, where there is one.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class InputError(QuizError):
    """What was given can't be used as it is: a file, a form field, an option."""


class NotFoundError(QuizError):
    """The thing asked for does not exist, or no longer does."""


class ConflictError(QuizError):
    """The thing changed since the person looked at it; nothing was done."""


class SetupError(QuizError):
    """Something must be installed or configured before this can work."""

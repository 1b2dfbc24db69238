"""What is said of a result, whether the page made it at once or work that a person waited for did."""

from quizapp.web.words import gettext as _


def already_there() -> str:
    """An article was given that the library has."""
    return _("This article was already in the library. Here it is.")


def read_again(*, is_new_version: bool) -> str:
    """An article was read again."""
    if is_new_version:
        return _("Read again: something was read otherwise than before, so this is a new version of the article.")
    return _("Read again: the article is as before. Drafts that you had not decided about were written anew.")

"""The form that takes in a file with decks."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class FileForm(FlaskForm):
    """A file with decks."""

    file = FileField(_l("File"), [FileRequired(_l("Choose a file with cards in it."))])

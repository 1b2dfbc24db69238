"""The forms that rename a deck and take in a package."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from quizapp.services.decks import LONGEST_NAME


class NameForm(FlaskForm):
    """A deck's name."""

    name = StringField(
        _l("Name"),
        [InputRequired(_l("A deck needs a name.")), Length(max=LONGEST_NAME)],
        filters=[lambda value: (value or "").strip()],
    )


class PackageForm(FlaskForm):
    """A package from Anki."""

    file = FileField(_l("File"), [FileRequired(_l("Choose a file that Anki exported."))])

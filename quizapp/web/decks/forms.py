"""The forms that rename a deck, set how it is studied and take it out."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from quizapp.scheduling.ways import Way
from quizapp.services.decks import LONGEST_NAME
from quizapp.web.fields import WholeNumber

KINDS = ("apkg", "txt", "csv", "md", "yaml")
"""The endings of files that a deck goes to."""


class NameForm(FlaskForm):
    """A deck's name."""

    name = StringField(
        _l("Name"),
        [InputRequired(_l("A deck needs a name.")), Length(max=LONGEST_NAME)],
        filters=[lambda value: (value or "").strip()],
    )


class ExportForm(FlaskForm):
    """What kind of file a deck goes to."""

    kind = RadioField(_l("Kind of file"), choices=list(KINDS), default="apkg")
    schedule = BooleanField(_l("With its schedule and all reviews"))
    own = BooleanField(_l("Keep quizapp's note types"))


class OptionsForm(FlaskForm):
    """How a deck is studied. Steps are written as 1m 10m, the desired retention in percent."""

    new_per_day = WholeNumber(_l("New cards a day"))
    reviews_per_day = WholeNumber(_l("Reviews a day"))
    desired_retention = StringField(_l("Desired retention"), [InputRequired(_l("Give a percentage."))])
    maximum_interval = WholeNumber(_l("Longest interval"))
    learning_steps = StringField(_l("Learning steps"), [Length(max=200)])
    relearning_steps = StringField(_l("Relearning steps"), [Length(max=200)])
    leech_threshold = WholeNumber(_l("Leech after"))
    way = RadioField(
        _l("How you answer"),
        choices=[way.value for way in Way],
    )
    choice_counts = BooleanField(_l("A choice counts as a review"))
    everywhere = BooleanField(_l("Change the other decks that share these options, too"))

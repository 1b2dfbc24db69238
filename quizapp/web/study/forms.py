"""The forms of the study page: an action on the card, the way to answer, a due date."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, IntegerField
from wtforms.validators import AnyOf, InputRequired, NumberRange

from quizapp.scheduling.ways import Way
from quizapp.web.context import LARGEST

FLAGS = range(1, 8)
ACTS = ("suspend", "bury", "reset", "pass", "mark", "unmark", "unflag", *(f"flag-{flag}" for flag in FLAGS))


class ActForm(FlaskForm):
    """What to do with one card as it was shown; ``show`` says that its answer was."""

    card = IntegerField(validators=[InputRequired(), NumberRange(0, LARGEST)])
    version = IntegerField(validators=[InputRequired(), NumberRange(0, LARGEST)])
    act = HiddenField(validators=[InputRequired(), AnyOf(ACTS)])
    show = HiddenField()
    asked = HiddenField()


class WayForm(FlaskForm):
    """How the deck's cards are answered."""

    way = HiddenField(validators=[InputRequired(), AnyOf([way.value for way in Way])])


class DueForm(FlaskForm):
    """The day a card is due."""

    day = DateField(_l("Day"), [InputRequired(_l("Choose a day."))])

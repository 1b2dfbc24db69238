"""The forms of quizzes: what to ask, an answer, the person's own verdict."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, RadioField
from wtforms.validators import AnyOf, InputRequired, Optional

from quizapp.scheduling.ways import Way
from quizapp.web.fields import WholeNumber


class QuizForm(FlaskForm):
    """What to ask of a deck."""

    number = WholeNumber(_l("Questions"), default=10)
    minutes = WholeNumber(_l("Time limit, in minutes"), [Optional()])
    way = RadioField(_l("How you answer"), choices=[Way.TYPE.value, Way.CHOOSE.value], default=Way.TYPE.value)
    order = RadioField(_l("Order"), choices=["shuffled", "deck"], default="shuffled")


class AnswerForm(FlaskForm):
    """The answer to one question: ``given`` is what was typed, ``chosen`` the number of an option."""

    item = IntegerField(validators=[InputRequired()])
    given = HiddenField()
    chosen = IntegerField(validators=[Optional()])


class JudgeForm(FlaskForm):
    """Whether an answer counts as right."""

    item = IntegerField(validators=[InputRequired()])
    right = HiddenField(validators=[AnyOf(["0", "1"])])

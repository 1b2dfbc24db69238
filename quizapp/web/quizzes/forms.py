"""The forms of quizzes: what to ask, an answer, the person's own verdict."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, RadioField, SelectMultipleField
from wtforms.validators import AnyOf, InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.scheduling.ways import Way
from quizapp.web.fields import WholeNumber


class QuizForm(FlaskForm):
    """What to ask, and how."""

    number = WholeNumber(_l("Questions"), default=10)
    minutes = WholeNumber(_l("Time limit, in minutes"), [Optional()])
    way = RadioField(_l("How you answer"), choices=[Way.TYPE.value, Way.CHOOSE.value], default=Way.TYPE.value)
    faces = SelectMultipleField(
        _l("Questions of these kinds"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    order = RadioField(_l("Order"), choices=["shuffled", "deck"], default="shuffled")
    counts = RadioField(_l("Reviews"), choices=["no", "yes"], default="no")


class AnswerForm(FlaskForm):
    """The answer to one question: ``given`` is what was typed, ``chosen`` the number of an option."""

    item = IntegerField(validators=[InputRequired()])
    given = HiddenField()
    chosen = IntegerField(validators=[Optional()])


class JudgeForm(FlaskForm):
    """Whether an answer counts as right."""

    item = IntegerField(validators=[InputRequired()])
    right = HiddenField(validators=[AnyOf(["0", "1"])])

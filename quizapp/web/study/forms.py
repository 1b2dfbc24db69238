"""The form that grades a card."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField
from wtforms.validators import UUID, InputRequired, NumberRange

from quizapp.web.context import LARGEST


class GradeForm(FlaskForm):
    """The grade of one card as it was shown: ``version`` is the card's then, ``request_id`` this answer's own id.

    ``asked`` is when the question was shown, in milliseconds since 1970.
    """

    card = IntegerField(validators=[InputRequired(), NumberRange(1, LARGEST)])
    version = IntegerField(validators=[InputRequired(), NumberRange(0, LARGEST)])
    request_id = HiddenField(validators=[InputRequired(), UUID()])
    asked = IntegerField(validators=[InputRequired(), NumberRange(0, LARGEST)])
    rating = IntegerField(validators=[InputRequired(), NumberRange(1, 4)])

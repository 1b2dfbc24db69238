"""The forms of custom study: what to go through, and how much more of today."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, SelectField
from wtforms.validators import NumberRange, Optional

from quizapp.services.custom_study import FURTHEST, Kind
from quizapp.web.fields import WholeNumber

_DAYS = NumberRange(1, FURTHEST, _l("Give a number of days from 1 to 365."))


class ChooseForm(FlaskForm):
    """What the round is about. ``ahead_days`` and ``back_days`` belong to the choices beside them."""

    kind = RadioField(
        _l("What to study"),
        choices=[
            SelectChoice(Kind.AHEAD.value, _l("Review ahead: what is due in the next days")),
            SelectChoice(Kind.FORGOTTEN.value, _l("What you forgot in the last days, today included")),
            SelectChoice(Kind.TAG.value, _l("Cards with a tag")),
            SelectChoice(Kind.ARTICLE.value, _l("Cards of an article")),
            SelectChoice(Kind.ALL.value, _l("All cards")),
        ],
        default=Kind.FORGOTTEN.value,
    )
    ahead_days = WholeNumber(_l("Days ahead"), [Optional(), _DAYS], default=1)
    back_days = WholeNumber(_l("Days back"), [Optional(), _DAYS], default=1)
    tag = SelectField(_l("Tag"), validate_choice=False)
    article = SelectField(_l("Article"), validate_choice=False)
    reschedules = BooleanField(_l("Grades change the schedule"))


class MoreForm(FlaskForm):
    """How many more cards today."""

    new = WholeNumber(_l("New cards"), [Optional()], default=10)
    reviews = WholeNumber(_l("Reviews"), [Optional()], default=0)

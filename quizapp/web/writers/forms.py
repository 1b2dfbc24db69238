"""The form that chooses the writers."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import Optional

from quizapp.config import ENDPOINT, NEURAL, WriterSettings
from quizapp.errors import QuizError
from quizapp.web.fields import WholeNumber


def _stripped(value: str | None) -> str:
    return (value or "").strip()


class WritersForm(FlaskForm):
    """The writers beside the rules. ``key`` is never filled in: what is kept is not shown."""

    neural = BooleanField(_l("The small model"))
    endpoint = BooleanField(_l("A model at an address"))
    url = StringField(_l("Address"), filters=[_stripped])
    model = StringField(_l("Model"), filters=[_stripped])
    context_tokens = WholeNumber(_l("Context, in tokens"), [Optional()])
    key = PasswordField(_l("Key"), filters=[_stripped])

    def chosen(self) -> WriterSettings:
        """What was ticked and typed."""
        ticked = [name for name in (NEURAL, ENDPOINT) if self[name].data]
        url, model, key = (self[name].data or None for name in ("url", "model", "key"))
        return WriterSettings(tuple(ticked), url, model, key, self.context_tokens.data)

    def blame(self, error: QuizError) -> None:
        """Put the message of ``error`` beside the field it is about."""
        name = error.field if error.field in self else "url"
        self[name].errors = [*self[name].errors, error.message]

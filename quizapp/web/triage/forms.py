"""The form that edits a note: one text field for each field of its type."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from quizapp.errors import QuizError
from quizapp.notes import SOURCE_FIELDS
from quizapp.services.library import NoteView

_LABELS = {
    "Question": _l("Question"),
    "Answer": _l("Answer"),
    "Reverse question": _l("Reverse question"),
    "Reverse answer": _l("Reverse answer"),
    "Text": _l("Sentence with the blank"),
    "Speaker": _l("Speaker"),
    "Quotation": _l("Quotation with the blank"),
    "Missing words": _l("Missing words"),
    "Choices": _l("Options"),
}
LONGEST_FIELD = 20_000
"""Characters that a field may hold."""


class EditForm(FlaskForm):
    """A note's fields; `edit_form` makes one with the fields of a note."""

    names: dict[str, str]
    seen = HiddenField()
    """When the note that the person sees was last changed."""

    def seen_at(self) -> datetime | None:
        """``seen`` as an instant; None when it is none."""
        try:
            return datetime.fromisoformat(self.seen.data or "")
        except ValueError:
            return None

    def values(self) -> dict[str, str]:
        """What was typed, by the note's own field names."""
        return {name: (self[key].data or "").strip() for key, name in self.names.items()}

    def blame(self, error: QuizError) -> None:
        """Put the message of ``error`` beside the field it is about, or beside the first."""
        key = next((key for key, name in self.names.items() if name == error.field), next(iter(self.names)))
        self[key].errors = [*self[key].errors, error.message]


def edit_form(note: NoteView) -> EditForm:
    """The form for ``note``, filled with its fields or with what was just sent."""
    own = [name for name in note.fields if name not in SOURCE_FIELDS]
    keys = {name.lower().replace(" ", "_"): name for name in own}
    made = {"names": keys}
    fields = {key: TextAreaField(_LABELS.get(name, name), [Length(max=LONGEST_FIELD)]) for key, name in keys.items()}
    form: EditForm = type("NoteForm", (EditForm,), made | fields)(
        data={key: note.fields[name] for key, name in keys.items()} | {"seen": note.modified_at.isoformat()}
    )
    return form

"""Form fields that several features use."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField


class WholeNumber(IntegerField):  # type: ignore[misc]  # WTForms has no types
    """A whole number, asked for in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads what was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_l("Give a whole number.")) from error

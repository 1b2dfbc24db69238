"""The forms that rename a deck, set how it is studied and take it out."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length

from quizapp.scheduling.order import Mix, NewGather, NewSort, ReviewOrder
from quizapp.scheduling.ways import Way
from quizapp.services.decks import LONGEST_NAME
from quizapp.web.fields import WholeNumber

KINDS = ("apkg", "txt", "csv", "md", "yaml")
"""The endings of files that a deck goes to."""

NEW_GATHER = {
    NewGather.DECK: _l("deck by deck, in their order"),
    NewGather.DECK_RANDOM_NOTES: _l("deck by deck, random notes"),
    NewGather.POSITION: _l("in their order, of all decks"),
    NewGather.POSITION_DESCENDING: _l("newest first"),
    NewGather.RANDOM_NOTES: _l("random notes"),
    NewGather.RANDOM_CARDS: _l("random cards"),
}
NEW_SORT = {
    NewSort.TEMPLATE: _l("by card type, then as taken"),
    NewSort.GATHERED: _l("as taken"),
    NewSort.TEMPLATE_RANDOM: _l("by card type, then at random"),
    NewSort.RANDOM_NOTE: _l("random note, then by card type"),
    NewSort.RANDOM: _l("at random"),
}
NEW_MIX = {
    Mix.MIX: _l("mixed"),
    Mix.AFTER: _l("reviews first"),
    Mix.BEFORE: _l("new cards first"),
}
REVIEW_ORDER = {
    ReviewOrder.DUE_RANDOM: _l("by due day, then at random"),
    ReviewOrder.DUE_DECK: _l("by due day, then deck"),
    ReviewOrder.DECK_DUE: _l("by deck, then due day"),
    ReviewOrder.INTERVAL: _l("shortest interval first"),
    ReviewOrder.INTERVAL_DESCENDING: _l("longest interval first"),
    ReviewOrder.DIFFICULTY: _l("easiest first"),
    ReviewOrder.DIFFICULTY_DESCENDING: _l("most difficult first"),
    ReviewOrder.RETRIEVABILITY: _l("least likely recalled first"),
    ReviewOrder.RETRIEVABILITY_DESCENDING: _l("most likely recalled first"),
    ReviewOrder.OVERDUENESS: _l("most overdue for its interval first"),
    ReviewOrder.RANDOM: _l("at random"),
    ReviewOrder.ADDED: _l("oldest note first"),
    ReviewOrder.ADDED_DESCENDING: _l("newest note first"),
}
LEARNING_MIX = {
    Mix.MIX: _l("among reviews"),
    Mix.AFTER: _l("after reviews"),
    Mix.BEFORE: _l("before reviews"),
}
SHARES = [SelectChoice("1", _l("as usual")), SelectChoice("0.5", _l("half")), SelectChoice("0", _l("few if any"))]


def choices(words: Mapping[Any, Any]) -> list[SelectChoice]:
    """The choices of a field: each stored name with its words."""
    return [SelectChoice(one.value, word) for one, word in words.items()]


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
    new_gather = SelectField(_l("Take new cards"), choices=choices(NEW_GATHER))
    new_sort = SelectField(_l("Sort them"), choices=choices(NEW_SORT))
    new_mix = SelectField(_l("New cards and reviews"), choices=choices(NEW_MIX))
    review_order = SelectField(_l("Sort reviews"), choices=choices(REVIEW_ORDER))
    learning_mix = SelectField(_l("Learning from days before"), choices=choices(LEARNING_MIX))
    bury_new = BooleanField(_l("New cards"))
    bury_reviews = BooleanField(_l("Reviews"))
    bury_learning = BooleanField(_l("Cards in learning for more than a day"))
    balance = BooleanField(_l("Even out the days"))
    easy_0 = SelectField(_l("Monday"), choices=SHARES)
    easy_1 = SelectField(_l("Tuesday"), choices=SHARES)
    easy_2 = SelectField(_l("Wednesday"), choices=SHARES)
    easy_3 = SelectField(_l("Thursday"), choices=SHARES)
    easy_4 = SelectField(_l("Friday"), choices=SHARES)
    easy_5 = SelectField(_l("Saturday"), choices=SHARES)
    easy_6 = SelectField(_l("Sunday"), choices=SHARES)
    way = RadioField(
        _l("How you answer"),
        choices=[way.value for way in Way],
    )
    choice_counts = BooleanField(_l("A choice counts as a review"))
    everywhere = BooleanField(_l("Change the other decks that share these options, too"))

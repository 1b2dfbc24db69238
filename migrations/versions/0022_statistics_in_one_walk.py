"""The index of the cards' statistics, in the order in which one walk counts them by state and by due day."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NAME = "ix_cards_statistics"
AFTER = [
    "owner_id", "is_empty", "is_suspended", "state", "due_day", "deck_id", "interval_days", "stability", "difficulty",
    "last_review",
]  # fmt: skip
BEFORE = [
    "owner_id", "due_day", "is_suspended", "is_empty", "deck_id", "state", "interval_days", "stability", "difficulty",
    "last_review",
]  # fmt: skip


def upgrade() -> None:
    op.drop_index(NAME, "cards")
    op.create_index(NAME, "cards", AFTER)


def downgrade() -> None:
    op.drop_index(NAME, "cards")
    op.create_index(NAME, "cards", BEFORE)

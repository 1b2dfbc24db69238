"""No index for the statistics of cards, which walk over the cards themselves: every answer had to write it."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

NAME = "ix_cards_statistics"
COLUMNS = [
    "owner_id", "is_empty", "is_suspended", "state", "due_day", "deck_id", "interval_days", "stability", "difficulty",
    "last_review",
]  # fmt: skip


def upgrade() -> None:
    op.drop_index(NAME, "cards")


def downgrade() -> None:
    op.create_index(NAME, "cards", COLUMNS)

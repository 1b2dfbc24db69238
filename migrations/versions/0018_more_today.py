"""Cards that a person adds to a deck's limits of one day."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

NUMBERS = ("more_new", "more_reviews")


def upgrade() -> None:
    op.add_column("decks", sa.Column("more_day", sa.Date(), nullable=True))
    for name in NUMBERS:
        op.add_column("decks", sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False))


def downgrade() -> None:
    for name in (*reversed(NUMBERS), "more_day"):
        op.drop_column("decks", name)

"""The sums of a past day over all decks, kept beside the day, so that the statistics of all decks add up nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

SUMS = (
    "learning", "relearning", "young", "mature", "ahead", "introduced", "again", "milliseconds", "young_asked",
    "young_recalled", "mature_asked", "mature_recalled",
)  # fmt: skip


def upgrade() -> None:
    for name in SUMS:
        kind = sa.BigInteger() if name == "milliseconds" else sa.Integer()
        op.add_column("review_days", sa.Column(name, kind, server_default=sa.text("0"), nullable=False))
    op.execute("UPDATE review_days SET is_counted = false")


def downgrade() -> None:
    for name in reversed(SUMS):
        op.drop_column("review_days", name)

"""What undo needs of an answer, kept with its review: an answer writes one row less, and one index less."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("reviews", sa.Column("step", NUMBER))
    op.add_column("reviews", sa.Column("changed", JSON))
    op.add_column("changes", sa.Column("step", NUMBER, server_default=sa.text("0"), nullable=False))
    op.execute("UPDATE changes SET step = id")
    op.execute(
        "UPDATE reviews SET step = taken.step, changed = taken.changed FROM changes AS taken"
        " WHERE taken.review_id = reviews.id AND taken.card_id = reviews.card_id AND taken.action = 'review'"
        " AND taken.undone_at IS NULL AND taken.id NOT IN (SELECT change_id FROM change_items)"
    )
    # The steps to come are numbered by the count of changes.
    newest = "(SELECT max(step) FROM changes)"
    op.execute(f"UPDATE owners SET changes = {newest} WHERE changes < {newest}")  # noqa: S608
    op.execute(
        "DELETE FROM changes WHERE action = 'review' AND step IN (SELECT step FROM reviews WHERE step IS NOT NULL)"
    )
    op.drop_index("ix_reviews_deck_id", "reviews")
    op.create_index("ix_reviews_deck_id_step", "reviews", ["deck_id", "step"])


def downgrade() -> None:
    """The answers come after the other steps, and their labels don't say the question any more."""
    op.execute(
        "INSERT INTO changes (owner_id, deck_id, action, label, made_at, card_id, review_id, changed)"
        " SELECT owner_id, deck_id, 'review',"
        " CASE rating WHEN 1 THEN 'Again' WHEN 2 THEN 'Hard' WHEN 3 THEN 'Good' ELSE 'Easy' END,"
        " reviewed_at, card_id, id, changed FROM reviews WHERE step IS NOT NULL ORDER BY step"
    )
    op.drop_index("ix_reviews_deck_id_step", "reviews")
    op.create_index("ix_reviews_deck_id", "reviews", ["deck_id"])
    op.drop_column("changes", "step")
    op.drop_column("reviews", "changed")
    op.drop_column("reviews", "step")

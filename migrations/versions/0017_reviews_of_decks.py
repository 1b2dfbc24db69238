"""Reviews of a deck found without their instants: nothing asks for both, and each costs every answer and import."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_reviews_deck_id_reviewed_at", "reviews")
    op.create_index("ix_reviews_deck_id", "reviews", ["deck_id"])


def downgrade() -> None:
    op.drop_index("ix_reviews_deck_id", "reviews")
    op.create_index("ix_reviews_deck_id_reviewed_at", "reviews", ["deck_id", "reviewed_at"])

"""Quizzes over articles, tags and words, whose answers may count as reviews."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("quizzes", sa.Column("article_id", NUMBER, nullable=True))
    op.add_column("quizzes", sa.Column("tag", sa.Text(), nullable=True))
    op.add_column("quizzes", sa.Column("words", sa.Text(), nullable=True))
    op.add_column("quizzes", sa.Column("counts", sa.Boolean(), server_default=sa.text("(false)"), nullable=False))
    op.add_column("quizzes", sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("quiz_items", sa.Column("card_version", sa.Integer(), nullable=True))
    op.add_column(
        "quiz_items", sa.Column("is_counted", sa.Boolean(), server_default=sa.text("(false)"), nullable=False)
    )


def downgrade() -> None:
    for name in ("is_counted", "card_version"):
        op.drop_column("quiz_items", name)
    for name in ("counted_at", "counts", "words", "tag", "article_id"):
        op.drop_column("quizzes", name)

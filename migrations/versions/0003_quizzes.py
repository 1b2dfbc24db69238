"""Quizzes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "quizzes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("deck_id", NUMBER, nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_quizzes_minutes")),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_quizzes_deck_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_quizzes_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quizzes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_quizzes_owner_id_started_at"), "quizzes", ["owner_id", "started_at"])
    op.create_index(op.f("ix_quizzes_deck_id"), "quizzes", ["deck_id"])
    op.create_table(
        "quiz_items",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("quiz_id", NUMBER, nullable=False),
        sa.Column("card_id", NUMBER, nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("accepted", JSON, nullable=False),
        sa.Column("options", JSON, nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=True),
        sa.Column("is_right", sa.Boolean(), nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.CheckConstraint("way IN ('type', 'choose')", name=op.f("ck_quiz_items_way")),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name=op.f("fk_quiz_items_card_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_quiz_items_owner_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["quiz_id"], ["quizzes.id"], name=op.f("fk_quiz_items_quiz_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_items")),
        sa.UniqueConstraint("quiz_id", "place", name=op.f("uq_quiz_items_quiz_id_place")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_quiz_items_card_id"), "quiz_items", ["card_id"])
    op.create_index(op.f("ix_quiz_items_owner_id"), "quiz_items", ["owner_id"])


def downgrade() -> None:
    op.drop_table("quiz_items")
    op.drop_table("quizzes")

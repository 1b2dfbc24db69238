"""Rounds through what a quiz missed, of any deck."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with _changed() as batch_op:
        batch_op.alter_column("deck_id", existing_type=NUMBER, nullable=True)
        batch_op.add_column(sa.Column("quiz_id", NUMBER, nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_custom_studies_quiz_id"), "quizzes", ["quiz_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_index(op.f("ix_custom_studies_quiz_id"), ["quiz_id"])


def downgrade() -> None:
    op.execute("DELETE FROM custom_studies WHERE deck_id IS NULL")
    with _changed() as batch_op:
        batch_op.drop_index(op.f("ix_custom_studies_quiz_id"))
        batch_op.drop_constraint(op.f("fk_custom_studies_quiz_id"), type_="foreignkey")
        batch_op.drop_column("quiz_id")
        batch_op.alter_column("deck_id", existing_type=NUMBER, nullable=False)


def _changed():
    return op.batch_alter_table("custom_studies", table_kwargs={"sqlite_autoincrement": True})

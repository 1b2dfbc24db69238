"""Cards that a person chose to go through apart from what is due."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "custom_studies",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("deck_id", NUMBER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("reschedules", sa.Boolean(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("waiting", JSON, nullable=False),
        sa.Column("done", JSON, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["owners.id"], name=op.f("fk_custom_studies_owner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_custom_studies_deck_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_studies")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_custom_studies_owner_id"), "custom_studies", ["owner_id"])
    op.create_index(op.f("ix_custom_studies_deck_id"), "custom_studies", ["deck_id"])


def downgrade() -> None:
    op.drop_table("custom_studies")

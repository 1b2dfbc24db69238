"""Parameters fitted to a person's own reviews."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "fits",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("preset_id", NUMBER, nullable=False),
        sa.Column("parameters", JSON, nullable=False),
        sa.Column("earlier", JSON, nullable=False),
        sa.Column("fitted", sa.Integer(), nullable=False),
        sa.Column("tested", sa.Integer(), nullable=False),
        sa.Column("scores", JSON, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("applied_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_fits_owner_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["preset_id"], ["presets.id"], name=op.f("fk_fits_preset_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fits")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_fits_owner_id"), "fits", ["owner_id"])
    op.create_index(op.f("ix_fits_preset_id"), "fits", ["preset_id"])


def downgrade() -> None:
    op.drop_table("fits")

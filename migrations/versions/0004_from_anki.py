"""What comes from Anki: its own words on a review, kept as they came, and pictures and sounds."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REVIEW_COLUMNS = ("anki_kind", "anki_interval", "anki_interval_before", "anki_factor")


def upgrade() -> None:
    for name in REVIEW_COLUMNS:
        op.add_column("reviews", sa.Column(name, sa.Integer(), nullable=True))
    op.create_table(
        "media",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_media_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_media_owner_id_name")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("media")
    for name in reversed(REVIEW_COLUMNS):
        op.drop_column("reviews", name)

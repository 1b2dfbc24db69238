"""The order of cards, evened-out days, and a count of changes by which what was gathered is known for old."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
ORDERS = {"new_gather": "deck", "new_sort": "template", "new_mix": "mix", "review_order": "due-random"}


def upgrade() -> None:
    op.add_column("owners", sa.Column("changes", NUMBER, server_default=sa.text("0"), nullable=False))
    for name, standard in ORDERS.items():
        column = sa.Column(name, sa.String(length=30), server_default=sa.text(f"'{standard}'"), nullable=False)
        op.add_column("presets", column)
    op.add_column("presets", sa.Column("balance", sa.Boolean(), server_default=sa.text("true"), nullable=False))
    op.add_column("presets", sa.Column("easy_days", JSON, nullable=True))


def downgrade() -> None:
    for name in ("easy_days", "balance", *reversed(ORDERS)):
        op.drop_column("presets", name)
    op.drop_column("owners", "changes")

"""What Anki's own log says of a review, kept as it came."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS = ("anki_kind", "anki_interval", "anki_interval_before", "anki_factor")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("reviews", sa.Column(name, sa.Integer(), nullable=True))


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("reviews", name)

"""Which cards wait until tomorrow for another of their note, and where learning over days stands among reviews."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TICKS = ("bury_new", "bury_reviews", "bury_learning")


def upgrade() -> None:
    mix = sa.Column("learning_mix", sa.String(length=30), server_default=sa.text("'mix'"), nullable=False)
    op.add_column("presets", mix)
    for name in TICKS:
        op.add_column("presets", sa.Column(name, sa.Boolean(), server_default=sa.text("true"), nullable=False))


def downgrade() -> None:
    for name in (*reversed(TICKS), "learning_mix"):
        op.drop_column("presets", name)

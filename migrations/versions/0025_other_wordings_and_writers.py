"""Other wordings of a draft, what the writers of an article did, and which writers an owner has chosen."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
COLUMNS = (("notes", "alternatives"), ("articles", "accounts"), ("owners", "writers"))


def upgrade() -> None:
    for table, column in COLUMNS:
        op.add_column(table, sa.Column(column, JSON))


def downgrade() -> None:
    for table, column in COLUMNS:
        op.drop_column(table, column)

"""The field of the form that a job's error is about."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("jobs", sa.Column("error_field", sa.String(50), nullable=True))


def downgrade() -> None:
    op.execute("ALTER TABLE jobs DROP COLUMN error_field")

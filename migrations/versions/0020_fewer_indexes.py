"""Indexes of the journal that nothing asks for, each of which every answer had to write."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

WITH_NOTE = sa.text("note_id IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_changes_owner_id_made_at", "changes")
    op.drop_index("ix_change_items_owner_id", "change_items")
    op.drop_index("ix_change_items_note_id", "change_items")
    op.create_index(
        "ix_change_items_note_id", "change_items", ["note_id"], sqlite_where=WITH_NOTE, postgresql_where=WITH_NOTE
    )


def downgrade() -> None:
    op.drop_index("ix_change_items_note_id", "change_items")
    op.create_index("ix_change_items_note_id", "change_items", ["note_id"])
    op.create_index("ix_change_items_owner_id", "change_items", ["owner_id"])
    op.create_index("ix_changes_owner_id_made_at", "changes", ["owner_id", "made_at"])

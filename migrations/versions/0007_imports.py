"""Imports, and what each did, so that it can be taken back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)
KEYS = {
    "owner_id": "owners",
    "import_id": "imports",
    "note_id": "notes",
    "card_id": "cards",
    "note_type_id": "note_types",
}


def _key(column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_import_items_{column}")
    return sa.ForeignKeyConstraint([column], [f"{KEYS[column]}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("report", JSON, nullable=False),
        sa.Column("made", JSON, nullable=False),
        sa.Column("last_review", NUMBER, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_imports_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_imports_owner_id_made_at"), "imports", ["owner_id", "made_at"])
    op.create_table(
        "import_items",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("import_id", NUMBER, nullable=False),
        sa.Column("note_id", NUMBER, nullable=True),
        sa.Column("card_id", NUMBER, nullable=True),
        sa.Column("note_type_id", NUMBER, nullable=True),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.Column("reviews", JSON, nullable=False),
        *(_key(column) for column in KEYS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_items")),
        sqlite_autoincrement=True,
    )  # fmt: skip
    for column in KEYS:
        op.create_index(op.f(f"ix_import_items_{column}"), "import_items", [column])


def downgrade() -> None:
    op.drop_table("import_items")
    op.drop_table("imports")

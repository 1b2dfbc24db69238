"""How a deck's cards are answered, and a journal of what is done to a card besides answering it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NAME = "ck_changes_action"
BEFORE = "action IN ('keep', 'drop', 'restore', 'edit', 'review')"
AFTER = (
    "action IN ('keep', 'drop', 'restore', 'edit', 'review', 'choice', 'suspend', 'bury', 'flag', 'mark', 'reset',"
    " 'due')"
)


def upgrade() -> None:
    op.execute(
        "ALTER TABLE decks ADD COLUMN answer_way VARCHAR(10) DEFAULT 'flip' NOT NULL"
        " CONSTRAINT ck_decks_answer_way CHECK (answer_way IN ('flip', 'type', 'choose'))"
    )
    op.add_column("decks", sa.Column("choice_counts", sa.Boolean(), server_default=sa.text("(false)"), nullable=False))
    _replace_check(AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM changes WHERE action NOT IN ('keep', 'drop', 'restore', 'edit', 'review')")
    _replace_check(BEFORE)
    op.drop_column("decks", "choice_counts")
    op.execute("ALTER TABLE decks DROP COLUMN answer_way")


def _replace_check(rule: str) -> None:
    """Give the journal another list of actions."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(NAME), "changes", type_="check")
        op.create_check_constraint(op.f(NAME), "changes", rule)
        return
    # SQLite changes a check only by making the table anew, and dropping the old one would take along the rows that
    # refer to it. So those are put away first, their table dropped, and both come back when the journal is ready.
    connection = op.get_bind()
    schema = "SELECT sql FROM sqlite_master WHERE tbl_name = 'change_items' AND sql IS NOT NULL ORDER BY type DESC"
    made_by = connection.scalars(sa.text(schema)).all()
    op.execute("CREATE TEMPORARY TABLE put_away AS SELECT * FROM change_items")
    op.execute("DROP TABLE change_items")
    with op.batch_alter_table("changes", recreate="always") as batch_op:
        batch_op.drop_constraint(op.f(NAME), type_="check")
        batch_op.create_check_constraint(op.f(NAME), rule)
    for statement in made_by:
        op.execute(statement)
    op.execute("INSERT INTO change_items SELECT * FROM put_away")
    op.execute("DROP TABLE put_away")

"""What a step of studying did to its card, kept with the step: an answer writes one row and three indexes less."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WITH_NOTE = sa.text("note_id IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_cards_owner_id_last_review", "cards")
    op.add_column("changes", sa.Column("card_id", NUMBER))
    op.add_column("changes", sa.Column("review_id", NUMBER))
    op.add_column("changes", sa.Column("changed", sa.JSON().with_variant(JSONB(), "postgresql")))
    both = 'json_array(json(item."before"), json(item."after"))'
    if not _is_sqlite():
        both = 'jsonb_build_array(item."before", item."after")'
    op.execute(
        f"UPDATE changes SET card_id = item.card_id, review_id = item.review_id, changed = {both}"  # noqa: S608
        " FROM change_items AS item WHERE item.change_id = changes.id AND item.card_id IS NOT NULL"
        " AND item.note_id IS NULL"
    )
    op.execute(
        "UPDATE changes SET card_id = item.card_id FROM change_items AS item WHERE item.change_id = changes.id"
        " AND item.card_id IS NOT NULL AND item.note_id IS NOT NULL AND changes.card_id IS NULL"
    )
    op.execute("DELETE FROM change_items WHERE note_id IS NULL")
    op.drop_index("ix_change_items_card_id", "change_items")
    op.drop_index("ix_change_items_note_id", "change_items")
    with op.batch_alter_table("change_items") as batch_op:
        batch_op.drop_constraint(op.f("fk_change_items_card_id"), type_="foreignkey")
        batch_op.drop_column("card_id")
        batch_op.drop_column("review_id")
        batch_op.alter_column("note_id", nullable=False)
    op.create_index("ix_change_items_note_id", "change_items", ["note_id"])


def downgrade() -> None:
    op.drop_index("ix_change_items_note_id", "change_items")
    with op.batch_alter_table("change_items") as batch_op:
        batch_op.alter_column("note_id", nullable=True)
        batch_op.add_column(sa.Column("card_id", NUMBER))
        batch_op.add_column(sa.Column("review_id", NUMBER))
        batch_op.create_foreign_key(op.f("fk_change_items_card_id"), "cards", ["card_id"], ["id"], ondelete="CASCADE")
    before, after = "json_extract(changed, '$[0]')", "json_extract(changed, '$[1]')"
    if not _is_sqlite():
        before, after = "changed->0", "changed->1"
    there = "card_id IN (SELECT id FROM cards)"
    op.execute(
        f"UPDATE change_items SET card_id = (SELECT card_id FROM changes WHERE id = change_id AND {there})"  # noqa: S608
        " WHERE change_id IN (SELECT id FROM changes WHERE action = 'mark')"
    )
    op.execute(
        'INSERT INTO change_items (owner_id, change_id, card_id, review_id, "before", "after")'  # noqa: S608
        f" SELECT owner_id, id, card_id, review_id, {before}, {after} FROM changes"
        f" WHERE changed IS NOT NULL AND {there}"
    )
    op.create_index(
        "ix_change_items_note_id", "change_items", ["note_id"], sqlite_where=WITH_NOTE, postgresql_where=WITH_NOTE
    )
    op.create_index("ix_change_items_card_id", "change_items", ["card_id"])
    op.drop_column("changes", "changed")
    op.drop_column("changes", "review_id")
    op.drop_column("changes", "card_id")
    op.create_index("ix_cards_owner_id_last_review", "cards", ["owner_id", "last_review"])


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"

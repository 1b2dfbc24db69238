"""Reviews summed by the learner's day, and an index for what is due when."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
SUMS = (
    "learning", "relearning", "young", "mature", "ahead", "introduced", "again", "milliseconds",
    "young_asked", "young_recalled", "mature_asked", "mature_recalled",
)  # fmt: skip
OF_CARDS = [
    "owner_id", "due_day", "is_suspended", "is_empty", "deck_id", "state", "interval_days", "stability", "difficulty",
    "last_review",
]  # fmt: skip
ROWS = {"insert": ("new",), "delete": ("old",), "update": ("old", "new")}
"""What a trigger sees of a review, by what was done to it."""
ON_SQLITE = """UPDATE review_days SET is_counted = false WHERE owner_id = $row.owner_id AND is_counted
    AND starts_at = (SELECT max(starts_at) FROM review_days WHERE owner_id = $row.owner_id
    AND starts_at <= $row.reviewed_at) AND ends_at > $row.reviewed_at;"""
# The days are locked even when they are not counted, so that a count at the same time waits and sees the review.
ON_POSTGRESQL = """CREATE FUNCTION review_days_to_count() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE review_days SET is_counted = false FROM changed WHERE review_days.owner_id = changed.owner_id
    AND changed.reviewed_at >= review_days.starts_at AND changed.reviewed_at < review_days.ends_at;
    RETURN NULL; END $$"""


def upgrade() -> None:
    op.create_table(
        "review_days",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("calendar", sa.String(length=100), nullable=False),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_review_days_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_days")),
        sa.UniqueConstraint("owner_id", "day", name=op.f("uq_review_days_owner_id_day")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_review_days_owner_id_starts_at"), "review_days", ["owner_id", "starts_at"])
    op.create_table(
        "review_sums",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("deck_id", NUMBER, nullable=True),
        *(
            sa.Column(name, sa.BigInteger() if name == "milliseconds" else sa.Integer(), nullable=False)
            for name in SUMS
        ),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_review_sums_deck_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_review_sums_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_sums")),
        sa.UniqueConstraint("owner_id", "day", "deck_id", name=op.f("uq_review_sums_owner_id_day_deck_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_review_sums_deck_id"), "review_sums", ["deck_id"])
    op.create_index("ix_cards_statistics", "cards", OF_CARDS)
    if op.get_bind().dialect.name == "sqlite":
        for done, rows in ROWS.items():
            steps = " ".join(ON_SQLITE.replace("$row", row) for row in rows)
            op.execute(f"CREATE TRIGGER reviews_{done} AFTER {done.upper()} ON reviews BEGIN {steps} END")
        return
    op.execute(ON_POSTGRESQL)
    for done, rows in ROWS.items():
        for row in rows:
            op.execute(
                f"CREATE TRIGGER reviews_{done}_{row} AFTER {done.upper()} ON reviews REFERENCING {row.upper()} TABLE"
                " AS changed FOR EACH STATEMENT EXECUTE FUNCTION review_days_to_count()"
            )


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for done, rows in ROWS.items():
        for name in [f"reviews_{done}"] if is_sqlite else [f"reviews_{done}_{row}" for row in rows]:
            op.execute(f"DROP TRIGGER {name}" + ("" if is_sqlite else " ON reviews"))
    if not is_sqlite:
        op.execute("DROP FUNCTION review_days_to_count()")
    op.drop_index("ix_cards_statistics", "cards")
    op.drop_table("review_sums")
    op.drop_table("review_days")

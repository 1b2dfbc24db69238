"""Every review keeps its row of Anki's log, and large imports find checks and indexes that cost them little."""

import contextlib
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STATES = ("new", "learning", "review", "relearning")
KINDS = ("learn", "review", "relearn", "ahead", "manual")
FILLED = ("anki_id", "anki_kind", "anki_interval", "anki_interval_before", "anki_factor")
OF_CARD = "ix_reviews_card_id_reviewed_at"
ASKED = sa.text("request_id IS NOT NULL")
UNIQUE, INDEX = "uq_reviews_owner_id_request_id", "ix_reviews_owner_id_request_id"
STEP = -600
"""What a review that ended in learning is said to wait, in seconds below zero: it was not kept until now."""
BATCH = 1000


def upgrade() -> None:
    _fill()
    with _changed() as batch_op:
        batch_op.drop_constraint(op.f(UNIQUE), type_="unique")
        for name, values in (("state", STATES), ("kind", KINDS)):
            batch_op.drop_constraint(op.f(f"ck_reviews_{name}"), type_="check")
            rule = " OR ".join(f"{name} = '{value}'" for value in values)
            batch_op.create_check_constraint(op.f(f"ck_reviews_{name}"), rule)
        for name in FILLED:
            batch_op.alter_column(name, existing_type=_type(name), nullable=False)
    op.drop_index(op.f(OF_CARD), "reviews")
    op.create_index(
        op.f(INDEX), "reviews", ["owner_id", "request_id"], unique=True, sqlite_where=ASKED, postgresql_where=ASKED
    )


def downgrade() -> None:
    op.drop_index(op.f(INDEX), "reviews")
    op.create_index(op.f(OF_CARD), "reviews", ["card_id", "reviewed_at"])
    with _changed() as batch_op:
        batch_op.create_unique_constraint(op.f(UNIQUE), ["owner_id", "request_id"])
        for name, values in (("state", STATES), ("kind", KINDS)):
            batch_op.drop_constraint(op.f(f"ck_reviews_{name}"), type_="check")
            rule = f"{name} IN ({', '.join(map(repr, values))})"
            batch_op.create_check_constraint(op.f(f"ck_reviews_{name}"), rule)
        for name in FILLED:
            batch_op.alter_column(name, existing_type=_type(name), nullable=True)


@contextlib.contextmanager
def _changed():
    """The table to be changed; SQLite makes it anew, and would forget its triggers."""
    triggers = []
    if op.get_bind().dialect.name == "sqlite":
        schema = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'reviews' ORDER BY name"
        triggers = op.get_bind().scalars(sa.text(schema)).all()
    with op.batch_alter_table("reviews", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        yield batch_op
    for trigger in triggers:
        op.execute(sa.text(trigger.replace(":", "\\:")))


def _type(name):
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite") if name == "anki_id" else sa.Integer()


def _fill() -> None:
    """The log's values of reviews that were given here, each at an instant that no other review of its card has."""
    connection = op.get_bind()
    reviews, cards = (sa.Table(name, sa.MetaData(), autoload_with=connection) for name in ("reviews", "cards"))
    wanted = (
        sa.select(
            reviews.c.id, reviews.c.card_id, reviews.c.reviewed_at, reviews.c.kind, reviews.c.interval_days,
            reviews.c.interval_before, reviews.c.difficulty,
            sa.func.coalesce(
                sa.func.lead(reviews.c.state).over(
                    partition_by=reviews.c.card_id, order_by=(reviews.c.reviewed_at, reviews.c.id)
                ),
                cards.c.state,
            ).label("after"),
        )
        .join(cards, cards.c.id == reviews.c.card_id)
        .order_by(reviews.c.card_id, reviews.c.reviewed_at, reviews.c.id)
    )  # fmt: skip
    own = {id_ for (id_,) in connection.execute(sa.select(reviews.c.id).where(reviews.c.anki_kind.is_(None)))}
    taken = set(connection.execute(sa.select(reviews.c.card_id, reviews.c.anki_id)).all())
    values = []
    for row in connection.execute(wanted).all():
        if row.id not in own:
            continue
        number = _milliseconds(row.reviewed_at)
        while (row.card_id, number) in taken:
            number += 1
        taken.add((row.card_id, number))
        values.append(
            {
                "wanted": row.id,
                "anki_id": number,
                "anki_kind": KINDS.index(row.kind),
                "anki_interval": max(1, row.interval_days) if row.after in ("new", "review") else STEP,
                "anki_interval_before": row.interval_before,
                "anki_factor": 0 if row.difficulty is None else int(((row.difficulty - 1) / 9 + 0.1) * 1000),
            }
        )
    change = sa.update(reviews).where(reviews.c.id == sa.bindparam("wanted"))
    change = change.values({name: sa.bindparam(name) for name in FILLED})
    for start in range(0, len(values), BATCH):
        connection.execute(change, values[start : start + BATCH])


def _milliseconds(at: datetime) -> int:
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)

"""What articles were read from, what a person says of them, and how the same one is known again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
ARTICLE_COLUMNS = {"identity": sa.Text(), "corrections": JSON, "checked_at": INSTANT, "sketch": sa.Integer()}
VERSION_COLUMNS = {
    "digest": sa.String(length=64),
    "publication": sa.Text(),
    "structure": JSON,
    "unsure": JSON,
    "reader": sa.Integer(),
    "original_id": NUMBER,
}


def upgrade() -> None:
    op.create_table(
        "article_originals",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("article_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("charset", sa.String(length=100), nullable=True),
        sa.Column("chapters", JSON, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_article_originals_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["owners.id"], name=op.f("fk_article_originals_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_originals")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_article_originals_article_id"), "article_originals", ["article_id"])
    for table, column, kind in (
        ("article_links", "digest", sa.String(length=64)),
        ("article_sketches", "value", sa.BigInteger()),
    ):
        op.create_table(
            table,
            sa.Column("article_id", NUMBER, nullable=False),
            sa.Column(column, kind, nullable=False),
            sa.Column("owner_id", NUMBER, nullable=False),
            sa.ForeignKeyConstraint(
                ["article_id"], ["articles.id"], name=op.f(f"fk_{table}_article_id"), ondelete="CASCADE"
            ),
            sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f(f"fk_{table}_owner_id"), ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("article_id", column, name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_owner_id_{column}"), table, ["owner_id", column])
    for name, kind in ARTICLE_COLUMNS.items():
        op.add_column("articles", sa.Column(name, kind, nullable=True))
    for name, kind in VERSION_COLUMNS.items():
        op.add_column("article_versions", sa.Column(name, kind, nullable=True))
    op.execute(
        "UPDATE article_versions SET digest = (SELECT articles.digest FROM articles"
        " WHERE articles.id = article_versions.article_id AND articles.version = article_versions.number)"
    )


def downgrade() -> None:
    for name in reversed(VERSION_COLUMNS):
        op.drop_column("article_versions", name)
    for name in reversed(ARTICLE_COLUMNS):
        op.drop_column("articles", name)
    op.drop_table("article_sketches")
    op.drop_table("article_links")
    op.drop_table("article_originals")

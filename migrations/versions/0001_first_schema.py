"""The first schema."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "owners",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=True),
        sa.Column("sample_offered_at", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owners")),
        sa.UniqueConstraint("name", name=op.f("uq_owners_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "note_types",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("anki_id", NUMBER, nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("builtin", sa.String(length=20), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("templates", JSON, nullable=False),
        sa.Column("css", sa.Text(), nullable=False),
        sa.Column("modified_at", INSTANT, nullable=False),
        sa.CheckConstraint("kind IN ('normal', 'cloze')", name=op.f("ck_note_types_kind")),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_note_types_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_types")),
        sa.UniqueConstraint("owner_id", "builtin", name=op.f("uq_note_types_owner_id_builtin")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("note_types", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_types_owner_id_name"), ["owner_id", "name"], unique=False)

    op.create_table(
        "presets",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("anki_id", NUMBER, nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("learning_steps", JSON, nullable=False),
        sa.Column("relearning_steps", JSON, nullable=False),
        sa.Column("desired_retention", sa.Float(precision=53), nullable=False),
        sa.Column("parameters", JSON, nullable=True),
        sa.Column("new_per_day", sa.Integer(), nullable=False),
        sa.Column("reviews_per_day", sa.Integer(), nullable=False),
        sa.Column("leech_threshold", sa.Integer(), nullable=False),
        sa.Column("learn_ahead", sa.Integer(), nullable=False),
        sa.Column("maximum_interval", sa.Integer(), nullable=False),
        sa.Column("modified_at", INSTANT, nullable=False),
        sa.CheckConstraint("desired_retention > 0 AND desired_retention < 1", name=op.f("ck_presets_retention")),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_presets_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presets")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_presets_owner_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "decks",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("preset_id", NUMBER, nullable=False),
        sa.Column("anki_id", NUMBER, nullable=True),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("modified_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_decks_owner_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["preset_id"], ["presets.id"], name=op.f("fk_decks_preset_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decks")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_decks_owner_id_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("decks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decks_preset_id"), ["preset_id"], unique=False)

    op.create_table(
        "articles",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("deck_id", NUMBER, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_articles_deck_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_articles_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("owner_id", "digest", name=op.f("uq_articles_owner_id_digest")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_articles_deck_id"), ["deck_id"], unique=False)

    op.create_table(
        "changes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("deck_id", NUMBER, nullable=True),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("undone_at", INSTANT, nullable=True),
        sa.CheckConstraint("action IN ('keep', 'drop', 'restore', 'edit', 'review')", name=op.f("ck_changes_action")),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_changes_deck_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_changes_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_changes_deck_id_action_undone_at"), ["deck_id", "action", "undone_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_changes_owner_id_made_at"), ["owner_id", "made_at"], unique=False)

    op.create_table(
        "article_versions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("article_id", NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_article_versions_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["owners.id"], name=op.f("fk_article_versions_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_versions")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_article_versions_article_id_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("article_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_article_versions_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "notes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("note_type_id", NUMBER, nullable=False),
        sa.Column("article_id", NUMBER, nullable=True),
        sa.Column("anki_id", NUMBER, nullable=True),
        sa.Column("guid", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=50), nullable=False),
        sa.Column("writer", sa.String(length=50), nullable=False),
        sa.Column("score", sa.Float(precision=53), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("fields_format", sa.String(length=10), nullable=False),
        sa.Column("tags", JSON, nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("modified_at", INSTANT, nullable=False),
        sa.CheckConstraint("fields_format IN ('plain', 'html')", name=op.f("ck_notes_fields_format")),
        sa.CheckConstraint("status IN ('draft', 'kept', 'dropped', 'rejected')", name=op.f("ck_notes_status")),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_notes_score")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_notes_article_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["note_type_id"], ["note_types.id"], name=op.f("fk_notes_note_type_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_notes_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
        sa.UniqueConstraint("owner_id", "guid", name=op.f("uq_notes_owner_id_guid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notes_article_id_status"), ["article_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_notes_note_type_id"), ["note_type_id"], unique=False)

    op.create_table(
        "cards",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("note_id", NUMBER, nullable=False),
        sa.Column("deck_id", NUMBER, nullable=False),
        sa.Column("anki_id", NUMBER, nullable=True),
        sa.Column("ord", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("due", INSTANT, nullable=True),
        sa.Column("due_day", sa.Date(), nullable=True),
        sa.Column("stability", sa.Float(precision=53), nullable=True),
        sa.Column("difficulty", sa.Float(precision=53), nullable=True),
        sa.Column("interval_days", sa.Integer(), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("last_review", INSTANT, nullable=True),
        sa.Column("is_empty", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("is_suspended", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("buried_day", sa.Date(), nullable=True),
        sa.Column("flag", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.CheckConstraint("state IN ('new', 'learning', 'review', 'relearning')", name=op.f("ck_cards_state")),
        sa.CheckConstraint("flag BETWEEN 0 AND 7", name=op.f("ck_cards_flag")),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_cards_deck_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name=op.f("fk_cards_note_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_cards_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
        sa.UniqueConstraint("note_id", "ord", name=op.f("uq_cards_note_id_ord")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cards_deck_id_due"), ["deck_id", "due"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_cards_deck_id_due_day_position_ord"), ["deck_id", "due_day", "position", "ord"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_cards_deck_id_state_position_ord"), ["deck_id", "state", "position", "ord"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_cards_owner_id_last_review"), ["owner_id", "last_review"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("note_id", NUMBER, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("answer_start", sa.Integer(), nullable=True),
        sa.Column("answer_end", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(answer_start IS NULL AND answer_end IS NULL)"
            " OR (start_at <= answer_start AND answer_start < answer_end AND answer_end <= end_at)",
            name=op.f("ck_evidence_answer"),
        ),
        sa.CheckConstraint("start_at >= 0 AND start_at < end_at", name=op.f("ck_evidence_span")),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name=op.f("fk_evidence_note_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_evidence_owner_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["article_versions.id"], name=op.f("fk_evidence_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint(
            "note_id", "version_id", "start_at", "end_at", name=op.f("uq_evidence_note_id_version_id_start_at_end_at")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_version_id"), ["version_id"], unique=False)

    op.create_table(
        "change_items",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("change_id", NUMBER, nullable=False),
        sa.Column("note_id", NUMBER, nullable=True),
        sa.Column("card_id", NUMBER, nullable=True),
        sa.Column("review_id", NUMBER, nullable=True),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name=op.f("fk_change_items_card_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["change_id"], ["changes.id"], name=op.f("fk_change_items_change_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name=op.f("fk_change_items_note_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_change_items_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_items")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("change_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_items_card_id"), ["card_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_items_change_id"), ["change_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_items_note_id"), ["note_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_change_items_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "reviews",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("card_id", NUMBER, nullable=False),
        sa.Column("deck_id", NUMBER, nullable=True),
        sa.Column("anki_id", NUMBER, nullable=True),
        sa.Column("request_id", sa.String(length=100), nullable=True),
        sa.Column("card_version", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("takes_review", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("interval_before", sa.Integer(), nullable=False),
        sa.Column("interval_days", sa.Integer(), nullable=False),
        sa.Column("stability", sa.Float(precision=53), nullable=True),
        sa.Column("difficulty", sa.Float(precision=53), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("reviewed_at", INSTANT, nullable=False),
        sa.CheckConstraint("kind IN ('learn', 'review', 'relearn', 'ahead', 'manual')", name=op.f("ck_reviews_kind")),
        sa.CheckConstraint("state IN ('new', 'learning', 'review', 'relearning')", name=op.f("ck_reviews_state")),
        sa.CheckConstraint("duration_ms >= 0", name=op.f("ck_reviews_duration")),
        sa.CheckConstraint("rating BETWEEN 1 AND 4", name=op.f("ck_reviews_rating")),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name=op.f("fk_reviews_card_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["deck_id"], ["decks.id"], name=op.f("fk_reviews_deck_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_reviews_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("card_id", "anki_id", name=op.f("uq_reviews_card_id_anki_id")),
        sa.UniqueConstraint("owner_id", "request_id", name=op.f("uq_reviews_owner_id_request_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reviews_card_id_reviewed_at"), ["card_id", "reviewed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_reviews_deck_id_reviewed_at"), ["deck_id", "reviewed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_reviews_owner_id_reviewed_at"), ["owner_id", "reviewed_at"], unique=False)


def downgrade() -> None:
    op.drop_table("reviews")
    op.drop_table("change_items")
    op.drop_table("evidence")
    op.drop_table("cards")
    op.drop_table("notes")
    op.drop_table("article_versions")
    op.drop_table("changes")
    op.drop_table("articles")
    op.drop_table("decks")
    op.drop_table("presets")
    op.drop_table("note_types")
    op.drop_table("owners")

"""The migrations build what the models say, there and back, on both databases."""

import flask_migrate
import pytest
import sqlalchemy
from sqlalchemy import select

from quizapp.storage.database import Base, db, prepare_engine
from tests.conftest import NOW

PRESET = {
    "id": 1, "name": "ours", "learning_steps": [], "relearning_steps": [], "desired_retention": 0.9, "new_per_day": 1,
    "reviews_per_day": 1, "leech_threshold": 8, "learn_ahead": 0, "maximum_interval": 1,
}  # fmt: skip
NOTE = {
    "id": 2, "note_type_id": 1, "guid": "a", "kind": "", "writer": "", "position": 0, "fields": {}, "tags": [],
    "fields_format": "plain", "status": "kept",
}  # fmt: skip
REVIEW = {
    "id": 9, "card_id": 3, "deck_id": 1, "anki_id": 1, "request_id": "a", "card_version": 1, "rating": 2,
    "kind": "learn", "state": "new", "interval_before": 0, "interval_days": 0, "duration_ms": 0, "reviewed_at": NOW,
    "anki_kind": 0, "anki_interval": 0, "anki_interval_before": 0, "anki_factor": 0,
}  # fmt: skip
CHANGED = {"changed": [{"reps": 3}, {"reps": 4}]}


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request):
    return request.param


def shape(engine):
    """Every table with its columns, keys, indexes and checks, in words that can be compared."""
    inspector = sqlalchemy.inspect(engine)
    return {
        table: {
            "columns": [(c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(table)],
            "key": inspector.get_pk_constraint(table)["constrained_columns"],
            "unique": sorted((c["name"], tuple(c["column_names"])) for c in inspector.get_unique_constraints(table)),
            "foreign": sorted(
                (c["name"], c["referred_table"], str(c["options"])) for c in inspector.get_foreign_keys(table)
            ),
            "indexes": sorted((c["name"], tuple(c["column_names"])) for c in inspector.get_indexes(table)),
            "checks": sorted(
                (c["name"], " ".join(c["sqltext"].split())) for c in inspector.get_check_constraints(table)
            ),
        }
        for table in sorted(set(inspector.get_table_names()) - {"alembic_version"})
    }


def test_models_equal_migrations(app):
    with app.app_context():
        flask_migrate.check()


def test_a_migrated_database_is_one_built_from_the_models(app, tmp_path, database_kind, request):
    url = f"sqlite:///{tmp_path / 'built.sqlite3'}"
    if database_kind == "postgresql":
        url = request.getfixturevalue("new_postgres")()
    built = sqlalchemy.create_engine(url)
    prepare_engine(built)
    if database_kind == "postgresql":
        Base.metadata.drop_all(built)
    Base.metadata.create_all(built)
    with app.app_context():
        assert shape(db.engine) == shape(built)
    built.dispose()


def test_there_and_back(app):
    with app.app_context():
        before = shape(db.engine)
        flask_migrate.downgrade(revision="base")
        assert shape(db.engine) == {}
        flask_migrate.upgrade()
        assert shape(db.engine) == before


def test_the_journal_outlives_the_migrations_there_and_back(app):
    with app.app_context():
        with db.engine.begin() as connection:
            for table, values in (
                ("owners", {"id": 1, "name": "me"}),
                ("note_types", {"id": 1, "name": "ours", "kind": "normal", "fields": [], "templates": [], "css": ""}),
                ("presets", PRESET),
                ("decks", {"id": 1, "preset_id": 1, "name": "deck", "description": ""}),
                ("notes", NOTE),
                ("cards", {"id": 3, "note_id": 2, "deck_id": 1, "ord": 0, "position": 0}),
                ("reviews", REVIEW | {"step": 21} | CHANGED),
                ("changes", {"id": 5, "action": "review", "label": "Good", "card_id": 3, "review_id": 8} | CHANGED),
                ("changes", {"id": 6, "action": "review", "label": "Lost", "card_id": 4, "review_id": 10} | CHANGED),
                ("change_items", {"id": 7, "change_id": 5, "note_id": 2, "before": {"tags": []}, "after": {}}),
            ):
                found = Base.metadata.tables[table]
                stamped = {name: NOW for name in ("created_at", "made_at", "modified_at") if name in found.c}
                owner = {"owner_id": 1} if "owner_id" in found.c else {}
                connection.execute(found.insert().values(**values, **stamped, **owner))
        flask_migrate.downgrade(revision="0001")
        flask_migrate.upgrade()
        names = ("changes", "change_items", "reviews", "owners")
        steps, items, reviews, owners = (Base.metadata.tables[name] for name in names)
        with db.engine.connect() as connection:
            wanted = select(steps.c.label, steps.c.card_id, steps.c.review_id, steps.c.changed).order_by(steps.c.id)
            assert connection.execute(wanted).all() == [
                ("Good", 3, 8, CHANGED["changed"]),
                ("Lost", None, None, None),
            ]
            wanted = select(items.c.change_id, items.c.note_id, items.c.before)
            assert connection.execute(wanted).all() == [(5, 2, {"tags": []})]
            (step, changed), newest = (
                connection.execute(select(*columns)).one()
                for columns in ((reviews.c.step, reviews.c.changed), (owners.c.changes,))
            )
            assert changed == CHANGED["changed"]
            assert 0 < step <= newest.changes


def test_every_row_has_an_owner_and_every_constraint_a_name():
    for table in Base.metadata.sorted_tables:
        assert table.name == "owners" or not table.c.owner_id.nullable, table.name
        assert all(constraint.name for constraint in table.constraints), table.name

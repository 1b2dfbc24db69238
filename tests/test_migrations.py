"""The migrations build what the models say, there and back, on both databases."""

import flask_migrate
import pytest
import sqlalchemy

from quizapp.storage.database import Base, db, prepare_engine
from tests.conftest import NOW


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


def test_the_journal_outlives_the_second_migration_and_back(app):
    with app.app_context():
        with db.engine.begin() as connection:
            for table, values in (
                ("owners", {"id": 1, "name": "me"}),
                ("changes", {"id": 5, "owner_id": 1, "action": "review", "label": "Good"}),
                ("change_items", {"id": 7, "owner_id": 1, "change_id": 5, "before": {"a": 1}, "after": {}}),
            ):
                found = Base.metadata.tables[table]
                stamped = {name: NOW for name in ("created_at", "made_at") if name in found.c}
                connection.execute(found.insert().values(**values, **stamped))
        flask_migrate.downgrade(revision="0001")
        flask_migrate.upgrade()
        with db.engine.connect() as connection:
            assert connection.execute(sqlalchemy.text("select id, change_id from change_items")).all() == [(7, 5)]
            assert connection.execute(sqlalchemy.text("select label from changes")).scalars().all() == ["Good"]


def test_every_row_has_an_owner_and_every_constraint_a_name():
    for table in Base.metadata.sorted_tables:
        assert table.name == "owners" or not table.c.owner_id.nullable, table.name
        assert all(constraint.name for constraint in table.constraints), table.name

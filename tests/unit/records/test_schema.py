"""Vaults of older versions come forward with all they hold, those of newer ones are refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from posture_cv.domain.errors import RecordDamaged, RecordNewer
from posture_cv.records import schema
from posture_cv.records.schema import NEWEST, bring_forward, revision_of
from posture_cv.records.tables import METADATA
from posture_cv.records.vault import Vault
from tests.unit.records.conftest import PHRASE, clock

ADDING = '''"""A column more."""

import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{before}"


def upgrade() -> None:
    """Add it."""
    op.add_column("clients", sa.Column("shoe", sa.String(10)))
    {then}
'''


@pytest.fixture
def ahead(tmp_path: Path) -> Path:
    """Migrations as a version after this one has them."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema._MIGRATIONS, folder)
    (folder / "versions" / "next.py").write_text(ADDING.format(before=NEWEST, then=""))
    return folder


def test_the_newest_is_the_last_there_is() -> None:
    assert ScriptDirectory(str(schema._MIGRATIONS)).get_heads() == [NEWEST]


def test_the_migrations_make_the_tables_that_the_code_knows() -> None:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        bring_forward(connection)
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        assert revision_of(connection) == NEWEST
        bring_forward(connection)


def test_an_older_vault_comes_forward_with_what_it_holds(vault: Vault, ahead: Path) -> None:
    otter = vault.records.add_client(pseudonym="Otter", name="Avery Example")
    with vault.records._writing() as connection:
        bring_forward(connection, folder=ahead, newest="next")
        assert connection.execute(sa.text("SELECT name, shoe FROM clients")).all() == [("Avery Example", None)]
        assert revision_of(connection) == "next"
    assert vault.records.client("Otter") == otter


def test_the_first_form_comes_forward() -> None:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        bring_forward(connection, newest="0001")
        connection.execute(sa.text("INSERT INTO clients VALUES (1, 'u', 'Otter', 'otter', '', 'otter', NULL, NULL, NULL, '2031-05-04')"))
        connection.execute(sa.text("INSERT INTO visits VALUES (7, 1, '2031-05-04', 0, '{}', NULL, '2031-05-04')"))
        bring_forward(connection)
        assert connection.execute(sa.text("SELECT id, data, notes FROM visits")).all() == [(7, "{}", "")]
        assert revision_of(connection) == NEWEST


def test_a_newer_vault_is_refused_and_not_touched(vault: Vault, ahead: Path, place: Path) -> None:
    with vault.records._writing() as connection:
        bring_forward(connection, folder=ahead, newest="next")
    vault.close()
    before = place.read_bytes()
    with pytest.raises(RecordNewer, match="newer version"):
        Vault.opened(place, PHRASE, clock=clock)
    assert place.read_bytes() == before


def test_a_migration_that_fails_leaves_the_older_form(vault: Vault, ahead: Path) -> None:
    (ahead / "versions" / "next.py").write_text(ADDING.format(before=NEWEST, then='raise RuntimeError("half-way")'))
    with pytest.raises(RuntimeError, match="half-way"), vault.records._writing() as connection:
        bring_forward(connection, folder=ahead, newest="next")
    with vault.records._reading() as connection:
        assert revision_of(connection) == NEWEST
        assert "shoe" not in [row.name for row in connection.execute(sa.text("PRAGMA table_info(clients)"))]


def test_another_database_is_no_vault() -> None:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE songs (name TEXT)"))
        with pytest.raises(RecordDamaged, match="no vault"):
            bring_forward(connection)

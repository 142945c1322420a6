"""The form of the tables: brought forwards where it is older, refused where it is newer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from posture_cv.domain.errors import RecordDamaged, RecordNewer
from posture_cv.domain.messages import message

if TYPE_CHECKING:
    from sqlalchemy import Connection

NEWEST = "0002"
"""The last migration; known here so that a vault of today opens without loading what migrates."""

_MIGRATIONS = Path(__file__).parent / "migrations"


def revision_of(connection: Connection) -> str | None:
    """The migration that a database stands at; None for an empty one."""
    named = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'")).scalar()
    return None if named is None else connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def bring_forward(connection: Connection, *, folder: Path = _MIGRATIONS, newest: str = NEWEST) -> None:
    """Bring the tables to the form of today, all the way or not at all.

    Parameters
    ----------
    connection
        In a transaction, which is the caller's to end.
    folder
        With the migrations.

    Raises
    ------
    RecordNewer
        If a newer version wrote them.
    RecordDamaged
        If what is kept there is no vault.
    """
    stands_at = revision_of(connection)
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(folder))
    known = {script.revision for script in scripts.walk_revisions()}
    if stands_at is None and connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar():
        raise RecordDamaged(message("records.no_vault"), message("records.choose_vault"))
    if stands_at is not None and stands_at not in known:
        raise RecordNewer(message("records.newer"), message("record.update"))
    context = MigrationContext.configure(
        connection,
        opts={"fn": lambda revision, _context: scripts._upgrade_revs(newest, revision)},  # noqa: SLF001  # alembic's own recipe
    )
    with Operations.context(context):
        context.run_migrations()

"""Notes beside a visit, and the copies that were made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add a column and a table."""
    op.add_column("visits", sa.Column("notes", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "backups",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("place", sa.Text, nullable=False),
    )

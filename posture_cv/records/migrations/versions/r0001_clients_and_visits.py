"""Clients, consents, visits, photos and the audit trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "clients",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.String(32), nullable=False, unique=True),
        sa.Column("pseudonym", sa.String(80), nullable=False),
        sa.Column("called", sa.String(80), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("folded", sa.String(400), nullable=False),
        sa.Column("sex", sa.String(10)),
        sa.Column("born", sa.Integer),
        sa.Column("retained_until", sa.Date),
        sa.Column("added_at", sa.String(40), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("client_id", sa.Integer, sa.ForeignKey("clients.id", ondelete="CASCADE"), nullable=False),
        sa.Column("version", sa.String(80), nullable=False),
        sa.Column("given_on", sa.Date, nullable=False),
        sa.Column("withdrawn_on", sa.Date),
        sa.Index("consents_of_client", "client_id"),
    )
    op.create_table(
        "visits",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("client_id", sa.Integer, sa.ForeignKey("clients.id", ondelete="CASCADE"), nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("photos", sa.Integer, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("assessment", sa.LargeBinary),
        sa.Column("added_at", sa.String(40), nullable=False),
        sa.Index("visits_of_client", "client_id", "held_on"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "photos",
        sa.Column("visit_id", sa.Integer, sa.ForeignKey("visits.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.String(400), nullable=False),
        sa.Column("focal_length_px", sa.Float),
        sa.Column("focal_log_error", sa.Float, nullable=False),
        sa.Column("taken_on", sa.Date),
        sa.Column("picture", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("client", sa.Integer),
        sa.Column("visit", sa.Integer),
        sqlite_autoincrement=True,
    )

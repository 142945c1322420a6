"""The tables, as the newest migration leaves them; the migrations make them."""

from __future__ import annotations

from sqlalchemy import Column, Date, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

METADATA = MetaData()

CLIENTS = Table(
    "clients",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("pseudonym", String(80), nullable=False),
    # the pseudonym without capitals, by which a client is found
    Column("called", String(80), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    # pseudonym and name without capitals and accents, in which a search looks
    Column("folded", String(400), nullable=False),
    Column("sex", String(10)),
    Column("born", Integer),
    Column("retained_until", Date),
    Column("added_at", String(40), nullable=False),
    sqlite_autoincrement=True,
)

CONSENTS = Table(
    "consents",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("client_id", Integer, ForeignKey("clients.id", ondelete="CASCADE"), nullable=False),
    Column("version", String(80), nullable=False),
    Column("given_on", Date, nullable=False),
    Column("withdrawn_on", Date),
    Index("consents_of_client", "client_id"),
)

VISITS = Table(
    "visits",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("client_id", Integer, ForeignKey("clients.id", ondelete="CASCADE"), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("photos", Integer, nullable=False),
    Column("data", Text, nullable=False),
    # compressed to a fifth: it repeats every text in English
    Column("assessment", LargeBinary),
    Column("notes", Text, nullable=False, server_default=""),
    Column("added_at", String(40), nullable=False),
    Index("visits_of_client", "client_id", "held_on"),
    sqlite_autoincrement=True,
)

PHOTOS = Table(
    "photos",
    METADATA,
    Column("visit_id", Integer, ForeignKey("visits.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("name", String(400), nullable=False),
    Column("focal_length_px", Float),
    Column("focal_log_error", Float, nullable=False),
    Column("taken_on", Date),
    Column("picture", LargeBinary, nullable=False),
)

AUDIT = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", String(40), nullable=False),
    Column("action", String(40), nullable=False),
    # numbers alone, no reference: the trail outlives what it is about
    Column("client", Integer),
    Column("visit", Integer),
    sqlite_autoincrement=True,
)

BACKUPS = Table(
    "backups",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", String(40), nullable=False),
    Column("place", Text, nullable=False),
)

"""Clients and visits as plain data, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from posture_cv.records.entries import Client, ClientEntry, Consent, VisitEntry


def client_data(client: Client, consents: Sequence[Consent]) -> dict[str, Any]:
    """A client with consents; days and times as ISO 8601."""
    return {**_client(client), "consents": [_consent(one) for one in consents]}


def entry_data(entry: ClientEntry) -> dict[str, Any]:
    """A client in a list."""
    return {**_client(entry.client), "visits": entry.visits, "last_visit_on": _day(entry.last_visit_on)}


def visit_data(entry: VisitEntry) -> dict[str, Any]:
    """A visit in a list."""
    return {"number": entry.number, "date": entry.held_on.isoformat(), "photos": entry.photos, "notes": entry.notes}


def _client(client: Client) -> dict[str, Any]:
    return {
        "pseudonym": client.pseudonym,
        "name": client.name,
        "sex": client.sex,
        "born": client.born,
        "retained_until": _day(client.retained_until),
        "added_at": client.added_at,
    }


def _consent(one: Consent) -> dict[str, Any]:
    return {"version": one.version, "given_on": one.given_on.isoformat(), "withdrawn_on": _day(one.withdrawn_on)}


def _day(on: dt.date | None) -> str | None:
    return None if on is None else on.isoformat()

"""The time, as it is handed to whatever records when something was done."""

from datetime import UTC, datetime


def now() -> str:
    """The present moment, ISO 8601 with the offset of this computer's time zone."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")

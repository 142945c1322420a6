"""The safety screen of versions 1 and 2, which asked several things in one question, brought to questions that each ask one thing."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def with_questions_of_today(worksheet: Mapping[str, Any]) -> dict[str, Any]:
    """The worksheet with the questions and rules of today's tables.

    A yes of old stays in its own words and still counts; a no of old is a no to each thing that was asked, recorded as asked together.
    """
    from posture_cv.knowledge import load

    tables = load()
    given = {asked["key"]: asked.get("answer") for asked in worksheet["safety"]}
    denied = {key for row in tables.safety if row.retired and given.get(row.key) is False for key in row.now}
    safety = [
        {
            "key": row.key,
            "topic": row.topic,
            "kind": row.kind,
            "references": row.references,
            "retired": row.retired,
            "now": row.now,
            "answer": given.get(row.key, False if row.key in denied else None),
            "asked_together": row.key in denied and row.key not in given,
        }
        for row in tables.safety
    ]
    rules = [asdict(rule) for rule in tables.rules]
    return {**worksheet, "safety": safety if given else [], "rules": rules if given else [], "withheld": [], "held_back": []}

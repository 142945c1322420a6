"""Numbered references in the order they are first cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_cv.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_cv.domain.knowledge import Knowledge, Reference
    from posture_cv.domain.messages import Message


class Citations:
    """Gives each source a number the first time it is cited."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._sources = {reference.key: reference for reference in knowledge.references}
        self._numbers: dict[str, int] = {}

    def cite(self, keys: Iterable[str]) -> str:
        """Give the numbers of those sources in brackets, ``"[1, 4]"``; empty without any. Unknown keys are left out."""
        numbers = sorted({self._numbers.setdefault(key, len(self._numbers) + 1) for key in keys if key in self._sources})
        return f"[{', '.join(map(str, numbers))}]" if numbers else ""

    def listed(self) -> list[dict[str, Any]]:
        """List the sources cited so far."""
        return [
            {
                "number": number,
                "citation": self._sources[key].citation,
                "identifier": self._sources[key].identifier,
                "strength": _strength(self._sources[key]),
            }
            for key, number in self._numbers.items()
        ]


def _strength(source: Reference) -> Message | str:
    """What kind of source it is, where the tables say."""
    return "" if source.strength is None else message(f"strength.{source.strength}")

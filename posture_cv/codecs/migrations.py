"""Plain data of older versions, brought to the form of today."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from posture_cv.codecs.clinical_of_1 import clinical_part
from posture_cv.codecs.screen_of_2 import with_questions_of_today
from posture_cv.domain.assessment import SCHEMA_VERSION
from posture_cv.domain.findings import Certainty
from posture_cv.domain.judgements import PostureVerdict, Severity
from posture_cv.words import ENGLISH
from posture_cv.words.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

_EACH = "*"

_SENTENCES_OF_1 = (
    ("photos", _EACH, "quality", "limitations", _EACH, "what"),
    ("photos", _EACH, "quality", "limitations", _EACH, "remedy"),
    ("landmarks", _EACH, "note"),
    ("not_measured", _EACH, "reason"),
    ("not_measured", _EACH, "remedy"),
)
"""Where version 1 held an English sentence and version 2 holds a message, None for an empty one."""


_VERDICTS_OF_2 = {
    Certainty.LIKELY: PostureVerdict.DIFFERS,
    Certainty.POSSIBLE: PostureVerdict.DIFFERS,
    Certainty.NOT_DISTINGUISHABLE: PostureVerdict.CANNOT_TELL,
}
"""Version 2 judged by cut-offs and kept the typical range where a value beyond a cut-off lay inside it."""


_ONE_SIGN_IN_2 = frozenset({"rounded_shoulders", "sway_back"})
"""Distortions that version 2 named by one sign, which today does not suffice."""


def migrated(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data in the form of ``SCHEMA_VERSION``; what is of no known form is left for the reader to refuse.

    Versions 1 and 2 asked several things in one question of the safety screen (``screen_of_2``).

    Version 1 held sentences. Those of findings, muscles and worksheet give way to facts. One of a photo, a point or a measure that stands
    word for word in the English catalogue becomes its message; any other stays the English text it is, as the message ``stored.text``.
    Version 2 judged findings by cut-offs and told no percentile.
    """
    found: Any = dict(data)
    if data.get("schema_version") == 1:
        found = {**found, **clinical_part(data)}
        for path in _SENTENCES_OF_1:
            found = _with_message(found, path)
    if data.get("schema_version") in (1, 2):
        try:
            found["worksheet"] = with_questions_of_today(found["worksheet"])
        except (LookupError, TypeError):
            # the reader refuses the data as they are, and names the place
            return dict(data) | {"schema_version": SCHEMA_VERSION}
        if isinstance(found.get("findings"), list):
            found["findings"] = [_with_verdict(finding) for finding in found["findings"]]
        found["schema_version"] = SCHEMA_VERSION
    return dict(found)


def _with_verdict(finding: Any) -> Any:
    """A finding of version 2: what was found then stands, with the verdict that its certainty meant, and without a percentile."""
    if not isinstance(finding, dict) or "typical" not in finding:
        return finding
    kept = {name: held for name, held in finding.items() if name != "typical"}
    if finding.get("distortion") in _ONE_SIGN_IN_2:
        kept |= {"certainty": Certainty.NOT_DISTINGUISHABLE, "severity": Severity.TYPICAL}
    return kept | {"verdict": _VERDICTS_OF_2.get(kept.get("certainty", ""))}


def _with_message(held: Any, path: tuple[str, ...]) -> Any:
    if not path:
        return message_of(held) if isinstance(held, str) else held
    place, *rest = path
    if place == _EACH:
        return [_with_message(each, tuple(rest)) for each in held] if isinstance(held, list) else held
    if not isinstance(held, dict) or place not in held:
        return held
    return {**held, place: _with_message(held[place], tuple(rest))}


def message_of(sentence: str) -> dict[str, Any] | None:
    """A stored English sentence as plain data of a message; None for an empty one."""
    if not sentence:
        return None
    key = _ids().get(sentence)
    return {"id": "stored.text", "fields": {"sentence": sentence}} if key is None else {"id": key, "fields": {}}


@cache
def _ids() -> dict[str, str]:
    """Ids of English texts that have no fields."""
    return {entry.english: key for key, entry in catalogue(ENGLISH).entries.items() if len(entry.forms) == 1 and "{" not in entry.english}

"""Everything a report says, as plain data for the template, which only lays it out."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from posture_cv.report import clinician
from posture_cv.report.citations import Citations
from posture_cv.report.client_page import client_page
from posture_cv.report.measure_rows import measure_groups, not_measured_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.codecs.assessment import Assessment
    from posture_cv.domain.knowledge import Knowledge

_LONG_RUN = re.compile(r"\S{20}(?=\S)")
_MINUS = re.compile(r"(?<!\S)-(?=\d)")
_LONGEST_RUNNING_NAME = 60
_ZERO_WIDTH_SPACE = "\u200b"


def report_content(assessment: Assessment, knowledge: Knowledge, *, client: str, pictures: Sequence[str]) -> dict[str, Any]:
    """Collect the texts of a report.

    Parameters
    ----------
    pictures
        File names of the overlays beside the template, in photo order.

    Returns
    -------
    Dictionaries, lists, strings, numbers, booleans and None only.
    """
    citations = Citations(knowledge)
    made = datetime.fromisoformat(assessment.provenance.created_at)
    name = " ".join(client.split())
    sections = {
        "client": name,
        "client_short": name if len(name) <= _LONGEST_RUNNING_NAME else name[: _LONGEST_RUNNING_NAME - 1] + "\u2026",
        "date": [made.year, made.month, made.day],
        "pictures": list(pictures),
        "page_one": client_page(assessment, knowledge),
        "photos": clinician.photo_blocks(assessment),
        "measures": measure_groups(assessment, knowledge, citations),
        "not_measured": not_measured_rows(assessment, knowledge),
        "findings": clinician.finding_rows(assessment, citations),
        "muscles": clinician.muscle_rows(assessment, citations),
        "safety": clinician.safety_tiers(assessment, citations),
        "tests": clinician.test_groups(assessment, citations),
        "stamp": _stamp(assessment),
    }
    printable: dict[str, Any] = _printable(sections)
    return printable | {"references": citations.listed(), "provenance": clinician.provenance_rows(assessment, knowledge)}


def _stamp(assessment: Assessment) -> str:
    made = assessment.provenance
    return f"{made.software} · model {made.pose_model.sha256[:8]} · tables {made.knowledge_sha256[:8]}"


def _printable(value: Any) -> Any:
    """Set true minus signs, and let long runs without a space break so that no text leaves its column."""
    if isinstance(value, str):
        return _LONG_RUN.sub(lambda run: run.group() + _ZERO_WIDTH_SPACE, _MINUS.sub("\u2212", value))
    if isinstance(value, dict):
        return {key: _printable(v) for key, v in value.items()}
    if isinstance(value, list):
        return [_printable(v) for v in value]
    return value

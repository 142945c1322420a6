"""The client's complaint, before muscles and tests: caution, whom to refer, and its own tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from posture_cv.cards.complaint_brief import ComplaintBrief
    from posture_cv.report.citations import Citations


def complaint_section(brief: ComplaintBrief, citations: Citations) -> dict[str, Any]:
    """What leads the hands-on pages where a complaint was stated."""
    return {
        "title": brief.title,
        "caution": brief.caution or "",
        "refer": list(brief.refer),
        "tests": list(brief.tests),
        "citations": citations.cite(brief.references),
    }

"""What the client's complaint changes of an assessment: which muscles are suggested, in which order, and which tests lead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.messages import message
from posture_cv.muscles import suggest
from posture_cv.worksheet.plan import plan

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.knowledge import Knowledge


def require_complaint(complaint: str, knowledge: Knowledge) -> None:
    """Refuse the key of no complaint, the empty one apart.

    Raises
    ------
    KnowledgeError
        If no row of table conditions has that key.
    """
    known = [row.key for row in knowledge.conditions]
    if complaint and complaint not in known:
        raise KnowledgeError(message("tables.no_complaint", key=complaint), message("tables.use_complaints", keys=tuple(known)))


def with_complaint(assessment: Assessment, complaint: str, knowledge: Knowledge) -> Assessment:
    """The assessment of a client who brings a complaint, or none: muscles and tests anew, what is measured and found as it was.

    What is written on the sheet is written after it: a fresh sheet is laid out wherever the complaint is another one.

    Raises
    ------
    KnowledgeError
        If there is no such complaint.
    """
    require_complaint(complaint, knowledge)
    if complaint == assessment.worksheet.complaint:
        return assessment
    muscles = suggest(assessment.findings, knowledge, complaint=complaint)
    sheet = plan(
        muscles,
        knowledge,
        findings=assessment.findings,
        patterns=assessment.patterns,
        age=assessment.person.age,
        complaint=complaint,
    )
    return replace(assessment, muscles=muscles, worksheet=sheet)

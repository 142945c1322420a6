"""Page one, for the client: good news first, at most three priorities, plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_cv.domain.judgements import Severity
from posture_cv.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.findings import Finding
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.messages import Message
    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.domain.screen import SafetyRule

MOST_PRIORITIES = 3
_MOST_TYPICAL = 6
_MOST_MUSCLES = 5
_SEVERITY_ORDER = {Severity.MARKED: 0, Severity.MILD: 1, Severity.BEYOND_CONVENTION: 2, Severity.TYPICAL: 3}


def client_page(
    assessment: Assessment,
    knowledge: Knowledge,
    *,
    muscles: Sequence[MuscleHypothesis],
    stopping: Sequence[SafetyRule] = (),
    waiting: Sequence[SafetyRule] = (),
) -> dict[str, Any]:
    """Texts of page one.

    Parameters
    ----------
    muscles
        Hypotheses after the outcomes, the first to test first.
    stopping, waiting
        Safety rules that send the client on, or to a doctor first: then no muscle is named, and with the former no finding.
    """
    typical = typical_titles(assessment, knowledge)
    return {
        "typical": typical[:_MOST_TYPICAL],
        "typical_more": message("report.client.more", count=len(typical) - _MOST_TYPICAL) if len(typical) > _MOST_TYPICAL else "",
        "measured": bool(assessment.measurements),
        "priorities": [] if stopping else [f.plain_statement for f in priorities(assessment)],
        "muscles": "" if stopping or waiting else _to_test(muscles),
        "doctor_first": bool(waiting),
        "held_back": assessment.worksheet.held_back_told or "",
    }


def _to_test(muscles: Sequence[MuscleHypothesis]) -> Message | str:
    """What the therapist tests first; empty where no muscle is in question."""
    names = tuple(dict.fromkeys(one.plain_name for one in muscles))[:_MOST_MUSCLES]
    return message("report.client.muscles", muscles=names) if names else ""


def priorities(assessment: Assessment) -> list[Finding]:
    """Pick at most three distinguishable findings, marked before mild, surest first, each distortion once."""
    ranked = sorted(
        (f for f in assessment.findings if f.is_distinguishable),
        key=lambda f: (_SEVERITY_ORDER[f.severity], -f.probability),
    )
    once: dict[str, Finding] = {}
    for finding in ranked:
        once.setdefault(finding.distortion, finding)
    return list(once.values())[:MOST_PRIORITIES]


def typical_titles(assessment: Assessment, knowledge: Knowledge) -> list[Message]:
    """Neutral titles of what is clearly typical in every photo and in all together, and supports no finding."""
    supporting = {s.measure for f in assessment.findings if f.is_distinguishable for s in f.support}
    titles: dict[Message, None] = {}
    for definition in knowledge.measures:
        judged = [one.judgement for one in assessment.judgements if one.measure is definition.name]
        if judged and definition.name not in supporting and all(judgement.is_clearly_typical for judgement in judged):
            titles.setdefault(definition.neutral_title, None)
    return list(titles)

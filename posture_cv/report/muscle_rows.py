"""Muscle hypotheses after the tests: grouped by what is said of them, with their numbers on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_cv.domain.messages import message
from posture_cv.domain.muscles import MuscleState, grade_text
from posture_cv.domain.terms import evidence_of, muscle_side_term, side_term
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import Outcome
from posture_cv.report.body_map import number_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.messages import Message
    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.report.body_map import Numbers
    from posture_cv.report.citations import Citations


def muscle_section(
    assessment: Assessment, muscles: Sequence[MuscleHypothesis], knowledge: Knowledge, *, numbers: Numbers, citations: Citations
) -> dict[str, Any]:
    """Collect groups, disagreements, dropped ideas and evidence.

    Parameters
    ----------
    muscles
        Hypotheses after the outcomes, in working order: test-positive ones first.
    numbers
        Of the body map; empty without one.
    """
    return {
        "groups": _groups([one for one in muscles if one.leads], numbers),
        "further": _groups([one for one in muscles if not one.leads], numbers),
        "conflicts": _conflicts(muscles),
        "dropped": list(dict.fromkeys(item.name for item in assessment.worksheet.items if item.outcome is Outcome.NEGATIVE)),
        "reasons": _reasons(muscles, knowledge, citations),
    }


def _groups(muscles: Sequence[MuscleHypothesis], numbers: Numbers) -> list[dict[str, Any]]:
    """Rows by state, then by findings and grade: words that several rows share stand above them once."""
    groups: dict[tuple[object, ...], dict[str, Any]] = {}
    for one in muscles:
        told = (one.state_told, one.test_positive)
        group = groups.setdefault(told, {"words": message("text.capital", text=one.wording), "state": _look(one), "parts": {}})
        part = group["parts"].setdefault((one.reasons_told, one.grades), {"because": _because(one), "rows": []})
        part["rows"].append(
            {
                "number": number_words(one, numbers),
                "name": one.name,
                "side": "" if one.side is BodySide.MIDLINE else side_term(one.side),
                "confirm_by": one.confirm_by,
                "conflicts": one.conflicts,
            }
        )
    return [group | {"parts": list(group["parts"].values())} for group in groups.values()]


def _look(one: MuscleHypothesis) -> str:
    """What the template draws a group's mark by."""
    return one.state.value if one.because or one.test_positive else "named"


def _conflicts(muscles: Sequence[MuscleHypothesis]) -> list[dict[str, Message]]:
    """Muscles that one finding suggests as shortened and another, or the same in another model, as lengthened."""
    pairs = [
        (short, long)
        for short in muscles
        for long in muscles
        if short.muscle == long.muscle
        and (short.state, long.state) == (MuscleState.LIKELY_SHORTENED, MuscleState.LIKELY_LENGTHENED)
        and (short.side is long.side or BodySide.MIDLINE in (short.side, long.side))
    ]
    return [
        {
            "name": short.name,
            "side": muscle_side_term(short.side),
            "suggestions": message("report.muscle.opposites", findings=short.reasons_told, others=long.reasons_told),
        }
        for short, long in pairs
    ]


def _reasons(muscles: Sequence[MuscleHypothesis], knowledge: Knowledge, citations: Citations) -> list[dict[str, Any]]:
    """Evidence for and against, once for all muscles that share it."""
    sharing: dict[tuple[str, str], list[MuscleHypothesis]] = {}
    for one in muscles:
        told = (one.evidence_for.id, one.evidence_against.id)
        sharing.setdefault((knowledge.texts.get(told[0], told[0]), knowledge.texts.get(told[1], told[1])), []).append(one)
    return [
        {
            "names": list(dict.fromkeys(one.name for one in ones)),
            "evidence": evidence_of(ones[0]),
            "citations": citations.cite(key for one in ones for key in one.references),
        }
        for ones in sharing.values()
    ]


def _because(one: MuscleHypothesis) -> Message:
    return message("muscle.because", titles=one.reasons_told, grades=grade_text(one.grades))

"""Muscle hypotheses after the tests: grouped by what is said of them, with their numbers on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_cv.codecs.wording import grade_words, muscle_side_words, side_words, state_words
from posture_cv.domain.muscles import MuscleState
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import Outcome
from posture_cv.report.body_map import number_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.report.body_map import Numbers
    from posture_cv.report.citations import Citations


def muscle_section(assessment: Assessment, muscles: Sequence[MuscleHypothesis], numbers: Numbers, citations: Citations) -> dict[str, Any]:
    """Collect groups, disagreements, dropped ideas and evidence.

    Parameters
    ----------
    muscles
        Hypotheses after the outcomes, in working order: test-positive ones first.
    numbers
        Of the body map; empty without one.
    """
    titles = {f.distortion: f.title for f in assessment.findings}
    return {
        "groups": _groups(muscles, titles, numbers),
        "conflicts": _conflicts(muscles, titles),
        "dropped": list(dict.fromkeys(item.name for item in assessment.worksheet.items if item.outcome is Outcome.NEGATIVE)),
        "reasons": _reasons(muscles, citations),
    }


def _groups(muscles: Sequence[MuscleHypothesis], titles: Mapping[str, str], numbers: Numbers) -> list[dict[str, Any]]:
    """Rows by state, then by findings and grade: words that several rows share stand above them once."""
    groups: dict[str, dict[str, Any]] = {}
    for one in muscles:
        words = state_words(one.state, one.confidence, test_positive=one.test_positive)
        group = groups.setdefault(words, {"words": f"{words[0].upper()}{words[1:]}", "state": one.state.value, "parts": {}})
        because = f"{_titles(one, titles)}, evidence {grade_words(one.grades)}"
        group["parts"].setdefault(because, []).append(
            {
                "number": number_words(one, numbers),
                "name": one.name,
                "side": side_words(one.side),
                "confirm_by": one.confirm_by,
                "conflicts": one.conflicts,
            }
        )
    return [
        group | {"parts": [{"because": because, "rows": rows} for because, rows in group["parts"].items()]} for group in groups.values()
    ]


def _conflicts(muscles: Sequence[MuscleHypothesis], titles: Mapping[str, str]) -> list[dict[str, str]]:
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
            "side": muscle_side_words(short.side),
            "shortened_by": _titles(short, titles),
            "lengthened_by": _titles(long, titles),
        }
        for short, long in pairs
    ]


def _reasons(muscles: Sequence[MuscleHypothesis], citations: Citations) -> list[dict[str, Any]]:
    """Evidence for and against, once for all muscles that share it."""
    sharing: dict[str, list[MuscleHypothesis]] = {}
    for one in muscles:
        if one.evidence:
            sharing.setdefault(one.evidence, []).append(one)
    return [
        {
            "names": list(dict.fromkeys(one.name for one in ones)),
            "evidence": evidence,
            "citations": citations.cite(key for one in ones for key in one.references),
        }
        for evidence, ones in sharing.items()
    ]


def _titles(one: MuscleHypothesis, titles: Mapping[str, str]) -> str:
    return ", ".join(titles.get(key, key.replace("_", " ")) for key in one.because)

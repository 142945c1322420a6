"""The sheet filled in by hand: safety screen, five factors, tests."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from posture_cv.codecs.wording import grade_words, muscle_side_words, position_words, side_words, state_words
from posture_cv.domain.muscles import Confidence
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import Approach, FilledBy, NmtFactor, Outcome
from posture_cv.worksheet import needs_clearance, order_factors, stopped_by

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from posture_cv.domain.muscles import MuscleHypothesis, MuscleState
    from posture_cv.domain.worksheet import FactorEntry, SafetyQuestion, Worksheet, WorksheetItem
    from posture_cv.report.citations import Citations

_TIERS = {
    1: ("Stop", "A yes stops the assessment: send on at once."),
    2: ("Medical advice first", "A yes asks for a doctor's advice before any hands-on work."),
    3: ("Adapt", "A yes changes where and how hard you work."),
}

_USUAL_PALPATION = "Feel along the fibres for a taut band and tender spots."
_NO_FIGURE = "No reliability figure found."
"""Said once above the tests, and left out beside each."""

_APPROACHES = {
    Approach.AMERICAN: "American order: posture and movement first.",
    Approach.EUROPEAN: "European order: points first.",
}


def stop_questions(worksheet: Worksheet, citations: Citations) -> list[dict[str, Any]]:
    """Questions of the first tier answered yes; any of them stops muscles, tests and plan."""
    return [_question(asked, citations) for asked in stopped_by(worksheet)]


def clearance_questions(worksheet: Worksheet, citations: Citations) -> list[dict[str, Any]]:
    """Questions that wait for a doctor's advice."""
    return [_question(asked, citations) for asked in needs_clearance(worksheet)]


def safety_tiers(worksheet: Worksheet, citations: Citations) -> list[dict[str, Any]]:
    """Questions of the safety screen by tier, the first tier first."""
    ordered = sorted(worksheet.safety, key=lambda asked: asked.tier)
    return [
        {
            "title": _TIERS.get(tier, (f"Tier {tier}", ""))[0],
            "meaning": _TIERS.get(tier, ("", ""))[1],
            "questions": [_question(asked, citations) for asked in questions],
        }
        for tier, questions in groupby(ordered, key=lambda asked: asked.tier)
    ]


def factor_section(worksheet: Worksheet, citations: Citations) -> dict[str, Any]:
    """The five factors in the order of the sheet's approach; empty rows where the sheet holds none."""
    return {"order": _APPROACHES[worksheet.approach], "rows": [_factor(entry, citations) for entry in order_factors(worksheet).factors]}


def test_groups(worksheet: Worksheet, muscles: Iterable[MuscleHypothesis], citations: Citations) -> list[dict[str, Any]]:
    """Tests of the worksheet in its working order, neighbours in one body position together."""
    likely = {(m.muscle, m.state) for m in muscles if m.confidence is Confidence.LIKELY}
    return [
        {"position": position_words(position), "tests": [_test(item, likely, citations) for item in group]}
        for position, group in groupby(worksheet.items, key=lambda item: item.position)
    ]


def keep_out(worksheet: Worksheet) -> list[list[str]]:
    """Places to keep out of beside the muscles of the sheet: title and warning, each once."""
    return list({title: [title, warning] for title, warning in map(_site, _sites(worksheet.items))}.values())


def site_titles(sites: Iterable[str]) -> list[str]:
    """Titles of endangerment sites without their warnings."""
    return [_site(site)[0] for site in sites]


def _sites(items: Sequence[WorksheetItem]) -> list[str]:
    return [site for item in items for site in item.endangerments]


def _site(text: str) -> tuple[str, str]:
    title, _, warning = text.partition(": ")
    return title, warning


def _question(asked: SafetyQuestion, citations: Citations) -> dict[str, Any]:
    return {
        "question": asked.question,
        "why": asked.why,
        "action": asked.action,
        "answer": {None: "", True: "yes", False: "no"}[asked.answer],
        "citations": citations.cite(asked.references),
    }


def _factor(entry: FactorEntry, citations: Citations) -> dict[str, Any]:
    # what pressure on a nerve feels like stands beside the tests of its muscles
    brief = entry.factor is NmtFactor.NERVE_COMPRESSION
    return {
        "title": entry.title,
        "question": entry.question,
        "look_for": list(entry.look_for),
        "hints": [hint.partition(": ")[0] if brief else hint.rstrip(".") for hint in entry.hints],
        "answer": {None: "", True: "yes", False: "no"}[entry.present],
        "from_photos": entry.filled_by is FilledBy.SOFTWARE,
        "note": entry.note,
        "citations": citations.cite(entry.references),
    }


def _test(item: WorksheetItem, likely: Collection[tuple[str, MuscleState]], citations: Citations) -> dict[str, Any]:
    confidence = Confidence.LIKELY if (item.muscle, item.state) in likely else Confidence.POSSIBLE
    return {
        "name": item.name,
        "side": muscle_side_words(item.side),
        "compared": item.side is BodySide.MIDLINE,
        "state": state_words(item.state, confidence).split(":")[0],
        "grade": grade_words(item.grades),
        "test": item.test,
        "how": item.how,
        "normal": item.normal,
        "reliability": item.reliability.replace(_NO_FIGURE, "").strip(),
        "caution": item.caution,
        "palpation": item.palpation.replace(_USUAL_PALPATION, "").strip(),
        "referral": item.referral,
        "entrapment": item.entrapment,
        "keep_out": site_titles(item.endangerments),
        "outcomes": [{"label": o.value.replace("_", " "), "ticked": o is item.outcome and o is not Outcome.NOT_TESTED} for o in Outcome],
        "positive_side": "" if item.outcome_side is None else side_words(item.outcome_side) or "both",
        "tenderness": item.tenderness,
        "referral_felt": {None: "", True: "yes", False: "no"}[item.referral_felt],
        "note": item.note,
        "citations": citations.cite(item.references),
    }

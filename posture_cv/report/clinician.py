"""Sections for the clinician: photos, findings, muscles, worksheet, provenance."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from posture_cv.codecs.wording import (
    certainty_words,
    decimals_for,
    format_estimate,
    format_number,
    format_probability,
    grade_words,
    muscle_side_words,
    position_words,
    side_words,
    state_words,
    view_words,
)
from posture_cv.domain.muscles import Confidence
from posture_cv.domain.worksheet import Outcome

if TYPE_CHECKING:
    from posture_cv.codecs.assessment import AssessedPhoto, Assessment
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.worksheet import SafetyQuestion, WorksheetItem
    from posture_cv.report.citations import Citations

_NORMAL_90 = 1.645
"""Half-width of a 90 % interval in standard errors of a normal distribution."""

_TIERS = {
    1: ("Stop", "A yes stops the assessment: send on at once."),
    2: ("Medical advice first", "A yes asks for a doctor's advice before any hands-on work."),
    3: ("Adapt", "A yes changes where and how hard you work."),
}


def photo_blocks(assessment: Assessment) -> list[dict[str, Any]]:
    """Heading, quality lines, limitations and alternative text of each photo."""
    return [
        {
            "title": f"{view_words(p.view).capitalize()}, {p.position.value}",
            "quality": _quality(p),
            "limitations": [{"what": limit.what, "remedy": limit.remedy} for limit in p.limitations],
            "alt": _alternative_text(assessment, p),
        }
        for p in assessment.photos
    ]


def finding_rows(assessment: Assessment, citations: Citations) -> list[dict[str, Any]]:
    """All findings, surest first; those below the threshold come last and say so."""
    ranked = sorted(assessment.findings, key=lambda f: (not f.is_distinguishable, -f.probability))
    return [
        {
            "title": f.title,
            "side": side_words(f.side),
            "distinguishable": f.is_distinguishable,
            "severity": f.severity.value,
            "certainty": certainty_words(f.certainty),
            "probability": format_probability(f.probability),
            "statement": f.statement,
            "citations": citations.cite(f.references),
        }
        for f in ranked
    ]


def muscle_rows(assessment: Assessment, citations: Citations) -> list[dict[str, Any]]:
    """Muscle hypotheses, strongest first."""
    titles = {f.distortion: f.title for f in assessment.findings}
    return [
        {
            "name": m.name,
            "side": muscle_side_words(m.side),
            "state": state_words(m.state, m.confidence),
            "grade": grade_words(m.grades),
            "because": ", ".join(titles.get(key, key.replace("_", " ")) for key in m.because),
            "confirm_by": m.confirm_by,
            "conflicts": m.conflicts,
            "evidence": m.evidence,
            "citations": citations.cite(m.references),
        }
        for m in sorted(assessment.muscles, key=lambda m: -m.weight)
    ]


def safety_tiers(assessment: Assessment, citations: Citations) -> list[dict[str, Any]]:
    """Questions of the safety screen by tier, the first tier first."""
    ordered = sorted(assessment.worksheet.safety, key=lambda q: q.tier)
    return [
        {
            "title": _TIERS.get(tier, (f"Tier {tier}", ""))[0],
            "meaning": _TIERS.get(tier, ("", ""))[1],
            "questions": [_question(q, citations) for q in questions],
        }
        for tier, questions in groupby(ordered, key=lambda q: q.tier)
    ]


def test_groups(assessment: Assessment, citations: Citations) -> list[dict[str, Any]]:
    """Tests of the worksheet in its working order, neighbours in one body position together."""
    confidences = {(m.muscle, m.side, m.state): m.confidence for m in assessment.muscles}
    return [
        {
            "position": position_words(position),
            "tests": [_test(item, confidences.get((item.muscle, item.side, item.state), Confidence.POSSIBLE), citations) for item in group],
        }
        for position, group in groupby(assessment.worksheet.items, key=lambda item: item.position)
    ]


def provenance_rows(assessment: Assessment, knowledge: Knowledge) -> list[list[str]]:
    """What the numbers were made with."""
    made = assessment.provenance
    rows = [
        ["Assessed", made.created_at],
        ["Software", made.software],
        ["Pose model", f"{made.pose_model.name}, sha256 {made.pose_model.sha256[:12]}"],
        ["Landmark estimator", made.estimator],
        ["Detector passes per photo", str(made.passes)],
        ["Clinical tables", f"sha256 {made.knowledge_sha256[:12]}"],
        ["Data format", f"version {assessment.schema_version}"],
    ]
    if knowledge.sha256 != made.knowledge_sha256:
        rows.append(["Printed with tables", f"sha256 {knowledge.sha256[:12]} (titles and typical ranges)"])
    return rows


def _quality(photo: AssessedPhoto) -> list[list[str]]:
    quality, seen = photo.quality, photo.recognised
    inside = {
        (True, True): "head and feet inside",
        (False, True): "head cut off",
        (True, False): "feet cut off",
        (False, False): "head and feet cut off",
    }[quality.head_inside, quality.feet_inside]
    roll = _with_interval(quality.roll.roll_deg, quality.roll.standard_error_deg)
    turned = _with_interval(seen.yaw_deg, seen.yaw_standard_error_deg)
    return [
        ["Person", f"{quality.person_height_px:.0f} pixels tall, {inside}"],
        ["Camera roll", f"{roll}, {'from a reference' if quality.roll.referenced else 'no reference in the photo'}"],
        ["Body turned", f"{turned} from a true {view_words(photo.view)} view"],
        ["Sharpness", _fraction(quality.sharpness, "useless", "sharp")],
        ["Exposure", _fraction(quality.exposure, "black", "white")],
    ]


def _with_interval(angle_deg: float, standard_error_deg: float) -> str:
    decimals = decimals_for(standard_error_deg)
    return f"{format_number(angle_deg, decimals)} ± {format_number(_NORMAL_90 * standard_error_deg, decimals)}°"


def _fraction(value: float, lowest: str, highest: str) -> str:
    return f"{value:.2f} (0 {lowest}, 1 {highest})"


def _alternative_text(assessment: Assessment, photo: AssessedPhoto) -> str:
    measures = "; ".join(
        f"{m.name.value.replace('_', ' ')} {format_estimate(m)}" for m in assessment.measurements if m.photo == photo.index
    )
    return f"Photo of the {view_words(photo.view)} view with landmarks and plumb line. {measures or 'Nothing was measured'}."


def _question(question: SafetyQuestion, citations: Citations) -> dict[str, Any]:
    return {
        "question": question.question,
        "why": question.why,
        "action": question.action,
        "answer": {None: "", True: "yes", False: "no"}[question.answer],
        "citations": citations.cite(question.references),
    }


def _test(item: WorksheetItem, confidence: Confidence, citations: Citations) -> dict[str, Any]:
    return {
        "name": item.name,
        "side": muscle_side_words(item.side),
        "state": state_words(item.state, confidence).split(":")[0],
        "grade": grade_words(item.grades),
        "test": item.test,
        "how": item.how,
        "normal": item.normal,
        "reliability": item.reliability,
        "caution": item.caution,
        "outcomes": [{"label": o.value.replace("_", " "), "ticked": o is item.outcome and o is not Outcome.NOT_TESTED} for o in Outcome],
        "tenderness": item.tenderness,
        "note": item.note,
        "citations": citations.cite(item.references),
    }

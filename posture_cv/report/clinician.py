"""Sections for the clinician: photos, findings, patterns, provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_cv.codecs.wording import (
    certainty_words,
    decimals_for,
    format_estimate,
    format_number,
    format_probability,
    moment_words,
    side_words,
    view_words,
)
from posture_cv.domain.estimates import Z_90
from posture_cv.measures import scale

if TYPE_CHECKING:
    from posture_cv.domain.assessment import AssessedPhoto, Assessment
    from posture_cv.domain.findings import PatternMember
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.messages import Message
    from posture_cv.report.citations import Citations


def photo_blocks(assessment: Assessment, knowledge: Knowledge) -> list[dict[str, Any]]:
    """Heading, quality lines, limitations and alternative text of each photo."""
    return [
        {
            "title": f"{view_words(p.view).capitalize()}, {p.position.value}",
            "quality": _quality(p),
            "limitations": [{"what": limit.what, "remedy": limit.remedy} for limit in p.limitations],
            "alt": _alternative_text(assessment, p, knowledge),
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


def pattern_rows(assessment: Assessment, citations: Citations, *, stopped: bool) -> list[dict[str, Any]]:
    """Named combinations of findings, most probable first; without the muscles they suggest where the safety screen stops the visit."""
    return [
        {
            "title": p.title,
            "certainty": certainty_words(p.certainty),
            "probability": format_probability(p.probability),
            "members": [_member(member) for member in p.members],
            "statement": "" if stopped else p.statement,
            "evidence": "" if stopped else p.evidence,
            "citations": citations.cite(p.references),
        }
        for p in sorted(assessment.patterns, key=lambda p: -p.probability)
    ]


def provenance_rows(assessment: Assessment, knowledge: Knowledge) -> list[list[str]]:
    """What the numbers were made with."""
    made = assessment.provenance
    rows = [
        ["Assessed", moment_words(made.created_at)],
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


def _quality(photo: AssessedPhoto) -> list[list[str | Message]]:
    quality, seen, known = photo.quality, photo.recognised, photo.known_length
    inside = {
        (True, True): "head and feet inside",
        (False, True): "head cut off",
        (True, False): "feet cut off",
        (False, False): "head and feet cut off",
    }[quality.head_inside, quality.feet_inside]
    roll = _with_interval(quality.roll.roll_deg, quality.roll.standard_error_deg)
    turned = _with_interval(seen.yaw_deg, seen.yaw_standard_error_deg)
    rows: list[list[str | Message]] = [
        ["Person", f"{quality.person_height_px:.0f} pixels tall, {inside}"],
        ["Camera roll", f"{roll}, {'from a reference' if quality.roll.referenced else 'no reference in the photo'}"],
        ["Body turned", f"{turned} from a true {view_words(photo.view)} view"],
        ["Sharpness", _fraction(quality.sharpness, "useless", "sharp")],
        ["Exposure", _fraction(quality.exposure, "black", "white")],
    ]
    if known is not None:
        rows.append(["Known length", scale.known_length(known)])
    return rows


def _with_interval(angle_deg: float, standard_error_deg: float) -> str:
    decimals = decimals_for(standard_error_deg)
    return f"{format_number(angle_deg, decimals)} ± {format_number(Z_90 * standard_error_deg, decimals)}°"


def _fraction(value: float, lowest: str, highest: str) -> str:
    return f"{value:.2f} (0 {lowest}, 1 {highest})"


def _alternative_text(assessment: Assessment, photo: AssessedPhoto, knowledge: Knowledge) -> str:
    measures = "; ".join(
        f"{knowledge.measure(m.name).title} {format_estimate(m)}" for m in assessment.measurements if m.photo == photo.index
    )
    return f"Photo of the {view_words(photo.view)} view with landmarks and plumb line. {measures or 'Nothing was measured'}."


def _member(member: PatternMember) -> str:
    known = "not assessed" if member.probability is None else format_probability(member.probability)
    return f"{member.title} {known}"

"""Sections for the clinician: photos, findings, patterns, provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_cv.domain.estimates import Z_90, Unit
from posture_cv.domain.findings import certainty_term, severity_term
from posture_cv.domain.messages import Quantity, decimals_for, estimate_of, message, plus_minus, probability_of
from posture_cv.domain.terms import evidence_of, moment_text, side_term
from posture_cv.domain.views import BodySide
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
            "title": message("report.photo", view=message(f"view.{p.view}"), position=message(f"position.{p.position}")),
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
            "side": "" if f.side is BodySide.MIDLINE else side_term(f.side),
            "distinguishable": f.is_distinguishable,
            "severity": severity_term(f.severity),
            "certainty": certainty_term(f.certainty),
            "probability": probability_of(f.probability),
            "statement": f.statement,
            "convention": f.convention or "",
            "citations": citations.cite(f.references),
        }
        for f in ranked
    ]


def pattern_rows(assessment: Assessment, citations: Citations, *, stopped: bool) -> list[dict[str, Any]]:
    """Named combinations of findings, most probable first; without the muscles they suggest where the safety screen stops the visit."""
    return [
        {
            "title": p.title,
            "certainty": certainty_term(p.certainty),
            "probability": probability_of(p.probability),
            "members": [_member(member) for member in p.members],
            "statement": "" if stopped else p.statement,
            "evidence": "" if stopped else evidence_of(p),
            "citations": citations.cite(p.references),
        }
        for p in sorted(assessment.patterns, key=lambda p: -p.probability)
    ]


def provenance_rows(assessment: Assessment, knowledge: Knowledge) -> list[list[str | Message]]:
    """What the numbers were made with."""
    made = assessment.provenance
    rows: list[tuple[str, str | Message]] = [
        ("assessed", moment_text(made.created_at)),
        ("software", made.software),
        ("pose_model", f"{made.pose_model.name}, sha256 {made.pose_model.sha256[:12]}"),
        ("estimator", made.estimator),
        ("passes", str(made.passes)),
        ("tables", f"sha256 {made.knowledge_sha256[:12]}"),
        ("format", message("report.version", version=assessment.schema_version)),
    ]
    if knowledge.sha256 != made.knowledge_sha256:
        rows.append(("printed_with", message("report.printed_with", sha256=knowledge.sha256[:12])))
    return [[message(f"report.made.{name}"), value] for name, value in rows]


def _quality(photo: AssessedPhoto) -> list[list[str | Message]]:
    quality, seen, known = photo.quality, photo.recognised, photo.known_length
    inside = {(True, True): "inside", (False, True): "head", (True, False): "feet", (False, False): "both"}
    cut = message(f"report.cut.{inside[quality.head_inside, quality.feet_inside]}")
    roll = _with_interval(quality.roll.roll_deg, quality.roll.standard_error_deg)
    turned = _with_interval(seen.yaw_deg, seen.yaw_standard_error_deg)
    rows: list[tuple[str, Message]] = [
        ("person", message("report.person", height=Quantity(value=quality.person_height_px), inside=cut)),
        ("roll", message("report.roll.referenced" if quality.roll.referenced else "report.roll.unreferenced", roll=roll)),
        ("turned", message("report.turned", turned=turned, view=message(f"view.whole.{photo.view}"))),
        ("sharpness", message("report.sharpness", sharpness=Quantity(value=quality.sharpness, decimals=2))),
        ("exposure", message("report.exposure", exposure=Quantity(value=quality.exposure, decimals=2))),
    ]
    if known is not None:
        rows.append(("known_length", scale.known_length(known)))
    return [[message(f"report.quality.{name}"), value] for name, value in rows]


def _with_interval(angle_deg: float, standard_error_deg: float) -> Message:
    return plus_minus(angle_deg, Z_90 * standard_error_deg, decimals=decimals_for(standard_error_deg), unit=Unit.DEGREE)


def _alternative_text(assessment: Assessment, photo: AssessedPhoto, knowledge: Knowledge) -> Message:
    view = message(f"view.whole.{photo.view}")
    measured = [
        message("report.measured", title=knowledge.measure(found.name).title, estimate=estimate_of(found))
        for found in assessment.measurements
        if found.photo == photo.index
    ]
    return message("report.photo.alt", view=view, measured=tuple(measured)) if measured else message("report.photo.alt.none", view=view)


def _member(member: PatternMember) -> Message:
    if member.probability is None:
        return message("pattern.member.not_assessed", title=member.title)
    return message("pattern.member", title=member.title, probability=probability_of(member.probability))

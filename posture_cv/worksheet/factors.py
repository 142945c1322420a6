"""The five factors of neuromuscular therapy as an intake: the software fills what it saw, the therapist the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.domain.findings import certainty_term
from posture_cv.domain.messages import message
from posture_cv.domain.worksheet import Approach, FactorEntry, FilledBy, NmtFactor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_cv.domain.findings import Finding, PosturePattern
    from posture_cv.domain.knowledge import FactorDefinition, Knowledge
    from posture_cv.domain.messages import Message
    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.domain.worksheet import Worksheet

ORDERS = {
    Approach.AMERICAN: (
        NmtFactor.POSTURAL_DISTORTION,
        NmtFactor.BIOMECHANICAL_DYSFUNCTION,
        NmtFactor.NERVE_COMPRESSION,
        NmtFactor.ISCHEMIA,
        NmtFactor.TRIGGER_POINTS,
    ),
    Approach.EUROPEAN: (
        NmtFactor.TRIGGER_POINTS,
        NmtFactor.ISCHEMIA,
        NmtFactor.NERVE_COMPRESSION,
        NmtFactor.POSTURAL_DISTORTION,
        NmtFactor.BIOMECHANICAL_DYSFUNCTION,
    ),
}
"""Causes first, or points first; the sheet is the same."""

NERVE_HINT = "factor.nerve"
"""Message that names a nerve site and what pressure there feels like; ``factor.nerve.brief`` leaves the latter out."""

_MOST_HINTS = 6


def screen_factors(
    knowledge: Knowledge,
    *,
    findings: Sequence[Finding] = (),
    patterns: Sequence[PosturePattern] = (),
    muscles: Sequence[MuscleHypothesis] = (),
    movement: Sequence[Message] = (),
) -> tuple[FactorEntry, ...]:
    """Lay out the five factors, causes first.

    Posture is answered from the findings: present where any is distinguishable, absent where none is, open without findings. Biomechanics
    is answered yes where ``movement`` holds statements about limited movement. The others stay open, with hints where to look: referral
    zones and nerve sites of the muscles suggested.
    """
    seen = [finding for finding in findings if finding.is_distinguishable]
    hints: dict[NmtFactor, Iterable[Message]] = {
        NmtFactor.POSTURAL_DISTORTION: [
            *(pattern.title for pattern in patterns),
            *(message("factor.finding", title=finding.title, certainty=certainty_term(finding.certainty)) for finding in seen),
        ],
        NmtFactor.BIOMECHANICAL_DYSFUNCTION: movement,
        NmtFactor.TRIGGER_POINTS: _zones(muscles, knowledge),
        NmtFactor.NERVE_COMPRESSION: _nerve_sites(muscles, knowledge),
    }
    answers = {
        NmtFactor.POSTURAL_DISTORTION: bool(seen) if findings else None,
        NmtFactor.BIOMECHANICAL_DYSFUNCTION: True if movement else None,
    }
    entries = [_entry(row, tuple(dict.fromkeys(hints.get(row.factor, ()))), answers.get(row.factor)) for row in knowledge.factors]
    return tuple(sorted(entries, key=lambda entry: ORDERS[Approach.AMERICAN].index(entry.factor)))


def order_factors(worksheet: Worksheet) -> Worksheet:
    """Put the same five factors in the order of the sheet's approach; answers stay."""
    order = ORDERS[worksheet.approach]
    return replace(worksheet, factors=tuple(sorted(worksheet.factors, key=lambda entry: order.index(entry.factor))))


def _entry(row: FactorDefinition, hints: tuple[Message, ...], present: bool | None) -> FactorEntry:
    return FactorEntry(
        factor=row.factor,
        look_for=row.look_for,
        references=row.references,
        hints=hints,
        present=present,
        filled_by=FilledBy.THERAPIST if present is None else FilledBy.SOFTWARE,
    )


def _zones(muscles: Iterable[MuscleHypothesis], knowledge: Knowledge) -> list[Message]:
    zones = [(one.name, knowledge.referral(one.muscle)) for one in muscles]
    return [message("factor.zone", muscle=name, zone=zone.zone) for name, zone in zones if zone is not None][:_MOST_HINTS]


def _nerve_sites(muscles: Iterable[MuscleHypothesis], knowledge: Knowledge) -> list[Message]:
    sites = dict.fromkeys(site for one in muscles for site in knowledge.entrapments_at(one.muscle))
    return [message(NERVE_HINT, nerve=site.nerve, site=site.site, feels_like=site.feels_like) for site in sites][:_MOST_HINTS]

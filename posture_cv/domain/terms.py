"""Terms that every room shares, as messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from posture_cv.domain.messages import Message, message, row_text
from posture_cv.domain.views import BodySide

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_cv.domain.findings import Certainty, Severity
    from posture_cv.domain.muscles import Confidence, EvidenceGrade, MuscleState
    from posture_cv.domain.worksheet import BodyPosition


class Argued(Protocol):
    """Something with evidence on both sides."""

    @property
    def evidence_for(self) -> Message:
        """What speaks for it."""
        ...

    @property
    def evidence_against(self) -> Message:
        """What speaks against it."""
        ...


def side_term(side: BodySide) -> Message:
    """Left or right; the midline is either of them."""
    return message(f"side.{side}")


def muscle_side_term(side: BodySide) -> Message:
    """Side of a muscle to test; the midline stands for both."""
    return message("side.both") if side is BodySide.MIDLINE else side_term(side)


def severity_term(severity: Severity) -> Message:
    """How marked a finding is."""
    return message(f"severity.{severity}")


def certainty_term(certainty: Certainty, *, plain: bool = False) -> Message:
    """How sure a finding is, for the clinician or, if it is at least possible, in plain words."""
    return message(f"certainty.plain.{certainty}" if plain else f"certainty.{certainty}")


def state_term(state: MuscleState, confidence: Confidence) -> Message:
    """What a posture suggests about a muscle, ``"likely shortened"``."""
    return message(f"state.{confidence}.{state}")


def position_term(position: BodyPosition) -> Message:
    """How the client lies, sits or stands for a test."""
    return message(f"body_position.{position}")


def site_with_warning(site: str) -> Message:
    """A place to keep out of, by its key in the table of endangerment sites, and why."""
    return message("site.warned", title=row_text("endangerments", site, "title"), warning=row_text("endangerments", site, "warning"))


def evidence_of(argued: Argued) -> Message:
    """What speaks for and against something, in one."""
    return message("evidence.both_sides", evidence_for=argued.evidence_for, evidence_against=argued.evidence_against)


def grade_text(grades: Iterable[EvidenceGrade]) -> str:
    """Evidence grades as printed in every language, ``"B/X"``."""
    return "/".join(grades)

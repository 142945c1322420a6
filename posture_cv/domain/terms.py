"""Terms that every room shares, as messages."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Protocol

from posture_cv.domain.messages import Message, message, row_text
from posture_cv.domain.person import Person
from posture_cv.domain.views import BodySide


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


def compared_with(person: Person) -> Message:
    """By whose norms values are judged, as far as sources tell people apart, and that sex and age can be stated."""
    if person.sex is None and person.age is None:
        return message("compared.everybody")
    if person.age is None:
        return message(f"compared.{person.sex}")
    if person.sex is None:
        return message("compared.age", age=person.age)
    return message(f"compared.{person.sex}.age", age=person.age)


def site_with_warning(site: str) -> Message:
    """A place to keep out of, by its key in the table of endangerment sites, and why."""
    return message("site.warned", title=row_text("endangerments", site, "title"), warning=row_text("endangerments", site, "warning"))


def evidence_of(argued: Argued) -> Message:
    """What speaks for and against something, in one."""
    return message("evidence.both_sides", evidence_for=argued.evidence_for, evidence_against=argued.evidence_against)


def moment_text(moment: str, zone: tzinfo | None = None) -> str:
    """An ISO 8601 time as written in every language, ``"2031-05-04 12:30 UTC+02:00"``, in its own zone or the one given."""
    at = datetime.fromisoformat(moment)
    return f"{at if zone is None else at.astimezone(zone):%Y-%m-%d %H:%M %Z}"

"""A complaint in a few lines, for the places where a client is examined: caution, whom to refer, its nerve and joint tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.domain.messages import message
from posture_cv.domain.screen import Tier
from posture_cv.domain.worksheet import position_term
from posture_cv.worksheet import provocations_of

if TYPE_CHECKING:
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintBrief:
    """What leads everything else where a complaint was stated.

    Attributes
    ----------
    caution
        What to hold back; None where the safety screen says all.
    refer
        What else it may be that a doctor has to see, the most urgent first, with what points to it.
    tests
        Tests of nerves, joints and tendons that lead the sheet, each with what a positive one changes.
    references
        Keys of the sources behind all that.
    """

    title: Message
    caution: Message | None
    refer: tuple[Message, ...]
    tests: tuple[Message, ...]
    references: tuple[str, ...]


def complaint_brief(complaint: str, knowledge: Knowledge) -> ComplaintBrief | None:
    """The complaint in brief; None where none was stated."""
    row = next((one for one in knowledge.conditions if one.key == complaint), None)
    if row is None:
        return None
    order = list(Tier)
    others = sorted((one for one in knowledge.differentials if complaint in one.conditions), key=lambda one: order.index(one.tier))
    tests = provocations_of(complaint, knowledge)
    references = [*row.references, *(key for one in others for key in one.references), *(key for one, _ in tests for key in one.references)]
    return ComplaintBrief(
        title=row.title,
        caution=row.caution,
        refer=tuple(
            message("card.differential", tier=message(f"tier.{one.tier}"), title=one.title, text=one.points_to_it) for one in others
        ),
        tests=tuple(
            message(
                "complaint.test",
                title=test.title,
                position=position_term(test.position),
                how=test.how,
                positive=test.positive,
                changes=named.if_positive,
            )
            for named, test in tests
        ),
        references=tuple(dict.fromkeys((*references, *(key for _, test in tests for key in test.references)))),
    )

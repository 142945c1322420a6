"""What stands on the cards of the story of neuromuscular therapy: the whole of it, or one chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.cards.card import Card, CardKind
from posture_cv.cards.contents import build_card
from posture_cv.domain.messages import message
from posture_cv.domain.muscles import grade_text

if TYPE_CHECKING:
    from posture_cv.cards.contents import Section
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.messages import Message
    from posture_cv.domain.story import Chapter, Lesson


def chapter(key: str, knowledge: Knowledge) -> Card:
    """The card of a chapter, from its key and the tables; that of the first holds all others, and the five factors."""
    whole, *parts = knowledge.chapters
    row = next(one for one in knowledge.chapters if one.key == key)
    shown = parts if row is whole else [row]
    lessons = [one for part in shown for one in knowledge.lessons if one.chapter == part.key]
    factors = knowledge.factors if row is whole else ()
    sections: list[Section] = [
        ("in_short", _lead(row)),
        ("factors", [message("card.named", name=one.title, text=one.question) for one in factors]),
        *(
            (part.title, [*([] if part is row else _lead(part)), *(_lesson(one) for one in lessons if one.chapter == part.key)])
            for part in shown
        ),
    ]
    references = [row.references, *(one.references for one in lessons), *(one.references for one in factors)]
    related = [part.key for part in knowledge.chapters if part is not row]
    return build_card(CardKind.CHAPTER, (key, row.title, row.plain_title), sections, references, related, knowledge=knowledge)


def _lead(row: Chapter) -> list[Message]:
    """What opens a chapter, and what the letters mean where all of it is graded."""
    return [row.lead, message("card.grades")] if row.graded else [row.lead]


def _lesson(row: Lesson) -> Message:
    strength = message(f"strength.{row.strength}")
    if not row.grades:
        return message("card.lesson", title=row.title, text=row.text, strength=strength)
    return message("card.lesson.graded", title=row.title, text=row.text, grades=grade_text(row.grades), strength=strength)

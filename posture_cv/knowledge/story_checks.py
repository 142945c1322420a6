"""What must hold between the chapters of the story of neuromuscular therapy and what they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_cv.domain.knowledge import Knowledge


def story_problems(knowledge: Knowledge) -> Iterator[str]:
    """Yield every contradiction, naming table, row and field; nothing where the tables agree."""
    chapters = {row.key: row for row in knowledge.chapters}
    sources = {row.key: row.strength for row in knowledge.references}
    told = {row.chapter for row in knowledge.lessons}
    yield from (f"table chapters, row {key}: no row of table lessons is for it" for key in list(chapters)[1:] if key not in told)
    for row in knowledge.lessons:
        place = f"table lessons, row {row.key}"
        if row.chapter not in chapters:
            yield f"{place}: chapter {row.chapter} is not in table chapters"
        elif chapters[row.chapter].graded and not row.grades:
            yield f"{place}: grades is empty in a chapter of claims"
        if row.strength not in {sources.get(key) for key in row.references}:
            yield f"{place}: no source of strength {row.strength} is cited"

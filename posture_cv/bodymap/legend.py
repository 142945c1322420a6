"""The words below the drawings: what the hatches mean, and one numbered line per marked muscle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.bodymap.layout import BADGE_RADIUS
from posture_cv.bodymap.lettering import LetterBox, text_width, wrapped
from posture_cv.bodymap.marks import LegendEntry, MapMark
from posture_cv.domain.messages import Message, message

if TYPE_CHECKING:
    from posture_cv.words import Words

TEXT_SIZE = 18.0
DETAIL_SIZE = 16.0
LINE_HEIGHT = 23.0
SWATCH_WIDTH, SWATCH_HEIGHT = 34.0, 18.0
_TEXT_LEFT = SWATCH_WIDTH + 2 * BADGE_RADIUS + 18.0
_COLUMN_WIDTH = 470.0
_ROW_GAP = 9.0

KEY: tuple[str, ...] = (MapMark.SHORTENED, MapMark.LENGTHENED, MapMark.NAMED, MapMark.CONFLICT, "rest", "deep")
"""Kinds of swatches; ``bodymap.key.*`` says what each stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyItem:
    """A swatch and what it stands for."""

    sort: str
    lines: tuple[str, ...]
    box: LetterBox


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendRow:
    """One muscle's lines."""

    entry: LegendEntry
    box: LetterBox
    title: tuple[str, ...]
    detail: tuple[str, ...]

    @property
    def text_left(self) -> float:
        """Where the words start."""
        return self.box.left + _TEXT_LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """Key and rows, placed."""

    key: tuple[KeyItem, ...]
    rows: tuple[LegendRow, ...]
    bottom: float


def legend(numbered: Sequence[LegendEntry], referral: Sequence[Message], *, top: float, width: float, words: Words) -> Legend:
    """Place the legend in as many columns as the width takes, filled downwards; ``referral`` says where muscles may be felt."""
    told = [*((sort, message(f"bodymap.key.{sort}")) for sort in KEY), *(("referral", zone) for zone in referral)]
    wanted = [(sort, words.say(text)) for sort, text in told]
    key, below = _key(wanted, top, width)
    count = max(int(width // _COLUMN_WIDTH), 1)
    column_width = width / count
    drafts = [_row(entry, column_width, words) for entry in numbered]
    share = sum(row.box.height for row in drafts) / count
    rows: list[LegendRow] = []
    column, y, bottom = 0, below, below
    for draft in drafts:
        if y - below >= share - 0.5 * draft.box.height and column + 1 < count:
            column, y = column + 1, below
        left = column * column_width
        box = LetterBox(left, y, left + column_width - 20.0, y + draft.box.height - _ROW_GAP)
        rows.append(LegendRow(entry=draft.entry, box=box, title=draft.title, detail=draft.detail))
        y += draft.box.height
        bottom = max(bottom, y)
    return Legend(key=key, rows=tuple(rows), bottom=bottom)


def _row(entry: LegendEntry, column_width: float, words: Words) -> LegendRow:
    room = column_width - 20.0 - _TEXT_LEFT
    title = wrapped(words.say(entry.title), TEXT_SIZE, room, bold=True)
    detail = wrapped(words.say(entry.detail), DETAIL_SIZE, room)
    height = max((len(title) + len(detail)) * LINE_HEIGHT, 2 * BADGE_RADIUS) + _ROW_GAP
    return LegendRow(entry=entry, box=LetterBox(0.0, 0.0, column_width, height), title=title, detail=detail)


def _key(wanted: Sequence[tuple[str, str]], top: float, width: float) -> tuple[tuple[KeyItem, ...], float]:
    items: list[KeyItem] = []
    x, y = 0.0, top
    for sort, words in wanted:
        lines = wrapped(words, TEXT_SIZE, width - SWATCH_WIDTH - 8.0)
        size = SWATCH_WIDTH + 8.0 + max(text_width(line, TEXT_SIZE) for line in lines)
        if x and x + size > width:
            x, y = 0.0, items[-1].box.bottom + 8.0
        items.append(KeyItem(sort=sort, lines=lines, box=LetterBox(x, y, x + size, y + len(lines) * LINE_HEIGHT)))
        x += size + 20.0
    return tuple(items), items[-1].box.bottom + 16.0

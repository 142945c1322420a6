"""How much room words take, without knowing which font the reader has."""

from __future__ import annotations

from dataclasses import dataclass

FONT_FAMILY = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

# Widths per em of a wide sans serif (DejaVu Sans), so that no usual font takes more.
_NARROW, _WIDE = frozenset("fijlrtI.,:;'|!()[]/- "), frozenset("mwMW%@")
_NARROW_EM, _LOWER_EM, _UPPER_EM, _WIDE_EM = 0.37, 0.62, 0.76, 0.99
_BOLD = 1.1


@dataclass(frozen=True, slots=True)
class LetterBox:
    """An upright rectangle, map units, y down."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: LetterBox) -> bool:
        """True where the two share area; touching edges do not."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def holds(self, at: tuple[float, float]) -> bool:
        """True where the point lies inside or on the edge."""
        return self.left <= at[0] <= self.right and self.top <= at[1] <= self.bottom

    @property
    def width(self) -> float:
        """Right minus left."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Bottom minus top."""
        return self.bottom - self.top


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Upper estimate of a line's width at that font size."""
    em = sum(_em(letter) for letter in text)
    return em * size * (_BOLD if bold else 1.0)


def _em(letter: str) -> float:
    if letter in _NARROW:
        return _NARROW_EM
    if letter in _WIDE:
        return _WIDE_EM
    return _UPPER_EM if letter.isupper() else _LOWER_EM


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break the text at plain spaces into lines that fit the width; a longer word keeps a line of its own."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size, bold=bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return (*lines, line) if line else tuple(lines)

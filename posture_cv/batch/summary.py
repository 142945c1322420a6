"""A table of results in figures: how many photos, what was refused and why, and how each measure is distributed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from posture_cv.batch.rows import RowKind
from posture_cv.domain.judgements import PostureVerdict

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

_TENTHS = 10
_FURTHEST = 360
"""Values are counted by tenths up to here, to either side of nought: memory stays the same for any number of photos."""

_READ = ["kind", "measure", "value", "unit", "verdict", "borderline", "reason_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """How one measure is distributed over the photos.

    Attributes
    ----------
    lowest, median, highest
        5th, 50th and 95th percentile of the values as measured, to a tenth of ``unit``.
    judged, differs
        How many values were held against a typical range, and how many of these clearly lie beyond it.
    """

    measure: str
    unit: str
    measured: int
    withheld: int
    lowest: float
    median: float
    highest: float
    judged: int
    differs: int


@dataclass(slots=True)
class Summary:
    """Figures of a table of results, gathered as its rows pass by.

    Attributes
    ----------
    refused
        Photos without any measure, by the reason in words.
    """

    photos: int = 0
    rows: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    _of_measure: dict[str, _Counted] = field(default_factory=dict)

    @property
    def measured(self) -> int:
        """Photos that were not refused."""
        return self.photos - self.refused.total()

    @property
    def distributions(self) -> tuple[Distribution, ...]:
        """One for every measure given at least once, by name."""
        return tuple(counted.distribution(measure) for measure, counted in sorted(self._of_measure.items()) if counted.unit)

    def add(self, rows: pa.Table, photos: int) -> None:
        """Count rows that come of so many photos."""
        self.photos += photos
        self.rows += rows.num_rows
        for row in rows.select(_READ).to_pylist():
            if row["kind"] == RowKind.REFUSED:
                self.refused[row["reason_text"]] += 1
            else:
                self._of_measure.setdefault(row["measure"], _Counted()).add(row)


@dataclass(slots=True)
class _Counted:
    """Rows of one measure, its values by tenths."""

    unit: str = ""
    withheld: int = 0
    judged: int = 0
    differs: int = 0
    by_tenth: NDArray[np.int64] = field(default_factory=lambda: np.zeros(2 * _FURTHEST * _TENTHS + 1, np.int64))

    def add(self, row: dict[str, Any]) -> None:
        if row["kind"] == RowKind.NOT_MEASURED:
            self.withheld += 1
            return
        self.unit = row["unit"]
        self.by_tenth[round((max(min(row["value"], _FURTHEST), -_FURTHEST) + _FURTHEST) * _TENTHS)] += 1
        self.judged += row["verdict"] is not None
        self.differs += row["verdict"] == PostureVerdict.DIFFERS and not row["borderline"]

    def distribution(self, measure: str) -> Distribution:
        lowest, median, highest = (self._value_below_which(share) for share in (0.05, 0.5, 0.95))
        return Distribution(
            measure=measure,
            unit=self.unit,
            measured=int(self.by_tenth.sum()),
            withheld=self.withheld,
            lowest=lowest,
            median=median,
            highest=highest,
            judged=self.judged,
            differs=self.differs,
        )

    def _value_below_which(self, share: float) -> float:
        """The smallest value that at least this share of the photos do not exceed."""
        up_to = np.cumsum(self.by_tenth)
        return float(np.searchsorted(up_to, share * up_to[-1])) / _TENTHS - _FURTHEST

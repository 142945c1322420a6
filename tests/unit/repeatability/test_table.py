"""The packaged minimal detectable changes."""

from pathlib import Path

import pytest

from posture_cv import knowledge
from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.repeatability import MinimalDetectableChange
from posture_cv.repeatability import load_table, mdc
from posture_cv.repeatability.table import load_table as fresh

CVA = MeasureName("craniovertebral_angle")
ROWS = tuple(load_table().changes.values())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_row_follows_from_its_own_error_and_unit(row: MinimalDetectableChange) -> None:
    assert row.mdc95 == pytest.approx(1.96 * 2.0**0.5 * row.sem, abs=0.01)
    assert row.unit is knowledge.load().measure(row.name).unit
    assert row.pairs >= 20


def test_craniovertebral_angle_has_one() -> None:
    change = mdc(CVA)
    assert change is not None
    assert change.estimator == load_table().estimator


def test_damaged_table_says_so(tmp_path: Path) -> None:
    broken = tmp_path / "mdc.toml"
    broken.write_text("[provenance]\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="minimal detectable changes is missing or damaged"):
        fresh(broken)


def test_impossible_error_is_refused() -> None:
    row = ROWS[0]
    with pytest.raises(ValueError, match="expected 0 < sem < mdc95"):
        MinimalDetectableChange(name=row.name, unit=row.unit, mdc95=1.0, sem=2.0, pairs=20, estimator="drawn-1")

"""The whole build from scratch, small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

pytest.importorskip("anny", reason="the extra train is not installed", exc_type=ImportError)
pytest.importorskip("torch", reason="the extra train is not installed")
pytest.importorskip("numba", reason="the extra train is not installed")

from posture_cv.anatomy.learned import LearnedEstimator
from training import fit

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


def test_quick_build_makes_an_estimator(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "small.npz"
    assert fit.main(["--quick", "--out", str(out)]) == 0
    assert "sha256" in capsys.readouterr().out
    with np.load(out, allow_pickle=False) as arrays:
        assert LearnedEstimator(arrays).name
        assert (arrays["factors"] > 0.0).all()


def test_neither_work_nor_quick_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        fit.main(["--out", str(tmp_path / "none.npz")])
    assert "--work" in capsys.readouterr().err

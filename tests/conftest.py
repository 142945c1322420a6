"""Fixtures every folder of tests may use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from posture_cv.wiring import Assessor

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def assessor() -> Iterator[Assessor]:
    """The real thing, pose model and tables included, shared because loading takes a second."""
    from posture_cv.wiring import Assessor

    with Assessor() as one:
        yield one


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real photos beside the checkout; tests that need it skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of real photos is not beside this checkout")
    return folder

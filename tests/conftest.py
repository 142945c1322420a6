"""Fixtures every folder of tests may use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from posture_cv.wiring import Assessor

ROOT = Path(__file__).resolve().parents[1]

# The same examples in every run, so that a run fails only for what changed; --hypothesis-profile=exploring looks at new ones.
for profile in ("repeatable", "exploring"):
    hypothesis.settings.register_profile(profile, derandomize=profile == "repeatable", deadline=None, print_blob=True)
hypothesis.settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long the fuzzing goes on, and from which seed."""
    parser.addoption("--fuzz-cases", type=int, default=600, help="how many damaged files each fuzz test makes")
    parser.addoption("--fuzz-seed", type=int, default=1, help="other seeds, other files")


_FORBIDDEN = re.compile(
    r"\b(abnormal\w*|diagnos(is|es|ed?|tic)|(is|are) (too )?short|tight\w*|causes?|dysfunction\w*|misalign\w*|collapsed|degenerat\w*"
    r"|scolio\w*|short leg|herniated|slipped|pelvis out|bad posture|poor posture|correct your posture|prevent injury|accurate"
    r"|release your|(?<!do )(?<!did )you have)\b",
    re.IGNORECASE,
)
_FACTOR_NAME = re.compile(r"biomechanical[ _]dysfunction", re.IGNORECASE)
_DISCLAIMER = re.compile(r"does not tell which muscle is short|(American approach \()?causes first", re.IGNORECASE)


@pytest.fixture(scope="session")
def forbidden() -> Callable[[str], list[str]]:
    """Words of a text that the clinical brief, section 6.2, rules out.

    The fifth factor of neuromuscular therapy keeps its proper name, and two phrases that deny a claim or name an approach are let pass.
    """

    def words(text: str) -> list[str]:
        return [found[0] for found in _FORBIDDEN.finditer(_DISCLAIMER.sub("", _FACTOR_NAME.sub("", text)))]

    return words


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

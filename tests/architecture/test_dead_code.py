"""Nothing stays that nobody calls: neither in the product nor in the training."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from vulture import Vulture

ROOT = Path(__file__).resolve().parents[2]

PLAIN = "plain_"
"""A row's words for the client, kept beside the others for pages that are hers."""

REVIEWED: dict[str, frozenset[str]] = {
    "called by Python or a framework": frozenset(
        {
            "__getattr__",
            "trace",
            "getexif",
            "attrib",
            "writeable",
            "allow_extra_args",
            "format_help",
            "should_exit",
            "upgrade",
            "down_revision",
            "connected",
        }
    ),
    "numbers of a row of columns or textures, named together": frozenset(
        {"BOARD", "EXTRA", "FOLD", "FUZZ", "HEATHER", "PLAIN", "SIDE_PANEL", "STRIPES"}
    ),
    "columns of the table of results, written by their names": frozenset({"reason_text", "remedy_text"}),
    "steps of a protocol, for whoever guides": frozenset({"gaze", "breath"}),
    "for whoever writes Python with it, as the README shows": frozenset({"with_points", "with_sheet"}),
    "asked by tests alone: there is no other way to wait": frozenset({"wait_closed"}),
    "follows a person from frame to frame, for the camera": frozenset({"VideoLandmarker"}),
}
"""Names that the search takes for unused, by the reason why they stay."""


def members() -> set[str]:
    """Names of the members of lists such as ``Load``: they come from tables, files and models by their values."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "posture_cv").rglob("*.py"))]
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    lists = [node for node in classes if any(isinstance(base, ast.Name) and base.id.endswith("Enum") for base in node.bases)]
    assigned = [each for node in lists for each in node.body if isinstance(each, ast.Assign)]
    return {target.id for each in assigned for target in each.targets if isinstance(target, ast.Name)}


def unused() -> dict[str, str]:
    """Where each name is that nothing in the product, the training or the benchmarks refers to."""
    search = Vulture(ignore_decorators=["@*.command*", "@*.callback*", "@st.*"])
    search.scavenge([str(ROOT / folder) for folder in ("posture_cv", "training", "benchmarks", "streamlit_app.py")])
    return {item.name: f"{item.filename.relative_to(ROOT)}:{item.first_lineno}" for item in search.get_unused_code(min_confidence=60)}


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    return unused()


def test_nothing_stays_that_nobody_calls(found: dict[str, str]) -> None:
    reviewed = members().union(*REVIEWED.values())
    shown = {name: place for name, place in found.items() if not name.startswith(PLAIN)}
    assert {name: place for name, place in shown.items() if name not in reviewed} == {}


def test_the_list_of_what_stays_is_not_longer_than_it_need_be(found: dict[str, str]) -> None:
    assert sorted(name for names in REVIEWED.values() for name in names if name not in found) == []

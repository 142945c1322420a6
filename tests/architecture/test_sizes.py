"""Rooms stay small enough to read."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for folder in ("posture_cv", "benchmarks", "training") for path in (ROOT / folder).rglob("*.py"))
LONGEST_LINES = 400
LONGEST_FUNCTION_LINES = 60
"""Without its docstring: shapes, units and errors of every parameter are asked for, and take their room."""
CATCH_ALL_NAMES = {"utils", "helpers", "common", "manager", "misc"}


def test_there_are_sources() -> None:
    assert len(SOURCES) > 20


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_is_short_and_named_for_what_it_holds(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_LINES
    assert path.stem not in CATCH_ALL_NAMES


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = function.body[0]
    says = first if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) else None
    documented = 0 if says is None or says.end_lineno is None else says.end_lineno - says.lineno + 1
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1 - documented


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_fit_a_screen(path: Path) -> None:
    functions = [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert {each.name: lines_of(each) for each in functions if lines_of(each) > LONGEST_FUNCTION_LINES} == {}


def test_a_function_is_measured_without_its_docstring() -> None:
    lines = ["def f():", '    """One,', "    two.", '    """', "    a = 1", "    return a"]
    function = ast.parse("\n".join(lines)).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert lines_of(function) == 3


def test_no_two_classes_share_a_name() -> None:
    homes: dict[str, list[str]] = {}
    for path in sorted((ROOT / "posture_cv").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}
